"""One browser tab's conversation: what it asks for, what is on, what it hears (step 5 of a click).

A session belongs to one thread, its owner: connections, timers and ended runs all speak to it
there. While a run lasts, the run owns the state and the page; in between, the session does, or a
chore. It knows neither sockets nor asyncio. The owner waits for nothing, and does nothing that takes
the longer, the larger the page or state is: that is done on threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.protocol import messages
from anew.protocol.ids import events_id
from anew.script.request import WHOLE, Failed
from anew.session.chores import Chores
from anew.session.copying import Copying
from anew.session.ending import NO_ROW, ending_of, in_row
from anew.session.errands import Errands
from anew.session.flushes import Flushes
from anew.session.inbox import is_full, merge
from anew.session.ledger import Ledger
from anew.session.line import Line
from anew.session.making import Making
from anew.session.saving import Keeping, Saving
from anew.session.scope import Scope
from anew.session.view import View
from anew.session.welcome import toolbar_for, welcome
from anew.session.wishes import (
    ClearCaches,
    Clearing,
    Dismiss,
    Rest,
    StartRun,
    Wishes,
    makes_way,
    next_step,
)
from anew.state.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.ambient.uploads import Uploads
    from anew.app.page import Page as AppPage
    from anew.clock import Clock
    from anew.page.tree import Page
    from anew.protocol.messages import FromTab, Toolbar
    from anew.script.change import Change
    from anew.script.request import Outcome, Request
    from anew.script.run import Run
    from anew.script.runner import Runner
    from anew.session.line import Connection


class Session:
    """Threading: its owner; only a run's thread may call `has_room`, `show` and `ended`."""

    def __init__(
        self,
        tab: str,
        runner: Runner,
        clock: Clock,
        keeping: Keeping = Keeping(),  # noqa: B008  # it never changes
    ) -> None:
        """A session that has not run yet in this process.

        Args:
            tab: Its name, which the tab keeps.
            keeping: Where it is kept, and what is there already.
        """
        resumed = keeping.resumed
        self.tab = tab
        # The page load that it speaks with, or spoke with last.
        self.instance = "" if resumed is None else resumed.instance
        self.state = State() if resumed is None else resumed.state
        self.request: Request | None = None  # Why the last run took place.
        self.outcome: Outcome | None = None  # How it ended.
        self.known_pages: tuple[AppPage, ...] = ()  # Those of the app, as it left them.
        self._runner = runner
        self._clock = clock
        self._run_on_save = runner.settings.server.run_on_save
        self._is_resuming = resumed is not None  # No run in this process has come to its end.
        self._ledger = Ledger(keeping.committed, name=events_id(tab, keeping.owner))
        self._line = Line(self._ledger)
        self._wishes = Wishes()
        self._run: Run | None = None
        self._scope = Scope()
        self.errands = Errands(self, clock, self._scope)
        shelves = keeping.files(tab), keeping.media(tab)
        self._loan = runner.lend(tab, clock, *shelves, behind=self.errands)
        self._chores = Chores(runner.helpers, clock, self._go_on)
        media, settings = self._loan.media, runner.settings
        self._view = View(
            self._line, self._chores, media, settings, clock, lambda: not self.is_idle
        )
        self.saving = Saving(
            keeping,
            tab,
            ledger=self._ledger,
            line=self._line,
            chores=self._chores,
            clock=clock,
            uploads=self._loan.uploads,
            told=self._loan.told,
            is_for_developer=lambda: self._toolbar() == "developer",
        )
        self._row = NO_ROW  # Of runs that each asked for another.
        self._flushes = Flushes(runner.helpers, clock, self._tell_of_queue)
        self._copying = Copying(self._chores, clock)
        self._making = Making(media, self._line, runner.threads, clock, lambda: not self.is_idle)
        self.is_winding_down = False  # The server will end: no event begins anything more.
        self._is_closed = False

    @property
    def page(self) -> Page | None:
        """What the tab shows, once all is sent; None if nothing, or while a run has it."""
        return self._view.page

    @property
    def is_attached(self) -> bool:
        return self._line.is_connected

    @property
    def uploads(self) -> Uploads:
        """The files that came for the page's widgets."""
        return self._loan.uploads

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on, and nothing is to come."""
        return self._run is None and not self._chores.is_on and not self._wishes.is_run_due

    @property
    def is_busy(self) -> bool:
        """Whether something is on that may end before the server does."""
        is_wanted = self._wishes.wants_rerun
        return self._is_on or self._making.is_on or self.errands.is_busy or is_wanted

    @property
    def _is_on(self) -> bool:
        """Whether a run or a chore is on. Never both, but for a copy beside a run that is long."""
        return self._run is not None or self._chores.is_on

    # Connections -----------------------------------------------------------------------

    def attach(
        self,
        connection: Connection,
        hello: messages.Hello,
        *,
        is_lost: bool = False,
        goes_on: bool = False,
    ) -> None:
        """Speak with the tab through this connection from now on.

        Args:
            is_lost: Whether the session that the tab had before this one is lost.
            goes_on: Whether the tab sends again what it did in the session before, which this stands for.
        """
        is_resumed = self.instance != "" or self._is_resuming or goes_on
        is_reload, received = self.instance != hello.instance, self._ledger.received
        has_all = bool(hello.has_all) if is_resumed and hello.seen else received == 0
        self._line.connect(connection, hello.seen)
        self._loan = self._loan.visited(connection.visit._replace(browser=hello.browser))
        self.instance = hello.instance
        if is_reload:
            self._making.forget()
        begins = is_reload and not (self._row.is_stopped and hello.location == self.state.location)
        if begins:  # The tab is where its address says, whatever was on the way there.
            self._wishes = self._wishes._replace(place=hello.location)
            self._view.arrive(hello.location)
        is_run_due = begins or (self.page is None and self._run is None)
        if is_run_due:  # Wished for first: what is sent until then says that a run is to come.
            self._wishes = self._wishes._replace(wants_rerun=True)
        self._line.say(
            welcome(
                self.tab,
                self._loan.settings,
                is_resumed=is_resumed,
                is_lost=is_lost,
                epoch=self.saving.epoch,
                has_all=self._ledger.name if has_all else "",
                received=received,
                run_on_save=self._run_on_save,
                toolbar=self._toolbar(),
            )
        )
        self.saving.welcome()
        if is_reload or not self._line.repeat(hello.seen):
            self._line.owe_page()
            self._flushes.now()  # A run that is on sends it; else `catch_up` does.
        if is_run_due:
            self.rerun()
        self._view.catch_up()
        self.errands.look()

    def detach(self, connection: Connection) -> None:
        """The connection has ended; the session goes on without."""
        if self._line.lost(connection):
            self.save_all()

    def copy_state(self, on_copied: Callable[[State], None]) -> None:
        """Have a copy of the state made, and given to `on_copied`."""
        self._copying.ask(on_copied, lambda: self.state, is_running=self._run is not None)

    def close(self, close: messages.Close | None = None) -> None:
        """End the session: its run, its connection, its memory."""
        self._is_closed = True
        self._wishes = Wishes()
        self._stop_run()
        self.errands.close()
        self.saving.end()
        self._making.forget()
        self._line.hang_up(close)
        self._go_on()

    def _stop_run(self) -> None:
        if self._run is not None:
            self._run.stop()

    def _let_go(self) -> None:
        self._loan.close()
        self._scope.drawn = None
        self._let_go_of_state()

    def _let_go_of_state(self) -> None:
        """On a thread: it may call the author's code, and frees what may be large."""
        self._runner.threads.call(self.state.let_go)

    # What comes in ---------------------------------------------------------------------

    def receive(self, message: FromTab) -> None:
        """Take a message from the tab."""
        match message:
            case messages.Event():
                self._take_event(message)
            case messages.Seen(n=n):
                self._take_seen(n)
            case messages.Stop():
                self.stop()
            case messages.Refresh(fragments=names):
                self.refresh(names)
            case messages.RunOnSave(on=on):
                self._run_on_save = on and self._runner.settings.server.allow_run_on_save
                if self._run_on_save:
                    self.rerun()
            case messages.ClearCache():
                self.clear()
            case messages.Make():
                self._making.ask(message)
            case messages.Scheme(theme=theme):
                self._loan = self._loan.seen_in(theme)
            case messages.Hello() | messages.Leave():
                self._line.complain(messages.BAD_MESSAGE)

    def rerun(self) -> None:
        """Run the script once more, with the state as it is."""
        self._wish(self._wishes._replace(wants_rerun=True))

    def clear(self) -> None:
        """Forget what this session remembers, and what functions returned to it, then run (R86).

        Who develops the app forgets for all sessions what functions returned. Others must not:
        all who look at the app would wait for them. No callback is called (R88), as in a new session.
        """
        has_caches = self._toolbar() == "developer"
        clearing = Clearing(self._ledger.received, has_caches=has_caches)
        self._stop_run()
        self._wish(self._wishes._replace(events=(), wants_rerun=True, clearing=clearing))

    def stop(self) -> None:
        """End the current run at its next element."""
        self._wishes = self._wishes._replace(wants_rerun=False)
        self._stop_run()

    def refresh(self, fragments: Iterable[str]) -> None:
        """Run these, for it is time to; a whole run that is on will do."""
        if self._run is None or self._run.request.fragments:
            due = (*self._wishes.fragments, *fragments)
            self._wish(self._wishes._replace(fragments=self._scope.known(due)))

    def author_saved(self, what: messages.ScriptChanged | messages.Look) -> None:
        """The author has saved the script, which runs, or is offered to the user; or the theme."""
        self._loan = self._loan._replace(settings=self._runner.settings)
        is_run = self._run_on_save and isinstance(what, messages.ScriptChanged)
        self.rerun() if is_run else self._line.say(what)

    def _take_event(self, event: messages.Event) -> None:
        self._take_seen(event.seen)
        wishes = self._wishes
        if wishes.events and is_full(wishes.events):
            self._line.complain(messages.TOO_FAST)
            return
        match self._ledger.take(event.n):
            case "known":
                return  # Sent again after a reconnect; its answer is in the outbox.
            case "early":
                self._line.complain(messages.OUT_OF_ORDER)
                return
        events = merge(wishes.events, event, self._ledger.id_of(event.n))
        self._wish(wishes._replace(events=events))

    def _take_seen(self, n: int) -> None:
        self._line.seen(n)
        self._loan.media.seen(n)
        self._view.catch_up()

    # Runs ------------------------------------------------------------------------------

    def _wish(self, wishes: Wishes) -> None:
        """More is wished for: do it, or have the run that is on make way for it."""
        self._wishes = wishes
        self._hurry()
        self._take_step()

    def _hurry(self) -> None:
        """Ask the run that is on to make way, if it is one that does."""
        if self._run is None:
            return
        mode = self._runner.settings.runner.interrupt
        wishes, state, current = self._wishes, self.state, self._run.request
        makes_up = self._scope.makes_up(wishes.events, state.widgets, current)
        way = makes_way(current, wishes, left=state.left, mode=mode, is_made_up_for=makes_up)
        if way is not None:
            self._run.make_way(until=way.until)

    def _go_on(self) -> None:
        """Something has ended: a run, a chore or the session. What comes next, in this order.

        1. Copies that have waited: a run would change the state that they are made of.
        2. The end of a closed session: nobody reads its state any more.
        3. What the tab has missed: a run would take the page away.
        4. What is wished for, then the files that wait for what a run has drawn.
        5. What other threads have asked for.

        1 and 3 are chores, which come back to here at their end.
        """
        if self._run is None:
            self._copying.make(self.state)
        if self._is_on:
            return
        if self._is_closed:
            self._let_go()
            return
        self._view.catch_up()
        self._take_step()
        self._making.look()
        self.errands.look()

    def _take_step(self) -> None:
        """Do what is wished for next, unless something is on."""
        if self._is_on:
            return
        step, self._wishes = next_step(
            self._wishes,
            left=self.state.left,
            applied=self._ledger.applied,
            is_ending=self.is_winding_down,
        )
        match step:
            case Rest():
                pass
            case StartRun():
                self._start(step.request, is_afresh=step.is_afresh)
            case ClearCaches():
                self._chores.do(self._runner.clear_caches, lambda _: None)
            case Dismiss():
                self.saving.apply(step.event)
                self._ledger.answer(step.event)
                self._view.show(None)
                self.saving.saved_nothing(self.state, self.instance, step.event)
                self._take_step()

    def _start(self, request: Request, *, is_afresh: bool) -> None:
        if is_afresh:
            self._let_go_of_state()
            self.state = self.state.afresh()
        self.saving.watch(self.state, self._loan.settings)
        self._loan.media.begin()
        is_first = self._is_resuming or is_afresh
        request = self._in_row(self._scope.narrowed(request, self.state.widgets))
        request = request._replace(is_resuming=self._is_resuming, is_first=is_first)
        if not request.fragments:
            self._wishes = self._wishes._replace(fragments=())
        self.errands.begin(is_whole=not request.fragments)
        self._run = self._runner.start(
            request,
            self.state,  # It is the run's from now on, as the page is.
            self._view.lend(),
            self._loan,
            audience=self,
            known_pages=self.known_pages,
            drawn=self._scope.drawn,
        )
        # Of a page that the tab shows already, half would take away what was typed in the rest.
        self._flushes.begin(self._run, is_patient=is_first and not request.is_load)
        if self._wishes.events:  # What came before this run does not wait for its end either.
            self._hurry()

    def _in_row(self, request: Request) -> Request:
        """A request with what its run has to know of the row that it is in, or that it begins."""
        now = self._clock.now()
        if self._row.runs:
            return in_row(request, self._row, now - self._view.waits_since)
        self._row, self._view.waits_since = NO_ROW, now  # If the user has stopped one, it is over.
        return request

    def ended(self, run: Run, outcome: Outcome) -> None:
        """A run is over. Threading: safe."""
        self._clock.post(lambda: self._ended(run, outcome))

    def _ended(self, run: Run, outcome: Outcome) -> None:
        """Take a run's end. Each step needs those before it.

        1. `_take_back`: the state and the page are the session's again; all below reads them.
           If the session is closed, that is all: nobody listens, and 6 lets go of them.
           If all that the run did was to find the script's classes, it takes place again.
        2. Refusals: whoever waits for an answer, which 4 gives, has heard by then what of it was
           refused.
        3. `apply`: where nothing is kept but in memory, the change that 4 shows acknowledges
           the event.
        4. `_conclude`: what is wished for is known before anything is shown, for each change
           says whether there is more to come; what is answered, too, for each change says it.
        5. `save`: what is kept is committed, now that the tab has its page. It may be a chore, and
           is begun before any run could change the state again.
        6. `_go_on`: copies, then the next run. Any chore or run before 4 would have had it say
           that there is more to come, and nothing would have followed.
        """
        self._take_back(run, outcome)
        if run.is_for_classes and not self._is_closed:
            self._is_resuming = True
            self._start(run.request, is_afresh=False)
            return
        if not self._is_closed:
            self._line.refuse(run.request.event, run.refusals)
            self.saving.apply(run.request.event)
            self._conclude(run, outcome)
            self.saving.save(run, self.state, self.instance)
        self._go_on()

    def _take_back(self, run: Run, outcome: Outcome) -> None:
        self._run = None
        self._flushes.end()
        self.request, self.outcome = run.request, outcome
        self._is_resuming &= isinstance(outcome, Failed)
        self._runner.count(run, outcome)
        self._view.take_back(run.drawing.page, run.drawing.unsent)
        self.known_pages = run.known_pages
        self._scope.take_back(run)
        self._wishes = self._scope.pruned(self._wishes)
        self._loan.uploads.ended(is_whole=outcome == WHOLE, on_page=self.state.widgets)

    def _conclude(self, run: Run, outcome: Outcome) -> None:
        """Say how far the tab's events are and show what there is to see (see ending.py)."""
        ending = ending_of(
            outcome,
            self._wishes,
            self._row,
            drawn=run.drawing.root,
            left=self.state.left,
            is_stopped=run.is_stopped,
            is_cut_off=run.is_cut_off,
        )
        self._wishes, self._row = ending.wishes, ending.row
        if ending.is_answered:
            self._ledger.answer(run.request.event)
        change = run.drawing.change
        if not ending.is_all and change is not None:
            self._view.show(change)
        if ending.is_all and run.drawing.unsent is None:  # Else it is shown once the tab keeps up.
            self._view.show_all(change)
        if ending.instead is not None:
            self._view.unsent = ending.instead

    def save_all(self) -> None:
        """Commit what was changed behind a key's back as well, if nothing is on."""
        if not self._is_on and not self._is_closed:
            self.saving.save_all(self.state, self.instance)

    def _tell_of_queue(self) -> None:
        self._line.say(messages.Queued())
        self._runner.tell_of_queue()

    # What goes out ---------------------------------------------------------------------

    def has_room(self) -> bool:
        return self._line.has_room()

    @property
    def owes_page(self) -> bool:
        return self._line.owes_page

    def show(self, change: Change) -> None:
        """Send what a run has drawn while it lasts. Threading: safe."""
        self._clock.post(lambda: self._view.show(change))

    def _toolbar(self) -> Toolbar:
        return toolbar_for(self._loan.settings, self.state.options, self._loan.visit)
