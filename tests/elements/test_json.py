from __future__ import annotations

import collections
import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

import anew as st
from anew.elements.json import Json, json_text


@dataclass
class Point:
    x: int
    y: int


class Named:
    def __str__(self):
        return "a thing"


Pair = collections.namedtuple("Pair", "left right")  # noqa: PYI024


def test_data_is_shown_as_it_was_at_the_call(tab):
    """What the script changes afterwards is not what it showed."""
    rows = [1]

    def script():
        st.json(rows)
        rows.append(2)

    tab.run(script)

    assert tab.element == Json(body="[1]")


@pytest.mark.parametrize(("expanded", "levels"), [(True, -1), (False, 0), (0, 0), (1, 1), (3, 3)])
def test_so_many_levels_are_open(tab, expanded, levels):
    tab.run(lambda: st.json({}, expanded=expanded))

    assert tab.element.expanded == levels


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": 1, "b": [True, None, "ü"]}, '{"a": 1, "b": [true, null, "ü"]}'),
        ({1: "a", None: "b", (1, 2): "c"}, '{"1": "a", "None": "b", "(1, 2)": "c"}'),
        ({"c", "a", "b"}, '["a", "b", "c"]'),
        ([float("nan"), float("inf"), -float("inf")], '["NaN", "Infinity", "-Infinity"]'),
        ({"n": 2**70}, '{"n": 1180591620717411303424}'),
        (Point(1, 2), '{"x": 1, "y": 2}'),
        (Pair(1, 2), '{"left": 1, "right": 2}'),
        ([date(2024, 1, 2), Decimal("1.50"), Named()], '["2024-01-02", "1.50", "a thing"]'),
        (collections.Counter("aab"), '{"a": 2, "b": 1}'),
        (collections.deque([1, 2]), "[1, 2]"),
        ({"a": 1}.keys(), '["a"]'),
        ({"a": 1}.values(), "[1]"),
        (range(3), "[0, 1, 2]"),
        (b"ab", "\"b'ab'\""),
        ("x\udc80", '"x\ufffd"'),
        (None, "null"),
    ],
    # Two processes have to give them the same names.
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_anything_has_a_form(value, text):
    assert json_text(value) == text


def test_data_that_holds_itself_ends_somewhere():
    rows: list[object] = [1]
    rows.append(rows)

    assert json_text(rows) == '[1, "…"]'


def test_data_without_a_bottom_ends_somewhere():
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]

    assert json_text(nested).count("[") == 64


def test_the_session_state_is_shown_with_its_entries(tab):
    """R22"""

    def script():
        st.session_state.name = "Ada"
        st.json(st.session_state)

    tab.run(script)

    assert tab.element.body == '{"name": "Ada"}'


def test_text_is_taken_as_json(tab):
    tab.run(lambda: st.json('{"a": NaN}'))

    assert tab.element.body == '{"a": "NaN"}'


def test_text_that_is_not_json_is_refused(tab):
    text = (
        "json: the text is not JSON: Expecting value: line 1 column 2 (char 1). Pass valid "
        "JSON, or the data itself."
    )
    with pytest.raises(st.errors.InvalidParameterValueError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.json("[oh"))


def test_levels_are_counted_from_none(tab):
    text = "json: expanded=-1 is below 0. Pass True to open all levels."
    with pytest.raises(st.errors.InvalidParameterValueError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.json([], expanded=-1))


def test_levels_are_a_number(tab):
    text = "json: expanded='all' is neither True, False nor a number of levels."
    with pytest.raises(st.errors.InvalidParameterTypeError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.json([], expanded="all"))


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda part: some.lists(part) | some.dictionaries(some.text() | some.integers(), part),
)


@pytest.mark.slow
@given(anything)
def test_all_data_becomes_json_that_a_browser_reads(value):
    def refuse(word: str) -> object:
        raise AssertionError(word)

    json.loads(json_text(value), parse_constant=refuse)
