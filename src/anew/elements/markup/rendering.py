"""Markdown to HTML: GitHub's flavour, with directives, emoji, icons and signs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from anew.elements.markup import directives
from anew.elements.markup.highlighting import highlighted
from anew.elements.markup.safety import clean, is_image, is_link
from anew.elements.markup.slugs import slug
from anew.elements.markup.symbols import with_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.utils import EnvType, OptionsDict


MAX_NESTING = 60  # Blocks in blocks, and spans in spans; what is deeper stays text.


def rendered_blocks(source: str, *, allow_html: bool) -> str:
    """Safe HTML of a whole text."""
    html: str = _parser(allow_html).render(source)
    return clean(html)


def rendered_inline(source: str) -> str:
    """Safe HTML of a label: what begins a block is text like any other."""
    html: str = _parser(False).renderInline(source)
    return clean(html)


@cache
def _parser(allow_html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": allow_html, "maxNesting": MAX_NESTING})
    parser.options["tasklists"] = True
    parser.options["strikethrough_single_tilde"] = True
    parser.enable(["table", "strikethrough"])
    for rule in (directives.directive, directives.icon, directives.emoji, directives.bare_link):
        parser.inline.ruler.before("link", rule.__name__, rule)
    parser.core.ruler.before("text_join", "finish", _finish)
    parser.add_render_rule("fence", _render_code)
    parser.add_render_rule("code_block", _render_code)
    parser.validateLink = _is_allowed  # type: ignore[method-assign]
    # The rules are put in order at the first text, which two threads may not do at once.
    parser.render("")
    parser.renderInline("")
    return parser


def _is_allowed(address: str) -> bool:
    return is_link(address) or is_image(address)


# What is done to the tokens, once all are there. -------------------------------------------


def _finish(state: StateCore) -> None:
    """A rule of the parser: what depends on more than one place of the text."""
    names: dict[str, int] = {}
    for before, token in zip([None, *state.tokens], state.tokens, strict=False):
        if token.type == "inline":
            token.children = list(_finished(token.children or [], state))
            if before is not None and before.type == "heading_open":
                before.attrSet("id", _unused(slug(_plain(token.children)), names))
        elif token.type in {"th_open", "td_open"} and "style" in token.attrs:
            # As an attribute: the page's policy lets no style attribute count.
            token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}


def _finished(tokens: Sequence[Token], state: StateCore) -> Iterator[Token]:
    links = 0
    for token in tokens:
        links += token.type == "link_open"
        links -= token.type == "link_close"
        match token.type:
            case "text":
                token.content = with_signs(token.content)
                yield token
            case "s_open" | "s_close":
                token.tag = "del"
                yield token
            case "image" if not is_image(str(token.attrs["src"])):
                yield from _instead_of(token, state, is_in_link=links > 0)
            case _:
                yield token


def _instead_of(image: Token, state: StateCore, *, is_in_link: bool) -> Iterator[Token]:
    """A link to a picture of another site, which the page's policy does not show."""
    source = str(image.attrs["src"])
    words = state.md.renderer.renderInlineAsText(image.children, state.md.options, state.env)
    text = Token("text", "", 0, content=words or source)
    if is_in_link:
        yield text
        return
    yield Token("link_open", "a", 1, attrs={"href": source})
    yield text
    yield Token("link_close", "a", -1)


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(" " if token.type == "softbreak" else token.content for token in tokens)


def _unused(name: str, names: dict[str, int]) -> str:
    """The name, numbered if the text has it already."""
    count = names.get(name, 0)
    names[name] = count + 1
    return f"{name}-{count}" if count else name


# How tokens become HTML. ------------------------------------------------------------------


def _render_code(
    _: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    language = token.info.strip().split(maxsplit=1)[0] if token.info.strip() else ""
    name = f' class="language-{escapeHtml(language)}"' if language else ""
    return (
        '<div class="stMarkdownPre" data-testid="stMarkdownPre">'
        f"<pre><code{name}>{highlighted(token.content, language)}</code></pre></div>\n"
    )
