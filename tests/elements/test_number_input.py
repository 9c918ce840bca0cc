from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline
from anew.elements.number_input import NumberInput
from anew.state.state import Refused

MOST = 2**53 - 1


def number(tab, *args, sent=None, state=(), **options):
    """What a number_input returns that a script makes after it has set the state."""

    def script():
        for value in state:
            st.session_state.k = value
        return st.number_input("x", *args, key="k", **options)

    return tab.run(script, sent=None if sent is None else {"k": sent})


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, 0.0),
        ({"value": 5}, 5),
        ({"value": 5.5}, 5.5),
        ({"min_value": 1, "max_value": 10}, 1),
        ({"min_value": 1.0}, 1.0),
        ({"step": 1}, 0),
        ({"step": 0.5}, 0.0),
        ({"format": "%d"}, 0),
        ({"max_value": -5}, -5),
        ({"max_value": 5}, 0),
        ({"value": None}, None),
        ({"value": True}, 1),
        ({"value": Fraction(1, 2)}, 0.5),
    ],
)
def test_its_first_value_has_the_type_of_what_was_given(tab, options, expected):
    value = number(tab, **options)

    assert value == expected
    assert type(value) is type(expected)
    assert tab.element.kind == ("int" if isinstance(expected, int) else "float")


@pytest.mark.parametrize(
    ("options", "kind"),
    [({"step": 1}, "int"), ({"min_value": 1}, "int"), ({"format": "%d"}, "int"), ({}, "float")],
)
def test_an_empty_one_has_a_type_too(tab, options, kind):
    assert number(tab, value=None, **options) is None

    assert tab.element.kind == kind


def test_whole_numbers_and_floats_are_different_widgets(tab):
    """A browser does not tell 1 from 1.0, so the record does."""
    tab.run(lambda: (st.number_input("x", value=1), st.number_input("x", value=1.0)))
    whole, broken = tab.elements

    assert whole.id != broken.id
    assert whole != broken


def test_all_that_it_takes(tab):
    number(
        tab,
        0,
        10,
        5,
        2,
        "%03d",
        placeholder="How many",
        icon="🎈",
        required=True,
        width=200,
    )

    assert tab.element == NumberInput(
        id=tab.element.id,
        key="k",
        label=Inline("x"),
        value=5,
        default=5,
        kind="int",
        min=0,
        max=10,
        step=2,
        format="%03d",
        placeholder="How many",
        icon="🎈",
        required=True,
        width=200,
    )


@pytest.mark.parametrize(
    ("step", "expected"),
    [(0.5, "%0.2f"), (0.001, "%0.3f"), (1e-5, "%0.5f"), (1.0, "%0.2f"), (None, "%0.2f")],
)
def test_as_many_decimals_are_shown_as_a_step_has(tab, step, expected):
    number(tab, value=0.0, step=step)

    assert tab.element.format == expected


@pytest.mark.parametrize(
    ("args", "error", "text"),
    [
        (
            (0, 10, 20),
            st.errors.ValueAboveMaxError,
            "number_input: value=20 is above max_value=10.",
        ),
        (
            (0, 10, -1),
            st.errors.ValueBelowMinError,
            "number_input: value=-1 is below min_value=0.",
        ),
        (
            (10, 0),
            st.errors.InvalidMinMaxError,
            "number_input: min_value=10 is above max_value=0.",
        ),
        (
            (0, 1.5),
            st.errors.MixedNumericTypesError,
            (
                "number_input: min_value=0, max_value=1.5 mixes whole numbers with floats. Write "
                "all of them as ints, or all as floats."
            ),
        ),
        (
            (None, None, 1.0, 1),
            st.errors.MixedNumericTypesError,
            (
                "number_input: value=1.0, step=1 mixes whole numbers with floats. Write all of "
                "them as ints, or all as floats."
            ),
        ),
        (
            (None, None, "a"),
            st.errors.InvalidParameterTypeError,
            "number_input: value='a' is not a number.",
        ),
        (
            (Decimal(1),),
            st.errors.InvalidParameterTypeError,
            "number_input: min_value=Decimal('1') is not a number.",
        ),
        (
            (None, None, 2**60),
            st.errors.JSNumberBoundsError,
            (
                f"number_input: value={2**60} is more than a browser can hold. Whole numbers go "
                f"up to {MOST}, others must be finite."
            ),
        ),
        (
            (None, None, float("nan")),
            st.errors.JSNumberBoundsError,
            (
                f"number_input: value=nan is more than a browser can hold. Whole numbers go up to "
                f"{MOST}, others must be finite."
            ),
        ),
        (
            (None, None, 1, 0),
            st.errors.InvalidParameterValueError,
            "number_input: step=0 is not above 0.",
        ),
        (
            (None, None, 1, 1, "$%d"),
            st.errors.InvalidNumberFormatError,
            (
                "number_input: format='$%d' does not show a number as digits. Write it as printf "
                "does: '%d', '%0.2f'."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, args, error, text):
    with refused(error, text):
        number(tab, *args)


@pytest.mark.parametrize("format", ["percent", "%s %s", "%", "", "%(a)d"])
def test_a_format_must_show_digits(tab, format):
    with pytest.raises(st.errors.InvalidNumberFormatError):
        number(tab, value=1.0, format=format)


@pytest.mark.parametrize("format", ["%d", "%i", "%u", "%.1f", "%e", "%+d", " %d "])
def test_formats_that_show_digits(tab, format):
    number(tab, value=1.5, format=format)

    assert tab.element.format == format


def test_the_user_changes_it(tab):
    number(tab, 0, 10)

    assert number(tab, 0, 10, sent=7) == 7
    assert tab.element.value == 7
    assert tab.element.default == 0


def test_a_browser_writes_floats_without_a_point(tab):
    number(tab, 0.0, 1e20)

    value = number(tab, 0.0, 1e20, sent=10**17)

    assert value == 1e17
    assert isinstance(value, float)


@pytest.mark.parametrize(
    ("record", "raw", "text"),
    [
        (NumberInput(kind="int"), 1.0, "1.0 is not a whole number."),
        (NumberInput(kind="int"), True, "True is not a whole number."),
        (NumberInput(kind="int"), "1", "'1' is not a whole number."),
        (NumberInput(kind="int"), 2**53, "The number is larger than a browser can hold."),
        (NumberInput(kind="float"), False, "False is not a number."),
        (NumberInput(kind="float"), float("nan"), "The number is not finite."),
        (NumberInput(kind="float"), float("inf"), "The number is not finite."),
        (NumberInput(kind="float"), 10**400, "The number is not finite."),
        (NumberInput(kind="float"), [1.0], "A list is not a number."),
        (NumberInput(kind="int", min=0, max=9), 10, "10 is outside the bounds 0 and 9."),
        (NumberInput(kind="int", min=0, max=9), -1, "-1 is outside the bounds 0 and 9."),
        (NumberInput(kind="int", value=1, default=1), None, "A number is missing."),
        (NumberInput(kind="int", value=1, required=True), None, "A number is missing."),
    ],
)
def test_what_no_browser_would_send_is_refused(record, raw, text):
    with refused(Refused, text):
        record.decode(raw)


def test_one_that_began_empty_may_be_emptied(tab):
    number(tab, value=None)
    number(tab, value=None, sent=3)

    assert number(tab, value=None, sent=None) == 3.0
    tab.run(lambda: st.number_input("x", value=None, key="k"), sent={"k": None})
    assert tab.element.value is None


def test_the_state_sets_it_and_empties_it(tab):
    """R25, R32"""
    assert number(tab, 0, 10, 5, state=[7]) == 7
    assert number(tab, 0, 10, 5, state=[None]) is None


@pytest.mark.parametrize(("low", "high", "expected"), [(0, 6, 5), (0, 9, 7), (8, 9, 8)])
def test_other_bounds_keep_a_value_that_is_within(tab, low, high, expected):
    """R38, R40: neither bounds, step nor format make it another widget."""
    number(tab, 0, 10, 5, state=[7])

    assert number(tab, low, high, max(low, 5), step=2, format="%03d") == expected


def test_a_value_of_the_state_beyond_the_bounds_becomes_the_default(tab):
    """R33"""
    assert number(tab, 0, 10, 5, state=[70]) == 5
    assert st_value(tab) == 5


def st_value(tab):
    return tab.run(lambda: st.session_state.k)


@pytest.mark.parametrize(
    ("options", "set_to", "expected"),
    [
        ({"value": 1.5}, 7, 7.0),
        ({"value": 1}, 7.0, 7),
        ({"value": 1}, True, 1),
        ({"value": None, "step": 1}, 4, 4),
    ],
)
def test_a_value_of_the_state_gets_the_declared_type(tab, options, set_to, expected):
    """R34: the server says which type it is, whoever set it."""
    value = number(tab, state=[set_to], **options)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("set_to", "error", "text"),
    [
        (
            7.5,
            st.errors.InvalidParameterTypeError,
            (
                "number_input: its value in st.session_state is 7.5, and it takes whole numbers. "
                "Set one, or make it with floats: min_value=0.0."
            ),
        ),
        (
            "z",
            st.errors.InvalidParameterTypeError,
            "number_input: its value in st.session_state='z' is not a number.",
        ),
        (
            2.0**60,
            st.errors.JSNumberBoundsError,
            (
                f"number_input: its value in st.session_state={2**60} is more than a browser can "
                f"hold. Whole numbers go up to {MOST}, others must be finite."
            ),
        ),
    ],
)
def test_other_values_are_refused_with_words(tab, set_to, error, text):
    """R34: anew says what to do, where a TypeError would not."""
    with refused(error, text):
        number(tab, value=1, state=[set_to])


def test_the_smallest_counts_as_no_default(tab, caplog):
    """R31"""
    number(tab, 1, 10, state=[7])
    assert caplog.messages == []

    number(tab, 1, 10, 2, state=[7])
    assert len(caplog.messages) == 1
