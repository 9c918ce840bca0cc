"""Renders Markdown to HTML: GitHub's flavour, with directives, emoji, icons and signs."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import TYPE_CHECKING, cast

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from anew.elements.markup import directives, formulas
from anew.elements.markup.footnotes import enable_footnotes, env_of
from anew.elements.markup.highlighting import MAX_SECONDS, highlighted
from anew.elements.markup.safety import clean, clean_styled, is_costly, is_image, is_link
from anew.elements.markup.sheets import leading_sheets, marked_if_alone, with_carried_sheets
from anew.elements.markup.slugs import slug
from anew.elements.markup.symbols import with_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.utils import EnvType, OptionsDict


# Text beyond these limits is shown as plain text: a user may have written it to be slow to parse.
MAX_CHARACTERS = 250_000
MAX_BRACKETS = 5_000  # For each `[`, the parser may search the rest of the text for a `]`.
MAX_MARKS = 10_000  # Of emphasis and code: each costs as much as a hundred characters.
MAX_NESTING = 40  # Levels of nested blocks, and of nested spans.


_LINE_END = re.compile(r"\r\n?|\n")


def rendered_blocks(source: str, *, allow_html: bool) -> str:
    """Safe HTML for a text with blocks."""
    if allow_html:
        return _rendered_styled(source)
    if len(source) > MAX_CHARACTERS:
        return clean(f"<pre>{escapeHtml(source)}</pre>")
    html: str = _parser(False).render(source, env_of(source))
    return clean(html)


def rendered_tops(source: str) -> tuple[list[str], list[int]]:
    """Safe HTML for each block of a text that is in no other one, and where each ends in the text.

    The text after a block, up to the next one, belongs to it. Footnotes stay as they are written:
    they belong to the text as a whole.
    """
    if len(source) > MAX_CHARACTERS:
        return [rendered_blocks(source, allow_html=False)], [len(source)]
    parser, env = _parser(False, has_footnotes=False), cast("EnvType", {})
    tokens = parser.parse(source, env)
    begins = [place for place, one in enumerate(tokens) if one.level == 0 and one.nesting >= 0]
    if not begins:
        return [], []
    lines = [(tokens[place].map or [0])[0] for place in begins[1:]]
    places = [0, *[line.end() for line in _LINE_END.finditer(source)]]
    tops = [
        clean(parser.renderer.render(tokens[first:end], parser.options, env))
        for first, end in zip(begins, [*begins[1:], len(tokens)], strict=True)
    ]
    return tops, [*[places[line] for line in lines], len(source)]


def _rendered_styled(source: str) -> str:
    """Safe HTML for a text that may contain the author's own HTML and style sheets."""
    sheets, text = leading_sheets(source)
    if len(text) > MAX_CHARACTERS:
        return rendered_blocks(text, allow_html=False)
    html: str = _parser(True).render(text, env_of(text))
    if is_costly(text, html):
        return rendered_blocks(text, allow_html=False)
    return marked_if_alone(clean_styled(sheets + with_carried_sheets(html)))


def rendered_html(source: str) -> str:
    """Safe HTML for an author's HTML; its source where it would take long to sanitize."""
    if is_costly(source, source):
        return clean(f"<pre>{escapeHtml(source)}</pre>")
    return marked_if_alone(clean_styled(with_carried_sheets(source)))


def rendered_formula(source: str) -> str:
    """Safe HTML for a formula by itself."""
    return clean(formulas.marked(source, is_block=True))


def rendered_inline(source: str) -> str:
    """Safe HTML for a label, in which the syntax of blocks is plain text."""
    if len(source) > MAX_CHARACTERS:
        return clean(escapeHtml(source))
    html: str = _parser(False).renderInline(source)
    return clean(html)


def plain_inline(source: str) -> str:
    """The words of a label, without markup."""
    if len(source) > MAX_CHARACTERS:
        return source
    return "".join(_plain(token.children or []) for token in _parser(False).parseInline(source))


@cache
def _parser(allow_html: bool, *, has_footnotes: bool = True) -> MarkdownIt:
    parser = _Parser("commonmark", {"html": allow_html, "maxNesting": MAX_NESTING})
    parser.options["tasklists"] = True
    parser.options["strikethrough_single_tilde"] = True
    parser.enable(["table", "strikethrough"])
    for rule in (
        formulas.formula,
        directives.directive,
        directives.icon,
        directives.emoji,
        directives.bare_link,
    ):
        parser.inline.ruler.before("link", rule.__name__, rule)
    parser.block.ruler.before(
        "fence",
        "formula_block",
        formulas.formula_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    if has_footnotes:
        enable_footnotes(parser)
    parser.core.ruler.at("inline", _parse_lines)
    parser.core.ruler.before("text_join", "finish", _finish)
    parser.add_render_rule("fence", _render_code)
    parser.add_render_rule("code_block", _render_code)
    parser.add_render_rule("formula_block", _render_formula)
    # markdown-it compiles its rules at the first text, which is not thread-safe.
    parser.render("_")
    return parser


class _Parser(MarkdownIt):
    """Leaves a link or image whose URL is not allowed as text, so that the author notices."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        return is_link(url) or is_image(url)


# Any character that may start other syntax than plain text.
_MARK = re.compile(r"[^\w\s.,;()'\"/?|]|[\n_]")


def _parse_lines(state: StateCore) -> None:
    """Parse the text within blocks (a core rule). Text without syntax skips the inline parser."""
    brackets = marks = 0
    for token in state.tokens:
        if token.type != "inline":
            continue
        brackets += token.content.count("[")
        marks += sum(map(token.content.count, "*_~`"))
        token.children = []
        is_costly = brackets > MAX_BRACKETS or marks > MAX_MARKS
        if is_costly or not _MARK.search(token.content):
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


# Changes to the tokens after parsing --------------------------------------------------------


def _finish(state: StateCore) -> None:
    """Replace signs and images in the text, and give headings their ids (a core rule)."""
    names: dict[str, int] = {}
    for before, token in zip([None, *state.tokens], state.tokens, strict=False):
        if token.type == "inline":
            finished = _finished(token.children or [], is_label=state.inlineMode)
            token.children = list(finished)
            if before is not None and before.type == "heading_open":
                name = _unused(slug(_plain(token.children)), names)
                before.attrSet("id", name)
                token.children.append(_link_to_itself(name))
        elif token.type in {"th_open", "td_open"} and "style" in token.attrs:
            # As an attribute, because the content security policy forbids style attributes.
            token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}


def _finished(tokens: Sequence[Token], *, is_label: bool) -> Iterator[Token]:
    links = int(is_label)  # A click on a label is for its widget.
    for token in tokens:
        links += token.type == "link_open"
        links -= token.type == "link_close"
        match token.type:
            case "text" if links:
                token.content = with_signs(token.content)
                yield token
            case "text":
                yield from _with_links(token)
            case "s_open" | "s_close":
                token.tag = "del"
                yield token
            case "image" if not is_image(str(token.attrs["src"])):
                yield from _instead_of(token, is_in_link=links > is_label)
            case _:
                yield token


def _with_links(text: Token) -> Iterator[Token]:
    """Make links of the addresses in a text that have no scheme, as GitHub does."""
    end = 0
    for start, address, url in directives.bare_addresses(text.content):
        yield Token("text", "", 0, content=with_signs(text.content[end:start]))
        yield Token("link_open", "a", 1, attrs={"href": url})
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1)
        end = start + len(address)
    text.content = with_signs(text.content[end:])
    yield text


def _instead_of(image: Token, *, is_in_link: bool) -> Iterator[Token]:
    """A link instead of an image from a URL that images may not have, but links may."""
    source = str(image.attrs["src"])
    text = Token("text", "", 0, content=_plain(image.children or []) or source)
    if is_in_link:
        yield text
        return
    yield Token("link_open", "a", 1, attrs={"href": source})
    yield text
    yield Token("link_close", "a", -1)


def _plain(tokens: Sequence[Token]) -> str:
    """The words in tokens, without names of icons and HTML tags."""
    words, icons = [], 0
    for token in tokens:
        icons += token.type == "icon_open"
        icons -= token.type == "icon_close"
        if not icons and token.type != "html_inline":
            words.append(" " if token.type == "softbreak" else token.content)
    return "".join(words)


def _link_to_itself(name: str) -> Token:
    """The link to a heading. The style sheet hides it unless the text shows anchors."""
    html = (
        '<span class="stHeaderActionElements" data-testid="stHeaderActionElements">'
        f'<a href="#{name}" aria-label="Link to this heading"></a></span>'
    )
    return Token("html_inline", "", 0, content=html)


def _unused(name: str, names: dict[str, int]) -> str:
    """The name, with a number appended if the text has used it already."""
    count = names.get(name, 0)
    names[name] = count + 1
    return f"{name}-{count}" if count else name


# Rendering --------------------------------------------------------------------------------


def _render_code(
    _: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    started = time.thread_time()
    language = token.info.strip().split(maxsplit=1)[0] if token.info.strip() else ""
    name = f' class="language-{escapeHtml(language)}"' if language else ""
    spent = env.get("seconds_of_colours", 0.0)  # All code of a text shares one time limit.
    code = highlighted(token.content, language, seconds=MAX_SECONDS - spent)
    env["seconds_of_colours"] = spent + time.thread_time() - started
    return (
        '<div class="stMarkdownPre" data-testid="stMarkdownPre">'
        '<div class="stCode" data-testid="stCode">'
        f"<pre><code{name}>{code}</code></pre></div></div>\n"
    )


def _render_formula(
    _: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    env["formulas"] = env.get("formulas", 0) + 1
    source = tokens[index].content
    if env["formulas"] > formulas.MOST:
        return f"<pre>{escapeHtml(source)}</pre>\n"
    return formulas.marked(source, is_block=True)
