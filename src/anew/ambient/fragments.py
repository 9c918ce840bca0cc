"""The fragments of a page: calls of functions that can run again by themselves.

A fragment has one block of its own, where it was called. What it draws in containers that were made
elsewhere goes into *outlets*, one in each. When it runs again, its block and its outlets are emptied
and filled anew, each in its place; nothing else of the page is touched.
"""

from __future__ import annotations

import threading
from collections import Counter
from contextvars import copy_context
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import quote

from anew.errors import DuplicateElementKey, InvalidLayoutContextError
from anew.page.builder import Slot
from anew.protocol.ids import is_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import ModuleType

    from anew.page.builder import Block, Place
    from anew.page.tree import Draft
    from anew.protocol.messages import Element


class MakeRecord(Protocol):
    """Makes the element of a fragment's block, or of one of its outlets."""

    def __call__(self, identity: str, *, is_outlet: bool) -> Element: ...


class Fragment:
    """One call of a fragment, as the page's last run has made it."""

    __slots__ = (
        "_before",
        "_make_record",
        "_outlets",
        "_slot",
        "block",
        "call",
        "counts",
        "id",
        "is_apart",
        "is_parallel",
        "key",
        "module",
        "page_scope",
        "parent",
    )

    def __init__(
        self,
        identity: str,
        key: str,
        parent: Fragment | None,
        place: Place,
        make_record: MakeRecord,
        call: Callable[[], object],
        *,
        is_parallel: bool = False,
        is_apart: bool = False,
        page_scope: str | None,
        module: ModuleType | None,
    ) -> None:
        """A fragment that draws at a place.

        Args:
            identity: The same in each run, if the fragments around it are.
            key: The author's; "" for none.
            parent: The fragment that calls it.
            call: The author's function with its arguments.
            is_parallel: Whether it may be called on another thread than the script.
            is_apart: Whether it is in a window of its own: a dialog.
            page_scope: The app's page that its widgets belong to; None for all.
            module: What it runs in: the script, or a page of it.
        """
        self.id = identity
        self.key = key
        self.parent = parent
        self.call = call
        self.is_parallel = is_parallel
        self.is_apart = is_apart
        self.page_scope = page_scope
        self.module = module
        self.counts: Counter[str] = Counter()  # Of the fragments that it has called, by name.
        self._make_record = make_record
        self._slot = place.put(make_record(identity, is_outlet=False))
        self._outlets: dict[int, tuple[Draft, Slot, Block]] = {}  # By the container's draft.
        self.block = self._opened(self._slot)
        self._before: _Before | None = None  # What `begin` has emptied.

    @property
    def is_beside(self) -> bool:
        """Whether the script does not wait for it, or for one that it is in."""
        return self.is_parallel or (self.parent is not None and self.parent.is_beside)

    @property
    def parts(self) -> list[Draft]:
        """What it has drawn, its outlets included."""
        return [self._slot.draft, *(slot.draft for _, slot, _ in self._outlets.values())]

    def begin(self) -> None:
        """Empty its block and outlets, because it will draw anew."""
        self._before = _Before(self._slot.draft, self.block, {**self._outlets}, self.counts)
        self.counts = Counter()
        self._slot.put(self._slot.draft.element)
        self.block = self._opened(self._slot)
        for key, (around, slot, _) in self._outlets.items():
            slot.put(slot.draft.element)
            self._outlets[key] = around, slot, self._opened(slot)

    def go_back(self) -> None:
        """Be as before `begin`, because it will not draw anew after all."""
        before = self._before
        assert before is not None
        self._slot.put_back(before.draft)
        for _, slot, block in before.outlets.values():
            slot.put_back(block.draft)
        for key in [*self._outlets]:  # An outlet that is new stays, and is empty.
            if key not in before.outlets:
                slot = self._outlets[key][1]
                slot.put(slot.draft.element)
                before.outlets[key] = self._outlets[key][0], slot, self._opened(slot)
        self.block, self._outlets, self.counts = before.block, before.outlets, before.counts

    def own(self, place: Place, touched: list[Draft]) -> Place:
        """Where it draws what is called at a place: there, if that is within itself.

        Args:
            touched: Takes the drafts elsewhere that change by that.
        """
        if place.area == "nowhere" or is_within(place.fragment, (self.id,)):
            return place
        if self.is_parallel:
            raise InvalidLayoutContextError(
                "A fragment with parallel=True drew in a container that was made outside of it, where "
                "others may draw at the same time. Make the container in the fragment, or leave "
                "parallel=True out."
            )
        if self.parent is not None:
            place = self.parent.own(place, touched)
        if isinstance(place, Slot):  # What is there is replaced, whoever made it.
            touched.append(place.around.draft)
            return place
        return self._outlet(place, touched)

    def _outlet(self, around: Block, touched: list[Draft]) -> Block:
        known = self._outlets.get(id(around.draft))
        if known is not None:
            return known[2]
        touched.append(around.draft)
        name = f"{self.id}@{len(self._outlets)}"
        slot = around.put(self._make_record(name, is_outlet=True))
        block = self._opened(slot)
        self._outlets[id(around.draft)] = around.draft, slot, block
        return block

    def _opened(self, slot: Slot) -> Block:
        block = slot.inside()
        block.fragment = self.id
        if self.is_apart and slot is self._slot:
            block.form = None
        return block


class _Before(NamedTuple):
    """What a fragment had drawn and called before it was emptied."""

    draft: Draft
    block: Block
    outlets: dict[int, tuple[Draft, Slot, Block]]
    counts: Counter[str]


class Beside:
    """The threads of one run for its parallel fragments. Threading: the run's, and these."""

    def __init__(self, most: int) -> None:
        """No thread yet; later so many at once, at most."""
        self._may_run = threading.Semaphore(most)
        self._threads: list[threading.Thread] = []
        self._raised: list[tuple[BaseException, Fragment]] = []
        self.called: list[str] = []  # The fragments.

    def start(self, fragment: Fragment, call: Callable[[Fragment], object]) -> None:
        """Call a fragment on a thread, in a copy of the current context."""
        self.called.append(fragment.id)
        context = copy_context()

        def job() -> None:
            with self._may_run:
                try:
                    context.run(call, fragment)
                except BaseException as error:  # noqa: BLE001  # the run tells of it, at its end
                    self._raised.append((error, fragment))

        thread = threading.Thread(target=job, name="anew-fragment", daemon=True)
        self._threads.append(thread)
        thread.start()

    def end(self) -> list[tuple[BaseException, Fragment]]:
        """Wait until all are over; what they have raised."""
        for thread in self._threads:
            thread.join()
        return self._raised


class Fragments:
    """Those of one page, in the order in which they were called. Threading: as the page's builder."""

    def __init__(self) -> None:
        self._known: dict[str, Fragment] = {}
        self._before: dict[str, Fragment] = {}  # As they were known before `begin`.
        self._counts: Counter[str] = Counter()

    def __contains__(self, identity: str) -> bool:
        return identity in self._known

    def __iter__(self) -> Iterator[Fragment]:
        return iter([*self._known.values()])

    def __bool__(self) -> bool:
        return bool(self._known)

    def new_id(self, name: str, key: str, parent: Fragment | None) -> str:
        """The identity of a call: by its key, else by how often the name was called before.

        Raises:
            DuplicateElementKey: Another fragment of this run has the key.
        """
        if key and self.with_key(key) is not None:
            raise DuplicateElementKey(
                f"The key {key!r} of this fragment is taken by another fragment of the same run. "
                f"Give each fragment a key of its own."
            )
        counts = self._counts if parent is None else parent.counts
        counts[name] += 1
        own = f"key.{quote(key, safe='')}" if key else f"{quote(name, safe='')}.{counts[name]}"
        return own if parent is None else f"{parent.id}/{own}"

    def add(self, fragment: Fragment) -> None:
        self._known[fragment.id] = fragment

    def with_key(self, key: str) -> Fragment | None:
        """The fragment to which the author gave a key."""
        return next((one for one in self if one.key == key), None)

    def known_keys(self) -> dict[str, str]:
        """The fragments that the page had when the run began: the identity of each key."""
        return {one.key: one.id for one in (self._before or self._known).values() if one.key}

    def chosen(self, identities: Iterable[str]) -> list[Fragment]:
        """Those that are there, in order; without any that is within another."""
        wanted = [one for one in identities if one in self._known]
        return [
            one
            for one in self._known.values()
            if one.id in wanted and not is_within_another(one.id, wanted)
        ]

    def begin(self, fragments: Sequence[Fragment]) -> None:
        """These draw anew: what they have called is forgotten, for they will call it again."""
        names = [one.id for one in fragments]
        self._before = self._known
        self._known = {
            name: one for name, one in self._known.items() if not is_within_another(name, names)
        }
        for one in fragments:
            one.begin()

    def go_back(self, fragments: Sequence[Fragment]) -> None:
        """These, which have begun, do not draw anew after all."""
        self._known = self._before
        for one in fragments:
            one.go_back()


def is_within_another(identity: str, others: Iterable[str]) -> bool:
    """Whether a fragment was called by one of the others, directly or not."""
    return any(identity != other and is_within(identity, (other,)) for other in others)
