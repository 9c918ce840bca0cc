"""`st.cache_data`: each caller gets its own copy of a cached result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar, overload

from anew.ambient.context import here
from anew.caching.copies import copied, is_unchanging
from anew.caching.decorators import cached, checked_options, current_settings
from anew.caching.disk import FunctionFolder, Kept
from anew.caching.function import CachedFunction, Keeping
from anew.caching.functions import check_function, identity_of
from anew.caching.limits import bytes_of
from anew.caching.sizes import size_of
from anew.codec.errors import CannotEncodeError
from anew.errors import (
    IncompatibleParametersError,
    InvalidParameterValueError,
    UnserializableReturnValueError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anew.caching.cache import Cache, Scope
    from anew.caching.decorators import RefreshMode
    from anew.caching.disk import Format
    from anew.caching.drawn import Drawn
    from anew.caching.entries import Terms
    from anew.caching.limits import Size
    from anew.durations import Duration

P = ParamSpec("P")
R = TypeVar("R")

Persist = Literal["disk", "pickle"] | bool | None


class CacheData:
    """Computes a function's result once for the same arguments, and hands out copies of it."""

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
        max_size: Size = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Persist = None,
        hash_funcs: Mapping[type | str, Callable[[Any], object]] | None = None,
        scope: Scope = "global",
        refresh_mode: RefreshMode = "foreground",
    ) -> Callable[[Callable[P, R]], CachedFunction[P, R]]: ...

    def __call__(
        self,
        func: Callable[..., Any] | None = None,
        *,
        ttl: Duration = None,
        max_entries: int | None = None,
        max_size: Size = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Persist = None,
        hash_funcs: Mapping[type | str, Callable[[Any], object]] | None = None,
        scope: Scope = "global",
        refresh_mode: RefreshMode = "foreground",
    ) -> Any:
        """Compute a function's result once for the same arguments, and hand out copies of it.

        Use it for data that a function loads or computes: tables, numbers, strings. Each
        caller gets its own copy, so changing it affects nobody else. Arguments whose names
        begin with an underscore are not part of the key; all others must be hashable, that
        is, of a type that anew knows or that `hash_funcs` covers.

        Args:
            func: The function, which may be async. If left out, a decorator is returned.
            ttl: How long a result is valid: seconds, a timedelta, or a string such as "1h30m";
                None for no limit.
            max_entries: How many results are kept in memory; the least recently used are
                dropped first. None for no limit.
            max_size: How much memory they may take: bytes, or a string such as "500MB".
            show_spinner: Whether a spinner shows while the result is computed, or the text of
                that spinner.
            show_time: Whether the spinner counts the seconds.
            persist: "disk" or True keeps results in `.anew/cache` too, where they outlive the
                process. "pickle" does so for values of any class, but then anyone who can
                write to that folder can run code in your app.
            hash_funcs: For types that are not hashable: maps a type, or its full name, to a
                function that returns the part of a value that identifies it.
            scope: "global" for all sessions, or "session": each session has its own results,
                which are dropped when it ends.
            refresh_mode: With "foreground", a caller that finds an expired result waits for a
                new one. With "background", it gets the expired one, up to twice its ttl, while
                a thread computes a new one.

        Returns:
            The cached function. Its `clear()` forgets all results, `clear(*args)` one.

        Raises:
            UnhashableParamError: at a call, an argument is not hashable.
            UnserializableReturnValueError: at a call, the result cannot be copied, or cannot
                be written to disk.
            CachedWidgetWarning: at a call, the function makes a widget.

        Example:
            >>> @st.cache_data(ttl="1h")
            ... def squares(count):
            ...     return [n * n for n in range(count)]
            >>> st.write(squares(4))
        """
        max_bytes = bytes_of("cache_data", "max_size", max_size)
        form = _format(persist)
        options = checked_options(
            "cache_data",
            ttl=ttl,
            max_entries=max_entries,
            max_bytes=max_bytes,
            show_spinner=show_spinner,
            show_time=show_time,
            hash_funcs=hash_funcs,
            scope=scope,
            refresh_mode=refresh_mode,
        )
        if form is not None and scope == "session":
            raise IncompatibleParametersError(
                f"cache_data: persist={persist!r} keeps results for all sessions. Use "
                f"scope='global', or leave persist out."
            )

        def decorate(function: Callable[..., Any]) -> CachedFunction[..., Any]:
            check_function("cache_data", function)
            folder = None if form is None else FunctionFolder(identity_of(function), form)
            keeping = _Copies(self._cache, folder, max_bytes)
            return cached(function, self._cache, options, keeping)

        return decorate if func is None else decorate(func)

    def clear(self) -> None:
        """Forget all results of all functions, in memory and on disk.

        For functions with `scope="session"`, only the results of this session are forgotten.
        """
        self._cache.clear()


class _Copies(Keeping):
    """Keeps a copy of each result, and hands out copies of that copy."""

    def __init__(self, cache: Cache, folder: FunctionFolder | None, max_bytes: int | None) -> None:
        self._cache = cache
        self._folder = folder
        self._max_bytes = max_bytes

    def kept(self, value: Any, call: str) -> Any:
        try:
            return copied(value)
        except Exception as error:
            raise UnserializableReturnValueError(
                f"{call} returned a value of type {_type_name(value)!r} that cannot be copied: "
                f"{error}. Use st.cache_resource for objects that all callers share, such as "
                f"connections and models."
            ) from error

    def handed_out(self, value: Any) -> Any:
        """A copy, which is of the classes that the caller's script has defined."""
        if is_unchanging(value):
            return value
        return here().run.layers.instances.of_today(copied(value))

    def size(self, value: Any) -> int:
        is_limited = self._max_bytes is not None or _limit_bytes() is not None
        return size_of(value) if is_limited else 0

    def load(self, key: bytes, terms: Terms) -> tuple[Any, float] | None:
        kept = None if self._folder is None else self._folder.read(key)
        if kept is None:
            return None
        # The age would be negative after the system's clock was set back.
        age_seconds = max(0.0, self._cache.wall() - kept.made_at)
        if terms.ttl_seconds is not None and age_seconds >= terms.ttl_seconds:
            return None
        return kept.value, age_seconds

    def save(self, key: bytes, value: Any, drawn: Drawn, call: str) -> None:
        if self._folder is None:
            return
        if drawn.drafts:
            here().run.tell_once(
                f"{call} draws elements, which cannot be kept on disk: its result is kept in "
                f"memory only. Draw in the script instead, with the function's result."
            )
            return
        try:
            self._folder.write(key, Kept(value, self._cache.wall()))
        except CannotEncodeError as error:
            reason = f" ({error.why})" if error.why else ""
            raise UnserializableReturnValueError(
                f"{call} returned {error.what}, which persist='disk' cannot write{reason}. Return "
                f"plain values, containers, arrays or tables, leave persist out, or read in "
                f"docs/caching.md about the risks of persist='pickle'."
            ) from error
        except Exception as error:  # Pickling may raise anything.
            raise UnserializableReturnValueError(
                f"{call} returned a value of type {_type_name(value)!r} that persist='pickle' "
                f"cannot write: {error}. Leave persist out, or return a plainer value."
            ) from error

    def drop(self, key: bytes) -> None:
        if self._folder is not None:
            self._folder.drop(key)

    def clear(self) -> None:
        if self._folder is not None:
            self._folder.clear()

    def bound(self, cache: Cache) -> None:
        limit_bytes = _limit_bytes()
        if limit_bytes is not None:
            cache.bound(limit_bytes)


def _limit_bytes() -> int | None:
    """The limit for all results together; None if there is none."""
    limit = current_settings().server.max_cache_data_size
    return bytes_of("cache_data", "server.maxCacheDataSize", limit or None)


def _format(persist: Persist) -> Format | None:
    match persist:
        case None | False:
            return None
        case True | "disk":
            return "disk"
        case "pickle":
            return "pickle"
    raise InvalidParameterValueError(
        f"cache_data: persist={persist!r} is not one of None, 'disk', 'pickle', True."
    )


def _type_name(value: object) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}"
