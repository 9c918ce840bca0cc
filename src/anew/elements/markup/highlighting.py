"""Syntax highlighting: each token gets a span with a class of the style sheet.

There are few classes (see `client/src/style/code.css`): tokens that most themes show alike share
one, and tokens that look like plain text have none.
"""

from __future__ import annotations

import re
import time
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pygments.lexer import DelegatingLexer
from pygments.lexers import find_lexer_class, get_all_lexers
from pygments.token import Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.lexer import Lexer
    from pygments.token import _TokenType

_CLASSES: dict[_TokenType, str] = {
    Token.Comment: "c",
    Token.Comment.Preproc: "k",
    Token.Keyword: "k",
    Token.Keyword.Constant: "m",
    Token.Keyword.Type: "nc",
    Token.Operator: "o",
    Token.Operator.Word: "k",
    Token.Name.Attribute: "na",
    Token.Name.Builtin: "nb",
    Token.Name.Class: "nc",
    Token.Name.Constant: "m",
    Token.Name.Decorator: "nd",
    Token.Name.Entity: "m",
    Token.Name.Exception: "nc",
    Token.Name.Function: "nf",
    Token.Name.Tag: "nt",
    Token.Name.Variable: "nv",
    Token.Literal: "m",
    Token.Literal.String: "s",
    Token.Literal.String.Escape: "se",
    Token.Literal.String.Interpol: "se",
    Token.Generic.Deleted: "gd",
    Token.Generic.Emph: "ge",
    Token.Generic.Heading: "gh",
    Token.Generic.Inserted: "gi",
    Token.Generic.Output: "c",
    Token.Generic.Prompt: "c",
    Token.Generic.Strong: "gs",
    Token.Generic.Subheading: "gh",
    Token.Generic.Traceback: "gd",
}

# Some patterns of lexers take quadratic time on some texts. A text beyond one of these limits, or
# the rest of it after the time limit, is not highlighted.
MAX_CHARACTERS = 100_000
MAX_AT_ONCE = 5_000  # Characters, for lexers that read the whole text before their first token.
MAX_LINE = 2_000  # Characters of one line.
MAX_SPACE = 200  # Whitespace characters in a row; some lexers try every part of them.
MAX_SECONDS = 0.2

_SPACE = re.compile(r"\s+")


def highlighted(source: str, language: str | None, *, seconds: float = MAX_SECONDS) -> str:
    """The code as HTML, without a block around it; plain if the language is unknown.

    Args:
        source: The code.
        language: A name of the language in Pygments.
        seconds: The time limit; code that is left after it is plain.
    """
    source = source.replace("\r\n", "\n")
    lexer = _lexer_class(language) if language else None
    if lexer is None or seconds <= 0 or not _is_moderate(source, lexer):
        return _escaped(source)
    return "".join(_spans(lexer(stripnl=False), source, seconds))


def _is_moderate(source: str, lexer: type[Lexer]) -> bool:
    most = MAX_AT_ONCE if issubclass(lexer, DelegatingLexer) else MAX_CHARACTERS
    return (
        len(source) <= most
        and max(map(len, source.split("\n"))) <= MAX_LINE
        and max(map(len, _SPACE.findall(source)), default=0) <= MAX_SPACE
    )


def _spans(lexer: Lexer, source: str, seconds: float) -> Iterator[str]:
    """Yield HTML; adjacent tokens of the same class share a span."""
    started = time.thread_time()
    text = source if source.endswith("\n") else f"{source}\n"  # Lexers rely on it.
    position, pending, pending_class = 0, "", ""
    for kind, piece in lexer.get_tokens(text):
        if time.thread_time() - started > seconds or not text.startswith(piece, position):
            break  # The time is up, or the lexer has changed the text.
        token_class = _class_of(kind)
        if token_class != pending_class:
            yield _span(pending, pending_class)
            pending, pending_class = "", token_class
        pending += source[position : position + len(piece)]
        position += len(piece)
    yield _span(pending, pending_class)
    yield _escaped(source[position:])


def _span(text: str, token_class: str) -> str:
    """A span for each line, because the tab numbers the lines separately."""
    html = _escaped(text)
    if not token_class:
        return html
    lines = html.split("\n")
    return "\n".join(line and f'<span class="{token_class}">{line}</span>' for line in lines)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _class_of(kind: _TokenType) -> str:
    """The class of a token type, or of its nearest ancestor that has one."""
    if kind in _CLASSES:
        return _CLASSES[kind]
    return _class_of(kind.parent) if kind.parent else ""


@lru_cache(maxsize=256)
def _lexer_class(language: str) -> type[Lexer] | None:
    name = _names().get(language.lower())
    return find_lexer_class(name) if name else None


@cache
def _names() -> dict[str, str]:
    """The names of the lexers by their aliases.

    Used instead of Pygments' own lookup, which reads the metadata of every installed package for
    an unknown alias; users can cause such lookups, too.
    """
    return {
        alias.lower(): name
        for name, aliases, *_ in get_all_lexers(plugins=False)
        for alias in aliases
    }
