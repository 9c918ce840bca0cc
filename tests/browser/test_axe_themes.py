"""Pages with themes of authors, judged by axe: what anew mixes from their colours can be read."""

from __future__ import annotations

import pytest
from browser.chromium import settled
from browser.test_axe import AXE, JUDGE, RULES

PAGE = """
    import anew as st

    st.sidebar.slider("Share", 0, 100, 40)
    st.sidebar.markdown("[a link](https://example.org) and `code`")
    st.title("Title")
    st.markdown("[a link](https://example.org), `code`")
    for type in ("primary", "secondary", "tertiary"):
        st.button(type, type=type)
    st.tabs(["One", "Two"])
    st.pills("Kind", ["A", "B"], default="A")
    st.segmented_control("View", ["Day", "Week"], default="Day")
    st.text_input("Name", "Ada")
    st.checkbox("Agree", True)
    st.metric("Metric", 3, 1)
    st.info("Information")
    st.dataframe({"a": [1, 2]})
"""
THEMES = {
    "one for each scheme": {
        "primaryColor": "#0b6e4f",
        "light__backgroundColor": "#fffdf7",
        "light__secondaryBackgroundColor": "#f3efe2",
        "dark__backgroundColor": "#14171a",
        "dark__secondaryBackgroundColor": "#1f2428",
    },
    "a light colour and a dark sidebar": {
        "primaryColor": "#ffd400",
        "sidebar__backgroundColor": "#1b2a49",
        "sidebar__secondaryBackgroundColor": "#263a63",
        "sidebar__textColor": "#f0f4ff",
    },
    "a dark one": {
        "primaryColor": "#ff4b91",
        "backgroundColor": "#120822",
        "secondaryBackgroundColor": "#241441",
        "textColor": "#f3e9ff",
    },
    "white on white": {"primaryColor": "white", "backgroundColor": "white", "linkColor": "#fff"},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", THEMES)
def test_what_is_mixed_can_be_read(browse, serve, name, scheme):
    page = browse(color_scheme=scheme, bypass_csp=True).new_page()
    page.goto(serve(PAGE, **{f"theme__{option}": value for option, value in THEMES[name].items()}))
    settled(page)
    page.add_script_tag(path=str(AXE))
    assert page.evaluate(JUDGE, [None, RULES]) == []
