"""What a test sees of tables and pictures."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from rules.apps import app

from anew.errors import AppTestError
from anew.script.source import Script
from anew.testing import AppTest


def test_tables_and_pictures_have_values():
    pandas = pytest.importorskip("pandas")

    at = app("""
        import pandas

        frame = pandas.DataFrame({"a": [1, 2], "b": ["x", None]}, index=["p", "q"])
        st.dataframe(frame)
        st.table(frame)
        st.dataframe(list(range(5000)))
        st.image("https://example.org/a.png", caption="A *dot*")
    """)

    expected = pandas.DataFrame({"a": [1, 2], "b": ["x", None]}, index=["p", "q"])
    for table in (at.dataframe[0], at.table[0]):
        pandas.testing.assert_frame_equal(table.value, expected, check_dtype=False)
    assert list(at.dataframe[1].value["value"]) == list(range(5000))
    assert at.image[0].value == ["https://example.org/a.png"]
    assert at.image[0].captions == ["A *dot*"]


def test_the_value_of_a_table_is_what_the_script_gave_whatever_is_hidden():
    pandas = pytest.importorskip("pandas")

    at = app("""
        import datetime as dt
        import pandas

        frame = pandas.DataFrame({"day": [dt.date(2024, 1, 31), None], "n": [1, 2]})
        st.dataframe(frame, column_config={"n": None}, hide_index=True)
        st.dataframe(frame, column_order=["n"])
        frame["n"] = 0
        st.dataframe([[1, 2], [3, 4]])
        st.dataframe({"a": [1], "b": [2]}, column_config={"b": {"hidden": True}})
        st.table(frame.set_index("n"))
    """)

    expected = pandas.DataFrame({"day": [date(2024, 1, 31), None], "n": [1, 2]})
    for table in at.dataframe[:2]:
        pandas.testing.assert_frame_equal(table.value, expected)
    assert at.dataframe[2].value.to_dict("list") == {0: [1, 3], 1: [2, 4]}
    assert at.dataframe[3].value.to_dict("list") == {"a": [1], "b": [2]}
    assert at.table[0].value["day"].tolist() == [date(2024, 1, 31), None]
    changed = at.dataframe[0].value
    changed.loc[0, "n"] = 7
    assert at.dataframe[0].value["n"].tolist() == [1, 2]


def test_without_pandas_the_value_is_the_columns(monkeypatch):
    at = app("st.dataframe({'a': [1], 'b': ['x']}, column_config={'b': None})")
    monkeypatch.delitem(sys.modules, "pandas", raising=False)

    assert at.dataframe[0].value == {"a": [1], "b": ["x"]}


def test_a_server_keeps_nothing_of_what_tables_were_made_of(tmp_path):
    script = tmp_path / "app.py"
    script.write_text("import anew as st\nst.dataframe({'a': [1]})\n")

    assert not Script(script).keeps_tables


def test_a_selection_is_made_as_a_user_would():
    at = AppTest.from_string("""
        import anew as st

        chosen = st.dataframe(
            {"a": [1, 2], "b": [3, 4]}, on_select="rerun", selection_mode=["multi-row", "single-cell"]
        )
        st.text(str(chosen.selection.rows))
        st.dataframe([1])
    """).run()
    table, other = at.dataframe
    assert table.selection == {"rows": [], "columns": [], "cells": []}
    table.select(rows=[1], cells=[(0, "b")]).run()
    assert at.text[0].value == "[1]"
    assert at.dataframe[0].selection.cells == [(0, "b")]
    assert list(at.dataframe[0].value["a"]) == [1, 2]
    with pytest.raises(AppTestError, match="cannot be selected"):
        table.select(columns=["a"])
    with pytest.raises(AppTestError, match="no value that the app tracks"):
        other.select(rows=[0])
