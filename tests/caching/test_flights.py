"""What is computed once, however many want it: at a time, in tasks, in the background."""

from __future__ import annotations

import asyncio
import itertools
import logging
import queue
import threading

import pytest
from caching.stage import Counted, in_thread

from anew.ambient.control import InterruptSignal
from anew.errors import (
    CacheRecursionError,
)

# One at a time ----------------------------------------------------------------------------


def test_others_who_want_the_same_wait_for_it(stage):
    counted, gate, started = Counted(), threading.Event(), threading.Event()

    @stage.cache_data
    def load(name):
        started.set()
        assert name == "quick" or gate.wait(10)
        return [counted.next()]

    first = in_thread(lambda: load("slow"))
    started.wait(10)
    others = [in_thread(lambda: load("slow")) for _ in range(3)]
    assert load("quick") == [1]  # Another key does not wait.
    gate.set()

    results = [join() for join in (first, *others)]
    assert results == [[2]] * 4
    assert all(one is not other for one, other in itertools.combinations(results, 2))


def wait_until_waiting(stage, count):
    """Until so many wait for a computation."""
    waiting = stage.caches[0].waiting._flights
    pause = threading.Event()
    for _ in range(5_000):
        if len(waiting) >= count:
            return
        pause.wait(0.002)
    raise AssertionError(f"{len(waiting)} wait, not {count}.")


def test_an_error_reaches_all_who_wait_and_is_not_kept(stage):
    counted, gate, started = Counted(), threading.Event(), threading.Event()

    @stage.cache_data
    def load():
        started.set()
        gate.wait(10)
        if counted.next() == 1:
            raise KeyError("no such table")
        return "loaded"

    first = in_thread(load)
    started.wait(10)
    other = in_thread(load)
    wait_until_waiting(stage, 1)
    gate.set()

    assert isinstance(first(), KeyError)
    assert isinstance(other(), KeyError)
    assert load() == "loaded"


def test_when_a_run_ends_while_it_computes_another_computes(stage):
    """R97: what ends a run is no error of the function."""
    counted, gate, started = Counted(), threading.Event(), threading.Event()

    @stage.cache_data
    def load():
        started.set()
        gate.wait(10)
        if counted.next() == 1:
            raise InterruptSignal
        return "loaded"

    first = in_thread(load)
    started.wait(10)
    others = [in_thread(load) for _ in range(2)]
    wait_until_waiting(stage, 2)
    gate.set()

    assert isinstance(first(), InterruptSignal)
    assert [join() for join in others] == ["loaded", "loaded"]
    assert counted.count == 2


def test_a_result_that_was_cleared_while_it_was_computed_is_not_kept(stage):
    counted, gate, started = Counted(), threading.Event(), threading.Event()

    @stage.cache_data
    def load():
        number = counted.next()
        started.set()
        gate.wait(10)
        return number

    first = in_thread(load)
    started.wait(10)
    load.clear()
    gate.set()

    assert first() == 1
    assert load() == 2


def test_a_function_that_needs_its_own_result_is_an_error(stage):
    @stage.cache_data
    def fibonacci(n):
        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

    @stage.cache_data
    def endless(n):
        return endless(n)

    assert fibonacci(30) == 832040
    with pytest.raises(CacheRecursionError) as refused:
        endless(1)
    assert str(refused.value) == (
        "cache_data: test_a_function_that_needs_its_own_result_is_an_error.endless() needs its "
        "own result to compute it. Call it with other arguments within itself, or leave the "
        "inner call uncached."
    )


def test_two_functions_that_wait_for_one_another_are_an_error_and_no_deadlock(stage):
    meet = threading.Barrier(2, timeout=10)

    @stage.cache_data
    def ying():
        meet.wait()
        return yang()

    @stage.cache_data
    def yang():
        meet.wait()
        return ying()

    outcomes = [in_thread(ying), in_thread(yang)]

    assert all(isinstance(join(), CacheRecursionError) for join in outcomes)


# Async ------------------------------------------------------------------------------------


def test_async_functions_are_cached_and_others_wait(stage):
    counted = Counted()

    @stage.cache_data
    async def load(name):
        await asyncio.sleep(0)
        return [name, counted.next()]

    async def main():
        return await asyncio.gather(load("a"), load("a"), load("b"))

    assert asyncio.run(main()) == [["a", 1], ["a", 1], ["b", 2]]
    assert asyncio.run(load("a")) == ["a", 1]


def test_a_cancelled_task_leaves_none_behind(stage):
    counted = Counted()

    @stage.cache_data
    async def load():
        if counted.next() == 1:
            await asyncio.Event().wait()
        return "loaded"

    async def main():
        first, second = asyncio.create_task(load()), asyncio.create_task(load())
        third = asyncio.create_task(load())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        third.cancel()  # One who waits ends nothing for the others.
        first.cancel()
        return await second

    assert asyncio.run(main()) == "loaded"


def test_an_async_function_that_needs_its_own_result_is_an_error(stage):
    @stage.cache_data
    async def endless():
        return await endless()

    with pytest.raises(CacheRecursionError):
        asyncio.run(endless())


# In the background ------------------------------------------------------------------------


def test_an_old_result_is_used_while_a_new_one_is_computed(stage):
    """R131."""
    counted, gate, done = Counted(), threading.Event(), threading.Event()

    @stage.cache_data(ttl=10, refresh_mode="background")
    def load():
        number = counted.next()
        if number > 1:
            gate.wait(10)
        return number

    keep = stage.caches[0].entries(load._identity, "global").keep

    def kept(*args):
        keep(*args)
        done.set()

    stage.caches[0].entries(load._identity, "global").keep = kept
    assert load() == 1
    done.clear()
    stage.clock.advance(15)
    assert load() == load() == 1
    gate.set()
    done.wait(10)
    assert load() == 2
    stage.clock.advance(20)
    assert load() == 3  # Too old to be used: who asks waits.
    assert counted.count == 3


class Heard(logging.Handler):
    """What anew logs, as it comes: from any thread."""

    def __init__(self):
        super().__init__()
        self.messages = queue.SimpleQueue()

    def emit(self, record):
        self.messages.put(record.getMessage())


def test_a_failed_renewal_is_logged_and_the_old_result_stays(stage):
    counted, heard = Counted(), Heard()

    @stage.cache_data(ttl=10, refresh_mode="background")
    def load():
        if counted.next() == 2:
            raise OSError("no network")
        return counted.count

    load()
    stage.clock.advance(15)
    logging.getLogger("anew").addHandler(heard)
    try:
        assert load() == 1
        assert heard.messages.get(timeout=10) == (
            "cache_data: test_a_failed_renewal_is_logged_and_the_old_result_stays.load() failed "
            "in the background; its old result is kept."
        )
    finally:
        logging.getLogger("anew").removeHandler(heard)
