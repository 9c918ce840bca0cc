"""Compiles the author's script; bare expressions are written to the page (R134).

An expression statement becomes the argument of a call, in place: no line or column moves, so
errors still point at what the author wrote. Calls, awaits and yields stay as they are, because
they are written for their effect, and so do docstrings.
"""

from __future__ import annotations

import ast
from importlib.util import decode_source
from io import StringIO
from typing import TYPE_CHECKING

from anew.syntax import making_trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

# The name by which rewritten code finds `anew.write`. It ends in underscores, so that
# methods find it too: Python renames `__name` within classes, but not `__name__`.
MAGIC_NAME = "__anew_write__"

_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

_DOCUMENTED = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)
_DONE_FOR_AN_EFFECT = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom)


def compile_script(
    source: str | bytes, filename: str, *, is_magic: bool, shows_docstring: bool = False
) -> CodeType:
    r"""Compile the script; the `co_flags` of the code tell whether it awaits at top level.

    Args:
        source: The text, or the bytes of a file in whatever encoding they name.
        filename: The name in tracebacks.
        is_magic: Whether bare expressions are written to the page.
        shows_docstring: Whether the script's docstring is written too, if `is_magic`.

    Raises:
        SyntaxError: with the file's name, the place, and the line.

    Example:
        >>> code = compile_script("'not shown'.upper()\n1 + 1", "app.py", is_magic=True)
        >>> exec(code, {MAGIC_NAME: print})
        2
    """
    try:
        with making_trees:
            # `dont_inherit`: this module's `from __future__` imports must not apply to the script.
            tree = compile(source, filename, "exec", ast.PyCF_ONLY_AST | _FLAGS, dont_inherit=True)
            if is_magic:
                if shows_docstring:
                    _write_docstring(tree)
                _write_bare_expressions(tree)
            code: CodeType = compile(tree, filename, "exec", _FLAGS, dont_inherit=True)
    except SyntaxError as error:
        error.filename = error.filename or filename
        error.text = error.text or _line(source, error.lineno)
        raise
    return code


def _write_docstring(tree: ast.Module) -> None:
    if ast.get_docstring(tree, clean=False) is not None:
        docstring = tree.body[0]
        assert isinstance(docstring, ast.Expr)
        docstring.value = _written(docstring.value)


def _write_bare_expressions(tree: ast.Module) -> None:
    # A work list instead of recursion: a chain of a thousand elifs is nested a thousand deep.
    waiting: list[tuple[ast.AST, bool]] = [(tree, True)]
    while waiting:
        block, is_shown = waiting.pop()
        is_shown = _is_shown_in(block, otherwise=is_shown)
        for statement in _statements(block):
            if not isinstance(statement, ast.Expr):
                waiting.append((statement, is_shown))
            elif is_shown and not isinstance(statement.value, _DONE_FOR_AN_EFFECT):
                statement.value = _written(statement.value)


def _is_shown_in(block: ast.AST, *, otherwise: bool) -> bool:
    """A class body shows nothing, but its methods do; an `if` is like the block around it."""
    if isinstance(block, ast.ClassDef):
        return False
    return otherwise or isinstance(block, (ast.FunctionDef, ast.AsyncFunctionDef))


def _statements(block: ast.AST) -> Iterator[ast.AST]:
    """The statements of a block, without its docstring; `except` and `case` are blocks too."""
    body: list[ast.AST] = getattr(block, "body", [])
    if isinstance(block, _DOCUMENTED) and ast.get_docstring(block, clean=False) is not None:
        body = body[1:]
    yield from body
    for branch in ("handlers", "cases", "orelse", "finalbody"):
        yield from getattr(block, branch, ())


def _written(value: ast.expr) -> ast.Call:
    arguments = value.elts if isinstance(value, ast.Tuple) else [value]
    write = ast.copy_location(ast.Name(MAGIC_NAME, ast.Load()), value)
    return ast.copy_location(ast.Call(write, arguments, []), value)


def _line(source: str | bytes, number: int | None) -> str | None:
    """A line of the source, which Python finds by itself only in a readable file."""
    try:
        text = source if isinstance(source, str) else decode_source(source)
    except (SyntaxError, UnicodeDecodeError):
        return None
    lines = StringIO(text, newline=None).readlines()  # Lines as Python counts them.
    return lines[number - 1] if number and number <= len(lines) else None
