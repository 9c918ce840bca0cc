"""What the functions of `st.column_config` make, and what they refuse."""

from __future__ import annotations

import inspect
from datetime import date, datetime, time, timedelta

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.tabular.column_words import TYPES, ButtonColumnResult

columns = st.column_config
FUNCTIONS = {name: getattr(columns, name) for name in columns.__all__}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_made_is_a_dict_of_all_that_was_said(name):
    made = FUNCTIONS[name]("Label", width=30, help="*Help*", pinned=True)

    assert type(made) is dict
    assert (made["label"], made["width"], made["help"], made["pinned"]) == (
        "Label",
        30,
        "*Help*",
        True,
    )
    assert made == FUNCTIONS[name]("Label", width=30, help="*Help*", pinned=True)
    assert made != FUNCTIONS[name]("Another", width=30, help="*Help*", pinned=True)


def test_each_type_has_its_function():
    made = [function().get("type_config", {}).get("type") for function in FUNCTIONS.values()]

    assert sorted(filter(None, made)) == sorted(TYPES)


def test_what_is_made_is_as_in_streamlit():
    number = columns.NumberColumn("N", default=1, min_value=0, max_value=3, format="%d", step=1)
    moment = columns.DatetimeColumn(
        default=datetime(2024, 1, 1, 1), step=timedelta(minutes=3), timezone="Europe/Berlin"
    )

    assert number == {
        "label": "N",
        "width": None,
        "help": None,
        "disabled": None,
        "required": None,
        "pinned": None,
        "alignment": None,
        "default": 1,
        "type_config": {
            "type": "number",
            "min_value": 0,
            "max_value": 3,
            "format": "%d",
            "step": 1,
        },
    }
    assert moment["default"] == "2024-01-01T01:00:00"
    assert moment["type_config"] == {
        "type": "datetime",
        "format": None,
        "min_value": None,
        "max_value": None,
        "step": 180.0,
        "timezone": "Europe/Berlin",
    }
    assert columns.DateColumn(min_value=date(2024, 1, 1))["type_config"]["min_value"] == (
        "2024-01-01"
    )
    assert columns.TimeColumn(default=time(1, 2))["default"] == "01:02:00"


def test_options_have_their_texts_and_colours():
    size = columns.SelectboxColumn(options=[1, "a"], format_func=str)
    tags = columns.MultiselectColumn(
        options=["a", "b"], color=["red", "#fff"], format_func=str.upper
    )

    assert size["type_config"]["options"] == [
        {"value": 1, "label": "1"},
        {"value": "a", "label": "a"},
    ]
    assert tags["type_config"]["options"] == [
        {"value": "a", "label": "A", "color": "red"},
        {"value": "b", "label": "B", "color": "#fff"},
    ]
    assert columns.SelectboxColumn(options=[1, "a"])["type_config"]["options"] == [1, "a"]


def test_a_button_that_can_be_clicked_keeps_what_it_calls():
    made = columns.ButtonColumn("B", key="k", on_click=print, args=(1,))

    assert isinstance(made, ButtonColumnResult)
    assert (made.on_click, made.args, made.kwargs, made.key) == (print, (1,), None, "k")
    assert made.config == columns.ButtonColumn("B")


@pytest.mark.parametrize(
    ("make", "options", "error", "text"),
    [
        (
            columns.Column,
            {"label": 3},
            "InvalidParameterTypeError",
            "Column: label=3 is not text. Pass a str.",
        ),
        (
            columns.Column,
            {"width": "huge"},
            "InvalidParameterValueError",
            (
                "Column: width='huge' is neither a number of pixels from 1 to 10000 nor one of 'small', "
                "'medium', 'large'."
            ),
        ),
        (
            columns.TextColumn,
            {"max_chars": 0},
            "InvalidParameterValueError",
            "TextColumn: max_chars=0 is not a whole number above 0.",
        ),
        (
            columns.TextColumn,
            {"alignment": "top"},
            "InvalidParameterValueError",
            "TextColumn: alignment='top' is not one of 'left', 'center', 'right', None.",
        ),
        (
            columns.NumberColumn,
            {"min_value": 3, "max_value": 1},
            "InvalidParameterValueError",
            "NumberColumn: min_value=3 is above max_value=1.",
        ),
        (
            columns.NumberColumn,
            {"step": 0},
            "InvalidParameterValueError",
            "NumberColumn: step=0 is not above 0.",
        ),
        (
            columns.CheckboxColumn,
            {"default": 1},
            "InvalidParameterTypeError",
            "CheckboxColumn: default=1 is neither True, False nor None.",
        ),
        (
            columns.DateColumn,
            {"default": "soon"},
            "InvalidParameterTypeError",
            "DateColumn: default is not a datetime.date, which it has to be.",
        ),
        (
            columns.DatetimeColumn,
            {"timezone": "Europe/Nowhere"},
            "InvalidParameterValueError",
            (
                "DatetimeColumn: timezone='Europe/Nowhere' is not a time zone. Pass one such as "
                "'Europe/Berlin'."
            ),
        ),
        (
            columns.SelectboxColumn,
            {"options": 3},
            "InvalidParameterTypeError",
            "SelectboxColumn: options=3 is not a list. Pass such as ['a', 'b'].",
        ),
        (
            columns.LineChartColumn,
            {"color": "nope"},
            "InvalidParameterValueError",
            (
                "LineChartColumn: color='nope' is not a colour. Pass one of 'auto', 'auto-inverse', "
                "'red', 'blue', 'green', 'yellow', 'orange', 'violet', 'gray', 'grey', 'primary', or "
                "such as '#rrggbb'."
            ),
        ),
        (
            columns.ButtonColumn,
            {"on_click": print},
            "MissingRequiredParameterError",
            (
                "ButtonColumn: what a click calls needs a key. Add key=..., under which "
                "st.session_state holds the click."
            ),
        ),
        (
            columns.ButtonColumn,
            {"type": "loud"},
            "InvalidParameterValueError",
            "ButtonColumn: type='loud' is not one of 'primary', 'secondary', 'tertiary'.",
        ),
    ],
)
def test_what_cannot_be_is_refused(make, options, error, text):
    with refused(getattr(st.errors, error), text):
        make(**options)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_whatever_is_made_can_be_shown(tab, name):
    """Whole numbers are positions, after the index."""
    cells = {"a": ["1", None], "b": [[1, 2], None]}

    tab.run(lambda: st.dataframe(cells, column_config={1: FUNCTIONS[name]("B", width="small")}))

    assert tab.element.looks[1].label == "B"
    assert tab.element.looks[1].width == 75
    assert tab.element.looks[0].label is None


def test_every_parameter_has_a_default_and_only_the_label_is_given_by_position():
    for function in FUNCTIONS.values():
        label, *others = inspect.signature(function).parameters.values()
        assert label.name == "label"
        assert {one.kind for one in others} == {inspect.Parameter.KEYWORD_ONLY}
        assert inspect.Parameter.empty not in {one.default for one in others}
