"""Tests of apps with tasks: what they can wait for."""

from __future__ import annotations

from pathlib import Path

import pytest

from anew.errors import AppTestTimeoutError
from anew.testing import AppTest

EXAMPLE = Path(__file__).parents[2] / "examples" / "training.py"


def test_the_example_trains():
    at = AppTest.from_file(EXAMPLE, default_timeout=30).run()
    at.slider[0].set_value(1).run()
    at.button[0].click().run()
    at.finish_tasks()

    assert at.success[0].value == "The loss is 1.000."
    assert at.session_state.losses == [1.0]


def test_a_task_that_does_not_end_in_time_is_told_of():
    at = AppTest.from_string("""
        import threading
        import anew as st
        @st.task
        def work():
            while not st.task.is_cancelled():
                threading.Event().wait(0.01)
        if work.status == "idle":
            work.start()
        st.button("Cancel", on_click=work.cancel)
        st.text(work.status)
    """).run()
    with pytest.raises(AppTestTimeoutError, match="cancel them first"):
        at.finish_tasks(timeout=0.05)

    at.button[0].click().run()
    assert at.finish_tasks().text[0].value == "done"


def test_an_app_without_tasks_has_nothing_to_wait_for():
    at = AppTest.from_string("import anew as st; st.text('here')").run()

    assert at.finish_tasks().text[0].value == "here"
