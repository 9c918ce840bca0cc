"""Text that the author wrote as Markdown or code, and that the tab gets as safe HTML.

Rendering happens when a record is sent: what does not change between two runs is
compared by its source, and never rendered again. What a user typed may stand in any of
these, so everything passes an allow-list of tags, attributes and link schemes.

The parts: `rendering` parses and renders, with what Markdown lacks in `directives`
and `symbols`; `highlighting` colours code; `safety` has the last word on all.
They are imported when the first text is rendered: an app without Markdown or code does
not pay for them, and the first answer of a server does not wait for them.
"""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

from anew.arguments import shown_text
from anew.elements.markup.slugs import slug
from anew.protocol.messages import Wire

__all__ = ["Code", "Inline", "Markdown", "Markup", "plain_text", "slug", "written"]

# Longer texts are rendered each time, so that a few of them do not fill the memory.
MAX_CACHED_CHARACTERS = 16 * 1024


def written(body: object) -> str:
    r"""What an author wrote to be read: without the margin that it has in the script.

    A text in three quotes is indented as the code around it is, which four blanks would make
    a block of code of. What is indented within it stays so. Labels do not come here: two that
    differ in a blank are two widgets.

    >>> written("\n    - one\n      - two\n    ")
    '- one\n  - two'
    """
    text = shown_text(str(body))
    # Looked for first: most have one line, or none that is indented.
    if "\n" in text and ("\n " in text or "\n\t" in text):
        text = (_dedented if _is_cached(text) else textwrap.dedent)(text)
    return text.strip()


@lru_cache(maxsize=1024)
def _dedented(text: str) -> str:
    return textwrap.dedent(text)  # Microseconds, for each text of each run.


class Markup(Wire):
    """The base of all: a source that compares and hashes by its text and flags."""

    __slots__ = ("source",)

    def __init__(self, source: object) -> None:
        self.source = str(source)

    def __eq__(self, other: object) -> bool:
        # In each run for each text of the page: the texts first, which mostly tell.
        return (
            type(other) is type(self)
            and other.source == self.source
            and other._parts() == self._parts()
        )

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        kind, *parts = self._parts()
        return f"{kind}({', '.join(map(repr, parts))})"

    def __str__(self) -> str:
        return self.source

    def _parts(self) -> tuple[object, ...]:
        return (type(self).__name__, self.source)


class Markdown(Markup):
    r"""Blocks of Markdown: paragraphs, lists, tables, code. Without a margin, as `written`.

    >>> Markdown("**Hi**").to_wire()
    '<p><strong>Hi</strong></p>\n'
    """

    __slots__ = ("allow_html",)

    def __init__(self, source: object, *, allow_html: bool = False) -> None:
        super().__init__(written(source))
        self.allow_html = allow_html

    @classmethod
    def of_help(cls, help: str | None) -> Markdown | None:
        """The help beside an element; None for a blank one, which has nothing to say."""
        text = None if help is None else cls(help)
        return text if text is not None and text.source else None

    def to_wire(self) -> str:
        render = _blocks if _is_cached(self.source) else _blocks.__wrapped__
        return render(self.source, self.allow_html)

    def _parts(self) -> tuple[object, ...]:
        return (*super()._parts(), self.allow_html)


class Inline(Markup):
    """A label: Markdown within one line, without blocks.

    >>> Inline("# of *apples*").to_wire()
    '# of <em>apples</em>'
    """

    __slots__ = ()

    def to_wire(self) -> str:
        render = _inline if _is_cached(self.source) else _inline.__wrapped__
        return render(self.source)


class Code(Markup):
    """Source code, coloured by its language.

    >>> Code("x = 1", "python").to_wire()
    'x <span class="o">=</span> <span class="m">1</span>'
    """

    __slots__ = ("language",)

    def __init__(self, source: object, language: str | None = None) -> None:
        super().__init__(source)
        self.language = language

    def to_wire(self) -> str:
        render = _code if _is_cached(self.source) else _code.__wrapped__
        return render(self.source, self.language)

    def _parts(self) -> tuple[object, ...]:
        return (*super()._parts(), self.language)


def _is_cached(source: str) -> bool:
    return len(source) <= MAX_CACHED_CHARACTERS


# A line in which nothing begins anything: words, numbers, the marks between them. Neither the
# number of a list at its start, nor what signs, emoji and directives are made of.
_PLAIN = re.compile(
    r"(?!\d{1,9}[.)](?:\ |$)) [^\W_] (?:[^\W_] | [ .,;()/?='%] | -(?!-) | :(?=\ |$))* (?<!\ )",
    re.VERBOSE,
)


def _is_plain(source: str) -> bool:
    """Whether it is text alone: most labels and many lines need neither parser nor cleaning."""
    return _PLAIN.fullmatch(source) is not None


@lru_cache(maxsize=1024)
def _blocks(source: str, allow_html: bool) -> str:
    if _is_plain(source):
        return f"<p>{source}</p>\n"
    # Imported late: it takes some 30 ms.
    from anew.elements.markup.rendering import rendered_blocks  # noqa: PLC0415

    return rendered_blocks(shown_text(source), allow_html=allow_html)


@lru_cache(maxsize=1024)
def _inline(source: str) -> str:
    if _is_plain(source):
        return source
    # Imported late: as above.
    from anew.elements.markup.rendering import rendered_inline  # noqa: PLC0415

    return rendered_inline(shown_text(source))


@lru_cache(maxsize=1024)
def plain_text(source: str) -> str:
    """What a label says in words: without marks, icons and where links lead.

    >>> plain_text(":material/home: My :red[*own*] [page](/own)")
    ' My own page'
    """
    if _is_plain(source):
        return source
    # Imported late: as above.
    from anew.elements.markup.rendering import plain_inline  # noqa: PLC0415

    return plain_inline(shown_text(source))


@lru_cache(maxsize=256)
def _code(source: str, language: str | None) -> str:
    # Imported late: few apps show code, and the lexers take some 30 ms.
    from anew.elements.markup.highlighting import highlighted  # noqa: PLC0415
    from anew.elements.markup.safety import clean_code  # noqa: PLC0415

    return clean_code(highlighted(shown_text(source), language))
