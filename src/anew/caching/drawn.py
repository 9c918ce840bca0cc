"""The elements that a cached function draws, kept beside its value and drawn again with it.

Only elements drawn where the function was called can be drawn again. Elements drawn
elsewhere, such as in `st.sidebar`, appear only in the runs that compute the result. Widgets
are refused: they would be missing in the runs that take the result from the cache.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from anew.ambient.context import captured, enter, here, leave
from anew.ambient.media import PATH
from anew.elements.definition import Widget
from anew.errors import CachedWidgetWarning
from anew.page.builder import Block
from anew.page.tree import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.ambient.context import Here
    from anew.ambient.media import Media
    from anew.page.builder import Place, Slot
    from anew.protocol.messages import Element
    from anew.stores.blobs import Blob


class Drawn(NamedTuple):
    """Elements in their order, with their children, and the blobs that they refer to."""

    drafts: tuple[Draft, ...] = ()
    blobs: tuple[Blob, ...] = ()


NOTHING = Drawn()


class _Recorded(Block):
    """The place where a cached function was called, which records what is put there."""

    __slots__ = ("_place", "_slots")

    def __init__(self, place: Place) -> None:
        super().__init__(place.draft, place.area, place.form, fragment=place.fragment)
        self._place = place
        self._slots: list[Slot] = []

    def put(self, element: Element) -> Slot:
        slot = self._place.put(element)
        if slot not in self._slots:  # An `st.empty` has one slot, however often it is filled.
            self._slots.append(slot)
        return slot

    @property
    def drafts(self) -> list[Draft]:
        return [slot.draft for slot in self._slots]


class Recording:
    """What a `with recording(...)` block drew; complete once the block has ended."""

    def __init__(self) -> None:
        self.drawn = NOTHING


@contextmanager
def recording(call: str) -> Iterator[Recording]:
    """Record what a block of code draws.

    Raises:
        CachedWidgetWarning: The block made a widget.
    """
    found, now = Recording(), captured()
    if now is None or now.run.builder is None:
        yield found
        return
    place = _Recorded(now.place)
    sidebar = now.run.builder.area("sidebar").draft.children
    count_before = len(sidebar)
    token = enter(now.run, place)
    try:
        yield found
    finally:
        leave(token)
    found.drawn = _drawn(place, now, call)
    if len(sidebar) != count_before and now.place.area != "sidebar":
        now.run.tell_once(
            f"{call} draws in the sidebar, which shows only in the runs that compute its "
            f"result. Draw in the script instead, with the function's result."
        )


def draw_again(drawn: Drawn) -> None:
    """Draw the elements that a function drew when its result was computed."""
    if not drawn.drafts:
        return
    now = here()
    for blob in drawn.blobs:
        now.run.media.hold(blob)
    for draft in drawn.drafts:
        _take_keys(draft, now)
        now.place.put(draft.element).fill(map(_copied, draft.children))


def _drawn(place: _Recorded, now: Here, call: str) -> Drawn:
    if not place.drafts:
        return NOTHING
    drafts = tuple(map(_copied, place.drafts))
    elements = [element for draft in drafts for element in _elements(draft)]
    for element in elements:
        if isinstance(element, Widget) and element.id:
            kind = element.__struct_config__.tag
            raise CachedWidgetWarning(
                f"{call} makes a {kind}, but a cached function cannot contain widgets: they would "
                f"be missing when its result comes from the cache. Make the {kind} in the script, "
                f"and pass its value to the function as an argument."
            )
    return Drawn(drafts, tuple(_blobs(elements, now.run.media)))


def _copied(draft: Draft) -> Draft:
    """A draft of the same elements, because the run goes on and may change its own."""
    copied = Draft(draft.element)
    copied.children = list(map(_copied, draft.children))
    return copied


def _elements(draft: Draft) -> Iterator[Element]:
    yield draft.element
    for child in draft.children:
        yield from _elements(child)


def _take_keys(draft: Draft, now: Here) -> None:
    """Reserve the keys: a key used twice in a run is an error, also if it comes from a cache."""
    for element in _elements(draft):
        if element.key:
            now.run.layers.reserve(element.key, str(element.__struct_config__.tag))


def _blobs(elements: list[Element], media: Media) -> Iterator[Blob]:
    for element in elements:
        for address in _addresses(element):
            blob = media.held(address)
            if blob is not None:
                yield blob


def _addresses(part: object) -> Iterator[str]:
    match part:
        case str() if part.startswith(PATH):
            yield part
        case tuple():
            for item in part:
                yield from _addresses(item)
        case msgspec.Struct():
            for name in part.__struct_fields__:
                yield from _addresses(getattr(part, name))
