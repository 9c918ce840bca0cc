"""Balloons that rise over the page, once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from anew.ambient.context import here
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class Balloons(Element, frozen=True):
    """Balloons. The browser lets those of each call fly once."""

    call: str = ""


@command("Status")
def balloons() -> Container:
    """Let balloons rise over the page.

    Each call does, once, whatever the script does next. Where a user's system asks for less
    motion, some are shown for a moment instead.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.balloons()
    """
    here().run.has_announced = True
    return slot_of(Balloons(call=secrets.token_hex(6)))
