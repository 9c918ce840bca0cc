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


sidebar = AreaContainer("sidebar")
