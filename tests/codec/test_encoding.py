"""What is kept on disk comes back as it was, or is refused."""

from __future__ import annotations

import contextlib
import dataclasses
import uuid
from collections import OrderedDict
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anew.caching.keys import digest_of
from anew.codec.encoding import CannotDecodeError, CannotEncodeError, decoded, encoded

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
    | st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9))
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers() | st.tuples(st.integers()), inner)
        | st.sets(st.integers() | st.text())
        | st.frozensets(st.integers() | st.text())
    ),
    max_leaves=12,
)


@settings(max_examples=100)
@given(values)
def test_what_is_written_is_read_as_it_was(value):
    """Two values have the same digest only if they are of the same types and equal."""
    assert digest_of(decoded(encoded(value))) == digest_of(value)


@settings(max_examples=100)
@given(st.binary())
def test_any_other_bytes_are_refused_or_plain(content):
    with contextlib.suppress(CannotDecodeError):
        decoded(content)


@pytest.mark.parametrize(
    "value",
    [
        2**63,
        -(2**63),
        10**400,
        "\ud800",
        {1: "a", (2, 3): [None]},
        {"ä": 1},
        bytearray(b"x"),
        datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Paris")),
        datetime(2024, 1, 1, tzinfo=UTC),
        datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=1), "home")),
        date(2024, 1, 1),
        time(1, 2, tzinfo=UTC),
        Decimal("NaN"),
        Fraction(1, 3),
        Path("/a/b"),
        uuid.UUID(int=7),
        set(),
        (),
    ],
    ids=repr,
)
def test_all_plain_types_are_kept(value):
    assert digest_of(decoded(encoded(value))) == digest_of(value)


@dataclasses.dataclass
class Point:
    x: int


class Words(list):
    pass


@pytest.mark.parametrize(
    "value",
    [Point(1), Words(), OrderedDict(), object(), len, Point],
    ids=lambda one: type(one).__name__,
)
def test_what_would_take_a_class_of_the_authors_is_refused(value):
    with pytest.raises(CannotEncodeError, match=f"a value of type .*{type(value).__name__}$"):
        encoded([value])


def test_a_list_within_itself_is_refused():
    cycle = []
    cycle.append(cycle)

    with pytest.raises(CannotEncodeError, match="nested too deeply"):
        encoded(cycle)


def test_arrays_come_back():
    np = pytest.importorskip("numpy")
    for array in (
        np.arange(6).reshape(2, 3),
        np.array(["2024-01-01"], dtype="datetime64[s]"),
        np.array(["a", "bc"]),
        np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
        np.float32(1.5),
        np.datetime64("2024-01-01"),
        np.array(3),
    ):
        back = decoded(encoded(array))
        assert digest_of(back) == digest_of(array)
    with pytest.raises(CannotEncodeError, match="an array of Python objects"):
        encoded(np.array([object()]))


def test_frames_come_back():
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.to_datetime(["2024", "2025"])})
    for value in (
        frame,
        frame.set_index(["a", "b"]),
        frame.astype({"b": "category"}),
        frame["a"],
        pd.Series([1.5, None], index=["x", "y"]),
        frame.iloc[:0],
    ):
        assert digest_of(decoded(encoded(value))) == digest_of(value)


def test_a_frame_that_would_come_back_otherwise_is_refused():
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")

    with pytest.raises(CannotEncodeError, match="a frame"):
        encoded(pd.DataFrame({"a": [[1], [2]]}))
    with pytest.raises(CannotEncodeError, match="a frame"):
        encoded(pd.DataFrame({"a": [1, "x"]}))


def test_polars_and_arrow_come_back():
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    for value in (
        pl.DataFrame({"a": [1, None], "b": [["x"], []]}),
        pl.Series("s", [1.5]),
        pa.table({"a": [1, 2]}),
    ):
        assert digest_of(decoded(encoded(value))) == digest_of(value)
