"""Embedded pages: what `?embed=true` and `embed_options` in the address change about the look.

The server writes these changes into the page. So the client needs no code for them, and nothing
flashes up that disappears again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What an embedded page hides or makes smaller, by the option that brings it back.
_RULES: dict[str, str] = {
    "show_toolbar": ":root{--header:0px}.stToolbar{display:none}.stAppHeader{background:none}"
    ".stMainBlockContainer{padding-top:2rem}"
    # The button that opens the sidebar stays.
    ".stApp:has(.stExpandSidebarButton) .stMainBlockContainer{padding-top:4rem}",
    "show_padding": ".stMainBlockContainer{padding-bottom:1rem}",
}
_WITH_PADDING = (
    ".stMainBlockContainer,.stApp:has(.stExpandSidebarButton) .stMainBlockContainer"
    "{padding-top:5rem}"
)
# What the other options change.
_CHANGES: dict[str, str] = {
    "disable_scrolling": ":root{overflow:hidden}",
    "hide_loading_screen": ".waiting{display:none}",
}


class Embedding(NamedTuple):
    """What the address of one page says about how to show it."""

    is_embedded: bool = False
    options: frozenset[str] = frozenset()

    @property
    def scheme(self) -> Literal["light", "dark"] | None:
        """The scheme that the address asks for, if any; it counts even if `embed` is not set."""
        for scheme in ("light", "dark"):
            if f"{scheme}_theme" in self.options:
                return scheme
        return None

    @property
    def style(self) -> str:
        """The style sheet for this page; empty if it is not embedded."""
        return "".join(self._rules()) if self.is_embedded else ""

    def _rules(self) -> Iterator[str]:
        yield from (rule for option, rule in _RULES.items() if option not in self.options)
        yield from (rule for option, rule in _CHANGES.items() if option in self.options)
        if "show_padding" in self.options:
            yield _WITH_PADDING


def embedding_of(query: Iterable[tuple[str, str]]) -> Embedding:
    """Read the query parameters of an address.

    >>> embedding_of([("embed", "true"), ("embed_options", "dark_theme")]).scheme
    'dark'
    """
    is_embedded, options = False, set()
    for name, value in query:
        if name == "embed":
            is_embedded |= value.lower() == "true"
        elif name == "embed_options":
            options.add(value.lower())
    known = {*_RULES, *_CHANGES, "light_theme", "dark_theme"}
    return Embedding(is_embedded, frozenset(options & known))
