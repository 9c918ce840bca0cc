"""Text that the author wrote as Markdown or code, and that the tab gets as safe HTML.

Rendering happens when a record is sent: what does not change between two runs is
compared by its source, and never rendered again. What a user typed may stand in any of
these, so everything passes an allow-list of tags, attributes and link schemes.
"""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from anew.protocol.messages import Wire

LINK_SCHEMES = {"http", "https", "mailto", "tel"}


class Markup(Wire):
    """The base of all: a source that compares and hashes by its text and flags."""

    __slots__ = ("source",)

    def __init__(self, source: object) -> None:
        self.source = str(source)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._parts() == other._parts()  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._parts()!r}"

    def __str__(self) -> str:
        return self.source

    def _parts(self) -> tuple[object, ...]:
        return (self.source,)


class Markdown(Markup):
    """Blocks of Markdown: paragraphs, lists, tables, code.

    >>> Markdown("**Hi**").to_wire()
    '<p><strong>Hi</strong></p>\\n'
    """

    __slots__ = ("allow_html",)

    def __init__(self, source: object, *, allow_html: bool = False) -> None:
        super().__init__(source)
        self.allow_html = allow_html

    def to_wire(self) -> str:
        return _render_blocks(self.source, self.allow_html)

    def _parts(self) -> tuple[object, ...]:
        return (self.source, self.allow_html)


class Inline(Markup):
    """A label: Markdown within one line, without blocks."""

    __slots__ = ()

    def to_wire(self) -> str:
        return _render_inline(self.source)


class Code(Markup):
    """Source code, coloured by its language."""

    __slots__ = ("language",)

    def __init__(self, source: object, language: str | None = None) -> None:
        super().__init__(source)
        self.language = language

    def to_wire(self) -> str:
        return _render_code(self.source, self.language or "text")

    def _parts(self) -> tuple[object, ...]:
        return (self.source, self.language)


_with_html = MarkdownIt("gfm-like", {"linkify": False, "html": True})
_without_html = MarkdownIt("gfm-like", {"linkify": False, "html": False})


@lru_cache(maxsize=2048)
def _render_blocks(source: str, allow_html: bool) -> str:
    parser = _with_html if allow_html else _without_html
    return _clean(parser.render(source))


@lru_cache(maxsize=2048)
def _render_inline(source: str) -> str:
    return _clean(_without_html.renderInline(source))


def _clean(html: str) -> str:
    return nh3.clean(html, url_schemes=LINK_SCHEMES, link_rel="noopener noreferrer")


@lru_cache(maxsize=256)
def _render_code(source: str, language: str) -> str:
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    return str(highlight(source, lexer, HtmlFormatter(nowrap=True)))
