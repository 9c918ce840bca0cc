"""What functions returned, kept for the next call: `st.cache_data` and `st.cache_resource`.

    keys        which arguments are the same            functions   which functions are
    entries     what one function has computed          flights     what is being computed
    copies      what callers get                        disk        what outlives the process
    drawn       what is placed again with a result      cache       all of it, by scope
    function    a call, from its arguments to its result

The two caches below are the process's: all apps in it share them, as they share modules.
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
    """Forget everything that is cached in this process and on disk, of all sessions.

    Returns:
        What calls the authors' `on_release` functions: foreign code, for which a server's
        own thread has no time.
    """
    gone = [entry for cache in _caches for entry in cache.clear_all()]

    def let_go() -> None:
        for entry in gone:
            entry.let_go()

    return let_go
