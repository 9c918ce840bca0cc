"""Makes instances of classes that were defined anew instances of the classes as they are now.

They stay the same objects, so whoever else holds one sees the same: only their class is set. What
cannot be turned in place is replaced wherever the value holds it: members of an Enum, of which
there is one each; instances whose class has other slots now; tuples and frozensets of such.

No code of an author's class runs but what Python asks of keys, and the default of a field that the
class has gained. The search is the garbage collector's: it lists in C what many objects hold.
"""

from __future__ import annotations

import gc
from collections import Counter, OrderedDict, defaultdict, deque
from contextlib import suppress
from enum import Enum, Flag
from itertools import repeat
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from msgspec import Struct

from anew.codec.instances import Owning, is_allowed
from anew.codec.layouts import (
    BASES,
    VALUE_BASES,
    attributes_of,
    base_of,
    content_of,
    default_of,
    fields_of,
    has_default,
    is_named_tuple,
    is_written_in_python,
    layout_of,
    refusal_of,
)
from anew.codec.plain import SIMPLE, plain_containers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.codec.layouts import Layout

_CONTAINERS: frozenset[type] = frozenset({
    list, tuple, dict, set, frozenset, deque, OrderedDict, Counter, defaultdict, SimpleNamespace,
})  # fmt: skip
_set_class: Callable[[Any, type], None] = vars(object)["__class__"].__set__


class Today(Owning, Protocol):
    """Who knows which classes there are now."""

    def today(self, kind: type) -> type:
        """The class of this one's name as it is now: the same one, if it is no other."""
        ...


class Renewed(NamedTuple):
    """A value, and the app's own classes that it has instances of."""

    value: Any
    kinds: frozenset[type] = frozenset()


def kinds_in(value: object, classes: Owning) -> frozenset[type]:
    """The app's own classes that a value has instances of."""
    if plain_containers(value) is not None:
        return frozenset()
    return frozenset(_survey(value, classes).instances)


class Renewal:
    """Several values that may hold the same objects. Threading: its run's."""

    def __init__(self, classes: Today) -> None:
        self._classes = classes
        # What takes the place of others: by their ids, with them, so that no id is used again.
        self._instead: dict[int, tuple[Any, Any]] = {}
        self._same: set[int] = set()  # Tuples and frozensets that stay, of the value at hand.

    def of(self, value: Any) -> Renewed:
        """The value with all instances as their classes are now. Mostly it is the same object."""
        if plain_containers(value) is not None:
            return Renewed(value)
        found = _survey(value, self._classes)
        turns = {kind: self._classes.today(kind) for kind in found.instances}
        stale = {kind: now for kind, now in turns.items() if now is not kind}
        if stale:
            keyed = _keyed(found.holders) if any(map(_has_own_hash, stale)) else []
            for kind, now in stale.items():
                self._turn(found.instances[kind], kind, now)
            self._same.clear()
            self._put_in_place(found.holders, keyed)
        return Renewed(self._now(value), frozenset(turns.values()))

    # One class ---------------------------------------------------------------------------------

    def _turn(self, instances: list[Any], kind: type, now: type) -> None:
        """Make instances of a class those of another one, if there is a way."""
        if _nature_of(kind) != _nature_of(now):
            return
        if Enum in kind.__mro__:
            self._replace(instances, lambda old: _member(old, now))
        elif is_named_tuple(kind) and kind._fields != now._fields:  # type: ignore[attr-defined]  # they have them
            self._replace(instances, lambda old: _named_tuple(old, now))
        elif _can_turn(instances[0], now):
            deque(map(_set_class, instances, repeat(now)), maxlen=0)
            _fill_gained(instances, kind, now)
        elif is_named_tuple(kind):
            self._replace(instances, lambda old: _named_tuple(old, now))
        elif refusal_of(kind) is None and refusal_of(now) is None:
            self._replace(instances, _Remake(kind, now).made_of)

    def _replace(self, instances: list[Any], made_of: Callable[[Any], Any]) -> None:
        for old in instances:
            if id(old) not in self._instead:
                new = made_of(old)
                if new is not None:
                    self._instead[id(old)] = (old, new)

    # Where they are held -------------------------------------------------------------------------

    def _put_in_place(self, holders: list[Any], keyed: list[_Keyed]) -> None:
        """Put what was replaced where the old objects were, and have keys be found again."""
        self._find_again(keyed)  # First: some cannot even be listed before.
        if self._instead:
            self._same.clear()
            for holder in reversed(holders):  # The innermost first.
                if _is_fixed(holder):
                    self._now(holder)
            self._mend_all([*holders, *(new for _, new in self._instead.values())])
            self._find_again(keyed)

    def _find_again(self, keyed: list[_Keyed]) -> None:
        """Fill those anew whose keys have other hashes now."""
        for each in keyed:
            holder, items = each.holder, list(map(self._now, each.items))
            hashes = _hashes(items, holder)
            if hashes == each.hashes:
                continue
            each.hashes[:] = hashes
            if isinstance(holder, frozenset):
                self._instead[id(holder)] = (holder, _again(holder, items))
            else:
                _refill(holder, items)

    def _now(self, item: Any) -> Any:
        """What stands for an item now."""
        found = self._instead.get(id(item))
        if found is not None:
            return found[1]
        if not self._instead or not _is_fixed(item) or id(item) in self._same:
            return item
        items = list(tuple.__iter__(item) if isinstance(item, tuple) else item)
        parts = list(map(self._now, items))
        if all(part is one for part, one in zip(parts, items, strict=True)):
            self._same.add(id(item))
            return item
        new = _again(item, parts)
        self._instead[id(item)] = (item, new)
        return new

    def _mend_all(self, holders: list[Any]) -> None:
        """Put what was replaced where these objects hold it."""
        dicts = {id(holder) for holder in holders if type(holder) is dict}
        layouts: dict[type, Layout] = {}
        for holder in holders:
            kind = type(holder)
            if isinstance(holder, dict):
                self._mend_dict(holder)
            elif isinstance(holder, list | deque):
                self._mend_list(holder)
            elif isinstance(holder, set) and self._has_old(holder):
                _refill(holder, [self._now(item) for item in holder])
            if kind is SimpleNamespace:
                self._mend_values(vars(holder))
            elif kind not in _CONTAINERS and not isinstance(holder, Enum):
                layout = layouts.get(kind)
                if layout is None:
                    layout = layouts[kind] = layout_of(kind)
                self._mend_attributes(holder, layout, dicts)

    def _mend_list(self, holder: Any) -> None:
        if self._has_old(holder):
            set_item: Any = (list if isinstance(holder, list) else deque).__setitem__
            for place, item in enumerate(list(holder)):
                found = self._instead.get(id(item))
                if found is not None:
                    set_item(holder, place, found[1])

    def _mend_dict(self, holder: dict[Any, Any]) -> None:
        if self._has_old(holder):
            _refill(holder, [(self._now(key), self._now(item)) for key, item in holder.items()])
        else:
            self._mend_values(holder)

    def _mend_values(self, holder: dict[Any, Any]) -> None:
        if self._has_old(dict.values(holder)):
            for key, item in list(dict.items(holder)):
                found = self._instead.get(id(item))
                if found is not None:
                    dict.__setitem__(holder, key, found[1])

    def _mend_attributes(self, holder: Any, layout: Layout, dicts: set[int]) -> None:
        if layout.dict_of is not None:
            attributes = layout.dict_of.__get__(holder)
            if id(attributes) not in dicts:  # Others are among the holders themselves.
                self._mend_values(attributes)
        for slot in layout.slots.values():
            try:
                item = slot.__get__(holder)
            except AttributeError:  # It is empty.
                continue
            found = self._instead.get(id(item))
            if found is not None:
                slot.__set__(holder, found[1])

    def _has_old(self, items: Iterable[Any]) -> bool:
        return not self._instead.keys().isdisjoint(map(id, items))


# What a value holds ------------------------------------------------------------------------------


class _Found(NamedTuple):
    instances: dict[type, list[Any]]  # Of the app's own classes.
    holders: list[Any]  # Whatever may hold some, from the outermost to the innermost.


def _survey(value: Any, classes: Owning) -> _Found:
    """All instances of the app's own classes, and what may hold some."""
    found = _Found({}, [])
    seen: set[int] = set()
    is_looked_at: dict[type, bool] = {}
    batch = [value]
    while batch:
        kinds = set(map(type, batch))
        for kind in kinds - is_looked_at.keys():
            is_looked_at[kind] = kind in _CONTAINERS or _may_hold(kind, classes)
        if not all(map(is_looked_at.__getitem__, kinds)):
            batch = [item for item in batch if is_looked_at[type(item)]]
        fresh = dict(zip(map(id, batch), batch, strict=True))
        if not seen.isdisjoint(fresh):
            fresh = {key: item for key, item in fresh.items() if key not in seen}
        seen.update(fresh)
        batch = list(fresh.values())
        for kind in kinds - _CONTAINERS:
            if is_looked_at[kind] and classes.is_own(kind):
                found.instances.setdefault(kind, []).extend(
                    batch if len(kinds) == 1 else [item for item in batch if type(item) is kind]
                )
        found.holders.extend(batch)
        batch = gc.get_referents(*batch)
    return _Found({kind: items for kind, items in found.instances.items() if items}, found.holders)


def _may_hold(kind: type, classes: Owning) -> bool:
    is_pythons_own = not is_written_in_python(kind)
    return not is_pythons_own and not issubclass(kind, type) and is_allowed(kind, classes)


# How instances are made of others ------------------------------------------------------------------


def _can_turn(instance: Any, now: type) -> bool:
    """Whether Python lets an instance become one of another class; if so, it has."""
    try:
        _set_class(instance, now)
    except TypeError:  # They have other slots.
        return False
    return True


def _nature_of(kind: type) -> tuple[object, ...]:
    """What two classes have in common if instances of one may become those of the other."""
    return Enum in kind.__mro__, Flag in kind.__mro__, is_named_tuple(kind), base_of(kind)


def _member(old: Any, now: Any) -> Any:
    """The member of the same name, or the flags of the same value; None if it is gone."""
    if old._name_ in now._member_map_:
        return now._member_map_[old._name_]
    if not issubclass(now, Flag) or old._name_ in type(old)._member_map_:
        return None
    with suppress(ValueError):
        return now(old._value_)
    return None


def _named_tuple(old: Any, now: Any) -> Any:
    """The items by their names; None if one is missing."""
    items = dict(zip(type(old)._fields, tuple.__iter__(old), strict=True))
    if not all(name in items or has_default(now, name) for name in now._fields):
        return None
    fields = [items[name] if name in items else default_of(now, name) for name in now._fields]
    return tuple.__new__(now, fields)


class _Remake:
    """Makes instances of a class anew that has other slots now, by their attributes."""

    def __init__(self, kind: type, now: type) -> None:
        self._layout = layout_of(kind)
        self._kind = kind
        self._now: Any = now
        self._now_layout = layout_of(now)

    def made_of(self, old: Any) -> Any:
        """The new one; None if it has no place for what the old one holds."""
        attributes = dict(attributes_of(old, self._layout))
        layout = self._now_layout
        if layout.dict_of is None and attributes.keys() - layout.slots.keys():
            return None
        new = self._empty(old)
        for name, slot in layout.slots.items():
            if name in attributes:
                slot.__set__(new, attributes.pop(name))
        if layout.dict_of is not None:
            layout.dict_of.__get__(new).update(attributes)
        _fill_gained([new], self._kind, self._now)
        return new

    def _empty(self, old: Any) -> Any:
        base: Any = BASES[self._now_layout.base]
        if base is Struct:
            return self._now(**dict.fromkeys(self._now.__struct_fields__))
        if base in VALUE_BASES:
            return base.__new__(self._now, content_of(old, self._layout))
        new = base.__new__(self._now)
        if base is not object:
            (list.extend if base is list else base.update)(new, content_of(old, self._layout))
        return new


def _fill_gained(instances: list[Any], kind: type, now: type) -> None:
    """Give fields that a class has gained their defaults. One without a default stays empty."""
    gained = [name for name in fields_of(now) - fields_of(kind) if has_default(now, name)]
    if not gained or is_named_tuple(now):
        return
    layout = layout_of(now)
    for each in instances:
        for name in gained:
            with suppress(Exception):  # An author's factory may raise anything.
                default = default_of(now, name)
                if name in layout.slots:
                    layout.slots[name].__set__(each, default)
                elif layout.dict_of is not None:
                    layout.dict_of.__get__(each).setdefault(name, default)


# Keys ----------------------------------------------------------------------------------------------


def _is_fixed(item: Any) -> bool:
    """Whether it holds others and cannot change, so that another one has to take its place."""
    kind = type(item)
    return (
        kind is tuple or kind is frozenset or (isinstance(item, tuple) and hasattr(kind, "_fields"))
    )


def _again(item: Any, parts: list[Any]) -> Any:
    """A tuple or a frozenset of the same class, of other parts."""
    base: Any = tuple if isinstance(item, tuple) else frozenset
    return base.__new__(type(item), parts)


def _refill(holder: Any, items: list[Any]) -> None:
    """Replace all that a dict or a set holds, in this order."""
    base: Any = set if isinstance(holder, set) else dict
    try:
        new = base(items)
    except Exception:  # noqa: BLE001  # an author's __hash__ may raise anything: then it stays
        return
    if isinstance(holder, OrderedDict):
        OrderedDict.clear(holder)
        for key, item in new.items():
            OrderedDict.__setitem__(holder, key, item)
        return
    base.clear(holder)
    base.update(holder, new)


class _Keyed(NamedTuple):
    """A set or a dict whose keys may have other hashes soon, as it was."""

    holder: Any
    items: list[Any]  # Of a dict: pairs.
    hashes: list[int]


def _keyed(holders: list[Any]) -> list[_Keyed]:
    found: list[_Keyed] = []
    for holder in holders:
        if isinstance(holder, dict | set | frozenset) and not SIMPLE.issuperset(map(type, holder)):
            items = list(holder.items() if isinstance(holder, dict) else holder)
            found.append(_Keyed(holder, items, _hashes(items, holder)))
    return found


def _hashes(items: list[Any], holder: Any) -> list[int]:
    found: list[int] = []
    for key in [key for key, _ in items] if isinstance(holder, dict) else items:
        try:
            found.append(hash(key))
        except Exception:  # noqa: BLE001  # an author's __hash__ may raise anything
            found.append(0)
    return found


def _has_own_hash(kind: type) -> bool:
    own: Any = kind.__hash__
    return own not in {None, object.__hash__, Enum.__hash__, tuple.__hash__}
