"""Any value that the codec reads can be looked at, and none of the app's classes is needed for it."""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import enum
import json
import random
from decimal import Decimal
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import polars as pl
import pyarrow as pa
import pytest
from PIL import Image

from anew.codec.classes import DefinedClasses, NoClasses
from anew.codec.encoding import decoded, described, encoded
from anew.codec.errors import CannotDecodeError
from anew.operations.readable import MOST_BYTES, readable
from anew.operations.readable_tables import MOST_ITEMS, MOST_ROWS


@dataclasses.dataclass
class Item:
    name: str
    more: object = None


class Colour(enum.Enum):
    RED = "r"


class Right(enum.Flag):
    READ = 1
    WRITE = 2


class Point(NamedTuple):
    x: int
    y: int


class Basket(dict):
    pass


class Name(str):
    __slots__ = ()


class Own(DefinedClasses):
    def __init__(self) -> None:
        super().__init__([globals()], [])

    def find(self, module, name):
        return globals().get(name)

    def is_own(self, kind):
        return True


def seen(value):
    """What is shown of a value, once it was written: JSON can hold it."""
    return json.loads(json.dumps(readable(described(encoded(value, Own())))))


def typed(name: str, **parts):
    return {"$type": name, **parts}


def own(name: str, **parts):
    return typed(f"{__name__}.{name}", **parts)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"a": [1, 2.5, None, True, "ä"]}, {"a": [1, 2.5, None, True, "ä"]}),
        ((1, 2), typed("tuple", items=[1, 2])),
        ({1: "a"}, typed("dict", pairs=[[1, "a"]])),
        ({"$type": "mine"}, typed("dict", pairs=[["$type", "mine"]])),
        ({5}, typed("set", items=[5])),
        (float("inf"), typed("float", text="inf")),
        (2**20_000, typed("int", text=hex(2**20_000))),
        (b"abc", typed("bytes", size=3, base64="YWJj")),
        (b"x" * (MOST_BYTES + 2), None),
        (collections.Counter("aa"), typed("Counter", items={"a": 2})),
        (dt.datetime(2026, 1, 2), typed("datetime.datetime", text="2026-01-02T00:00:00")),
        (Decimal("1.5"), typed("decimal.Decimal", text="1.5")),
        ("half \udc80", "half \udc80"),
        (Item("tea"), own("Item", attributes={"name": "tea", "more": None})),
        (Colour.RED, own("Colour", member="RED")),
        (Right.READ | Right.WRITE, own("Right", member=3)),
        (Point(1, 2), own("Point", attributes={"x": 1, "y": 2})),
        (Basket(a=1), own("Basket", attributes={}, content={"a": 1})),
        (Name("Ada"), own("Name", attributes={}, content="Ada")),
        ([Item(str(n)) for n in range(20)], None),  # Written together.
        ({Point(1, 2): 3}, typed("dict", pairs=[[own("Point", attributes={"x": 1, "y": 2}), 3]])),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_are_shown(value, shown):
    found = seen(value)

    assert shown is None or found == shown


def test_what_stands_in_two_places_is_told_once():
    item = Item("tea")
    item.more = {"itself": item, "list": [1], "pair": (2,)}
    found = seen({"first": item, "again": item})

    assert found["first"]["attributes"]["more"]["itself"] == {"$same_as": "$.first"}
    assert found["again"] == {"$same_as": "$.first"}
    assert seen([[], [], (), ()]) == [[], [], typed("tuple", items=[]), typed("tuple", items=[])]


def test_objects_that_were_made_only_to_be_shown_are_not_taken_for_each_other():
    found = seen([np.array([[n]]) for n in range(200)])

    assert [each["items"] for each in found] == [[n] for n in range(200)]


def test_deep_nesting_has_an_end():
    value: list = []
    for _ in range(5_000):
        value = [value]

    assert "it is nested too deeply" in json.dumps(seen(value))


FRAME = pd.DataFrame({"n": range(MOST_ROWS + 3), "t": "x"})


@pytest.mark.parametrize(
    ("value", "left_out"),
    [
        (np.zeros((2, MOST_ITEMS)), f"{MOST_ITEMS} items"),
        (np.float32(1.5), None),
        (FRAME, "3 rows"),
        (FRAME["n"], "3 items"),
        (FRAME.index, "3 items"),
        (pl.DataFrame({"n": range(MOST_ROWS + 3)}), "3 rows"),
        (pl.Series("n", range(MOST_ROWS + 3)), "3 items"),
        (pa.table({"n": range(MOST_ROWS + 3)}), "3 rows"),
        (Image.new("RGB", (2, 2)), "the picture's points"),
        (go.Figure(go.Bar(y=[1, 2])), None),
        (alt.Chart(FRAME.head()).mark_bar().encode(x="n:Q"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_tables_are_shown_with_their_size_and_beginning(value, left_out):
    found = seen([value, value])

    assert found[0].get("left_out") == left_out
    assert found[0]["$type"].partition(".")[0] in {
        "numpy", "pandas", "polars", "pyarrow", "PIL", "plotly", "altair",
    }  # fmt: skip


def test_damaged_bytes_are_refused_and_nothing_else_comes_of_them():
    chance = random.Random(7)
    item = Item(
        "a", [Colour.RED, Point(1, 2), Basket(a=[b"x" * 50]), [Item(str(n)) for n in range(9)]]
    )
    content = encoded(item, Own())
    for _ in range(3_000):
        changed = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(6, len(changed))] = chance.randrange(256)
        changed[2:6] = _checksum(changed)
        try:
            readable(described(bytes(changed)))
        except CannotDecodeError:
            continue


def _checksum(content: bytearray) -> bytes:
    import struct
    import zlib

    return struct.pack("<I", zlib.crc32(content[6:]))


def test_no_class_is_asked_for():
    content = encoded(Item("tea"), Own())

    with pytest.raises(CannotDecodeError, match="is not defined any more"):
        decoded(content, NoClasses())
    assert described(content).type_name == f"{__name__}.Item"
