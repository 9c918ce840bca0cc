"""Caches of what functions return: `st.cache_data` and `st.cache_resource`.

    keys        the key of a call, from its arguments   functions   which functions are the same
    entries     the cached results of one function      flights     computations under way
    copies      the copies that callers get             disk        results kept in files
    drawn       elements drawn again with a result      cache       one cache, by scope
    function    a call, from its arguments to its result

The two caches below belong to the process: all its apps share them, as they share modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.caching.cache import Cache
from anew.caching.data import CacheData
from anew.caching.flights import Waiting
from anew.caching.resource import CacheResource

if TYPE_CHECKING:
    from collections.abc import Callable

_waiting = Waiting()
_caches = (Cache("cache_data", _waiting), Cache("cache_resource", _waiting))

cache_data = CacheData(_caches[0])
cache_resource = CacheResource(_caches[1])


def clear_all() -> Callable[[], None]:
    """Forget everything that is cached in this process and on disk, for all sessions.

    Returns:
        A function that calls the authors' `on_release` functions. They are foreign code that
        may block, so a server calls it on another thread than its own.
    """
    gone = [entry for cache in _caches for entry in cache.clear_all()]

    def let_go() -> None:
        for entry in gone:
            entry.let_go()

    return let_go
