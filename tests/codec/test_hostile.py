"""Bytes that somebody made up: a value or a clean error, and nothing is run for them."""

from __future__ import annotations

import os
import random
import resource
import struct
import sys
import time
import zlib
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest
from codec.app import App
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anew.codec.encoding import VERSION, decoded, encoded
from anew.codec.errors import CannotDecodeError

COUNT = 100_000 if os.environ.get("ANEW_TESTS") == "all" else 4_000
SEED = int(os.environ.get("ANEW_SEED", "1"))
LONGEST_SECONDS = 2.0
MOST_GROWTH_KIB = 400_000

FORBIDDEN = frozenset({
    "import", "exec", "compile", "open", "os.system", "os.exec", "os.fork", "os.posix_spawn",
    "subprocess.Popen", "socket.connect", "pickle.find_class", "marshal.loads", "marshal.load",
    "ctypes.dlopen", "code.__new__", "function.__new__", "os.remove", "os.rename",
})  # fmt: skip


class Watch:
    """Sees what Python is asked to do, while it is on."""

    def __init__(self):
        self.is_on = False
        self.seen = []
        sys.addaudithook(self._hook)

    def _hook(self, event, args):
        if self.is_on and event in FORBIDDEN:
            # The zone files of the machine, by names that are known.
            if event == "open" and "zoneinfo" in str(args[0]):
                return
            self.seen.append((event, str(args)[:200]))


WATCH = Watch()

APP = """
class Colour(enum.Enum):
    RED = 1

class Access(enum.Flag):
    READ = 1
    WRITE = 2

class Place(typing.NamedTuple):
    x: int

@dataclass(frozen=True)
class Point:
    x: int

class Node:
    pass

class Settings(dict):
    pass

class Trap:
    def __init__(self, *args): raise SystemExit
    def __setattr__(self, name, value): raise SystemExit
"""


def records(app: App) -> list[bytes]:
    node = app.Node()
    node.me, node.parts = node, [app.Point(1), {app.Point(2): app.Colour.RED}, app.Access(3)]
    rows = [{"id": number, "name": f"row {number}"} for number in range(20)]
    values = [
        1,
        "text",
        {"rows": rows, "selected": rows[3]},
        {"when": datetime(2024, 1, 1, tzinfo=UTC), "zone": ZoneInfo("Europe/Paris")},
        [(1, 2), {3}, frozenset({4}), Decimal("1.5"), 2**80, {(1,): 2}, slice(1, 2), ...],
        node,
        [app.Place(1), app.Settings(a=1), object.__new__(app.Trap), date(2024, 1, 1)],
        *library_values(),
    ]
    return [app.encoded(value) for value in values]


def library_values() -> list[object]:
    found = []
    try:
        import numpy as np
        import pandas as pd
        import polars as pl
        import pyarrow as pa
        from PIL import Image
    except ImportError:
        return found
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.to_datetime(["2024", "2025"])})
    frame["d"] = frame["c"].dt.tz_localize("Europe/Paris")
    frame["e"] = frame["b"].astype("category")
    frame["f"] = pd.array([1, None], dtype="Int64")
    frame["g"] = pd.period_range("2024-01", periods=2, freq="M")
    frame["h"] = [[1], {"a": 2}]
    found += [
        [np.arange(6).reshape(2, 3), np.float32(1.5), np.array([1, "a"], dtype=object)],
        np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
        frame,
        frame.set_index(["a", "b"]),
        pd.Timestamp("2024", tz="Europe/Paris"),
        pl.DataFrame({"a": [1, 2], "b": ["x", None], "c": [[1.5], []]}),
        pa.table({"a": [1, 2], "b": ["x", None]}),
        Image.new("P", (3, 4)),
    ]
    return found + figures()


def figures() -> list[object]:
    try:
        import altair as alt
        import plotly.graph_objects as go
    except ImportError:
        return []
    decoded(encoded(alt.Chart(alt.Data(values=[{"a": 1}])).mark_bar().encode(x="a:Q")))
    return [go.Figure(go.Scatter(x=[1, 2], y=[3, 4]))]


def signed(content: bytes) -> bytes:
    """With the checksum that it should have."""
    return content[:2] + struct.pack("<I", zlib.crc32(content[6:])) + content[6:]


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Some bytes changed, cut, doubled or moved, as a fuzzer does it."""
    found = bytearray(content)
    for _ in range(dice.choice((1, 1, 1, 2, 4, 8))):
        place = dice.randrange(6, max(7, len(found)))
        match dice.randrange(6):
            case 0:
                found[place : place + 1] = bytes([dice.randrange(256)])
            case 1:
                found[place : place + 1] = bytes(
                    [dice.choice(b"\x00\x7f\x80\xff\xc4\xc9\xdd\xdf\xc1")]
                )
            case 2:
                del found[place : place + dice.randrange(1, 9)]
            case 3:
                end = place + dice.randrange(1, 30)
                found[place:place] = found[place:end]
            case 4:
                found[place:place] = dice.randbytes(dice.randrange(1, 9))
            case 5:
                other = dice.randrange(6, max(7, len(found)))
                found[place : place + 4] = found[other : other + 4]
    return bytes(found)


def test_changed_bytes_give_a_value_or_a_clean_error():
    app = App(APP)
    originals = records(app)
    for original in originals:
        app.decoded(original)  # What a library imports at first use is there, then.
    dice = random.Random(SEED)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused = read = 0
    slowest = 0.0
    for number in range(COUNT):
        content = mutated(originals[number % len(originals)], dice)
        if number % 10:
            content = signed(content)  # By somebody who knows how.
        start = time.process_time()
        WATCH.is_on = True
        try:
            app.decoded(content)
            read += 1
        except CannotDecodeError:
            refused += 1
        finally:
            WATCH.is_on = False
        slowest = max(slowest, time.process_time() - start)

    assert WATCH.seen == []
    assert refused > COUNT / 4 and read > COUNT / 100
    assert slowest < LONGEST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH_KIB


def test_a_zone_that_is_none_is_not_looked_for():
    """Python would import what its name says, within a package of zones."""
    for name in ("Europe/Nowhere", "../../etc/passwd", "a" * 1000, "tests.codec", 3, ["Europe"]):
        WATCH.is_on = True
        with pytest.raises(CannotDecodeError):
            decoded(apart([[14, 0, pack(name)]]))
        WATCH.is_on = False

    assert WATCH.seen == []


def test_the_watch_would_see_it():
    WATCH.seen.clear()
    WATCH.is_on = True
    compile("1", "x", "eval")
    WATCH.is_on = False

    assert [event for event, _ in WATCH.seen] == ["compile"]
    WATCH.seen.clear()


def test_accidents_are_told_from_the_checksum():
    app = App(APP)
    for original in records(app):
        for place in range(0, len(original), max(1, len(original) // 40)):
            damaged = bytearray(original)
            damaged[place] ^= 4
            with pytest.raises(CannotDecodeError):
                app.decoded(bytes(damaged))


def test_what_is_cut_is_refused_at_each_length():
    app = App(APP)
    for original in records(app):
        for end in range(0, len(original), max(1, len(original) // 100)):
            with pytest.raises(CannotDecodeError):
                app.decoded(original[:end])
            if end > 8:
                with pytest.raises(CannotDecodeError):
                    app.decoded(signed(original[:end]))


def plain(body: bytes) -> bytes:
    return signed(bytes([VERSION, 0, 0, 0, 0, 0]) + body)


def apart(nodes: list[object], *, classes=(), shapes=(), sizes=(), behind=b"") -> bytes:
    body = msgspec.msgpack.encode([classes, shapes, nodes, sizes])
    return signed(bytes([VERSION, 1, 0, 0, 0, 0]) + struct.pack("<Q", len(body)) + body + behind)


def ext(number: int, parts: object) -> msgspec.msgpack.Ext:
    return msgspec.msgpack.Ext(number, msgspec.msgpack.encode(parts))


def ref(number: int) -> msgspec.msgpack.Ext:
    return msgspec.msgpack.Ext(60, number.to_bytes(4, "little"))


pack = msgspec.msgpack.encode


def nested_extensions(depth: int) -> bytes:
    content = b"\x90"
    for _ in range(depth):
        content = b"\x91" + b"\xc9" + struct.pack(">I", len(content)) + b"\x04" + content
    return content


@pytest.mark.parametrize(
    "content",
    [
        plain(b"\xdd\xff\xff\xff\xff"),  # A list of four thousand million items.
        plain(b"\xdd\x7f\xff\xff\xff" + b"\xc0" * 100),
        plain(b"\xdf\xff\xff\xff\xff\x01\x01"),
        plain(b"\xdb\xff\xff\xff\xff"),
        plain(b"\xc6\xff\xff\xff\xff"),
        plain(b"\xc9\xff\xff\xff\xff\x01"),
        plain(b"\x91" * 1_000_000),  # A million lists in lists.
        plain(b"\x81\x01" * 1_000_000),
        plain(b"\x81\x80\x01"),  # A dict as a key.
        signed(bytes([VERSION, 1, 0, 0, 0, 0]) + b"\xff" * 8),
        apart([]),
        apart([[62, 0, nested_extensions(5_000)]]),
        apart([[4, 0, pack([ref(0)])]]),  # A tuple within itself.
        apart([[4, 0, pack([ref(1)])], [4, 0, pack([ref(0)])]]),
        apart([[62, 0, pack(ref(0))]]),
        apart([[62, 0, pack(ref(7))]]),
        apart([[999, 0, b"\xc0"]]),
        apart([[50, 0, pack([0])]]),
        apart([[50, -1, pack([0])]]),
        apart([[50, 0, pack([0])]], classes=[("builtins", "object")], shapes=[(0, 0, (), ())]),
        apart([[50, 0, pack([0])]], classes=[("os", "_Environ")], shapes=[(0, 0, (), ())]),
        apart([[50, 0, pack([0])]], classes=[("subprocess", "Popen")], shapes=[(0, 0, (), ())]),
        apart([[70, 0, pack([0, [10**9, 10**9], "<f8", False, 0])]], sizes=[0]),
        apart([[70, 0, pack([0, [1], "<f8", False, 0])]], sizes=[16], behind=bytes(16)),
        apart([[70, 0, pack([0, [-1], "<f8", False, 0])]], sizes=[0]),
        apart([[70, 0, pack([0, [1], "O", False, 0])]], sizes=[8], behind=b"x" * 8),
        apart([[70, 0, pack([0, [1], "|V0", False, 0])]], sizes=[0]),
        apart([[70, 0, pack([1, [10**12], []])]]),
        apart([[110, 0, pack(["RGBA", [10**6, 10**6], None, [], 0])]], sizes=[0]),
        apart([[14, 0, pack("../../etc/passwd")]]),
        apart([[14, 0, pack("Europe/Nowhere")]]),
        apart([[45, 0, pack([99, []])]]),
        apart([[45, 0, pack([-1, []])]]),
        apart([[1, 0, pack(3)]]),
        apart([[62, 0, b"\xc0"]], sizes=[-1, 1]),
        apart([[62, 0, b"\xc0"]], sizes=[2**62]),
    ],
)
def test_claims_are_checked_before_they_are_believed(content):
    app = App(APP)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()

    with pytest.raises(CannotDecodeError):
        app.decoded(content)

    assert time.process_time() - start < LONGEST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_the_same_content_is_not_copied_again_and_again():
    pytest.importorskip("numpy")
    array = ext(70, [0, [1000], "|u1", False, 0])
    content = apart([[62, 0, pack([array] * 1000)]], sizes=[1000], behind=bytes(1000))

    with pytest.raises(CannotDecodeError, match="uses the same content"):
        decoded(content)


def test_references_do_not_multiply_work():
    """Each list holds the next one twice: read one by one that would be 2**60 lists."""
    nodes = [[40, 0, pack([ref(number + 1)] * 2)] for number in range(60)]

    value = decoded(apart([*nodes, [40, 0, pack([1])]]))

    for _ in range(60):
        assert value[0] is value[1]
        value = value[0]
    assert value == [1]


def test_a_web_of_values_that_wait_for_each_other_ends():
    """Lists that hold all lists, within a tuple that holds itself by way of them."""
    count = 300
    everything = [ref(number) for number in range(count)]
    nodes = [[4 if number % 2 else 40, 0, pack(everything)] for number in range(count)]
    start = time.process_time()

    with pytest.raises(CannotDecodeError):
        decoded(apart(nodes))

    assert time.process_time() - start < LONGEST_SECONDS


@settings(max_examples=100, deadline=None)
@given(st.binary())
@example(encoded([1])[:4])
def test_any_bytes_are_read_or_refused(content):
    for each in (content, plain(content), signed(bytes([VERSION, 1, 0, 0, 0, 0]) + content)):
        try:
            decoded(each)
        except CannotDecodeError:
            continue
