"""Anything, shown as what it is."""

from __future__ import annotations

import builtins
import inspect
import re
from collections.abc import ItemsView, KeysView, Mapping, ValuesView
from types import BuiltinFunctionType, FunctionType, GeneratorType, MethodType, ModuleType
from typing import TYPE_CHECKING

from anew.elements.code import code
from anew.elements.dataframe import dataframe
from anew.elements.empty import empty
from anew.elements.exception import exception
from anew.elements.image import image
from anew.elements.json import is_named_tuple, json
from anew.elements.markdown import markdown
from anew.elements.parameters import shown_text
from anew.elements.pictures import is_picture
from anew.elements.tabular import is_tabular
from anew.elements.text import text
from anew.errors import InvalidParameterTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable


def write(*args: object, unsafe_allow_html: bool = False) -> None:
    """Show anything, each thing as what it is.

    Text is shown as Markdown, together with the text and the plain values beside it. Tables
    and arrays can be scrolled and sorted, as by `st.dataframe`, pictures of Pillow are seen.
    Dicts and lists can be unfolded, errors show where they come from, functions and classes
    what they are for, and what a generator yields is shown as it comes.

    Args:
        args: What to show, in this order.
        unsafe_allow_html: Show HTML within text as HTML, and objects that have an HTML form
            in it; without scripts and styles.

    Example:
        >>> st.write("The answer is", 42)
        >>> st.write({"name": "Ada"}, ["a", "list"])
    """
    words: list[str] = []
    for arg in args:
        word = _word(arg, unsafe_allow_html)
        if word is not None:
            words.append(word)
            continue
        _write_words(words, unsafe_allow_html)
        words = []
        _write_one(arg, unsafe_allow_html)
    _write_words(words, unsafe_allow_html)


def _write_words(words: list[str], unsafe_allow_html: bool) -> None:
    if words:
        markdown(" ".join(words), unsafe_allow_html)


def _word(arg: object, unsafe_allow_html: bool) -> str | None:
    """What stands within a line of Markdown; None for what needs a place of its own."""
    if isinstance(arg, str):
        return shown_text(arg)
    if _has_own_place(arg) or (unsafe_allow_html and _has_html(arg)):
        return None
    words = shown_text(arg)
    return None if "\n" in words or _is_address(words) else _as_code(words)


def _write_one(arg: object, unsafe_allow_html: bool) -> None:
    match arg:
        case BaseException():
            exception(arg)
        case GeneratorType():
            _append(arg, unsafe_allow_html)
        case FunctionType() if inspect.isgeneratorfunction(arg):
            _append(arg(), unsafe_allow_html)
        case _ if _is_described(arg):
            _describe(arg)
        case _ if inspect.isasyncgen(arg) or inspect.isawaitable(arg):
            _refuse_unawaited(arg)
        case _ if is_tabular(arg):
            dataframe(arg)
        case _ if is_picture(arg):
            image(arg)
        case _ if _is_json(arg):
            json(arg)
        case _ if unsafe_allow_html and _has_html(arg):
            markdown(arg._repr_html_(), True)  # type: ignore[attr-defined]  # what it is for
        case _:
            _write_text(arg)


def _has_own_place(arg: object) -> bool:
    return (
        isinstance(arg, BaseException | GeneratorType)
        or _is_json(arg)
        or _is_described(arg)
        or inspect.isasyncgen(arg)
        or inspect.isawaitable(arg)
        or is_tabular(arg)
        or is_picture(arg)
    )


def _is_json(arg: object) -> bool:
    if getattr(type(arg), "is_secret", False):
        return False  # st.secrets tells its names alone.
    is_data = isinstance(arg, list | Mapping | KeysView | ValuesView | ItemsView)
    return is_data or is_named_tuple(arg)


def _is_described(arg: object) -> bool:
    """Whether what it is for says more than its text."""
    kinds = FunctionType | BuiltinFunctionType | MethodType | ModuleType | type
    return isinstance(arg, kinds)


def _has_html(arg: object) -> bool:
    return callable(getattr(type(arg), "_repr_html_", None))


def _is_address(words: str) -> bool:
    """Whether a text only says where in memory something is, which changes at each run."""
    return re.fullmatch(r"<.* at 0x[0-9a-fA-F]+>", words) is not None


def _as_code(words: str) -> str:
    """Words as code within Markdown, whatever marks they hold.

    >>> _as_code("a `b`")
    '`` a `b` ``'
    """
    if "`" not in words:
        return f"`{words}`" if words.strip() else words
    longest = max(map(len, re.findall("`+", words)))
    marks = "`" * (longest + 1)
    return f"{marks} {words} {marks}"


def _write_text(arg: object) -> None:
    words = shown_text(arg)
    if _is_address(words):
        _describe(arg)
    else:
        code(words, language=None)


def _describe(arg: object) -> None:
    """What something is: how it is called, and what its docstring says."""
    subject = arg if _is_described(arg) else type(arg)
    code(_heading(subject))
    about = inspect.getdoc(subject)
    if about:
        text(about, width="stretch")


def _heading(subject: object) -> str:
    name = getattr(subject, "__qualname__", None) or getattr(subject, "__name__", str(subject))
    if isinstance(subject, ModuleType):
        return f"import {name}"
    kind = "class" if isinstance(subject, type) else "def"
    return f"{kind} {name}{_signature(subject)}"


def _signature(subject: object) -> str:
    try:
        return str(inspect.signature(subject))  # type: ignore[arg-type]  # TypeError if it is none
    except (TypeError, builtins.ValueError):
        return "(…)"


def _append(chunks: Iterable[object], unsafe_allow_html: bool) -> None:
    """Show what comes, as it comes: text grows in one place, other things follow it."""
    place, so_far = None, ""
    for chunk in chunks:
        if not isinstance(chunk, str):
            write(chunk, unsafe_allow_html=unsafe_allow_html)
            place, so_far = None, ""
            continue
        so_far += shown_text(chunk)
        place = place or empty()
        with place:
            markdown(so_far, unsafe_allow_html)


def _refuse_unawaited(arg: object) -> None:
    how = "Write each of its chunks in an `async for`" if inspect.isasyncgen(arg) else "Await it"
    raise InvalidParameterTypeError(f"write: {arg!r} has not been awaited. {how} first.")
