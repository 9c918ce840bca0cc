"""Where a tab goes when the script signs its user in or out: away from the app, and back to it."""

from __future__ import annotations

from anew.protocol.messages import Element


class Departure(Element, frozen=True):
    """The browser follows each call once, even after the element has left the page."""

    call: str = ""
    url: str = ""  # Relative to the app's base URL.
