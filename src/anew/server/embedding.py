"""The page within another one: what `?embed=true` and `embed_options` change of how it looks.

The server writes it into the page, so the client has nothing to do with it, and nothing is seen
that goes again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What the page has less while it is embedded, and the option that gives it back.
_RULES: dict[str, str] = {
    "show_toolbar": ".stToolbar{display:none}.stAppHeader{background:none}"
    ".stMainBlockContainer{padding-top:2rem}"
    # The button that opens the sidebar stays.
    ".stApp:has(.stExpandSidebarButton) .stMainBlockContainer{padding-top:4rem}",
    "show_padding": ".stMainBlockContainer{padding-bottom:1rem}",
}
_WITH_PADDING = (
    ".stMainBlockContainer,.stApp:has(.stExpandSidebarButton) .stMainBlockContainer"
    "{padding-top:5rem}"
)
# What an option changes beside.
_CHANGES: dict[str, str] = {
    "disable_scrolling": ":root{overflow:hidden}",
    "hide_loading_screen": ".waiting{display:none}",
}


class Embedding(NamedTuple):
    """How one page is shown."""

    is_embedded: bool = False
    options: frozenset[str] = frozenset()

    @property
    def scheme(self) -> Literal["light", "dark"] | None:
        """Light or dark, if the address says so: that also counts where nothing is embedded."""
        for scheme in ("light", "dark"):
            if f"{scheme}_theme" in self.options:
                return scheme
        return None

    @property
    def style(self) -> str:
        """The style sheet that it takes; empty if the page stands for itself."""
        return "".join(self._rules()) if self.is_embedded else ""

    def _rules(self) -> Iterator[str]:
        yield from (rule for option, rule in _RULES.items() if option not in self.options)
        yield from (rule for option, rule in _CHANGES.items() if option in self.options)
        if "show_padding" in self.options:
            yield _WITH_PADDING


def embedding_of(query: Iterable[tuple[str, str]]) -> Embedding:
    """What the parameters of an address say of it.

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
