"""What the tests of tasks share."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from rules.apps import Gate, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

TASK = """
@st.task
def work(steps):
    for step in range(steps):
        gate.wait()
        st.task.report((step + 1) / steps, f"step {step + 1}")
    return steps * 10
"""
SHOWN = """
st.text(f"{work.status} {work.progress} {work.text} {work.result}")
if st.button("Start"):
    started.append(work.start(2))
st.button("Cancel", on_click=work.cancel)
"""


class Workshop(Stage):
    """An app with a task that waits for the test at each step."""

    def __init__(self, text: str = TASK + SHOWN, **names: object) -> None:
        self.gate = Gate()
        self.started: list[bool] = []
        super().__init__(text, gate=self.gate, started=self.started, **names)
        self.settle()

    def do(self, label: str) -> None:
        self.click(label)
        self.calm()

    def hear(self) -> None:
        """The owner takes what was posted so far."""
        heard = threading.Event()
        self.clock.post(heard.set)
        self.clock.run_until(heard.is_set)

    def calm(self) -> None:
        """Until nothing is due any more: so long the pauses are."""
        for _ in range(4):
            self.hear()
            self.settle()
            self.clock.advance(1.0)
        self.settle()

    def until(self, is_so: Callable[[], bool]) -> None:
        """Until something is shown that a task has brought about."""
        for _ in range(1000):
            if is_so():
                return
            self.hear()
            self.settle()
            self.clock.advance(0.1)
            threading.Event().wait(0.005)  # The task is on a thread of its own.
        raise AssertionError(self.texts)

    def until_shown(self, text: str) -> None:
        self.until(lambda: self.texts == [text])

    def until_over(self) -> None:
        self.until(lambda: not self.session.errands.has_work)
        self.calm()
