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
from functools import partial
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Protocol

from anew.ambient.context import RunContext, enter
from anew.ambient.control import Control, InterruptSignal, RerunSignal, StopSignal
from anew.app.options import apply_options
from anew.elements.dialog import keep_dialog, reopen_dialog
from anew.elements.exception import shown_exception
from anew.elements.fragment import call_within
from anew.elements.shared.file_references import FileReferences
from anew.elements.write import write
from anew.errors import TooManyElementsError, UnserializableSessionStateError
from anew.protocol.messages import LongText
from anew.script.classes import RunClasses
from anew.script.drawing import Drawing, Drawn, Watcher
from anew.script.failures import place_for_error
from anew.script.magic import MAGIC_NAME
from anew.script.pages import Pages
from anew.script.request import WHOLE, Failed, Finished, Interrupted, Refusal, RerunWanted
from anew.script.serializable import check_serializable
from anew.state.callbacks import call_back
from anew.state.layers import Layers
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anew.ambient.fragments import Fragment
    from anew.ambient.loan import Loan
    from anew.app.page import Page as AppPage
    from anew.page.tree import Page
    from anew.protocol.messages import Json
    from anew.script.change import Change
    from anew.script.request import Outcome, Request
    from anew.script.source import Script
    from anew.state.keeping import Changes
    from anew.state.state import Callback, State

log = logging.getLogger("anew")


class Audience(Watcher, Protocol):
    """Who a run speaks to, from its own thread or the one that flushes: its session."""

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
        drawn: Drawn | None = None,
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
            drawn: What the last whole run has drawn, of which parts can run again.
        """
        self.request = request
        self.drawn: Drawn | None = None  # What it leaves to runs of fragments.
        self.knows_fragments = False  # Which ones the page has is known by it.
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
        self._layers: Layers | None = None
        self._broke_off = False  # A fragment has ended the script.
        self._modules: list[ModuleType] = []  # What the script runs in, then its pages.
        self._pages = Pages(script, known_pages, self._run_page)
        self.drawing = Drawing(
            page,
            loan.settings,
            audience,
            has_begun_page=lambda: self._pages.has_begun,
            drawn=drawn,
        )
        if drawn is not None and (chosen := drawn.fragments.chosen(request.fragments)):
            self._only(drawn, chosen)

    def __call__(self) -> Outcome:
        """Run the script; nothing it does raises here."""
        self.has_begun = True
        return contextvars.Context().run(self._run)

    def flush(self) -> bool:
        """Send what was drawn since the last time, unless the run is over; whether there was any.

        The run's own end sends the rest, so a flush that comes late has nothing to do.
        """
        return self.drawing.flush(self._audience.show)

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
        self.drawing.builder.say(**self._state.page_config)
        layers = self._layers = self._receive(classes)
        context = RunContext(
            layers,
            self.drawing.builder,
            self._loan,
            control=self._control,
            pages=self._pages,
            event_id=self.request.event_id,
            is_resumed=self.request.is_resuming,
        )
        apply_options(context)
        self.drawing.touched = context.touched
        context.knows_fragments = self.request.knows_fragments
        if self.drawing.drawn is not None:
            context.fragments_before = self.drawing.drawn.fragments
        self._enter(context)
        outcome = self._with_parallel(context, self._outcome(context))
        context.end()
        if self.request.is_resuming and kept is not None and kept.was_early:
            self.is_for_classes = True
            self._state.classes = classes.settle(is_whole=False)
            self._modules.clear()
            return RerunWanted()
        is_whole = outcome == WHOLE
        if isinstance(outcome, Finished | Failed):
            keep_dialog(context)
        layers.fold(is_finished=is_whole, is_rerun=isinstance(outcome, RerunWanted))
        if is_whole:
            context.say(query=layers.location.query)  # Without the values of widgets that left.
        if is_whole and self._loan.settings.runner.enforce_serializable_session_state:
            outcome = self._check_serializable(context)
        if is_whole:
            self.drawing.builder.finish()
        self._finish(outcome, has_announced=context.has_announced)
        if kept is not None:
            if is_whole:
                kept.end()
            self.changes = kept.quick_changes(self._state.committed)
        self._state.classes = classes.settle(is_whole=is_whole)
        self._leave(context, outcome)
        self._modules.clear()  # What the script made is let go here, not on the owner's thread.
        return outcome

    def _outcome(self, context: RunContext) -> Outcome:
        """Call back and execute; how that ended."""

        def act() -> Outcome | None:
            # A script that is none is told of before anything is called.
            code = None if self.drawing.parts else self._script.code()
            wanted = self._call_back(context.layers)
            if wanted == ():
                return RerunWanted()
            context.layers.instances.doubt_again()
            if wanted and self.drawing.drawn is not None:
                self._only_as_asked(context, wanted)
            if code is None or self.drawing.parts:
                return self._run_parts(context)
            script = self._pages.enter(context)
            try:
                self._execute(script, code if script is self._script else script.code())
            except BaseException as error:
                self._broke_off = error is context.left_fragment
                raise
            if self.request.is_resuming and not self.request.is_load:
                reopen_dialog(context)
            return None

        return self._guarded(context, act)

    def _guarded(self, context: RunContext, act: Callable[[], Outcome | None]) -> Outcome:
        """How something that the author has written ended."""
        try:
            ended = act()
        except InterruptSignal:
            return Interrupted()
        except StopSignal:
            return Finished(is_whole=False)
        except RerunSignal as signal:
            return RerunWanted(signal.fragments)
        except SystemExit as error:  # sys.exit() in a script ends the run, not the server.
            return self._fail(context, error) if error.code else Finished(is_whole=False)
        except BaseException as error:  # noqa: BLE001  # the author's code may raise anything
            return self._fail(context, error)
        return WHOLE if ended is None else ended

    # Fragments alone -------------------------------------------------------------------

    def _only(self, drawn: Drawn, chosen: list[Fragment]) -> None:
        """Run only these, on the page that the last whole run has drawn."""
        self.drawing.only(chosen)
        self._modules[:] = drawn.modules
        self._loan.media.only([one.id for one in chosen])

    def _only_as_asked(self, context: RunContext, fragments: Sequence[str]) -> None:
        """A callback has asked for these in place of what would run."""
        drawn = self.drawing.drawn
        assert drawn is not None  # Where they are known from.
        self.drawing.go_back()
        self._only(drawn, drawn.fragments.chosen(fragments))
        self._enter(context)

    def _enter(self, context: RunContext) -> None:
        """What is drawn from now on, by callbacks too, goes onto this run's page."""
        context.builder, parts = self.drawing.builder, self.drawing.parts
        if parts:
            context.fragments = context.fragments_before
            context.layers.fragments = [one.id for one in parts]
            enter(context, parts[0].block, parts[0])
        else:
            enter(context, context.builder.area("main"))

    def _run_parts(self, context: RunContext) -> Outcome:
        """Run each fragment; how that ended for all of them together."""
        outcome: Outcome = WHOLE
        parts = self.drawing.parts
        for at, part in enumerate(parts, 1):
            context.page_scope = part.page_scope
            if part.module is not None:
                sys.modules["__main__"] = part.module
            match ended := self._guarded(context, partial(_call, part)):
                case RerunWanted(names) if names:
                    return RerunWanted((*names, *[one.id for one in parts[at:]]))
                case Interrupted() | RerunWanted():
                    return ended
                case Failed():
                    outcome = ended
                case Finished() if not ended.is_whole and not isinstance(outcome, Failed):
                    outcome = ended
            if self.is_stopped:
                break
        return outcome

    def _with_parallel(self, context: RunContext, outcome: Outcome) -> Outcome:
        """How the run ended, with the fragments that were called beside the script."""
        if context.beside is None:
            return outcome
        raised = context.beside.end()
        context.layers.bring_into_order(context.beside.called)
        for error, fragment in raised:

            def act(error: BaseException = error) -> None:
                raise error

            context.failed_in = (error, fragment.block)
            ended = self._guarded(context, act)
            if isinstance(outcome, Finished):  # What it did not come to, or what it wants, counts.
                outcome = ended
        return outcome

    def _leave(self, context: RunContext, outcome: Outcome) -> None:
        """Leave what was drawn to later runs, if parts of it can run again."""
        if self.drawing.has_problem:
            return
        # What stands below a fragment that has ended the script will be there once it does not.
        has_all = isinstance(outcome, Finished | Failed) and not self._broke_off
        self.knows_fragments = has_all or bool(self.drawing.parts)
        if self.knows_fragments and context.fragments:
            self.drawn = self.drawing.left(context.fragments, self._modules)

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

    def _call_back(self, layers: Layers) -> tuple[str, ...] | None:
        """Call what is to be called; which fragments it asked for: () for the whole script."""
        wanted: list[tuple[str, ...]] = []

        def call(callback: Callback) -> None:
            try:
                result = callback.function(*callback.args, **callback.kwargs)
                if inspect.iscoroutine(result):
                    self._loan.event_loop.run(result)
            except RerunSignal as signal:  # R61: it ends this callback; the others still run.
                wanted.append(signal.fragments)

        self._control.is_shielded = True
        try:
            call_back(layers, call)
        finally:
            self._control.is_shielded = False
        if not wanted:
            return None
        return () if () in wanted else tuple(name for names in wanted for name in names)

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
        return WHOLE

    def _fail(self, context: RunContext, error: BaseException) -> Failed:
        log.error("The script raised an error.", exc_info=error)
        if self._is_taken_care_of(error):
            return Failed(error)
        self.drawing.builder.lift_bound()
        is_known = context.failed_in is not None and context.failed_in[0] is error
        arose_in = context.failed_in[1] if context.failed_in and is_known else None
        if isinstance(error, TooManyElementsError):  # The rest of it would be too much as well.
            self.drawing.begin_again()
            arose_in = None
        if arose_in is None and self.drawing.parts:
            arose_in = self.drawing.parts[0].block
        place, words = place_for_error(self.drawing.builder, arose_in)
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
        """Say how much of what was drawn is shown."""
        is_finished = isinstance(outcome, Finished | Failed)
        if outcome == Finished(is_whole=False) and self.request.is_in_row and self.is_stopped:
            self.is_cut_off = True
            is_shown = False
        elif is_finished:
            is_shown = True
        else:  # The next run starts at once, and draws over what stands there.
            is_late = isinstance(outcome, RerunWanted) and self.request.is_late
            is_shown = has_announced or is_late
        self.drawing.end(is_shown=is_shown, is_finished=is_finished)


def _call(part: Fragment) -> None:
    """Call a fragment; what it returns is for whole runs only."""
    call_within(part)


def _in_one(raw: Json) -> Json:
    """A value as its widget knows it: here, and not on the owner's thread, for it may be long."""
    return "".join(raw.pieces) if isinstance(raw, LongText) else raw
