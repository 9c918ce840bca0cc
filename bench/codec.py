"""What it costs to keep a value: to find whether it changed, to write it, to read it.

    python -m bench.codec [--seconds 0.5]

Beside `marshal`, `pickle` and msgpack, in microseconds of processor time, the best of many; and
the sizes. A `-` stands where one of them does not take the value. Nothing else is started.
"""

from __future__ import annotations

import argparse
import copy
import datetime
import marshal
import pickle
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import msgspec

from anew.codec.classes import DefinedClasses
from anew.codec.encoding import decoded, encoded, headed
from anew.codec.fingerprint import fingerprint, look_at

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = (
    "marshal",
    "pickle",
    "msgpack",
    "fingerprint",
    "encoded",
    "both",
    "unpickled",
    "from msgpack",
    "decoded",
)
CLASSES = DefinedClasses([vars(sys.modules[__name__])], [])


@dataclass
class Row:
    """As an author would write one."""

    id: int
    name: str
    done: bool


def values() -> dict[str, Any]:
    """What is measured."""
    rows = [{"id": n, "name": f"row {n}", "done": n % 2 == 0} for n in range(10_000)]
    found: dict[str, Any] = {
        "an int": 7,
        "a short list": [1, "two", 3.0],
        "100 chat messages of 500 characters": [
            {"role": "user", "content": f"{n:5d}" * 100} for n in range(100)
        ],
        "10,000 small dicts": rows,
        "300,000 small dicts": [dict(rows[n % 10_000]) for n in range(300_000)],
        "10,000 dicts with a date": [{**row, "day": datetime.date(2024, 1, 1)} for row in rows],
        "10,000 dicts, one of them twice": {"rows": rows, "selected": rows[77]},
        "10,000 instances": [Row(**row) for row in rows],
        "10,000 tuples": [tuple(row.values()) for row in rows],
    }
    if find_spec("numpy") and find_spec("pandas"):
        numbers = import_module("numpy").random.default_rng(1)
        frame = import_module("pandas").DataFrame
        found["frame 100,000 x 3"] = frame(numbers.random((100_000, 3)), columns=["a", "b", "c"])
        found["array of 8 MB"] = numbers.random(1_000_000)
    return found


def main() -> None:
    """Measure, and print the tables."""
    line = argparse.ArgumentParser(prog="python -m bench.codec", description=__doc__)
    line.add_argument("--seconds", type=float, default=0.5, help="for each figure")
    seconds = line.parse_args().seconds
    print(f"{'microseconds':34}", *(f"{name:>13}" for name in COLUMNS), "   bytes: pickle, encoded")
    for title, value in values().items():
        figures = [measured(call, seconds) for call in calls(value)]
        sizes = f"{len(pickle.dumps(value, 5)):>13,} {len(encoded(value, CLASSES)):>13,}"
        print(f"{title:34}", *(f"{shown(each):>13}" for each in figures), sizes, flush=True)


def calls(value: Any) -> list[Callable[[], object]]:
    """What each column times."""
    pack = msgspec.msgpack.Encoder().encode
    unpack = msgspec.msgpack.Decoder().decode
    content, pickled = encoded(value, CLASSES), pickle.dumps(copy.deepcopy(value), 5)
    try:
        packed = pack(value)
    except TypeError:
        packed = b""
    return [
        lambda: marshal.dumps(value, 2),
        lambda: pickle.dumps(value, 5),
        lambda: pack(value),
        lambda: fingerprint(value, CLASSES),
        lambda: encoded(value, CLASSES),
        lambda: changed(value),
        lambda: pickle.loads(pickled),
        lambda: unpack(packed),
        lambda: decoded(content, CLASSES),
    ]


def changed(value: Any) -> bytes:
    """What a changed value costs: it is looked at, and written if that has not been done."""
    _, _, plain = look_at(value, CLASSES)
    return encoded(value, CLASSES) if plain is None else headed(plain)


def measured(call: Callable[[], object], seconds: float) -> float | None:
    """The least processor time of one call, in microseconds."""
    try:
        call()
    except (TypeError, ValueError, msgspec.DecodeError):
        return None
    number = 1
    while timed(call, number) < 0.005:
        number *= 2
    end, best = time.perf_counter() + seconds, timed(call, number)
    while time.perf_counter() < end:
        best = min(best, timed(call, number))
    return best / number * 1e6


def timed(call: Callable[[], object], number: int) -> float:
    """Seconds of processor time for so many calls."""
    start = time.process_time()
    for _ in range(number):
        call()
    return time.process_time() - start


def shown(figure: float | None) -> str:
    """A figure, to three digits."""
    if figure is None:
        return "-"
    return f"{figure:,.1f}" if figure < 100 else f"{figure:,.0f}"


if __name__ == "__main__":
    main()
