"""The spinner shown while a cached function computes."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from anew.ambient.context import captured
from anew.elements.spinner import spinner


def spinning(
    name: str, show_spinner: bool | str, *, show_time: bool
) -> AbstractContextManager[object]:
    """A spinner, if this is a run. The browser shows it only after a moment.

    Args:
        name: The function's name.
        show_spinner: The spinner's text, or whether to show one.
        show_time: Whether it counts the seconds.
    """
    now = captured()
    if show_spinner is False or now is None or now.run.builder is None:
        return nullcontext()
    text = f"Running `{name}(...)`." if show_spinner is True else show_spinner
    return spinner(text, show_time=show_time)
