"""The forms of containers. Those that can change can hold themselves."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from anew.attribute_dict import AttributeDict, Derived, Fired
from anew.codec.errors import RefusedError
from anew.codec.form import Form, Reading, Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LIST, MAP, PAIRS, ROWS, DERIVED = 40, 41, 3, 47, 55

# What a defaultdict may call: nothing but these has a number.
_FACTORIES: tuple[Any, ...] = (
    None, list, dict, set, tuple, frozenset, str, bytes, bytearray, bool, int, float, complex,
)  # fmt: skip


def _items(value: Iterable[Any], writing: Writing) -> list[Any]:
    return list(map(writing.part, value))


def _pairs(value: dict[Any, Any], writing: Writing) -> list[Any]:
    part = writing.part
    return [[part(key), part(item)] for key, item in value.items()]


def _map(value: dict[Any, Any], writing: Writing) -> dict[Any, Any]:
    part = writing.part
    return {key: part(item) for key, item in value.items()}


def _fill_list(value: list[Any], parts: Any, reading: Reading) -> None:
    value.extend(parts)


def _fill_rows(value: list[Any], parts: Any, reading: Reading) -> None:
    value.extend(map(tuple, parts))


def _fill_dict(value: dict[Any, Any], parts: Any, reading: Reading) -> None:
    value.update(parts)


def _fill_set(value: set[Any], parts: Any, reading: Reading) -> None:
    value.update(parts)


def _fill_counter(value: Counter[Any], parts: Any, reading: Reading) -> None:
    dict.update(value, parts)  # Its own counts.


def _fill_bytes(value: bytearray, parts: Any, reading: Reading) -> None:
    value.extend(parts)


def _derived(value: Derived, writing: Writing) -> list[Any]:
    return [_pairs(value.source, writing), _pairs(value, writing)]


def _fill_derived(value: Derived, parts: Any, reading: Reading) -> None:
    source, items = parts
    value.source.update(source)
    value.update(items)


def _deque(value: deque[Any], writing: Writing) -> Any:
    return [value.maxlen, *_items(value, writing)]


def _fill_deque(value: deque[Any], parts: Any, reading: Reading) -> None:
    deque.__init__(value, parts[1:], parts[0])  # Only so it takes its length.


def _defaults(value: defaultdict[Any, Any], writing: Writing) -> Any:
    factory: Any = value.default_factory
    numbers = [number for number, known in enumerate(_FACTORIES) if known is factory]
    if not numbers:
        raise RefusedError(value, f"its factory {factory!r} is none of Python's own types")
    return [numbers[0], _pairs(value, writing)]


def _fill_defaults(value: defaultdict[Any, Any], parts: Any, reading: Reading) -> None:
    number, pairs = parts
    value.default_factory = _FACTORIES[_checked(number, len(_FACTORIES))]
    value.update(pairs)


def _checked(number: int, end: int) -> int:
    if not 0 <= number < end:
        raise IndexError(number)
    return number


def _names(value: SimpleNamespace, writing: Writing) -> list[Any]:
    return _pairs(vars(value), writing)


def _fill_names(value: SimpleNamespace, parts: Any, reading: Reading) -> None:
    vars(value).update(parts)


def _slice(value: slice, writing: Writing) -> Any:
    return _items((value.start, value.stop, value.step), writing)


def _changing(
    number: int,
    kind: Callable[[], Any],
    write: Callable[[Any, Writing], Any],
    fill: Callable[[Any, Any, Reading], None],
) -> Form:
    def read(parts: Any, reading: Reading) -> Any:
        value = kind()
        fill(value, parts, reading)
        return value

    def make(reading: Reading, shape: int) -> Any:
        return kind()

    return Form(number, write, read, has_identity=True, fill=fill, make=make)


ATTRIBUTES_FORM = _changing(49, AttributeDict, _pairs, _fill_dict)

FORMS: dict[type, Form] = {
    list: _changing(LIST, list, _items, _fill_list),
    dict: _changing(PAIRS, dict, _pairs, _fill_dict),
    tuple: Form(4, _items, lambda parts, reading: tuple(parts), has_identity=True),
    set: _changing(5, set, _items, _fill_set),
    frozenset: Form(6, _items, lambda parts, reading: frozenset(parts), has_identity=True),
    bytearray: _changing(8, bytearray, lambda value, writing: bytes(value), _fill_bytes),
    deque: _changing(42, deque, _deque, _fill_deque),
    Counter: _changing(43, Counter, _pairs, _fill_counter),
    OrderedDict: _changing(44, OrderedDict, _pairs, _fill_dict),
    defaultdict: _changing(45, defaultdict, _defaults, _fill_defaults),
    SimpleNamespace: _changing(48, SimpleNamespace, _names, _fill_names),
    AttributeDict: ATTRIBUTES_FORM,
    Fired: ATTRIBUTES_FORM,
    Derived: _changing(DERIVED, Derived, _derived, _fill_derived),
    slice: Form(46, _slice, lambda parts, reading: slice(*parts), has_identity=True),
}

# As `list`, for one of tuples that hold nothing but what msgpack keeps.
ROWS_FORM = _changing(ROWS, list, lambda value, writing: value, _fill_rows)
# As `dict`, for one whose keys msgpack keeps apart: it stands as msgpack's own.
MAP_FORM = _changing(MAP, dict, _map, _fill_dict)
