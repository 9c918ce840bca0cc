"""`st.cache_resource`: one object that all callers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from anew.caching.decorators import cached, checked_options
from anew.caching.function import CachedFunction, Keeping
from anew.caching.functions import check_function
from anew.errors import InvalidParameterTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anew.caching.cache import Cache, Scope
    from anew.caching.decorators import RefreshMode
    from anew.caching.times import Duration

P = ParamSpec("P")
R = TypeVar("R")


class CacheResource:
    """Makes a function's result once for the same arguments, and gives it to all callers."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    @overload
    def __call__(self, func: Callable[P, R]) -> CachedFunction[P, R]: ...

    @overload
    def __call__(
        self,
        func: None = None,
        *,
        ttl: Duration = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: Mapping[type | str, Callable[[Any], object]] | None = None,
        on_release: Callable[[Any], object] | None = None,
        scope: Scope = "global",
        refresh_mode: RefreshMode = "foreground",
    ) -> Callable[[Callable[P, R]], CachedFunction[P, R]]: ...

    def __call__(
        self,
        func: Callable[..., Any] | None = None,
        *,
        ttl: Duration = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: Mapping[type | str, Callable[[Any], object]] | None = None,
        on_release: Callable[[Any], object] | None = None,
        scope: Scope = "global",
        refresh_mode: RefreshMode = "foreground",
    ) -> Any:
        """Make a function's result once for the same arguments, and give it to all callers.

        For what is made once and shared: connections, models, pools. It is the same object
        for all runs, sessions and threads, so it has to be safe to use from several threads.

        Args:
            func: The function, which may be async. Left out, a decorator is returned.
            ttl: How long an object is handed out: seconds, a timedelta, or text such as
                "1h30m"; None for no end.
            max_entries: How many are kept; those that were not used for the longest time are
                let go. None for no limit.
            show_spinner: Whether the page shows that it is being made, or the text that it
                shows.
            show_time: Whether that counts the seconds.
            validate: Is given the object before it is handed out; if it returns False, the
                object is let go and another is made.
            hash_funcs: For types that cannot be compared: a function for each type, or its
                full name, that gives what counts of a value.
            on_release: Is given each object that is let go: too old, one too many, not valid
                any more, cleared, or of a session that has ended. Callers may still use it.
            scope: "global" for all sessions, or "session": each has objects of its own, which
                are let go when it ends.
            refresh_mode: "foreground": who finds an object too old waits for a new one.
                "background": they get the old one, up to twice its ttl, while one thread
                makes a new one.

        Returns:
            The cached function. Its `clear()` lets go of all objects, `clear(*args)` of one.

        Raises:
            UnhashableParamError: at a call, an argument cannot be compared.
            CachedWidgetWarning: at a call, the function makes a widget.

        Example:
            >>> @st.cache_resource
            ... def visits():
            ...     return []
            >>> visits().append("one")
            >>> st.write("So far:", len(visits()))
        """
        for name, function in (("validate", validate), ("on_release", on_release)):
            if function is not None and not callable(function):
                raise InvalidParameterTypeError(
                    f"cache_resource: {name}={function!r} is no function. Give one that takes "
                    f"the object, or leave it out."
                )
        options = checked_options(
            "cache_resource",
            ttl=ttl,
            max_entries=max_entries,
            max_bytes=None,
            show_spinner=show_spinner,
            show_time=show_time,
            hash_funcs=hash_funcs,
            scope=scope,
            refresh_mode=refresh_mode,
        )

        def decorate(function: Callable[..., Any]) -> CachedFunction[..., Any]:
            check_function("cache_resource", function)
            return cached(function, self._cache, options, _Sharing(validate, on_release))

        return decorate if func is None else decorate(func)

    def clear(self) -> None:
        """Let go of all objects of all functions.

        Of those with `scope="session"`, it is those of this session.
        """
        self._cache.clear()


class _Sharing(Keeping):
    """Keeps the object itself, and hands that out."""

    def __init__(
        self,
        validate: Callable[[Any], bool] | None,
        on_release: Callable[[Any], object] | None,
    ) -> None:
        self._validate = validate
        self._on_release = on_release

    def is_good(self, value: Any) -> bool:
        return self._validate is None or bool(self._validate(value))

    def released(self) -> Callable[[Any], object] | None:
        return self._on_release
