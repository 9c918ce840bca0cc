"""`st.fragment`: a function that can run again without the rest of the script."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeVar, overload

from anew.durations import seconds_of
from anew.elements.fragment import Fragment, called_as_fragment
from anew.elements.placing import checked_key
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

F = TypeVar("F", bound="Callable[..., Any]")

RESERVED = ("app", "fragment")  # What `st.rerun` understands besides keys.


@overload
def fragment(
    func: F,
    *,
    run_every: float | timedelta | str | None = None,
    parallel: bool = False,
    key: str | int | None = None,
) -> F: ...
@overload
def fragment(
    func: None = None,
    *,
    run_every: float | timedelta | str | None = None,
    parallel: bool = False,
    key: str | int | None = None,
) -> Callable[[F], F]: ...
def fragment(
    func: F | None = None,
    *,
    run_every: float | timedelta | str | None = None,
    parallel: bool = False,
    key: str | int | None = None,
) -> F | Callable[[F], F]:
    """Let a function run again by itself, without the rest of the script.

    The function draws where it is called. When a user then uses a widget that it has made, only the
    function runs again, with the arguments that it was called with: what it has drawn is replaced,
    and the rest of the page stays as it is. It shares `st.session_state` with the rest of the app.

    Args:
        func: The function. Its name and the order of its calls tell its calls apart.
        run_every: Run it again and again, so long after each other: seconds, a timedelta, or a
            string such as "10s" or "1h30m". It pauses while nobody looks at the page. None to
            run it only when a widget in it is used.
        parallel: Whether it may run beside the rest of the script, on a thread of its own, when
            the whole script runs. Then it draws only in containers of its own, and returns None
            where it is called. `runner.parallelMaxWorkers` says how many run at once.
        key: A name for `st.rerun(key)` in a callback; two fragments of a page need different ones.

    Returns:
        The function. It returns what `func` returns where the script calls it; what it returns
        when it runs again by itself is ignored.

    Raises:
        InvalidParameterTypeError: `func` is not callable, or `run_every` not a duration.
        InvalidParameterValueError: `run_every` is not above 0, or `key` is "app" or "fragment".
        BadTimeStringError: `run_every` is a string that is no duration.
        DuplicateElementKey: At the call: another fragment of the run has this key.

    Example:
        >>> @st.fragment(run_every="10s")
        ... def clock():
        ...     st.metric("Orders", 12)
        ...     st.button("Refresh")
        >>> clock()
    """
    if func is not None and not callable(func):
        raise InvalidParameterTypeError(
            f"fragment: func={func!r} is not a function. Write @st.fragment above one, or "
            f"@st.fragment(run_every=..., key=...)."
        )
    every = _seconds(run_every)
    name = "" if key is None else checked_key("fragment", key)
    if name in RESERVED:
        raise InvalidParameterValueError(
            f"fragment: key={key!r} is reserved: st.rerun({name!r}) has another meaning. Choose "
            f"another key."
        )

    def make_record(identity: str, *, is_outlet: bool) -> Fragment:
        return Fragment(id=identity, every=0.0 if is_outlet else every)

    def decorate(function: F) -> F:
        return called_as_fragment(function, make_record, name, is_parallel=parallel)

    return decorate if func is None else decorate(func)


def _seconds(run_every: float | timedelta | str | None) -> float:
    seconds = seconds_of("fragment", run_every, "run_every", "None to run it at clicks only")
    if seconds is None:
        return 0.0
    if not 0 < seconds < math.inf:
        raise InvalidParameterValueError(
            f"fragment: run_every={run_every!r} is not above 0. Pass a duration, or None to run it "
            f"at clicks only."
        )
    return seconds
