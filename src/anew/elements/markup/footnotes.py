"""Footnotes in Markdown: `text[^1]`, and `[^1]: the note` on a line of its own.

The library's rules parse them. Its references are searched for no longer than a label may be, and
what is rendered has names that no other text of the page has.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from mdit_py_plugins.footnote.index import footnote_def, footnote_ref, footnote_tail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_REFERENCE = re.compile(r"\[\^[^\s\[\]]{1,100}\]")


def enable_footnotes(parser: MarkdownIt) -> None:
    """Let a parser know footnotes; the first of its core rules must be that of blocks."""
    parser.block.ruler.before(
        "reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]}
    )
    parser.inline.ruler.before("link", "footnote_ref", _reference)
    parser.core.ruler.after("inline", "footnote_tail", footnote_tail)
    for rule, render in _RENDERED.items():
        parser.add_render_rule(rule, render)


def env_of(source: str) -> EnvType:
    """What a text is parsed with: the name that its footnotes begin with."""
    return {"notes": f"{zlib.crc32(source.encode('utf-8', 'replace')):x}"}


def _reference(state: StateInline, silent: bool) -> bool:
    """Parse a reference, unless what looks like one goes on for long."""
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    return found is not None and footnote_ref(state, silent)


def _render_reference(
    _: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    name, own = _names(tokens[index], env)
    number = tokens[index].meta["id"] + 1
    return (
        f'<sup><a href="#fn-{name}" id="fnref-{own}" aria-label="Note {number}">{number}</a></sup>'
    )


def _render_note(
    _: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="fn-{_names(tokens[index], env)[0]}">'


def _render_way_back(
    _: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    own = _names(tokens[index], env)[1]
    # The last character asks for a plain arrow instead of an emoji.
    return f' <a href="#fnref-{own}" aria-label="Back to the text">\u21a9\ufe0e</a>'


def _names(token: Token, env: EnvType) -> tuple[str, str]:
    """The name of a footnote on the page, and that of one of the references to it."""
    name = f"{env.get('notes', '')}-{token.meta['id'] + 1}"
    again = token.meta.get("subId", 0)
    return name, f"{name}-{again + 1}" if again else name


_RENDERED = {
    "footnote_ref": _render_reference,
    "footnote_block_open": lambda *_: '<section aria-label="Footnotes">\n<hr>\n<ol>\n',
    "footnote_block_close": lambda *_: "</ol>\n</section>\n",
    "footnote_open": _render_note,
    "footnote_close": lambda *_: "</li>\n",
    "footnote_anchor": _render_way_back,
}
