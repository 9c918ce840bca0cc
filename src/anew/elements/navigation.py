"""The menu of an app's pages. `st.navigation` makes one, and so does a folder `pages/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.markup import Inline, Markdown


class PageEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One page in the menu."""

    title: Inline
    icon: str = ""
    page: str = ""  # Its part of the address.
    url: str | None = None  # The address, if the page is external.
    help: Markdown | None = None


class PageSection(msgspec.Struct, frozen=True, omit_defaults=True):
    """A group of pages in the menu, below a header if it has one."""

    header: Inline
    pages: tuple[PageEntry, ...]


class Navigation(Element, frozen=True):
    """The menu; the record of the app says which page is shown."""

    position: Literal["sidebar", "top"] = "sidebar"
    shown_at_first: int = 0  # How many pages are listed before the user asks for more; 0 for all.
    sections: tuple[PageSection, ...] = ()
