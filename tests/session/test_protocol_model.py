"""The conversation under drops, resumes, duplicates and reordering: each click counts once."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from anew.protocol.messages import OUT_OF_ORDER, Close, Event, Seen
from anew.script.runner import Runner
from anew.script.source import Script
from anew.session.registry import Registry
from anew.settings.settings import Settings
from anew.testing.clock import FakeClock
from anew.testing.tab import Tab

if TYPE_CHECKING:
    from anew.session.session import Session

COUNTER = """
import anew as st

if "count" not in st.session_state:
    st.session_state.count = 0
    st.session_state.called = 0

def called():
    st.session_state.called += 1

if st.button("Add", on_click=called):
    st.session_state.count += 1
value = st.number_input("Value", value=0, key="value")
st.text(f"{st.session_state.count} {st.session_state.called} {value}")
"""


class Line:
    """One connection whose frames wait on the way, in both directions, until it is cut."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.visit = tab.visit
        self.to_tab: deque[str] = deque()
        self.to_server: deque[Event] = deque()
        self.is_open = True
        self.close_reason: Close | None = None

    def send(self, text: str) -> None:
        self.to_tab.append(text)

    def close(self, close: Close) -> None:
        self.is_open = False
        self.close_reason = close


class Conversation(RuleBasedStateMachine):
    @initialize()
    def open_the_app(self) -> None:
        self.clock = FakeClock()
        runner = Runner(Script("counter.py", text=COUNTER), Settings())
        self.registry = Registry(runner, self.clock)
        self.tab = Tab()
        self.clicks = 0
        self.value = 0
        self.sent: list[Event] = []
        self.session: Session | None = None
        self.connect()
        self.run_scripts()
        self.deliver_to_tab()
        self.button = self.tab.elements("button")[0]["id"]
        self.number = self.tab.elements("number_input")[0]["id"]

    # What users and networks do --------------------------------------------------------

    @rule()
    def click(self) -> None:
        self.clicks += 1
        self.say(self.tab.event(trigger=self.button))

    @rule(value=strategies.integers(1, 9))
    def enter_a_value(self, value: int) -> None:
        self.value = value
        self.say(self.tab.event({self.number: value}))

    @rule(count=strategies.integers(1, 3))
    def frames_reach_the_server(self, count: int) -> None:
        for _ in range(min(count, len(self.line.to_server))):
            self.hear(self.line.to_server.popleft())

    @rule()
    def frames_reach_the_tab(self) -> None:
        self.deliver_to_tab()

    @rule(data=strategies.data())
    def a_frame_comes_twice(self, data: strategies.DataObject) -> None:
        known = [event for event in self.sent if self.session_has(event)]
        if known and self.line.is_open:
            self.hear(data.draw(strategies.sampled_from(known)))

    @precondition(lambda self: len(self.line.to_server) > 1)
    @rule()
    def a_frame_overtakes_another(self) -> None:
        first = self.line.to_server.popleft()
        self.hear(self.line.to_server.popleft())

        assert self.line.close_reason is OUT_OF_ORDER or self.session_has(first)
        self.the_connection_drops()

    @rule()
    def the_connection_drops(self) -> None:
        self.line.is_open = False
        if self.session is not None:
            self.registry.disconnect(self.session, self.line)
        self.connect()

    @rule()
    def the_tab_says_what_it_saw(self) -> None:
        if self.line.is_open and self.session is not None:
            self.session.receive(Seen(n=self.tab.seen))

    @rule()
    def scripts_run(self) -> None:
        self.run_scripts()

    # What must hold --------------------------------------------------------------------

    @rule()
    def when_all_is_delivered_each_click_counted_once(self) -> None:
        if not self.line.is_open:
            self.the_connection_drops()
        for _ in range(20):
            self.frames_reach_the_server(100)
            self.run_scripts()
            self.deliver_to_tab()
            self.the_tab_says_what_it_saw()
            if self.tab.is_settled and not self.tab.unacknowledged:
                break

        assert self.tab.unacknowledged == []
        shown = self.tab.elements("text")[0]["body"]
        assert shown == f"{self.clicks} {self.clicks} {self.value}"

    def teardown(self) -> None:
        if getattr(self, "session", None) is not None:
            self.when_all_is_delivered_each_click_counted_once()

    # Helpers of this story -------------------------------------------------------------

    def connect(self) -> None:
        self.line = Line(self.tab)
        self.registry.connect(self.line, self.tab.hello(), "owner", self.joined)
        before = self.tab.name
        self.deliver_to_tab()
        assert before in {None, self.tab.name}
        for event in self.tab.unacknowledged:
            self.line.to_server.append(event)

    def joined(self, session: Session) -> None:
        self.session = session

    def say(self, event: Event) -> None:
        self.sent.append(event)
        self.line.to_server.append(event)

    def hear(self, event: Event) -> None:
        assert self.session is not None
        if self.line.is_open:
            self.session.receive(event)

    def session_has(self, event: Event) -> bool:
        assert self.session is not None
        return event.n <= self.session._ledger.received

    def run_scripts(self) -> None:
        assert self.session is not None
        session = self.session
        self.clock.run_until(lambda: session.is_idle)

    def deliver_to_tab(self) -> None:
        while self.line.to_tab:
            self.tab.send(self.line.to_tab.popleft())


Conversation.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_each_click_counts_once_whatever_the_connection_does = Conversation.TestCase
