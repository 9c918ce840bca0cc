"""What callers of a cached function get is their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anew.caching.copies import copied
from anew.caching.keys import digest_of
from anew.caching.sizes import size_of

nested = st.recursive(
    st.none() | st.integers() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.sets(st.integers())
        | st.binary().map(bytearray)
    ),
    max_leaves=20,
)


@settings(max_examples=100)
@given(nested)
def test_a_copy_is_equal_and_of_the_same_types(value):
    assert digest_of(copied(value)) == digest_of(value)


@settings(max_examples=100)
@given(nested)
def test_a_copy_shares_nothing_that_can_change(value):
    assert not changeable(value) & changeable(copied(value))


def changeable(value) -> set[int]:
    """The ids of all within a value that can be changed."""
    inner = value.values() if isinstance(value, dict) else value
    found = {id(value)} if isinstance(value, list | dict | set | bytearray) else set()
    if isinstance(value, list | dict | tuple):
        for item in inner:
            found |= changeable(item)
    return found


def test_what_stands_in_two_places_does_so_in_the_copy():
    shared = [1]
    cycle = {"a": shared, "b": (shared,)}
    cycle["self"] = cycle
    within = ([],)
    within[0].append(within)

    mine, my_tuple = copied(cycle), copied(within)

    assert mine["a"] is mine["b"][0] is not shared
    assert mine["self"] is mine is not cycle
    assert my_tuple[0][0] is my_tuple is not within


def test_what_cannot_change_is_not_copied():
    text = "a" * 100
    pair = (text, (1, 2))

    assert copied(text) is text
    assert copied(pair) is pair


class Account:
    def __init__(self):
        self.rows = [1]


def test_objects_are_copied_with_what_they_hold():
    account = Account()
    mine = copied([account])[0]
    mine.rows.append(2)

    assert account.rows == [1]


def test_arrays_and_frames_are_copied_with_the_objects_in_them():
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    array = np.zeros(3)
    objects = np.array([[1], None], dtype=object)
    frame = pd.DataFrame({"a": [1, 2], "b": [["x"], None], "c": ["u", "v"]})
    series = pd.Series([["x"], None])

    mine = copied({"array": array, "objects": objects, "frame": frame, "series": series})
    mine["array"][0] = 1
    mine["objects"][0].append(2)
    mine["frame"].loc[0, "a"] = 9
    mine["frame"].loc[0, "b"].append("y")
    mine["series"][0].append("y")

    assert array[0] == 0
    assert objects[0] == [1]
    assert frame.loc[0, "a"] == 1
    assert frame.loc[0, "b"] == ["x"]
    assert series[0] == ["x"]
    assert list(mine["frame"].dtypes) == list(frame.dtypes)


def test_tables_of_other_libraries_are_copied():
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    image = pytest.importorskip("PIL.Image").new("L", (2, 2))
    frame, table = pl.DataFrame({"a": [1]}), pa.table({"a": [1]})

    mine = copied([frame, table, image])
    mine[0].insert_column(0, pl.Series("b", [2]))
    mine[2].putpixel((0, 0), 255)

    assert frame.columns == ["a"]
    assert mine[1] is table
    assert image.getpixel((0, 0)) == 0


def test_sizes_count_all_that_is_held_once():
    text = "x" * 10_000
    account = Account()
    account.rows = [text]

    assert 10_000 < size_of([text, text, {"a": text}]) < 11_000
    assert size_of(account) > 10_000


def test_sizes_of_tables_are_those_of_their_content():
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    array = np.zeros(1_000)

    assert size_of(array) == 8_000
    for table in (
        pd.DataFrame({"a": array}),
        pd.Series(array),
        pl.DataFrame({"a": array}),
        pa.table({"a": array}),
    ):
        assert 8_000 <= size_of(table) < 9_000
