"""Takes a value apart that msgpack alone does not write exactly.

What msgpack keeps stands as it is, all else as an extension whose number is its form's.
Most values are trees, and are written as one. Objects that stand in two places, and what is
nested deeply, are *nodes*: each is written once, beside the others, and a reference
stands where it belongs. So cycles end, and nothing is nested deeper than `MOST_NESTED`.

Which objects stand in two places is known only after a first pass; if there are any, a second
one writes them as nodes.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.msgpack import Encoder, Ext

from anew.codec.classes import NoClasses
from anew.codec.containers import FORMS as CONTAINER_FORMS
from anew.codec.containers import LIST, MAP, ROWS
from anew.codec.errors import RefusedError
from anew.codec.form import Form
from anew.codec.instances import INSTANCE, INSTANCES, NO_SHAPE, form_of, rows_of
from anew.codec.layouts import layout_of
from anew.codec.libraries import NAMES
from anew.codec.plain import SIMPLE, plain_containers
from anew.codec.scalars import FORMS as SCALAR_FORMS

if TYPE_CHECKING:
    from anew.codec.classes import Classes
    from anew.codec.form import Buffer
    from anew.codec.layouts import Layout
    from anew.codec.references import References

MOST_NESTED = 16  # Each extension within another is copied once more.
REFERENCE, ELSEWHERE, WHOLE = 60, 61, 62

_CAREFUL = SIMPLE - {str, int}
_ONE_IF_EMPTY = frozenset({tuple, frozenset})
_ROOMY = frozenset({list, dict})
_BARE = frozenset({LIST, MAP})  # What msgpack has itself.
_ALIKE = 8  # So many of one class are written together.
_NEVER_ROWS = SIMPLE | _ROOMY | {set, frozenset}
_MOST_LOOKED_AT = 3  # Levels at which there is such a look.
_MANY = 64  # So many items, and it is worth a look whether all below is plain.
_STATIC_FORMS = {**SCALAR_FORMS, **CONTAINER_FORMS}
_encode = Encoder().encode


class Body(NamedTuple):
    """A value taken apart. What stands in the bytes is this, as a msgpack array."""

    classes: list[tuple[str, str]]  # Module and name.
    shapes: list[tuple[int, int, tuple[str, ...], list[str]]]  # Class, base, names, fields.
    nodes: list[tuple[int, int, bytes]]  # Form, shape, parts. The first is the value.
    sizes: list[int]  # Of the buffers behind it.


def written(
    value: Any, classes: Classes, references: References, *, is_careful: bool = False
) -> tuple[Body, list[Buffer]]:
    """A value taken apart, and the large content that stands behind it.

    Args:
        value: What to write.
        classes: Those that it may have instances of.
        references: What of it is kept elsewhere.
        is_careful: Whether it has an int or a str that msgpack does not take.

    Raises:
        RefusedError: a value in it has no form.
    """
    writer = _Writer(classes, references, set(), is_careful=is_careful)
    nodes = writer.nodes(value)
    if writer.twice:
        writer = _Writer(classes, references, writer.twice, is_careful=is_careful, is_second=True)
        nodes = writer.nodes(value)
    sizes = [memoryview(content).nbytes for content in writer.buffers]
    return Body(writer.classes, writer.shapes, nodes, sizes), writer.buffers


class _Writer:
    """One pass over a value."""

    def __init__(
        self,
        classes: Classes,
        references: References,
        shared: set[int],
        *,
        is_careful: bool,
        is_second: bool = False,
    ) -> None:
        self.simple = _CAREFUL if is_careful else SIMPLE
        self.twice: set[int] = set()  # What is met again.
        self.classes: list[tuple[str, str]] = []
        self.shapes: list[tuple[int, int, tuple[str, ...], list[str]]] = []
        self.buffers: list[Buffer] = []
        self._known = classes
        self._references = references
        self._shared = shared
        self._seen: dict[int, object] = {}  # Keeps them alive: an id must not be used again.
        self._numbers: dict[int, int] = {}
        self._queue: list[Any] = []
        self._forms: dict[type, Form] = {}
        self._layouts: dict[type, Layout | None] = {}
        self._class_numbers: dict[type, int] = {}
        self._shape_numbers: dict[tuple[type, tuple[str, ...]], int] = {}
        self._depth = 0
        self._is_second = is_second
        self._is_apart = False

    def nodes(self, value: Any) -> list[tuple[int, int, bytes]]:
        """The value and all that is written beside it."""
        self._reference(value)
        return list(map(self._node, self._queue))  # It grows meanwhile.

    def _node(self, value: Any) -> tuple[int, int, bytes]:
        kind = type(value)
        if kind in self.simple or kind is str or kind is int:
            return WHOLE, 0, _encode(self.part(value))
        form = self._form_of(value)
        if form.number == ELSEWHERE:
            return WHOLE, 0, _encode(self.part(value))
        self._depth = 1
        # What cannot change is made at once, when it is read: a cycle through it ends
        # in something that can change, which has to be there before.
        self._is_apart = self._is_second and form.fill is None
        number, parts = self._parts(value, kind, form)
        return number, parts[0] if number == INSTANCE else 0, _encode(parts)

    # What forms ask for ----------------------------------------------------------------------

    def part(self, value: Any) -> Any:
        kind = type(value)
        if kind in self.simple:
            return value
        if kind is str or kind is int:
            return _careful(value)
        form = _STATIC_FORMS.get(kind) or self._form_of(value)
        if not form.has_identity:
            return Ext(form.number, _encode(form.write(value, self)))
        if kind not in _ONE_IF_EMPTY or value:
            key = id(value)
            if key in self._shared or self._depth >= MOST_NESTED or key in self._numbers:
                return self._reference(value)
            if key in self._seen:
                self.twice.add(key)
                # In the second pass it is what a library has made for this pass only.
                return self._reference(value) if self._is_second else None
            if kind in _ROOMY and len(value) >= _MANY and self._is_plain(value):
                return value
            if self._is_apart and form.fill is not None:
                return self._reference(value)
            self._seen[key] = value
        self._depth += 1
        part = self._nested(value, kind, form)
        self._depth -= 1
        return part

    def buffer(self, content: Buffer) -> int:
        self.buffers.append(content)
        return len(self.buffers) - 1

    def shape(self, kind: type, base: int, names: tuple[str, ...], fields: frozenset[str]) -> int:
        key = (kind, names)
        number = self._shape_numbers.get(key)
        if number is None:
            if not all(type(name) is str for name in names):
                return NO_SHAPE
            number = self._shape_numbers[key] = len(self.shapes)
            self.shapes.append((self._class(kind), base, names, sorted(fields)))
        return number

    def is_own(self, kind: type) -> bool:
        return self._known.is_own(kind)

    def can_find(self, kind: type) -> bool:
        found = self._known.find(kind.__module__, kind.__qualname__)
        return found is not None and (found is kind or self._known.is_own(kind))

    # Within ----------------------------------------------------------------------------------

    def _form_of(self, value: Any) -> Form:
        kind = type(value)
        form = _STATIC_FORMS.get(kind)
        if form is not None:
            return form
        name = self._references.name_of(value)
        if name is not None:
            return Form(ELSEWHERE, lambda value, writing: name, lambda parts, reading: None)
        form = self._forms.get(kind)
        if form is None:
            form = self._forms[kind] = _library_form(kind) or self._instances_form(value, kind)
        return form

    def _instances_form(self, value: Any, kind: type) -> Form:
        if isinstance(self._known, NoClasses):
            raise RefusedError(value)
        try:
            form = form_of(kind, self)
        except RefusedError as error:
            raise RefusedError(value, error.why) from None
        if form is None:
            raise RefusedError(value, _reason(kind))
        return form

    def _nested(self, value: Any, kind: type, form: Form) -> Any:
        number, parts = self._parts(value, kind, form)
        return parts if number in _BARE else Ext(number, _encode(parts))

    def _parts(self, value: Any, kind: type, form: Form) -> tuple[int, Any]:
        """A value's form, which may be a closer one, and its parts."""
        if kind is dict and self._is_map(value):
            return MAP, self._dict(value)
        if kind is list:
            return self._rows(value) or (LIST, self._list(value))
        return form.number, form.write(value, self)

    def _rows(self, value: list[Any]) -> tuple[int, Any] | None:
        """A list of many alike, which are written and read together."""
        if len(value) < _ALIKE or type(value[0]) in _NEVER_ROWS:
            return None
        kind = type(value[0])
        if set(map(type, value)) != {kind}:
            return None
        if kind is tuple:
            is_simple = self.simple.issuperset(map(type, chain.from_iterable(value)))
            return (ROWS, value) if is_simple and self._are_new(value) else None
        layout = self._layout(value[0])
        if layout is None:
            return None
        rows = rows_of(value, layout, self)
        return (INSTANCES, rows) if rows is not None and self._are_new(value) else None

    def _layout(self, value: Any) -> Layout | None:
        kind = type(value)
        if kind not in self._layouts:
            is_instance = self._form_of(value).number == INSTANCE
            self._layouts[kind] = layout_of(kind) if is_instance else None
        return self._layouts[kind]

    def _are_new(self, values: list[Any]) -> bool:
        """Whether these are met for the first time, each once; if so, they are noted."""
        found = dict(zip(map(id, values), values, strict=True))
        ids = found.keys()
        if len(found) != len(values) or not ids.isdisjoint(self._shared):
            return False
        if not ids.isdisjoint(self._seen):
            return False
        self._seen.update(found)
        return True

    def _list(self, value: list[Any]) -> list[Any]:
        simple, part = self.simple, self.part
        if simple.issuperset(map(type, value)):
            return value
        if self._shared and len(value) >= _MANY and self._are_others_plain(value):
            return [part(item) if id(item) in self._shared else item for item in value]
        row = self._row
        return [
            item if type(item) in simple else row(item) if type(item) is dict else part(item)
            for item in value
        ]

    def _are_others_plain(self, value: list[Any]) -> bool:
        """Whether those of a list are that stand nowhere else, and some do."""
        others = [item for item in value if id(item) not in self._shared]
        return len(others) < len(value) and self._is_plain(others)

    def _row(self, value: dict[Any, Any]) -> Any:
        """As `part`, for a dict among others: there may be very many."""
        key = id(value)
        is_new = key not in self._seen and key not in self._shared
        if not is_new or self._depth >= MOST_NESTED or not self._is_map(value):
            return self.part(value)
        self._seen[key] = value
        self._depth += 1
        parts = self._dict(value)
        self._depth -= 1
        return parts

    def _dict(self, value: dict[Any, Any]) -> dict[Any, Any]:
        simple, part = self.simple, self.part
        if simple.issuperset(map(type, value.values())):
            return value
        return {key: item if type(item) in simple else part(item) for key, item in value.items()}

    def _is_map(self, value: dict[Any, Any]) -> bool:
        """Whether msgpack keeps the keys apart, and takes them."""
        if not SIMPLE.issuperset(map(type, value)):
            return False
        return self.simple is SIMPLE or not any(type(self.part(key)) is Ext for key in value)

    def _is_plain(self, value: Any) -> bool:
        if self.simple is not SIMPLE or self._depth > _MOST_LOOKED_AT:
            return False
        found = plain_containers(value)
        if found is None or not found.isdisjoint(self._shared):
            return False
        again = found & self._seen.keys()
        self.twice |= again
        self._seen.update(dict.fromkeys(found, value))
        return True

    def _reference(self, value: Any) -> Ext:
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._queue)
            if id(value) in self._seen:
                self.twice.add(id(value))
            self._seen[id(value)] = value
            self._queue.append(value)
        else:
            self.twice.add(id(value))
        return Ext(REFERENCE, number.to_bytes(4, "little"))

    def _class(self, kind: type) -> int:
        number = self._class_numbers.get(kind)
        if number is None:
            number = self._class_numbers[kind] = len(self.classes)
            self.classes.append((kind.__module__, kind.__qualname__))
        return number


def _library_form(kind: type) -> Form | None:
    if kind.__module__.partition(".")[0] not in NAMES:
        return None
    # Most apps keep none of these, and each start would wait for them.
    from anew.codec.library_forms import library_form_of  # noqa: PLC0415

    return library_form_of(kind)


def _careful(value: Any) -> Any:
    """An int or a str, as msgpack takes it."""
    if type(value) is int:
        is_short = -(1 << 63) <= value < 1 << 64
        return value if is_short else _extension(value)
    try:
        value.encode()
    except UnicodeEncodeError:
        return _extension(value)
    return value


def _reason(kind: type) -> str:
    if kind.__module__ in {"builtins", "types", "functools"}:
        return "it has no form as bytes"
    return "its class is neither the app's own nor a record, such as a dataclass"


def _extension(value: Any) -> Ext:
    form = SCALAR_FORMS[type(value)]
    return Ext(form.number, _encode(form.write(value, None)))  # type: ignore[arg-type]  # these two ask for nothing
