"""The parts of the reference, and which public name stands in which.

Names that Streamlit has and anew has not yet stand here too: once there, they have
their place. What is missing here fails the generator, so the table is kept whole.
"""

from __future__ import annotations

GROUPS: dict[str, str] = {
    "Text": "badge caption code divider echo header help html latex markdown subheader text title "
    "write write_stream",
    "Input widgets": "audio_input button camera_input checkbox color_picker date_input "
    "datetime_input download_button feedback file_uploader link_button menu_button multiselect "
    "number_input pagination pills radio segmented_control select_slider selectbox slider "
    "text_area text_input time_input toggle",
    "Forms": "form form_submit_button",
    "Layout": "bottom columns container dialog empty expander grid popover sidebar skeleton space "
    "tabs",
    "Data": "column_config data_editor dataframe json metric table",
    "Charts": "altair_chart area_chart bar_chart echarts_chart graphviz_chart line_chart map "
    "mermaid_chart plotly_chart pydeck_chart pyplot scatter_chart vega_lite_chart",
    "Media": "audio iframe image logo pdf video",
    "Chat": "chat_input chat_message",
    "Status": "balloons error exception info progress snow spinner status success toast warning",
    "State and control flow": "attach_run context fragment query_params rerun session_state stop",
    "Pages": "Page navigation page_link set_page_config switch_page",
    "Caching": "cache_data cache_resource",
    "Configuration": "connection get_option login logout secrets set_option user",
    "The package": "App COMMANDS __version__ create_app errors testing",
}


def group_of(name: str) -> str:
    """The part of the reference in which a public name stands."""
    for group, names in GROUPS.items():
        if name in names.split():
            return group
    raise SystemExit(
        f"The public name {name!r} stands in no part of the reference. Add it to tools/groups.py."
    )
