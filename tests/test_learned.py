from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from anew.elements.charts.chart import Chart
from anew.learned import is_learned
from anew.settings.settings import Settings, options

ROOT = Path(__file__).parents[1] / "src"
CONVERTING = {"convert": 1, "Decoder": 0}  # Which of its arguments is the type.

# Threads convert to a record for the first time at the same moment, again and again.
RACE = """
import sys, threading
import msgspec
from anew.learned import learned

sys.setswitchinterval(1e-6)
FIELDS = [(f"field{number}", int | str | None, None) for number in range(30)]


def race():
    inner = msgspec.defstruct("Inner", FIELDS)
    record = learned(msgspec.defstruct("Outer", [("inner", inner), *FIELDS]))
    values = {name: 1 for name, _, _ in FIELDS}
    ready = threading.Barrier(4)

    def convert():
        ready.wait()
        assert msgspec.convert({"inner": values, **values}, record).inner.field0 == 1

    threads = [threading.Thread(target=convert) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


for _ in range(100):
    race()
print("All threads have converted.")
"""


def types_in_code() -> dict[str, Any]:
    """What modules convert to, by where they do."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            at = CONVERTING.get(ast.unparse(node.func).rpartition(".")[2])
            if at is None or len(node.args) <= at or path.name == "learned.py":
                continue
            where = f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node.args[at])}"
            found[where] = kind_of(path, node.args[at])
    return found


def kind_of(path: Path, argument: ast.expr) -> Any:
    """The type that an expression of a module names: one of its types, where it is a parameter."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    known = {**vars(module), "self": Chart, "section": Settings().server, "field_name": "port"}
    return eval(ast.unparse(argument), known)


def unlearned(kind: Any) -> list[type]:
    """The records in a type that are not learned, by themselves or with the type."""
    if is_learned(kind):
        return []
    found: list[type] = []
    pending = [msgspec.inspect.type_info(kind)]
    while pending:
        match pending.pop():
            case msgspec.inspect.StructType(cls=record):
                found += [] if is_learned(record) else [record]
            case msgspec.inspect.UnionType(types=parts):
                pending += parts
            case msgspec.inspect.DictType(key_type=key, value_type=value):
                pending += [key, value]
            case msgspec.inspect.TupleType(item_types=parts):
                pending += parts
            case msgspec.inspect.CollectionType(item_type=part):
                pending.append(part)
    return found


@pytest.mark.parametrize(("where", "kind"), types_in_code().items())
def test_no_thread_meets_a_record_that_is_being_learned(where, kind):
    assert not unlearned(kind)


def charts() -> list[type[Chart]]:
    for path in (ROOT / "anew" / "elements").glob("*_chart.py"):
        importlib.import_module(f"anew.elements.{path.stem}")
    return Chart.__subclasses__()


@pytest.mark.parametrize("chart", charts(), ids=lambda chart: chart.__name__)
def test_nor_does_one_that_reads_a_selection(chart):
    assert not unlearned(chart.selection)


@pytest.mark.parametrize("option", options().values(), ids=lambda option: option.name)
def test_nor_does_one_that_sets_an_option(option):
    assert not unlearned(option.type)


def test_threads_that_convert_at_the_same_moment_live():
    program = [sys.executable, "-c", RACE]
    ended = subprocess.run(program, check=False, capture_output=True, text=True, timeout=60)

    assert ended.stdout == "All threads have converted.\n"
