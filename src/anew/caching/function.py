"""A cached function: finds its result, computes it, or waits for a caller that computes it."""

from __future__ import annotations

import contextvars
import functools
import inspect
import logging
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, ParamSpec, Self, TypeVar

from anew.ambient.context import captured, current_run
from anew.caching.drawn import NOTHING, draw_again, recording
from anew.caching.entries import Entry, is_fresh
from anew.caching.flights import current_owner, current_task
from anew.caching.functions import Parameters, identity_of, name_of
from anew.caching.keys import key_of
from anew.caching.spinner import spinning
from anew.errors import UnserializableReturnValueError
from anew.settings.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from types import TracebackType

    from anew.caching.cache import Cache, Scope
    from anew.caching.drawn import Drawn
    from anew.caching.entries import Entries, Terms
    from anew.caching.flights import Flight
    from anew.caching.keys import HashFuncs

    Args = tuple[Any, ...]
    Kwargs = Mapping[str, Any]

log = logging.getLogger("anew")

P = ParamSpec("P")
R = TypeVar("R")


class Options(NamedTuple):
    """How a function is cached, as given to its decorator."""

    terms: Terms
    show_spinner: bool | str
    show_time: bool
    hash_funcs: HashFuncs | None
    scope: Scope
    renews_in_background: bool


class Keeping:
    """How results are kept, handed out and persisted.

    This base class keeps the value as it is, in memory only. `cache_data` and
    `cache_resource` override what they do differently.
    """

    def is_good(self, value: Any) -> bool:
        """Whether a kept value is still valid."""
        return True

    def kept(self, value: Any, call: str) -> Any:
        """The value to keep for a result."""
        return value

    def handed_out(self, value: Any) -> Any:
        """The value to give to a caller for a kept one."""
        return value

    def released(self) -> Callable[[Any], object] | None:
        """A function to call with each value that is dropped, if there is one."""
        return None

    def size(self, value: Any) -> int:
        """The value's size in bytes; 0 if no limit applies."""
        return 0

    def load(self, key: bytes, terms: Terms) -> tuple[Any, float] | None:
        """A persisted value and its age in seconds, if there is one."""
        return None

    def save(self, key: bytes, value: Any, drawn: Drawn, call: str) -> None:
        """Persist a value."""

    def drop(self, key: bytes) -> None:
        """Remove a persisted value."""

    def clear(self) -> None:
        """Remove all persisted values."""

    def bound(self, cache: Cache) -> None:
        """Enforce the limits that all functions share."""


class CachedFunction(Generic[P, R]):
    """What `@st.cache_data` and `@st.cache_resource` make of a function. Threading: safe."""

    def __init__(
        self, function: Callable[P, R], cache: Cache, options: Options, keeping: Keeping
    ) -> None:
        functools.update_wrapper(self, function)
        self._function = function
        self._cache = cache
        self._options = options
        self._keeping = keeping
        self._parameters = Parameters(function)
        self._identity = identity_of(function)
        self._call = f"{cache.kind}: {name_of(function)}()"
        self._shared = cache.entries(self._identity, "global")

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The cached result, or a newly computed one."""
        entries, key = self._entries(), self._key(args, kwargs)
        entry = self._find(entries, key, args, kwargs)
        if entry is None:
            with self._spinning():
                return self._obtain(entries, key, args, kwargs)
        return self._handed_out(entry)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self if instance is None else CachedMethod(self, instance)

    def clear(self, *args: Any, **kwargs: Any) -> None:
        """Forget all results, or the result of one call.

        Args:
            args: The arguments of that call; those whose names begin with an underscore may be
                left out. Without any arguments, all results are forgotten.
            kwargs: The keyword arguments of that call.
        """
        if not args and not kwargs:
            self._entries().clear()
            self._keeping.clear()
            return
        arguments = self._parameters.of_clear(args, kwargs)
        key = key_of(arguments, self._options.hash_funcs, call=self._call)
        self._entries().drop(key)
        self._keeping.drop(key)

    # Looking ---------------------------------------------------------------------------

    def _entries(self) -> Entries:
        current_run()  # A call counts as a command: a run that shall stop is stopped here.
        if self._options.scope == "global":
            return self._shared
        return self._cache.entries(self._identity, "session")

    def _key(self, args: Args, kwargs: Kwargs) -> bytes:
        arguments = self._parameters.of_call(args, kwargs)
        return key_of(arguments, self._options.hash_funcs, call=self._call)

    def _find(self, entries: Entries, key: bytes, args: Args, kwargs: Kwargs) -> Entry | None:
        """A cached result that may be used. A stale one starts its renewal in the background."""
        now = self._cache.now()
        entry = entries.find(key, now, self._options.terms)
        if entry is None:
            return None
        if not self._keeping.is_good(entry.value):
            entries.drop(key, entry)
            return None
        if not is_fresh(entry, now, self._options.terms):
            if entry.drawn is not NOTHING:
                return None  # It draws, and the background has no page to draw in.
            self._renew(entries, key, args, kwargs)
        return entry

    def _handed_out(self, entry: Entry) -> R:
        draw_again(entry.drawn)
        return self._keeping.handed_out(entry.value)  # type: ignore[no-any-return]  # kept as Any

    def _spinning(self) -> Any:
        options = self._options
        name = getattr(self._function, "__name__", "")
        return spinning(name, options.show_spinner, show_time=options.show_time)

    # Computing -------------------------------------------------------------------------

    def _obtain(self, entries: Entries, key: bytes, args: Args, kwargs: Kwargs) -> R:
        """Compute the result, or wait for the caller that is computing it."""
        owner = current_owner()
        while True:
            flight, is_own = entries.join(key, owner)
            if is_own:
                return self._compute(entries, flight, key, args, kwargs)
            entry = self._cache.waiting.wait(owner, flight, self._call)
            if entry is not None:
                return self._handed_out(entry)

    def _compute(
        self, entries: Entries, flight: Flight[Entry], key: bytes, args: Args, kwargs: Kwargs
    ) -> R:
        with _Landing(entries, flight, key, self._options.terms) as landing:
            value: Any = None
            landing.entry = entry = self._earlier(entries, key)
            if entry is None:
                with recording(self._call) as found:
                    value = self._function(*args, **kwargs)
                landing.entry = self._made(key, value, found.drawn)
        self._keeping.bound(self._cache)
        return value if entry is None else self._handed_out(entry)

    def _earlier(self, entries: Entries, key: bytes) -> Entry | None:
        """A result that another thread has just computed, or that was persisted."""
        now, terms = self._cache.now(), self._options.terms
        entry = entries.find(key, now, terms)
        if entry is not None and is_fresh(entry, now, terms):
            return entry
        loaded = self._keeping.load(key, terms)
        if loaded is None:
            return None
        value, age_seconds = loaded
        return Entry(value, now - age_seconds, drawn=NOTHING, size=self._keeping.size(value))

    def _made(self, key: bytes, value: Any, drawn: Drawn) -> Entry:
        """The entry for a new result."""
        if inspect.isgenerator(value) or inspect.isasyncgen(value) or inspect.isawaitable(value):
            raise UnserializableReturnValueError(
                f"{self._call} returned a {type(value).__name__}, which can be consumed only "
                f"once. Return its values instead, such as in a list."
            )
        kept = self._keeping.kept(value, self._call)
        self._keeping.save(key, kept, drawn, self._call)
        return Entry(
            kept,
            self._cache.now(),
            drawn=drawn,
            size=self._keeping.size(kept),
            release=self._keeping.released(),
        )

    def _renew(self, entries: Entries, key: bytes, args: Args, kwargs: Kwargs) -> None:
        """Compute the result on a background thread, unless it is already being computed."""
        flight, is_own = entries.join(key, object())
        if not is_own:
            return

        def job() -> None:
            flight.owner = current_owner()
            try:
                contextvars.Context().run(self._compute, entries, flight, key, args, kwargs)
            except BaseException:
                log.exception("%s failed in the background; its old result is kept.", self._call)

        now = captured()
        self._cache.in_background(job, Settings() if now is None else now.run.settings)


class AsyncCachedFunction(CachedFunction[P, R]):
    """A cached `async` function: each call returns a coroutine."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._answer(args, kwargs)  # type: ignore[return-value]  # R is its coroutine

    async def _answer(self, args: Args, kwargs: Kwargs) -> Any:
        entries, key = self._entries(), self._key(args, kwargs)
        entry = self._find(entries, key, args, kwargs)
        if entry is None:
            with self._spinning():
                return await self._obtain_async(entries, key, args, kwargs)
        return self._handed_out(entry)

    async def _obtain_async(self, entries: Entries, key: bytes, args: Args, kwargs: Kwargs) -> Any:
        owner = current_task()
        while True:
            flight, is_own = entries.join(key, owner)
            if is_own:
                return await self._compute_async(entries, flight, key, args, kwargs)
            entry = await self._cache.waiting.wait_async(owner, flight, self._call)
            if entry is not None:
                return self._handed_out(entry)

    async def _compute_async(
        self, entries: Entries, flight: Flight[Entry], key: bytes, args: Args, kwargs: Kwargs
    ) -> Any:
        function: Callable[..., Coroutine[Any, Any, Any]] = self._function  # type: ignore[assignment]
        with _Landing(entries, flight, key, self._options.terms) as landing:
            value: Any = None
            landing.entry = entry = self._earlier(entries, key)
            if entry is None:
                with recording(self._call) as found:
                    value = await function(*args, **kwargs)
                landing.entry = self._made(key, value, found.drawn)
        self._keeping.bound(self._cache)
        return value if entry is None else self._handed_out(entry)


class CachedMethod:
    """A cached function bound to an object, as a method."""

    __slots__ = ("_function", "_instance")

    def __init__(self, function: CachedFunction[..., Any], instance: object) -> None:
        self._function = function
        self._instance = instance

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function(self._instance, *args, **kwargs)

    def clear(self, *args: Any, **kwargs: Any) -> None:
        """Forget all results of the function, or the result of one call on this object."""
        if not args and not kwargs:
            self._function.clear()
        else:
            self._function.clear(self._instance, *args, **kwargs)


class _Landing:
    """Lands a flight however its computation ends, so that no caller waits for it forever."""

    def __init__(self, entries: Entries, flight: Flight[Entry], key: bytes, terms: Terms) -> None:
        self.entry: Entry | None = None  # The result, once there is one.
        self._entries = entries
        self._flight = flight
        self._key = key
        self._terms = terms

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.entry is not None:
            self._entries.keep(self._key, self._flight, self.entry, self._terms)
            self._flight.land(self.entry)
            return
        self._entries.abandon(self._key, self._flight)
        if isinstance(error, Exception):
            self._flight.fail(error)
        else:  # The run was stopped, which is no error of the function: another caller computes.
            self._flight.land(None)
