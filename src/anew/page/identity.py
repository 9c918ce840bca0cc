"""Decides which element of the last page a new one continues.

Children are matched by, in this order: the same identity (a widget's id or an author's key);
equal content; the same kind at the same place. The first two find an element that has moved among
its siblings; the third turns, for example, a changed text into one small patch.

The time grows roughly linearly with the number of children, because none is searched for among
all the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from anew.page.tree import Draft
    from anew.protocol.messages import Element, Node

NEW = -1  # Instead of the index of an old element: the new one continues none.


def identity(element: Element) -> str:
    """The id or key that identifies an element; "" if it has only its place and content."""
    return getattr(element, "id", "") or element.key


class Equality:
    """Whether a draft equals a node, descendants included. Remembers the pairs it has compared."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bool] = {}

    def __call__(self, old: Node, new: Draft) -> bool:
        pair = (old.id, id(new))
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = (
                old.element == new.element
                and len(old.children) == len(new.children)
                and all(map(self, old.children, new.children))
            )
        return known


def match_children(
    old: Sequence[Node], new: Sequence[Draft], equal: Equality, *, is_finished: bool = True
) -> list[int]:
    """For each new child, the index of the old one that it continues, or `NEW`.

    Args:
        is_finished: False while a run may still add children. Then the ends of the two lists are
            not compared, because the end of the new one is not known yet.
    """
    start = _common_start(old, new, equal)
    ends = _common_end(old, new, start, equal) if is_finished else 0
    matched = [*range(start), *[NEW] * (len(new) - start)]
    for offset in range(1, ends + 1):
        matched[-offset] = len(old) - offset
    middle_old = range(start, len(old) - ends)
    middle_new = range(start, len(new) - ends)
    if len(middle_old) == len(middle_new) == 1:  # They are not the same: ends would include them.
        if _may_continue(old[start], new[start]):
            matched[start] = start
    elif middle_old and middle_new:
        _match_by_identity(old, new, middle_old, middle_new, matched)
        _match_by_place(old, new, middle_old, middle_new, matched)
    return matched


def _common_start(old: Sequence[Node], new: Sequence[Draft], equal: Equality) -> int:
    count = 0
    for before, after in zip(old, new, strict=False):
        if not _is_same(before, after, equal):
            break
        count += 1
    return count


def _common_end(old: Sequence[Node], new: Sequence[Draft], start: int, equal: Equality) -> int:
    most = min(len(old), len(new)) - start
    count = 0
    while count < most and _is_same(old[-1 - count], new[-1 - count], equal):
        count += 1
    return count


def _is_same(old: Node, new: Draft, equal: Equality) -> bool:
    name = identity(new.element)
    if name:
        return type(old.element) is type(new.element) and identity(old.element) == name
    return equal(old, new)


def _match_by_identity(
    old: Sequence[Node],
    new: Sequence[Draft],
    middle_old: range,
    middle_new: range,
    matched: list[int],
) -> None:
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for index in middle_old:
        waiting[_fingerprint(old[index])].append(index)
    for index in middle_new:
        candidates = waiting.get(_fingerprint(new[index]))
        if candidates:
            matched[index] = candidates.popleft()


def _fingerprint(node: Node | Draft) -> Hashable:
    """A value that is equal for the same elements. A container without a key has a unique one."""
    name = identity(node.element)
    if name:
        return type(node.element), name
    return id(node) if node.children else node.element


def _match_by_place(
    old: Sequence[Node],
    new: Sequence[Draft],
    middle_old: range,
    middle_new: range,
    matched: list[int],
) -> None:
    """Pair unmatched children of the same kind, within the gaps between matched ones."""
    free = _Free(old, sorted({*middle_old}.difference(matched)))
    limits = _gap_ends(matched, middle_new, middle_old.stop)
    next_old = middle_old.start
    for index, limit in zip(middle_new, limits, strict=True):
        if matched[index] == NEW and not identity(new[index].element):
            matched[index] = free.take(type(new[index].element), next_old, limit)
        if matched[index] != NEW:
            next_old = matched[index] + 1


def _gap_ends(matched: Sequence[int], middle_new: range, end: int) -> list[int]:
    """For each new child, the old index that the next matched child after it continues."""
    limits: list[int] = []
    for index in reversed(middle_new):
        limits.append(end)
        if matched[index] != NEW:
            end = matched[index]
    limits.reverse()
    return limits


class _Free:
    """Unmatched old children without an identity, by kind.

    Taken ones are skipped as in a disjoint-set: each entry points to a later one that may be free.
    """

    def __init__(self, old: Sequence[Node], indices: Sequence[int]) -> None:
        self._by_kind: dict[type[Element], list[int]] = defaultdict(list)
        for index in indices:
            if not identity(old[index].element):
                self._by_kind[type(old[index].element)].append(index)
        self._next = {kind: [*range(len(own) + 1)] for kind, own in self._by_kind.items()}

    def take(self, kind: type[Element], first: int, limit: int) -> int:
        """Take the first free child of a kind, from index `first` to before `limit`, or `NEW`."""
        own = self._by_kind.get(kind)
        if own is None:
            return NEW
        at = self._free_from(self._next[kind], bisect_left(own, first))
        if at == len(own) or own[at] >= limit:
            return NEW
        self._next[kind][at] = at + 1
        return own[at]

    @staticmethod
    def _free_from(following: list[int], at: int) -> int:
        while following[at] != at:
            following[at] = following[following[at]]
            at = following[at]
        return at


def _may_continue(old: Node, new: Draft) -> bool:
    return (
        type(old.element) is type(new.element)
        and not identity(old.element)
        and not identity(new.element)
    )
