"""`st.cache_resource`: all callers share one object."""

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
    from anew.durations import Duration

P = ParamSpec("P")
R = TypeVar("R")


class CacheResource:
    """Makes an object once for the same arguments, and gives it to all callers."""

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
        """Make an object once for the same arguments, and give it to all callers.

        Use it for what is created once and shared: connections, models, pools. All runs,
        sessions and threads get the same object, so it has to be thread-safe.

        Args:
            func: The function, which may be async. If left out, a decorator is returned.
            ttl: How long an object is handed out: seconds, a timedelta, or a string such as
                "1h30m"; None for no limit.
            max_entries: How many objects are kept; the least recently used are released first.
                None for no limit.
            show_spinner: Whether a spinner shows while the object is made, or the text of that
                spinner.
            show_time: Whether the spinner counts the seconds.
            validate: Called with the object before it is handed out; if it returns False, the
                object is released and a new one is made.
            hash_funcs: For types that are not hashable: maps a type, or its full name, to a
                function that returns the part of a value that identifies it.
            on_release: Called with each object that is released: because it expired, exceeded
                a limit, failed `validate` or was cleared, or because its session ended. Callers
                may still be using it.
            scope: "global" for all sessions, or "session": each session has its own objects,
                which are released when it ends.
            refresh_mode: With "foreground", a caller that finds an expired object waits for a
                new one. With "background", it gets the expired one, up to twice its ttl, while
                a thread makes a new one.

        Returns:
            The cached function. Its `clear()` releases all objects, `clear(*args)` one.

        Raises:
            UnhashableParamError: at a call, an argument is not hashable.
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
                    f"cache_resource: {name}={function!r} is not a function. Pass one that takes "
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
        """Release all objects of all functions.

        For functions with `scope="session"`, only the objects of this session are released.
        """
        self._cache.clear()


class _Sharing(Keeping):
    """Keeps the object itself, and hands it out."""

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
