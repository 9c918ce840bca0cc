"""The sign that a cached function is being computed."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from anew.ambient.context import captured
from anew.elements.spinner import spinner


def spinning(
    name: str, show_spinner: bool | str, *, show_time: bool
) -> AbstractContextManager[object]:
    """Show what is going on, in a run; the browser does so only after a moment.

    Args:
        name: Of the function.
        show_spinner: The text, or whether there is one.
        show_time: Whether it counts the seconds.
    """
    now = captured()
    if show_spinner is False or now is None or now.run.builder is None:
        return nullcontext()
    text = f"Running `{name}(...)`." if show_spinner is True else show_spinner
    return spinner(text, show_time=show_time)
