"""What is written comes back as it was: its types, its order, and which parts are one object."""

from __future__ import annotations

import uuid
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from codec.app import App
from codec.same import same
from hypothesis import given, settings
from hypothesis import strategies as st

from anew.codec.encoding import decoded, encoded
from anew.codec.errors import CannotDecodeError, CannotEncodeError
from anew.codec.plain import plain_containers

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.binary()
    | st.complex_numbers()
    | st.datetimes(timezones=st.none() | st.timezones())
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.decimals()
    | st.fractions()
    | st.uuids()
    | st.builds(range, st.integers(), st.integers(), st.integers(1, 9))
    | st.just(...)
)
keys = st.text(st.characters()) | st.integers() | st.floats() | st.dates() | st.binary()
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.lists(inner).map(deque)
        | st.builds(slice, inner, inner, inner)
        | st.dictionaries(keys | st.tuples(keys, keys), inner)
        | st.dictionaries(keys, inner).map(OrderedDict)
        | st.dictionaries(keys, inner).map(lambda found: defaultdict(list, found))
        | st.dictionaries(keys, st.integers()).map(Counter)
        | st.sets(st.integers() | st.text())
        | st.frozensets(st.integers() | st.dates())
        | st.binary().map(bytearray)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(values | plain)
def test_what_is_written_is_read_as_it_was(value):
    assert same(decoded(encoded(value)), value)


@st.composite
def graphs(draw):
    """Containers that hold one another, and themselves, in any way that Python allows."""
    made = []
    for _ in range(draw(st.integers(1, 12))):
        parts = draw(
            st.lists(st.sampled_from(made) | st.integers(), max_size=4) if made else st.just([])
        )
        kind = draw(st.sampled_from([list, tuple, deque, dict, OrderedDict]))
        made.append(kind(enumerate(parts)) if issubclass(kind, dict) else kind(parts))
    for _ in range(draw(st.integers(0, 6))):
        holder, held = draw(st.sampled_from(made)), draw(st.sampled_from(made))
        if isinstance(holder, dict):
            holder[draw(st.text(max_size=2))] = held
        elif not isinstance(holder, tuple):
            holder.append(held)
    return made if draw(st.booleans()) else draw(st.sampled_from(made))


@settings(max_examples=250, deadline=None)
@given(graphs())
def test_what_is_one_object_stays_one_object(value):
    assert same(decoded(encoded(value)), value)


@pytest.mark.parametrize(
    "value",
    [
        {1: "a", 1.5: True, None: {}},
        {(1, 2): [3], frozenset({4}): 5, date(2024, 1, 1): 6},
        [True, 1, 1.0, -0.0, float("nan"), float("inf")],
        2**64,
        [2**63, 2**64 - 1, -(2**63), -(2**63) - 1, {"a": 2**90}],
        "\ud800",
        {"\ud800": "ä", "b": ["\udfff"]},
        bytearray(b"x"),
        datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Paris")),
        datetime(2024, 1, 1, tzinfo=UTC),
        datetime(2024, 1, 1, fold=1),
        datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=1), "home")),
        time(1, 2, tzinfo=UTC),
        [Decimal("NaN"), Decimal("-0.00"), Decimal("1E+500")],
        Fraction(2**80, 3),
        [Path("/a/b"), PurePosixPath("c"), PureWindowsPath("C:\\d")],
        uuid.uuid4(),
        range(2**70),
        slice(None, (1,), [2]),
        set(),
        (),
        ((), [()]),
        deque([1, 2], maxlen=2),
        Counter("aab"),
        Counter(a=-1),
        defaultdict(None, {"a": 1}),
        defaultdict(set, {"a": {1}}),
        OrderedDict([("b", 1), ("a", 2)]),
        SimpleNamespace(a=1, b=(SimpleNamespace(),)),
    ],
    ids=lambda value: type(value).__name__,  # The same in each process of a run.
)
def test_each_type_is_kept(value):
    assert same(decoded(encoded(value)), value)
    assert same(decoded(encoded([value, {"a": date.min}])), [value, {"a": date.min}])


def test_the_order_of_a_dict_is_kept():
    assert list(decoded(encoded({"b": 1, "a": 2, "c": date.max}))) == ["b", "a", "c"]


def test_two_names_for_one_list_are_one_list_afterwards():
    items = [{"id": 1}, {"id": 2}]

    back = decoded(encoded({"items": items, "selected": items[1], "when": date.min}))

    assert back["selected"] is back["items"][1]


def test_a_large_plain_part_is_one_object_with_what_refers_into_it():
    rows = [{"id": number} for number in range(1000)]

    for value in ({"rows": rows, "selected": rows[3]}, {"selected": rows[3], "rows": rows}):
        back = decoded(encoded(value))
        assert back["selected"] is back["rows"][3]
        assert back == value


def test_many_alike_are_what_they_were():
    app = App("@dataclass\nclass Row:\n    x: int\n    y: object = None\n")
    rows = [(number, str(number)) for number in range(100)]
    made = [app.Row(number) for number in range(100)]
    value = {"rows": rows, "first": rows[0], "made": made, "last": made[-1], "others": [(1, 2)] * 9}

    first = {"first": rows[0], "rows": rows, "one": made[7], "made": made}

    for each in (value, first, rows, made, [*made, app.Row(1, [2])], [*rows, (3, [4])], [*rows, 5]):
        assert app.fingerprint(each) == app.fingerprint(each)
        assert same(app.there_and_back(each), each)
    made[3].y = made
    assert app.there_and_back(made)[3].y[99] == made[99]


def test_a_tuple_within_itself_comes_back():
    holder = ([],)
    holder[0].append(holder)

    back = decoded(encoded(holder))

    assert back[0][0] is back


@pytest.mark.parametrize("kind", [list, tuple, lambda inner: {"a": inner[0]}])
def test_nothing_is_nested_too_deeply(kind):
    value = kind([1])
    for _ in range(20_000):
        value = kind([value])

    back = decoded(encoded(value))

    depth = 0
    while not isinstance(back, int):
        back = back["a"] if isinstance(back, dict) else back[0]
        depth += 1
    assert depth == 20_001


class Words(list):
    pass


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([object()], "a value of type builtins.object at [0]"),
        (
            {"a": [1, {"b": (len,)}]},
            'a value of type builtins.builtin_function_or_method at ["a"][1]["b"][0]',
        ),
        (Words(), f"a value of type {__name__}.Words"),
        ({Words: 1}, "a value of type builtins.type at (key <type>)"),
        (deque([{1: Words()}]), f"a value of type {__name__}.Words at [0][1]"),
        (
            defaultdict(lambda: 1),
            "a value of type collections.defaultdict",
        ),
    ],
    ids=lambda value: type(value).__name__,  # The same in each process of a run.
)
def test_what_has_no_form_is_refused_with_its_place(value, message):
    with pytest.raises(CannotEncodeError) as refused:
        encoded(value)
    assert str(refused.value).startswith(message)


def test_a_refusal_says_why():
    with pytest.raises(CannotEncodeError) as refused:
        encoded({"a": defaultdict(Words)})
    assert str(refused.value) == (
        f'a value of type collections.defaultdict at ["a"]: its factory {Words!r} is none of '
        f"Python's own types"
    )


def test_other_versions_are_not_read():
    content = encoded([1])

    with pytest.raises(CannotDecodeError, match=r"^It is of version 3; this is 2\.$"):
        decoded(b"\x03" + content[1:])
    with pytest.raises(CannotDecodeError, match="damaged"):
        decoded(content[:-1] + b"\x02")


def test_what_is_held_once_is_known_without_its_id():
    """Else each write of a large plain value would take twice as long."""
    rows = [{"id": number, "parts": [number]} for number in range(100)]
    held = rows[7]

    found = plain_containers(rows)

    assert found == {id(rows), id(held)}
    assert plain_containers([rows, rows]) is None
    assert plain_containers([(1,)]) is None
