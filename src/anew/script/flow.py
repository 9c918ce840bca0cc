"""`st.stop` and `st.rerun`: how a script ends its own run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from anew.errors import APIException, InvalidLayoutContextError, ValueError
from anew.script.context import current_run
from anew.script.control import RerunSignal, StopSignal

if TYPE_CHECKING:
    from collections.abc import Sequence


def stop() -> NoReturn:  # type: ignore[misc]  # returns outside of a run, where nothing ends
    """End this run here, silently. What was drawn stays; what would follow is not shown.

    Example:
        >>> name = st.text_input("Your name")
        >>> if not name:
        ...     st.info("Who are you?")
        ...     st.stop()
        >>> st.write("Hello", name)
    """
    if current_run() is not None:
        raise StopSignal


def rerun(scope: str | int | Sequence[str | int] = "app") -> NoReturn:  # type: ignore[misc]
    """End this run here and start again, with the state as it is now.

    Args:
        scope: "app" for the whole script.

    Raises:
        InvalidLayoutContextError: `scope` is "fragment": no fragment runs here.
        APIException: `scope` is a key: no fragment has it.
        ValueError: `scope` is an empty list.

    Example:
        >>> if st.button("Start over"):
        ...     st.session_state.clear()
        ...     st.rerun()
    """
    if scope == "fragment":
        raise InvalidLayoutContextError(
            'rerun: scope="fragment" works only while a fragment runs. Use scope="app".'
        )
    if not isinstance(scope, str | int) and len(scope) == 0:
        raise ValueError('rerun: scope is an empty list. Use "app", or leave it out.')
    if scope != "app":
        raise APIException(f'rerun: there is no fragment {scope!r}. Use scope="app".')
    if current_run() is not None:
        raise RerunSignal
