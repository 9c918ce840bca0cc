"""The page itself and the areas that it has before any command draws."""

from __future__ import annotations

from anew.elements.container import AreaContainer
from anew.protocol.messages import Element


class App(Element, frozen=True):
    """The page: the root of all elements."""


class Main(Element, frozen=True):
    """Where commands draw by default."""


class Sidebar(Element, frozen=True):
    """Beside the main area; not shown while it holds nothing."""


sidebar = AreaContainer("sidebar")
