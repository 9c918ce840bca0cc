"""Compares the page that a tab shows with the one that a run has built (step 11 of a click).

`diff` is pure: it returns patches and the page that they lead to. While a run lasts, elements of
the previous run that this one has not drawn again yet are stale: they stay at the end of their
container, and the tab dims them. What this run has drawn and removed itself disappears at once.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from anew.page.identity import NEW, Equality, match_children
from anew.page.parts import node_at, paths_to, with_node
from anew.page.tree import Page
from anew.protocol.messages import Drop, Grow, Growing, Move, Node, Put, Set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from anew.page.tree import Draft
    from anew.protocol.messages import Element, Patch


class Diff(NamedTuple):
    """The patches from one page to the next, and that next page."""

    patches: tuple[Patch, ...]
    page: Page


def first_page(draft: Draft) -> Page:
    """The first page of a session, for which there is nothing to compare."""
    numbers = count()
    return Page(_number(draft, numbers), next(numbers))


def diff(old: Page, new: Draft, *, is_finished: bool = True) -> Diff:
    """The patches that turn `old` into `new`.

    Args:
        is_finished: False while the run goes on. Then elements that are stale in the old page and
            may still be drawn again stay, and are stale in the new page.
    """
    work = _Work(old, is_finished)
    root = work.merge(old.root, new)
    return Diff(tuple(work.patches), Page(root, next(work.numbers), tuple(work.stale)))


def diff_parts(old: Page, new: Draft, parts: Iterable[Draft], *, is_finished: bool = True) -> Diff:
    """Like `diff`, where nothing but some parts of the page, and its root's element, was drawn.

    All else is neither compared nor looked at, but for finding the parts.
    """
    work, root = _Work(old, is_finished), old.root
    if root.element != new.element:
        work.patches.append(Set(root.id, changed_fields(root.element, new.element)))
        root = Node(root.id, new.element, root.children)
    for path, part in paths_to(new, parts):
        root = with_node(root, path, work.merge(node_at(root, path), part))
    return Diff(tuple(work.patches), Page(root, next(work.numbers), tuple(work.stale)))


class _Work:
    """The state of one comparison: the patches so far, and the next number for a node."""

    def __init__(self, old: Page, is_finished: bool) -> None:
        self.patches: list[Patch] = []
        self.stale: list[tuple[int, int]] = []
        self.numbers = count(old.next_id)
        self._is_finished = is_finished
        self._stale_from = dict(old.stale)
        self._stale: set[int] = set()  # The stale nodes found so far, by number.
        self._equal = Equality()

    def merge(self, old: Node, new: Draft) -> Node:
        """The node that `new` becomes, in the place of `old`."""
        if self._equal(old, new):
            return old
        element = old.element
        if element != new.element:
            element = new.element
            self._change(old, changed_fields(old.element, element))
        children = self._merge_children(old, new) if old.children or new.children else ()
        return Node(old.id, element, children)

    def _change(self, old: Node, fields: dict[str, object]) -> None:
        body = fields.get("body")
        end = body.since(getattr(old.element, "body", None)) if isinstance(body, Growing) else None
        if end is not None:
            del fields["body"]
            self.patches.append(Grow(old.id, end))
        if fields:
            self.patches.append(Set(old.id, fields))

    def _merge_children(self, old: Node, new: Draft) -> tuple[Node, ...]:
        before, drafts = old.children, tuple(new.children)  # A copy: the run may append meanwhile.
        matched = match_children(before, drafts, self._equal, is_finished=self._is_finished)
        if not self._is_finished:
            self._note_stale(old)
        if matched == [*range(len(before))]:  # The usual case: no child was moved or added.
            nodes = tuple(map(self.merge, before, drafts))
            return before if all(map(_is, nodes, before)) else nodes
        kept = () if self._is_finished else self._left_over(old, matched)
        self._drop(before, {*matched, *kept})
        nodes = self._place(old.id, before, drafts, matched)
        if kept:
            self.stale.append((old.id, len(drafts)))
            nodes = (*nodes, *(before[index] for index in kept))
        if len(nodes) == len(before) and all(map(_is, nodes, before)):
            return before
        return nodes

    def _note_stale(self, old: Node) -> None:
        self._stale.update(node.id for node in old.children[self._first_stale(old) :])

    def _first_stale(self, old: Node) -> int:
        """The index of the first stale child; all children after it are stale, too."""
        return 0 if old.id in self._stale else self._stale_from.get(old.id, len(old.children))

    def _left_over(self, old: Node, matched: Sequence[int]) -> range:
        """The stale children after the last one that was drawn again."""
        drawn = max(matched, default=NEW) + 1
        return range(max(drawn, self._first_stale(old)), len(old.children))

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
    ) -> tuple[Node, ...]:
        """The nodes of the drafts: new ones are numbered and inserted, others moved if needed."""
        still = _longest_increasing(matched)
        order = _Order({*matched} - still)
        nodes: list[Node] = []
        for draft, index in zip(drafts, matched, strict=True):
            if index == NEW:
                node = _number(draft, self.numbers)
                self.patches.append(Put(parent, order.insert_next(), node))
            elif index in still:
                order.pass_by(index)
                node = self.merge(before[index], draft)
            else:
                self.patches.append(Move(before[index].id, order.move_next(index)))
                node = self.merge(before[index], draft)
            nodes.append(node)
        return tuple(nodes)


class _Order:
    """Tracks the index of the next sibling in the tab's list, as it is after each patch.

    Before that index are the siblings that are in their final order, and among them siblings that
    are still to be moved away. It is enough to count both; the list itself is not needed.
    """

    def __init__(self, to_move: set[int]) -> None:
        """Start at index 0, with the old indices of the siblings that will be moved."""
        self._to_move = to_move
        self._in_order = 0
        self._between = 0
        self._passed = 0  # The old index after the last sibling that stays where it is.

    def pass_by(self, index: int) -> None:
        self._between += sum(other in self._to_move for other in range(self._passed, index))
        self._passed = index + 1
        self._in_order += 1

    def insert_next(self) -> int:
        self._in_order += 1
        return self._in_order - 1 + self._between

    def move_next(self, index: int) -> int:
        self._to_move.discard(index)
        if index < self._passed:
            self._between -= 1
        return self.insert_next()


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


def _longest_increasing(matched: Sequence[int]) -> set[int]:
    """A longest increasing subsequence of the old indices: these siblings need not be moved."""
    tails: list[int] = []  # By length: the smallest last index of a subsequence of that length.
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
