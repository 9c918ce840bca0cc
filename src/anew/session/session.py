"""One browser tab's conversation: its state, its page, the run that is on (step 5 of a click).

A session belongs to one thread, its owner: connections, timers and ended runs all speak
to it there. While a run lasts, the run owns the state and the page; in between, the
session does, or a chore. It knows neither sockets nor asyncio.

The owner waits for nothing, and does nothing that takes the longer, the larger the author's
page or state is: that is a run's, a flush's or a chore's, each on a thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from anew.ambient.control import Control
from anew.protocol.messages import (
    BAD_MESSAGE,
    OUT_OF_ORDER,
    TAKEN_OVER,
    TOO_FAST,
    Alive,
    ClearCache,
    Close,
    Event,
    Hello,
    Leave,
    Probe,
    Queued,
    Refused,
    RunOnSave,
    ScriptChanged,
    Seen,
    Stop,
    Welcome,
)
from anew.script.change import at_place, caught_up, with_notice
from anew.script.run import (
    Failed,
    Finished,
    Interrupted,
    Request,
    RerunWanted,
)
from anew.session.chores import Chores
from anew.session.copying import PATIENCE_SECONDS, Copying
from anew.session.flushes import FIRST_FLUSH_SECONDS, Flushes
from anew.session.inbox import Waiting, is_full, is_void, may_interrupt, merge
from anew.session.ledger import Ledger
from anew.session.line import Line
from anew.session.probe import Probing
from anew.state.state import State
from anew.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.uploads import Uploads
    from anew.app.page import Page as AppPage
    from anew.clock import Clock
    from anew.page.tree import Draft, Page
    from anew.protocol.messages import FromTab, Location, Toolbar
    from anew.script.change import Change
    from anew.script.run import Outcome, Run
    from anew.script.runner import Runner
    from anew.session.line import Connection

STOPPED = (
    "The script was stopped while it asked for one run after another. The page is as the last of "
    "these left it. Press R, or choose Rerun in the menu, to run the script again."
)


class Session:
    """Threading: its owner; only a run's thread may call `has_room`, `show` and `ended`."""

    def __init__(self, tab: str, runner: Runner, clock: Clock, state: State | None = None) -> None:
        """A session that has not run yet.

        Args:
            tab: Its name, which the tab keeps.
            state: What it remembers from the start.
        """
        self.tab = tab
        self.instance = ""  # The page load that it speaks with, or spoke with last.
        self.state = state or State()
        self.page: Page | None = None
        self.request: Request | None = None  # Why the last run took place.
        self.outcome: Outcome | None = None  # How it ended.
        self._loan = runner.lend(tab, clock)
        self._runner = runner
        self._clock = clock
        self._run_on_save = runner.settings.server.run_on_save
        self._ledger = Ledger()
        self._line = Line(self._ledger)
        self._waiting: Waiting = ()
        self._wants_rerun = False
        self._run: Run | None = None
        self._control = Control()
        self._known_pages: tuple[AppPage, ...] = ()
        self._moves_to: Location | None = None  # Where the tab was loaded anew.
        self._wants_clearing: Literal["", "caches", "session"] = ""
        self._chores = Chores(runner.helpers, clock, self._go_on)
        self._unsent: Draft | None = None
        self._drawn: Draft | None = None  # By the last of runs that each asked for another …
        self._row = 0  # … of which there were so many.
        self._is_stopped = False  # The user ended such a row of runs.
        self._flushes = Flushes(runner.helpers, clock, self._tell_of_queue)
        self._shown_at = (
            clock.now()
        )  # When the tab got something, or a run that it waits for began.
        self._copying = Copying(self._chores)
        self._probing = Probing(
            clock,
            ask=lambda: self._line.say(Probe()),
            give_up=lambda: self._line.hang_up(TAKEN_OVER),
        )
        self._is_closed = False

    @property
    def is_attached(self) -> bool:
        return self._line.is_connected

    @property
    def uploads(self) -> Uploads:
        """The files that came for the page's widgets."""
        return self._loan.uploads

    @property
    def known_pages(self) -> tuple[AppPage, ...]:
        """The pages of the app, as the last run left them."""
        return self._known_pages

    @property
    def is_idle(self) -> bool:
        return not (self._run or self._waiting or self._wants_rerun or self._chores.is_on)

    @property
    def is_busy(self) -> bool:
        """Whether something is on that may end before the server does."""
        return self._run is not None or self._chores.is_on or self._wants_rerun

    # Connections -----------------------------------------------------------------------

    def attach(self, connection: Connection, hello: Hello) -> None:
        """Speak with the tab through this connection from now on."""
        is_resumed = self.instance != ""
        is_reload = self.instance != hello.instance
        self._line.connect(connection)
        visit = connection.visit._replace(browser=hello.browser)
        self._loan = self._loan._replace(visit=visit)
        self.instance = hello.instance
        begins = is_reload and not (self._is_stopped and hello.location == self.state.location)
        if begins:
            self._arrive(hello.location)
        is_run_due = begins or (self.page is None and self._run is None)
        self._wants_rerun |= is_run_due  # What is sent until then says that a run is to come.
        self._line.say(self._welcome(is_resumed=is_resumed))
        if is_reload or not self._line.repeat(hello.seen):
            self._owe_page()
        if is_run_due:
            self.rerun()
        self._catch_up()

    def _arrive(self, location: Location) -> None:
        """A page load: the tab is where its address says, whatever was on the way there."""
        self._moves_to = location
        if self.page is not None and self._run is None:
            self.page = at_place(location, self.page)
            self._unsent = None if self.page is None else self._unsent

    def detach(self, connection: Connection) -> None:
        """The connection has ended; the session goes on without."""
        if self._line.lost(connection):
            self._probing.answer(is_alive=False)

    def probe(self, on_answer: Callable[[bool], None]) -> None:
        """Find out whether anybody is behind the connection still; else it is given up."""
        self._probing.begin(on_answer)

    def copy_state(self, on_copied: Callable[[State], None]) -> None:
        """Have a copy of the state made, and given to `on_copied`."""
        self._copying.ask(on_copied)
        if self._run is None:
            self._copying.make(self.state)
        else:
            self._clock.later(PATIENCE_SECONDS, lambda: self._copying.make(self.state))

    def close(self, close: Close | None = None) -> None:
        """End the session: its run, its connection, its memory."""
        self._is_closed = True
        self._waiting, self._wants_rerun = (), False
        self._control.ask("stop")
        self._line.hang_up(close)
        self._go_on()

    def _let_go(self) -> None:
        self._loan.close()
        self._let_go_of_state()

    def _let_go_of_state(self) -> None:
        """On a thread: it may call the author's code, and frees what may be large."""
        self._runner.threads.call(self.state.let_go)

    # What comes in ---------------------------------------------------------------------

    def receive(self, message: FromTab) -> None:
        """Take a message from the tab."""
        match message:
            case Event():
                self._take_event(message)
            case Seen(n=n):
                self._take_seen(n)
            case Stop():
                self.stop()
            case RunOnSave(on=on):
                self._run_on_save = on and self._runner.settings.server.allow_run_on_save
                if self._run_on_save:
                    self.rerun()
            case ClearCache():
                self.clear()
            case Alive():
                self._probing.answer(is_alive=True)
            case Hello() | Leave():
                self._line.complain(BAD_MESSAGE)

    def rerun(self) -> None:
        """Run the script once more, with the state as it is."""
        self._wants_rerun = True
        self._hurry()
        self._run_next()

    def clear(self) -> None:
        """Forget what this session remembers, and what functions returned to it, then run (R86).

        Who develops the app forgets for all sessions what functions returned. Others must not:
        all who look at the app would wait for them.

        It is as in a new session: no callback is called (R88).
        """
        self._wants_clearing = "caches" if self._toolbar() == "developer" else "session"
        self._waiting = ()
        self._control.ask("stop")
        self.rerun()

    def stop(self) -> None:
        """End the current run at its next element."""
        self._wants_rerun = False
        if self._run is not None:
            self._control.ask("stop")

    def script_changed(self) -> None:
        """The script was saved: run it, or offer that to the user."""
        if self._run_on_save:
            self.rerun()
        else:
            self._line.say(ScriptChanged())

    def _take_event(self, event: Event) -> None:
        self._take_seen(event.seen)
        if self._waiting and is_full(self._waiting):
            self._line.complain(TOO_FAST)
            return
        match self._ledger.take(event.n):
            case "known":
                return  # Sent again after a reconnect; its answer is in the outbox.
            case "early":
                self._line.complain(OUT_OF_ORDER)
                return
            case "new":
                pass
        self._waiting = merge(self._waiting, event, f"{self.tab}-{event.n}")
        self._hurry()
        self._run_next()

    def _take_seen(self, n: int) -> None:
        self._line.seen(n)
        self._loan.media.seen(n)
        self._catch_up()

    # Runs ------------------------------------------------------------------------------

    def _hurry(self) -> None:
        """Ask the current run to make way, if it only follows values.

        For a click it does so when it has placed what was clicked: so the click's
        callback has the arguments that go with the values (R57).
        """
        mode = self._runner.settings.runner.interrupt
        if self._run is None or not may_interrupt(self._run.request, mode):
            return
        if not self._wants_rerun and all(is_void(one, self.state.left) for one in self._waiting):
            return
        clicked = self._waiting[0].trigger if self._waiting and mode == "newer" else None
        self._control.ask("newer", until=clicked)
        if clicked is not None and self._run.has_placed(clicked):
            self._control.placed(clicked)

    def _go_on(self) -> None:
        """Nothing is on any more, but for what comes now."""
        if self._run is not None or self._chores.is_on:
            return
        if self._is_closed:
            self._let_go()
            return
        self._catch_up()
        self._run_next()

    def _run_next(self) -> None:
        if self._run is not None or self._chores.is_on:
            return
        if self._waiting:
            self._answer_void()
        if self.is_idle:
            return
        if self._runner.is_ending and not self._wants_rerun:
            return  # The tab keeps what waits, and sends it to the next server.
        request = Request(event=self._ledger.acknowledged)
        if self._wants_clearing == "caches":  # First those, for the run is to find them empty.
            self._wants_clearing = "session"
            self._chores.do(self._runner.clear_caches, lambda _: None)
            return
        if self._wants_clearing:
            self._wants_clearing = ""
            self._let_go_of_state()
            self.state = State(self.state.location)
            request = Request(event=self._ledger.received)
        elif self._waiting and self._moves_to is None and not self._runner.is_ending:
            request, *rest = self._waiting
            self._waiting = tuple(rest)
        if self._moves_to is not None:
            request = request._replace(location=self._moves_to, is_load=True)
            self._moves_to = None
        if self._row > 1:
            request = request._replace(is_in_row=True)
        if not self._wants_rerun:
            self._shown_at = self._clock.now()
        elif self._clock.now() - self._shown_at > FIRST_FLUSH_SECONDS:
            request = request._replace(is_late=True)
        self._wants_rerun = False
        self._is_stopped = False
        self._control = Control()
        self._loan.media.begin()
        page, self.page = self.page, None  # It is the run's now, as the state is.
        self._run = self._runner.start(
            request,
            self.state,
            page,
            self._loan,
            control=self._control,
            audience=self,
            known_pages=self._known_pages,
        )
        self._flushes.begin(self._run)
        if self._waiting:
            self._hurry()

    def ended(self, run: Run, outcome: Outcome) -> None:
        """A run is over. Threading: safe."""
        self._clock.post(lambda: self._ended(run, outcome))

    def _ended(self, run: Run, outcome: Outcome) -> None:
        self._run = None
        self.request, self.outcome = run.request, outcome
        self.page, self._unsent = run.page, run.unsent
        self._flushes.end()
        self._known_pages = run.known_pages
        self._loan.uploads.ended(is_whole=outcome == Finished(is_whole=True))
        self._copying.make(self.state)
        if self._is_closed:
            self._go_on()
            return
        for refusal in run.refusals:
            refused = Refused(event=run.request.event, widget=refusal.widget, reason=refusal.reason)
            self._line.say(refused)
        self._ledger.commit(run.request.event)
        match outcome:
            case Interrupted():
                # It is made up for, even if the wish that ended it was taken back.
                self._wants_rerun = not self._waiting
                if run.change is not None:
                    self._show(run.change)
            case RerunWanted():
                self._wants_rerun = self._control.wish != "stop"
                if run.change is not None:
                    self._show(run.change)
                self._drawn = run.drawn
                self._row += 1
                if not self._wants_rerun:
                    self._show_stopped(run)
            case Finished() if run.is_cut_off:
                self._show_stopped(run)
            case Finished() | Failed():
                self._ledger.answer(run.request.event)
                if self._unsent is None:
                    self._show_all(run.change)
                self._drawn, self._row = None, 0
        self._go_on()

    def _answer_void(self) -> None:
        """Say of what is for widgets of a page that was left that there is nothing more to come."""
        count = len(self._waiting)
        while self._waiting and is_void(self._waiting[0], self.state.left):
            self._ledger.commit(self._waiting[0].event)
            self._ledger.answer(self._waiting[0].event)
            self._waiting = self._waiting[1:]
        if len(self._waiting) < count:
            self._show(None)

    def _show_stopped(self, run: Run) -> None:
        """The user stopped a script that reruns without end: show what it drew before it did."""
        assert self._drawn is not None
        self._ledger.answer(run.request.event)
        self._is_stopped = not self._wants_rerun
        if self._is_stopped:
            self._unsent = with_notice(self._drawn, STOPPED)
        self._drawn, self._row = None, 0

    def _tell_of_queue(self) -> None:
        self._line.say(Queued())
        self._runner.tell_of_queue()

    # What goes out ---------------------------------------------------------------------

    def has_room(self) -> bool:
        return self._line.has_room()

    @property
    def owes_page(self) -> bool:
        return self._line.owes_page

    def show(self, change: Change) -> None:
        """Send what a run has drawn while it lasts. Threading: safe."""
        self._clock.post(lambda: self._show(change))

    def _show(self, change: Change | None) -> None:
        """Send a change, or only that the run is over, with all that goes with it."""
        self._shown_at = self._clock.now()
        self._line.show(change, is_running=not self.is_idle)

    def _show_all(self, change: Change | None) -> None:
        """The same for a change after which the tab shows what the last run has drawn."""
        self._show(change)
        if not self._line.owes_page:
            self._loan.media.settled(self._line.last)

    def _owe_page(self) -> None:
        self._line.owe_page()
        self._flushes.now()

    def _catch_up(self) -> None:
        """Show what the tab had no room for, or the page that it has lost.

        If there is a run it does that itself, at its next flush.
        """
        page, unsent, is_whole = self.page, self._unsent, self._line.owes_page
        is_due = unsent is not None or (is_whole and page is not None)
        if not is_due or not self._may_show():
            return

        settings = self._runner.settings
        self._chores.do(
            lambda: caught_up(page, unsent, settings, is_whole=is_whole), self._caught_up
        )

    def _may_show(self) -> bool:
        is_free = self._run is None and not self._chores.is_on and not self._is_closed
        return is_free and self._line.is_connected and self._line.has_room()

    def _caught_up(self, made: tuple[Change | None, Page | None] | None) -> None:
        if made is None or self._is_closed:
            return
        change, self.page = made
        self._unsent = None
        self._show_all(change)

    def _welcome(self, *, is_resumed: bool) -> Welcome:
        rate = self._runner.settings.server.max_events_per_second
        return Welcome(
            tab=self.tab,
            resumed=is_resumed,
            received=self._ledger.received,
            version=VERSION,
            run_on_save=self._run_on_save,
            toolbar=self._toolbar(),
            events_per_second=rate,
            events_burst=int(rate * 2),
            longest_text=self._runner.settings.server.max_message_size,
        )

    def _toolbar(self) -> Toolbar:
        """Who looks at the app: as the script says, or the settings, or where they are."""
        mode = self.state.options.get(
            "client.toolbarMode", self._runner.settings.client.toolbar_mode
        )
        if mode == "auto":
            mode = "developer" if self._loan.visit.is_local else "viewer"
        return cast("Toolbar", mode)
