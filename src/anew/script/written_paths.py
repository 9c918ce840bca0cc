"""Paths that a script's text names, found without running it: `Path(__file__).parent / "frontend"`.

Only what says the same in each run is understood: texts, names that are assigned once, `__file__`, and the
functions of `os.path` and `pathlib` that put paths together. Whatever else is written there is unknown.
"""

from __future__ import annotations

import ast
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value: TypeAlias = str | Path

MOST_STEPS = 50  # From a name to what it stands for, and so on.
MOST_LETTERS = 4096

_OF_TEXTS: Mapping[str, Callable[..., Any]] = {
    "abspath": os.path.abspath,
    "dirname": os.path.dirname,
    "getcwd": os.getcwd,
    "join": os.path.join,
    "normpath": os.path.normpath,
    "realpath": os.path.realpath,
}
_OF_PATHS: Mapping[str, Callable[..., Value]] = {
    "absolute": Path.absolute,
    "as_posix": Path.as_posix,
    "joinpath": Path.joinpath,
    "resolve": Path.resolve,
    "with_name": Path.with_name,
}


class WrittenPaths:
    """What the expressions of one file stand for."""

    def __init__(self, tree: ast.Module, file: Path) -> None:
        self._file = file
        self._assigned: dict[str, ast.expr] = {}
        self._times: Counter[str] = Counter()  # How often each name gets a value.
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self._times[node.id] += 1
            elif isinstance(node, ast.arg):
                self._times[node.arg] += 1
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self._assigned[node.targets[0].id] = node.value
            elif (
                isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value
            ):
                self._assigned[node.target.id] = node.value

    def value(self, node: ast.expr | None) -> Value | None:
        """The text or path that an expression stands for; None if that is unknown."""
        try:
            return self._value(node, MOST_STEPS)
        except (OSError, ValueError, TypeError, IndexError, RuntimeError, RecursionError):
            return None  # What is written there would fail, too.

    def _value(self, node: ast.expr | None, steps: int) -> Value | None:
        found = None if steps == 0 or node is None else self._found(node, steps - 1)
        return None if found is None or len(str(found)) > MOST_LETTERS else found

    def _found(self, node: ast.expr, steps: int) -> Value | None:
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Name(id="__file__"):
                return str(self._file)
            case ast.Name(id=name) if self._times[name] == 1:
                return self._value(self._assigned.get(name), steps)
            case ast.JoinedStr(values=parts):
                return self._joined(parts, steps)
            case ast.BinOp(left=left, op=ast.Add() | ast.Div() as op, right=right):
                return _together(self._value(left, steps), op, self._value(right, steps))
            case ast.Attribute(value=of, attr="parent"):
                return _parent(self._value(of, steps), 0)
            case ast.Subscript(
                value=ast.Attribute(value=of, attr="parents"), slice=ast.Constant(value=int(up))
            ):
                return _parent(self._value(of, steps), up)
            case ast.Call(func=function, args=arguments):
                return self._called(function, arguments, steps)
        return None

    def _joined(self, parts: list[ast.expr], steps: int) -> str | None:
        """What an f-string stands for, if no format is in it."""
        texts: list[str] = []
        for part in parts:
            is_plain = not isinstance(part, ast.FormattedValue) or part.format_spec is None
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            found = self._value(inner, steps) if is_plain else None
            if found is None:
                return None
            texts.append(str(found))
        return "".join(texts)

    def _called(self, function: ast.expr, arguments: list[ast.expr], steps: int) -> Value | None:
        given: list[Value] = []
        for argument in arguments:
            found = self._value(argument, steps)
            if found is None:
                return None
            given.append(found)
        module, _, name = dotted(function).rpartition(".")
        if name in _OF_TEXTS and module in {"", "os", "os.path"}:
            return str(_OF_TEXTS[name](*given))
        if (module, name) in {("", "Path"), ("pathlib", "Path")}:
            return Path(*given)
        if name == "cwd" and module in {"Path", "pathlib.Path"}:
            return Path.cwd()
        if (module, name) == ("", "str") and len(given) == 1:
            return str(given[0])
        if isinstance(function, ast.Attribute) and function.attr in _OF_PATHS:
            of = self._value(function.value, steps)
            return _OF_PATHS[function.attr](of, *given) if isinstance(of, Path) else None
        return None


def dotted(node: ast.expr) -> str:
    """A name such as `os.path.join`; "" for what is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return before and f"{before}.{node.attr}"
    return ""


def _together(left: Value | None, op: ast.operator, right: Value | None) -> Value | None:
    if isinstance(op, ast.Add):
        return left + right if isinstance(left, str) and isinstance(right, str) else None
    if right is None or not isinstance(left, Path):
        return None
    return left / right


def _parent(of: Value | None, up: int) -> Path | None:
    return of.parents[up] if isinstance(of, Path) else None
