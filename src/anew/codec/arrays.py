"""The forms of numpy's arrays and scalars: the type, the shape, and the bytes.

Arrays of Python objects stand item by item. Nothing of numpy that reads a description as
Python's text, or a pickle, is used.
"""

from __future__ import annotations

import math
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from anew.codec.errors import CannotDecodeError, RefusedError
from anew.codec.form import Form, Reading, Writing

if TYPE_CHECKING:
    from collections.abc import Iterable

_RAW, _OBJECTS, _TEXTS = 0, 1, 2
# Kinds of items that have a size, and need no more to be told than that, or a unit.
_TYPE = re.compile(r"[<>|=][biufcSUVmM][0-9]{1,9}(\[[0-9]{0,9}[a-zA-Zμ]{1,7}\])?", re.ASCII)
_PICKLED = "O"
MOST_PARTS = 10_000  # Of a type that has fields.


def array_parts(array: Any, writing: Writing) -> list[Any]:
    """An array of exactly numpy's own class, taken apart."""
    if array.dtype.kind == "T":
        return [_TEXTS, list(array.shape), _items(_plain_texts(array).ravel().tolist(), writing)]
    if array.dtype == object:
        return [_OBJECTS, list(array.shape), _items(array.ravel().tolist(), writing)]
    is_turned = array.flags.f_contiguous and not array.flags.c_contiguous
    kind = type_parts(array.dtype, array)
    flat = array.ravel(order="F" if is_turned else "C")
    content = memoryview(flat.view("u1")) if flat.size else b""
    return [_RAW, list(array.shape), kind, is_turned, writing.buffer(content)]


def read_array(parts: Any, reading: Reading) -> Any:
    """The array, as one that can be written to."""
    np = import_module("numpy")
    how, shape, *others = parts
    if how == _RAW:
        kind, is_turned, number = others
        return _filled(np, shape, read_type(kind), reading.buffer(number), is_turned=is_turned)
    (items,) = others
    if math.prod(shape) != len(items):
        raise CannotDecodeError("An array has not as many items as its shape tells.")
    if how == _TEXTS:
        return np.array(items, dtype=np.dtypes.StringDType()).reshape(shape)
    array = np.empty(len(items), dtype=object)
    for place, item in enumerate(items):
        array[place] = item
    return array.reshape(shape)


def _filled(np: Any, shape: list[int], kind: Any, content: memoryview, *, is_turned: bool) -> Any:
    size = math.prod(shape) * kind.itemsize
    if min(shape, default=0) < 0 or not kind.itemsize or size != content.nbytes:
        raise CannotDecodeError("An array has not as many bytes as its shape tells.")
    order = "F" if is_turned else "C"
    return np.ndarray(tuple(shape), kind, bytearray(content), order=order)


def _items(items: Iterable[Any], writing: Writing) -> list[Any]:
    return list(map(writing.part, items))


def _plain_texts(array: Any) -> Any:
    if array.dtype != type(array.dtype)():
        raise RefusedError(array, "its texts have a value of their own for what is missing")
    return array


# Types ---------------------------------------------------------------------------------


def type_parts(kind: Any, value: object) -> Any:
    """A type of items: its text, or what its fields are."""
    if kind.metadata or kind.hasobject or not kind.itemsize:
        raise RefusedError(value, f"its items are of the type {kind}")
    if kind.fields is None:
        if kind.subdtype is not None:
            base, shape = kind.subdtype
            return [type_parts(base, value), list(shape)]
        if not _TYPE.fullmatch(kind.str):
            raise RefusedError(value, f"its items are of the type {kind}")
        return kind.str
    fields = [kind.fields[name] for name in kind.names]
    if any(len(field) > 2 for field in fields):
        raise RefusedError(value, "its fields have titles")
    types = [type_parts(field[0], value) for field in fields]
    offsets = [field[1] for field in fields]
    return [list(kind.names), types, offsets, kind.itemsize, kind.isalignedstruct]


def read_type(parts: Any) -> Any:
    """The type that `type_parts` was given."""
    np = import_module("numpy")
    if type(parts) is str:
        if not _TYPE.fullmatch(parts):
            raise CannotDecodeError(f"There is no type of items {parts!r}.")
        return np.dtype(parts)
    if len(parts) == 2:
        base, shape = parts
        return np.dtype((read_type(base), tuple(shape)))
    names, types, offsets, size, is_aligned = parts
    if len(types) > MOST_PARTS:
        raise CannotDecodeError("A type has too many fields.")
    described = {
        "names": names,
        "formats": [read_type(each) for each in types],
        "offsets": offsets,
        "itemsize": size,
    }
    return np.dtype(described, align=is_aligned)


# Scalars -------------------------------------------------------------------------------


def _scalar(value: Any, writing: Writing) -> Any:
    kind = value.dtype
    parts = type_parts(kind, value)
    if read_type(parts).type is not type(value):
        raise RefusedError(value, "numpy has another type of the same size")
    return [parts, value.tobytes()]


def _read_scalar(parts: Any, reading: Reading) -> Any:
    described, content = parts
    kind = read_type(described)
    if kind.itemsize != len(content):
        raise CannotDecodeError("A number has not as many bytes as its type.")
    return import_module("numpy").ndarray((1,), kind, bytearray(content))[0]


def _type(value: Any, writing: Writing) -> Any:
    return type_parts(value, value)


_SCALARS = (
    "bool", "bool_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "longdouble", "complex64", "complex128", "clongdouble",
    "str_", "bytes_", "void", "datetime64", "timedelta64", "longlong", "ulonglong",
)  # fmt: skip

FORMS: dict[tuple[str, str], Form] = {
    ("numpy", "ndarray"): Form(70, array_parts, read_array, has_identity=True),
    **{("numpy", name): Form(71, _scalar, _read_scalar) for name in _SCALARS},
}
