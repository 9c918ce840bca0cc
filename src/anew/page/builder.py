"""The page of one run, as it grows (step 10 of a click).

A place is where the next element goes: at the end of a block, or into a slot, which
holds one element and has it replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anew.page.tree import Draft

if TYPE_CHECKING:
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
    """The draft of a page: its root with the areas that every page has."""

    __slots__ = ("_areas", "root")

    def __init__(self, root: Element, areas: dict[str, Element]) -> None:
        self.root = Draft(root)
        self._areas: dict[str, Block] = {}
        for name, element in areas.items():
            self._areas[name] = Block(self.root, name).put(element).inside()

    def area(self, name: str) -> Block:
        return self._areas[name]
