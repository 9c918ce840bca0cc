"""R133: threads, and jobs of executors, take part in the run that has started them."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor

from rules.apps import Gate, Stage, app

from anew.ambient.following import follow_runs
from anew.app.session_state import session_state
from anew.settings.sections import RunnerSettings
from anew.settings.settings import Settings


def joined(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_r133_a_thread_takes_part_in_the_run_that_started_it() -> None:
    at = app("""
        import threading
        ss.name = "Ada"
        def work():
            st.text(f"for {ss.name}")
            ss.done = True
        with st.sidebar:
            thread = threading.Thread(target=work)
            thread.start()
        thread.join()
        st.text(ss.done)
    """)

    assert at.sidebar.text.values == ["for Ada"]
    assert at.main.text.values == ["True"]


def test_r133_so_do_the_threads_that_it_starts_and_subclasses_and_timers() -> None:
    at = app("""
        import threading
        class Worker(threading.Thread):
            def run(self):
                inner = threading.Timer(0, lambda: st.text("inner"))
                inner.start()
                inner.join()
                st.text("outer")
        worker = Worker()
        worker.start()
        worker.join()
    """)

    assert at.text.values == ["inner", "outer"]


def test_r133_jobs_of_an_executor_take_part_in_the_run_that_submits_them() -> None:
    """Its threads do not: the second session's jobs are called on the thread of the first."""
    with ThreadPoolExecutor(1) as pool:
        script = """
            ss.name = name
            st.text(list(pool.map(lambda word: f"{word} {ss.name}", ["dear", "poor"])))
        """
        first = app(script, pool=pool, name="Ada")
        second = app(script, pool=pool, name="Bob")
        outside = pool.submit(lambda: "name" in __import__("anew").session_state).result()

    assert first.text.values == ["['dear Ada', 'poor Ada']"]
    assert second.text.values == ["['dear Bob', 'poor Bob']"]
    assert outside is False


def test_r133_a_job_is_where_its_thread_was_attached_in_the_same_run() -> None:
    at = app("""
        from concurrent.futures import ThreadPoolExecutor
        import threading
        with ThreadPoolExecutor(1) as pool:
            with st.sidebar:
                draw = st.attach_run(st.text)
            pool.submit(draw, "attached").result()
            pool.submit(st.text, "follows").result()
    """)

    assert at.sidebar.text.values == ["attached"]
    assert at.main.text.values == ["follows"]


def test_r133_what_a_thread_does_after_the_run_is_said_to_be_for_nothing(caplog) -> None:
    gate, threads = Gate(), []
    at = app(
        """
        import threading
        def work():
            gate.wait()
            st.text("late")
            ss.late = True
        if not threads:
            threads.append(threading.Thread(target=work))
            threads[0].start()
            gate.await_arrival()
        st.text("done")
        """,
        gate=gate,
        threads=threads,
    )
    gate.open()
    joined(threads)
    at.run()

    assert [record.message.split(":")[0] for record in caplog.records] == [
        "A thread called a command after the run that had started it was over"
    ]
    assert "st.this_session()" in caplog.text and "@st.task" in caplog.text
    assert at.text.values == ["done"]
    assert "late" not in at.session_state


def test_r133_the_thread_of_an_executor_does_not_take_part_itself() -> None:
    gate, found = Gate(), []
    with ThreadPoolExecutor(1) as pool:
        stage = Stage(
            """
            ss.name = "Ada"
            pool.submit(len, "").result()
            gate.wait()
            """,
            gate=gate,
            pool=pool,
        )
        gate.await_arrival()
        pool.submit(lambda: found.append("name" in session_state)).result()
        gate.open()
        stage.settle()

    assert found == [False]


def test_r133_an_attached_thread_reaches_the_state_after_the_run(caplog) -> None:
    gate, threads = Gate(), []
    stage = Stage(
        """
        import threading
        def work():
            gate.wait()
            ss.late = ss.early + 1
            st.text("late")
        if "early" not in ss:
            ss.early = 1
            threads.append(threading.Thread(target=st.attach_run(work)))
            threads[0].start()
            gate.await_arrival()
        st.button("Go on")
        st.text(ss.get("late"))
        """,
        gate=gate,
        threads=threads,
    ).settle()
    gate.open()
    joined(threads)
    stage.click("Go on")
    stage.settle()

    assert stage.texts == ["2"]
    assert len(caplog.records) == 1  # For what it would draw.


def test_r133_a_thread_that_lasts_keeps_nothing_of_the_run() -> None:
    gate, threads, pages = Gate(), [], []
    at = app(
        """
        import threading, weakref
        from anew.ambient.context import here
        pages.append(weakref.ref(here().run.layers))
        threads.append(threading.Thread(target=gate.wait))
        threads[0].start()
        """,
        gate=gate,
        threads=threads,
        pages=pages,
    )
    gate.await_arrival()
    held = weakref.ref(at)
    del at
    end = time.monotonic() + 10
    while (pages[0]() is not None or held() is not None) and time.monotonic() < end:
        gc.collect()

    assert pages[0]() is None
    gate.open()
    joined(threads)


def test_r133_a_signal_ends_a_thread_in_silence(capfd) -> None:
    at = app("""
        import threading
        thread = threading.Thread(target=st.stop)
        thread.start()
        thread.join()
        st.text("goes on")
    """)

    assert at.text.values == ["goes on"]
    assert capfd.readouterr().err == ""


def test_r133_threads_can_be_left_alone() -> None:
    at = app(
        """
        import threading
        thread = threading.Thread(target=st.text, args=("alone",))
        thread.start()
        thread.join()
        """,
        settings=Settings(runner=RunnerSettings(threads_follow=False)),
    )

    assert at.text.values == []


def test_r133_what_is_wrapped_for_it_can_be_unwrapped() -> None:
    unwrap = follow_runs()
    wrapped = threading.Thread.start, ThreadPoolExecutor.submit
    unwrap()
    plain = threading.Thread.start, ThreadPoolExecutor.submit
    follow_runs()

    assert [one.__wrapped__ for one in wrapped] == [*plain]
    assert not any(hasattr(one, "__wrapped__") for one in plain)


def test_r133_what_another_library_wraps_stays_wrapped() -> None:
    unwrap = follow_runs()
    ours = threading.Thread.start

    def theirs(self: threading.Thread) -> None:
        ours(self)

    threading.Thread.start = theirs  # type: ignore[method-assign]
    try:
        unwrap()
        assert threading.Thread.start is theirs
        follow_runs()
        assert threading.Thread.start is theirs
    finally:
        threading.Thread.start = ours  # type: ignore[method-assign]
