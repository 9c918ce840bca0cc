"""Which element of the last page a new one continues.

Children are matched in this order: the same identity (a widget's id, an author's key);
equal content; the same kind at the same place. The first two find an element wherever
it moved to among its siblings, the third turns a changed text into one small patch.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from anew.page.tree import Draft
    from anew.protocol.messages import Element, Node

NEW = -1  # The place of an element that continues none.


def identity(element: Element) -> str:
    """What makes this element itself, or "" if only its place and content do."""
    return getattr(element, "id", "") or element.key


class Equality:
    """Whether a draft is what a node is, children included. Each pair is compared once."""

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
        is_finished: False while a run may still add children: then the end of the old
            list says nothing about the end of the new one.
    """
    start = _common_start(old, new, equal)
    ends = _common_end(old, new, start, equal) if is_finished else 0
    matched = [*range(start), *[NEW] * (len(new) - start)]
    for offset in range(1, ends + 1):
        matched[-offset] = len(old) - offset
    middle_old = range(start, len(old) - ends)
    middle_new = range(start, len(new) - ends)
    if middle_old and middle_new:
        if len(middle_old) + len(middle_new) > 2:  # Two that are the same are no middle.
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
    """Equal for elements that are the same; containers without a key never are."""
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
    """Pair what is left, kind by kind, in the gaps between two that are matched."""
    taken = {index for index in matched if index != NEW}
    next_old = middle_old.start
    for index in middle_new:
        if matched[index] != NEW:
            next_old = matched[index] + 1
            continue
        limit = _next_anchor(matched, index, middle_old.stop)
        for candidate in range(next_old, limit):
            if candidate not in taken and _may_continue(old[candidate], new[index]):
                matched[index] = candidate
                taken.add(candidate)
                next_old = candidate + 1
                break


def _next_anchor(matched: list[int], index: int, end: int) -> int:
    for later in matched[index + 1 :]:
        if later != NEW:
            return min(later, end)
    return end


def _may_continue(old: Node, new: Draft) -> bool:
    return (
        type(old.element) is type(new.element)
        and not identity(old.element)
        and not identity(new.element)
    )
