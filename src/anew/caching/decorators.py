"""What the two decorators share: checking their options, and wrapping the function."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Literal

from anew.ambient.context import captured
from anew.arguments import one_of
from anew.caching.entries import Terms
from anew.caching.function import AsyncCachedFunction, CachedFunction, Options
from anew.caching.limits import checked_count
from anew.durations import seconds_of
from anew.errors import IncompatibleParametersError, InvalidParameterTypeError
from anew.settings.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anew.caching.cache import Cache, Scope
    from anew.caching.function import Keeping
    from anew.durations import Duration

RefreshMode = Literal["foreground", "background"]


def current_settings() -> Settings:
    """The settings of the app whose run this is; the defaults outside of a run."""
    now = captured()
    return Settings() if now is None else now.run.settings


def checked_options(
    kind: str,
    *,
    ttl: Duration,
    max_entries: int | None,
    max_bytes: int | None,
    show_spinner: bool | str,
    show_time: bool,
    hash_funcs: Mapping[type | str, Callable[[Any], object]] | None,
    scope: Scope,
    refresh_mode: RefreshMode,
) -> Options:
    """The options of a decorator, checked."""
    one_of(kind, "scope", scope, ("global", "session"))
    one_of(kind, "refresh_mode", refresh_mode, ("foreground", "background"))
    if not isinstance(show_spinner, bool | str):
        raise InvalidParameterTypeError(
            f"{kind}: show_spinner={show_spinner!r} is neither text nor a bool. Pass a string, "
            f"True or False."
        )
    _check_hash_funcs(kind, hash_funcs)
    ttl_seconds = seconds_of(kind, ttl)
    renews = refresh_mode == "background"
    if renews and ttl_seconds is None:
        raise IncompatibleParametersError(
            f"{kind}: refresh_mode='background' needs a ttl, after which a value is renewed. "
            f"Add ttl=..., or leave refresh_mode out."
        )
    if renews and scope == "session":
        raise IncompatibleParametersError(
            f"{kind}: refresh_mode='background' computes outside of any session. Use "
            f"scope='global', or refresh_mode='foreground'."
        )
    times = current_settings().runner.cache_background_refresh_ttl_multiplier if renews else 1.0
    terms = Terms(
        ttl_seconds=ttl_seconds,
        stale_seconds=0.0 if ttl_seconds is None or times == 1.0 else ttl_seconds * (times - 1),
        max_entries=checked_count(kind, "max_entries", max_entries),
        max_bytes=max_bytes,
    )
    return Options(terms, show_spinner, show_time, hash_funcs, scope, renews)


def cached(
    function: Callable[..., Any], cache: Cache, options: Options, keeping: Keeping
) -> CachedFunction[..., Any]:
    """The function, cached."""
    if not inspect.iscoroutinefunction(function):
        return CachedFunction(function, cache, options, keeping)
    if options.renews_in_background:
        raise IncompatibleParametersError(
            f"{cache.kind}: {function.__qualname__} is async, and the background has no event "
            f"loop to await it in. Use refresh_mode='foreground'."
        )
    return AsyncCachedFunction(function, cache, options, keeping)


def _check_hash_funcs(kind: str, hash_funcs: object) -> None:
    if hash_funcs is None:
        return
    if not isinstance(hash_funcs, dict) or not all(
        isinstance(key, type | str) and callable(function) for key, function in hash_funcs.items()
    ):
        raise InvalidParameterTypeError(
            f"{kind}: hash_funcs={hash_funcs!r} is not a dict from types to functions. Write "
            f"{{Model: lambda model: model.id}}; a type's full name as a string works too."
        )
