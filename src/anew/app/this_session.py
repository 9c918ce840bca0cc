"""`st.this_session`: the session of the run, for threads that last longer than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.ambient.context import commanded_run
from anew.errors import NoRunError

if TYPE_CHECKING:
    from anew.ambient.handle import SessionHandle


def this_session() -> SessionHandle:
    """The session of this run, as a handle that other threads can use, also after the run.

    Returns:
        The handle. `.id` is the session's name, `.is_alive` whether it goes on in this process,
        `.is_connected` whether its tab is connected. `.state` reads and writes the session
        state like `st.session_state`; what is written counts from the next run on. `.rerun()`
        has the script run again, `.rerun("key")` a fragment.

    Raises:
        NoRunError: This is called outside of a run.

    Example:
        >>> import threading
        >>> session = st.this_session()
        >>> def work():
        ...     session.state.answer = 42
        ...     session.rerun()
        >>> threading.Thread(target=work).start()
    """
    handle = commanded_run().handle
    if handle is None:
        raise NoRunError(
            "this_session() was called outside of a run. Call it in the script, and let the thread "
            "use what it returns."
        )
    return handle
