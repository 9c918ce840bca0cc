"""What the tests of caches share: caches whose time stands still, and apps that cache."""

from __future__ import annotations

import threading

from anew.caching.cache import Cache
from anew.caching.data import CacheData
from anew.caching.flights import Waiting
from anew.caching.resource import CacheResource
from anew.testing import AppTest
from anew.testing.clock import FakeClock


class Stage:
    def __init__(self) -> None:
        self.clock = FakeClock()
        waiting = Waiting()
        times = {"now": self.clock.now, "wall": lambda: 1.7e9 + self.clock.now()}
        self.caches = (
            Cache("cache_data", waiting, **times),
            Cache("cache_resource", waiting, **times),
        )
        self.cache_data = CacheData(self.caches[0])
        self.cache_resource = CacheResource(self.caches[1])


class Counted:
    """Counts how often it is called: what a function returns shows if it was computed."""

    def __init__(self) -> None:
        self.count = 0

    def next(self) -> int:
        self.count += 1
        return self.count


def in_thread(call):
    """Call something on a thread; what `join` gives is its result, or the error."""
    outcome = []

    def run():
        try:
            outcome.append(call())
        except BaseException as error:  # noqa: BLE001  # the test looks at it
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()

    def join():
        thread.join(10)
        assert not thread.is_alive()
        return outcome[0]

    return join


def app(script: str, **options: object) -> AppTest:
    """An app of this script, run once, with these options."""
    given = {name.replace("__", "."): value for name, value in options.items()}
    at = AppTest.from_string(script, settings=given).run()
    assert not at.exception, at.exception
    return at
