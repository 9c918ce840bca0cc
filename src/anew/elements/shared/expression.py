"""The source text of the expression that an author passed as an argument."""

from __future__ import annotations

import ast
import inspect
import linecache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from anew.syntax import parsed_expression

if TYPE_CHECKING:
    from types import FrameType

_PACKAGE = str(Path(__file__).parents[1])
LONGEST = 300


def expression_of(index: int) -> str:
    """The source of the argument at an index, in the nearest frame outside of anew.

    Args:
        index: Counted from 0. The parts of a bare expression in a script count as arguments,
            too (R134).

    Returns:
        "" where there is no source, as in a console, or if the file has changed since.
    """
    frame: FrameType | None = inspect.currentframe()
    while frame is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
    text = "" if frame is None else _text_at(frame)
    argument = _argument(text, index)
    return "" if len(argument) > LONGEST else argument


def _text_at(frame: FrameType) -> str:
    """The source of the expression that a frame is evaluating."""
    positions = frame.f_code.co_positions()
    found = next(islice(positions, frame.f_lasti // 2, None), None)
    if found is None or None in found:
        return ""
    first, last, start, end = [value or 0 for value in found]
    lines = [
        line.encode() for line in linecache.getlines(frame.f_code.co_filename)[first - 1 : last]
    ]
    if not lines:
        return ""
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    return b"".join(lines).decode(errors="replace")


def _argument(text: str, index: int) -> str:
    try:
        body = parsed_expression(f"({text}\n)")
    except (SyntaxError, ValueError):
        return ""
    if isinstance(body, ast.Call):
        written = [*body.args, *[keyword.value for keyword in body.keywords]]
    else:
        written = body.elts if isinstance(body, ast.Tuple) else [body]
    if index >= len(written) or any(isinstance(one, ast.Starred) for one in written):
        return ""
    return ast.unparse(written[index])
