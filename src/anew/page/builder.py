"""The page of one run, while it is built (step 10 of a click).

A place is where the next element goes: at the end of a block, or into a slot, whose one element
it replaces. The number of elements and the depth of nesting are limited: beyond that, a browser
could not show them, and the server's memory is shared by all sessions.
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


DEEPEST = 100  # Levels of nested containers.


class FormAround(NamedTuple):
    """The form that a place is in."""

    key: str
    is_cleared: bool  # Whether its widgets are reset to their defaults when it is submitted.


class Block:
    """A place at the end of a container."""

    __slots__ = ("area", "bound", "depth", "draft", "form", "fragment")

    def __init__(
        self,
        draft: Draft,
        area: str,
        form: FormAround | None = None,
        *,
        bound: Bound | None = None,
        depth: int = 0,
        fragment: str = "",
    ) -> None:
        self.draft = draft
        self.area = area  # The part of the page that this is in: "main", "sidebar".
        self.form = form
        self.fragment = fragment  # The innermost one that made it; "" for none.
        self.bound = bound  # None if elements are not limited.
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
    """The place of one element; `put` replaces the element."""

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

    @property
    def fragment(self) -> str:
        return self._around.fragment

    @property
    def around(self) -> Block:
        """The container that it is in."""
        return self._around

    def put(self, element: Element) -> Slot:
        self._siblings[self._index] = Draft(element)
        return self

    def put_back(self, draft: Draft) -> None:
        """Let what stood here before stand here again."""
        self._siblings[self._index] = draft

    def inside(self, form: FormAround | None = None) -> Block:
        """The block within the container in this slot.

        Args:
            form: The form that the container is, if it is one.
        """
        around = self._around
        if around.depth >= DEEPEST:
            raise InvalidLayoutContextError(
                f"Containers are nested more than {DEEPEST} levels deep here, which no browser "
                f"can show. Place the inner ones beside each other instead."
            )
        return Block(
            self.draft,
            self.area,
            form or self.form,
            bound=around.bound,
            depth=around.depth + 1,
            fragment=around.fragment,
        )

    def fill(self, children: Iterable[Draft]) -> None:
        """Append drafts, with their descendants, to the element in this slot."""
        drafts = [*children]
        if self._around.bound is not None:
            self._around.bound.take(sum(map(size, drafts)))
        self.draft.children.extend(drafts)


Place = Block | Slot


class Builder:
    """The draft of a page: its root, with the areas that every page has.

    The fields of the root's element describe the page as a whole. While a run lasts, those that it
    has not set yet keep the values of the previous page.
    """

    __slots__ = ("_areas", "_bound", "_later", "_said", "_top", "root")

    def __init__(
        self,
        root: Element,
        areas: Mapping[str, Element],
        before: Element | None = None,
        *,
        later: Mapping[str, Element] | None = None,
        most: int = 0,
    ) -> None:
        """Start a page that has only its areas.

        Args:
            root: The root's element, with default fields.
            areas: The element of each area that every page has, by its name.
            later: The same for areas that a page has from when one is first asked for.
            before: The root's element of the previous page, if there was one.
            most: The most elements that the page may hold; 0 for no limit.
        """
        self._said = root
        self.root = Draft(root if before is None else before)
        self._top = Block(self.root, "")
        self._bound = Bound(self.root, most) if most else None
        self._later = {} if later is None else later
        self._areas: dict[str, Block] = {}
        for name, element in areas.items():
            self._add_area(name, element)

    def area(self, name: str) -> Block:
        return self._areas.get(name) or self._add_area(name, self._later[name])

    def _add_area(self, name: str, element: Element) -> Block:
        block = Block(self.root, name, bound=self._bound).put(element).inside()
        return self._areas.setdefault(name, block)

    def set_area(self, name: str, element: Element) -> None:
        """Set the element of an area; the last call in a run counts."""
        self.area(name).draft.element = element

    def put_beside_areas(self, element: Element) -> None:
        """Put an element that belongs to no area beside the areas."""
        self._top.put(element)

    @property
    def beside_areas(self) -> Block:
        """The place of what belongs to no area."""
        return self._top

    def say(self, **fields: object) -> None:
        """Set fields of the root's element."""
        self._said = _with(self._said, fields)
        self.root.element = _with(self.root.element, fields)

    def lift_bound(self) -> None:
        """Stop limiting elements. For the end of a script, when its error must still be shown."""
        if self._bound is not None:
            self._bound.lift()

    def limit_again(self) -> None:
        """Limit elements as before: more is drawn on this page."""
        if self._bound is not None:
            self._bound.limit_again()

    def finish(self) -> None:
        """End the run: fields of the root's element that it has not set get their defaults."""
        self.root.element = self._said


class Bound:
    """The limit on how many elements a page may hold in all.

    Only additions are counted, not removals. So when the count reaches the limit, the elements of
    the page itself are counted; that takes time, so it happens again only after a tenth of the
    limit more was added.
    """

    __slots__ = ("_most", "_root", "left")

    def __init__(self, root: Draft, most: int) -> None:
        self._root = root
        self._most = most
        self.left = most  # How many more may be added before the page is counted again.

    def take(self, coming: int) -> None:
        """Count elements that are about to be added.

        Raises:
            TooManyElementsError: The page would hold too many.
        """
        self.left -= coming
        if self.left < 0:
            self._count(coming)

    def lift(self) -> None:
        """Remove the limit."""
        self.left = sys.maxsize

    def limit_again(self) -> None:
        """Limit as before."""
        if self.left > self._most:
            self.left = 0  # What is there is counted first.

    def _count(self, coming: int) -> None:
        there = size(self._root) + coming
        if there > self._most:
            raise TooManyElementsError(
                f"This page would hold more than {self._most} elements. Show only a part of them "
                f"at a time, use one st.dataframe instead, or raise the option "
                f"runner.maxElements."
            )
        self.left = max(self._most - there, self._most // 10)


def size(draft: Draft) -> int:
    """The number of elements in a draft: itself and its descendants."""
    waiting, count = [draft], 0
    while waiting:
        found = waiting.pop()
        count += 1
        waiting.extend(found.children)
    return count


def _with(element: Element, fields: dict[str, object]) -> Element:
    """The element with these fields; the same object if nothing changes, as in most runs."""
    for name, value in fields.items():
        if getattr(element, name) != value:
            return msgspec.structs.replace(element, **fields)
    return element
