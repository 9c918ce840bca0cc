"""Markdown and code of authors, which the tab receives as safe HTML.

Rendering happens when a record is sent. A text that does not change between two runs is compared
by its source, and not rendered again. Any text may contain what a user typed, so all HTML is
reduced to an allow-list of tags, attributes and URL schemes.

The modules: `rendering` parses Markdown and renders it; `directives`, `symbols`, `formulas` and
`footnotes` extend its syntax; `highlighting` colours code; `safety` sanitizes the resulting HTML.
They are imported when the first text is rendered, so that an app without Markdown or code does not
pay for them, and a server's first answer does not wait for them.
"""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

from anew.arguments import shown_text
from anew.elements.markup.slugs import slug
from anew.protocol.messages import Wire

__all__ = [
    "Code",
    "Formula",
    "Inline",
    "Markdown",
    "Markup",
    "OwnHtml",
    "plain_text",
    "slug",
    "written",
]

# Longer text is not cached, so that a few long ones do not fill the memory.
MAX_CACHED_CHARACTERS = 16 * 1024
MAX_HTML_CHARACTERS = 4_000_000  # Of an author's HTML: enough for a picture or two within it.


def written(body: object) -> str:
    r"""An author's text without the common indentation that it has in the script.

    A triple-quoted string is indented like the code around it, and Markdown takes four spaces for
    a code block. Indentation within the text stays. This is not for labels: two labels that differ
    in a space make two widgets.

    >>> written("\n    - one\n      - two\n    ")
    '- one\n  - two'
    """
    text = shown_text(str(body))
    # Checked first because it is cheap: most texts have one line, or no indentation.
    if "\n" in text and ("\n " in text or "\n\t" in text):
        text = (_dedented if _is_cached(text) else textwrap.dedent)(text)
    return text.strip()


@lru_cache(maxsize=1024)
def _dedented(text: str) -> str:
    return textwrap.dedent(text)  # Cached: it takes microseconds, for each text of each run.


class Markup(Wire):
    """The base class: a source text, compared and hashed by its text and flags."""

    __slots__ = ("source",)

    def __init__(self, source: object) -> None:
        self.source = str(source)

    def __eq__(self, other: object) -> bool:
        # Called in each run for each text of the page, so the source, which usually decides, is
        # compared first.
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
    r"""Blocks of Markdown: paragraphs, lists, tables, code. Its indentation is removed (`written`).

    >>> Markdown("**Hi**").to_wire()
    '<p><strong>Hi</strong></p>\n'
    """

    __slots__ = ("allow_html",)

    def __init__(self, source: object, *, allow_html: bool = False) -> None:
        super().__init__(written(source))
        self.allow_html = allow_html

    @classmethod
    def of_help(cls, help: str | None) -> Markdown | None:
        """The help text of an element; None if it is blank."""
        text = None if help is None else cls(help)
        return text if text is not None and text.source else None

    def to_wire(self) -> str:
        render = _blocks if _is_cached(self.source) else _blocks.__wrapped__
        return render(self.source, self.allow_html)

    def _parts(self) -> tuple[object, ...]:
        return (*super()._parts(), self.allow_html)


class Inline(Markup):
    """A label: inline Markdown, without blocks.

    >>> Inline("# of *apples*").to_wire()
    '# of <em>apples</em>'
    """

    __slots__ = ()

    def to_wire(self) -> str:
        render = _inline if _is_cached(self.source) else _inline.__wrapped__
        return render(self.source)


class Formula(Markup):
    r"""A formula in LaTeX, by itself.

    >>> Formula("x < y").to_wire()
    '<div class="stFormula stFormulaBlock">x &lt; y</div>\n'
    """

    __slots__ = ()

    def to_wire(self) -> str:
        # Imported late: as below.
        from anew.elements.markup.rendering import rendered_formula  # noqa: PLC0415

        return rendered_formula(self.source)


class OwnHtml(Markup):
    """An author's HTML, with styles and SVG.

    >>> OwnHtml("<b onclick='run()'>Hi</b>").to_wire()
    '<b>Hi</b>'
    """

    __slots__ = ()

    def to_wire(self) -> str:
        render = _html if _is_cached(self.source) else _html.__wrapped__
        return render(self.source)


class Code(Markup):
    """Source code with syntax highlighting.

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


# A line without any syntax: words, numbers and some punctuation. It may not start as a numbered
# list does, nor hold what signs such as `--`, emoji and directives are made of.
_PLAIN = re.compile(
    r"(?!\d{1,9}[.)](?:\ |$)) [^\W_] (?:[^\W_] | [ .,;()/?='%] | -(?!-) | :(?=\ |$))* (?<!\ )",
    re.VERBOSE,
)


def _is_plain(source: str) -> bool:
    """Whether a text has no syntax, as most labels: it need not be parsed or sanitized."""
    return _PLAIN.fullmatch(source) is not None


@lru_cache(maxsize=1024)
def _blocks(source: str, allow_html: bool) -> str:
    if _is_plain(source) and "www." not in source:
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


@lru_cache(maxsize=256)
def _html(source: str) -> str:
    # Imported late: as above.
    from anew.elements.markup.rendering import rendered_html  # noqa: PLC0415

    return rendered_html(shown_text(source))


@lru_cache(maxsize=1024)
def plain_text(source: str) -> str:
    """The words of a label, without its markup, icons and the URLs of its links.

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
