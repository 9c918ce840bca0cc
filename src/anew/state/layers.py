"""What a session remembers, in three layers (step 7 of a click).

    draft       what callbacks and the script wrote in this run      the author's writes win
    incoming    what the browser sent for this run
    committed   what held when the last run ended                    the only durable one

A read takes the first layer that has the key, else the widget's default. When a run
ends, however it ends, `fold` makes the layers one; only a run that finished forgets the
widgets that it did not place. A widget with a key keeps its value in the slot of that
name; one without, in a slot named by its id, which the author never sees.

A widget takes over a value that the author wrote, never another widget's.

A slot may be cleared: its form was sent, and the widget shows its default again while the
state keeps what was sent. Sent again untouched, the form brings that default.

A widget may be bound to the tab's address (address.py): its value stands there as well. A
state comes to an address by `arrive`; then what it says counts once, and the state after it.

Pure: no I/O, no lock, no clock. Threading: one run at a time owns the layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anew.errors import (
    DuplicateElementId,
    DuplicateElementKey,
    ValueAssignmentNotAllowedError,
    WidgetAlreadyInstantiatedError,
)
from anew.protocol.ids import RESERVED_PREFIX
from anew.state.instances import Instances
from anew.state.memory import ABSENT
from anew.state.state import Placement, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from anew.protocol.messages import Json, Location
    from anew.state.instances import RunsClasses
    from anew.state.state import State

INTERNAL_PREFIX = "$$"  # Of slots that the public view leaves out.


class Layers:
    """The state as one run sees it."""

    def __init__(
        self,
        state: State,
        values: Mapping[str, object] | None = None,
        trigger: str | None = None,
        classes: RunsClasses | None = None,
    ) -> None:
        """Lay a run's incoming values over `state`.

        Args:
            values: Decoded, by the id of a widget in `state.widgets`.
            trigger: The id of the trigger that the user set off.
            classes: Those that the run defines. Values that are read are brought up to date.
        """
        self._state = state
        # How often an author's deletion has brought a widget back to its default, by its slot.
        self.renewals = state.renewals
        self.page_config = state.page_config
        self.held = state.held  # What others keep for this session.
        self.options = state.options  # What the script has set of the app's, for this session.
        self.address = state.address
        self.before: Mapping[str, Placement] = state.widgets  # As earlier runs made them, by id.
        self._draft: dict[str, object] = {}
        self._deleted: set[str] = set()
        self._incoming = {state.widgets[name].slot: value for name, value in (values or {}).items()}
        self.incoming: Mapping[str, object] = self._incoming
        self._cleared = state.cleared - self._incoming.keys()
        if trigger is not None:
            self._set_off(state.widgets[trigger])
        self.fragments: Collection[str] | None = None  # What runs; None for the whole script.
        self.instances = Instances(state.committed, self._draft, self._incoming, classes)
        self._doubtful = self.instances.doubtful
        self._placed: dict[str, Placement] = {}  # By slot, in the order of the page.
        self._shown: dict[str, object] = {}  # What these returned, by slot.

    @property
    def location(self) -> Location:
        """Where the tab is."""
        return self.address.location

    def redirect(self, location: Location) -> None:
        """The tab is elsewhere than it was thought to be, before any widget was placed."""
        self.address.location = location
        self._state.page = location.page

    # Reading and writing, by key -------------------------------------------------------

    def read(self, key: str) -> object:
        """The value that holds now, or `ABSENT`."""
        if key in self._doubtful:
            self._bring_up_to_date(key)
        if key in self._draft:
            return self._draft[key]
        if key in self._deleted:
            return ABSENT
        if key in self._shown:
            return self._shown[key]
        if key in self._incoming:
            return self._incoming[key]
        return self._state.committed.get(key, ABSENT)

    def _bring_up_to_date(self, key: str) -> None:
        """Bring the value of a doubtful key up to date, where it is."""
        if key in self._shown and key not in self._draft:
            return  # The widget's own, of this run.
        for layer in (self._draft, self._incoming):
            if key in layer:
                layer[key] = self.instances.renewed(key, layer[key])
                return
        committed = self._state.committed
        value = committed.get(key)
        now = self.instances.renewed(key, value)
        if now is not value:
            committed.put(key, now, committed.owners.get(key, ""))

    def write(self, key: str, value: object) -> None:
        """Set a value; `WidgetAlreadyInstantiatedError` if this run made its widget."""
        if key in self._placed and key not in self._deleted:
            kind = self._placed[key].kind
            raise WidgetAlreadyInstantiatedError(
                f"st.session_state[{key!r}] cannot be set after the {kind} with this key was "
                f"made in the same run. Set it before st.{kind}(...), or in a callback."
            )
        self._draft[key] = value
        self._cleared.discard(key)

    def delete(self, key: str) -> bool:
        """Remove a key; whether it was there."""
        was_there = self.read(key) is not ABSENT
        self._draft.pop(key, None)
        self._deleted.add(key)
        self._cleared.discard(key)
        return was_there

    def clear(self) -> None:
        """Remove everything: the values of widgets without a key as well (R23)."""
        clicked = {widget.slot for widget in self._state.widgets.values() if widget.is_trigger}
        for key in self._known():
            if not (key.startswith(INTERNAL_PREFIX) and key in clicked):  # A click is no entry.
                self.delete(key)

    def keys(self) -> Iterator[str]:
        """The keys that an author sees: a snapshot, in no promised order."""
        return iter(
            [
                key
                for key in self._known()
                if not key.startswith(INTERNAL_PREFIX)
                and (key not in self._deleted or key in self._draft)
                and self._is_readable(key)
            ]
        )

    def lost_type(self, key: str) -> str:
        """The type of a value that was in memory only, in a process that has ended; else empty."""
        kept = self._state.kept
        return "" if kept is None else kept.was_in_memory_only.get(key, "")

    def _is_readable(self, key: str) -> bool:
        """Whether a value that the store has given is one still."""
        return not self._state.committed.is_parked(key) or self.read(key) is not ABSENT

    # Widgets ---------------------------------------------------------------------------

    def place(self, placement: Placement) -> object:
        """Take note of a widget that the run makes; its value."""
        slot = placement.slot
        if slot in self._placed:
            raise _duplicate(placement, self._placed[slot])
        if self.fragments is not None:
            self._check_elsewhere(placement)
        if placement.is_read_only and self._is_authors(slot):
            raise ValueAssignmentNotAllowedError(
                f"The value of a {placement.kind} cannot be set: it comes from the user alone. "
                f"Remove the assignment to st.session_state[{slot!r}], or give the "
                f"{placement.kind} another key."
            )
        if placement.is_trigger and self._is_authors(slot):
            return self._place_written(placement)
        value = self._stored(placement)
        in_address = self._read_address(placement)
        if in_address is not ABSENT:
            value = in_address
            self._cleared.discard(slot)
        elif value is ABSENT:
            value = placement.default
            self._cleared.discard(slot)
            if slot in self._deleted:
                self._renew(slot)
        elif placement.says or not placement.is_trigger:
            value = placement.accept(value)
        self._take_place(placement, value)
        return value

    def _check_elsewhere(self, placement: Placement) -> None:
        """Refuse a widget whose slot is taken by one of the page that does not run now."""
        owner = self._state.widgets.get(self._state.owners.get(placement.slot, ""))
        if owner is not None and not owner.is_within(self.fragments) and not owner.is_kept:
            raise _duplicate(placement, owner)

    def bring_into_address(self, placement: Placement, value: object) -> None:
        """Have the address say a bound widget's value; APIException if it has no room for it."""
        assert placement.binding is not None
        self.address.tell(placement.slot, placement.binding, value)

    def bound(self, parameter: str) -> Placement | None:
        """The widget that a parameter of the address belongs to, if there is one."""
        placed = self._placed.get(parameter)
        if placed is not None:
            return placed if placed.binding is not None else None
        return next((widget for widget in self._bound() if widget.slot == parameter), None)

    def show(self, slot: str, record: Any, decode: Callable[[Json], object]) -> None:
        """Read what a browser sends for a placed widget with `decode`, as it is shown now."""
        self._placed[slot] = self._placed[slot]._replace(record=record, decode=decode)

    def has_placed(self, widget_id: str) -> bool:
        """Whether the run has placed this widget of the page before. Threading: safe."""
        before = self._state.widgets.get(widget_id)
        placed = None if before is None else self._placed.get(before.slot)
        return placed is not None and placed.id == widget_id

    def is_set_by_author(self, slot: str) -> bool:
        """Whether this run wrote the slot."""
        return slot in self._draft

    def is_cleared(self, slot: str) -> bool:
        """Whether its widget shows its default, whatever its value."""
        return slot in self._cleared

    def reserve(self, key: str, kind: str, *, is_read_only: bool = False) -> None:
        """Take a key for an element without a value: a form, a container.

        Args:
            is_read_only: Whether an author's value under this key is an error.
        """
        if key in self._placed:
            raise DuplicateElementKey(_same_key(key, kind, self._placed[key].kind))
        if is_read_only and self._is_authors(key):
            raise ValueAssignmentNotAllowedError(
                f"A {kind} has no value. Remove the assignment to st.session_state[{key!r}], "
                f"or give the {kind} another key."
            )
        self._placed[key] = Placement(key, key, kind, ABSENT, _nothing, _nothing)

    def mark(self, fragment: str, around: str) -> None:
        """Widgets of this fragment, which is in another one, are placed beside the script."""
        name = _mark_of(fragment)
        self._placed[name] = Placement(
            name, name, "fragment", ABSENT, _nothing, _nothing, fragment=around
        )

    def bring_into_order(self, beside: Collection[str]) -> None:
        """Have the widgets of fragments that were placed beside the script where these are."""
        own: dict[str, dict[str, Placement]] = {"": {}, **{name: {} for name in beside}}
        for slot, placed in self._placed.items():
            name = placed.fragment
            while name not in own:
                name = name.rpartition("/")[0]
            own[name][slot] = placed
        marked = {_mark_of(name): name for name in beside}

        def flat(name: str) -> Iterator[tuple[str, Placement]]:
            for slot, placed in own[name].items():
                yield slot, placed
                if slot in marked:
                    yield from flat(marked[slot])

        self._placed = dict(flat(""))

    def changed(self) -> list[Placement]:
        """The widgets whose incoming value is another than before, in the page's order."""
        committed = self._state.committed
        return [
            widget
            for widget in self._state.widgets.values()
            if widget.slot in self._incoming
            and _differs(self._incoming[widget.slot], committed.get(widget.slot, widget.default))
        ]

    def fold(self, *, is_finished: bool, is_rerun: bool = False) -> None:
        """Make the layers one, as the run's end does: from the lowest to the highest.

        1. What came in is kept: it lies lowest.
        2. What the author deleted goes, also of what came in.
        3. What the placed widgets returned is kept, also where their keys were deleted after.
        4. What the author wrote is kept: it lies highest. Where no widget was placed there it is
           the author's from then on, whoever had it before 4.
        5. If the script came to its end, what it did not place is forgotten: by owner, and these
           are settled by then. It needs the widgets of the run before, which 6 replaces.
        6. The widgets that this run placed take the place of those before.
        7. What is cleared stays so where it still has a value, as 1 to 5 have left it.

        Args:
            is_finished: Whether the script ran to its end; then the widgets that it did
                not place are forgotten, with their values.
            is_rerun: Whether the author asked for the next run. A placed widget whose key
                was deleted starts from its default in it; elsewhere its value is still
                what the page shows, and comes back (R28).
        """
        state = self._state
        for key in self.instances.awaiting():  # Some of what they wait for may be there now.
            self.read(key)
        self._fold_incoming()
        self._fold_deleted(is_rerun=is_rerun)
        self._fold_shown(is_rerun=is_rerun)
        self._fold_draft()
        if is_finished:
            self._forget_absent()
        self._fold_widgets(state.keeps if is_finished else state.owns_its_slot)
        state.cleared = {slot for slot in self._cleared if slot in state.committed}

    def _fold_incoming(self) -> None:
        state = self._state
        brief = {
            widget.slot: widget
            for widget in state.widgets.values()
            if widget.is_trigger or widget.lasting is not None
        }
        for slot, value in self._incoming.items():
            lasting = _lasting(brief[slot], value) if slot in brief else value
            state.committed.put(slot, lasting, state.owners.get(slot, ""))

    def _fold_deleted(self, *, is_rerun: bool) -> None:
        for key in self._deleted:
            is_widgets = key in self._state.owners
            self._state.committed.drop(key)
            if is_widgets and (is_rerun or key not in self._shown):
                self._renew(key)

    def _fold_shown(self, *, is_rerun: bool) -> None:
        for slot, value in self._shown.items():
            if is_rerun and slot in self._deleted:
                continue
            placed = self._placed[slot]
            self._state.committed.put(slot, _lasting(placed, value), placed.id)

    def _fold_draft(self) -> None:
        for key, value in self._draft.items():
            owner = self._state.owners.get(key, "") if key in self._shown else ""
            self._state.committed.put(key, value, owner)

    def _forget_absent(self) -> None:
        """Forget what a finished run did not place, in the address too."""
        stays_bound = {slot for slot, widget in self._placed.items() if widget.binding}
        may_leave = [old.slot for old in self._bound() if old.is_within(self.fragments)]
        self.address.leave_out([slot for slot in may_leave if slot not in stays_bound])
        self._state.forget_absent(self._shown, self.fragments)

    def _fold_widgets(self, stays: Callable[[Placement], bool]) -> None:
        """Those of this run, behind those before that stay though it did not place them.

        Those of fragments are where they were in the page's order.
        """
        widgets = {placed.id: placed for placed in self._placed.values() if _has_value(placed)}
        others: dict[str, Placement] = {}
        behind: dict[str, Placement] = {}
        into = others
        for name, old in self._state.widgets.items():
            is_part = old.is_within(self.fragments)
            if is_part and self.fragments is not None:
                into = behind
            if old.slot not in self._placed and (not is_part or stays(old)):
                into[name] = old
        self._state.widgets = {**others, **widgets, **behind}

    def _place_written(self, placement: Placement) -> Written:
        """Place a trigger that the author has set: the widget shows that anew, and is not set off."""
        written = Written(placement.accept(self._stored(placement)))
        self._take_place(placement, placement.default)
        self._renew(placement.slot)
        return written

    def _take_place(self, placement: Placement, value: object) -> None:
        slot = placement.slot
        self._placed[slot] = placement
        self._shown[slot] = value
        self._draft.pop(slot, None)
        self._deleted.discard(slot)

    def _renew(self, slot: str) -> None:
        self.renewals[slot] = self.renewals.get(slot, 0) + 1

    def _known(self) -> list[str]:
        """All that may have a value, deleted or not."""
        return [
            *dict.fromkeys([*self._state.committed, *self._incoming, *self._shown, *self._draft])
        ]

    def _bound(self) -> Iterator[Placement]:
        """The widgets of the run before whose values stand in the address."""
        return (widget for widget in self._state.widgets.values() if widget.binding is not None)

    def _read_address(self, placement: Placement) -> object:
        """What the address says of a bound widget's value, if it counts more than the state."""
        if placement.binding is None:
            return ABSENT
        texts = self.address.read(placement.slot)
        return ABSENT if texts is None else placement.binding.from_texts(texts)

    def _set_off(self, trigger: Placement) -> None:
        if trigger.is_trigger and not trigger.says:
            self._incoming.setdefault(trigger.slot, True)
        if not trigger.submits_form:
            return
        for widget in self._state.widgets.values():
            if widget.form != trigger.form:
                continue
            if widget.slot in self._cleared:  # Sent as it was shown.
                self._incoming[widget.slot] = widget.default
            if widget.is_cleared:
                self._cleared.add(widget.slot)

    def _stored(self, placement: Placement) -> object:
        """What this widget has to start from: never another widget's value."""
        slot = placement.slot
        if slot in self._draft:
            return self._draft[slot]
        if slot in self._deleted or not self._may_take(placement):
            return ABSENT
        if slot in self._incoming:
            return self._incoming[slot]
        return self._state.committed.get(slot, ABSENT)

    def _may_take(self, placement: Placement) -> bool:
        return self._state.owners.get(placement.slot, placement.id) == placement.id

    def _is_authors(self, slot: str) -> bool:
        committed_by_author = (
            slot in self._state.committed
            and slot not in self._state.owners
            and slot not in self._deleted
        )
        return slot in self._draft or committed_by_author


def _differs(one: object, other: object) -> bool:
    """Whether two values differ; also where an author's value refuses to be compared."""
    try:
        return bool(one != other)
    except Exception:  # noqa: BLE001  # an author's __eq__ may raise anything
        return True


def _lasting(placed: Placement, value: object) -> object:
    """What of a widget's value lasts: nothing of a trigger's, and no file that was read."""
    if placed.is_trigger:
        return placed.default
    if placed.lasting is not None:
        return placed.lasting(value)
    return placed.accept(value) if placed.is_read_only else value


def _has_value(placed: Placement) -> bool:
    return placed.default is not ABSENT


def _duplicate(new: Placement, old: Placement) -> DuplicateElementId | DuplicateElementKey:
    if new.slot.startswith(RESERVED_PREFIX):
        return DuplicateElementId(
            f"There are two {new.kind} elements with the same arguments in this run, and "
            f"nothing tells them apart. Give each a key of its own: st.{new.kind}(..., key=...)."
        )
    return DuplicateElementKey(_same_key(new.slot, new.kind, old.kind))


def _same_key(key: str, kind: str, other: str) -> str:
    return (
        f"The key {key!r} of this {kind} is taken by a {other} of the same run. "
        f"Give each element a key of its own."
    )


def _mark_of(fragment: str) -> str:
    return f"{INTERNAL_PREFIX}fragment-{fragment}"


def _nothing(value: object) -> object:
    return value
