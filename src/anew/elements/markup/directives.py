"""Markdown syntax that contains a colon: `:red[text]`, `:smile:`, `:material/home:`, `https://…`.

Each public function is an inline rule for the parser, markdown-it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.normalize_url import normalizeLink

from anew.elements.markup.icons import slice_of
from anew.emoji import emoji_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_inline import StateInline

COLORS = (
    "red",
    "orange",
    "yellow",
    "green",
    "blue",
    "violet",
    "gray",
    "grey",
    "primary",
    "rainbow",
)

_NAME = re.compile(r":([a-z-]{1,20})\[")
_EMOJI = re.compile(r":([a-z0-9_+-]{1,40}):")
_ICON = re.compile(r":material/(\w{1,60}):", re.ASCII)
_WITHOUT_SCHEME = re.compile(
    r"(?<![^\s(*~]) (?: (?-i:www)\.[^\W_][^\s<]* | [\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,63}\b )",
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS = re.compile(r"://[^\W_][^\s<`\[\]]*")


def _classes() -> dict[str, str]:
    found = {"small": "stMarkdownSmall", "shimmer": "stMarkdownShimmer"}
    for color in COLORS:
        own = f"is-{color.replace('grey', 'gray')}"
        found[color] = f"stMarkdownColoredText {own}"
        found[f"{color}-background"] = f"stMarkdownColoredBackground {own}"
        if color != "rainbow":
            found[f"{color}-badge"] = f"stMarkdownBadge {own}"
    return found


CLASSES = _classes()  # The classes of the span that a directive becomes, by its name.


def directive(state: StateInline, silent: bool) -> bool:
    """Parse a directive: text in a colour, as a badge, or small."""
    found = _NAME.match(state.src, state.pos, state.posMax)
    if found is None or found[1] not in CLASSES:
        return False
    end = state.md.helpers.parseLinkLabel(state, found.end() - 1)
    if end < 0:
        return False
    if not silent:
        _push_span(state, CLASSES[found[1]], found.end(), end)
    state.pos = end + 1
    return True


def _push_span(state: StateInline, classes: str, start: int, end: int) -> None:
    """Add a span with the text between two positions, which may hold directives, too."""
    maximum = state.posMax
    state.pos, state.posMax = start, end
    state.push("directive_open", "span", 1).attrs = {"class": classes}
    state.md.inline.tokenize(state)
    state.push("directive_close", "span", -1)
    state.posMax = maximum


def emoji(state: StateInline, silent: bool) -> bool:
    """Parse an emoji by its name, unless it directly follows a word."""
    found = _EMOJI.match(state.src, state.pos, state.posMax)
    if found is None or _follows_word(state):
        return False
    character = emoji_named(found[1])
    if character is None:
        return False
    if not silent:
        state.append_pending(character)
    state.pos = found.end()
    return True


def icon(state: StateInline, silent: bool) -> bool:
    """Parse an icon of the Material font."""
    found = _ICON.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("icon_open", "span", 1).attrs = {
            "class": f"stIconMaterial icons-{slice_of(found[1])}",
            "data-testid": "stIconMaterial",
            "role": "img",
            "aria-label": f"{found[1].replace('_', ' ')} icon",
            "translate": "no",
        }
        state.push("text", "", 0).content = found[1]
        state.push("icon_close", "span", -1)
    state.pos = found.end()
    return True


def bare_link(state: StateInline, silent: bool) -> bool:
    """Make a link of a URL in the text, as GitHub does."""
    if silent or state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _pending_scheme(state.pending)
    found = _ADDRESS.match(state.src, state.pos, state.posMax) if scheme else None
    if found is None:
        return False
    rest = _without_tail(found[0])
    state.pending = state.pending[: -len(scheme)]
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(scheme + rest)}
    state.push("text", "", 0).content = scheme + rest
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def bare_addresses(text: str) -> Iterator[tuple[int, str, str]]:
    """Where in a text there are addresses without a scheme, each with the URL that it stands for.

    >>> list(bare_addresses("See www.example.com, or ask me@example.com."))
    [(4, 'www.example.com', 'http://www.example.com'), (28, 'me@example.com', 'mailto:me@example.com')]
    """
    if "www." not in text and "@" not in text:
        return
    for found in _WITHOUT_SCHEME.finditer(text):
        address = _without_tail(found[0])
        scheme = "http://" if address.startswith("www.") else "mailto:"
        yield found.start(), address, scheme + normalizeLink(address)


def _follows_word(state: StateInline) -> bool:
    return state.pos > 0 and state.src[state.pos - 1].isalnum()


def _pending_scheme(pending: str) -> str:
    for scheme in ("https", "http"):
        end = pending[-len(scheme) - 1 :]
        if end.lower().endswith(scheme) and not end[: -len(scheme)].isalnum():
            return end[-len(scheme) :]
    return ""


def _without_tail(address: str) -> str:
    """A URL without trailing punctuation; a `)` stays if the URL has a matching `(`."""
    excess = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in "?!.,:;*_~'\"" or (address[end - 1] == ")" and excess > 0)):
        excess -= address[end - 1] == ")"
        end -= 1
    return address[:end]
