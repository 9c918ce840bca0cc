"""The scale of a slider: every step comes back as it was, and nothing leads beyond its ends."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anew.elements.slider import Slider, Zone
from anew.state.state import Refused


def test_steps_that_a_browser_counts_in_floats_are_made_exact():
    slider = Slider(kind="float", min=0.0, max=1.0, step=0.1)

    counted = [slider.decode([0.0 + count * 0.1]) for count in range(11)]

    assert counted == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]


@pytest.mark.slow
@given(some.data())
def test_every_step_of_every_scale_comes_back(data):
    kind = data.draw(some.sampled_from(["int", "float"]))
    number = (
        some.integers(-(2**50), 2**50)
        if kind == "int"
        else some.floats(-1e9, 1e9).map(lambda value: round(value, 6))
    )
    low, high = sorted(data.draw(some.lists(number, min_size=2, max_size=2, unique=True)))
    lengths = some.integers(1, 100) if kind == "int" else some.sampled_from([0.01, 0.1, 2.5, 7.0])
    slider = Slider(kind=kind, min=low, max=high, step=data.draw(lengths))
    count = data.draw(some.integers(0, int((high - low) / slider.step)))
    as_counted = min(low + count * slider.step, high)

    value = slider.decode([as_counted])

    assert low <= value <= high
    assert abs(value - as_counted) <= slider.step / 2
    assert slider.decode(list(slider.encode(value))) == value
    assert type(value) is (int if kind == "int" else float)


finite = some.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.slow
@given(some.lists(finite, min_size=2, max_size=2, unique=True), finite, finite)
def test_nothing_leads_beyond_the_ends_of_a_scale(ends, step, raw):
    low, high = sorted(ends)
    slider = Slider(kind="float", min=low, max=high, step=abs(step) or 1.0, value=(low,))

    try:
        value = slider.decode([raw])
    except Refused:
        return

    assert low <= value <= high


def test_a_script_that_counts_in_other_decimals_moves_no_step():
    """A script may change how its thread rounds; a slider does not take part in that."""
    slider = Slider(kind="float", min=0.0, max=1.0, step=0.001)

    with localcontext(prec=1, Emax=2):
        assert slider.decode([0.123]) == 0.123


@pytest.mark.slow
@given(some.dates(), some.dates())
def test_every_day_comes_back(low, high):
    slider = Slider(kind="date", min=-719_162, max=2_932_896, value=(0, 0))
    days = tuple(sorted([low, high]))

    assert slider.accept(days) == days
    assert slider.decode(list(slider.encode(days))) == days


@pytest.mark.slow
@given(some.datetimes(datetime(1700, 1, 1), datetime(2250, 1, 1)))
def test_every_moment_comes_back(moment):
    zone = timezone(timedelta(hours=5, minutes=45))
    slider = Slider(
        kind="datetime",
        min=-8_520_336_000_000_000,
        max=8_836_041_600_000_000,
        step=1,
        zone=Zone(zone),
    )
    there = moment.replace(tzinfo=zone)

    assert slider.accept(there) == there
    assert slider.decode(list(slider.encode(there))) == there
