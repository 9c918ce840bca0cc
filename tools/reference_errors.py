"""The reference page of the errors: all as a tree, then each with its description and users."""

from __future__ import annotations

import builtins
import inspect
from typing import TYPE_CHECKING

from docstrings import code, docs_of, markdown

from anew import errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

INTRODUCTION = """Every error that anew raises for a script is an `APIException`. Its message says what was given, what was
expected and what to do. Catch a specific error by its class, or all of them by the base class.

For scripts written for Streamlit, each is also available with the prefix `Streamlit`
(`StreamlitAPIException`), here and in `streamlit.errors`."""


def page(raised_by: Mapping[str, Sequence[str]]) -> list[str]:
    """The page's parts. `raised_by` maps an error to the commands that raise it."""
    entries = [part for kind in _kinds() for part in _entry(kind, raised_by)]
    return [INTRODUCTION, "\n".join(_tree(errors.APIException)), *entries]


def linked(name: str) -> str:
    """An error's name, with a link to its description if it is one of anew's."""
    if hasattr(errors, name):
        return f"[`{name}`](errors.md#{name.lower()})"
    if not hasattr(builtins, name):
        raise SystemExit(f"A docstring's Raises names {name!r}, which is no error that there is.")
    return f"`{name}`"


def _kinds() -> list[type[BaseException]]:
    classes = [kind for kind in vars(errors).values() if inspect.isclass(kind)]
    return [kind for kind in classes if issubclass(kind, errors.APIException)]


def _tree(kind: type[BaseException], depth: int = 0) -> Iterator[str]:
    yield f"{'  ' * depth}- {linked(kind.__name__)}: {docs_of(kind).summary}"
    for child in _kinds():
        if child.__bases__[0] is kind:
            yield from _tree(child, depth + 1)


def _entry(kind: type[BaseException], raised_by: Mapping[str, Sequence[str]]) -> list[str]:
    docs, (base, *others) = docs_of(kind), kind.__bases__
    parent = linked(base.__name__) if base is not Exception else "`Exception`"
    also = "".join(f", and a `{other.__name__}` of Python's own" for other in others)
    parts = [f"## {kind.__name__}", docs.summary, f"It is a kind of {parent}{also}."]
    parts += [markdown(docs.details)] if docs.details else []
    parts += [code(docs.example)] if docs.example else []
    names = raised_by.get(kind.__name__, ())
    links = ", ".join(f"[`st.{name}`]({name}.md)" for name in names)
    return [*parts, *([f"Raised by {links}."] if links else [])]
