"""`st.dialog`: a function that draws a window above the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from anew.arguments import checked_icon, one_of, words_of
from anew.elements.dialog import Dialog, DialogPosition, DialogWidth, called_as_dialog
from anew.elements.shared.parameters import shown_label
from anew.errors import InvalidParameterTypeError, InvalidWidthError, MissingRequiredParameterError

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.elements.shared.parameters import WidgetCallback

F = TypeVar("F", bound="Callable[..., Any]")

WIDTHS = words_of(DialogWidth)
POSITIONS = words_of(DialogPosition)


def dialog(
    title: str,
    *,
    width: DialogWidth = "small",
    position: DialogPosition = "center",
    dismissible: bool = True,
    icon: str | None = None,
    on_dismiss: Literal["ignore", "rerun"] | WidgetCallback = "ignore",
) -> Callable[[F], F]:
    """Let a function draw a window above the page, which opens when the function is called.

    A widget in the window runs the function alone, as in a fragment, with the arguments that it was called
    with. The window stays open until the user dismisses it, or the whole script runs without a
    call: so `st.rerun()` in it closes it. It does not come back after a reload or a restart of the server.

    Args:
        title: What stands at its top; inline Markdown.
        width: "small" (500 pixels), "medium" (750), "large" (1280), or pixels; never more than there
            is room for.
        position: "center", or "left" or "right" for a drawer at that side, as high as the page.
        dismissible: Whether the user can close it: with a button, with Escape, or by a press
            beside it.
        icon: An emoji or ":material/name:", before the title.
        on_dismiss: What follows when the user has closed it: nothing ("ignore"), a run of the script
            ("rerun"), or a function that is called before the script runs.

    Returns:
        A decorator for the function.

    Raises:
        MissingRequiredParameterError: There is no title.
        InvalidParameterTypeError: `title` is not a text.
        InvalidParameterValueError: `position` or `on_dismiss` is not one of its words.
        InvalidWidthError: `width` is neither one of the words nor a number of pixels.
        InvalidLayoutContextError: At the call: another dialog is called in the same run, or
            this one within another.

    Example:
        >>> @st.dialog("Leave a note")
        ... def leave_note(order):
        ...     note = st.text_input("Note")
        ...     if st.button("Save"):
        ...         st.session_state[order] = note
        ...         st.rerun()
        >>> if st.button("Note"):
        ...     leave_note("order-7")
    """
    if callable(title):
        raise MissingRequiredParameterError(
            f'dialog: {getattr(title, "__name__", title)!r} has no title. Write @st.dialog("Title") '
            f"above it."
        )
    if not isinstance(title, str):
        raise InvalidParameterTypeError(
            f"dialog: title={title!r} is not a text. Pass what is to stand at its top."
        )
    if not title.strip():
        raise MissingRequiredParameterError(
            "dialog: title is empty, but a window needs one: screen readers say it. Pass a text."
        )
    if isinstance(width, bool) or not ((isinstance(width, int) and width > 0) or width in WIDTHS):
        words = ", ".join(map(repr, WIDTHS))
        raise InvalidWidthError(
            f"dialog: width={width!r} is neither a number of pixels above 0 nor one of {words}."
        )
    one_of("dialog", "position", position, POSITIONS)
    if not callable(on_dismiss):
        one_of("dialog", "on_dismiss", on_dismiss, ("ignore", "rerun", "a callable"))
    shown = Dialog(
        title=shown_label(title),
        icon=checked_icon("dialog", icon),
        size=width,
        position=position,
        dismissible=bool(dismissible),
    )

    def decorate(function: F) -> F:
        return called_as_dialog(function, shown, on_dismiss)  # type: ignore[return-value]

    return decorate
