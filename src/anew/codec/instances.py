"""The forms of instances: of the app's own classes, and of records.

An instance stands as its class, by name, and its attributes. A class is found among those that
are defined when it is read: one that was defined anew in between takes the place of the old.
"""

from __future__ import annotations

import enum
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from anew.codec.errors import CannotDecodeError, RefusedError, type_name
from anew.codec.form import Form, Reading, Shape, Writing
from anew.codec.layouts import (
    BASES,
    VALUE_BASES,
    Layout,
    attributes_of,
    content_of,
    default_of,
    fields_of,
    has_default,
    is_named_tuple,
    is_record,
    layout_of,
    refusal_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

INSTANCE, VALUE_INSTANCE, NAMED_TUPLE, MEMBER, INSTANCES = 50, 51, 52, 53, 54

NO_SHAPE = -1  # Of what has attributes that have no names.
_OBJECT, _STRUCT = 0, 1  # Places in BASES.
_BARE = frozenset({_OBJECT, _STRUCT})  # Their instances hold attributes only.


class Owning(Protocol):
    """Who knows the app's own classes."""

    def is_own(self, kind: type) -> bool: ...


class Knowing(Owning, Protocol):
    """Who knows as well what a reader would find."""

    def can_find(self, kind: type) -> bool: ...


def form_of(kind: type, writing: Knowing) -> Form | None:
    """How instances of a class are written; None if they are not.

    Raises:
        RefusedError: they would be, but for what its text says.
    """
    if not may_write(kind, writing):
        return None
    if enum.Enum in kind.__mro__:
        return Form(MEMBER, _member, _read_member)
    if is_named_tuple(kind):
        return Form(NAMED_TUPLE, _named_tuple, _read_named_tuple, has_identity=True)
    layout = layout_of(kind)
    number = VALUE_INSTANCE if BASES[layout.base] in VALUE_BASES else INSTANCE
    return FORMS_BY_NUMBER[number]._replace(write=_writer(layout))


def may_write(kind: type, writing: Knowing) -> bool:
    """Whether instances of a class may be written.

    Raises:
        RefusedError: as `form_of`.
    """
    if not is_allowed(kind, writing):
        return False
    if not writing.can_find(kind):
        raise RefusedError(kind, f"its class is not found under its name, {type_name(kind)}")
    reason = None if _has_form_of_its_own(kind) else refusal_of(kind)
    if reason is not None:
        raise RefusedError(kind, reason)
    return True


def _has_form_of_its_own(kind: type) -> bool:
    return enum.Enum in kind.__mro__ or is_named_tuple(kind)


def is_allowed(kind: type, classes: Owning) -> bool:
    """Whether a class may have instances here: the app's own, and records."""
    return classes.is_own(kind) or is_record(kind) or enum.Enum in kind.__mro__


# Instances ---------------------------------------------------------------------------------


def _writer(layout: Layout) -> Any:
    base = BASES[layout.base]

    def write(value: Any, writing: Writing) -> Any:
        attributes = attributes_of(value, layout)
        simple, part = writing.simple, writing.part
        shape = writing.shape(type(value), layout.base, tuple(attributes), layout.fields)
        if shape == NO_SHAPE:
            raise RefusedError(value, "one of its attributes has a name that is no text")
        parts: Collection[Any] = attributes.values()
        if not simple.issuperset(map(type, parts)):
            parts = [item if type(item) in simple else part(item) for item in parts]
        if layout.base in _BARE:
            return [shape, *parts]
        content = content_of(value, layout)
        if base is dict:
            content = [[part(key), part(item)] for key, item in content]
        else:
            content = part(content) if base in VALUE_BASES else list(map(part, content))
        return [shape, content, *parts]

    return write


def _make(reading: Reading, number: int) -> Any:
    """An instance with nothing in it."""
    shape = reading.shape(number)
    kind: Any = shape.kind
    if shape.base == _STRUCT:
        return kind(**dict.fromkeys(kind.__struct_fields__))
    base: Any = BASES[shape.base]
    return base.__new__(kind)


def _fill(value: Any, parts: Any, reading: Reading) -> None:
    shape = reading.shape(parts[0])
    if shape.base in _BARE:
        _set_attributes(value, shape, parts[1:])
        return
    base: Any = BASES[shape.base]
    (list.extend if base is list else base.update)(value, parts[1])
    _set_attributes(value, shape, parts[2:])


def _read(parts: Any, reading: Reading) -> Any:
    shape = reading.shape(parts[0])
    layout = shape.layout
    if shape.is_open and layout is not None and len(parts) == len(shape.names) + 1:
        value: Any = object.__new__(shape.kind)
        layout.dict_of.__get__(value).update(zip(shape.names, parts[1:], strict=True))  # type: ignore[union-attr]  # it is open
        return value
    value = _make(reading, parts[0])
    _fill(value, parts, reading)
    return value


def _read_value(parts: Any, reading: Reading) -> Any:
    shape = reading.shape(parts[0])
    base: Any = BASES[shape.base]
    if base not in VALUE_BASES or type(parts[1]) is not base:
        raise CannotDecodeError(f"{type_name(shape.kind)} does not hold what it should.")
    value = base.__new__(shape.kind, parts[1])
    _set_attributes(value, shape, parts[2:])
    return value


def _set_attributes(value: Any, shape: Shape, items: Sequence[Any]) -> None:
    layout = shape.layout
    if len(items) != len(shape.names) or layout is None:
        raise CannotDecodeError(f"An instance of {type_name(shape.kind)} is not whole.")
    attributes = dict(zip(shape.names, items, strict=True))
    for name in shape.gained:
        attributes[name] = default_of(shape.kind, name)
    for name, slot in layout.slots.items():
        if name in attributes:
            slot.__set__(value, attributes.pop(name))
    if layout.dict_of is not None:
        layout.dict_of.__get__(value).update(attributes)
    elif attributes:
        raise _lost(shape.kind, attributes)


def shape_of(kind: type, base: int, names: Sequence[str], fields: Sequence[str]) -> Shape:
    """How instances are made that were written with these attributes.

    Raises:
        CannotDecodeError: the class does not allow it, or has lost what they need.
    """
    now = fields_of(kind)
    lost = {*names} & {*fields} - now
    if lost and is_record(kind):
        raise _lost(kind, lost)
    gained = tuple(name for name in sorted(now) if name not in fields)
    for name in gained:
        if not has_default(kind, name):
            raise CannotDecodeError(
                f"{type_name(kind)} has a new field {name!r}, which has no default."
            )
    if enum.Enum in kind.__mro__ or is_named_tuple(kind):
        return Shape(kind, -1, tuple(names), None, gained, is_open=False)
    reason = refusal_of(kind)
    if reason is not None:
        raise CannotDecodeError(f"{type_name(kind)} cannot be made: {reason}.")
    layout = layout_of(kind)
    if layout.base != base:
        raise CannotDecodeError(f"{type_name(kind)} is derived from another type now.")
    is_open = base == _OBJECT and not (layout.slots or gained) and layout.dict_of is not None
    return Shape(kind, base, tuple(names), layout, gained, is_open=is_open)


def _lost(kind: type, names: Iterable[str]) -> CannotDecodeError:
    named = ", ".join(map(repr, sorted(names)))
    return CannotDecodeError(f"{type_name(kind)} has no {named} any more.")


# Many of one class ---------------------------------------------------------------------------


def rows_of(values: list[Any], layout: Layout, writing: Writing) -> Any:
    """Instances that hold simple values under the same names; None if these do not."""
    if layout.dict_of is None or layout.slots or layout.base != _OBJECT:
        return None
    attributes = list(map(layout.dict_of.__get__, values))
    names = set(map(tuple, attributes))
    items = chain.from_iterable(map(dict.values, attributes))
    if len(names) > 1 or not writing.simple.issuperset(map(type, items)):
        return None
    shape = writing.shape(type(values[0]), _OBJECT, names.pop(), layout.fields)
    return None if shape == NO_SHAPE else [shape, [list(each.values()) for each in attributes]]


def _read_rows(parts: Any, reading: Reading) -> list[Any]:
    number, rows = parts
    return [_read([number, *row], reading) for row in rows]


def _fill_rows(value: list[Any], parts: Any, reading: Reading) -> None:
    value.extend(_read_rows(parts, reading))


# Named tuples and members ------------------------------------------------------------------


def _named_tuple(value: Any, writing: Writing) -> Any:
    kind = type(value)
    shape = writing.shape(kind, _OBJECT, kind._fields, fields_of(kind))
    return [shape, *map(writing.part, tuple.__iter__(value))]


def _read_named_tuple(parts: Any, reading: Reading) -> Any:
    shape = reading.shape(parts[0])
    kind: Any = shape.kind
    if not is_named_tuple(kind):
        raise CannotDecodeError(f"{type_name(kind)} is no named tuple any more.")
    items = dict(zip(shape.names, parts[1:], strict=True))
    for name in shape.gained:
        items[name] = default_of(kind, name)
    return tuple.__new__(kind, [items[name] for name in kind._fields])


def _member(value: Any, writing: Writing) -> Any:
    kind = type(value)
    shape = writing.shape(kind, _OBJECT, (), frozenset())
    if kind._member_map_.get(value._name_) is value:
        return [shape, value._name_]
    return [shape, writing.part(value._value_)]  # A flag of several, or of none.


def _read_member(parts: Any, reading: Reading) -> Any:
    number, name = parts
    kind: Any = reading.shape(number).kind
    if not issubclass(kind, enum.Enum):
        raise CannotDecodeError(f"{type_name(kind)} is no Enum any more.")
    if type(name) is str:
        found = kind._member_map_.get(name)
        if found is None:
            raise CannotDecodeError(f"{type_name(kind)} has no member {name!r} any more.")
        return found
    if not issubclass(kind, enum.Flag) or type(name) is not int:
        raise CannotDecodeError(f"{type_name(kind)} has no member of value {name!r}.")
    # As the class does it when it is called, but for a `_missing_` of its own.
    found = kind._value2member_map_.get(name)
    return enum.Flag._missing_.__func__(kind, name) if found is None else found  # type: ignore[attr-defined]  # it is bound to a class


FORMS_BY_NUMBER: dict[int, Form] = {
    INSTANCE: Form(
        INSTANCE, lambda value, writing: None, _read, has_identity=True, fill=_fill, make=_make
    ),
    VALUE_INSTANCE: Form(
        VALUE_INSTANCE, lambda value, writing: None, _read_value, has_identity=True
    ),
    NAMED_TUPLE: Form(NAMED_TUPLE, _named_tuple, _read_named_tuple, has_identity=True),
    MEMBER: Form(MEMBER, _member, _read_member),
    INSTANCES: Form(
        INSTANCES,
        lambda value, writing: None,
        _read_rows,
        has_identity=True,
        fill=_fill_rows,
        make=lambda reading, shape: [],
    ),
}
