"""How instances of a class are taken apart and made again, without running its code.

The attributes are read and set where Python keeps them, in `__dict__` and in slots: no
`__init__`, `__setattr__` or property of the class takes part. So a class that has its own
idea of that (`__reduce__`, `__getstate__` and their like) is refused, and so is one with a
`__del__`: it would run for an object that bytes have made.
"""

from __future__ import annotations

import copyreg
import dataclasses
from types import GetSetDescriptorType, MemberDescriptorType
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

# What an instance holds beside its attributes. Numbers stand in the bytes.
BASES: tuple[type, ...] = (object, Struct, dict, list, set, str, int, float, bytes)
VALUE_BASES = frozenset({str, int, float, bytes})  # Those whose instances never change.

_HOOKS = (
    "__reduce__",
    "__reduce_ex__",
    "__getstate__",
    "__setstate__",
    "__getnewargs__",
    "__getnewargs_ex__",
    "__del__",
)
# Who writes such hooks into the records that it makes, for what is done here too.
_RECORD_MARKS = frozenset({"__dataclass_fields__", "__attrs_attrs__", "__pydantic_fields__"})
_MAKERS = frozenset({"dataclasses", "attr._make", "pydantic.main", "pydantic.root_model"})
_CACHED_HASH = "_attrs_cached_hash"
_MISSING = object()
_HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: made while Python runs, not compiled in.


class Layout(NamedTuple):
    """Where a class keeps the attributes of its instances."""

    base: int
    slots: Mapping[str, MemberDescriptorType]
    dict_of: GetSetDescriptorType | None
    fields: frozenset[str]  # What a record declares.


def refusal_of(kind: type) -> str | None:
    """Why instances of a class cannot be made from attributes; None if they can."""
    if kind in copyreg.dispatch_table:
        return "its class is registered with copyreg"
    name = _own_hook(kind)
    if name is not None:
        return f"its class has a {name} of its own"
    base = base_of(kind)
    if base is None:
        return "its class is derived from one that is not written in Python"
    if base is Struct and "__post_init__" in _names_in(kind):
        return "its class has a __post_init__, which msgspec would call"
    if base is object and _has_new_of_c(kind):
        return "its class is derived from one that is not written in Python"
    return None


def is_record(kind: type) -> bool:
    """Whether a class only declares fields."""
    declares = any(not _RECORD_MARKS.isdisjoint(vars(each)) for each in kind.__mro__[:-1])
    return declares or Struct in kind.__mro__ or is_named_tuple(kind)


def is_named_tuple(kind: type) -> bool:
    """Whether instances are tuples whose places have names."""
    return tuple in kind.__mro__[1:-1] and "_field_defaults" in _names_in(kind)


def base_of(kind: type) -> type | None:
    """The built-in class that an instance is made by; None if it takes another one."""
    if Struct in kind.__mro__:
        return Struct
    built_in = [each for each in kind.__mro__[:-1] if not is_written_in_python(each)]
    if not built_in:
        return object
    return built_in[0] if len(built_in) == 1 and built_in[0] in BASES else None


def layout_of(kind: type) -> Layout:
    """Where the attributes are."""
    base = base_of(kind) or object
    slots: dict[str, MemberDescriptorType] = {}
    dict_of = None
    for each in kind.__mro__[:-1]:
        for name, found in vars(each).items():
            descriptor = type(found)
            if descriptor is MemberDescriptorType and found.__objclass__ is each:
                slots.setdefault(name, found)
            elif descriptor is GetSetDescriptorType and name == "__dict__":
                dict_of = dict_of or found
    return Layout(BASES.index(base), slots, dict_of, fields_of(kind))


def attributes_of(value: Any, layout: Layout) -> dict[str, Any]:
    """What an instance holds, as Python keeps it. Not to be changed."""
    if layout.dict_of is not None and not layout.slots:
        return layout.dict_of.__get__(value)  # type: ignore[no-any-return]  # it is a dict
    found: dict[str, Any] = {}
    for name, slot in layout.slots.items():
        try:
            found[name] = slot.__get__(value)
        except AttributeError:  # It was never set, or deleted.
            continue
    if layout.dict_of is not None:
        found |= layout.dict_of.__get__(value)
    if _CACHED_HASH in found:
        found[_CACHED_HASH] = None  # The texts in it have other hashes in each process.
    return found


def content_of(value: Any, layout: Layout) -> Any:
    """What an instance holds as the built-in type that its class is derived from."""
    base: Any = BASES[layout.base]
    if base is dict:
        return [list(pair) for pair in dict.items(value)]
    if base in {list, set}:
        return list(base.__iter__(value))
    if base is bytes:
        return bytes(memoryview(value))
    return str.__str__(value) if base is str else base.__pos__(value)


def fields_of(kind: type) -> frozenset[str]:
    """The fields that a record declares; none for other classes."""
    if Struct in kind.__mro__:
        return frozenset(kind.__struct_fields__)  # type: ignore[attr-defined]  # it has them
    if is_named_tuple(kind):
        return frozenset(kind._fields)  # type: ignore[attr-defined]  # it has them
    names = [*_pydantic_fields(kind)]
    if dataclasses.is_dataclass(kind):
        names += [each.name for each in dataclasses.fields(kind)]
    names += [each.name for each in getattr(kind, "__attrs_attrs__", ())]
    return frozenset(names)


def has_default(kind: type, name: str) -> bool:
    """Whether a field may be left out."""
    default, factory = _default_of(kind, name)
    return default is not _MISSING or factory is not None


def default_of(kind: type, name: str) -> Any:
    """What a field holds that is left out.

    The class as it is now says that, not the bytes; its factory is called, if it has one.
    """
    default, factory = _default_of(kind, name)
    return default if factory is None else factory()


def _default_of(kind: type, name: str) -> tuple[Any, Any]:
    """A field's default and its factory, of which at most one is there."""
    if Struct in kind.__mro__:
        for each in msgspec.structs.fields(kind):
            if each.name == name:
                return _given(each.default, msgspec.NODEFAULT), _factory(
                    each.default_factory, msgspec.NODEFAULT
                )
    if is_named_tuple(kind):
        return kind._field_defaults.get(name, _MISSING), None  # type: ignore[attr-defined]  # as above
    for each in getattr(kind, "__attrs_attrs__", ()):
        if each.name == name:
            return _attrs_default(each.default)
    found = _pydantic_fields(kind).get(name)
    if found is not None:
        return (
            _MISSING if found.is_required() else found.default,
            found.default_factory,
        )
    field = getattr(kind, "__dataclass_fields__", {}).get(name)
    if field is None:
        return _MISSING, None
    return _given(field.default, dataclasses.MISSING), _factory(
        field.default_factory, dataclasses.MISSING
    )


def _attrs_default(default: Any) -> tuple[Any, Any]:
    kind = type(default)
    if kind.__module__ == "attr._make" and kind.__name__ == "Factory":
        return _MISSING, None if default.takes_self else default.factory
    is_nothing = kind.__module__ == "attr._make" and kind.__name__ == "_Nothing"
    return _MISSING if is_nothing else default, None


def _given(default: Any, missing: object) -> Any:
    return _MISSING if default is missing else default


def _factory(factory: Any, missing: object) -> Any:
    return None if factory is missing else factory


def _pydantic_fields(kind: type) -> Mapping[str, Any]:
    for each in kind.__mro__:
        found = vars(each).get("__pydantic_fields__")
        if found is not None:
            return found  # type: ignore[no-any-return]  # a library's own
    return {}


def _own_hook(kind: type) -> str | None:
    """The name of a hook of the author's, if there is one."""
    found: set[str] = set()
    for each in kind.__mro__[:-1]:
        if not is_written_in_python(each) or each in Struct.__mro__:
            continue
        names = vars(each)
        for name in _HOOKS:
            hook = names.get(name)
            if hook is None or name in found or (name == "__getnewargs__" and is_named_tuple(kind)):
                continue
            if getattr(hook, "__module__", None) not in _MAKERS:
                return name
            found.add(name)  # It hides those of the classes that this one is derived from.
    return None


def is_written_in_python(kind: type) -> bool:
    """Or in C, as if it were: then Python refuses to make one, see below."""
    return bool(kind.__flags__ & _HEAP_TYPE)


def _has_new_of_c(kind: type) -> bool:
    """Whether Python refuses to make one by `object.__new__`."""
    try:
        object.__new__(kind)
    except TypeError:
        return True
    return False


def _names_in(kind: type) -> set[str]:
    return {name for each in kind.__mro__[:-1] for name in vars(each)}
