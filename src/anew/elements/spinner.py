"""A sign that something is being done, while a block of code runs."""

from __future__ import annotations

from contextlib import ContextDecorator
from typing import TYPE_CHECKING, Self

from anew.ambient.context import captured, here
from anew.elements.command import command
from anew.elements.empty import Empty
from anew.elements.markup import Inline, written
from anew.elements.shared.parameters import Width, checked_width
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.ambient.context import Here
    from anew.page.builder import Slot


class Spinner(Element, frozen=True):
    """A turning sign. The browser shows it after a short delay, so quick blocks do not flicker."""

    text: Inline = Inline("")
    show_time: bool = False
    width: Width = "content"


class Spinning(ContextDecorator):
    """A block, or each call of a function, during which the spinner is shown."""

    def __init__(self, record: Spinner, given: Here | None) -> None:
        self._record = record
        self._given = given  # Where it was created: its block may be entered elsewhere.
        self._slot: Slot | None = None

    def __enter__(self) -> Self:
        now = here()
        now.run.control.checkpoint()
        is_of_this_run = self._given is not None and self._given.run is now.run
        place = self._given.place if self._given and is_of_this_run else now.place
        self._slot = place.put(self._record)
        return self

    def __exit__(self, *_: object) -> None:
        if self._slot is not None:
            self._slot.put(
                Empty()
            )  # Without a checkpoint, so that an interrupted block removes it too.

    def _recreate_cm(self) -> Self:
        """Each call of a decorated function has a spinner of its own."""
        return type(self)(self._record, self._given)


@command("Status")
def spinner(
    text: str = "In progress...",
    *,
    show_time: bool = False,
    _cache: bool = False,
    width: Width = "content",
) -> Spinning:
    """Show that something is being done while a block of code runs.

    It disappears when the block ends, however it ends.

    Args:
        text: What is being done; inline Markdown.
        show_time: Whether it shows the elapsed seconds.
        width: Pixels, "content" or "stretch".

    Returns:
        A context manager for a `with` block, also a decorator for a function.

    Example:
        >>> with st.spinner("Counting …", show_time=True):
        ...     total = sum(range(1_000_000))
        >>> st.write("Counted to", total)
    """
    record = Spinner(
        text=Inline(written(text)),
        show_time=show_time,
        width=checked_width("spinner", width),
    )
    return Spinning(record, captured())
