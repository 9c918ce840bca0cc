"""Reads a value for whoever looks at it: instances are described, not made.

No class is looked up, so the app that has written the value need not be there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anew.codec.form import Form
from anew.codec.instances import INSTANCE, INSTANCES, MEMBER, NAMED_TUPLE, VALUE_INSTANCE
from anew.codec.layouts import BASES
from anew.codec.reader import Reader, place_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_OBJECT, _STRUCT = 0, 1  # Places in BASES: their instances hold attributes only.


class Described:
    """What stands for an instance of a class. Another one is never equal to it."""

    __slots__ = ("attributes", "content", "member", "type_name")

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name
        self.attributes: dict[str, object] = {}
        self.content: object = None  # If its class is derived from a built-in one: what that has.
        self.member: object = None  # The name, or value, of an Enum's member.


class Elsewhere(NamedTuple):
    """What stands for something that is kept under a name of its own."""

    name: str


class Names:
    """References that are told, not followed."""

    def name_of(self, value: object) -> str | None:
        return None

    def value_of(self, name: str) -> object:
        return Elsewhere(name)


class _Shape(NamedTuple):
    type_name: str
    base: int
    names: Sequence[str]


class Describer(Reader):
    """Reads one value."""

    def form(self, number: int) -> Form:
        return _FORMS.get(number) or super().form(number)

    def told_shape(self, number: int) -> _Shape:
        """The class with this number, by its name, and its attributes."""
        place, base, names, _ = self._body.shapes[place_in(self._body.shapes, number)]
        module, name = self._body.classes[place_in(self._body.classes, place)]
        return _Shape(f"{module}.{name}", base, names)


def _make(reading: Any, number: int) -> Described:
    return Described(reading.told_shape(number).type_name)


def _fill(value: Described, parts: Any, reading: Any) -> None:
    shape = reading.told_shape(parts[0])
    attributes = parts[1:]
    if shape.base not in {_OBJECT, _STRUCT}:
        value.content, attributes = parts[1], parts[2:]
        if BASES[shape.base] is dict:
            value.content = dict(parts[1])
    value.attributes.update(zip(shape.names, attributes, strict=True))


def _read(parts: Any, reading: Any) -> Described:
    value = _make(reading, parts[0])
    _fill(value, parts, reading)
    return value


def _read_named_tuple(parts: Any, reading: Any) -> Described:
    value = _make(reading, parts[0])
    value.attributes.update(zip(reading.told_shape(parts[0]).names, parts[1:], strict=True))
    return value


def _read_member(parts: Any, reading: Any) -> Described:
    value = _make(reading, parts[0])
    value.member = parts[1]
    return value


def _read_rows(parts: Any, reading: Any) -> list[Described]:
    number, rows = parts
    return [_read([number, *row], reading) for row in rows]


def _fill_rows(value: list[Described], parts: Any, reading: Any) -> None:
    value.extend(_read_rows(parts, reading))


def _never(value: Any, writing: Any) -> Any:
    raise NotImplementedError("A description is only read.")


_FORMS: dict[int, Form] = {
    INSTANCE: Form(INSTANCE, _never, _read, has_identity=True, fill=_fill, make=_make),
    VALUE_INSTANCE: Form(VALUE_INSTANCE, _never, _read, has_identity=True),
    NAMED_TUPLE: Form(NAMED_TUPLE, _never, _read_named_tuple, has_identity=True),
    MEMBER: Form(MEMBER, _never, _read_member),
    INSTANCES: Form(
        INSTANCES,
        _never,
        _read_rows,
        has_identity=True,
        fill=_fill_rows,
        make=lambda reading, shape: [],
    ),
}
