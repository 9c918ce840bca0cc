from __future__ import annotations

from json import loads

import pandas
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.dataframe import ColumnLook, Dataframe
from anew.elements.tabular.packing import Packed
from anew.state.state import Refused
from anew.testing import AppTest


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
            {"on_select": "sometimes"},
            "InvalidParameterValueError",
            "dataframe: on_select='sometimes' is not one of 'ignore', 'rerun', 'a callable'.",
        ),
        (
            {"on_select": "rerun", "selection_mode": ["single-row", "multi-row"]},
            "InvalidParameterValueError",
            (
                "dataframe: selection_mode=['single-row', 'multi-row'] has both 'single-row' and "
                "'multi-row'. Pass one of them."
            ),
        ),
        (
            {"on_select": "rerun", "selection_default": {"rows": [0]}},
            "InvalidParameterTypeError",
            (
                "dataframe: {'rows': [0]} is not a selection. Pass such as {'selection': {'rows': "
                "[0], 'columns': ['a'], 'cells': [(0, 'a')]}}."
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
            {"lazy": "yes"},
            "InvalidParameterValueError",
            "dataframe: lazy='yes' is not one of None, True, False.",
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
            "InvalidParameterValueError",
            (
                "dataframe: column_config of 'a' has 'format', which no column has. A column has "
                "'label', 'width', 'help', 'hidden', 'disabled', 'required', 'pinned', 'default', "
                "'alignment', 'type_config'."
            ),
        ),
        (
            {"column_config": {"a": {"width": "huge"}}},
            "InvalidParameterValueError",
            (
                "dataframe: column_config of 'a': width='huge' is neither a number of pixels from 1 to "
                "10000 nor one of 'small', 'medium', 'large'."
            ),
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


def test_a_styler_says_how_cells_are_written_and_coloured(tab):
    data = pandas.DataFrame({"share": [0.25, 0.5], "n": [1, 2]})
    styler = data.style.format("{:.0%}", subset=["share"]).highlight_max(subset=["n"], color="red")

    tab.run(lambda: st.dataframe(styler))

    _, share, count = loads(tab.element.content.body)["columns"]
    assert share["values"] == [0.25, 0.5]
    assert share["texts"] == ["25%", "50%"]
    assert count["texts"] == [None, None]
    assert count["styles"] == [{}, {"background": "red"}]
    assert count["style_of"] == [0, 1]


def test_a_styler_that_says_nothing_changes_nothing(tab):
    data = pandas.DataFrame({"n": [1.5]})

    tab.run(lambda: (st.dataframe(data.style), st.dataframe(data)))

    styled, plain = tab.elements
    assert styled.content == plain.content


def test_a_styler_hides_the_index_columns_and_rows(tab):
    data = pandas.DataFrame({"n": [1, 2, 3], "m": [4, 5, 6]}, index=["x", "y", "z"])
    styler = data.style.format("#{}", subset=["n"]).hide().hide(["m"], axis="columns").hide(["y"])

    tab.run(lambda: st.dataframe(styler))

    (column,) = loads(tab.element.content.body)["columns"]
    assert (column["name"], column["values"]) == ("n", [1, 3])
    assert column["texts"] == ["#1", "#3"]
    assert tab.element.rows == 2


def test_rows_that_can_be_selected_are_not_hidden_because_they_are_told_by_position(tab):
    styler = pandas.DataFrame({"n": [1, 2, 3]}).style.hide([1])
    buttons = {"n": st.column_config.ButtonColumn(key="n")}

    def script():
        st.dataframe(styler, on_select="rerun", key="t")
        st.dataframe(styler, column_config=buttons, key="b")
        st.dataframe(styler, key="hidden")

    tab.run(script)

    assert [one.rows for one in tab.elements] == [3, 3, 2]


def test_a_styler_hides_levels_of_an_index_and_dresses_the_others(tab):
    data = pandas.DataFrame({"a": ["x", "y"], "b": ["v", "w"], "n": [1, 2]}).set_index(["a", "b"])
    styler = data.style.hide(level="a").format_index(str.upper, level="b")

    tab.run(lambda: st.dataframe(styler.map_index(lambda _: "color: red", level="b")))

    index, number = loads(tab.element.content.body)["columns"]
    assert (index["name"], index["texts"], index["styles"]) == ("b", ["V", "W"], [{"color": "red"}])
    assert number["values"] == [1, 2]


# Selections -----------------------------------------------------------------------------------

TABLE = {"a": [1, 2, 3], "b": [4, 5, 6]}
ALL = ["multi-row", "multi-column", "multi-cell"]


def test_what_is_selected_is_returned_as_a_dict_with_attributes(tab):
    def script():
        return st.dataframe(TABLE, key="t", on_select="rerun", selection_mode=ALL)

    assert tab.run(script) == {"selection": {"rows": [], "columns": [], "cells": []}}
    sent = {"rows": [0, 2], "columns": ["b"], "cells": [[1, "a"]]}
    chosen = tab.run(script, sent={"t": sent})

    assert chosen.selection.rows == chosen["selection"]["rows"] == [0, 2]
    assert chosen.selection.columns == ["b"]
    assert chosen.selection.cells == [(1, "a")]
    assert tab.element.value == {"rows": (0, 2), "columns": ("b",), "cells": ((1, "a"),)}


def test_rows_that_are_gone_are_not_selected_any_more(tab):
    data = {"a": [1, 2, 3]}

    def script():
        return st.dataframe(data, key="t", on_select="rerun").selection.rows

    tab.run(script)
    tab.run(script, sent={"t": {"rows": [0, 2]}})
    data["a"] = [1, 2]

    assert tab.run(script) == [0]


@pytest.mark.parametrize(
    ("modes", "sent"),
    [
        (("multi-row",), {"rows": [3]}),
        (("multi-row",), {"rows": [-1]}),
        (("multi-row",), {"rows": [1, 0]}),
        (("multi-row",), {"rows": [0], "columns": ["a"]}),
        (("single-row",), {"rows": [0, 1]}),
        (("single-row-required",), {"rows": []}),
        (("multi-column",), {"columns": ["c"]}),
        (("multi-cell",), {"cells": [[0, "c"]]}),
        (("multi-cell",), {"cells": [[0, "a"]] * 10_001}),
        (("multi-row",), {"rows": ["0"]}),
        (("multi-row",), "x"),
    ],
)
def test_what_cannot_be_selected_is_refused(tab, modes, sent):
    tab.run(lambda: st.dataframe(TABLE, key="t", on_select="rerun", selection_mode=modes))

    with pytest.raises(Refused):
        tab.widget("t").decode(sent)


def test_a_selection_can_be_set_and_begun_with(tab):
    """R30"""

    def script():
        st.session_state.t = {"selection": {"rows": [1, 7]}}
        first = st.dataframe(TABLE, key="t", on_select="rerun")
        start = {"selection": {"columns": ["b"]}}
        second = st.dataframe(
            TABLE, on_select="rerun", selection_mode="single-column", selection_default=start
        )
        third = st.dataframe(TABLE, on_select="rerun", selection_mode="single-row-required")
        return first.selection.rows, second.selection.columns, third.selection.rows

    assert tab.run(script) == ([1], ["b"], [0])


def test_what_is_no_selection_cannot_be_set(tab):
    """R30"""

    def script():
        st.session_state.t = 3
        st.dataframe(TABLE, key="t", on_select="rerun")

    with pytest.raises(st.errors.InvalidParameterTypeError, match="3 is not a selection"):
        tab.run(script)


def test_another_mode_makes_it_another_widget(tab):
    """R38"""

    def script(mode):
        return st.dataframe(TABLE, key="t", on_select="rerun", selection_mode=mode).selection

    tab.run(lambda: script("multi-row"))
    assert tab.run(lambda: script("multi-row"), sent={"t": {"rows": [1]}}).rows == [1]
    assert tab.run(lambda: script("single-row")).rows == []


def test_a_callback_is_not_for_forms(tab):
    """R66"""

    def script(on_select):
        with st.form("f"):
            st.dataframe(TABLE, on_select=on_select)
            st.form_submit_button()

    tab.run(lambda: script("rerun"))
    with pytest.raises(st.errors.InvalidFormCallbackError):
        tab.run(lambda: script(print))


# Buttons --------------------------------------------------------------------------------------

BUTTONS = {"a": ["x", "y"], "act": [["Edit", "Drop"], "Go"]}


def buttons(**options):
    column = st.column_config.ButtonColumn(key="act", **options)
    return st.dataframe(BUTTONS, column_config={"act": column})


def test_a_click_on_a_button_of_a_column_lasts_one_run():
    at = AppTest.from_string("""
        import anew as st

        def clicked(word):
            st.session_state.told = [*st.session_state.get("told", []), (word, st.session_state.act.row)]

        column = st.column_config.ButtonColumn(key="act", on_click=clicked, args=("!",))
        st.dataframe({"act": [["Edit", "Drop"], "Go"]}, column_config={"act": column})
        st.text(str(st.session_state.act))
        st.text(str(st.session_state.get("told")))
    """).run()
    assert [text.value for text in at.text] == ["None", "None"]
    at.dataframe[0].press("act", row=0, label="Drop").run()
    assert [text.value for text in at.text] == ["{'row': 0, 'label': 'Drop'}", "[('!', 0)]"]
    at.run()
    assert [text.value for text in at.text] == ["None", "[('!', 0)]"]
    with pytest.raises(st.errors.AppTestError, match="There is no such button"):
        at.dataframe[0].press("act", row=1, label="Drop")


@pytest.mark.parametrize(
    "sent", [None, {}, {"row": 2, "label": "Go"}, {"row": 1, "label": "Edit"}, {"row": "1"}]
)
def test_a_click_that_no_button_could_have_had_is_refused(tab, sent):
    tab.run(buttons)

    with pytest.raises(Refused):
        tab.widget("act").decode(sent)


def test_a_click_cannot_be_set(tab):
    """R29"""
    with pytest.raises(st.errors.ValueAssignmentNotAllowedError):
        tab.run(lambda: (setattr(st.session_state, "act", 1), buttons()))


def test_columns_of_buttons_are_not_for_forms(tab):
    """R67"""

    def script():
        with st.form("f"):
            buttons()
            st.form_submit_button()

    with pytest.raises(st.errors.InvalidLayoutContextError):
        tab.run(script)


def selecting(rows: int = 5) -> Dataframe:
    return Dataframe(modes=("multi-cell", "multi-row"), rows=rows, content=Packed(names=("a",)))


def test_a_large_selection_comes_as_text_with_spans_of_rows():
    raw = '{"spans":[[0,3],[4,5]],"columns":[],"cells":[[1,"a"]]}'

    chosen = selecting().decode(raw)["selection"]

    assert chosen == {"rows": [0, 1, 2, 4], "columns": [], "cells": [(1, "a")]}


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "[]",
        '{"spans":[[0,6]]}',
        '{"spans":[[-1,2]]}',
        '{"spans":[[2,2]]}',
        '{"spans":[[0,3],[2,4]]}',
        '{"spans":[[0,999999999999]]}',
        '{"spans":[[0]]}',
        '{"spans":[["0","1"]]}',
        '{"spans":[],"cells":[[9,"a"]]}',
        "[" * 100_000,
    ],
)
def test_a_text_that_selects_what_is_not_there_is_refused(raw):
    with pytest.raises(Refused):
        selecting().decode(raw)


def test_a_table_comes_in_windows_if_it_has_many_rows_or_the_author_wants_it(tab):
    data = {"n": range(150_001)}

    def script():
        st.dataframe(data)
        st.dataframe(data, lazy=False)
        st.dataframe({"n": range(150_000)})
        st.dataframe({"n": range(101)}, lazy=True)
        st.dataframe({"n": range(100)}, lazy=True)

    tab.run(script)

    assert [one.windows for one in tab.elements] == [True, False, False, True, False]
    assert tab.elements[0].content.sheet.columns[0].listed()[-1] == 150_000


def test_an_unchanged_table_in_windows_is_packed_once(tab):
    data = {"n": list(range(1000)), "text": [f"row {n}" for n in range(1000)]}
    tab.run(lambda: st.dataframe(data, lazy=True))
    before = tab.element
    tab.run(lambda: st.dataframe({name: [*own] for name, own in data.items()}, lazy=True))

    assert tab.element == before
    assert tab.element.content.body is before.content.body
    tab.run(lambda: st.dataframe(data, lazy=True, column_config={"n": {"label": "N"}}))
    assert tab.element.content.body == before.content.body


def test_of_long_texts_few_come_with_the_page(tab):
    tab.run(lambda: st.dataframe([["x" * 30_000] for _ in range(300)], lazy=True))

    head = loads(tab.element.content.to_wire())
    assert head["rows"] == 2
