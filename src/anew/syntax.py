"""Syntax trees of Python, one at a time.

Python 3.11 may fail with "AST constructor recursion depth mismatch" if several threads make some at
once: it counts for all of them together.
"""

from __future__ import annotations

import ast
import threading

making_trees = threading.Lock()  # For who compiles a tree, too.


def parsed(source: str | bytes) -> ast.Module:
    """The tree of a file; SyntaxError or ValueError if it has none."""
    with making_trees:
        return ast.parse(source)


def parsed_expression(text: str) -> ast.expr:
    """The tree of an expression. Raises as above."""
    with making_trees:
        return ast.parse(text, mode="eval").body
