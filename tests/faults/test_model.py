"""One tab, two servers and a store, in any order of what may happen, beside a model of a few lines.

The model is a list: each event's number once, in order. What happens: events, frames that come late or
twice, connections that drop or that only the tab knows to be gone, take-overs, servers that die or forget
who is away, a store that fails before or after it did what it was asked for, pages loaded
anew, sessions whose time is over. All is in one process, on clocks that a test moves; the
threads are those of scripts and commits.
"""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from faults.history import History, faults_in
from faults.tab import BrowserTab
from faults.trials import IS_FULL, SEED, Trials
from hypothesis import HealthCheck, Phase, seed, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from stores.faulty import FaultyStore

from anew.ambient.visit import Visit
from anew.protocol.messages import TAKEN_OVER, Close, Event, Hello, Message
from anew.script.runner import Runner
from anew.script.source import Script
from anew.session.registry import Registry
from anew.session.storage import Storage
from anew.settings.settings import Settings
from anew.stores.base import UnavailableError
from anew.testing.clock import FakeClock

if TYPE_CHECKING:
    from anew.session.session import Session

APP = (Path(__file__).parent / "app.py").read_text("utf-8")
TTL_SECONDS = 1_000_000.0
ROUNDS = 100  # In which all has to settle.
EXAMPLES, STEPS = (10, 50) if IS_FULL else (15, 30)
MOST_TRIALS = 400  # 200,000 steps.
# What fails in the full size is told at once; given its seed again, it is made small.
PHASES = [phase for phase in Phase if phase is not Phase.shrink or SEED or not IS_FULL]


class MortalStore:
    """The store as a server has it: when the server is dead, nothing that it does arrives."""

    def __init__(self, store: FaultyStore) -> None:
        self._store = store
        self.is_dead = False

    def __getattr__(self, name: str):
        call = getattr(self._store, name)

        def mortal(*arguments, **named):
            if self.is_dead:
                raise UnavailableError("This server is dead.")
            return call(*arguments, **named)

        return mortal if callable(call) else call


class Server:
    """What a server's process has."""

    def __init__(self, store: FaultyStore) -> None:
        self.clock = FakeClock()
        self.store = MortalStore(store)
        runner = Runner(Script("app.py", text=APP), Settings())
        runner.threads.idle_seconds = runner.helpers.idle_seconds = 0.5
        self.storage = Storage(self.store, runner.helpers, self.clock, ttl_seconds=TTL_SECONDS)
        self.registry = Registry(runner, self.clock, self.storage)
        self._calls = 0

    def work(self) -> None:
        """Do all that can be done now: runs, commits, and what was posted."""
        for _ in range(3):
            self.clock.run_until(lambda: not self.registry._resuming)
            self.clock.run_until(lambda: all(s.is_idle for s in self.registry.sessions))
            self.clock.run_until(self._has_committed)
            told: list[bool] = []
            self.clock.post(lambda told=told: told.append(True))
            self.clock.run_until(lambda told=told: bool(told))

    def _has_committed(self) -> bool:
        """Whether the writer has nothing to do, or waits for its time to try again."""
        writer = self.storage._writer
        if not writer.waiting or writer._is_paused:
            return True
        self.clock.post(lambda: None)  # So that this is looked at again.
        return False

    def die(self) -> None:
        self.store.is_dead = True
        self.storage._writer.drain(0.0, lambda _: None)
        self.clock.advance(1.0)


class Line:
    """One connection, whose frames wait on the way in both directions."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.visit = Visit(is_local=True)
        self.up: deque[Message] = deque()
        self.down: deque[str] = deque()
        self.session: Session | None = None
        self.is_open = True
        self.close_reason: Close | None = None

    def send(self, text: str) -> None:
        self.down.append(text)

    def close(self, close: Close) -> None:
        self.is_open = False
        self.close_reason = close

    def hear(self, message: Message) -> None:
        """The server receives a frame."""
        if not self.is_open:
            return
        if isinstance(message, Hello):
            self.server.registry.connect(self, message, "owner", self._joined)
        elif self.session is not None:
            self.session.receive(message)

    def _joined(self, session: Session) -> None:
        self.session = session

    def end(self) -> None:
        """The server notices that nobody is there any more."""
        self.is_open = False
        if self.session is not None:
            self.server.registry.disconnect(self.session, self)


class ModelTab(BrowserTab):
    """The tab, on the line that the network gives it. With a new session a new history begins."""

    line: Line | None = None

    def receive(self, message) -> None:
        is_new = message["tag"] == "welcome" and not message["resumed"]
        if is_new and self.name is not None:
            self.name, self.history = None, History()
        super().receive(message)

    def transmit(self, message: Message) -> None:
        if self.line is not None:
            self.line.up.append(message)


class Conversation(RuleBasedStateMachine):
    steps = 0  # Of all that were held.

    @initialize()
    def open_the_app(self) -> None:
        self.store = FaultyStore()
        self.servers = [Server(self.store), Server(self.store)]
        self.tab = ModelTab()
        self.marks = 0
        self.left: list[Line] = []  # That the tab has given up, and servers do not know of.
        self.heard: list[Event] = []  # By the current server.
        self.connect(0)
        self.settle()

    # What users and networks do --------------------------------------------------------

    @rule(count=strategies.integers(1, 3))
    def events_happen(self, count: int) -> None:
        for _ in range(count if self.tab.tree is not None else 0):
            self.marks += 1
            self.tab.append(self.marks)

    def _go_on(self, count: int) -> None:
        self.events_happen(count)
        self.frames_reach_the_server(100)
        self.servers[self.tab.port].work()
        self.servers[self.tab.port].clock.advance(0.06)
        self.frames_reach_the_tab(100)

    # Three times: most of what happens is nothing special.
    all_goes_well = rule(count=strategies.integers(0, 2))(_go_on)
    all_goes_on_well = rule(count=strategies.integers(0, 2))(_go_on)
    all_goes_well_again = rule(count=strategies.integers(0, 2))(_go_on)

    @rule(count=strategies.integers(1, 4))
    def frames_reach_the_server(self, count: int) -> None:
        line = self.line
        for _ in range(min(count, len(line.up))):
            message = line.up.popleft()
            line.hear(message)
            if isinstance(message, Event):
                self.heard.append(message)

    @rule(count=strategies.integers(1, 6))
    def frames_reach_the_tab(self, count: int) -> None:
        for _ in range(min(count, len(self.line.down))):
            self.tab.receive(json.loads(self.line.down.popleft()))
        self.follow()

    @rule(which=strategies.integers(0, 9))
    def a_frame_comes_twice(self, which: int) -> None:
        if self.heard:
            self.line.hear(self.heard[which % len(self.heard)])

    @rule(number=strategies.integers(0, 1))
    def the_connection_drops(self, number: int) -> None:
        self.line.end()
        self.connect(number)

    @rule(number=strategies.integers(0, 1))
    def only_the_tab_knows_that_the_connection_is_gone(self, number: int) -> None:
        self.left.append(self.line)
        self.connect(number)

    @rule()
    def what_was_on_its_way_on_an_older_connection_arrives(self) -> None:
        for line in self.left[:1]:
            while line.up:
                message = line.up.popleft()
                # Of two connections to one server, the later is taken for the tab's.
                if not isinstance(message, Hello) or line.server is not self.line.server:
                    line.hear(message)

    @rule()
    def a_server_notices_that_a_connection_is_gone(self) -> None:
        if self.left:
            self.left.pop(0).end()

    @rule(number=strategies.integers(0, 1))
    def the_page_is_loaded_anew(self, number: int) -> None:
        self.line.end()
        self.tab.reload()
        self.connect(number)

    # What servers and the store do -----------------------------------------------------

    @rule(number=strategies.integers(0, 1))
    def a_server_works(self, number: int) -> None:
        self.servers[number].work()

    @rule(number=strategies.integers(0, 1), seconds=strategies.sampled_from([0.06, 1.1, 6, 130]))
    def time_passes(self, number: int, seconds: float) -> None:
        self.servers[number].clock.advance(seconds)

    @rule(count=strategies.sampled_from([1, 2, 1000]))
    def the_store_will_fail(self, count: int) -> None:
        self.store.fail(*(UnavailableError("A test wants it.") for _ in range(count)))

    @rule()
    def the_store_is_back(self) -> None:
        self.store._before.clear()

    @rule(count=strategies.integers(1, 2))
    def answers_of_the_store_will_be_lost(self, count: int) -> None:
        self.store.lose_answers(count)

    @rule(number=strategies.integers(0, 1), other=strategies.integers(0, 1))
    def a_server_dies(self, number: int, other: int) -> None:
        dead = self.servers[number]
        dead.die()
        self.servers[number] = Server(self.store)
        self.left = [line for line in self.left if line.server is not dead]
        if self.line.server is dead:
            self.connect(other)

    @rule()
    def the_time_of_what_is_kept_is_over(self) -> None:
        for number in (0, 1):
            self.a_server_dies(number, 0)
        for listed in [*self.store.sessions()]:
            self.store.remove(listed.record.session)

    # What must hold --------------------------------------------------------------------

    @invariant()
    def a_step_is_counted(self) -> None:
        Conversation.steps += 1

    @rule()
    def each_event_counts_once(self) -> None:
        self.settle()
        # A page that was loaded anew, and whose store has failed since, may be taken for a double of
        # the page before: then it gets a copy, in which everything goes on.
        faults = faults_in(self.tab.history, self.tab.shown() or [], may_fork=True)
        assert not faults, f"{faults}\n{self.tab.history.tail(60)}"

    def teardown(self) -> None:
        if hasattr(self, "tab"):
            self.each_event_counts_once()
            for server in self.servers:
                server.die()

    # Helpers of this story -------------------------------------------------------------

    @property
    def line(self) -> Line:
        assert self.tab.line is not None
        return self.tab.line

    def connect(self, number: int) -> None:
        self.tab._is_welcome = False
        self.tab.line = Line(self.servers[number])
        self.tab.port = number
        self.heard.clear()
        self.tab.greet()

    def follow(self) -> None:
        """Connect again where the server has ended the connection, as the client does."""
        line = self.line
        if line.is_open or line.down:
            return
        assert line.close_reason is not TAKEN_OVER, "The tab is told that another has its session."
        line.end()
        self.connect(self.servers.index(line.server))

    def settle(self) -> None:
        """Let all arrive: the store works, and nobody drops anything."""
        self.store._before.clear()
        self.store._after.clear()
        for _ in range(ROUNDS):
            self.frames_reach_the_server(100)
            for server in self.servers:
                server.work()
            self.frames_reach_the_tab(100)
            if self.tab.is_settled and not self.line.up:
                return
            for server in self.servers:
                server.clock.advance(0.5)
        line = self.line
        sessions = [len(server.registry.sessions) for server in self.servers]
        raise AssertionError(
            f"Not settled: {line.close_reason}, joined: {line.session is not None}, up: {line.up}, "
            f"sessions: {sessions}\n{self.tab.history.tail()}"
        )


def test_each_event_counts_once_whatever_happens():
    with Trials("the protocol, step by step", store="memory", short=1, full=MOST_TRIALS) as trials:
        for _ in trials:
            before = Conversation.steps
            run_state_machine_as_test(
                seed(trials.seed)(Conversation),
                settings=settings(
                    max_examples=EXAMPLES,
                    stateful_step_count=STEPS,
                    deadline=None,
                    phases=PHASES,
                    suppress_health_check=[HealthCheck.too_slow],
                ),
            )
            trials.count(Conversation.steps - before)
