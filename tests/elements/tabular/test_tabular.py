"""Tables of whatever make become the same columns."""

from __future__ import annotations

import math
import subprocess
import sys
from collections import namedtuple
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from elements.refusals import refused
from hypothesis import given, settings
from hypothesis import strategies as some

import anew as st
from anew.elements.tabular import sheet_of, with_index
from anew.elements.tabular.packing import as_file, as_text, digest_of, is_small, read_packed

Point = namedtuple("Point", "x y")  # noqa: PYI024  # the older kind is met as well


@dataclass
class Planet:
    name: str
    moons: int


def columns(data):
    """The columns of a table by their names; those that name the rows have brackets."""
    sheet = sheet_of("table", data)
    assert all(len(column.values) == sheet.rows for column in sheet.columns)
    return {
        f"[{column.name}]" if column.is_index else column.name: column.listed()
        for column in sheet.columns
    }


def kinds(data):
    return [column.kind for column in sheet_of("table", data).columns]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (None, {}),
        ([], {}),
        ({}, {}),
        (set(), {}),
        ([1, 2, None], {"value": [1, 2, None]}),
        ((1.5, "a"), {"value": [1.5, "a"]}),
        ({3, 1}, {"value": [1, 3]}),
        (range(2), {"value": [0, 1]}),
        ((n * n for n in range(3)), {"value": [0, 1, 4]}),
        ({1: 2}.keys(), {"value": [1]}),
        ([[1, "a"], [2]], {"0": [1, 2], "1": ["a", None]}),
        ([{"a": 1}, {"b": 2}], {"a": [1, None], "b": [None, 2]}),
        ([{}, {}], {}),
        ({"a": [1, 2], "b": (3, 4)}, {"a": [1, 2], "b": [3, 4]}),
        ({"a": [1, 2], "b": "x"}, {"a": [1, 2], "b": ["x", "x"]}),
        ({"a": 1, "b": "x"}, {"[]": ["a", "b"], "value": [1, "x"]}),
        (
            {"a": {"x": 1}, "b": {"y": 2}},
            {"[]": ["x", "y"], "a": [1, None], "b": [None, 2]},
        ),
        ([Planet("Mars", 2)], {"name": ["Mars"], "moons": [2]}),
        ([Point(1, 2), Point(3, 4)], {"x": [1, 3], "y": [2, 4]}),
        (Planet("Mars", 2), {"[]": ["name", "moons"], "value": ["Mars", 2]}),
        (Point(1, 2), {"[]": ["x", "y"], "value": [1, 2]}),
        ({("a", 1): [1], None: [2], 3: [4]}, {"a / 1": [1], "": [2], "3": [4]}),
    ],
)
def test_what_python_has_is_a_table(data, expected):
    assert columns(data) == expected


@pytest.mark.parametrize(
    ("values", "kind", "shown"),
    [
        ([1, -2], "integer", [1, -2]),
        ([1, 0.5], "number", [1.0, 0.5]),
        ([math.nan, math.inf, -math.inf], "number", [None, "Infinity", "-Infinity"]),
        ([2**53, 1], "integer", ["9007199254740992", 1]),
        ([Decimal("0.10"), Decimal("NaN")], "number", ["0.10", None]),
        ([True, None], "bool", [True, None]),
        ([True, False], "bool", [True, False]),
        ([True, 1], "object", [True, 1]),
        (["a", None], "text", ["a", None]),
        ([None, None], "text", [None, None]),
        ([date(2024, 1, 2)], "date", ["2024-01-02"]),
        ([datetime(2024, 1, 2, 3, tzinfo=UTC)], "datetime", ["2024-01-02T03:00:00+00:00"]),
        ([time(8, 30), None], "time", ["08:30:00", None]),
        ([timedelta(days=1, seconds=1)], "duration", [86401.0]),
        ([[1, 2], ()], "list", [[1, 2], []]),
        ([{2, 1}, frozenset()], "list", [[1, 2], []]),
        ([{"a": {1}}, None], "object", [{"a": [1]}, None]),
        ([b"ab", Fraction(1, 2)], "object", ["b'ab'", "1/2"]),
        (["half \ud800"], "text", ["half \ufffd"]),
    ],
)
def test_values_are_what_json_has(values, kind, shown):
    data = {"x": values}

    assert (kinds(data), columns(data)) == ([kind], {"x": shown})


def test_a_list_within_itself_comes_to_an_end():
    circle: list[object] = [1]
    circle.append(circle)

    assert columns({"x": [circle]})["x"][0][0] == 1


@pytest.mark.parametrize(
    ("data", "type_name"),
    [("text", "str"), (5, "int"), (b"ab", "bytes"), (object(), "object"), (int, "type")],
)
def test_what_is_no_table_is_refused(data, type_name):
    with refused(
        st.errors.InvalidParameterTypeError,
        f"table: {type_name} is not a table. Pass a DataFrame, an array, a list of rows or a dict "
        f"of columns.",
    ):
        sheet_of("table", data)


def test_columns_of_different_lengths_are_refused():
    with refused(
        st.errors.InvalidParameterValueError,
        "table: the columns differ in length: 'a' has 1 values, 'b' has 2.",
    ):
        sheet_of("table", {"a": [1], "b": [1, 2]})


def test_rows_are_numbered_where_the_author_wants_it():
    sheet = sheet_of("table", ["a", "b"])

    assert [one.listed() for one in with_index(sheet, False).columns] == [[0, 1], ["a", "b"]]
    assert with_index(sheet, None) == sheet == with_index(sheet, True)


# Libraries ------------------------------------------------------------------------------------


def test_pandas():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {
            "whole": [1, 2],
            "part": [0.5, None],
            "text": ["a", None],
            "when": pandas.to_datetime(["2024-01-02", None]),
            "day": pandas.to_datetime(["2024-01-02", "2024-01-03"]),
            "zone": pandas.to_datetime(["2024-01-02", None]).tz_localize("UTC"),
            "gap": pandas.array([1, None], dtype="Int64"),
            "kind": pandas.Categorical(["x", "y"]),
            "long": pandas.to_timedelta(["1 day", None]),
            "period": pandas.period_range("2024-01", periods=2, freq="M"),
            "large": [2**60, 1],
        }
    )

    assert columns(frame) == {
        "[]": [0, 1],
        "whole": [1, 2],
        "part": [0.5, None],
        "text": ["a", None],
        "when": ["2024-01-02T00:00:00", None],
        "day": ["2024-01-02T00:00:00", "2024-01-03T00:00:00"],
        "zone": ["2024-01-02T00:00:00+00:00", None],
        "gap": [1, None],
        "kind": ["x", "y"],
        "long": [86400.0, None],
        "period": ["2024-01", "2024-02"],
        "large": ["1152921504606846976", 1],
    }
    assert kinds(frame)[:6] == ["integer", "integer", "number", "text", "datetime", "datetime"]


def test_pandas_in_other_forms():
    pandas = pytest.importorskip("pandas")
    index = pandas.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["letter", None])

    assert columns(pandas.Series([1, 2], index=["a", "b"], name="n")) == {
        "[]": ["a", "b"],
        "n": [1, 2],
    }
    assert columns(pandas.Series([1])) == {"[]": [0], "value": [1]}
    assert columns(pandas.Index(["a"])) == {"value": ["a"]}
    assert columns(index) == {"letter": ["a", "b"], "value": [1, 2]}
    assert columns(pandas.DataFrame({("a", "x"): [1, 2]}, index=index)) == {
        "[letter]": ["a", "b"],
        "[]": [1, 2],
        "a / x": [1, 2],
    }
    assert sheet_of("table", pandas.DataFrame(index=range(3))).rows == 3
    two = pandas.DataFrame([[1, 2]], columns=["a", "a"])
    assert [column.listed() for column in sheet_of("table", two).columns] == [[0], [1], [2]]
    assert columns({"a": pandas.Series([1, 2])}) == {"a": [1, 2]}


def test_polars():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"a": [1, None], "b": ["x", "y"], "c": [[1], [2, 3]], "d": [1, 2]})
    expected = {"a": [1, None], "b": ["x", "y"], "c": [[1], [2, 3]], "d": [1, 2]}

    assert columns(frame) == columns(frame.lazy()) == expected
    assert columns(polars.Series([1.5])) == {"value": [1.5]}
    assert columns(polars.Series("n", [True])) == {"n": [True]}


def test_arrow():
    arrow = pytest.importorskip("pyarrow")
    table = arrow.table({"a": [1, None], "b": ["x", "y"]})
    expected = {"a": [1, None], "b": ["x", "y"]}

    assert columns(table) == columns(table.to_batches()[0]) == expected
    assert columns(arrow.array([1, 2])) == columns(table["a"].fill_null(2)) == {"value": [1, 2]}


def test_numpy():
    numpy = pytest.importorskip("numpy")

    assert columns(numpy.array([1, 2])) == {"value": [1, 2]}
    assert columns(numpy.array([[1.5, numpy.nan], [2, 3]])) == {"0": [1.5, 2.0], "1": [None, 3.0]}
    assert columns(numpy.array([(1, "a")], dtype=[("n", int), ("t", "U1")])) == {
        "n": [1],
        "t": ["a"],
    }
    assert columns(numpy.float64(1.5)) == {"value": [1.5]}
    assert columns(numpy.array(["2024-01-02", "NaT"], "datetime64[ns]")) == {
        "value": ["2024-01-02T00:00:00", None]
    }
    assert columns(numpy.array([90], "timedelta64[s]")) == {"value": [90.0]}
    assert columns(numpy.array([2**63], "uint64")) == {"value": [str(2**63)]}
    assert columns([numpy.array([1, 2]), numpy.array([3, 4])]) == {"0": [1, 3], "1": [2, 4]}
    assert columns([numpy.int64(1)]) == {"value": [1]}
    with refused(
        st.errors.InvalidParameterValueError,
        "table: the array has 3 dimensions. Pass one with one or two dimensions "
        "(rows, or rows and columns).",
    ):
        sheet_of("table", numpy.zeros((1, 1, 1)))


def test_what_gives_itself_as_another_table():
    """As tables of Spark do; of what is elsewhere, not all is fetched."""
    pandas = pytest.importorskip("pandas")

    class Remote:
        columns = ("a",)

        def __init__(self, rows):
            self.rows = rows

        def limit(self, rows):
            return Remote(min(rows, self.rows))

        def toPandas(self):  # noqa: N802  # so it is called
            return pandas.DataFrame({"a": range(self.rows)})

    assert sheet_of("table", Remote(1_000_000)).rows == 10_000


def test_what_can_be_exchanged():
    arrow = pytest.importorskip("pyarrow")

    class Stream:
        def __arrow_c_stream__(self, requested_schema=None):
            return arrow.table({"a": [1]}).__arrow_c_stream__(requested_schema)

    assert columns(Stream()) == {"a": [1]}


def test_no_library_is_imported():
    code = "import sys, anew; print(sorted({'pandas','numpy','polars','pyarrow','PIL'} & {*sys.modules}))"
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )

    assert printed.stdout == "[]\n"


# Packing --------------------------------------------------------------------------------------

VALUES = some.one_of(
    some.lists(some.integers(1 - 2**53, 2**53 - 1) | some.none(), min_size=3, max_size=3),
    some.lists(some.floats(allow_infinity=False, allow_nan=False), min_size=3, max_size=3),
    some.lists(some.text(some.characters(exclude_categories=["Cs"])), min_size=3, max_size=3),
    some.lists(some.booleans() | some.none() | some.text("ab"), min_size=3, max_size=3),
)


@settings(max_examples=100)
@given(data=some.dictionaries(some.text("abc", min_size=1), VALUES, min_size=1, max_size=4))
def test_what_goes_in_comes_out(data):
    sheet = sheet_of("table", data)

    for packed in (as_text(sheet), as_file(sheet)):
        read = read_packed(packed)
        assert {column.name: column.listed() for column in read.columns} == data
        assert read.rows == 3
    assert digest_of(sheet) == digest_of(sheet_of("table", data))
    # Browsers read numbers only from where a multiple of their size is.
    assert int.from_bytes(as_file(sheet)[:8], "little") % 8 == 0


def test_a_gap_and_infinity_come_out_of_a_file():
    sheet = sheet_of("table", {"x": [1.5, math.nan, math.inf]})

    assert read_packed(as_file(sheet)).columns[0].listed() == [1.5, None, "Infinity"]
    assert read_packed(as_text(sheet)).columns[0].listed() == [1.5, None, "Infinity"]


@pytest.mark.parametrize(
    "other", [{"x": [1, 3]}, {"y": [1, 2]}, {"x": [1.0, 2.0]}, {"x": ["1", "2"]}, {"x": [1]}]
)
def test_other_tables_have_other_digests(other):
    assert digest_of(sheet_of("table", other)) != digest_of(sheet_of("table", {"x": [1, 2]}))


def test_what_goes_with_a_message_is_small():
    assert is_small(sheet_of("table", [[1] * 20] * 100))
    assert not is_small(sheet_of("table", [[1] * 20] * 101))
