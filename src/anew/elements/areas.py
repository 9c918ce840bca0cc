"""The page itself and the areas that it has before any command draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.elements.container import AreaContainer
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.markup import Markdown


class App(Element, frozen=True):
    """The page: the root of all elements, and what is said of it as a whole."""

    page: str = ""  # Where in the app it is; what the tab's address says.
    query: str = ""
    title: str = ""  # Of the tab; "" is that of the script.
    icon: str = ""  # Of the tab: an emoji or an address.
    layout: Literal["centered", "wide"] = "centered"
    sidebar: Literal["auto", "expanded", "collapsed"] = "auto"  # As it is at first.
    sidebar_width: int = 0  # Pixels; 0 is the usual.
    help_url: str | None = None  # What the menu has beside its own.
    bug_url: str | None = None
    about: Markdown | None = None
    toolbar: Literal["", "developer", "viewer", "minimal"] = ""  # "" leaves it to the server.
    notice: str = ""  # Something that the user should know of this page, once.


class Main(Element, frozen=True):
    """Where commands draw by default."""


class Sidebar(Element, frozen=True):
    """Beside the main area; not shown while it holds nothing."""


sidebar = AreaContainer("sidebar")
