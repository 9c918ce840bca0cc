"""The context of a command: the run that it belongs to, and where the next element goes.

This is the only ambient state of anew. It is a context variable, set in a fresh context for
each run, so no other task, pooled thread or session sees it. Outside of a run (plain
`python script.py`, or a thread that was not attached), commands use a stand-in for the whole
process: they return defaults and draw nothing.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from anew.ambient.control import Control
from anew.ambient.fragments import Fragments
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
        "has_announced",
        "is_resumed",
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
        self.keeps_tables = loan.keeps_tables
        self._told = loan.told

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


_here: ContextVar[Here] = ContextVar("anew_here")


def here() -> Here:
    """The current run and place; a stand-in outside of a run."""
    found = _here.get(None)
    return found if found is not None else _stand_in.here()


def commanded_run() -> RunContext:
    """The current run, for a command that draws nothing; a checkpoint, where the run may end."""
    run = here().run
    run.control.checkpoint()
    return run


def current_run() -> RunContext | None:
    """Like `commanded_run`, but None outside of a run, for commands that also work there."""
    return None if _here.get(None) is None else commanded_run()


def enter(run: RunContext, place: Place, fragment: Fragment | None = None) -> Token[Here]:
    """Make this the current run and place, until `leave`.

    Args:
        fragment: The one that is called; None for the current one, if there is one.
    """
    if fragment is None:
        now = _here.get(None)
        fragment = None if now is None or now.run is not run else now.fragment
    if fragment is not None:
        place = fragment.own(place, run.touched)
    return _here.set(Here(run, place, fragment))


def leave(token: Token[Here]) -> None:
    _here.reset(token)


# The tokens of the `with` blocks around a command. They are not kept in the containers, because
# several threads or tasks may enter the same container.
_blocks: ContextVar[tuple[Token[Here], ...]] = ContextVar("anew_blocks", default=())


def enter_block(run: RunContext, place: Place) -> None:
    """Make this the current run and place, until `leave_block`; pairs nest."""
    _blocks.set((*_blocks.get(), enter(run, place)))


def leave_block() -> None:
    *outer, token = _blocks.get()
    _blocks.set(tuple(outer))
    leave(token)


def attach_run(target: Callable[..., Target]) -> Callable[..., Target]:
    """Let a thread that you start take part in the current run.

    Args:
        target: What the thread should call.

    Returns:
        A callable that does the same within the current run: its elements are drawn
        where this was called, and it sees this session's state.

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
    found = _here.get(None)
    if found is None or not found.run.session:
        return {}
    fields: dict[str, str | int] = {"session": log_name(found.run.session)}
    number = found.run.event_id.rpartition("-")[2]
    return {**fields, "event": int(number)} if number else fields


def captured() -> Here | None:
    """The current run and place, for another thread to enter; None outside of a run."""
    return _here.get(None)


def attached(to: Here, target: Callable[..., Target]) -> Callable[..., Target]:
    """A callable that calls `target` within a captured run."""

    def call(*args: object, **kwargs: object) -> Target:
        token = enter(*to)
        try:
            return target(*args, **kwargs)
        finally:
            leave(token)

    return call


class Nowhere(Block):
    """A place whose elements are discarded."""

    __slots__ = ()

    def __init__(self, form: FormAround | None = None) -> None:
        super().__init__(Draft(Element()), "nowhere", form)

    def put(self, element: Element) -> Slot:
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

    def here(self) -> Here:
        # New for each command: the same widget may be created repeatedly here, and what one
        # command puts must not be kept for the next.
        loan = loan_without_app(self._told)
        run = RunContext(LooseLayers(self._state), None, loan, control=Control())
        run.tell_once(
            "A command was called outside of a run: it draws nothing and the session state is "
            "a stand-in. Start the app with `anew run`; in a thread that you started, wrap "
            "its target with attach_run()."
        )
        return Here(run, Nowhere())


_stand_in = _StandIn()
