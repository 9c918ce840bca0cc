"""Names that anew does not have: commands that are to come, and those that Streamlit removed.

For a command to come, the error says what it does and what to use meanwhile. For a removed
one, it names the successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anew.errors import CommandNotAvailableError
from anew.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection


class Later(NamedTuple):
    """A command that is to come."""

    what: str  # Follows the command's name: "draws a chart".
    instead: str  # A sentence.


_NO_CHART = "Meanwhile, show the numbers with st.dataframe(...) or st.metric(...)."
_NO_PICTURE = "Meanwhile, save the figure as an image, and show that with st.image(...)."
_NO_HTML = "Meanwhile, use st.markdown(..., unsafe_allow_html=True), which runs no scripts."
_NO_FRAME = "Meanwhile, link to it with st.link_button(...)."
_NO_CHAT = "Meanwhile, put each message into an st.container(border=True)."
_NO_EFFECT = "Leave it out, or report success with st.toast(...)."
_NO_SIGN_IN = (
    "Meanwhile, let a proxy in front of the app sign users in; st.context has its headers."
)

COMMANDS = {
    "App": Later("serves an app within another one", "Meanwhile, use st.create_app(...)."),
    "altair_chart": Later("draws a chart of Altair", _NO_CHART),
    "area_chart": Later("draws a chart", _NO_CHART),
    "audio": Later("plays sound", "Meanwhile, offer the file with st.download_button(...)."),
    "audio_input": Later("records sound", "Meanwhile, use st.file_uploader(...)."),
    "badge": Later("shows a coloured badge", "Meanwhile, use st.markdown(':blue-badge[text]')."),
    "balloons": Later("lets balloons fly", _NO_EFFECT),
    "bar_chart": Later("draws a chart", _NO_CHART),
    "bottom": Later("keeps elements at the bottom of the page", "Meanwhile, use st.container()."),
    "camera_input": Later("takes a photo", "Meanwhile, use st.file_uploader(...)."),
    "chat_input": Later("asks for a message", "Meanwhile, use st.text_input(...) in a form."),
    "chat_message": Later("shows a message of a chat", _NO_CHAT),
    "column_config": Later(
        "configures the columns of a table",
        "Meanwhile, pass st.dataframe(column_config=...) labels, or dicts of 'label', 'width' "
        "and 'hidden'.",
    ),
    "components": Later("shows elements of other packages", _NO_HTML),
    "connection": Later(
        "connects to a database",
        "Meanwhile, connect with the database's own library in a function with @st.cache_resource.",
    ),
    "data_editor": Later(
        "lets users change a table",
        "Meanwhile, show it with st.dataframe(...), and change it with widgets in a form.",
    ),
    "dialog": Later("opens a window above the page", "Meanwhile, use st.popover(...)."),
    "echarts_chart": Later("draws a chart", _NO_CHART),
    "echo": Later("shows the code that it runs", "Meanwhile, show code with st.code(...)."),
    "fragment": Later(
        "runs a part of the script by itself",
        "Leave it out: then the whole script runs, and draws the same.",
    ),
    "graphviz_chart": Later("draws a graph", "Meanwhile, show its source with st.code(...)."),
    "grid": Later("lays elements out in a grid", "Meanwhile, use rows of st.columns(...)."),
    "html": Later("shows HTML", _NO_HTML),
    "iframe": Later("shows another page", _NO_FRAME),
    "latex": Later("typesets a formula", "Meanwhile, show its source with st.code(...)."),
    "line_chart": Later("draws a chart", _NO_CHART),
    "login": Later("signs users in", _NO_SIGN_IN),
    "logo": Later("shows a logo in the sidebar", "Meanwhile, use st.sidebar.image(...)."),
    "logout": Later("signs users out", _NO_SIGN_IN),
    "map": Later("draws a map", "Meanwhile, show the places with st.dataframe(...)."),
    "menu_button": Later("opens a menu", "Meanwhile, put buttons into an st.popover(...)."),
    "mermaid_chart": Later("draws a diagram", "Meanwhile, show its source with st.code(...)."),
    "pagination": Later("lets users choose a page", "Meanwhile, use st.number_input(...)."),
    "pdf": Later("shows a PDF", "Meanwhile, offer the file with st.download_button(...)."),
    "plotly_chart": Later("draws a figure of Plotly", _NO_CHART),
    "pydeck_chart": Later("draws a map of pydeck", _NO_CHART),
    "pyplot": Later("draws a figure of Matplotlib", _NO_PICTURE),
    "scatter_chart": Later("draws a chart", _NO_CHART),
    "skeleton": Later("shows a placeholder while something loads", "Meanwhile, use st.empty()."),
    "snow": Later("lets snow fall", _NO_EFFECT),
    "space": Later("adds space", "Meanwhile, use st.container(height=...)."),
    "status": Later(
        "shows the steps of a long task", "Meanwhile, use st.expander(...) or st.spinner(...)."
    ),
    "user": Later("tells who is signed in", _NO_SIGN_IN),
    "vega_lite_chart": Later("draws a chart", _NO_CHART),
    "video": Later("plays a video", "Meanwhile, offer the file with st.download_button(...)."),
    "write_stream": Later(
        "shows text while it is generated", "Meanwhile, use st.write(...) with the generator."
    ),
    "components.v1.html": Later("shows HTML with its scripts", _NO_HTML),
    "components.v1.iframe": Later("shows another page", _NO_FRAME),
    "components.v1.declare_component": Later(
        "makes an element of another package", "Meanwhile, use the existing widgets."
    ),
}


_TRIALS = ("experimental_", "beta_")  # Such commands were later renamed without the prefix.
_GIVEN_UP = {
    "cache": ("cache_data", "cache_resource"),
    "experimental_get_query_params": ("query_params",),
    "experimental_memo": ("cache_data",),
    "experimental_set_query_params": ("query_params",),
    "experimental_show": ("write",),
    "experimental_singleton": ("cache_resource",),
}


def successors(name: str, known: Collection[str]) -> tuple[str, ...]:
    """The successors of a command that Streamlit once had; empty if it is not such a command.

    >>> successors("beta_columns", ["columns"])
    ('columns',)
    """
    if name in _GIVEN_UP:
        return _GIVEN_UP[name]
    for trial in _TRIALS:
        stayed = name.removeprefix(trial)
        if stayed != name and (stayed in known or stayed in COMMANDS):
            return (stayed,)
    return ()


def missing(name: str, known: Collection[str], *, within: str = "st") -> Exception:
    """The error for a name that does not exist: not yet, no longer, or not at all.

    Args:
        name: The name that the script used.
        known: The names that exist.
        within: The object whose attribute it should be.
    """
    if name in COMMANDS:
        return CommandNotAvailableError(f"{within}.{name} {_yet(name)}")
    new = successors(name, known)
    if not new:
        return AttributeError(f"anew has no {name!r} yet.{did_you_mean(name, known)}")
    # The successor of a container's command may exist only in the module.
    places = [f"{within if one in known or one in COMMANDS else 'st'}.{one}" for one in new]
    gone = f"{within}.{name} was removed, in Streamlit too, in favour of {' and '.join(places)}"
    if new[0] in COMMANDS:
        return CommandNotAvailableError(f"{gone}: it {_yet(new[0])}")
    return AttributeError(f"{gone}: use {'that' if len(new) == 1 else 'one of them'} instead.")


def _yet(name: str) -> str:
    later = COMMANDS[name]
    return f"{later.what}, which anew does not do yet. {later.instead}"
