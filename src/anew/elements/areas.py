"""The page itself and the areas that it has before any command draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.elements.container import AreaContainer
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.markup import Markdown


class App(Element, frozen=True):
    """The page: the root of all elements, with the settings of the page as a whole."""

    page: str = ""  # Which page of the app it is: its part of the address.
    query: str = ""
    title: str = ""  # Of the tab; "" for the script's.
    icon: str = ""  # Of the tab: an emoji or an address.
    layout: Literal["centered", "wide"] = "centered"
    sidebar: Literal["auto", "expanded", "collapsed"] = "auto"  # Its initial state.
    sidebar_width: int = 0  # Pixels; 0 for the default.
    help_url: str | None = None  # Links that the menu shows besides its own entries.
    bug_url: str | None = None
    about: Markdown | None = None
    toolbar: Literal["", "developer", "viewer", "minimal"] = ""  # "" leaves it to the server.
    notice: str = ""  # Something to tell the user about this page, once.


class Main(Element, frozen=True):
    """Where commands draw by default."""


class Sidebar(Element, frozen=True):
    """Beside the main area; hidden while it is empty."""


class Bottom(Element, frozen=True):
    """Below the main area, and always in view. A page has it once something is drawn in it."""


class Logo(Element, frozen=True):
    """At the top left: in the sidebar, or while that is closed, in the header.

    Each of the two is the address of a picture, an emoji or `:material/name:`.
    """

    image: str = ""
    icon_image: str = ""  # Instead, while the sidebar is closed; "" for the same.
    size: Literal["small", "medium", "large"] = "medium"
    link: str = ""  # Where a click on it leads.


class BottomContainer(AreaContainer):
    """The bottom: an area below the page that stays in view, with the chat input if there is one.

    Example:
        >>> with st.bottom:
        ...     st.caption("Answers may be wrong.")
        >>> prompt = st.chat_input("Ask the baker")
    """

    __slots__ = ()


sidebar = AreaContainer("sidebar")
bottom = BottomContainer("bottom")
