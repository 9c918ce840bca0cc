"""A notification in the corner of the page, shown for a while."""

from __future__ import annotations

import math
import numbers
import secrets
from typing import TYPE_CHECKING, Literal, TypeAlias

from anew.ambient.context import here
from anew.arguments import checked_icon, shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Markdown
from anew.errors import InvalidParameterValueError, MissingRequiredParameterError
from anew.page.builder import Slot
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

Duration: TypeAlias = Literal["short", "long", "infinite"] | int

SECONDS: dict[object, int | None] = {"short": 4, "long": 10, "infinite": None}


class Toast(Element, frozen=True):
    """A notification. The browser shows each call once, even after it has left the page."""

    call: str = ""  # Distinguishes it from one with the same text, of another run or another call.
    body: Markdown = Markdown("")
    icon: str = ""
    duration: float | None = None  # Seconds; None until the user closes it.


@command("Status")
def toast(body: object, *, icon: str | None = None, duration: Duration = "short") -> Container:
    """Show a notification in the corner of the page.

    Each call shows one, which stays for its duration whatever the script does next.

    Args:
        body: The message; Markdown. Only the first lines of a long one are shown.
        icon: An emoji or ":material/name:", before the message.
        duration: "short" (4 seconds), "long" (10), "infinite" until the user closes it, or
            a number of seconds. The time is paused while the pointer or the focus is on it.

    Returns:
        The element's place: `.toast(...)` called on it changes the notification.

    Raises:
        MissingRequiredParameterError: `body` is empty.
        InvalidParameterValueError: `duration` is neither one of the words nor a number above 0.

    Example:
        >>> st.toast("Your changes are saved.", icon="✅")
    """
    text = shown_text(body)
    if not text.strip():
        raise MissingRequiredParameterError(
            "toast: body is empty, so there is nothing to show. Pass a message."
        )
    record = Toast(
        call=_call(),
        body=Markdown(text),
        icon=checked_icon("toast", icon),
        duration=_seconds(duration),
    )
    here().run.has_announced = True
    return slot_of(record)


def _call() -> str:
    """The id of the call whose notification this one changes, else a new id."""
    place = here().place
    if isinstance(place, Slot) and isinstance(before := place.draft.element, Toast):
        return before.call
    return secrets.token_hex(6)


def _seconds(duration: object) -> float | None:
    if isinstance(duration, str) and duration in SECONDS:
        return SECONDS[duration]
    is_number = isinstance(duration, numbers.Real) and not isinstance(duration, bool)
    if is_number and 0 < (seconds := float(duration)) < math.inf:  # type: ignore[arg-type]
        return int(seconds) if seconds.is_integer() else seconds
    raise InvalidParameterValueError(
        f"toast: duration={duration!r} is neither a number of seconds above 0 nor one of 'short', "
        f"'long', 'infinite'."
    )
