from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import msgspec
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline
from anew.elements.slider import Slider
from anew.protocol.codec import to_json
from anew.state.state import Refused

NOON = datetime(2024, 1, 1, 12)  # as authors write it
WEEK = timedelta(days=7)
HOUR_US = 3_600_000_000


def slid(tab, *args, sent=None, state=(), **options):
    """What a slider returns that a script makes after it has set the state."""

    def script():
        for value in state:
            st.session_state.k = value
        return st.slider("x", *args, key="k", **options)

    return tab.run(script, sent=None if sent is None else {"k": sent})


def of_type(value):
    return [type(part) for part in value] if isinstance(value, tuple) else type(value)


@pytest.mark.parametrize(
    ("args", "expected", "ends"),
    [
        ((), 0, (0, 100)),
        ((0, 10), 0, (0, 10)),
        ((0, 10, 5), 5, (0, 10)),
        ((0.0, 1.0), 0.0, (0.0, 1.0)),
        ((None, None, 5.5), 5.5, (0.0, 5.5)),
        ((0, 10, 20), 20, (0, 20)),
        ((10, 0), 10, (0, 10)),
        ((0, 10, (2, 8)), (2, 8), (0, 10)),
        ((0, 10, [8, 2]), (2, 8), (0, 10)),
        ((0, 10, ()), (0, 10), (0, 10)),
        ((None, None, True), 1, (0, 100)),
        ((date(2024, 1, 1), date(2024, 2, 1)), date(2024, 1, 1), (19_723, 19_754)),
        ((None, None, date(2024, 1, 15)), date(2024, 1, 15), (19_723, 19_751)),
        ((date(2024, 1, 1),), date(2024, 1, 1), (19_723, 19_737)),
        ((None, date(2024, 1, 15)), date(2024, 1, 1), (19_723, 19_737)),
        ((None, None, time(8, 30)), time(8, 30), (0, 24 * HOUR_US - 1)),
        (
            (None, None, (time(8), time(9))),
            (time(8), time(9)),
            (0, 24 * HOUR_US - 1),
        ),
        ((NOON, NOON + WEEK), NOON, (1_704_110_400_000_000, 1_704_715_200_000_000)),
    ],
)
def test_its_scale_and_first_value(tab, args, expected, ends):
    value = slid(tab, *args)

    assert value == expected
    assert of_type(value) == of_type(expected)
    assert (tab.element.min, tab.element.max) == ends


@pytest.mark.parametrize(
    ("args", "kind", "step", "format"),
    [
        ((0, 10), "int", 1, "%d"),
        ((0.0, 1.0), "float", 0.01, "%0.2f"),
        ((date(2024, 1, 1), date(2024, 2, 1)), "date", 1, "YYYY-MM-DD"),
        ((None, None, time(8)), "time", HOUR_US // 4, "HH:mm"),
        ((NOON, NOON + WEEK), "datetime", 24 * HOUR_US, "YYYY-MM-DD"),
        ((NOON, NOON + timedelta(hours=5)), "datetime", HOUR_US // 4, "YYYY-MM-DD HH:mm"),
    ],
)
def test_its_kind_decides_step_and_format(tab, args, kind, step, format):
    slid(tab, *args)

    assert tab.element.kind == kind
    assert tab.element.step == step
    assert tab.element.format == format


@pytest.mark.parametrize(
    ("args", "step", "expected"),
    [
        ((0, 10), 3, 3),
        ((0.0, 1.0), 0.001, 0.001),
        ((date(2024, 1, 1), date(2024, 2, 1)), WEEK, 7),
        ((None, None, time(8)), timedelta(minutes=1), 60_000_000),
        ((NOON, NOON + WEEK), timedelta(hours=1), HOUR_US),
    ],
)
def test_an_author_chooses_the_step(tab, args, step, expected):
    slid(tab, *args, step=step)

    assert tab.element.step == expected


def test_all_that_it_takes(tab):
    slid(tab, 0.0, 2.0, (0.5, 1.5), 0.5, "%.1f km", width=300, label_visibility="hidden")

    assert tab.element == Slider(
        id=tab.element.id,
        key="k",
        label=Inline("x"),
        value=(0.5, 1.5),
        kind="float",
        min=0.0,
        max=2.0,
        step=0.5,
        format="%.1f km",
        width=300,
        label_visibility="hidden",
    )


@pytest.mark.parametrize(
    ("args", "error", "text"),
    [
        (
            (0, 10.0),
            st.errors.InvalidParameterTypeError,
            (
                "slider: min_value=0, max_value=10.0 and value=None are not of one kind. Pass "
                "values of one kind: ints, floats, dates, times or datetimes."
            ),
        ),
        (
            (date(2024, 1, 1), NOON),
            st.errors.InvalidParameterTypeError,
            (
                f"slider: min_value={date(2024, 1, 1)!r}, max_value={NOON!r} and value=None are not "
                f"of one kind. Pass values of one kind: ints, floats, dates, times or datetimes."
            ),
        ),
        (
            (0, 10, "a"),
            st.errors.InvalidParameterTypeError,
            (
                "slider: min_value=0, max_value=10 and value='a' are not of one kind. Pass "
                "values of one kind: ints, floats, dates, times or datetimes."
            ),
        ),
        (
            (0, 10, (None, 3)),
            st.errors.InvalidParameterTypeError,
            (
                "slider: min_value=0, max_value=10 and value=(None, 3) are not of one kind. Pass "
                "values of one kind: ints, floats, dates, times or datetimes."
            ),
        ),
        (
            (0, 10, (1, 2, 3)),
            st.errors.InvalidParameterValueError,
            (
                "slider: value=(1, 2, 3) is neither one value nor a pair of them. Pass a pair for "
                "a range, or () for the whole one."
            ),
        ),
        (
            (0, 10, (1,)),
            st.errors.InvalidParameterValueError,
            (
                "slider: value=(1,) is neither one value nor a pair of them. Pass a pair for a "
                "range, or () for the whole one."
            ),
        ),
        (
            (5, 5),
            st.errors.InvalidMinMaxError,
            "slider: min_value and max_value are both 5. A scale needs two ends.",
        ),
        (
            (0, 2**60),
            st.errors.JSNumberBoundsError,
            (
                f"slider: max_value={2**60} is more than a browser can hold. Whole numbers go up to "
                f"{2**53 - 1}, others must be finite."
            ),
        ),
        (
            (0.0, float("inf")),
            st.errors.JSNumberBoundsError,
            (
                f"slider: max_value=inf is more than a browser can hold. Whole numbers go up to "
                f"{2**53 - 1}, others must be finite."
            ),
        ),
        (
            (NOON.replace(year=1), NOON),
            st.errors.JSNumberBoundsError,
            (
                "slider: datetime.datetime(1, 1, 1, 12, 0) is more than a browser can hold. "
                "Datetimes may go from the year 1685 to 2254; dates may go further."
            ),
        ),
        (
            (0, 10, 5, 0),
            st.errors.InvalidParameterValueError,
            "slider: step=0 is not above 0.",
        ),
        (
            (0, 10, 5, -1),
            st.errors.InvalidParameterValueError,
            "slider: step=-1 is not above 0.",
        ),
        (
            (0, 10, 5, 1.5),
            st.errors.InvalidParameterTypeError,
            "slider: step=1.5 is not of type int, as its scale.",
        ),
        (
            (0, 10, 5, WEEK),
            st.errors.InvalidParameterTypeError,
            f"slider: step={WEEK!r} is not of type int, as its scale.",
        ),
        (
            (date(2024, 1, 1), date(2024, 2, 1), None, 7),
            st.errors.InvalidParameterTypeError,
            "slider: step=7 is not a timedelta, which a scale of date values needs.",
        ),
        (
            (date(2024, 1, 1), date(2024, 2, 1), None, timedelta(hours=7)),
            st.errors.InvalidParameterValueError,
            f"slider: step={timedelta(hours=7)!r} is not a number of whole days.",
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, args, error, text):
    with refused(error, text):
        slid(tab, *args)


def test_the_user_moves_it(tab):
    slid(tab, 0, 10)

    assert slid(tab, 0, 10, sent=[7]) == 7
    assert tab.element.value == (7,)


@pytest.mark.parametrize(
    ("args", "step"), [((0, 10), 3), ((0.0, 1.0), 0.3), ((time(8), time.max), None)]
)
def test_the_end_of_a_scale_can_be_reached_whatever_the_step(tab, args, step):
    slid(tab, *args, step=step)

    assert slid(tab, *args, step=step, sent=[tab.element.max]) == args[1]


def test_the_user_moves_one_end_of_a_range_of_days(tab):
    args = (date(2024, 1, 1), date(2024, 2, 1), (date(2024, 1, 5), date(2024, 1, 9)))
    slid(tab, *args)

    assert slid(tab, *args, sent=[19_727, 19_753]) == (date(2024, 1, 5), date(2024, 1, 31))


def test_a_value_between_two_steps_stays_while_the_other_end_moves(tab):
    """R34: what an author set is not moved to a step."""
    state = [(4, 9)]
    slid(tab, 0, 12, step=3, state=state)

    assert slid(tab, 0, 12, step=3, sent=[4, 12]) == (4, 12)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ([7], "7 is not a step between 0 and 10."),
        ([-3], "-3 is not a step between 0 and 10."),
        ([12], "12 is not a step between 0 and 10."),
        ([3.0], "3.0 is not a whole number."),
        ([True], "True is not a whole number."),
        (["3"], "'3' is not a whole number."),
        ([None], "None is not a whole number."),
        ([[3]], "A list is not a whole number."),
        ([2**60], "The number is larger than a browser can hold."),
        ([], "A list is not a list of 1 numbers."),
        ([0, 3], "A list is not a list of 1 numbers."),
        (3, "3 is not a list of 1 numbers."),
        ({"0": 3}, "An object is not a list of 1 numbers."),
    ],
)
def test_what_no_browser_would_send_is_refused(raw, text):
    with refused(Refused, text):
        Slider(min=0, max=10, step=3).decode(raw)


@pytest.mark.parametrize("raw", [float("nan"), float("inf"), 1.05, 0.25, -0.1, True])
def test_floats_off_the_scale_are_refused(raw):
    with pytest.raises(Refused):
        Slider(kind="float", min=0.0, max=1.0, step=0.1).decode([raw])


def test_the_ends_of_a_range_come_in_order():
    with refused(Refused, "A list is not in order."):
        Slider(value=(0, 100)).decode([5, 4])


def test_values_keep_their_time_zone(tab):
    """The scale is of the zone that the author wrote; other zones are turned into it."""
    zone = timezone(timedelta(hours=2))
    noon = datetime(2024, 1, 1, 12, tzinfo=zone)

    value = slid(tab, noon, noon + WEEK, datetime(2024, 1, 2, 10, tzinfo=UTC))

    assert value == datetime(2024, 1, 2, 12, tzinfo=zone)
    assert value.utcoffset() == timedelta(hours=2)
    later = slid(tab, noon, noon + WEEK, sent=[tab.element.value[0] + 24 * HOUR_US])
    assert later == datetime(2024, 1, 3, 12, tzinfo=zone)
    assert later.utcoffset() == timedelta(hours=2)


def test_a_browser_gets_the_name_of_the_zone_alone(tab):
    slid(tab, value=datetime(2024, 1, 1, tzinfo=UTC))

    assert msgspec.json.decode(to_json(tab.element))["zone"] == "UTC"


def test_dates_and_datetimes_of_other_libraries_become_plain_ones(tab):
    class Timestamp(datetime):
        pass

    value = slid(tab, value=Timestamp(2024, 1, 1, 12))

    assert type(value) is datetime


@pytest.mark.parametrize(
    ("args", "set_to", "expected"),
    [
        ((0, 10), 7, 7),
        ((0, 10, 5), 7, 7),
        ((0, 10), 7.0, 7),
        ((0.0, 10.0), 7, 7.0),
        ((0, 10), (2, 8), (2, 8)),
        ((0, 10, (1, 2)), 5, 5),
        ((0, 10, (1, 2)), [8, 2], (2, 8)),
        ((date(2024, 1, 1), date(2024, 2, 1)), NOON, date(2024, 1, 1)),
        ((NOON, NOON + WEEK), NOON + timedelta(hours=1), NOON + timedelta(hours=1)),
    ],
)
def test_the_state_sets_its_value_and_whether_it_is_a_range(tab, args, set_to, expected):
    """R25, R34"""
    value = slid(tab, *args, state=[set_to])

    assert value == expected
    assert of_type(value) == of_type(expected)
    assert len(tab.element.value) == len(expected if isinstance(expected, tuple) else [expected])
    assert slid(tab, *args) == expected


@pytest.mark.parametrize(
    ("set_to", "error", "text"),
    [
        (
            None,
            st.errors.InvalidParameterTypeError,
            (
                "slider: its value in st.session_state is None; its scale is of int values, from 0 "
                "to 10."
            ),
        ),
        (
            "a",
            st.errors.InvalidParameterTypeError,
            (
                "slider: its value in st.session_state is 'a'; its scale is of int values, from 0 "
                "to 10."
            ),
        ),
        (
            5.5,
            st.errors.InvalidParameterTypeError,
            (
                "slider: its value in st.session_state is 5.5; its scale is of int values, from 0 "
                "to 10."
            ),
        ),
        (
            (1, 2, 3),
            st.errors.InvalidParameterTypeError,
            (
                "slider: its value in st.session_state is (1, 2, 3); set one value, or a pair for "
                "a range."
            ),
        ),
        (
            50,
            st.errors.ValueAboveMaxError,
            "slider: its value in st.session_state is 50, above its max_value=10.",
        ),
        (
            -50,
            st.errors.ValueBelowMinError,
            "slider: its value in st.session_state is -50, below its min_value=0.",
        ),
    ],
)
def test_other_values_are_refused_with_words(tab, set_to, error, text):
    """R32, R33, R34: anew says what to do, where a TypeError would not."""
    with refused(error, text):
        slid(tab, 0, 10, state=[set_to])


def test_a_datetime_is_no_time_of_day(tab):
    with pytest.raises(st.errors.InvalidParameterTypeError):
        slid(tab, time(8), time(9), state=[NOON])


@pytest.mark.parametrize("change", [(0, 20, 5), (-1, 10, 5), (0, 10, 5, 5), (0.0, 10.0, 5.0)])
def test_another_scale_makes_it_another_widget(tab, change):
    """R38"""
    slid(tab, 0, 10, 5)
    slid(tab, 0, 10, 5, sent=[7])

    assert slid(tab, *change) == 5


def test_with_a_key_it_stays_itself(tab):
    """R38, R39"""
    slid(tab, 0, 10, 5)
    slid(tab, 0, 10, 5, sent=[7])

    assert slid(tab, 0, 10, 2, format="%03d", help="h") == 7


def test_a_given_value_counts_as_a_default(tab, caplog):
    """R31"""
    slid(tab, 0, 10, state=[7])
    assert caplog.messages == []

    slid(tab, 0, 10, 0, state=[7])
    assert len(caplog.messages) == 1
