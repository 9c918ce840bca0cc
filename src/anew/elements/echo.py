"""A block of the script, shown as code and run."""

from __future__ import annotations

import ast
import inspect
import linecache
import textwrap
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from anew.ambient.context import here
from anew.arguments import one_of, words_of
from anew.elements.code import code
from anew.elements.command import command
from anew.syntax import parsed

if TYPE_CHECKING:
    from types import FrameType, TracebackType

CodeLocation = Literal["above", "below"]
CODE_LOCATIONS = words_of(CodeLocation)
_PACKAGE = str(Path(__file__).parents[1])


class Echo:
    """A `with` block whose source is shown."""

    def __init__(self, source: str, location: CodeLocation) -> None:
        self._source = source
        self._location = location

    def __enter__(self) -> Self:
        if self._location == "above":
            self._show()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._location == "below" and error is None:
            self._show()

    def _show(self) -> None:
        if self._source:
            code(self._source)


@command("Text")
def echo(code_location: CodeLocation = "above") -> Echo:
    """Show the code of a `with` block, and run it.

    Args:
        code_location: Whether the code is shown "above" or "below" what the block draws.

    Returns:
        A context manager for a `with` block.

    Raises:
        InvalidParameterValueError: `code_location` is not one of the words.

    Example:
        >>> with st.echo():
        ...     st.write("This is shown, and its code.")
    """
    one_of("echo", "code_location", code_location, CODE_LOCATIONS)
    frame: FrameType | None = inspect.currentframe()
    while frame is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
    source = "" if frame is None else _source_at(frame)
    if not source:
        here().run.tell_once(
            "echo: the source of the block cannot be read, so only what it draws is shown."
        )
    return Echo(source, code_location)


def _source_at(frame: FrameType) -> str:
    """The source of the block whose `with` statement a frame is executing; "" if there is none."""
    return _block("".join(linecache.getlines(frame.f_code.co_filename)), frame.f_lineno)


@lru_cache(maxsize=64)
def _block(text: str, line: int) -> str:
    """The block of the innermost `with` statement whose first lines include one.

    Comments above its first statement belong to it.
    """
    try:
        tree = parsed(text)
    except (SyntaxError, ValueError):
        return ""
    found = [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.With | ast.AsyncWith) and one.lineno <= line <= _first(one)
    ]
    if not found:
        return ""
    block = max(found, key=lambda one: one.lineno)
    lines = text.splitlines()
    if _first(block) == block.lineno:  # All on one line.
        return ast.get_source_segment(text, block.body[0]) or ""
    start = _first(block) - 1
    while start > block.lineno and lines[start - 1].lstrip()[:1] in {"#", ""}:
        start -= 1
    return textwrap.dedent("\n".join(lines[start : block.end_lineno])).strip("\n")


def _first(block: ast.With | ast.AsyncWith) -> int:
    """The line at which the first statement of a block begins, with its decorators."""
    statement = block.body[0]
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *[one.lineno for one in decorators]])
