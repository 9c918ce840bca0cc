"""Anything, shown as what it is.

    | what                                                | is shown as                      |
    | --------------------------------------------------- | -------------------------------- |
    | text                                                | Markdown                         |
    | plain values, and objects with a `str` of their own | code, in the line or below it    |
    | errors                                              | `st.exception`                   |
    | functions, classes, modules, data classes, and      |                                  |
    | objects whose `str` is only a memory address        | `st.help`                        |
    | generators                                          | what they yield, as it arrives   |
    | tables of any library, results of databases         | `st.dataframe`                   |
    | Pillow images                                       | `st.image`                       |
    | dicts, lists, and iterators such as `zip`           | `st.json`                        |
    | figures, charts and formulas of libraries           | the command that draws them      |
    | with `unsafe_allow_html`, what has an HTML form     | its HTML                         |

Objects of libraries are recognised by the names of their classes: no library is imported.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import ItemsView, KeysView, Mapping, ValuesView
from itertools import islice
from types import FunctionType, GeneratorType
from typing import TYPE_CHECKING

from anew.arguments import shown_text
from anew.elements import DEFINED_IN
from anew.elements.alert import info
from anew.elements.code import code
from anew.elements.command import command, command_named
from anew.elements.dataframe import dataframe
from anew.elements.exception import exception
from anew.elements.help import help_of
from anew.elements.image import image
from anew.elements.json import is_named_tuple, json
from anew.elements.markdown import markdown
from anew.elements.shared.description import has_no_text, is_for_use
from anew.elements.shared.expression import expression_of
from anew.elements.shared.figures import figure_of
from anew.elements.shared.pictures import is_picture
from anew.elements.shared.streamed import StreamedText
from anew.elements.tabular import is_tabular
from anew.errors import InvalidParameterTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anew.elements.shared.figures import Figure

LISTED = (map, enumerate, zip, filter)  # Iterators that are shown as lists.
MOST_LISTED = 10_000


@command("Text")
def write(*args: object, unsafe_allow_html: bool = False) -> None:
    """Show anything, each thing as what it is.

    Text is shown as Markdown, together with adjacent text and plain values. Tables, arrays and
    results of databases can be scrolled and sorted, as in `st.dataframe`; Pillow images are
    shown as pictures. Dicts and lists can be unfolded, errors show where they arose, functions,
    classes and modules show their help, as in `st.help`, and what a generator yields is shown
    as it arrives. For a figure or a formula of a library that anew does not draw yet, a notice
    says so.

    Args:
        args: What to show, in this order.
        unsafe_allow_html: Render HTML in text, as `st.markdown` does, and show objects that
            have an HTML form in that form.

    Example:
        >>> st.write("The answer is", 42)
        >>> st.write({"name": "Ada"}, ["a", "list"])
    """
    _write(args, unsafe_allow_html, is_authors=True)


def _write(args: tuple[object, ...], unsafe_allow_html: bool, *, is_authors: bool) -> None:
    words: list[str] = []
    for index, arg in enumerate(args):
        word = _word(arg, unsafe_allow_html)
        if word is not None:
            words.append(word)
            continue
        _write_words(words, unsafe_allow_html)
        words = []
        if _is_described(arg):
            help_of(arg, expression_of(index) if is_authors else "")
        else:
            _write_one(arg, unsafe_allow_html)
    _write_words(words, unsafe_allow_html)


def _write_words(words: list[str], unsafe_allow_html: bool) -> None:
    if words:
        markdown(" ".join(words), unsafe_allow_html)


def _word(arg: object, unsafe_allow_html: bool) -> str | None:
    """A value as part of a line of Markdown; None if it needs an element of its own."""
    if isinstance(arg, str):
        return shown_text(arg)
    if _has_own_place(arg) or (unsafe_allow_html and _has_html(arg)):
        return None
    words = shown_text(arg)
    return None if "\n" in words or has_no_text(words) else _as_code(words)


def _write_one(arg: object, unsafe_allow_html: bool) -> None:
    match arg:
        case BaseException():
            exception(arg)
        case GeneratorType():
            _append(arg, unsafe_allow_html)
        case FunctionType() if inspect.isgeneratorfunction(arg):
            _append(arg(), unsafe_allow_html)
        case _ if inspect.isasyncgen(arg) or inspect.isawaitable(arg):
            _refuse_unawaited(arg)
        case _ if is_tabular(arg):
            dataframe(arg)
        case _ if is_picture(arg):
            image(arg)
        case _ if figure := figure_of(arg):
            _draw(arg, figure)
        case _ if isinstance(arg, LISTED):
            json(list(islice(arg, MOST_LISTED)))
        case _ if _is_json(arg):
            json(arg)
        case _ if unsafe_allow_html and _has_html(arg):
            markdown(arg._repr_html_(), True)  # type: ignore[attr-defined]  # what it is for
        case _:
            _write_text(arg)


def _has_own_place(arg: object) -> bool:
    return (
        isinstance(arg, (BaseException, GeneratorType, *LISTED))
        or _is_json(arg)
        or is_for_use(arg)
        or dataclasses.is_dataclass(arg)
        or inspect.isasyncgen(arg)
        or inspect.isawaitable(arg)
        or is_tabular(arg)
        or is_picture(arg)
        or figure_of(arg) is not None
    )


def _is_json(arg: object) -> bool:
    if getattr(type(arg), "is_secret", False):
        return False  # st.secrets shows only its names.
    is_data = isinstance(arg, list | Mapping | KeysView | ValuesView | ItemsView)
    return is_data or is_named_tuple(arg)


def _is_described(arg: object) -> bool:
    """Whether a value is shown by `st.help`."""
    if inspect.isgeneratorfunction(arg):
        return False
    return is_for_use(arg) or dataclasses.is_dataclass(arg)


def _has_html(arg: object) -> bool:
    return callable(getattr(type(arg), "_repr_html_", None))


def _as_code(words: str) -> str:
    """Text as inline code in Markdown, whatever backticks it holds.

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
    if has_no_text(words):
        help_of(arg, "")
    else:
        code(words, language=None)


def _draw(arg: object, figure: Figure) -> None:
    """Show a figure by its command, whose file is only imported now."""
    if figure.command in DEFINED_IN:
        command_named(figure.command)(arg)
        return
    # So that nobody takes the gap for the author's mistake.
    info(
        f"{figure.words} belongs here, which anew does not draw yet (`st.{figure.command}`).",
        icon=":material/image:",
    )


def _append(chunks: Iterable[object], unsafe_allow_html: bool) -> None:
    """Show items as they arrive: text grows in one place, other items follow it."""
    text = StreamedText(allow_html=unsafe_allow_html)
    try:
        for chunk in chunks:
            if isinstance(chunk, str):
                text.add(chunk)
                continue
            text.end()
            text = StreamedText(allow_html=unsafe_allow_html)
            _write((chunk,), unsafe_allow_html, is_authors=False)
    finally:
        text.end()


def _refuse_unawaited(arg: object) -> None:
    how = "Write each of its chunks in an `async for`" if inspect.isasyncgen(arg) else "Await it"
    raise InvalidParameterTypeError(f"write: {arg!r} has not been awaited. {how} first.")
