"""Snow that falls over the page, once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from anew.ambient.context import here
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class Snow(Element, frozen=True):
    """Snow. The browser lets that of each call fall once."""

    call: str = ""


@command("Status")
def snow() -> Container:
    """Let snow fall over the page.

    Each call does, once, whatever the script does next. Where a user's system asks for less
    motion, some flakes are shown for a moment instead.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.snow()
    """
    here().run.has_announced = True
    return slot_of(Snow(call=secrets.token_hex(6)))
