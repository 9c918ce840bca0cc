"""What changed between the page that a tab shows and the one a run built (step 11 of a click).

`diff` is pure: it returns patches and the page that they lead to. While a run lasts,
what it has not drawn again yet is kept at the end of its container; the tab dims it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from anew.page.identity import NEW, Equality, match_children
from anew.page.tree import Page
from anew.protocol.messages import Drop, Move, Node, Put, Set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from anew.page.tree import Draft
    from anew.protocol.messages import Element, Patch


class Diff(NamedTuple):
    patches: tuple[Patch, ...]
    page: Page
    stale: tuple[tuple[int, int], ...]  # Container and child index from which on all is old.


def first_page(draft: Draft) -> Page:
    """A page where there was none."""
    numbers = count()
    return Page(_number(draft, numbers), next(numbers))


def diff(old: Page, new: Draft, *, is_finished: bool = True) -> Diff:
    """The patches that turn `old` into `new`.

    Args:
        is_finished: False while the run goes on; then old elements that it may still
            draw again stay, and `stale` says which these are.
    """
    work = _Work(old.next_id, is_finished)
    root = work.merge(old.root, new)
    return Diff(tuple(work.patches), Page(root, next(work.numbers)), tuple(work.stale))


class _Work:
    def __init__(self, next_id: int, is_finished: bool) -> None:
        self.patches: list[Patch] = []
        self.stale: list[tuple[int, int]] = []
        self.numbers = count(next_id)
        self._is_finished = is_finished
        self._equal = Equality()

    def merge(self, old: Node, new: Draft) -> Node:
        """The node that `new` becomes, in the place of `old`."""
        if self._equal(old, new):
            return old
        element = old.element
        if element != new.element:
            element = new.element
            self.patches.append(Set(old.id, changed_fields(old.element, element)))
        children = self._merge_children(old, new) if old.children or new.children else ()
        return Node(old.id, element, children)

    def _merge_children(self, old: Node, new: Draft) -> tuple[Node, ...]:
        before, drafts = old.children, tuple(new.children)  # A run may append meanwhile.
        matched = match_children(before, drafts, self._equal, is_finished=self._is_finished)
        if matched == [*range(len(before))]:  # Each stands where it stood, as mostly.
            nodes = tuple(map(self.merge, before, drafts))
            return before if all(map(_is, nodes, before)) else nodes
        kept = () if self._is_finished else _left_over(before, matched)
        self._drop(before, {*matched, *kept})
        nodes = self._place(old.id, before, drafts, matched, kept)
        if kept:
            self.stale.append((old.id, len(drafts)))
            nodes = (*nodes, *(before[index] for index in kept))
        if len(nodes) == len(before) and all(map(_is, nodes, before)):
            return before
        return nodes

    def _drop(self, before: Sequence[Node], kept: set[int]) -> None:
        for index, node in enumerate(before):
            if index not in kept:
                self.patches.append(Drop(node.id))

    def _place(
        self,
        parent: int,
        before: Sequence[Node],
        drafts: Sequence[Draft],
        matched: Sequence[int],
        kept: Sequence[int],
    ) -> tuple[Node, ...]:
        """Number the drafts; put the new ones in and move those that changed places."""
        still = _longest_increasing(matched)
        order = _Order(before, {*matched, *kept})
        nodes: list[Node] = []
        for draft, index in zip(drafts, matched, strict=True):
            if index == NEW:
                node = _number(draft, self.numbers)
                self.patches.append(Put(parent, order.insert_next(node.id), node))
            elif index in still:
                node = self.merge(before[index], draft)
                order.pass_by(node.id)
            else:
                self.patches.append(Move(before[index].id, order.move_next(before[index].id)))
                node = self.merge(before[index], draft)
            nodes.append(node)
        return tuple(nodes)


class _Order:
    """The siblings as the tab has them after each patch, and how far they are in order."""

    def __init__(self, before: Sequence[Node], kept: set[int]) -> None:
        self._ids = [node.id for index, node in enumerate(before) if index in kept]
        self._next = 0  # Where the next sibling belongs: behind the last one in order.

    def pass_by(self, node_id: int) -> None:
        self._next = self._ids.index(node_id, self._next) + 1

    def insert_next(self, node_id: int) -> int:
        index = self._next
        self._ids.insert(index, node_id)
        self._next += 1
        return index

    def move_next(self, node_id: int) -> int:
        at = self._ids.index(node_id)
        del self._ids[at]
        if at < self._next:
            self._next -= 1
        return self.insert_next(node_id)


def changed_fields(old: Element, new: Element) -> dict[str, object]:
    """The fields of `new` that differ, by name."""
    return {
        name: value
        for name in new.__struct_fields__
        if (value := getattr(new, name)) != getattr(old, name)
    }


def _number(draft: Draft, numbers: Iterator[int]) -> Node:
    own = next(numbers)
    return Node(own, draft.element, tuple([_number(child, numbers) for child in draft.children]))


def _left_over(before: Sequence[Node], matched: Sequence[int]) -> range:
    """The old children behind the last that was drawn again."""
    return range(max(matched, default=NEW) + 1, len(before))


def _longest_increasing(matched: Sequence[int]) -> set[int]:
    """The largest set of old indices that are in order already: these need no move."""
    tails: list[int] = []  # The smallest end of an increasing run, by its length.
    previous: dict[int, int] = {}
    for index in matched:
        if index == NEW:
            continue
        length = bisect_left(tails, index)
        previous[index] = tails[length - 1] if length else NEW
        if length == len(tails):
            tails.append(index)
        else:
            tails[length] = index
    still: set[int] = set()
    last = tails[-1] if tails else NEW
    while last != NEW:
        still.add(last)
        last = previous[last]
    return still


def _is(one: object, other: object) -> bool:
    return one is other
