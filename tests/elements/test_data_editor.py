"""Tables that can be edited: what comes back, what is refused, and what code can do to them."""

from __future__ import annotations

import datetime as dt
import json
import pickle

import pytest
from elements.refusals import refused
from elements.tabs import Tab
from rules.apps import app

import anew as st
from anew.attribute_dict import Derived
from anew.codec.encoding import decoded, encoded
from anew.errors import AppTestError, InvalidParameterTypeError, InvalidParameterValueError


def edited(data, *, cells=None, added=(), deleted=(), **options):
    """What an editor returns once a browser has sent this."""
    tab = Tab()
    options = {"num_rows": "dynamic", **options}

    def script():
        return st.data_editor(data, key="editor", **options)

    tab.run(script)
    first = tab.element.next_id
    message = {
        "edited": {str(id): row for id, row in (cells or {}).items()},
        "added": [(first + at, row) for at, row in enumerate(added)],
        "deleted": list(deleted),
    }
    return tab.run(script, sent={"editor": json.dumps(message)})


ROWS = {"cells": {0: {"a": 7}}, "added": [{"a": 9}], "deleted": [1]}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"a": [1, 2], "b": ("x", "y")}, {"a": [7, 9], "b": ("x", None)}),
        ([{"a": 1}, {"a": 2, "b": "x"}], [{"a": 7}, {"a": 9, "b": None}]),
    ],
)
def test_plain_data_come_back_as_what_they_were(data, expected):
    assert edited(data, **ROWS) == expected


def test_single_values_come_back_as_what_they_were():
    change = {"cells": {0: {"value": 7}}}

    assert edited([1, 2], **change) == [7, 2]
    assert edited((1, 2), **change) == (7, 2)
    assert edited({1, 2}, **change) == {7, 2}
    assert edited({"p": 1, "q": 2}, **change) == {"p": 7, "q": 2}
    assert edited([[1, "x"], [2, "y"]], cells={1: {"0": 5}}) == [[1, "x"], [5, "y"]]


def test_it_is_a_copy():
    data = {"a": [1, 2]}

    assert edited(data) == data
    assert edited(data) is not data
    assert edited(data)["a"] is not data["a"]


def test_values_are_of_the_types_that_the_column_has():
    data = {
        "day": [dt.date(2024, 1, 31)],
        "at": [dt.time(8, 30)],
        "moment": [dt.datetime(2024, 1, 31, 8, 30, tzinfo=dt.UTC)],
        "took": [dt.timedelta(seconds=5)],
        "tags": [["a"]],
    }
    row = {
        "day": "2024-02-01",
        "at": "09:00",
        "moment": "2024-02-01T09:00",
        "took": 7.5,
        "tags": ["b", "c"],
    }

    found = edited(data, cells={0: row})

    assert found == {
        "day": [dt.date(2024, 2, 1)],
        "at": [dt.time(9)],
        "moment": [dt.datetime(2024, 2, 1, 9, tzinfo=dt.UTC)],
        "took": [dt.timedelta(seconds=7.5)],
        "tags": [["b", "c"]],
    }


def test_tables_of_pandas_keep_their_dtypes_and_their_index():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(
        {
            "whole": [1, 2, 3],
            "nullable": pd.array([1, 2, 3], dtype="Int64"),
            "size": pd.Categorical(["s", "l", "s"], categories=["s", "l"]),
            "day": pd.to_datetime(["2024-01-01"] * 3).tz_localize("Europe/Berlin"),
            "took": pd.to_timedelta([1, 2, 3], unit="s"),
            "done": [True, False, True],
        }
    )
    row = {
        "whole": 9,
        "nullable": None,
        "size": "l",
        "day": "2024-07-01T08:00",
        "took": 5,
        "done": False,
    }

    found = edited(frame, cells={0: row}, added=[row], deleted=[1])

    assert list(found.dtypes) == list(frame.dtypes)
    assert list(found.index) == [0, 2, 3]
    assert found.iloc[0].equals(found.iloc[2])
    assert found["day"].iloc[0] == pd.Timestamp("2024-07-01T08:00", tz="Europe/Berlin")
    emptied = edited(frame, cells={0: {"whole": None, "done": None, "size": None}})
    assert str(emptied["whole"].dtype) == "float64"
    assert emptied["done"].tolist() == [None, False, True]
    assert emptied["size"].dtype == frame["size"].dtype


def test_an_index_that_names_the_rows_can_be_edited():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"a": [1, 2]}, index=["x", "y"])

    found = edited(frame, cells={0: {"_index": "q"}}, added=[{"_index": "z", "a": 3}, {"a": 4}])

    assert found["a"].to_dict() == {"q": 1, "y": 2, "z": 3}  # A row without a name does not count.


def test_tables_of_polars_and_arrow_come_back_as_such():
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    data = {"a": [1, 2], "b": ["x", None]}
    after = {"a": [7, 9], "b": ["x", None]}

    frame = edited(pl.DataFrame(data), **ROWS)
    table = edited(pa.table(data), **ROWS)

    assert frame.equals(pl.DataFrame(after))
    assert table.equals(pa.table(after))


def test_arrays_come_back_as_such():
    np = pytest.importorskip("numpy")

    whole = edited(np.array([[1, 2], [3, 4]]), cells={0: {"1": 7}}, deleted=[1])

    assert whole.tolist() == [[1, 7]]
    assert edited(np.array(["a"]), cells={0: {"value": "longer"}}).tolist() == ["longer"]


@pytest.mark.parametrize(
    ("config", "value"),
    [
        (st.column_config.NumberColumn(min_value=0), -1),
        (st.column_config.NumberColumn(max_value=5), 6),
        (st.column_config.NumberColumn(required=True), None),
        (st.column_config.NumberColumn(disabled=True), 3),
        (st.column_config.SelectboxColumn(options=[1, 2]), 3),
        (None, 1.5),
        (None, "text"),
        (None, True),
    ],
)
def test_what_may_not_be_entered_is_left_out_and_the_rest_counts(config, value):
    found = edited(
        {"a": [1], "b": ["x"]},
        cells={0: {"a": value, "b": "y", "c": 1}, 99: {"b": "z"}},
        column_config={"a": config} if config else None,
    )

    assert found == {"a": [1], "b": ["y"]}


def test_rows_come_and_go_only_where_they_may():
    change = {"added": [{"a": 9}], "deleted": [0]}

    assert edited([{"a": 1}], num_rows="fixed", **change) == [{"a": 1}]
    assert edited([{"a": 1}], num_rows="add", **change) == [{"a": 1}, {"a": 9}]
    assert edited([{"a": 1}], num_rows="delete", deleted=[0]) == []
    required = {"a": st.column_config.NumberColumn(required=True)}
    assert edited([{"a": 1}], added=[{}], column_config=required) == [{"a": 1}]


def test_nothing_is_entered_into_disabled_columns():
    change = {"cells": {0: {"a": 7, "b": 8}}}
    data = {"a": [1], "b": [2]}

    at = app("st.data_editor([1], disabled=True)")
    with pytest.raises(AppTestError, match="is disabled"):
        at.data_editor[0].edit(0, "value", 2)
    assert edited(data, disabled=["a"], **change) == {"a": [1], "b": [8]}
    assert edited(data, disabled=[2], **change) == {"a": [7], "b": [2]}  # 0 is the index.


EDITS = """
    st.session_state.setdefault("data", {"a": [1, 2, 3]})
    if st.button("set"):
        st.session_state.editor = {"edited_rows": {0: {"a": 7}}, "added_rows": [{"a": 4}]}
    if st.button("set a table"):
        st.session_state.editor = {"a": [1, 8]}
    if st.button("reset"):
        st.session_state.editor = None
    if st.button("delete"):
        del st.session_state.editor
    edited = st.data_editor({"a": [1, 2, 3]}, key="editor", num_rows="dynamic")
    st.text(edited["a"])
"""


def test_code_sets_and_resets_what_was_edited():
    at = app(EDITS)
    buttons = {button.label: button for button in at.button}
    editor = at.data_editor[0]

    editor.edit(2, "a", 30).delete_rows(0).run()
    assert at.text[0].value == "[2, 30]"
    assert at.session_state.editor == {
        "edited_rows": {2: {"a": 30}},
        "added_rows": [],
        "deleted_rows": [0],
    }
    buttons["set"].click().run()
    assert at.text[0].value == "[7, 2, 3, 4]"
    buttons["set a table"].click().run()
    assert at.text[0].value == "[1, 8]"
    editor.add_row(a=5).run()
    assert at.text[0].value == "[1, 8, 5]"
    for way in ("reset", "delete"):
        editor.edit(0, "a", 9).run()
        buttons[way].click().run()
        assert at.text[0].value == "[1, 2, 3]"


def test_what_was_got_may_be_passed_again_with_a_key_or_without():
    for key in ("", ", key='editor'"):
        at = app(f"""
            st.session_state.setdefault("data", {{"n": [1, 2], "twice": [2, 4]}})
            edited = st.data_editor(st.session_state.data, num_rows="dynamic"{key})
            edited["twice"] = [2 * n for n in edited["n"]]
            st.session_state.data = edited
        """)
        editor = at.data_editor[0]

        editor.edit(0, "n", 10).run()
        editor.edit(1, "n", 20).run()
        editor.add_row(n=30).run()
        editor.delete_rows(0).run()

        assert not at.exception
        assert at.session_state.data == {"n": [20, 30], "twice": [40, 60]}


def test_it_is_sent_with_its_form():
    at = app("""
        with st.form("form", clear_on_submit=True):
            edited = st.data_editor({"a": [1, 2]}, key="editor")
            st.form_submit_button("Send")
        st.text(edited["a"])
    """)

    at.data_editor[0].edit(0, "a", 7)
    at.button[0].click().run()
    assert at.text[0].value == "[7, 2]"
    assert at.data_editor[0].record.value == ""  # It shows the table that was passed again.


def test_a_test_of_an_app_cannot_do_what_a_user_cannot():
    at = app("st.data_editor({'a': [1]}, disabled=['a'])\nst.data_editor([1], num_rows='add')")

    with pytest.raises(AppTestError, match="cannot be entered into the column 'a'"):
        at.data_editor[0].edit(0, "a", 2)
    with pytest.raises(AppTestError, match="has no row 5"):
        at.data_editor[0].edit(5, "a", 2)
    with pytest.raises(AppTestError, match="cannot be deleted"):
        at.data_editor[1].delete_rows(0)


def test_its_state_is_stored_with_the_ids_of_its_rows():
    value = Derived({"added_rows": [{"a": 1}]}, {"edits": ({}, {7: {"a": 1}}, ())})

    for copy in (decoded(encoded(value)), pickle.loads(pickle.dumps(value))):
        assert type(copy) is Derived
        assert (copy, copy.source) == (value, value.source)
        assert copy.added_rows == [{"a": 1}]


def test_what_is_refused_says_what_to_do():
    data = {"a": [1], "b": ["x"]}

    with refused(
        InvalidParameterValueError,
        "data_editor: disabled has 'c', which is no column. The columns are '_index', 'a', 'b'.",
    ):
        st.data_editor(data, disabled=["c"])
    with refused(
        InvalidParameterTypeError,
        "data_editor: int is not a table. Pass a DataFrame, an array, a list of rows or a dict of "
        "columns.",
    ):
        st.data_editor(5)
    with refused(
        InvalidParameterValueError,
        "data_editor: column_config of 'a': a column of the type 'text' cannot be edited where its "
        "values are of the kind 'integer', but of 'markdown' or 'text'. Convert the values before, "
        "choose another type, or set disabled=True.",
    ):
        st.data_editor(data, column_config={"a": st.column_config.TextColumn()})


def test_two_columns_of_one_name_cannot_be_told_apart():
    pd = pytest.importorskip("pandas")
    with refused(
        InvalidParameterValueError,
        "data_editor: two columns are called 'a', so an edit could be of either. Give each column, "
        "and each level of the index, a name of its own.",
    ):
        st.data_editor(pd.DataFrame([[1, 2]], columns=["a", "a"]))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            {"edited_rows": {9: {"a": 1}}},
            "data_editor: its value in st.session_state names the row 9, but the rows are 0 to 0.",
        ),
        (
            {"edited_rows": {0: {"c": 1}}},
            "data_editor: its value in st.session_state names the column 'c'. The columns are 'a'.",
        ),
        (
            {"edited_rows": {0: {"a": "x"}}},
            "data_editor: its value in st.session_state has 'x' in the column 'a'. It is not a number.",
        ),
        (
            {"b": [1]},
            (
                "data_editor: the table that st.session_state sets has no column 'a'. Set one with "
                "the columns 'a'."
            ),
        ),
    ],
)
def test_code_can_set_only_what_the_table_can_have(value, message):
    def script():
        st.session_state["editor"] = value
        st.data_editor({"a": [1]}, key="editor")

    with refused(InvalidParameterValueError, message):
        Tab().run(script)
