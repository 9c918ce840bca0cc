"""What the cells of configured columns look like."""

from __future__ import annotations

import pytest
from browser.chromium import until
from browser.test_dataframe import COPIED
from playwright.sync_api import expect

TYPES = """
    import anew as st

    c = st.column_config
    st.dataframe(
        {
            "name": ["Ada", "Bob"],
            "price": [1234.5, -1],
            "done": [0.25, 0.75],
            "site": ["https://example.org/a/mars", "javascript:alert(1)"],
            "tags": [["new", "hot"], []],
            "data": [{"deep": {"er": [1, 2]}}, None],
            "note": ["**bold** <img src=x onerror=alert(1)>", ""],
            "line": [[1, 2, 3], []],
            "picture": ["data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>", "javascript:1"],
            "hidden": [1, 2],
        },
        column_config={
            "name": c.TextColumn("Who", help="Their **name**.", pinned=True),
            "price": c.NumberColumn(format="%,.2f €", alignment="left"),
            "done": c.ProgressColumn(color="green"),
            "site": c.LinkColumn(display_text=r"/a/(\\w+)"),
            "tags": c.MultiselectColumn(options=["new", "hot"], color=["blue", "#ff0000"]),
            "data": c.JsonColumn(width="small"),
            "note": c.MarkdownColumn(width="medium"),
            "line": c.LineChartColumn(color="red"),
            "picture": c.ImageColumn(),
            "hidden": None,
        },
    )
"""


def test_each_type_is_drawn_in_its_way(open_app):
    page = open_app(TYPES)
    grid = page.get_by_role("grid")

    def cell(name, row=0):
        return grid.locator(f"[data-row='{row}'][data-column='{names.index(name)}']")

    names = ["Who", "price", "done", "site", "tags", "data", "note", "line", "picture"]
    expect(grid).to_have_attribute("aria-colcount", str(len(names)))
    expect(grid.get_by_role("columnheader").first).to_have_attribute(
        "aria-description", "Their name."
    )
    expect(cell("price")).to_have_text("1,234.50 €")
    expect(cell("price")).to_have_css("text-align", "start")
    expect(cell("done")).to_have_text("25%")
    expect(cell("site").get_by_role("link", name="mars")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    expect(cell("site", 1)).to_have_text("javascript:alert(1)")
    expect(cell("site", 1).get_by_role("link")).to_have_count(0)
    expect(cell("tags").locator(".cell-chip")).to_have_text(["new", "hot"])
    page.keyboard.press("Tab")
    grid.focus()
    page.keyboard.press("End")
    expect(cell("note").locator("strong")).to_have_text("bold")
    expect(cell("note").locator("img")).to_have_count(0)
    expect(cell("line").get_by_role("img", name="Line of 3 values, from 1 to 3")).to_be_visible()
    expect(cell("picture").locator("img")).to_be_attached()
    expect(cell("picture", 1)).to_have_text("javascript:1")


def test_what_does_not_fit_opens_in_a_box(open_app):
    page = open_app(TYPES)
    grid = page.get_by_role("grid")
    grid.focus()
    page.keyboard.press("ArrowDown")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="data")
    expect(box.get_by_test_id("stJson")).to_contain_text("deep")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(grid).to_be_focused()


def test_columns_are_arranged_by_their_menus(open_app):
    page = open_app("""
        import anew as st

        st.dataframe({"a": [2, 1], "b": ["x", "y"], "c": [True, False]})
    """)
    grid = page.get_by_role("grid")
    headers = grid.get_by_role("columnheader")

    def choose(name, entry):
        grid.get_by_role("columnheader", name=name, exact=True).hover()
        grid.get_by_role("button", name=f"Menu of {name}").click()
        page.get_by_role("menu").get_by_text(entry, exact=True).click()

    def names():
        return [header.get_attribute("aria-label") for header in headers.all()]

    choose("a", "Sort ascending")
    expect(headers.first).to_have_attribute("aria-sort", "ascending")
    choose("a", "Move right")
    until(page, names, ["b", "a", "c"])
    choose("c", "Pin")
    until(page, names, ["c", "b", "a"])
    choose("b", "Hide")
    until(page, names, ["c", "a"])
    grid.hover()
    page.get_by_role("button", name="Columns").click()
    shown = page.get_by_role("menuitemcheckbox", name="b")
    expect(shown).to_have_attribute("aria-checked", "false")
    shown.click()
    expect(shown).to_have_attribute("aria-checked", "true")
    expect(headers).to_have_count(3)
    page.keyboard.press("Escape")
    until(page, names, ["c", "b", "a"])

    def width():
        return headers.first.bounding_box()["width"]

    before = width()
    grid.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_role("menuitem", name="Wider").press("Enter")
    expect(grid).to_be_focused()
    until(page, width, pytest.approx(before + 40, abs=1))
    edge = headers.first.locator(".grid-edge").bounding_box()
    page.mouse.move(edge["x"] + 3, edge["y"] + 10)
    page.mouse.down()
    page.mouse.move(edge["x"] + 103, edge["y"] + 10)
    page.mouse.up()
    expect(headers.first).to_have_attribute("aria-sort", "none")
    until(page, width, pytest.approx(before + 140, abs=2))


def test_columns_are_moved_by_dragging_their_headers(open_app):
    page = open_app("""
        import anew as st

        st.dataframe({"a": [2, 1], "b": ["x", "y"], "c": [True, False]})
    """)
    headers = page.get_by_role("columnheader")

    def drag(name, onto, *keys):
        header = page.get_by_role("columnheader", name=name, exact=True)
        start, end = header.bounding_box(), headers.nth(onto).bounding_box()
        page.mouse.move(start["x"] + 15, start["y"] + 10)
        page.mouse.down()
        page.mouse.move(end["x"] + 20, end["y"] + 10, steps=3)
        for key in keys:
            page.keyboard.press(key)
        page.mouse.up()
        expect(header).to_have_attribute("aria-sort", "none")

    def names():
        return [one.get_attribute("aria-label") for one in headers.all()]

    drag("a", 2)

    until(page, names, ["b", "c", "a"])
    drag("c", 0)
    until(page, names, ["c", "b", "a"])
    drag("c", 2, "Escape")
    until(page, names, ["c", "b", "a"])
    headers.first.click()
    expect(headers.first).to_have_attribute("aria-sort", "ascending")


def test_the_help_of_a_header_is_shown_while_the_keyboard_is_there(open_app):
    page = open_app("""
        import anew as st

        c = st.column_config
        st.dataframe({"a": [1], "b": ["x"]}, column_config={"b": c.Column(help="Of *b*")})
    """)
    help = page.get_by_role("tooltip")
    page.get_by_role("grid").focus()
    page.keyboard.press("ArrowRight")
    expect(help).to_have_text("Of b")
    page.keyboard.press("ArrowDown")
    expect(help).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(help).to_have_text("Of b")
    page.keyboard.press("Escape")
    expect(help).to_have_count(0)
    page.mouse.move(0, 0)
    page.get_by_test_id("stTooltipHoverTarget").locator("span").hover()
    expect(help).to_have_text("Of b")


FORMATS = """
    import datetime

    import anew as st

    data = {"price": [1234.5], "day": [datetime.date(2024, 1, 31)], "name": ["x"]}
    st.dataframe({"other": [1.5]} if st.button("Other") else data)
"""


def test_the_user_chooses_the_format_of_a_column_with_the_keyboard(open_app, context):
    page = open_app(FORMATS)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    grid, price = page.get_by_role("grid"), page.locator("[data-row='0'][data-column='0']")
    menu, formats = (
        page.get_by_role("menu", name="Column price"),
        page.get_by_role("menu", name="Format"),
    )
    branch = menu.get_by_role("menuitem", name="Format")
    chosen = formats.get_by_role("menuitemradio", checked=True)

    def keys(*pressed):
        for key in pressed:
            page.keyboard.press(key)

    grid.focus()
    keys("Alt+ArrowDown")
    menu.wait_for()
    keys("f", "ArrowRight")
    expect(branch).to_have_attribute("aria-expanded", "true")
    expect(formats.get_by_role("menuitemradio", name="Automatic")).to_be_focused()
    keys("ArrowLeft")
    expect(formats).to_have_count(0)
    expect(branch).to_be_focused()
    keys("Enter", "d", "Enter")
    expect(menu).to_have_count(0)
    expect(grid).to_be_focused()
    expect(price).to_have_text("$1,234.50")

    keys("Alt+ArrowDown")
    menu.wait_for()
    keys("f", "ArrowRight")
    expect(chosen).to_have_text("Dollar")
    keys("Escape")
    expect(branch).to_be_focused()
    keys("ArrowRight", "ArrowUp")
    expect(formats.get_by_role("menuitemradio", name="Bytes")).to_be_focused()
    keys("Tab")
    expect(menu).to_have_count(0)

    page.evaluate("navigator.clipboard.writeText('')")
    keys("ArrowDown", "Control+c")
    assert page.evaluate(COPIED) == "1234.5"


def test_the_user_chooses_the_format_of_a_column_with_the_pointer(open_app):
    page = open_app(FORMATS)
    grid = page.get_by_role("grid")

    def open_formats(name):
        grid.get_by_role("columnheader", name=name, exact=True).hover()
        grid.get_by_role("button", name=f"Menu of {name}").click()

    open_formats("name")
    expect(page.get_by_role("menuitem", name="Hide")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Format")).to_have_count(0)
    page.keyboard.press("Escape")
    open_formats("day")
    page.get_by_role("menuitem", name="Format").hover()
    formats = page.get_by_role("menu", name="Format")
    expect(formats.get_by_role("menuitemradio")).to_have_text(
        ["Automatic", "Localized", "Distance", "Calendar", "ISO 8601"]
    )
    formats.get_by_text("Localized").click()
    expect(grid.get_by_role("gridcell", name="Jan 31, 2024")).to_be_visible()
    page.get_by_role("button", name="Other").click()
    expect(grid.get_by_role("gridcell", name="1.5")).to_be_visible()
    open_formats("other")
    page.get_by_role("menuitem", name="Format").click()
    expect(formats.get_by_role("menuitemradio", checked=True)).to_have_text("Automatic")
