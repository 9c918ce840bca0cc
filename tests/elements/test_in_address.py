"""R118, R120: how the values of widgets stand in the tab's address, whichever the widget."""

from __future__ import annotations

import msgspec
import pytest
from elements.test_contract import VALUES, WIDGETS, as_shown
from hypothesis import example, given, settings
from hypothesis import strategies as some

from anew.elements.charts.chart import Chart
from anew.elements.checkbox import Checkbox
from anew.elements.component import Component
from anew.elements.component_instance import ComponentInstance
from anew.elements.data_editor import DataEditor
from anew.elements.dataframe import Dataframe
from anew.elements.date_input import DateInput
from anew.elements.datetime_input import DatetimeInput
from anew.elements.feedback import Feedback
from anew.elements.multiselect import Multiselect
from anew.elements.number_input import NumberInput
from anew.elements.pagination import Pagination
from anew.elements.selectbox import Selectbox
from anew.elements.shared.options import Options
from anew.elements.slider import Slider
from anew.elements.text_area import TextArea
from anew.elements.time_input import TimeInput
from anew.state.state import Refused

NUMBERS = some.floats(allow_nan=False, allow_infinity=False)
MINUTES = some.times().map(lambda moment: moment.replace(second=0, microsecond=0))
WORDS = ["a", "b", "&=?#", "日本 ✓", ""]

# Widgets whose values are many, and where these come from.
DOMAINS = [
    (NumberInput(kind="int", default=1), some.integers(1 - 2**53, 2**53 - 1)),
    (NumberInput(kind="float", default=1.0), NUMBERS),
    (TextArea(), some.text()),
    (TimeInput(), MINUTES),
    (DateInput(), some.dates()),
    (DateInput(is_range=True, value=()), some.lists(some.dates(), max_size=2).map(sorted)),
    (DatetimeInput(), some.datetimes().map(lambda m: m.replace(second=0, microsecond=0))),
    (Slider(kind="float", min=-1e6, max=1e6, step=0.1), some.integers(-(10**7), 10**7)),
    (
        Multiselect(options=Options(WORDS)),
        some.lists(some.sampled_from(WORDS), unique=True),
    ),
    (Selectbox(options=Options(["a"]), accept_new_options=True), some.text(min_size=1)),
]

# Charts, tables and components cannot be bound to the address.
BOUND = [
    (record, value)
    for record, value in VALUES
    if not isinstance(record, Chart | Component | ComponentInstance | DataEditor | Dataframe)
]


def read(record, texts):
    """The value, or the refusal."""
    try:
        return record.from_query(texts)
    except Refused as refusal:
        return refusal


@pytest.mark.parametrize(("record", "value"), BOUND)
def test_a_value_comes_back_from_its_texts(record, value):
    shown = as_shown(record, value)

    returned = shown.from_query(shown.to_query(value))

    assert returned == value
    assert type(returned) is type(value)


@pytest.mark.slow
@settings(max_examples=60)
@given(data=some.data())
@pytest.mark.parametrize(("record", "values"), DOMAINS, ids=lambda part: type(part).__name__)
def test_every_value_comes_back_from_its_texts(record, values, data):
    value = data.draw(values)
    if isinstance(record, Slider):
        value = record.scale.value(record.scale.nearest(value / 10))
    if isinstance(record, DateInput) and record.is_range:
        value = tuple(value)
    if isinstance(record, Selectbox) and not value.strip():
        return  # No new option is blank.

    assert as_shown(record, value).from_query(record.to_query(value)) == value


@pytest.mark.slow
@pytest.mark.parametrize("record", WIDGETS)
@settings(max_examples=60)
@given(texts=some.lists(some.text() | some.integers().map(str) | some.sampled_from(WORDS)))
@example([])
@example(["9" * 400])
@example(["1e999"])
@example(["2024-01-31"])
@example(["0001-01-01T00:00+23:59"])
@example(["12:00+01:00"])
def test_whatever_an_address_says_is_a_value_of_the_widget_or_refused(record, texts):
    value = read(record, texts)
    if isinstance(value, Refused):
        assert str(value).endswith(".")
        assert len(str(value)) < 300
        return
    shown = as_shown(record, value)
    assert shown.from_query(shown.to_query(value)) == value


@pytest.mark.parametrize(
    ("record", "value", "texts"),
    [
        (Checkbox(), True, ["true"]),
        (NumberInput(kind="int"), 7, ["7"]),
        (NumberInput(), 0.1, ["0.1"]),
        (NumberInput(), None, []),
        (Feedback(), 1, ["1"]),
        (Pagination(num_pages=9), 7, ["7"]),
        (Multiselect(options=Options(["a", "b"])), ["b", "a"], ["b", "a"]),
        (Slider(value=(0, 1)), (3, 4), ["3", "4"]),
    ],
)
def test_values_stand_there_as_people_write_them(record, value, texts):
    assert record.to_query(value) == texts


@pytest.mark.parametrize(
    ("record", "texts", "message"),
    [
        (Checkbox(), ["yes"], "A checkbox is true or false, not 'yes'."),
        (NumberInput(kind="int"), ["1.5"], "'1.5' is not a whole number."),
        (NumberInput(), ["nan"], "'nan' is not a number."),
        (Selectbox(options=Options(["a"])), ["b"], "'b' is not the label of an option."),
        (Slider(kind="date", min=0, max=9), ["soon"], "'soon' is not a date."),
        (DateInput(), ["soon"], "'soon' is not a date such as '2024-01-31'."),
    ],
)
def test_what_a_widget_does_not_take_is_refused(record, texts, message):
    with pytest.raises(Refused) as refused:
        record.from_query(texts)

    assert str(refused.value) == message


def test_the_ends_of_a_slider_that_stand_in_the_wrong_order_are_put_right():
    shown = msgspec.structs.replace(Slider(), value=(0, 1))

    assert shown.from_query(["90", "10"]) == (10, 90)
