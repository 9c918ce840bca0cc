"""`st.task`: work beside the runs of a session."""

from __future__ import annotations

import logging
import threading

from rules.apps import app, shown_error
from rules.tasks import TASK, Workshop

from anew.settings.sections import RunnerSettings
from anew.settings.settings import Settings

TASK_SLOT = "$$task script.py:work"


def test_a_task_works_beside_the_script_which_shows_how_far_it_is():
    shop = Workshop()
    assert shop.texts == ["idle 0.0  None"]
    shop.do("Start")
    assert shop.texts == ["running 0.0  None"]

    shop.gate.open()
    shop.until_shown("running 0.5 step 1 None")
    shop.gate.open()
    shop.until_shown("done 1.0 step 2 20")


def test_a_task_that_is_on_is_not_begun_again_and_one_that_is_over_is():
    shop = Workshop()
    shop.do("Start")
    shop.do("Start")
    assert shop.started == [True, False]

    shop.gate.open(2)
    shop.until_shown("done 1.0 step 2 20")
    shop.do("Start")
    assert shop.texts == ["running 0.0  None"]
    shop.gate.open(2)
    shop.until_shown("done 1.0 step 2 20")


def test_a_cancelled_task_ends_at_its_next_report():
    shop = Workshop()
    shop.do("Start")
    shop.do("Cancel")
    assert shop.texts == ["running 0.0  None"]
    shop.gate.open()
    shop.until_shown("cancelled 0.0  None")
    assert shop.session.errands.has_work is False


def test_a_task_may_ask_whether_it_was_cancelled():
    shop = Workshop("""
        @st.task
        def work():
            gate.wait()
            return "had to stop" if st.task.is_cancelled() else "came to its end"
        if st.button("Start"):
            work.start()
        st.button("Cancel", on_click=work.cancel)
        st.text(work.result)
    """)
    shop.do("Start")
    shop.do("Cancel")
    shop.gate.open()
    shop.until_shown("had to stop")


def test_a_waiting_async_task_is_cancelled_where_it_awaits():
    shop = Workshop("""
        import asyncio
        @st.task
        async def work():
            st.task.report(0.5, "waits")
            await asyncio.sleep(3600)
        if st.button("Start"):
            work.start()
        st.button("Cancel", on_click=work.cancel)
        st.text(f"{work.status} {work.text}")
    """)
    shop.do("Start")
    shop.until_shown("running waits")
    shop.do("Cancel")
    shop.until_shown("cancelled waits")


def test_an_async_task_returns_what_it_returns():
    at = app("""
        import asyncio
        @st.task
        async def work(one, *, two):
            await asyncio.sleep(0)
            return one + two
        if work.status == "idle":
            work.start(1, two=2)
        st.text(work.result)
    """)

    assert at.finish_tasks().text.values == ["3"]


def test_a_task_that_fails_says_why_and_so_does_the_log(caplog):
    at = app("""
        @st.task
        def work():
            raise ValueError("no flour")
        if work.status == "idle":
            work.start()
        st.text(work.status)
        if work.error:
            st.exception(work.error)
    """)
    at.finish_tasks()

    assert at.text.values == ["failed"]
    assert shown_error(at) == ("ValueError", "no flour")
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert record.getMessage() == "The task script.py:work failed."
    assert record.exc_info is not None


def test_what_a_task_writes_into_the_state_arrives():
    at = app("""
        ss.setdefault("flour", 3)
        @st.task
        def work():
            ss.bread = ss.flour * 2
            del ss.flour
            return "bread" in ss
        if work.status == "idle":
            work.start()
        st.text((work.result, ss.get("bread")))
    """)

    assert at.finish_tasks().text.values == ["(True, 6)"]


def test_a_task_cannot_draw():
    for command in ("st.text('x')", "st.sidebar.text('x')", "box.text('x')", "box.button('x')"):
        at = app(f"""
            box = st.container()
            @st.task
            def work():
                {command}
            if work.status == "idle":
                work.start()
            if work.error:
                st.exception(work.error)
        """)
        kind, message = shown_error(at.finish_tasks())

        assert kind == "InvalidLayoutContextError", command
        assert message.startswith("A command that draws was called in a task")


def test_a_task_has_no_run_that_it_could_end():
    at = app("""
        @st.task
        def work():
            st.rerun()
        @st.task
        def stops():
            st.stop()
        if work.status == "idle":
            work.start()
            stops.start()
        st.text(stops.status)
        if work.error:
            st.exception(work.error)
    """).finish_tasks()

    assert at.text.values == ["done"]
    assert "st.this_session().rerun()" in shown_error(at)[1]


def test_a_task_may_use_the_handle_threads_caches_and_other_tasks():
    at = app("""
        import threading
        @st.cache_data
        def double(number):
            return number * 2
        @st.task
        def other():
            return "other"
        @st.task
        def work():
            found = []
            thread = threading.Thread(target=lambda: found.append((ss.name, double(4))))
            thread.start()
            thread.join()
            other.start()
            st.this_session().state.number = 1
            return found
        if "name" not in ss:
            ss.name = "Ada"
        elif work.status == "idle":
            work.start()
        st.text((work.result, other.result, ss.get("number")))
    """)
    at.run().finish_tasks().finish_tasks()

    assert at.text.values == ["([('Ada', 8)], 'other', 1)"]


def test_keys_tell_several_tasks_of_one_function_apart():
    at = app("""
        @st.task
        def work(word):
            return word * 2
        for key in ("a", "b", 3):
            if work[key].status == "idle":
                work[key].start(str(key))
        st.text([work.status, work["a"].result, work["b"].result, work["3"].result])
    """)

    assert at.finish_tasks().text.values == ["['idle', 'aa', 'bb', '33']"]


def test_a_session_may_have_so_many_tasks_at_once():
    shop = Workshop(
        TASK
        + """
        if st.button("Start"):
            for number in range(9):
                work[number].start(1)
        """.replace("\n        ", "\n")
    )
    shop.do("Start")

    (error,) = shop.tab.elements("exception")
    assert "runner.maxTasksPerSession" in str(error)
    shop.gate.open(8)
    shop.until_over()


def test_tasks_wait_for_one_of_the_threads_that_there_are():
    at = app(
        """
        order = ss.setdefault("order", [])
        @st.task
        def work(number):
            with lock:
                busy.append(number)
            assert len(busy) == 1
            busy.remove(number)
            return number
        for number in range(5):
            if work[number].status == "idle":
                work[number].start(number)
        st.text([work[number].result for number in range(5)])
        """,
        settings=Settings(runner=RunnerSettings(max_tasks=1)),
        lock=threading.Lock(),
        busy=[],
    )

    assert at.finish_tasks().text.values == ["[0, 1, 2, 3, 4]"]


def test_only_the_fragments_run_in_which_a_task_was_read():
    shop = Workshop(
        TASK
        + """
ss.wholes = ss.get("wholes", 0) + 1
@st.fragment
def part():
    st.text(f"{ss.wholes} {work.status} {work.progress}")
part()
st.button("Start", on_click=work.start, args=(2,))
"""
    )
    shop.do("Start")
    shop.gate.open()
    shop.until_shown("2 running 0.5")
    shop.gate.open()
    shop.until_shown("2 done 1.0")


def test_nothing_runs_for_a_task_that_nobody_reads_or_sees():
    shop = Workshop(
        TASK
        + """
ss.wholes = ss.get("wholes", 0) + 1
if st.button("Start"):
    work.start(1)
st.text(ss.wholes)
"""
    )
    shop.do("Start")
    shop.gate.open()
    shop.until_over()
    assert shop.texts == ["2"]

    shop = Workshop()
    shop.do("Start")
    shop.session.detach(shop.tab)
    shop.gate.open(2)
    shop.until_over()
    assert shop.texts == ["running 0.0  None"]
    shop.session.attach(shop.tab, shop.tab.hello())
    shop.calm()
    assert shop.texts == ["done 1.0 step 2 20"]


def test_many_reports_are_shown_at_most_ten_times_a_second():
    shop = Workshop("""
        @st.task
        def work():
            for step in range(10_000):
                st.task.report(step / 10_000)
            gate.wait()
        ss.runs = ss.get("runs", 0) + 1
        st.button("Start", on_click=work.start)
        st.text(f"{work.progress} {ss.runs}")
    """)
    shop.do("Start")
    shop.gate.await_arrival()
    shop.calm()
    progress, runs = shop.texts[0].split()

    assert progress == "0.9999"  # The last one is not left out.
    assert int(runs) <= 6
    shop.gate.open()
    shop.until_over()


def test_what_is_reported_right_after_another_report_is_shown_a_little_later():
    shop = Workshop("""
        @st.task
        def work():
            for step in (1, 2):
                st.task.report(step / 10)
                gate.wait()
        st.button("Start", on_click=work.start)
        st.text(work.progress)
    """)
    shop.click("Start")
    shop.settle()
    shop.gate.await_arrival()
    shop.hear()
    shop.settle()
    shop.gate.open()
    shop.gate.await_arrival()
    shop.hear()
    shop.settle()
    assert shop.texts != ["0.2"]

    shop.calm()
    assert shop.texts == ["0.2"]
    shop.gate.open()
    shop.until_over()


def test_nothing_runs_for_a_task_that_the_last_run_has_not_read():
    shop = Workshop(
        TASK
        + """
ss.wholes = ss.get("wholes", 0) + 1
st.button("Start", on_click=work.start, args=(1,))
if ss.wholes < 3:
    st.text(work.status)
st.button("Go on")
"""
    )
    shop.do("Start")
    shop.do("Go on")
    before = shop.session.state.committed["wholes"]
    shop.gate.open()
    shop.until_over()

    assert before >= 3
    assert shop.session.state.committed["wholes"] == before


def test_the_run_that_starts_a_task_may_end_as_it_likes():
    at = app("""
        @st.task
        def work():
            return "done"
        st.text(work.result)
        if work.status == "idle":
            work.start()
            st.rerun()
    """)

    assert at.finish_tasks().text.values == ["done"]


def test_what_is_reported_has_to_be_a_part_of_one():
    for given, kind in (
        ("'half'", "InvalidParameterTypeError"),
        ("2", "InvalidParameterValueError"),
    ):
        at = app(f"st.task.report({given})")

        assert shown_error(at)[0] == kind


def test_a_task_is_a_function_and_may_be_called_as_one():
    at = app("""
        @st.task
        def double(number):
            "Twice as much."
            st.task.report(0.5, "half")
            return number * 2
        st.text((double(2), double.__name__, double.__doc__, st.task.is_cancelled()))
    """)
    refused = app("st.task(3)")

    assert at.text.values == ["(4, 'double', 'Twice as much.', False)"]
    assert "made with def" in shown_error(refused)[1]
