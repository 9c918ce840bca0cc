"""Tables that are edited: cells, rows, pasting, undoing, and runs in between."""

from __future__ import annotations

from browser import stage
from browser.chromium import settled, until
from playwright.sync_api import expect

STOCK = """
    import anew as st

    c = st.column_config
    edited = st.data_editor(
        {"part": ["Bolt", "Nut", "Pin"], "count": [5, 2, 8], "ok": [True, False, False],
         "kind": ["metal", "metal", "wood"], "own": ["a", "b", "c"]},
        num_rows="dynamic", key="stock", disabled=["own"],
        column_config={
            "part": c.TextColumn(required=True, max_chars=10),
            "count": c.NumberColumn(min_value=0, step=1, default=1),
            "kind": c.SelectboxColumn(options=["metal", "wood"]),
        },
    )
    st.text(list(zip(edited["part"], edited["count"], edited["ok"], edited["kind"])))
    st.button("Again")
"""
FED_BACK = """
    import anew as st
    from browser.stage import wait, note

    if "table" not in st.session_state:
        st.session_state.table = {"n": [1, 2, 3]}
    st.session_state.table = st.data_editor(st.session_state.table, num_rows="dynamic")
    note(list(st.session_state.table["n"]))
    if st.session_state.table["n"][0] == 10:
        wait("go on")
    st.text(st.session_state.table["n"])
"""
MARK, PART, COUNT, OK, KIND, OWN = range(6)


def cell(page, row, column):
    return page.locator(f".grid-cell[data-row='{row}'][data-column='{column}']")


def shown(page, column):
    """What stands in a column, without its header and the empty row."""
    rows = page.get_by_role("grid").get_by_role("row").all()
    found = {
        int(row.get_attribute("aria-rowindex")): row.locator(f"[data-column='{column}']")
        for row in rows
    }
    return [found[index].text_content() for index in sorted(found)][1:-1]


def go(page, row, column):
    """Make a cell the active one."""
    cell(page, row, column).click()
    expect(cell(page, row, column)).to_have_attribute("data-active", "true")


def told(page, *rows):
    expect(page.get_by_test_id("stText")).to_have_text(str([*rows]))


BOLT, NUT, PIN = (
    ("Bolt", 5, True, "metal"),
    ("Nut", 2, False, "metal"),
    ("Pin", 8, False, "wood"),
)


def test_a_cell_is_edited_with_the_keyboard(open_app):
    page = open_app(STOCK)
    go(page, 0, COUNT)
    page.keyboard.type("17")  # Typing replaces what is there.
    editor = page.get_by_role("textbox", name="count, row 1")
    expect(editor).to_have_value("17")
    page.keyboard.press("Enter")
    told(page, ("Bolt", 17, True, "metal"), NUT, PIN)
    expect(cell(page, 1, COUNT)).to_have_attribute("data-active", "true")
    page.keyboard.press("F2")
    page.keyboard.press("End")
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # Toggles.
    told(page, ("Bolt", 17, True, "metal"), ("Nut", 25, True, "metal"), PIN)
    page.keyboard.press("Tab")  # Leaves the table: only in an editor does it go to the next cell.
    expect(page.get_by_role("grid")).not_to_be_focused()


def test_escape_leaves_a_cell_as_it_was_and_a_click_elsewhere_keeps_what_was_typed(open_app):
    page = open_app(STOCK)
    go(page, 0, PART)
    page.keyboard.type("Screw")
    page.keyboard.press("Escape")
    expect(cell(page, 0, PART)).to_have_text("Bolt")
    expect(page.get_by_role("grid")).to_be_focused()
    cell(page, 0, PART).dblclick()
    page.get_by_role("textbox", name="part, row 1").fill("Screw")
    page.get_by_role("button", name="Again").click()
    told(page, ("Screw", 5, True, "metal"), NUT, PIN)


def test_an_option_is_chosen_from_a_list(open_app):
    page = open_app(STOCK)
    go(page, 0, KIND)
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_text(["metal", "wood"])
    page.keyboard.type("wo")
    expect(page.get_by_role("option")).to_have_text(["wood"])
    page.keyboard.press("Enter")
    told(page, ("Bolt", 5, True, "wood"), NUT, PIN)


def test_what_may_not_be_in_a_cell_is_told_and_stays_there_unsent(open_app):
    page = open_app(STOCK)
    go(page, 0, COUNT)
    page.keyboard.type("-1")
    page.keyboard.press("Enter")
    editor = page.get_by_role("textbox", name="count, row 1")
    expect(editor).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert")).to_have_text("The least is 0.")
    page.keyboard.press("Tab")
    expect(cell(page, 0, COUNT)).to_have_attribute("aria-invalid", "true")
    expect(cell(page, 0, COUNT)).to_have_attribute("aria-description", "The least is 0.")
    expect(cell(page, 0, COUNT)).to_have_text("-1")
    told(page, BOLT, NUT, PIN)
    go(page, 0, COUNT)
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(cell(page, 0, COUNT)).not_to_have_attribute("aria-invalid", "true")
    told(page, ("Bolt", 3, True, "metal"), NUT, PIN)


def test_a_column_that_is_disabled_cannot_be_edited(open_app):
    page = open_app(STOCK)
    go(page, 0, OWN)
    expect(cell(page, 0, OWN)).to_have_attribute("aria-readonly", "true")
    page.keyboard.type("x")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(page.locator(".cell-editor")).to_have_count(0)
    expect(cell(page, 0, OWN)).to_have_text("a")


def test_an_added_row_counts_once_it_is_complete(open_app):
    page = open_app(STOCK)
    go(page, 2, COUNT)
    page.keyboard.press("ArrowDown")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(cell(page, 3, PART)).to_have_attribute("aria-invalid", "true")
    told(page, BOLT, NUT, PIN)
    go(page, 3, PART)
    page.keyboard.type("Hook")
    page.keyboard.press("Enter")
    told(page, BOLT, NUT, PIN, ("Hook", 4, None, None))
    page.get_by_role("button", name="Add row").click()
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "7")
    page.keyboard.type("Eye")  # The new row has the keyboard.
    page.keyboard.press("Enter")
    told(page, BOLT, NUT, PIN, ("Hook", 4, None, None), ("Eye", 1, None, None))


def test_marked_rows_are_deleted_and_come_back(open_app):
    page = open_app(STOCK)
    cell(page, 0, MARK).click()
    cell(page, 2, MARK).click()
    page.keyboard.press("Delete")
    told(page, NUT)
    expect(page.locator(".stDataFrame > [role=status]")).to_have_text("2 rows deleted.")
    page.keyboard.press("Control+z")
    told(page, BOLT, NUT, PIN)
    page.keyboard.press("Control+Shift+Z")
    told(page, NUT)


def test_cells_are_pasted_from_a_spreadsheet(open_app, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_app(STOCK)
    text = 'Screw\t1,000\tyes\tglass\n"two\nlines"\t3\tno\tmetal\n'
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    go(page, 2, PART)
    page.keyboard.press("Control+v")
    told(page, BOLT, NUT, ("Screw", 1000, True, "wood"), ("two\nlines", 3, False, "metal"))
    expect(cell(page, 2, KIND)).to_have_attribute("aria-invalid", "true")
    expect(cell(page, 2, KIND)).to_have_text("glass")
    page.keyboard.press("Control+z")
    told(page, BOLT, NUT, PIN)
    expect(cell(page, 2, KIND)).to_have_text("wood")


def test_cells_are_filled_down_emptied_and_restored(open_app):
    page = open_app(STOCK)
    go(page, 0, COUNT)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    told(page, BOLT, ("Nut", 5, False, "metal"), ("Pin", 5, False, "wood"))
    page.keyboard.press("Delete")
    expect(cell(page, 2, COUNT)).to_have_text("None")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    told(page, BOLT, NUT, PIN)
    go(page, 1, COUNT)
    box = cell(page, 1, COUNT).bounding_box()
    page.mouse.move(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3)
    page.mouse.down()
    page.mouse.move(box["x"] + 9, box["y"] + 1.5 * box["height"])
    expect(cell(page, 2, COUNT)).to_have_attribute("data-filling", "true")
    page.mouse.up()
    told(page, BOLT, NUT, ("Pin", 2, False, "wood"))


def test_rows_stay_where_they_are_until_they_are_sorted_again(open_app):
    page = open_app(STOCK)
    page.get_by_role("columnheader", name="count").click()
    until(page, lambda: shown(page, COUNT), ["2", "5", "8"])
    go(page, 0, COUNT)
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    told(page, BOLT, ("Nut", 9, False, "metal"), PIN)
    until(page, lambda: shown(page, COUNT), ["9", "5", "8"])
    page.get_by_role("columnheader", name="count").click()
    until(page, lambda: shown(page, COUNT), ["9", "8", "5"])


def test_edits_of_a_table_that_is_fed_back_while_a_run_is_on_are_neither_lost_nor_doubled(open_app):
    page = open_app(FED_BACK)
    go(page, 0, 1)
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    stage.wait_for_note([10, 2, 3])
    page.keyboard.type("20")  # While the script is still running.
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    expect(cell(page, 1, 1)).to_have_text("20")
    stage.open_gate("go on")
    expect(page.get_by_test_id("stText")).to_have_text("[10, 20, 3, 40]")
    settled(page)
    until(page, lambda: shown(page, 1), ["10", "20", "3", "40"])
    page.keyboard.press("Control+z")
    expect(page.get_by_test_id("stText")).to_have_text("[10, 20, 3, None]")
    page.keyboard.press("Control+z")
    expect(page.get_by_test_id("stText")).to_have_text("[10, 20, 3]")


def test_a_finger_edits_a_cell(browse, serve):
    context = browse(has_touch=True, width=390)
    page = context.new_page()
    page.goto(serve(STOCK))
    settled(page)
    cell(page, 0, COUNT).tap()
    expect(page.locator(".cell-editor")).to_have_count(0)
    cell(page, 0, COUNT).tap()
    editor = page.get_by_role("textbox", name="count, row 1")
    expect(editor).to_be_focused()
    expect(editor).to_have_attribute("inputmode", "numeric")
    editor.fill("6")
    page.get_by_role("button", name="Again").tap()
    told(page, ("Bolt", 6, True, "metal"), NUT, PIN)
    cell(page, 1, OK).locator(".tick").tap()
    told(page, ("Bolt", 6, True, "metal"), ("Nut", 2, True, "metal"), PIN)


SET_BY_THE_SCRIPT = """
    import anew as st
    from browser.stage import wait, note

    def once():
        if st.session_state.runs == 1:
            st.session_state.table = {"edited_rows": {0: {"n": 100}}}

    st.session_state.runs = st.session_state.get("runs", 0) + 1
    if st.session_state.runs == 3:
        note("third")
        wait("go on")
    n = st.data_editor({"n": [1, 2, 3]}, key="table", on_change=once)["n"]
    st.text(n)
    note(list(n))
"""


def test_what_is_edited_before_the_page_shows_what_the_script_has_set_counts_besides(
    serve, network, context
):
    proxy = network(serve(SET_BY_THE_SCRIPT))
    page = context.new_page()
    page.goto(proxy.url)
    settled(page)
    go(page, 0, 0)
    proxy.hold()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    stage.wait_for_note([100, 2, 3])
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    stage.wait_for_note("third")
    proxy.release()
    expect(cell(page, 0, 0)).to_have_text("100")
    expect(cell(page, 1, 0)).to_have_text("20")  # The script has not answered it yet.
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    stage.open_gate("go on")
    expect(page.get_by_test_id("stText")).to_have_text("[100, 20, 30]")
    settled(page)
    expect(cell(page, 2, 0)).to_have_text("30")


LARGE = """
    import anew as st

    if "table" not in st.session_state:
        st.session_state.table = {"n": list(range(3000))}
    st.session_state.table = st.data_editor(st.session_state.table)
    st.text(st.session_state.table["n"][:3])
"""
WATCH = """grid => {
    window.seen = [];
    const look = () => {
        const text = grid.querySelector("[data-row='0'][data-column='0']")?.textContent;
        if (text !== seen.at(-1)) seen.push(text);
        requestAnimationFrame(look);
    };
    look();
}"""


def test_a_large_table_shows_no_older_value_while_what_was_fed_back_is_fetched(open_app):
    page = open_app(LARGE)
    go(page, 0, 0)
    page.get_by_role("grid").evaluate(WATCH)
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stText")).to_have_text("[10, 1, 2]")
    with page.expect_response("**/media/**"):  # The script has passed what the first one gave.
        page.keyboard.type("20")
        page.keyboard.press("Enter")
    expect(page.get_by_test_id("stText")).to_have_text("[10, 20, 2]")
    settled(page)
    assert page.evaluate("seen") == ["0", "10"]
