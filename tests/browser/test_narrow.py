"""Widgets in columns that have room for a word or two."""

from __future__ import annotations

from browser.chromium import until
from playwright.sync_api import expect

EIGHT = """
    import datetime as dt
    import anew as st

    widgets = [
        lambda: st.number_input("a", value=12),
        lambda: st.number_input("b", value=12, icon="🔥"),
        lambda: st.text_input("c", "hello", type="password"),
        lambda: st.text_input("d", "hello", icon="🔥", help="Help"),
        lambda: st.text_area("e", "hello"),
        lambda: st.selectbox("f", ["alpha"]),
        lambda: st.multiselect("g", ["alpha"], ["alpha"]),
        lambda: st.date_input("h", dt.date(2024, 1, 2)),
        lambda: st.time_input("i", dt.time(9, 15)),
        lambda: st.datetime_input("j", dt.datetime(2024, 1, 2, 9, 15)),
        lambda: st.slider("k", 0, 100, (20, 80)),
        lambda: st.select_slider("l", ["red", "orange", "violet"]),
        lambda: st.checkbox("Something to check"),
        lambda: st.toggle("Something to switch"),
        lambda: st.radio("m", ["one", "two"], horizontal=True),
        lambda: st.button("Something to press", icon="🔥"),
        lambda: st.download_button("Download", "x"),
        lambda: st.file_uploader("n"),
        lambda: st.color_picker("o"),
        lambda: st.feedback("stars"),
        lambda: st.menu_button("Something to open", ["one"], icon="🔥"),
        lambda: st.pagination(20, default=9),
        lambda: st.pills("p", ["alpha", "beta"]),
        lambda: st.segmented_control("q", ["alpha", "beta"]),
        lambda: st.expander("Something to open"),
        lambda: st.popover("Something to open"),
        lambda: st.audio_input("r"),
        lambda: st.camera_input("s", disabled=True),
    ]
    for start in range(0, len(widgets), 8):
        for column, widget in zip(st.columns(8), widgets[start:start + 8]):
            with column:
                widget()
"""
# What of a column's controls stands outside of it, or is too narrow to be used.
UNUSABLE = """columns => columns.flatMap((column) => {
    const { left, right } = column.getBoundingClientRect();
    const controls = column.querySelectorAll("input:not(.unseen), textarea, button, summary, .tag");
    return [...controls].filter((control) => {
        const box = control.getBoundingClientRect();
        if (box.width === 0 && getComputedStyle(control).display === "none") return false;
        const least = control.matches("input, textarea, .tag") ? 16 : 10;
        const isHidden = !control.checkVisibility();
        return !isHidden && (box.width < least || box.left < left - 4 || box.right > right + 4);
    }).map((control) => `${column.textContent}: ${control.outerHTML.slice(0, 150)}`);
})"""


def test_every_widget_can_be_used_in_a_column_of_74_pixels(open_app):
    page = open_app(EIGHT)
    columns = page.get_by_test_id("stColumn")
    expect(columns).to_have_count(32)
    assert columns.first.bounding_box()["width"] < 80
    until(page, lambda: columns.evaluate_all(UNUSABLE), [])
    number = page.get_by_role("spinbutton", name="a", exact=True)
    assert number.bounding_box()["width"] > 40  # The steps give way first.
    expect(page.get_by_test_id("stNumberInputStepUp").first).to_be_hidden()
