"""What a form is: how one type is taken apart into parts that msgpack takes, and made again.

A form's number says in the bytes what stands there. It never changes its meaning, and is
never used for another type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.codec.layouts import Layout

    Buffer = bytes | bytearray | memoryview


class Writing(Protocol):
    """What a form may ask of the writer."""

    simple: frozenset[type]  # Values of these types are their own parts.

    def part(self, value: Any) -> Any:
        """A value within the value, as msgpack takes it."""
        ...

    def buffer(self, content: Buffer) -> int:
        """Have large content stand behind all else; its number."""
        ...

    def shape(self, kind: type, base: int, names: tuple[str, ...], fields: frozenset[str]) -> int:
        """The number of a class with these attributes."""
        ...

    def is_own(self, kind: type) -> bool:
        """Whether the app itself defines a class."""
        ...

    def can_find(self, kind: type) -> bool:
        """Whether a reader would find a class by its name."""
        ...


class Shape(NamedTuple):
    """The class of some instances, and the attributes that they have."""

    kind: type
    base: int  # What it is derived from: a place in `layouts.BASES`.
    names: tuple[str, ...]
    layout: Layout | None  # None for named tuples and Enums, which have a form of their own.
    gained: tuple[str, ...]  # Fields that the class did not have when they were written.
    is_open: bool  # Whether a dict of attributes is all there is of an instance.


class Reading(Protocol):
    """What a form may ask of the reader."""

    def buffer(self, number: int) -> memoryview:
        """Large content, once."""
        ...

    def shape(self, number: int) -> Shape:
        """The class with this number, and its attributes."""
        ...


class Form(NamedTuple):
    """How one type is written and read."""

    number: int
    write: Callable[[Any, Writing], Any]
    # From the parts; those within them are values again.
    read: Callable[[Any, Reading], Any]
    # Whether two places that hold one object must hold one object afterwards.
    has_identity: bool = False
    # How to fill one that is there already, if it can change: so it can hold itself.
    fill: Callable[[Any, Any, Reading], None] | None = None
    make: Callable[[Reading, int], Any] | None = None  # An empty one, of a shape.
