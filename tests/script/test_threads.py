"""Threads follow the number of scripts that are busy at once."""

from __future__ import annotations

import threading

from anew.script.threads import Threads


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


def test_a_job_that_fails_takes_no_thread_with_it(caplog):
    threads = Threads(limit=1)
    done = threading.Event()
    threads.call(lambda: 1 / 0)
    threads.call(done.set)

    assert done.wait(10)
    assert "A job on a script thread failed." in caplog.text
