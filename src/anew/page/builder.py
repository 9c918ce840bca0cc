"""The page of one run, as it grows (step 10 of a click).

A place is where the next element goes: at the end of a block, or into a slot, which
holds one element and has it replaced. How many elements there are, and how deep they stand in
one another, has a bound: past it no browser could show them, and the server's memory is everyone's.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from anew.errors import InvalidLayoutContextError, TooManyElementsError
from anew.page.tree import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anew.protocol.messages import Element


DEEPEST = 100  # Containers in one another.


class FormAround(NamedTuple):
    """The form that a place is in."""

    key: str
    is_cleared: bool  # Its widgets show their defaults again once it is sent.


class Block:
    """A place at the end of a container."""

    __slots__ = ("area", "bound", "depth", "draft", "form")

    def __init__(
        self,
        draft: Draft,
        area: str,
        form: FormAround | None = None,
        *,
        bound: Bound | None = None,
        depth: int = 0,
    ) -> None:
        self.draft = draft
        self.area = area  # The part of the page that this is in: "main", "sidebar".
        self.form = form
        self.bound = bound  # None where nothing is kept.
        self.depth = depth

    def put(self, element: Element) -> Slot:
        bound = self.bound
        if bound is not None:
            bound.left -= 1
            if bound.left < 0:
                bound.take(1)
        children = self.draft.children
        children.append(Draft(element))
        return Slot(children, len(children) - 1, self)


class Slot:
    """The place of one element: what is put there replaces it."""

    __slots__ = ("_around", "_index", "_siblings", "area", "form")

    def __init__(self, siblings: list[Draft], index: int, around: Block) -> None:
        self._siblings = siblings
        self._index = index
        self._around = around
        self.area = around.area
        self.form = around.form

    @property
    def draft(self) -> Draft:
        return self._siblings[self._index]

    def put(self, element: Element) -> Slot:
        self._siblings[self._index] = Draft(element)
        return self

    def inside(self, form: FormAround | None = None) -> Block:
        """The block within the container that stands here, which may be that of a form."""
        around = self._around
        if around.depth >= DEEPEST:
            raise InvalidLayoutContextError(
                f"Containers stand in one another more than {DEEPEST} deep here, which no browser "
                f"can show. Draw what is inside beside them."
            )
        return Block(
            self.draft, self.area, form or self.form, bound=around.bound, depth=around.depth + 1
        )

    def fill(self, children: Iterable[Draft]) -> None:
        """Have the element that stands here hold these, with all that they hold."""
        drafts = [*children]
        if self._around.bound is not None:
            self._around.bound.take(sum(map(size, drafts)))
        self.draft.children.extend(drafts)


Place = Block | Slot


class Builder:
    """The draft of a page: its root with the areas that every page has.

    What is said of the page as a whole stands in the fields of the root's element. While
    a run lasts, what it has not said yet is as the page before had it.
    """

    __slots__ = ("_areas", "_bound", "_said", "_top", "root")

    def __init__(
        self,
        root: Element,
        areas: Mapping[str, Element],
        before: Element | None = None,
        *,
        most: int = 0,
    ) -> None:
        """A page of which nothing is said and that holds nothing but its areas.

        Args:
            root: The root's element, of which nothing is said.
            before: The root's element of the page before, if there was one.
            most: How many elements it may hold; 0 for as many as there are.
        """
        self._said = root
        self.root = Draft(root if before is None else before)
        self._top = Block(self.root, "")
        self._bound = bound = Bound(self.root, most) if most else None
        self._areas: dict[str, Block] = {}
        for name, element in areas.items():
            self._areas[name] = Block(self.root, name, bound=bound).put(element).inside()

    def area(self, name: str) -> Block:
        return self._areas[name]

    def put_beside_areas(self, element: Element) -> None:
        """Put an element where the areas are: one that belongs to none of them."""
        self._top.put(element)

    def say(self, **fields: object) -> None:
        """Give fields of the root's element their values."""
        self._said = _with(self._said, fields)
        self.root.element = _with(self.root.element, fields)

    def lift_bound(self) -> None:
        """The script is over: what is put now says why."""
        if self._bound is not None:
            self._bound.lift()

    def finish(self) -> None:
        """The run is over: what it has not said has its default."""
        self.root.element = self._said


class Bound:
    """How many elements a page may hold, all together.

    What is put is counted; what was taken away is missed, so the page itself is counted anew
    when that seems too much, and not again before a tenth more was put.
    """

    __slots__ = ("_most", "_root", "left")

    def __init__(self, root: Draft, most: int) -> None:
        self._root = root
        self._most = most
        self.left = most  # So many more may come before the page is counted anew.

    def take(self, coming: int) -> None:
        """Refuse more elements than there may be."""
        self.left -= coming
        if self.left < 0:
            self._count(coming)

    def lift(self) -> None:
        """Refuse nothing any more."""
        self._most = sys.maxsize

    def _count(self, coming: int) -> None:
        there = size(self._root) + coming
        if there > self._most:
            raise TooManyElementsError(
                f"This page would hold more than {self._most} elements. Show a part of them at a "
                f"time, or one st.dataframe in their place; the option runner.maxElements "
                f"allows more."
            )
        self.left = max(self._most - there, self._most // 10)


def size(draft: Draft) -> int:
    """How many elements this is, with all below it."""
    waiting, count = [draft], 0
    while waiting:
        found = waiting.pop()
        count += 1
        waiting.extend(found.children)
    return count


def _with(element: Element, fields: dict[str, object]) -> Element:
    """The element with these fields; itself, as in most runs, if it has them."""
    for name, value in fields.items():
        if getattr(element, name) != value:
            return msgspec.structs.replace(element, **fields)
    return element
