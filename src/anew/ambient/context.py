"""The context of a command: the run that it belongs to, and where the next element goes.

This is the only ambient state of anew. It is a context variable, set in a fresh context for
each run, so no other task, pooled thread or session sees it. A thread that takes part in a run has a
`Follower` in place of it, which lets go of the run when that ends. Outside of a run (plain
`python script.py`, or a thread that takes part in none), commands use a stand-in for the whole
process: they return defaults and draw nothing.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from anew.ambient.control import Control
from anew.ambient.fragments import Fragments
from anew.ambient.handle import HandleLayers
from anew.ambient.loan import loan_without_app
from anew.errors import NoRunError
from anew.page.builder import Block
from anew.page.tree import Draft
from anew.protocol.messages import Element
from anew.state.layers import Layers
from anew.state.state import State
from anew.stores.base import log_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Token

    from anew.ambient.fragments import Beside, Fragment
    from anew.ambient.loan import Loan
    from anew.ambient.pages import Pages
    from anew.page.builder import Builder, FormAround, Place, Slot
    from anew.state.state import Placement

log = logging.getLogger("anew")

Target = TypeVar("Target")


class RunContext:
    """One run, as commands see it. Threading: the run's thread and those attached to it."""

    __slots__ = (
        "_followers",
        "_told",
        "apart",
        "beside",
        "builder",
        "control",
        "dialog",
        "dialogs",
        "event_id",
        "event_loop",
        "failed_in",
        "fragments",
        "fragments_before",
        "handle",
        "has_announced",
        "is_over",
        "is_resumed",
        "job",
        "keeps_tables",
        "knows_fragments",
        "layers",
        "left_fragment",
        "media",
        "page_scope",
        "pages",
        "secrets",
        "session",
        "settings",
        "task_threads",
        "touched",
        "uploads",
        "visit",
    )

    def __init__(
        self,
        layers: Layers,
        builder: Builder | None,
        loan: Loan,
        *,
        control: Control,
        pages: Pages | None = None,
        event_id: str = "",
        is_resumed: bool = False,
    ) -> None:
        self.layers = layers
        self.builder = builder  # None in the stand-in, which draws nothing.
        self.control = control
        self.event_id = event_id  # The same at each attempt to apply one event.
        self.is_resumed = is_resumed  # No run before it in this process has come to its end.
        self.pages = pages  # The app's pages; None without an app.
        # The page that the next widgets belong to; None if they are on all pages.
        self.page_scope: str | None = None
        self.fragments = Fragments()  # Those that the page gets.
        self.fragments_before = Fragments()  # Those that it had, if that is known.
        self.knows_fragments = False
        self.beside: Beside | None = None  # Its parallel fragments, if it has any.
        # What fragments have changed of the page outside of themselves: only their own run looks.
        self.touched: list[Draft] = []
        self.left_fragment: BaseException | None = None  # The last error or signal that did.
        # The innermost container that an error left, and that error.
        self.failed_in: tuple[BaseException, Place] | None = None
        # What libraries have for the whole process, and this run for itself (apart.py).
        self.apart: dict[str, Any] = {}
        # The dialog that it has opened: what it takes to open it again.
        self.dialog: tuple[object, ...] | None = None
        self.dialogs: dict[str, Any] = {}  # What opens those that its script defines.
        self.has_announced = False  # It showed a notification, which a later run would not repeat.
        # The fields of the loan, copied because commands read some of them for each element.
        self.settings = loan.settings  # Including what the script has set (app/options.py).
        self.media = loan.media
        self.uploads = loan.uploads
        self.secrets = loan.secrets
        self.visit = loan.visit
        self.event_loop = loan.event_loop
        self.session = loan.session  # Its name.
        self.handle = loan.handle
        self.task_threads = loan.task_threads
        self.job: object | None = None  # The task whose function runs here; None in a script's run.
        self.keeps_tables = loan.keeps_tables
        self._told = loan.told
        self.is_over = False
        self._followers: list[Follower] = []  # What other threads have of it.

    def end(self) -> None:
        """The run is over: no other thread takes part in it any more, or holds any of it."""
        self.is_over = True
        for one in self._followers:
            one.now = None
        self._followers.clear()

    def followed(self, to: Here, *, is_asked_for: bool) -> Follower:
        """What another thread gets of this run, at a place of it."""
        for one in self._followers[-1:]:  # A loop that starts threads, or hands jobs to them.
            if one.now is to and one.is_asked_for == is_asked_for:
                return one
        new = Follower(to, self._told, is_asked_for=is_asked_for)
        self._followers.append(new)
        if self.is_over:  # Looked at last: the end may have come meanwhile.
            new.now = None
        return new

    def say(self, **fields: object) -> None:
        """Set fields of the record of the page as a whole."""
        if self.builder is not None:
            self.builder.say(**fields)

    def set_area(self, name: str, element: Element) -> None:
        """Set the element of an area of the page."""
        if self.builder is not None:
            self.builder.set_area(name, element)

    def put_beside_areas(self, element: Element) -> None:
        """Put an element that belongs to no area of the page."""
        if self.builder is not None:
            self.builder.put_beside_areas(element)

    def tell_once(self, notice: str) -> None:
        """Log a notice for the author, unless this app has logged it before."""
        if notice not in self._told:
            self._told.add(notice)
            log.warning("%s", notice)


class Here(NamedTuple):
    run: RunContext
    place: Place
    fragment: Fragment | None = None  # Which is being called.


class Follower:
    """What a thread has of a run that it takes part in: all of it while the run lasts."""

    __slots__ = ("_handle", "_secrets", "_session", "_settings", "_told", "is_asked_for", "now")

    def __init__(self, to: Here, told: set[str], *, is_asked_for: bool) -> None:
        """A thread that takes part.

        Args:
            told: Notices that were logged for the author.
            is_asked_for: Whether the author attached it; else it follows since the run started it.
        """
        self.now: Here | None = to  # None once the run is over.
        self.is_asked_for = is_asked_for
        self._handle = to.run.handle
        self._secrets, self._settings = to.run.secrets, to.run.settings
        self._session = to.run.session
        self._told = told

    def stays(self, other: Follower) -> bool:
        """Whether a thread that has this has no need of the other."""
        is_same = self.now is not None and other.now is not None and self.now.run is other.now.run
        return is_same and self.is_asked_for and not other.is_asked_for

    def after(self) -> Here:
        """What commands of the thread find once the run is over.

        Nothing can be drawn. The state is reached by the session's handle if the author has attached
        the thread. Others may be a library's, which does work for several sessions: they have the
        stand-in.
        """
        if not self.is_asked_for or self._handle is None:
            _tell_once(self._told, LATE)
            found = _stand_in.here(is_told=False)
            found.run.secrets, found.run.settings = self._secrets, self._settings
            return found
        loan = loan_without_app(self._told)._replace(
            settings=self._settings, secrets=self._secrets, session=self._session
        )
        run = RunContext(HandleLayers(self._handle), None, loan, control=Control())
        run.handle = self._handle
        return Here(run, Nowhere(on_put=lambda: _tell_once(self._told, LATE)))


LATE = (
    "A thread called a command after the run that had started it was over: nothing is drawn, and the "
    "session state is a stand-in unless st.attach_run() has attached the thread. Have the thread "
    "report by the session's handle, `session = st.this_session()` in the script, with "
    "`session.state[...] = ...` and `session.rerun()`; or make it an @st.task."
)


def _tell_once(told: set[str], notice: str) -> None:
    if notice not in told:
        told.add(notice)
        log.warning("%s", notice)


_here: ContextVar[Here | None] = ContextVar("anew_here", default=None)
_follower: ContextVar[Follower | None] = ContextVar("anew_follower", default=None)


def here() -> Here:
    """The current run and place; a stand-in outside of a run."""
    found = _here.get()
    return found if found is not None and not found.run.is_over else _beside(found)


def _beside(over: Here | None) -> Here:
    """What is found elsewhere than in a run itself.

    Args:
        over: A place in a run that is over: a task of asyncio may last longer.
    """
    if over is not None:
        return over.run.followed(over, is_asked_for=False).after()
    follower = _follower.get()
    if follower is None:
        return _stand_in.here()
    return follower.now or follower.after()


def _found() -> Here | None:
    """The current run and place; None outside of a run, or if that is over."""
    found = _here.get()
    if found is None:
        follower = _follower.get()
        return None if follower is None else follower.now
    return None if found.run.is_over else found


def commanded_run() -> RunContext:
    """The current run, for a command that draws nothing; a checkpoint, where the run may end."""
    run = here().run
    run.control.checkpoint()
    return run


def current_run() -> RunContext | None:
    """Like `commanded_run`, but None outside of a run, for commands that also work there."""
    return None if _found() is None else commanded_run()


def enter(run: RunContext, place: Place, fragment: Fragment | None = None) -> Token[Here | None]:
    """Make this the current run and place, until `leave`.

    Args:
        fragment: The one that is called; None for the current one, if there is one.
    """
    if fragment is None:
        now = _found()
        fragment = None if now is None or now.run is not run else now.fragment
    if fragment is not None:
        place = fragment.own(place, run.touched)
    return _here.set(Here(run, place, fragment))


def leave(token: Token[Here | None]) -> None:
    _here.reset(token)


# The tokens of the `with` blocks around a command. They are not kept in the containers, because
# several threads or tasks may enter the same container.
_blocks: ContextVar[tuple[Token[Here | None], ...]] = ContextVar("anew_blocks", default=())


def enter_block(run: RunContext, place: Place) -> None:
    """Make this the current run and place, until `leave_block`; pairs nest."""
    _blocks.set((*_blocks.get(), enter(run, place)))


def leave_block() -> None:
    *outer, token = _blocks.get()
    _blocks.set(tuple(outer))
    leave(token)


def attach_run(target: Callable[..., Target]) -> Callable[..., Target]:
    """Let a function take part in the current run, whichever thread calls it.

    Threads that a script starts, and jobs that it gives to executors, do so by themselves while
    the run lasts. This is for threads that are there already, and for those that last longer: they
    then reach the session state, and nothing is drawn any more.

    Args:
        target: What the thread should call.

    Returns:
        A callable that does the same within the current run: its elements are drawn
        where this was called, and it sees this session's state. Once the run is over, what it
        sets in the state is set as by [`st.this_session()`](this_session.md).

    Raises:
        NoRunError: outside of a run.

    Example:
        >>> import threading
        >>> def work() -> None:
        ...     st.write("drawn by a thread")
        >>> thread = threading.Thread(target=st.attach_run(work))
        >>> thread.start()
        >>> thread.join()
    """
    found = captured()
    if found is None:
        raise NoRunError(
            "attach_run() was called outside of a run. Call it in the script, "
            "and give what it returns to the thread."
        )
    return attached(found, target)


def log_fields() -> dict[str, str | int]:
    """What the log tells of the run in which something is logged; nothing outside of a run."""
    found = _found()
    if found is None or not found.run.session:
        return {}
    fields: dict[str, str | int] = {"session": log_name(found.run.session)}
    number = found.run.event_id.rpartition("-")[2]
    return {**fields, "event": int(number)} if number else fields


def captured() -> Here | None:
    """The current run and place, for another thread to enter; None outside of a run."""
    return _found()


def attached(to: Here, target: Callable[..., Target]) -> Callable[..., Target]:
    """A callable that calls `target` within a captured run, as the author wants it."""
    return followed_by(to.run.followed(to, is_asked_for=True), target)


def followed_by(follower: Follower, target: Callable[..., Target]) -> Callable[..., Target]:
    """A callable that calls `target` with a run that it takes part in.

    Where the author has attached the thread to another place of this run, it stays there.
    """

    def call(*args: object, **kwargs: object) -> Target:
        own = _follower.get()
        if own is not None and own.stays(follower):
            return target(*args, **kwargs)
        before = follow(follower)
        try:
            return target(*args, **kwargs)
        finally:
            _here.reset(before[0])
            _follower.reset(before[1])

    return call


def follow(follower: Follower) -> tuple[Token[Here | None], Token[Follower | None]]:
    """Have the current thread take part in a run from now on; what was before."""
    return _here.set(None), _follower.set(follower)


def beside(run: RunContext, on_put: Callable[[], None]) -> Here:
    """What a function finds that works beside the runs of a session: its state, and no page.

    As long as the run is on, the state is as that has it: the function is to find what was set for it.

    Args:
        run: The one that begins it.
        on_put: Called when it draws nevertheless.
    """
    loan = loan_without_app(set())._replace(
        settings=run.settings,
        secrets=run.secrets,
        visit=run.visit,
        session=run.session,
        handle=run.handle,
        task_threads=run.task_threads,
    )
    assert run.handle is not None
    follower = run.followed(Here(run, Nowhere()), is_asked_for=True)

    def within() -> Layers | None:
        now = follower.now
        return None if now is None else now.run.layers

    layers = HandleLayers(run.handle, within)
    own = RunContext(layers, None, loan, control=Control(), event_id=run.event_id)
    return Here(own, Nowhere(on_put=on_put))


class Nowhere(Block):
    """A place whose elements are discarded."""

    __slots__ = ("_on_put",)

    def __init__(
        self, form: FormAround | None = None, on_put: Callable[[], None] | None = None
    ) -> None:
        super().__init__(Draft(Element()), "nowhere", form)
        self._on_put = on_put

    def put(self, element: Element) -> Slot:
        if self._on_put is not None:
            self._on_put()
        return Block(Draft(Element()), self.area, self.form).put(element)


class LooseLayers(Layers):
    """The layers of a run that never ends: each change is committed at once."""

    def write(self, key: str, value: object) -> None:
        super().write(key, value)
        self.fold(is_finished=False)

    def delete(self, key: str) -> bool:
        was_there = super().delete(key)
        self.fold(is_finished=False)
        return was_there

    def place(self, placement: Placement) -> object:
        value = super().place(placement)
        self.fold(is_finished=False)
        return value


class _StandIn:
    """The process-wide run for commands outside of any run."""

    def __init__(self) -> None:
        self._state = State()
        self._told: set[str] = set()

    def here(self, *, is_told: bool = True) -> Here:
        # New for each command: the same widget may be created repeatedly here, and what one
        # command puts must not be kept for the next.
        loan = loan_without_app(self._told)
        run = RunContext(LooseLayers(self._state), None, loan, control=Control())
        if is_told:
            run.tell_once(
                "A command was called outside of a run: it draws nothing and the session state is "
                "a stand-in. Start the app with `anew run`; in a thread that you started, wrap "
                "its target with attach_run()."
            )
        return Here(run, Nowhere())


_stand_in = _StandIn()
