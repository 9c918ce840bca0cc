"""Tables to scroll through."""

from __future__ import annotations

import csv
from pathlib import Path

from browser.chromium import settled, until
from playwright.sync_api import expect

LARGE = """
    import anew as st

    st.dataframe([{"n": n, "half": n / 2, "text": f"row {n}"} for n in range(100_000)])
    st.button("Again")
"""
SMALL = """
    import anew as st

    st.dataframe({"name": ["b", "a", None, "c"], "n": [10, 9, None, 100],
                  "<img src=x onerror=alert(1)>": ["<script>alert(1)</script>", "", "x,y", '"']},
                 column_config={"n": "Number"}, alt="Small")
"""

# What comes into the clipboard, where something does so within some seconds.
COPIED = """async () => {
    for (let frame = 0; frame < 900; frame++) {
        const text = await navigator.clipboard.readText();
        if (text) return text;
        await new Promise(requestAnimationFrame);
    }
    return "";
}"""


def column(grid, index):
    """What stands in a column, in the order in which it is seen."""
    return grid.evaluate(
        """(grid, index) => [...grid.querySelectorAll('.grid-row:not(.grid-head)')]
            .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)
            .map((row) => row.children[index].textContent)""",
        index,
    )


def active(page):
    """The cell that the keyboard is at."""
    return page.evaluate(
        """() => document.getElementById(
            document.activeElement.getAttribute('aria-activedescendant')).textContent"""
    )


def test_of_many_rows_only_those_are_drawn_that_are_seen(open_app):
    page = open_app(LARGE)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "100001")
    expect(grid.get_by_role("gridcell", name="row 0", exact=True)).to_be_visible()
    assert grid.get_by_role("row").count() < 40
    grid.evaluate("grid => grid.scrollTop = grid.scrollHeight")
    expect(grid.get_by_role("gridcell", name="row 99999", exact=True)).to_be_in_viewport()
    assert grid.get_by_role("row").count() < 40
    grid.evaluate("grid => grid.scrollTop = 35 * 50_000")
    expect(grid.get_by_role("gridcell", name="row 50000", exact=True)).to_be_in_viewport()
    expect(grid.get_by_role("columnheader", name="half")).to_be_in_viewport()


def test_unchanged_data_is_fetched_once(open_app, complaints):
    page = open_app(LARGE)
    grid = page.get_by_role("grid")
    expect(grid.get_by_role("gridcell", name="row 0", exact=True)).to_be_visible()
    grid.evaluate("grid => grid.scrollTop = 7000")
    page.get_by_role("button", name="Again").click()
    settled(page)
    assert grid.evaluate("grid => grid.scrollTop") == 7000
    assert len([one for one in complaints.addresses if "/media/" in one]) == 1


def test_what_could_not_be_fetched_can_be_tried_again(serve, context, complaints):
    complaints.allow("Failed to load resource")
    page = context.new_page()
    page.route("**/media/*", lambda route: route.abort())
    page.goto(serve(LARGE))
    expect(page.get_by_role("alert")).to_contain_text("The table could not be loaded.")
    page.unroute("**/media/*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("gridcell", name="row 0", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_header_sorts_in_three_steps(open_app):
    page = open_app(SMALL)
    grid = page.get_by_role("grid", name="Small")
    header = grid.get_by_role("columnheader", name="Number")
    until(page, lambda: column(grid, 1), ["10", "9", "None", "100"])
    header.click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    until(page, lambda: column(grid, 1), ["9", "10", "100", "None"])
    header.click()
    expect(header).to_have_attribute("aria-sort", "descending")
    until(page, lambda: column(grid, 1), ["100", "10", "9", "None"])
    header.click()
    expect(header).to_have_attribute("aria-sort", "none")
    until(page, lambda: column(grid, 1), ["10", "9", "None", "100"])
    grid.get_by_role("columnheader", name="name").click()
    until(page, lambda: column(grid, 0), ["a", "b", "c", "None"])


def test_arrows_move_through_it(open_app):
    page = open_app(LARGE)
    grid = page.get_by_role("grid")
    expect(grid.get_by_role("gridcell", name="row 0", exact=True)).to_be_visible()
    grid.focus()
    page.keyboard.press("ArrowDown")
    until(page, lambda: active(page), "0")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    until(page, lambda: active(page), "0.5")
    page.keyboard.press("End")
    until(page, lambda: active(page), "row 1")
    page.keyboard.press("PageDown")
    until(page, lambda: active(page), "row 10")
    page.keyboard.press("Control+End")
    until(page, lambda: active(page), "row 99999")
    expect(grid.locator("[data-active=true]")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Control+Home")
    until(page, lambda: active(page), "0")
    page.keyboard.press("ArrowUp")
    until(page, lambda: active(page), "n")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(grid.get_by_role("gridcell", name="row 99999", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    assert not grid.evaluate("grid => grid === document.activeElement")


def test_it_can_be_searched_and_downloaded(open_app):
    page = open_app(SMALL)
    frame = page.get_by_test_id("stDataFrame")
    tools = page.get_by_test_id("stElementToolbar")
    expect(tools).to_have_css("opacity", "0")
    frame.hover()
    expect(tools).to_have_css("opacity", "1")
    expect(page.get_by_test_id("stElementToolbarButton")).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    rows = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert download.value.suggested_filename == "table.csv"
    assert rows == [
        ["name", "n", "<img src=x onerror=alert(1)>"],
        ["b", "10", "<script>alert(1)</script>"],
        ["a", "9", ""],
        ["", "", "x,y"],
        ["c", "100", '"'],
    ]
    page.get_by_role("button", name="Search").click()
    page.get_by_role("searchbox").fill("ALERT")
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "2")
    until(page, lambda: column(grid, 0), ["b"])
    page.keyboard.press("Escape")
    expect(grid).to_have_attribute("aria-rowcount", "5")


def test_a_cell_can_be_copied(open_app, context):
    page = open_app(SMALL)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("gridcell", name="x,y").click()
    page.get_by_role("grid").focus()
    page.keyboard.press("Control+c")
    assert page.evaluate(COPIED) == "x,y"


def test_sizes(open_app):
    page = open_app("""
        import anew as st

        rows = [{"n": n} for n in range(50)]
        st.dataframe(rows, height=200)
        st.dataframe(rows, width=300)
        st.dataframe(rows[:3], width="content")
        st.dataframe(rows, height="content", row_height=50)
        st.dataframe([])
    """)
    grids = page.get_by_role("grid")
    expect(grids.last).to_have_text("empty")

    def are_right(boxes):
        fixed, narrow, small, whole, empty = boxes
        return (
            fixed["height"] == 200
            and (narrow["width"], narrow["height"]) == (300, 36 + 10 * 35 + 2)
            and small["width"] < 120
            and small["height"] == 36 + 3 * 35 + 2
            and whole["height"] == 36 + 50 * 50 + 2
            and empty["height"] < 100
        )

    until(page, lambda: [one.bounding_box() for one in grids.all()], are_right)


def test_a_wide_one_scrolls_in_its_place(open_on_phone):
    page = open_on_phone("""
        import anew as st

        st.dataframe({f"column {n}": {"first": n, "second": n} for n in range(30)})
    """)
    grid = page.get_by_role("grid")
    expect(grid.get_by_role("columnheader", name="column 0")).to_be_visible()
    box = grid.bounding_box()
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    grid.evaluate("grid => grid.scrollLeft = grid.scrollWidth")
    expect(grid.get_by_role("columnheader", name="column 29")).to_be_in_viewport(ratio=1)
    expect(grid.get_by_role("rowheader", name="first")).to_be_in_viewport(ratio=1)
    grid.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(grid.locator("[data-active=true]")).to_be_in_viewport(ratio=1)


def test_a_million_rows_are_reached(open_app):
    """No browser scrolls as far as they are long."""
    page = open_app("""
        import anew as st

        st.dataframe(range(1_000_000), hide_index=False)
    """)
    grid = page.get_by_role("grid")
    expect(grid.get_by_role("rowheader", name="0", exact=True)).to_be_visible()
    grid.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+End")
    until(page, lambda: active(page), "999999")
    expect(grid.locator("[data-active=true]")).to_be_in_viewport(ratio=1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(grid.locator("[data-active=true]")).to_have_text("999997")
    expect(grid.locator("[data-active=true]")).to_be_in_viewport(ratio=1)
    grid.evaluate("grid => grid.scrollTop = grid.scrollHeight / 2")
    expect(grid.get_by_role("rowheader", name="500020", exact=True)).to_be_attached()


def test_of_many_columns_only_those_are_drawn_that_are_seen(open_app):
    page = open_app("""
        import anew as st

        names = {"": [f"row {n}" for n in range(200)]}
        st.dataframe({**names, **{f"c{n}": [n * 1000 + m for m in range(200)] for n in range(500)}})
    """)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-colcount", "501")
    expect(grid.get_by_role("columnheader", name="c0", exact=True)).to_be_in_viewport()
    cells = page.locator(".grid-cell")
    assert cells.count() < 1500
    grid.evaluate("grid => grid.scrollLeft = grid.scrollWidth")
    last = grid.get_by_role("columnheader", name="c499", exact=True)
    expect(last).to_be_in_viewport()
    expect(last).to_have_attribute("aria-colindex", "501")
    cell = grid.get_by_role("gridcell", name="499003", exact=True)
    expect(cell).to_be_in_viewport()
    above, below = last.bounding_box(), cell.bounding_box()
    assert (above["x"], above["width"]) == (below["x"], below["width"])
    assert cells.count() < 1500
    grid.focus()
    page.keyboard.press("Home")
    expect(grid.get_by_role("columnheader", name="c0", exact=True)).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(grid.get_by_role("gridcell", name="499000", exact=True)).to_be_in_viewport()
    until(page, lambda: active(page), "499000")
    page.keyboard.press("ArrowLeft")
    until(page, lambda: active(page), "498000")


def test_truth_is_a_box_that_is_ticked_or_not(open_app):
    page = open_app("""
        import anew as st

        st.dataframe({"ok": [True, False, None], "name": ["a", "b", "c"]})
    """)
    boxes = page.locator("[role=gridcell][aria-colindex='1']")
    expect(boxes).to_have_text(["True", "False", "None"])  # For those who listen.
    expect(boxes.nth(0).locator("svg path")).to_be_visible()
    expect(boxes.nth(1).locator("svg")).to_be_visible()
    expect(boxes.nth(1).locator("svg path")).to_have_count(0)
    expect(boxes.nth(2).locator("svg")).to_have_count(0)


def test_columns_are_as_wide_as_their_content_and_share_what_is_left(open_app):
    page = open_app("""
        import anew as st

        data = {"a": [1], "long": ["x" * 40]}
        st.dataframe(data, width="content")
        st.dataframe(data)
    """)
    expect(page.get_by_role("gridcell", name="x" * 40)).to_have_count(2)

    def widths():
        return [
            [cell.bounding_box()["width"] for cell in table.get_by_role("columnheader").all()]
            for table in page.get_by_test_id("stDataFrame").all()
        ]

    def are_right(found):
        own, filling = found
        room = page.get_by_role("grid").last.evaluate("grid => grid.clientWidth")
        return (
            own[0] == 50
            and 200 < own[1] < 500
            and abs(sum(filling) - room) < 1
            and abs((filling[0] - own[0]) - (filling[1] - own[1])) < 1
        )

    until(page, widths, are_right)


def test_a_table_can_fill_the_window(open_app):
    page = open_app("""
        import anew as st

        st.dataframe({"n": list(range(100))}, width=200)
    """)
    frame = page.get_by_test_id("stFullScreenFrame")
    grid = page.get_by_role("grid")
    expect(grid.get_by_role("gridcell", name="0", exact=True)).to_be_visible()
    own = grid.bounding_box()
    grid.hover()
    frame.get_by_role("button", name="Fullscreen").click()
    until(page, lambda: frame.bounding_box()["width"], 1280)
    until(page, lambda: grid.bounding_box()["height"], lambda height: height > 700)
    until(page, grid.get_by_role("row").count, lambda count: count > 20)
    page.keyboard.press("Escape")
    expect(frame).to_have_attribute("data-full", "false")
    until(page, grid.bounding_box, own)


SELECTABLE = """
    import anew as st

    column = st.column_config.ButtonColumn(key="press")
    chosen = st.dataframe(
        {"a": [3, 1, 2], "b": ["x", "y", "z"], "do": [["Edit", "Drop"], "Go", None]},
        column_config={"do": column},
        on_select="rerun",
        selection_mode=["multi-row", "multi-column", "multi-cell"],
    )
    st.text(f"{chosen.selection.rows} {chosen.selection.columns} {chosen.selection.cells}")
    if st.session_state.press:
        st.session_state.count = st.session_state.get("count", 0) + 1
        st.caption(f"{st.session_state.press} {st.session_state.count}")
"""


def test_rows_columns_and_cells_are_selected_with_the_mouse(open_app):
    page = open_app(SELECTABLE)
    grid, told = page.get_by_role("grid"), page.get_by_test_id("stText")

    def cell(row, column):
        return grid.locator(f"[data-row='{row}'][data-column='{column}']")

    expect(told).to_have_text("[] [] []")
    cell(0, 0).click()
    expect(told).to_have_text("[0] [] []")
    cell(2, 0).click(modifiers=["Shift"])
    expect(told).to_have_text("[0, 1, 2] [] []")
    expect(grid.get_by_role("row").nth(2)).to_have_attribute("aria-selected", "true")
    cell(-1, 0).click()
    expect(told).to_have_text("[] [] []")
    cell(-1, 2).click()
    expect(told).to_have_text("[] ['b'] []")
    expect(grid.get_by_role("columnheader", name="b")).to_have_attribute("aria-selected", "true")
    start, end = cell(0, 1).bounding_box(), cell(1, 2).bounding_box()
    page.mouse.move(start["x"] + 9, start["y"] + 9)
    page.mouse.down()
    page.mouse.move(end["x"] + 9, end["y"] + 9)
    page.mouse.up()
    expect(told).to_have_text("[] ['b'] [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')]")
    expect(cell(1, 1)).to_have_attribute("aria-selected", "true")


def test_rows_columns_and_cells_are_selected_by_touch(open_on_phone):
    page = open_on_phone(SELECTABLE)
    grid, told = page.get_by_role("grid"), page.get_by_test_id("stText")

    def cell(row, column):
        return grid.locator(f"[data-row='{row}'][data-column='{column}']")

    cell(0, 0).tap()
    expect(told).to_have_text("[0] [] []")
    cell(2, 0).tap()
    expect(told).to_have_text("[0, 2] [] []")
    cell(0, 0).tap()
    expect(told).to_have_text("[2] [] []")
    cell(-1, 1).tap()
    expect(told).to_have_text("[2] ['a'] []")
    grid.get_by_role("button", name="Menu of a").tap()
    page.get_by_role("menuitem", name="Format").tap()
    page.get_by_role("menuitemradio", name="Percent").tap()
    expect(cell(0, 1)).to_have_text("300%")
    cell(1, 2).tap()
    expect(told).to_have_text("[2] ['a'] [(1, 'b')]")
    cell(0, 1).tap()
    expect(told).to_have_text("[2] ['a'] [(0, 'a')]")
    expect(cell(0, 1)).to_have_attribute("aria-selected", "true")
    grid.get_by_role("button", name="Go").tap()
    expect(page.get_by_test_id("stCaptionContainer")).to_have_text("{'row': 1, 'label': 'Go'} 1")


def test_selected_rows_stay_the_same_rows_when_sorted(open_app):
    page = open_app("""
        import anew as st

        chosen = st.dataframe({"a": [3, 1, 2]}, on_select="rerun", selection_mode="single-row")
        st.text(chosen.selection.rows)
    """)
    grid = page.get_by_role("grid")
    grid.locator("[data-row='0'][data-column='0']").click()
    expect(page.get_by_test_id("stText")).to_have_text("[0]")
    grid.get_by_role("columnheader", name="a").click()
    until(page, lambda: column(grid, 1), ["1", "2", "3"])
    expect(grid.get_by_role("row").filter(has_text="3")).to_have_attribute("aria-selected", "true")


def test_all_is_selected_with_the_keyboard_too(open_app, context):
    page = open_app(SELECTABLE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    grid, told = page.get_by_role("grid"), page.get_by_test_id("stText")
    grid.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(told).to_have_text("[0] [] []")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Space")
    expect(told).to_have_text("[] [] []")
    page.keyboard.press("Control+Space")
    expect(told).to_have_text("[] ['a'] []")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    expect(told).to_have_text("[] ['a'] [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')]")
    page.evaluate("navigator.clipboard.writeText('')")
    page.keyboard.press("Control+c")
    assert page.evaluate(COPIED) == "3\tx\n1\ty"
    page.keyboard.press("Escape")
    expect(told).to_have_text("[] [] []")
    page.keyboard.press("Control+a")
    expect(told).to_have_text("[0, 1, 2] [] []")
    page.keyboard.press("Control+f")
    page.get_by_role("searchbox").fill("z")
    expect(grid).to_have_attribute("aria-rowcount", "2")


def test_each_click_on_a_button_of_a_column_counts_once(open_app):
    page = open_app(SELECTABLE)
    grid, told = page.get_by_role("grid"), page.get_by_test_id("stCaptionContainer")
    grid.get_by_role("button", name="Drop").click()
    expect(told).to_have_text("{'row': 0, 'label': 'Drop'} 1")
    grid.focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(told).to_have_text("{'row': 1, 'label': 'Go'} 2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(grid.get_by_role("button", name="Edit")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(told).to_have_text("{'row': 0, 'label': 'Drop'} 3")
    page.keyboard.press("Escape")
    expect(grid).to_be_focused()
