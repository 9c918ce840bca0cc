"""Rows of large tables: who gets which, as sorted and searched, and what nobody can ask."""

from __future__ import annotations

import csv
import io
import threading
from array import array
from concurrent.futures import ThreadPoolExecutor, as_completed
from json import loads

import httpx
import pytest
from server.apps import SocketTab, app_of, cookie_of, serving
from server.test_several import two

from anew.script.tables import THREADS
from anew.server.app import App
from anew.server.rows import MOST_OF_BROWSER
from anew.settings.settings import Settings

LARGE = """
import anew as st

names = ["Ångström", "zebra", "item 10", "item 2", 'say "hi", you', None]
st.dataframe(
    {"n": range(3000), "half": [n / 2 for n in range(3000)],
     "name": [names[n % 6] for n in range(3000)], "ok": [n % 2 == 0 for n in range(3000)]},
    lazy=True,
)
st.download_button("File", b"ARROW1" * 100, "digits.bin")
"""


BROWSER = httpx.Client()


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    with app_of(tmp_path_factory.mktemp("app"), LARGE) as port:
        tab = SocketTab.settled(port)
        tab.port = port
        yield tab


def asked(tab, form="window", headers=None, name=None, **given) -> httpx.Response:
    [table] = tab.elements("dataframe")
    name = name or table["address"].removeprefix("/media/")
    url = f"http://localhost:{tab.port}/_anew/rows/{name}/{form}"
    params = {{"start": "from", "rows_": "rows"}.get(key, key): one for key, one in given.items()}
    return BROWSER.get(url, params=params, headers=headers or {"Cookie": tab.cookie})


def window(tab, **given) -> dict:
    response = asked(tab, **given)
    assert response.status_code == 200, response.text
    return response.json()


def column(found: dict, at: int) -> list:
    return found["sheet"]["columns"][at]["values"]


def test_the_page_has_the_first_rows_and_the_last(tab):
    [table] = tab.elements("dataframe")

    head = loads(table["content"])

    assert (table["rows"], table["windows"]) == (3000, True)
    assert head["rows"] == 101
    assert head["columns"][0]["values"] == [*range(100), 2999]


def test_a_window_is_what_was_asked_for(tab):
    found = window(tab, start=1500, count=3)

    assert (found["count"], found["ids"]) == (3000, [1500, 1501, 1502])
    assert column(found, 1) == [750, 750.5, 751]
    assert column(found, 2) == ["Ångström", "zebra", "item 10"]
    assert column(found, 3) == [True, False, True]


def test_a_window_ends_where_the_table_does(tab):
    assert window(tab, start=2998, count=500)["ids"] == [2998, 2999]
    assert window(tab, start=3000, count=5)["ids"] == []
    assert window(tab, start=9_999_999_999, count=5, sort=0)["ids"] == []
    assert len(window(tab, start=0, count=9_999_999_999)["ids"]) == 500


def test_rows_come_sorted_and_missing_ones_last(tab):
    down = window(tab, count=2, sort=1, down=1)
    names = column(window(tab, count=500, sort=2), 2)
    last = window(tab, start=2998, count=2, sort=2)

    assert down["ids"] == [2999, 2998]
    assert names == ["Ångström"] * 500
    assert column(last, 2) == [None, None]
    whole = [column(window(tab, start=at, count=1, sort=2), 2)[0] for at in range(0, 2500, 500)]
    assert whole == ["Ångström", "item 2", "item 10", 'say "hi", you', "zebra"]


def test_rows_that_are_found_are_counted(tab):
    found = window(tab, count=2, q="ANGSTR")
    accented = window(tab, count=2, q="åNGSTR", sort=0, down=1)

    assert (found["count"], found["ids"]) == (0, [])
    assert (accented["count"], accented["ids"]) == (500, [2994, 2988])
    assert window(tab, count=9, q="1499.5")["ids"] == [2999]
    assert window(tab, q="true")["count"] == 1500


@pytest.mark.parametrize("query", [".*", "(", "[a-z]+", "%", "\\", "\0", "a\nb"])
def test_a_search_is_plain_text(tab, query):
    assert window(tab, q=query)["count"] == 0


def test_which_rows_these_are_can_be_asked_of_all(tab):
    ids = array("I", asked(tab, "ids", count=5000, q="zebra").content)

    assert ids.tolist() == list(range(1, 3000, 6))


def test_the_file_has_all_rows_as_they_are(tab):
    response = asked(tab, "csv", count=3000)

    assert response.headers["content-disposition"] == 'attachment; filename="table.csv"'
    assert response.text.startswith("\ufeffn,half,name,ok\r\n")
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 3001
    assert rows[5] == ["4", "2", 'say "hi", you', "true"]
    assert rows[6] == ["5", "2.5", "", "false"]


def test_what_is_copied_has_the_columns_and_rows_that_were_chosen(tab):
    text = asked(tab, "tsv", rows_="7,2-3", columns="2,0", count=9).text

    assert text == "zebra\t7\nitem 10\t2\nitem 2\t3\n"


def test_other_browsers_get_what_they_got_if_there_were_no_such_table(tab):
    nothing = asked(tab, name="0" * 40)

    for headers in ({"X": ""}, {"Cookie": cookie_of(tab.port)}, {"Cookie": "anew_sid=x"}):
        response = asked(tab, headers=headers, count=1)
        assert (response.status_code, response.text) == (404, "There is no such table.")
    assert (nothing.status_code, nothing.text) == (404, "There is no such table.")


def test_only_tables_are_read_as_such(tab):
    [button] = tab.elements("download_button")

    assert asked(tab, name=button["url"].removeprefix("/media/"), count=1).status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"start": "-1"},
        {"start": "1.5"},
        {"count": "9" * 11},
        {"count": "٣"},
        {"sort": "4"},
        {"sort": "-1"},
        {"sort": "9999999999"},
        {"q": "x" * 201},
        {"columns": "0,9"},
        {"columns": "0;1"},
        {"columns": "0," * 5000},
        {"rows_": "1-"},
        {"rows_": "-5"},
        {"rows_": "a"},
        {"rows_": "1," * 5000},
        {"form": "xml"},
    ],
)
def test_what_cannot_be_asked_is_refused(tab, given):
    assert asked(tab, **given).status_code == 400


def test_another_process_answers_too(tmp_path):
    with two(tmp_path, LARGE) as (one, other):
        tab = SocketTab.settled(one)
        tab.port = one
        own = window(tab, start=5, count=3, sort=1, down=1)
        tab.port = other

        assert window(tab, start=5, count=3, sort=1, down=1) == own
        assert asked(tab, headers={"Cookie": cookie_of(other)}, count=1).status_code == 404
        assert window(tab, start=7, count=1)["ids"] == [7]


def test_one_browser_waits_for_so_much_at_once(tmp_path):
    (tmp_path / "app.py").write_text(LARGE)
    app, may_go_on = App(tmp_path / "app.py", Settings()), threading.Event()
    with serving(app.asgi) as port, ThreadPoolExecutor(MOST_OF_BROWSER + 1) as several:
        tab = SocketTab.settled(port)
        tab.port = port
        for _ in range(THREADS):
            app.runner.tables.threads.call(may_go_on.wait)
        asking = [
            several.submit(asked, tab, count=1, start=at) for at in range(MOST_OF_BROWSER + 1)
        ]
        first = next(as_completed(asking)).result()  # The others are answered once they can be.
        may_go_on.set()

        assert (first.status_code, first.text) == (429, "Too much is asked at once. Try again.")
        assert sorted(one.result().status_code for one in asking) == [200] * MOST_OF_BROWSER + [429]


def test_many_spans_of_rows_are_bounded(tab):
    spans = ",".join(["0-9999999999"] * 500)

    assert len(asked(tab, "ids", rows_=spans, count=9_999_999_999).content) == 4_000_000
