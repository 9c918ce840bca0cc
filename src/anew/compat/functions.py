"""Functions of the small modules that anew has under no other name."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from anew.ambient.context import Here, attached, captured, current_run, follow
from anew.app.session_state import session_state
from anew.errors import APIException

if TYPE_CHECKING:
    from anew.state.mapping import SessionState


def exists() -> bool:
    """Whether this code is in a run, not in a script that plain Python executes."""
    return current_run() is not None


def get_session_state() -> SessionState:
    return session_state


def get_script_run_ctx(suppress_warning: bool = False) -> Here | None:
    """The current run and place, to pass to a thread; None outside of a run."""
    return captured()


def add_script_run_ctx(
    thread: threading.Thread | None = None, ctx: Here | None = None
) -> threading.Thread:
    """Attach a thread to a run. `attach_run` does the same for a callable.

    Args:
        thread: A thread that has not started; by default the current one.
        ctx: The result of `get_script_run_ctx`; by default the current run. Without a run,
            the thread is not changed, and draws nothing.

    Returns:
        The thread.

    Raises:
        APIException: The thread has already started and is not the current one.
    """
    thread = thread or threading.current_thread()
    to = ctx or captured()
    if to is None:
        return thread
    if thread is threading.current_thread():
        follow(to.run.followed(to, is_asked_for=True))  # For as long as the thread lasts.
    elif thread.ident is None:
        thread.run = attached(to, thread.run)  # type: ignore[method-assign]
    else:
        raise APIException(
            f"The thread {thread.name!r} has already started, so it cannot be attached to a run. "
            f"Call add_script_run_ctx(thread) before thread.start(). Or call get_script_run_ctx() "
            f"in the script and add_script_run_ctx(ctx=...) with its result in the thread."
        )
    return thread
