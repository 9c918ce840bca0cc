"""The page of one run, as it grows (step 10 of a click).

A place is where the next element goes: at the end of a block, or into a slot, which
holds one element and has it replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from anew.page.tree import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.protocol.messages import Element


class FormAround(NamedTuple):
    """The form that a place is in."""

    key: str
    is_cleared: bool  # Its widgets show their defaults again once it is sent.


class Block:
    """A place at the end of a container."""

    __slots__ = ("area", "draft", "form")

    def __init__(self, draft: Draft, area: str, form: FormAround | None = None) -> None:
        self.draft = draft
        self.area = area  # The part of the page that this is in: "main", "sidebar".
        self.form = form

    def put(self, element: Element) -> Slot:
        children = self.draft.children
        children.append(Draft(element))
        return Slot(children, len(children) - 1, self.area, self.form)


class Slot:
    """The place of one element: what is put there replaces it."""

    __slots__ = ("_index", "_siblings", "area", "form")

    def __init__(
        self, siblings: list[Draft], index: int, area: str, form: FormAround | None = None
    ) -> None:
        self._siblings = siblings
        self._index = index
        self.area = area
        self.form = form

    @property
    def draft(self) -> Draft:
        return self._siblings[self._index]

    def put(self, element: Element) -> Slot:
        self._siblings[self._index] = Draft(element)
        return self

    def inside(self, form: FormAround | None = None) -> Block:
        """The block within the container that stands here, which may be that of a form."""
        return Block(self._siblings[self._index], self.area, form or self.form)


Place = Block | Slot


class Builder:
    """The draft of a page: its root with the areas that every page has.

    What is said of the page as a whole stands in the fields of the root's element. While
    a run lasts, what it has not said yet is as the page before had it.
    """

    __slots__ = ("_areas", "_said", "_top", "root")

    def __init__(
        self, root: Element, areas: Mapping[str, Element], before: Element | None = None
    ) -> None:
        """A page of which nothing is said and that holds nothing but its areas.

        Args:
            root: The root's element, of which nothing is said.
            before: The root's element of the page before, if there was one.
        """
        self._said = root
        self.root = Draft(root if before is None else before)
        self._top = Block(self.root, "")
        self._areas: dict[str, Block] = {}
        for name, element in areas.items():
            self._areas[name] = Block(self.root, name).put(element).inside()

    def area(self, name: str) -> Block:
        return self._areas[name]

    def put_beside_areas(self, element: Element) -> None:
        """Put an element where the areas are: one that belongs to none of them."""
        self._top.put(element)

    def say(self, **fields: object) -> None:
        """Give fields of the root's element their values."""
        self._said = _with(self._said, fields)
        self.root.element = _with(self.root.element, fields)

    def finish(self) -> None:
        """The run is over: what it has not said has its default."""
        self.root.element = self._said


def _with(element: Element, fields: dict[str, object]) -> Element:
    """The element with these fields; itself, as in most runs, if it has them."""
    for name, value in fields.items():
        if getattr(element, name) != value:
            return msgspec.structs.replace(element, **fields)
    return element
