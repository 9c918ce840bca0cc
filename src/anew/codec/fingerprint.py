"""Whether a value has changed since it was last looked at, at the speed of C.

What msgpack writes of a plain value is told apart by that, and need not be written twice if the value
has changed. For all others a pickle is written and never read: it is the quickest account of a
value in which each type and each object counts. Of an instance it is told the class's name and the
attributes; no code of an author's class is called, only that of well-known libraries.

Which parts are one object counts as well, up to a size: to note all objects of a large value
takes longer than to write it. There, `[a, a]` and `[a, copy(a)]` look the same.
"""

from __future__ import annotations

import enum
import marshal
import struct
from collections.abc import Collection
from datetime import date, timedelta
from pickle import Pickler
from types import BuiltinFunctionType, FunctionType, NoneType
from typing import TYPE_CHECKING, Any, Self

from anew.codec.classes import NoClasses
from anew.codec.containers import FORMS as CONTAINER_FORMS
from anew.codec.encoding import encoded, plainly_encoded
from anew.codec.errors import RefusedError, type_name
from anew.codec.instances import may_write
from anew.codec.layouts import BASES, attributes_of, content_of, is_named_tuple, layout_of
from anew.codec.libraries import NAMES
from anew.codec.plain import is_flat
from anew.codec.references import NoReferences
from anew.codec.renewal import kinds_in
from anew.codec.scalars import FORMS as SCALAR_FORMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pickle import PickleBuffer

    from anew.codec.classes import Classes
    from anew.codec.layouts import Layout
    from anew.codec.references import References

Fingerprint = tuple[object, ...]
# A value's fingerprint; the classes that it has instances of; and the value as `plainly_encoded` gives
# it, if that was done. No record: to make one takes longer than the look at a small value.
Look = tuple[Fingerprint, Collection[type], bytes | None]

MOST_NOTED = 1_000_000  # Bytes of a value in which it counts which parts are one object.
MOST_KEPT = 65_536  # Bytes that are compared themselves; of more, it is their hashes.

_NO_CLASSES = NoClasses()
_NO_REFERENCES = NoReferences()
_SINGLE = frozenset({NoneType, bool, int, str, bytes, date, timedelta})  # Equal if they are alike.
_PLAIN = frozenset({list, dict})
_FIXED = frozenset({tuple, set, frozenset})  # Which msgpack does not tell from lists.
_MARSHALLED = 2  # The last version that tells nothing of how often something is referred to.
_KNOWN = frozenset({*SCALAR_FORMS, *CONTAINER_FORMS})
_NAMED = frozenset({type, FunctionType, BuiltinFunctionType})
_LIBRARIES = NAMES | {kind.__module__.partition(".")[0] for kind in _KNOWN} | {
    "_codecs", "copyreg", "functools", "operator",
}  # fmt: skip


def fingerprint(
    value: object,
    classes: Classes = _NO_CLASSES,
    references: References = _NO_REFERENCES,
) -> Fingerprint:
    """What is equal if, and only if, a value is as it was.

    It holds within one process only, and is not to be stored. A few values have one that have
    no form as bytes, such as instances of a class that only a function knows.

    Args:
        value: What to look at.
        classes: Those that it may have instances of.
        references: What of it is kept elsewhere: it counts by its name.

    Raises:
        CannotEncodeError: the value has no form as bytes, and so none of these either.
    """
    return look_at(value, classes, references)[0]


def look_at(
    value: object,
    classes: Classes = _NO_CLASSES,
    references: References = _NO_REFERENCES,
) -> Look:
    """The fingerprint of a value, and what else is known of the value then. As `fingerprint`."""
    kind = type(value)
    if kind in _SINGLE:
        return (kind, value), (), None
    if kind is float:
        return (kind, struct.pack("<d", value)), (), None  # Not a number is equal to itself, here.
    if kind in _FIXED and is_flat(value):
        content = marshal.dumps(value, _MARSHALLED)  # type: ignore[arg-type]  # it is flat
        return (kind, *_short(content)), (), None
    plain = plainly_encoded(value) if kind in _PLAIN else None
    if plain is not None:
        return (kind, *_short(plain)), (), plain
    try:
        account = _pickled(value, classes, references)
    except Exception:  # noqa: BLE001  # Whatever pickle has against it; the codec knows more, and says why.
        content = encoded(value, classes, references)
        return _short(content), kinds_in(value, classes), None
    return account.result, account.kinds, None


def _short(content: bytes) -> Fingerprint:
    return (content,) if len(content) <= MOST_KEPT else (len(content), hash(content))


def _pickled(value: object, classes: Classes, references: References) -> _Account:
    try:
        return _Account(classes, references).of(value, most=MOST_NOTED)
    except _LargeError:
        pass
    try:
        return _Account(classes, references).of(value, is_fast=True)
    except ValueError:  # It contains itself.
        return _Account(classes, references).of(value)


class _LargeError(Exception):
    """More than an account was to take."""


class _Sink:
    """What a pickle is written to: it keeps a little, or hashes."""

    def __init__(self) -> None:
        self.most: int | None = None
        self._pieces: list[bytes | int] = []
        self._size = 0

    def write(self, piece: bytes | bytearray | memoryview) -> None:
        content = piece if type(piece) is bytes else bytes(piece)
        self._size += len(content)
        if self.most is not None and self._size > self.most:
            raise _LargeError
        self._pieces.append(content if len(content) <= MOST_KEPT else hash(content))

    def take(self, buffer: PickleBuffer) -> None:
        self.write(buffer.raw())

    def result(self) -> Fingerprint:
        if self._size <= MOST_KEPT:
            return tuple(self._pieces)
        return self._size, hash(tuple(self._pieces))


class _Account(Pickler):
    """One account of a value."""

    def __init__(self, classes: Classes, references: References) -> None:
        self._sink = _Sink()
        self._buffers = _Sink()
        # None of its own methods: it would be kept until garbage is collected.
        super().__init__(self._sink, 5, buffer_callback=self._buffers.take)
        self._classes = classes
        self._references = references
        self._layouts: dict[type, Layout] = {}
        self.result: Fingerprint = ()
        # Classes whose instances are nothing but a dict: a mark, and how to get at that.
        self._open: dict[type, tuple[tuple[object, ...], Callable[[Any], dict[str, Any]]]] = {}

    def of(self, value: object, *, most: int | None = None, is_fast: bool = False) -> Self:
        self._sink.most = most
        self.fast = is_fast
        self.dump(value)
        self.result = (*self._sink.result(), *self._buffers.result())
        return self

    @property
    def kinds(self) -> Collection[type]:
        """The classes that the value has instances of."""
        return self._layouts.keys()

    def reducer_override(self, obj: Any) -> Any:
        """How an object is told of that is not of exactly one of Python's plain types."""
        kind = type(obj)
        if kind in _KNOWN:
            return NotImplemented
        known = self._open.get(kind)
        if known is not None:
            return tuple, known[0], known[1](obj)
        if kind in _NAMED:
            if (getattr(obj, "__module__", "") or "").partition(".")[0] in _LIBRARIES:
                return NotImplemented
            raise RefusedError(obj)
        name = self._references.name_of(obj)
        if name is not None:
            return tuple, ((name,),)
        if kind.__module__.partition(".")[0] in NAMES:
            return NotImplemented
        return self._instance(obj, kind)

    def _instance(self, obj: Any, kind: type) -> Any:
        layout = self._layouts.get(kind)
        if layout is None:
            if not may_write(kind, self):
                raise RefusedError(obj)
            layout = self._layouts[kind] = layout_of(kind)
        mark = (type_name(kind),)
        if enum.Enum in kind.__mro__:
            return tuple, ((*mark, obj._name_, int(obj._value_) if obj._name_ is None else 0),)
        if is_named_tuple(kind):
            return tuple, (mark,), list(tuple.__iter__(obj))
        attributes = attributes_of(obj, layout)
        if layout.base in {0, 1}:
            if layout.dict_of and not layout.slots:
                self._open[kind] = (mark,), layout.dict_of.__get__
            return tuple, (mark,), attributes
        return tuple, (mark,), [BASES[layout.base].__name__, content_of(obj, layout), attributes]

    # What `may_write` asks for ---------------------------------------------------------------

    def is_own(self, kind: type) -> bool:
        return self._classes.is_own(kind)

    def can_find(self, kind: type) -> bool:
        return True
