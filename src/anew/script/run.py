"""One execution of the script for one session (it conducts steps 7 to 11 of a click).

A run is made new, does five things in order (load, receive, call back, execute, fold)
and says how it ended. While it lasts, `flush` may be called from another thread to send
what it has drawn so far.
"""

from __future__ import annotations

import contextvars
import inspect
import logging
import sys
import threading
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from anew.ambient.context import RunContext, enter
from anew.ambient.control import Control, InterruptSignal, RerunSignal, StopSignal
from anew.app.options import apply_options
from anew.elements.exception import shown_exception
from anew.elements.shared.file_references import FileReferences
from anew.elements.write import write
from anew.errors import TooManyElementsError, UnserializableSessionStateError
from anew.protocol.messages import LongText
from anew.script.change import change_to, change_to_problem, empty_page, page_name
from anew.script.classes import RunClasses
from anew.script.failures import place_for_error
from anew.script.magic import MAGIC_NAME
from anew.script.pages import Pages
from anew.script.serializable import check_serializable
from anew.state.callbacks import call_back
from anew.state.layers import Layers
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.ambient.loan import Loan
    from anew.app.page import Page as AppPage
    from anew.page.tree import Draft, Page
    from anew.protocol.messages import Json, Location
    from anew.script.change import Change
    from anew.script.source import Script
    from anew.state.keeping import Changes
    from anew.state.state import Callback, State

log = logging.getLogger("anew")


class Request(NamedTuple):
    """Why a run takes place: what the user did since the last."""

    values: Mapping[str, Json] = {}  # As the browser sent them, by widget id.
    trigger: str | None = None
    location: Location | None = None  # Where the tab is now, if that is another place.
    event: int = 0  # The last event that this run answers; 0 for none.
    event_id: str = ""
    is_link: bool = False  # The tab came to the location by a link of the page.
    is_load: bool = False  # The tab was loaded anew.
    is_resuming: bool = False  # No run of this session in this process has come to its end.
    # What the tab shows was made by runs that are forgotten: this one makes the widgets that its
    # events are for, and until it has, they wait.
    is_first: bool = False
    is_in_row: bool = False  # The run before asked for this one, and the one before for that.
    # The tab waits already, through runs that each asked for another: it is shown how far this
    # one came, whatever comes after it.
    is_late: bool = False


class Finished(NamedTuple):
    """The script ran to its end, or to `st.stop()`."""

    is_whole: bool


class Interrupted(NamedTuple):
    """Newer values wait; the run stopped on the way."""


class RerunWanted(NamedTuple):
    """The script, or a callback, asked for another run."""


class Failed(NamedTuple):
    """The script raised; the page shows it."""

    error: BaseException


Outcome = Finished | Interrupted | RerunWanted | Failed


class Refusal(NamedTuple):
    """A value from the browser that its widget could not have produced."""

    widget: str
    reason: str


class Audience(Protocol):
    """Who a run speaks to, from its own thread or the one that flushes: its session."""

    def has_room(self) -> bool:
        """Whether the tab keeps up; if not, changes are not even computed."""
        ...

    @property
    def owes_page(self) -> bool:
        """Whether the tab has no page that patches would fit."""
        ...

    def show(self, change: Change) -> None:
        """Send what the run has drawn while it lasts."""
        ...

    def ended(self, run: Run, outcome: Outcome) -> None:
        """The run is over: its last word, said once."""
        ...


class Run:
    """Made new for each execution. Threading: `flush` may be called from others."""

    def __init__(
        self,
        script: Script,
        request: Request,
        state: State,
        page: Page | None,
        loan: Loan,
        *,
        audience: Audience,
        known_pages: tuple[AppPage, ...] = (),
    ) -> None:
        """A run that has not begun.

        Args:
            script: What to execute.
            request: Why.
            state: What the session remembers; the run owns it while it lasts.
            page: What the tab shows; None if nothing.
            loan: What the session lends to all its runs.
            audience: Who gets the page.
            known_pages: The pages of the app, as the run before left them.
        """
        self.request = request
        self.page = page and page.all_stale()  # What the tab shows once all is sent.
        self.unsent: Draft | None = None  # What it should show, if it did not keep up.
        self.change: Change | None = None  # The last of the run, sent with its outcome.
        self.refusals: list[Refusal] = []
        self.seconds = 0.0  # How long it took, once it is over.
        self.is_cut_off = (
            False  # The user ended a row of reruns: what it drew is not all there was.
        )
        # What it has changed of the state that is kept; None if that takes long to find out.
        self.changes: Changes | None = None
        # It read values before it had defined their classes. Now these are known: the next run
        # does all over again, and nothing that this one did counts.
        self.is_for_classes = False
        self.has_begun = False  # It waits for a thread as long as all are busy.
        self._script = script
        self._state = state
        self._loan = loan
        self._control = Control()
        self._audience = audience
        self._builder = empty_page(page, most=loan.settings.runner.max_elements)
        self._page_before = page and page_name(page.root.element)
        self._flushing = threading.Lock()
        self._layers: Layers | None = None
        self._modules: list[ModuleType] = []  # What the script runs in, then its pages.
        self._pages = Pages(script, known_pages, self._run_page)
        self._is_over = False

    def __call__(self) -> Outcome:
        """Run the script; nothing it does raises here."""
        self.has_begun = True
        return contextvars.Context().run(self._run)

    def flush(self) -> bool:
        """Send what was drawn since the last time, unless the run is over; whether there was any.

        The run's own end sends the rest, so a flush that comes late has nothing to do.
        """
        with self._flushing:
            change = None if self._is_over else self._take_change(is_finished=False)
            if change is not None:
                self._audience.show(change)
            return change is not None

    def make_way(self, *, until: str | None) -> None:
        """Ask the run to end for what is newer. Threading: safe.

        Args:
            until: The widget that it is to place first; None for at its next command.
        """
        self._control.ask("newer", until)
        # Asked first and looked at then: what the run places in between it tells by itself.
        if until is not None and self._layers is not None and self._layers.has_placed(until):
            self._control.placed(until)

    def stop(self) -> None:
        """Ask the run to end, for the user wants it. Threading: safe."""
        self._control.ask("stop")

    @property
    def is_stopped(self) -> bool:
        """Whether the user asked for its end."""
        return self._control.wish == "stop"

    @property
    def known_pages(self) -> tuple[AppPage, ...]:
        """The pages of the app, as this run left them."""
        return self._pages.known

    @property
    def drawn(self) -> Draft:
        """What the run has placed, sent or not."""
        return self._builder.root

    # The five steps --------------------------------------------------------------------

    def _run(self) -> Outcome:
        kept = self._state.kept
        classes = self._begin_classes()
        if kept is not None:
            kept.begin(self._state.committed, classes, FileReferences(self._loan.uploads))
        if self.request.location is not None:
            self._state.arrive(self.request.location, is_link=self.request.is_link)
        self._state.enter_page(self._state.location.page)
        if self.request.is_load:
            self._state.page_config.clear()
        self._builder.say(**self._state.page_config)
        layers = self._layers = self._receive(classes)
        context = RunContext(
            layers,
            self._builder,
            self._loan,
            control=self._control,
            pages=self._pages,
            event_id=self.request.event_id,
            is_resumed=self.request.is_resuming,
        )
        apply_options(context)
        enter(context, self._builder.area("main"))
        outcome = self._outcome(context)
        if self.request.is_resuming and kept is not None and kept.was_early:
            self.is_for_classes = True
            self._state.classes = classes.settle(is_whole=False)
            self._modules.clear()
            return RerunWanted()
        is_whole = outcome == Finished(is_whole=True)
        layers.fold(is_finished=is_whole, is_rerun=outcome == RerunWanted())
        if is_whole:
            context.say(query=layers.location.query)  # Without the values of widgets that left.
        if is_whole and self._loan.settings.runner.enforce_serializable_session_state:
            outcome = self._check_serializable(context)
        if is_whole:
            self._builder.finish()
        self._finish(outcome, has_announced=context.has_announced)
        if kept is not None:
            if is_whole:
                kept.end()
            self.changes = kept.quick_changes(self._state.committed)
        self._state.classes = classes.settle(is_whole=is_whole)
        self._modules.clear()  # What the script made is let go here, not on the owner's thread.
        return outcome

    def _outcome(self, context: RunContext) -> Outcome:
        """Call back and execute; how that ended."""
        try:
            code = self._script.code()  # One that is none is told of before anything is called.
            if self._call_back(context.layers):
                return RerunWanted()
            context.layers.instances.doubt_again()
            script = self._pages.enter(context)
            self._execute(script, code if script is self._script else script.code())
            return Finished(is_whole=True)
        except InterruptSignal:
            return Interrupted()
        except StopSignal:
            return Finished(is_whole=False)
        except RerunSignal:
            return RerunWanted()
        except SystemExit as error:  # sys.exit() in a script ends the run, not the server.
            return self._fail(context, error) if error.code else Finished(is_whole=False)
        except BaseException as error:  # noqa: BLE001  # the author's code may raise anything
            return self._fail(context, error)

    def _begin_classes(self) -> RunClasses:
        """The classes of this run. What may hold instances of others is suspected from now on."""
        state, version = self._state, self._script.version
        classes = RunClasses(self._modules, self._script.folder, state.classes)
        if state.kept is None and classes.has_earlier:
            state.committed.suspect_touched()
        if state.script_version != version:  # Modules that have changed are imported again.
            state.committed.suspects.update(state.committed.decoded())
            state.script_version = version
        return classes

    def _receive(self, classes: RunClasses) -> Layers:
        """Decode what the browser sent: the only door by which it becomes Python values."""
        values: dict[str, object] = {}
        trigger = self._trigger()
        pressed = None if trigger is None else self._state.widgets[trigger]
        form = pressed.form if pressed is not None and pressed.submits_form else ""
        for name, raw in self.request.values.items():
            widget = self._state.widgets.get(name)
            if widget is None or widget.is_disabled:
                continue  # It left the page, or was disabled, while the event was under way.
            if widget.says and name != trigger:
                continue  # What was said in a session that is gone.
            if widget.form and widget.form != form:  # R65
                self.refusals.append(Refusal(name, "A button of its form sends it, nothing else."))
                continue
            try:
                values[name] = widget.decode(_in_one(raw))
            except Refused as refused:
                self.refusals.append(Refusal(name, str(refused)))
        return Layers(self._state, values, trigger, classes)

    def _trigger(self) -> str | None:
        name = self.request.trigger
        widget = None if name is None else self._state.widgets.get(name)
        if widget is None or widget.is_disabled:
            return None
        if not widget.is_trigger and not widget.fires:
            self.refusals.append(Refusal(widget.id, f"A {widget.kind} is not a trigger."))
            return None
        return widget.id

    def _call_back(self, layers: Layers) -> bool:
        """Call what is to be called; whether any of it asked for another run."""
        wants_rerun = False

        def call(callback: Callback) -> None:
            nonlocal wants_rerun
            try:
                result = callback.function(*callback.args, **callback.kwargs)
                if inspect.iscoroutine(result):
                    self._loan.event_loop.run(result)
            except RerunSignal:  # R61: it ends this callback; the others still run.
                wants_rerun = True

        self._control.is_shielded = True
        try:
            call_back(layers, call)
        finally:
            self._control.is_shielded = False
        return wants_rerun

    def _run_page(self, script: Script) -> None:
        """Run a page, within the script that asks for it."""
        around = sys.modules["__main__"]
        self._execute(script, script.code())
        sys.modules["__main__"] = around

    def _execute(self, script: Script, code: CodeType) -> None:
        module = ModuleType("__main__")
        module.__dict__.update(script.names)
        module.__dict__["__file__"] = str(script.path)
        module.__dict__[MAGIC_NAME] = write
        self._modules.append(module)
        # Classes of the script find their module by this name, as under plain Python.
        sys.modules["__main__"] = module
        if code.co_flags & inspect.CO_COROUTINE:
            self._loan.event_loop.run(eval(code, module.__dict__))  # noqa: S307  # it is the script
        else:
            if "asyncio" in code.co_names:
                self._loan.event_loop.use()
            exec(code, module.__dict__)  # noqa: S102  # it is the script

    # The end ---------------------------------------------------------------------------

    def _check_serializable(self, context: RunContext) -> Outcome:
        try:
            check_serializable(self._state.committed.decoded(), self._modules)
        except UnserializableSessionStateError as error:
            return self._fail(context, error)
        return Finished(is_whole=True)

    def _fail(self, context: RunContext, error: BaseException) -> Failed:
        log.error("The script raised an error.", exc_info=error)
        if self._is_taken_care_of(error):
            return Failed(error)
        self._builder.lift_bound()
        if isinstance(error, TooManyElementsError):
            self._builder = empty_page(self.page)  # The rest of it would be too much as well.
        is_known = context.failed_in is not None and context.failed_in[0] is error
        arose_in = context.failed_in[1] if context.failed_in and is_known else None
        place, words = place_for_error(self._builder, arose_in)
        details = context.settings.client.show_error_details
        place.put(shown_exception(error, details, arose_in=words))
        return Failed(error)

    def _is_taken_care_of(self, error: BaseException) -> bool:
        if self._loan.on_script_error is None:
            return False
        try:
            return self._loan.on_script_error(error) is True
        except Exception:
            log.exception("on_script_error failed.")
            return False

    def _finish(self, outcome: Outcome, *, has_announced: bool) -> None:
        with self._flushing:
            self._is_over = True
            match outcome:
                case RerunWanted() if self.request.is_late:
                    self.change = self._take_change(is_finished=False)
                case Interrupted() | RerunWanted() if has_announced:
                    self.change = self._take_change(is_finished=False)
                case Finished(is_whole=False) if self._is_stopped_in_row():
                    self.is_cut_off = True
                case Interrupted() | RerunWanted():
                    pass  # The next run starts at once, and draws over what stands there.
                case Finished() | Failed():
                    self.change = self._last_change()

    def _is_stopped_in_row(self) -> bool:
        return self.request.is_in_row and self.is_stopped

    def _last_change(self) -> Change | None:
        try:
            return self._take_change(is_finished=True)
        except Exception as error:  # what was placed has no form on the wire
            log.exception("What the script placed cannot be sent.")
            is_whole = self._audience.owes_page
            change, self.page = change_to_problem(
                self.page, error, self._loan.settings, is_whole=is_whole
            )
            return change

    def _take_change(self, *, is_finished: bool) -> Change | None:
        """What the tab does not show yet; None if it does, or does not keep up."""
        root = self._builder.root
        if not self._audience.has_room():
            self.unsent = root
            return None
        self.unsent = None
        is_whole = self._audience.owes_page
        is_last = is_finished or self._has_left()
        change, self.page = change_to(self.page, root, is_finished=is_last, is_whole=is_whole)
        return change

    def _has_left(self) -> bool:
        """Whether the tab was at another page, and nothing more of what is there can be common."""
        is_other = self._page_before != page_name(self._builder.root.element)
        return is_other and self._pages.has_begun


def _in_one(raw: Json) -> Json:
    """A value as its widget knows it: here, and not on the owner's thread, for it may be long."""
    return "".join(raw.pieces) if isinstance(raw, LongText) else raw
