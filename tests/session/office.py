"""An app's sessions, and what tests need to move them and to see what their tabs show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.script.runner import Runner
from anew.script.source import Script
from anew.session.registry import Registry
from anew.settings.settings import Settings, with_options
from anew.testing.clock import FakeClock

if TYPE_CHECKING:
    from anew.session.session import Session
    from anew.testing.tab import Tab


class Office:
    """An app's sessions, and what a test needs to move them."""

    def __init__(self, script: str, **options: str) -> None:
        given = {name.replace("__", "."): value for name, value in options.items()}
        self.clock = FakeClock()
        self.registry = Registry(
            Runner(Script("app.py", text=script), with_options(Settings(), given)), self.clock
        )

    def ask(self, tab: Tab, owner: str = "browser") -> list[Session]:
        """Have a tab ask for its session, which is in the list once it has it."""
        sessions: list[Session] = []
        self.registry.connect(tab, tab.hello(), owner, sessions.append)
        return sessions

    def open(self, tab: Tab, owner: str = "browser") -> Session | None:
        """Have a tab open the app; None if it is refused."""
        sessions = self.ask(tab, owner)
        self.clock.run_until(lambda: bool(sessions) or not tab.is_open)
        if not sessions:
            return None
        self.settle(sessions[0])
        return sessions[0]

    def settle(self, session) -> None:
        self.clock.run_until(lambda: session.is_idle)


def texts(tab: Tab) -> list[str]:
    return [element["body"] for element in tab.elements("text")]
