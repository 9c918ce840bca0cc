"""Which arguments of a cached function are the same, and which are not."""

from __future__ import annotations

import dataclasses
import enum
import functools
import io
import itertools
import re
import uuid
from collections import OrderedDict, deque
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anew.ambient.uploads import StoredFile
from anew.caching.keys import digest_of, key_of
from anew.elements.shared.uploaded_file import UploadedFile
from anew.errors import UnhashableParamError

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.complex_numbers(allow_nan=False)
    | st.datetimes()
    | st.decimals(allow_nan=False)
    | st.uuids(),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner)
        | st.frozensets(st.integers() | st.text())
    ),
    max_leaves=12,
)


def described(value):
    """A text that is the same for the same values of the same types."""
    if isinstance(value, frozenset):
        return "frozenset", sorted(map(repr, value))
    if isinstance(value, list | tuple):
        return type(value).__name__, [described(item) for item in value]
    if isinstance(value, dict):
        return "dict", [(repr(key), described(item)) for key, item in value.items()]
    return type(value).__name__, repr(value)


@settings(max_examples=100)
@given(plain, plain)
def test_different_values_have_different_keys_and_equal_ones_the_same(one, other):
    assert (digest_of(one) == digest_of(other)) == (described(one) == described(other))


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Level(enum.IntEnum):
    LOW = 1


@dataclasses.dataclass
class Point:
    x: int
    y: int


@dataclasses.dataclass
class Vector:
    x: int
    y: int


class Words(list):
    pass


def double(x):
    return 2 * x


def triple(x):
    return 3 * x


class Tag(str):
    __slots__ = ("extra",)


def tag(extra):
    made = Tag("t")
    made.extra = extra
    return made


DIFFERENT = [
    1,
    True,
    1.0,
    1 + 0j,
    "1",
    b"1",
    bytearray(b"1"),
    None,
    ...,
    0,
    False,
    0.0,
    -0.0,
    float("nan"),
    float("inf"),
    2**64,
    -(2**64),
    10**5000,
    "",
    b"",
    "\ud800",
    (),
    [],
    {},
    set(),
    frozenset(),
    (1, 2),
    [1, 2],
    {1, 2},
    frozenset({1, 2}),
    [1, [2]],
    [[1], 2],
    [[1, 2]],
    ["ab"],
    ["a", "b"],
    {"a": 1, "b": 2},
    {"b": 2, "a": 1},
    OrderedDict(a=1, b=2),
    deque([1, 2]),
    deque([1, 2], 5),
    range(2),
    slice(2),
    Words([1, 2]),
    tag(1),
    tag(2),
    Color.RED,
    Color.GREEN,
    Level.LOW,
    Point(1, 2),
    Vector(1, 2),
    date(2024, 1, 1),
    datetime(2024, 1, 1),
    datetime(2024, 1, 1, tzinfo=UTC),
    datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Paris")),
    datetime(2024, 1, 1, fold=1),
    time(1, 2),
    timedelta(1),
    timezone(timedelta(hours=1)),
    Decimal(1),
    Decimal("1.0"),
    Fraction(1),
    uuid.UUID(int=1),
    Path("a"),
    re.compile("a"),
    re.compile("a", re.IGNORECASE),
    int,
    str,
    double,
    triple,
    len,
    functools.partial(double, 1),
    functools.partial(double, 2),
    re,
    io.BytesIO(b"1"),
    io.StringIO("1"),
    memoryview(b"1"),
]


def test_no_two_of_many_kinds_are_taken_for_one_another():
    for one, other in itertools.combinations(DIFFERENT, 2):
        assert digest_of(one) != digest_of(other), (one, other)
    for value in DIFFERENT:
        assert digest_of(value) == digest_of(value)


def test_sets_are_the_same_in_any_order():
    one, other = {-1, -2}, {-2, -1}

    assert list(one) != list(other)
    assert digest_of(one) == digest_of(other)


def test_functions_are_the_same_wherever_they_stand():
    source = "def f(x):\n    return [n + x for n in range(3)]\n"
    one, other, third, fourth = {}, {}, {}, {}
    exec(source, one)
    exec(f"\n\n\n{source}", other)
    exec(source.replace("3", "4"), third)
    exec(source.replace("+", "-"), fourth)
    for names in (one, other, third, fourth):
        names["f"].__module__ = "app"

    assert digest_of(one["f"]) == digest_of(other["f"])
    assert digest_of(one["f"]) != digest_of(third["f"])
    assert digest_of(one["f"]) != digest_of(fourth["f"])


def test_what_a_function_argument_closes_over_counts():
    def adds(n):
        return lambda x: x + n

    assert digest_of(adds(1)) == digest_of(adds(1))
    assert digest_of(adds(1)) != digest_of(adds(2))


def test_an_open_file_counts_by_what_it_holds_when(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("one")
    with path.open() as file:
        first = digest_of(file)
    with path.open() as file:
        again = digest_of(file)
        file.read(1)
        further = digest_of(file)

    assert first == again != further


class Connection:
    pass


def test_an_uploaded_file_counts_by_its_name_type_and_content_wherever_that_is():
    def key(name: str, content: bytes, file_id: str = "one", *, is_stored: bool = False) -> bytes:
        if is_stored:
            stored = StoredFile(file_id, name, "text/csv", size=3, read=lambda: content)
        else:
            stored = StoredFile(file_id, name, "text/csv", content)
        return key_of([("file", UploadedFile(stored))])

    assert key("a.csv", b"1\n2", is_stored=True) == key("a.csv", b"1\n2", "two")
    assert key("a.csv", b"1\n2") != key("a.csv", b"1\n3")
    assert key("a.csv", b"1\n2") != key("b.csv", b"1\n2")


def test_what_cannot_be_compared_is_refused_by_name():
    with pytest.raises(UnhashableParamError) as refused:
        key_of([("a", 1), ("db", Connection())], call="cache_data: load()")

    name = f"{Connection.__module__}.Connection"
    assert str(refused.value) == (
        f"cache_data: load(): the argument 'db' is of type {name!r}, which cannot be hashed. "
        f"Name the parameter '_db' to leave it out of the key, or say what identifies a value: "
        f"hash_funcs={{{name!r}: lambda value: value.id}}."
    )


def test_what_it_holds_is_named_too():
    with pytest.raises(UnhashableParamError, match=r"'dbs' holds a value of type '.*Connection'"):
        key_of([("dbs", [Connection()])])


def test_a_list_within_itself_is_refused():
    cycle = []
    cycle.append([cycle])

    with pytest.raises(UnhashableParamError) as refused:
        key_of([("cycle", cycle)], call="cache_data: load()")

    assert str(refused.value) == (
        "cache_data: load(): the argument 'cycle' contains itself. Name the parameter '_cycle' "
        "to leave it out of the key, or say what identifies a value: hash_funcs={'…': lambda "
        "value: value.id}."
    )


def test_the_same_list_twice_is_no_cycle():
    inner = [1]

    assert digest_of([inner, inner]) == digest_of([[1], [1]])


def test_a_deep_nest_is_refused_and_no_crash():
    deep = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(UnhashableParamError, match="nested too deeply"):
        digest_of(deep)
    while deep:  # Python's own way to free it goes as deep.
        deep = deep.pop()


def test_the_author_says_what_counts():
    db = Connection()
    db.url = "here"
    by_type = {Connection: lambda value: value.url}
    by_name = {f"{Connection.__module__}.Connection": lambda value: value.url}
    other = Connection()
    other.url = "there"

    for own in (by_type, by_name):
        assert key_of([("db", [db])], own) == key_of([("db", [db])], own)
        assert key_of([("db", db)], own) != key_of([("db", other)], own)


def test_an_authors_function_may_give_the_same_type():
    own = {str: str.lower}

    assert key_of([("a", "ADA")], own) == key_of([("a", "ada")], own)


# Libraries --------------------------------------------------------------------------------


def different(values):
    for one, other in itertools.combinations(values, 2):
        assert digest_of(one) != digest_of(other), (one, other)


def test_arrays_count_by_type_shape_and_content():
    np = pytest.importorskip("numpy")
    base = np.arange(6)

    assert digest_of(base) == digest_of(np.arange(6))
    assert digest_of(base.reshape(2, 3).T) == digest_of(base.reshape(2, 3).T.copy())
    different(
        [
            base,
            base.reshape(2, 3),
            base.astype("int32"),
            base.astype(float),
            base.tolist(),
            np.array([1, "a", None], dtype=object),
            np.array(["a"]),
            np.array(["2024-01-01"], dtype="datetime64[D]"),
            np.array(["2024-01-01"], dtype="datetime64[s]"),
            np.float64(1),
            np.float32(1),
            1.0,
            np.dtype("int32"),
            np.ma.array([1, 2], mask=[True, False]),
            np.ma.array([1, 2], mask=[False, True]),
            np.zeros(100_000),
            np.ones(100_000),
        ]
    )


def test_frames_count_by_columns_index_and_content():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", None]})

    assert digest_of(frame) == digest_of(frame.copy())
    different(
        [
            frame,
            frame.rename(columns={"a": "c"}),
            frame.set_index("a"),
            frame.astype({"a": "int32"}),
            frame.astype({"a": "Int64"}),
            frame.astype({"b": "category"}),
            frame[["b", "a"]],
            frame.iloc[::-1],
            frame.set_index(["a", "b"]),
            pd.DataFrame({"a": [1, 2], "b": [["x"], None]}),
            frame["a"],
            frame["a"].rename("c"),
            frame.index,
            pd.Series(pd.to_datetime(["2024-01-01"])),
            pd.Series(pd.to_datetime(["2024-01-01"]).tz_localize("UTC")),
            pd.Series(pd.period_range("2024", periods=1, freq="M")),
            pd.Timestamp("2024-01-01"),
            pd.NaT,
            pd.NA,
            pd.Timedelta("1s"),
            pd.Interval(1, 2),
        ]
    )


def test_polars_and_arrow_count_by_content():
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    table = pa.table({"a": [1, 2]})

    assert digest_of(pl.DataFrame({"a": [1]})) == digest_of(pl.DataFrame({"a": [1]}))
    assert digest_of(table) == digest_of(pa.concat_tables([table[:1], table[1:]]))
    different(
        [
            pl.DataFrame({"a": [1]}),
            pl.DataFrame({"a": [2]}),
            pl.DataFrame({"b": [1]}),
            pl.Series("a", [1]),
            table,
            table[:1],
            table["a"],
            pa.array([1, 2]),
            pa.array([1, 3]),
            table.schema,
            pa.int32(),
            pa.int64(),
        ]
    )


def test_images_count_by_their_pixels():
    image = pytest.importorskip("PIL.Image")
    black, white = image.new("L", (2, 2)), image.new("L", (2, 2), 255)

    assert digest_of(black) == digest_of(black.copy())
    different([black, white, black.convert("RGB"), black.resize((4, 1))])
