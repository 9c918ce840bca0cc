from __future__ import annotations

import pandas
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.dataframe import ColumnLook, Dataframe
from anew.elements.tabular.packing import Packed


def shown(tab):
    """The names of the columns that are seen, and their values."""
    return {column.name: column.listed() for column in tab.element.content.sheet.columns}


def test_what_is_small_goes_with_the_message(tab):
    tab.run(lambda: st.dataframe({"a": [1]}, alt="One", row_height=40, placeholder="-", key="k"))

    assert tab.element == Dataframe(
        key="k",
        content=Packed('{"rows":1,"columns":[{"name":"a","kind":"integer","values":[1]}]}'),
        rows=1,
        alt="One",
        row_height=40,
        placeholder="-",
    )


def test_what_is_large_is_fetched(tab):
    tab.run(lambda: st.dataframe([[n, n / 2] for n in range(2000)]))

    record = tab.element
    assert record.content.to_wire() == ""
    assert record.rows == 2000
    assert tab.media.held(record.address).content is record.content.body
    assert shown(tab)["1"][:3] == [0.0, 0.5, 1.0]


def test_an_unchanged_table_is_packed_once(tab):
    rows = [[n] for n in range(3000)]
    tab.run(lambda: st.dataframe(rows))
    before = tab.element
    tab.run(lambda: st.dataframe([list(row) for row in rows]))

    assert tab.element == before
    assert tab.element.content.body is before.content.body
    rows[5][0] = -1
    tab.run(lambda: st.dataframe(rows))
    assert tab.element.address != before.address


def test_columns_are_chosen_named_and_left_out(tab):
    data = {"a": [1], "b": [2], "c": [3], "d": [4]}
    config = {"a": "Letter *A*", "b": None, "c": {"label": "C", "width": "small"}, "zz": None}

    tab.run(lambda: st.dataframe(data, column_config=config, column_order=["c", "a", "b", "zz"]))

    assert shown(tab) == {"c": [3], "a": [1]}
    assert tab.element.looks == (ColumnLook("C", 75), ColumnLook("Letter *A*"))


def test_the_names_of_the_rows_stay_first_and_can_be_left_out(tab):
    def script():
        st.dataframe({"a": 1}, column_order=["value"])
        st.dataframe({"a": 1}, hide_index=True)
        st.dataframe({"a": 1}, column_config={"_index": None})
        st.dataframe({"a": 1}, column_config={"_index": "Name"})
        st.dataframe([5], hide_index=False)

    tab.run(script)

    names = [[column.name for column in one.content.sheet.columns] for one in tab.elements]
    assert names == [["", "value"], ["value"], ["value"], ["", "value"], ["", "value"]]
    assert tab.elements[3].looks == (ColumnLook("Name"), ColumnLook())


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"on_select": "rerun"},
            "NotAvailableError",
            (
                "dataframe: on_select='rerun' asks for "
                "selections, which anew does not have yet. Leave it out; to choose a row, offer them in "
                "st.selectbox(...)."
            ),
        ),
        (
            {"data": "x"},
            "InvalidParameterTypeError",
            (
                "dataframe: str is not a table. Pass a "
                "DataFrame, an array, a list of rows or a dict of columns."
            ),
        ),
        (
            {"row_height": 5},
            "InvalidParameterValueError",
            ("dataframe: row_height=5 is not a number of pixels from 20 to 500."),
        ),
        (
            {"column_order": "ab"},
            "InvalidParameterTypeError",
            ("dataframe: column_order='ab' is not a list of names. Pass such as ['a', 'b']."),
        ),
        (
            {"column_config": ["a"]},
            "InvalidParameterTypeError",
            ("dataframe: column_config=['a'] is not a dict. Pass a dict of labels by column name."),
        ),
        (
            {"column_config": {"a": {"format": "%d"}}},
            "NotAvailableError",
            (
                "dataframe: "
                "column_config has {'format': '%d'} for 'a', which anew does not have yet. Pass a label, "
                "None, or a dict of 'label', 'width' and 'hidden'."
            ),
        ),
        (
            {"column_config": {"a": {"width": "huge"}}},
            "InvalidParameterValueError",
            ("dataframe: the width of 'a'='huge' is not one of 'small', 'medium', 'large'."),
        ),
        (
            {"height": "tall"},
            "InvalidHeightError",
            (
                "dataframe: height='tall' is neither a number "
                "of pixels above 0 nor one of 'stretch', 'content'."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(getattr(st.errors, error), text):
        tab.run(lambda: st.dataframe(**{"data": {"a": [1]}, **options}))


def test_a_table_is_written_as_one(tab):
    pandas = pytest.importorskip("pandas")
    numpy = pytest.importorskip("numpy")

    tab.run(
        lambda: st.write("Data:", pandas.DataFrame({"a": [1]}), numpy.array([2]), numpy.int64(3))
    )

    text, frame, array, number = tab.elements
    assert type(frame) is type(array) is Dataframe
    assert str(text.body) == "Data:"
    assert str(number.body) == "`3`"


def test_what_is_not_shown_of_a_styler_is_told(tab, caplog):
    data = pandas.DataFrame({"share": [0.25]})

    tab.run(lambda: st.dataframe(data.style.format("{:.0%}")))

    assert shown(tab)["share"] == [0.25]
    (told,) = caplog.messages
    assert told == (
        "dataframe: only the data of a pandas Styler is shown, not its formats and colours. "
        "Format the values of the table itself, or use column_config."
    )
