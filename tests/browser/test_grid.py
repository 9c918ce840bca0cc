"""Cells in rows and columns, as many beside one another as there is room for."""

from __future__ import annotations

import pytest
from browser.chromium import until
from playwright.sync_api import expect

CARDS = """
    import anew as st

    grid = st.grid({arguments})
    with grid.cell(column_span="all"):
        st.text("all")
        st.text("of it")
    with grid.cell(column_span=2):
        st.text("two")
    for name in "abcd":
        grid.text(name)
"""


def boxes(page):
    """Where each cell is: left, top, width, height."""
    cells = page.get_by_test_id("stGridCell")
    expect(cells).to_have_count(6)
    found = [cell.bounding_box() for cell in cells.all()]
    return [tuple(round(box[side]) for side in ("x", "y", "width", "height")) for box in found]


def rows(page):
    """How many cells each row has."""
    tops = [top for _, top, _, _ in boxes(page)]
    return [tops.count(top) for top in dict.fromkeys(tops)]


@pytest.mark.parametrize(
    ("arguments", "width", "columns", "counts"),
    [
        ("", 1280, "3", [1, 2, 3]),
        ("2", 1280, "2", [1, 1, 2, 2]),
        ("4, min_column_width=100", 1280, "4", [1, 3, 2]),
        ("4", 390, "1", [1, 1, 1, 1, 1, 1]),
        ("min_column_width=120", 390, "2", [1, 1, 2, 2]),
        ("3, wrap=False", 390, "3", [1, 2, 3]),
    ],
)
def test_cells_are_where_there_is_room(open_app, arguments, width, columns, counts):
    page = open_app(CARDS.format(arguments=arguments))
    page.set_viewport_size({"width": width, "height": 800})

    grid = page.get_by_test_id("stGrid")
    expect(grid).to_have_attribute("data-test-column-count", columns)
    until(page, lambda: rows(page), counts)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    scrolls = grid.evaluate("grid => grid.scrollWidth > grid.clientWidth")
    assert scrolls == ("wrap=False" in arguments)


def test_rows_gaps_and_borders_are_as_the_author_says(open_app):
    page = open_app(CARDS.format(arguments="3, gap=(8, 24), row_height=90, border=True"))

    found = boxes(page)
    (_, first, whole, height), (left, second, _, _), (right, _, single, _) = found[:3]
    assert height == 90
    assert second - first == 90 + 8
    assert right - left == pytest.approx(2 * (single + 24), abs=2)  # Pixels are rounded.
    assert whole == pytest.approx(3 * single + 2 * 24, abs=2)
    expect(page.get_by_test_id("stGridCell").first).to_have_css("border-top-width", "1px")
    assert (
        page.get_by_test_id("stGrid").evaluate("one => getComputedStyle(one).borderTopWidth")
        == "0px"
    )


def test_what_stretches_fills_a_row_of_fixed_height(open_app):
    page = open_app("""
        import anew as st

        grid = st.grid(2, row_height=150)
        grid.bar_chart([1, 2, 3], height="stretch")
        with grid.cell():
            st.container(height="stretch", border=True).text("all of it")
    """)

    for part in ("stVegaLiteChart", "stVerticalBlock"):
        one = page.get_by_test_id("stGridCell").get_by_test_id(part).first
        expect(one).to_be_visible()
        until(page, lambda one=one: one.bounding_box()["height"], lambda high: 140 <= high <= 151)
