"""What lasts between the runs of one session: pure data, and what it knows of the widgets.

A committed slot has an owner: the id of the widget that holds it, or none if the author
wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from anew.codec.classes import Defined
from anew.protocol.ids import is_within
from anew.protocol.messages import Location
from anew.state.address import Address
from anew.state.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Mapping, Sequence

    from anew.protocol.messages import Json
    from anew.state.address import Binding
    from anew.state.keeping import Kept


MOST_LEFT = 1000  # Widgets of pages that the tab has left.


class Refused(Exception):
    """A browser sent what this widget could not have produced; the text says why."""


class Callback(NamedTuple):
    """What an author asked to be called: as the last run that made the widget gave it."""

    function: Callable[..., object]
    args: Sequence[object]
    kwargs: Mapping[str, object]


class Placement(NamedTuple):
    """A widget as a run made it: all that the state has to know of it."""

    id: str
    slot: str
    kind: str
    default: object
    decode: Callable[[Json], object]  # What a browser sent into the declared type, or Refused.
    accept: Callable[[object], object]  # What an author set into a value it can show.
    callback: Callback | None = None
    is_trigger: bool = False  # Its value lasts one run.
    says: bool = False  # This trigger is nothing without the value that is sent with it.
    fires: bool = False  # Parts of its value last one run; an event may name it as its trigger.
    lasting: Callable[[Any], object] | None = None  # What of its value lasts; None for all.
    is_read_only: bool = False  # Its value comes from the browser alone.
    is_disabled: bool = False
    is_kept: bool = False  # Its value outlives a finished run that did not place it.
    page: str | None = None  # The page that it is on; None if it is on all of them.
    is_kept_across_pages: bool = False
    form: str = ""  # The form that it is in.
    fragment: str = ""  # The innermost fragment that it is in.
    is_cleared: bool = False  # It shows its default again once that form was sent.
    submits_form: bool = False  # This trigger sends that form.
    record: Any = None  # As it is shown; what is in it, the widget alone knows.
    binding: Binding | None = None  # Its value stands in the address, under its slot's name.

    def is_within(self, fragments: Collection[str] | None) -> bool:
        """Whether it is in one of these fragments; None stands for the whole script."""
        return fragments is None or (self.fragment != "" and is_within(self.fragment, fragments))


class Written(NamedTuple):
    """What an author has set a trigger to: its widget shows it, and nobody has set it off."""

    value: object


class Held(Protocol):
    """Something that a session keeps for others: it is told when the session has ended."""

    def close(self) -> None: ...


class State:
    """What lasts between the runs of one session."""

    __slots__ = (
        "address",
        "classes",
        "cleared",
        "committed",
        "held",
        "kept",
        "left",
        "options",
        "page",
        "page_config",
        "renewals",
        "script_version",
        "widgets",
    )

    def __init__(self, location: Location | None = None) -> None:
        self.address = Address(location or Location())
        self.page = self.location.page  # The page whose widgets these are.
        # What the script has said of the page as a whole since the tab came to it (R135).
        self.page_config: dict[str, object] = {}
        self.committed = Memory()
        # What a store has of it; None if it lives in memory alone.
        self.kept: Kept | None = None
        self.classes = Defined()  # What the runs of the script have defined.
        self.script_version = 0  # Of the script, as the last run found it.
        # By id, in the order of the page: what the browser may send values for.
        self.widgets: dict[str, Placement] = {}
        # Invariant: all of cleared are keys of committed.
        self.cleared: set[str] = set()
        # Widgets of the pages that the tab left last, with their pages: a tab that does not know
        # yet may still send something for them. Never changed, only replaced.
        self.left: dict[str, str | None] = {}
        # How often deletions have brought a widget back to its default, by its slot.
        self.renewals: dict[str, int] = {}
        self.options: dict[str, object] = {}  # What the script has set of the app's options.
        # What others keep for as long as the session lasts, such as caches: by their names.
        self.held: dict[str, Held] = {}

    @property
    def location(self) -> Location:
        """Where the tab is."""
        return self.address.location

    @property
    def owners(self) -> dict[str, str]:
        """By slot: the widget whose value it is. The author's values have no owner."""
        return self.committed.owners

    def copied(self, copy_values: Callable[[dict[str, object]], dict[str, object]]) -> State:
        """A state of its own for another session, with a copy of what this one remembers.

        What others keep for this session stays its own.

        Args:
            copy_values: Copies the values, or as many of them as can be copied.
        """
        other = State(self.location)
        other.committed = self.committed.copied(copy_values)
        other.widgets = dict(self.widgets)
        other.cleared = {key for key in self.cleared if key in other.committed}
        other.address = self.address.copied()
        other.renewals = dict(self.renewals)
        other.options = dict(self.options)
        other.classes, other.script_version = self.classes, self.script_version
        return other

    def afresh(self) -> State:
        """A state that remembers nothing, at the same place and kept where this one is."""
        other = State(self.location)
        other.kept = self.kept
        other.classes, other.script_version = self.classes, self.script_version
        if other.kept is not None:
            other.kept.begin_afresh(other.committed)
        return other

    def let_go(self) -> None:
        """The session has ended: nothing of it is kept."""
        while self.held:
            self.held.popitem()[1].close()
        self.committed.clear()
        self.widgets.clear()
        self.options.clear()

    def arrive(self, location: Location, *, is_link: bool = False) -> None:
        """The browser says where the tab is: at another address than it was given.

        Args:
            is_link: The user followed a link of the page. What that leaves out is kept (R125);
                elsewhere a bound widget that the address leaves out has its default (R122).
        """
        if location == self.location:
            return
        fields = self.address.arrive(location)
        for widget in self.widgets.values():
            if widget.binding is None or not self.owns_its_slot(widget):
                continue
            texts = fields.get(widget.slot)
            if texts is None and is_link:
                continue
            value = widget.default if texts is None else widget.binding.from_texts(texts)
            self.committed.put(widget.slot, value, widget.id)

    def enter_page(self, page: str) -> None:
        """Forget the widgets of the page that the tab leaves, with their values (R48)."""
        if page == self.page:
            return
        self.page = page
        self.page_config.clear()
        gone: dict[str, str | None] = {}
        for name, widget in list(self.widgets.items()):
            if widget.page is None or widget.page == page or widget.is_kept_across_pages:
                continue
            del self.widgets[name]
            gone[name] = widget.page
            if self.owners.get(widget.slot) == name:
                self.committed.drop(widget.slot)
                self.cleared.discard(widget.slot)
        left = {**{name: own for name, own in self.left.items() if own != page}, **gone}
        self.left = dict([*left.items()][-MOST_LEFT:])

    def owns_its_slot(self, widget: Placement) -> bool:
        """Whether no other widget took the slot: what a browser sends for an old one is void."""
        return self.owners.get(widget.slot, widget.id) == widget.id

    def keeps(self, widget: Placement) -> bool:
        """Whether a widget that is not on the page is not forgotten."""
        return widget.is_kept and self.owners.get(widget.slot) == widget.id

    def forget_absent(
        self, shown: Container[str], fragments: Collection[str] | None = None
    ) -> None:
        """Forget the widgets that a finished run did not place.

        Args:
            shown: The slots of those that it did.
            fragments: What has run; None for the whole script.
        """
        for slot, owner in list(self.owners.items()):
            widget = self.widgets.get(owner)
            if widget is None:
                is_kept = fragments is not None
            else:
                is_kept = widget.is_kept or not widget.is_within(fragments)
            if slot not in shown and not is_kept:
                self.committed.drop(slot)
                self.renewals.pop(slot, None)
