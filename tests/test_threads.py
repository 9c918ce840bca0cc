"""Threads follow the number of scripts that are busy at once."""

from __future__ import annotations

import random
import threading

from anew import threads as module
from anew.threads import Threads


class Done:
    """Counts what was called, by which thread."""

    def __init__(self, expected: int) -> None:
        self.calls: list[tuple[int, int]] = []
        self._left = expected
        self._lock = threading.Lock()
        self._all = threading.Event()

    def note(self, number: int) -> None:
        with self._lock:
            self.calls.append((number, threading.get_ident()))
            self._left -= 1
            if not self._left:
                self._all.set()

    def wait(self) -> None:
        assert self._all.wait(10), f"{self._left} were not called."


def test_a_blocked_job_delays_no_other():
    threads = Threads(limit=100)
    gate, done = threading.Event(), threading.Event()
    for _ in range(20):
        threads.call(lambda: gate.wait(10))
    threads.call(done.set)

    assert done.wait(10)
    gate.set()


def test_an_idle_thread_is_used_again():
    threads = Threads(limit=100)
    names = set()
    for _ in range(50):
        done = threading.Event()

        def job(done=done):
            names.add(threading.get_ident())
            done.set()

        threads.call(job)
        assert done.wait(10)

    assert len(names) <= 2


def test_at_the_limit_jobs_wait_in_order():
    threads = Threads(limit=1)
    gate, done = threading.Event(), threading.Event()
    order = []
    threads.call(lambda: gate.wait(10))
    for number in range(5):
        threads.call(lambda number=number: order.append(number))
    threads.call(done.set)
    gate.set()

    assert done.wait(10)
    assert order == [0, 1, 2, 3, 4]


def test_a_job_that_finds_a_free_thread_does_not_overtake_those_that_wait(monkeypatch):
    threads = Threads(limit=2)
    gate, done = threading.Event(), threading.Event()
    order = []
    monkeypatch.setattr(module, "MOMENT_SECONDS", 2.0)  # The guard does not look before the end.
    threads.call(lambda: gate.wait(10))
    threads.call(lambda: order.append("first"))  # It waits: the thread may soon be done.
    monkeypatch.setattr(module, "MOMENT_SECONDS", 0.0)
    threads.call(lambda: order.append("second"))
    threads.call(done.set)

    assert done.wait(10)
    assert order == ["first", "second"]
    gate.set()


def test_a_job_that_fails_takes_no_thread_with_it(caplog):
    threads = Threads(limit=1)
    done = threading.Event()
    threads.call(lambda: 1 / 0)
    threads.call(done.set)

    assert done.wait(10)
    assert "A job on a script thread failed." in caplog.text


def test_a_thread_takes_what_comes_while_it_is_at_a_quick_job(monkeypatch):
    monkeypatch.setattr(module, "MOMENT_SECONDS", 60.0)
    threads = Threads(limit=100)
    gate, done = threading.Event(), Done(5)
    threads.call(lambda: gate.wait(10))
    for number in range(5):
        threads.call(lambda number=number: done.note(number))
    gate.set()
    done.wait()

    assert [number for number, _ in done.calls] == [0, 1, 2, 3, 4]
    assert len({thread for _, thread in done.calls}) == 1


def test_what_waits_behind_a_blocked_job_is_taken_by_others():
    threads = Threads(limit=100)
    gate, done = threading.Event(), Done(50)
    for number in range(50):
        threads.call(lambda: gate.wait(10))
        threads.call(lambda number=number: done.note(number))
    done.wait()
    gate.set()

    assert sorted(number for number, _ in done.calls) == list(range(50))


def test_every_job_is_called_once_whatever_blocks():
    chance = random.Random(5)
    threads = Threads(limit=8)
    done = Done(600)
    locks = [threading.Lock() for _ in range(4)]

    def job(number):
        with locks[number % 4]:
            threading.Event().wait(chance.choice([0, 0, 0, 0.0005, 0.002]))
            done.note(number)

    def post(numbers):
        for number in numbers:
            threads.call(lambda number=number: job(number))

    posting = [threading.Thread(target=post, args=(range(at, 600, 3),)) for at in range(3)]
    for thread in posting:
        thread.start()
    done.wait()

    assert sorted(number for number, _ in done.calls) == list(range(600))
    assert len({thread for _, thread in done.calls}) <= 8


def test_the_guard_ends_when_nothing_waits_and_comes_again(monkeypatch):
    monkeypatch.setattr(module, "MOMENT_SECONDS", 0.05)
    monkeypatch.setattr(module, "QUIET_MOMENTS", 1)
    threads = Threads(limit=4, idle_seconds=0.01)
    for _ in range(2):
        gate, done = threading.Event(), Done(1)
        threads.call(lambda gate=gate: gate.wait(10))
        threads.call(lambda done=done: done.note(0))
        guard = threads._guard
        done.wait()
        gate.set()
        guard.join(10)

        assert not guard.is_alive() and threads._guard is None


def test_the_guard_rests_where_it_cannot_help(monkeypatch):
    """At the limit: whoever is done first takes what waits."""
    monkeypatch.setattr(module, "MOMENT_SECONDS", 0.02)
    monkeypatch.setattr(module, "QUIET_MOMENTS", 1)
    threads = Threads(limit=1, idle_seconds=0.01)
    gate, done = threading.Event(), Done(1)
    threads.call(lambda: gate.wait(10))
    threads.call(lambda: done.note(0))
    guard = threads._guard
    guard.join(10)

    assert not guard.is_alive() and done.calls == []
    gate.set()
    done.wait()
