"""What becomes of a task when its session ends, is copied or goes on elsewhere: what is kept of it."""

from __future__ import annotations

import threading

from rules.apps import app
from rules.tasks import SHOWN, TASK, Workshop

from anew.session.session import Session
from anew.testing import Tab

TASK_SLOT = "$$task script.py:work"


def test_a_session_that_ends_cancels_its_tasks():
    shop = Workshop()
    shop.do("Start")
    job = next(iter(shop.session.state.held["tasks"]._jobs.values()))
    shop.session.close()
    shop.hear()
    for _ in range(1000):
        if job.is_cancelled:
            break
        threading.Event().wait(0.005)
    shop.gate.open()

    assert job.is_cancelled


def test_who_clears_the_session_has_no_tasks_any_more():
    shop = Workshop()
    shop.do("Start")
    shop.session.clear()
    shop.calm()
    assert shop.texts == ["idle 0.0  None"]
    shop.gate.open(2)
    shop.until_over()
    assert shop.texts == ["idle 0.0  None"]


def test_a_copy_of_a_session_has_its_tasks_as_interrupted():
    shop = Workshop()
    shop.do("Start")
    copies = []
    shop.session.copy_state(copies.append)
    shop.clock.run_until(lambda: bool(copies))
    tab, twin = Tab(), Session("twin", shop.runner, shop.clock)
    twin.state = copies[0]
    twin.attach(tab, tab.hello())
    shop.clock.run_until(lambda: twin.is_idle)

    assert tab.elements("text")[0]["body"] == "interrupted 0.0  None"
    assert shop.texts == ["running 0.0  None"]
    shop.gate.open(2)
    shop.until_over()
    twin.close()


def test_a_server_that_ends_waits_for_tasks_as_for_runs():
    shop = Workshop()
    assert not shop.session.is_busy
    shop.do("Start")
    assert shop.session.is_busy

    shop.session.is_winding_down = True
    shop.gate.open(2)
    shop.until_over()
    assert not shop.session.is_busy
    assert shop.texts == ["running 0.0  None"]  # Nothing runs any more,
    assert shop.session.errands.read(TASK_SLOT)["status"] == "done"  # but it is known.


def test_what_is_forgotten_by_the_script_is_as_if_it_had_never_been():
    at = app("""
        @st.task
        def work():
            return "done"
        st.button("Start", on_click=work.start)
        if st.button("Forget"):
            ss.clear()
        st.text(f"{work.status} {work.result}")
    """)
    at.button[0].click().run().finish_tasks()
    assert at.text.values == ["done done"]

    assert at.button[1].click().run().text.values == ["idle None"]


def test_a_server_that_restarts_interrupts_a_task_which_can_be_started_again():
    at = app(
        TASK.replace("gate.wait()", "pass")
        + """
        st.text(f"{work.status} {work.result} {work.error}")
        st.button("Start", on_click=work.start, args=(2,))
        """.replace("\n        ", "\n")
    )
    at.button[0].click().run()
    at.finish_tasks()
    assert at.text.values == ["done 20 None"]
    assert at.restart().run().text.values == ["done 20 None"]

    shop = SHOWN  # The same with one that is on.
    gate = threading.Event()
    at = app(TASK.replace("gate.wait()", "gate.wait(10)") + shop, gate=gate, started=[])
    at.button[0].click().run()
    assert at.run().text.values == ["running 0.0  None"]
    at.restart().run()
    gate.set()
    assert at.text.values == ["interrupted 0.0  None"]
    at.button[0].click().run()
    at.finish_tasks()
    assert at.text.values == ["done 1.0 step 2 20"]


def test_a_result_that_was_in_memory_only_counts_as_interrupted_after_a_restart():
    at = app("""
        import threading
        @st.task
        def work():
            return threading.Lock()
        st.text(f"{work.status} {work.error}")
        if work.status == "idle":
            work.start()
    """).finish_tasks()
    assert at.text.values == ["done None"]
    at.restart().run()

    assert at.text[0].value.startswith("interrupted The task was done, but its result, of type")


def test_an_error_is_left_as_a_text_after_a_restart():
    at = app("""
        @st.task
        def work():
            raise ValueError("no flour")
        st.text(f"{work.status} {work.error!r}")
        if work.status == "idle":
            work.start()
    """).finish_tasks()
    at.restart().run()

    assert at.text.values == ["failed TaskError('ValueError: no flour')"]
