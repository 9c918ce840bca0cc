"""Tables whose rows the server has: the tab gets those that it shows."""

from __future__ import annotations

import csv
import signal
from pathlib import Path

from browser.chromium import settled, texts
from browser.process import Process
from browser.test_dataframe import COPIED
from playwright.sync_api import expect

LARGE = """
import anew as st

chosen = st.dataframe(
    {"n": range(20_000), "half": [n / 2 for n in range(20_000)],
     "text": [f"row {n}" for n in range(20_000)]},
    lazy=True, on_select="rerun", selection_mode=["multi-row", "multi-cell"], key="table",
)
if st.button("Again"):
    st.session_state.times = st.session_state.get("times", 0) + 1
rows = chosen.selection.rows
st.text(f"{st.session_state.get('times', 0)} times, {len(rows)} rows, {rows[:2]}, {rows[-1:]}")
st.text(f"{len(chosen.selection.cells)} cells, {chosen.selection.cells[:1]}")
"""


def cell(page, name):
    return page.get_by_role("gridcell", name=name, exact=True)


def search(page, text):
    page.get_by_role("grid").first.focus()
    page.keyboard.press("Control+f")
    page.get_by_role("searchbox", name="Search").fill(text)


def windows(complaints):
    return [one for one in complaints.addresses if "/window?" in one]


def test_rows_come_as_they_are_scrolled_to(open_app, complaints):
    page = open_app(LARGE)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "20001")
    expect(cell(page, "row 0")).to_be_visible()
    assert not any("/media/" in one for one in complaints.addresses)

    grid.focus()
    page.keyboard.press("Control+End")
    expect(cell(page, "row 19999")).to_be_in_viewport()
    expect(grid.locator(".grid-row[data-coming=true]")).to_have_count(0)
    page.keyboard.press("Control+Home")
    expect(cell(page, "row 0")).to_be_in_viewport()
    grid.evaluate("grid => grid.scrollTop = 35 * 10_000")
    expect(cell(page, "row 10000")).to_be_in_viewport()
    assert len(windows(complaints)) < 12


def test_what_is_sorted_searched_and_selected_goes_on_after_the_server_was_killed(
    tmp_path, context, complaints
):
    complaints.allow(r"WebSocket connection to .* failed")
    complaints.allow("Failed to load resource")
    script = tmp_path / "app.py"
    script.write_text(LARGE)
    page = context.new_page()
    with Process(script, "--server.port", "0", "--state.store", "sqlite") as first:
        page.goto(first.url)
        settled(page)
        grid = page.get_by_role("grid")
        header = grid.get_by_role("columnheader", name="text")
        header.click()
        header.click()
        expect(cell(page, "row 19999")).to_be_in_viewport()
        expect(header).to_have_attribute("aria-sort", "descending")
        search(page, "99")
        expect(page.get_by_text("819 rows")).to_be_visible()
        expect(grid).to_have_attribute("aria-rowcount", "820")
        grid.locator("[data-row='1'][data-column='0']").click()
        expect(texts(page).first).to_have_text("0 times, 1 rows, [19998], [19998]")
        page.get_by_role("button", name="Again").click()
        expect(texts(page).first).to_have_text("1 times, 1 rows, [19998], [19998]")
        first.end(signal.SIGKILL)
        port = first.port
    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()
    grid.evaluate("grid => grid.scrollTop = grid.scrollHeight")
    expect(grid.locator(".grid-row[data-coming=true]").first).to_be_attached()
    expect(cell(page, "row 99")).to_have_count(0)

    with Process(script, "--server.port", port, "--state.store", "sqlite"):
        settled(page)
        expect(cell(page, "row 99")).to_be_in_viewport()
        page.get_by_role("button", name="Again").click()
        expect(texts(page).first).to_have_text("2 times, 1 rows, [19998], [19998]")
        grid.locator("[data-row='818'][data-column='0']").click()
        expect(texts(page).first).to_have_text("2 times, 2 rows, [99, 19998], [19998]")
        page.close()


def test_all_rows_that_are_found_are_selected_though_few_have_come(open_app):
    page = open_app(LARGE)
    expect(cell(page, "row 0")).to_be_visible()
    page.get_by_role("columnheader", name="Selection").click()
    expect(texts(page).first).to_have_text("0 times, 20000 rows, [0, 1], [19999]")
    page.get_by_role("columnheader", name="Selection").click()
    expect(texts(page).first).to_have_text("0 times, 0 rows, [], []")
    search(page, "row 1999")
    expect(page.get_by_text("11 rows")).to_be_visible()
    page.get_by_role("columnheader", name="Selection").click()
    expect(texts(page).first).to_have_text("0 times, 11 rows, [1999, 19990], [19999]")


def test_what_has_not_come_is_copied_and_saved_too(open_app, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_app(LARGE)
    grid = page.get_by_role("grid")
    grid.get_by_role("columnheader", name="half").click()
    expect(grid).to_have_attribute("aria-busy", "false")
    cell(page, "0.5").click()
    page.keyboard.press("Control+Shift+End")
    page.evaluate("navigator.clipboard.writeText('')")
    page.keyboard.press("Control+c")
    copied = page.evaluate(COPIED).split("\n")
    assert (len(copied), copied[0], copied[-1]) == (19999, "0.5\trow 1", "9999.5\trow 19999")
    expect(texts(page).nth(1)).to_have_text("10000 cells, [(1, 'half')]")

    grid.hover()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Download as CSV").click()
    assert saving.value.suggested_filename == "table.csv"
    rows = list(csv.reader(Path(saving.value.path()).read_text("utf-8-sig").splitlines()))
    assert (len(rows), rows[0], rows[-1]) == (
        20_001,
        ["n", "half", "text"],
        ["19999", "9999.5", "row 19999"],
    )


def test_rows_that_could_not_be_fetched_come_later(serve, context, complaints):
    complaints.allow("Failed to load resource")
    page = context.new_page()
    page.goto(serve(LARGE))
    settled(page)
    page.route("**/_anew/rows/**", lambda route: route.abort())
    grid = page.get_by_role("grid")
    grid.evaluate("grid => grid.scrollTop = 35 * 10_000")
    expect(grid.locator(".grid-row[data-coming=true]").first).to_be_attached()
    page.unroute("**/_anew/rows/**")
    expect(cell(page, "row 10000")).to_be_in_viewport()


def test_new_data_takes_the_place_of_the_old(open_app):
    page = open_app("""
        import anew as st

        add = st.number_input("Add", 0)
        st.dataframe({"n": [n * 2 + add for n in range(5000)]}, lazy=True)
    """)
    grid = page.get_by_role("grid")
    grid.get_by_role("columnheader", name="n").click()
    grid.get_by_role("columnheader", name="n").click()
    expect(cell(page, "9998")).to_be_in_viewport()
    page.get_by_label("Add").fill("1")
    page.get_by_label("Add").press("Enter")
    expect(cell(page, "9999")).to_be_in_viewport()
    expect(cell(page, "9998")).to_have_count(0)


HITS = """
import datetime as dt
from decimal import Decimal
import anew as st

n = 120
numbers = [0.1, -0.0, 1 / 3, 0.00005, 0.00015, 1.00005, 2.5, 1e10 + 0.5, 1e15, 1.5e-7, 12345.67891, 1e21]
words = ["İstanbul", "ΣΟΦΟΣ", "Straße", "naïve", "a.b*c", "ROW 12", None, "x\\ty", "K", "10%"]
data = {
    "number": [numbers[i % 12] * (1 if i % 5 else -1) for i in range(n)],
    "whole": [None if i % 11 == 0 else i * 1000 for i in range(n)],
    "big": [2**60 + i if i % 3 else i for i in range(n)],
    "word": [words[i % 10] for i in range(n)],
    "ok": [i % 2 == 0 for i in range(n)],
    "at": [dt.datetime(2024, 1, 1 + i % 28, 5, 6, 7) for i in range(n)],
    "lasts": [dt.timedelta(seconds=i * 977.25) for i in range(n)],
    "list": [[i, "b c", None, 0.5] for i in range(n)],
    "object": [{"k": i / 4} for i in range(n)],
    "decimal": [Decimal(i) / 8 for i in range(n)],
    "ticked": [i % 3 for i in range(n)],
    "share": [i / 100 for i in range(n)],
    "stepped": [i / 8 for i in range(n)],
    "label": [i % 2 + 1 for i in range(n)],
}
config = {
    "ticked": st.column_config.CheckboxColumn(), "share": st.column_config.ProgressColumn(),
    "stepped": st.column_config.NumberColumn(step=0.01),
    "label": {"type_config": {"type": "selectbox", "options": [
        {"value": 1, "label": "One"}, {"value": 2, "label": "Two"}]}},
}
for lazy in (True, False):
    st.dataframe(data, column_config=config, lazy=lazy)
"""
QUERIES = [
    *(
        "0.1",
        "0.0001",
        "0.0002",
        "1.0001",
        "0.3333",
        "10000000000.5",
        "1e+15",
        "1.5e-7",
        "12345.6789",
    ),
    *(
        "1e+21",
        "-0",
        "i̇stanbul",
        "İ",
        "istanbul",
        "σοφος",
        "σοφοσ",
        "STRASSE",
        "straße",
        "NAÏVE",
        "b*c",
    ),
    *("row 12", "k", "10%", "None", "true", "True", "2024-01-02 05", "t05", "1 day", "00:16:17.25"),
    *(
        "b c, ",
        "b c, , 0.5",
        '{"k":0.25}',
        '"k":1}',
        "1.5",
        "1152921504606846977",
        "50%",
        "12.3%",
        "0.13",
    ),
    *("one", "Two", "11000", "x\ty", " ", "", "zzz"),
]


def test_a_search_finds_the_same_as_in_a_table_that_is_in_the_tab(open_app):
    page = open_app(HITS)
    frames = page.get_by_test_id("stDataFrame")
    remote, local = frames.nth(0), frames.nth(1)
    for frame in (remote, local):
        frame.get_by_role("grid").focus()
        page.keyboard.press("Control+f")
    for query in QUERIES:
        for frame in (local, remote):
            frame.get_by_role("searchbox", name="Search").fill(query)
        count = local.get_by_role("grid").get_attribute("aria-rowcount")
        grid = remote.get_by_role("grid")
        expect(grid, repr(query)).to_have_attribute("aria-rowcount", count)
        expect(grid, repr(query)).to_have_attribute("aria-busy", "false")
        expect(grid, repr(query)).to_have_attribute("aria-rowcount", count)
