"""Tiny apps for the rules: `st` and `ss` are there, and what a test hands in by name."""

from __future__ import annotations

import threading
import time
import weakref
from textwrap import dedent
from typing import TYPE_CHECKING

from anew.protocol.messages import Seen
from anew.script.runner import Runner
from anew.script.source import Script
from anew.session.session import Session
from anew.settings.settings import Settings
from anew.testing import AppTest, FakeClock, Tab
from anew.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable

BEGIN = "import anew as st\nss = st.session_state\n"


def app(text: str, *, settings: Settings | None = None, **names: object) -> AppTest:
    """An app that has run once. Its script finds `names` defined."""
    return new_app(text, settings=settings, **names).run()


def new_app(text: str, *, settings: Settings | None = None, **names: object) -> AppTest:
    """An app that has not run yet."""
    script = Script("script.py", text=BEGIN + dedent(text).lstrip("\n"), names=names)
    return AppTest(script, settings=settings)


def shown_error(at: AppTest) -> tuple[str, str]:
    """The type and the whole message of the one error that the page shows."""
    (error,) = at.exception
    return error.error_type, error.message


class Stage:
    """An app whose runs a test can hold and let go: it sends events and does not wait."""

    def __init__(
        self,
        text: str,
        *,
        runner: Runner | None = None,
        clock: FakeClock | None = None,
        **names: object,
    ) -> None:
        self.clock = clock or FakeClock()
        self.runner = runner or runner_of(text, **names)
        self.tab = Tab()
        self.session = Session("tab", self.runner, self.clock)
        weakref.finalize(self, self.session.close)
        self.session.attach(self.tab, self.tab.hello())

    def click(self, label: str) -> None:
        (button,) = self.tab.elements("button", label=label)
        self.session.receive(self.tab.event(trigger=button["id"]))

    def enter(self, kind: str, raw: object) -> None:
        (widget,) = self.tab.elements(kind)
        self.session.receive(self.tab.event({widget["id"]: raw}))

    def arrives(self, gate: Gate) -> None:
        """Wait until a run is at the gate; meanwhile runs may end and begin."""
        end = time.monotonic() + 10
        while not gate.has_arrived():
            assert time.monotonic() < end, "The script did not come to the gate."
            done = threading.Event()
            self.clock.post(done.set)
            self.clock.run_until(done.is_set)

    def settle(self) -> Stage:
        """Wait until all runs are over, and the tab has said that it saw their pages."""
        self.clock.run_until(lambda: self.session.is_idle)
        self.session.receive(Seen(n=self.tab.seen))
        self.clock.run_until(lambda: self.session.is_idle)  # It had no room for all of them.
        return self

    @property
    def texts(self) -> list[str]:
        return [text["body"] for text in self.tab.elements("text")]


def runner_of(
    text: str,
    *,
    settings: Settings | None = None,
    on_script_error: Callable[[BaseException], object] | None = None,
    **names: object,
) -> Runner:
    script = Script("script.py", text=BEGIN + dedent(text).lstrip("\n"), names=names)
    runner = Runner(script, settings or Settings(), on_script_error)
    runner.threads = Threads(16, idle_seconds=0.0)
    return runner


class Gate:
    """Where a script waits until the test lets it go on; the test waits until it is there."""

    def __init__(self) -> None:
        self._arrived = threading.Semaphore(0)
        self._open = threading.Semaphore(0)

    def wait(self) -> None:
        """Called by the script."""
        self._arrived.release()
        assert self._open.acquire(timeout=10), "Nobody opened the gate."

    def await_arrival(self) -> None:
        assert self._arrived.acquire(timeout=10), "The script did not come to the gate."

    def has_arrived(self) -> bool:
        """Whether the script has come here, since this was asked last; it waits a moment."""
        return self._arrived.acquire(timeout=0.005)

    def open(self, times: int = 1) -> None:
        self._open.release(times)
