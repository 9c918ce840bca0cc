"""Puts a value together that the writer has taken apart.

Nodes are made when a reference first asks for them, the last ones first, for those are the ones
nested deepest. One that can change is there before what it holds, so it can hold itself.
Nothing here trusts the bytes: they may be any.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from msgspec.msgpack import Decoder

from anew.codec.containers import FORMS as CONTAINER_FORMS
from anew.codec.containers import MAP_FORM, ROWS_FORM
from anew.codec.errors import CannotDecodeError, UndefinedClassError
from anew.codec.instances import FORMS_BY_NUMBER as INSTANCE_FORMS
from anew.codec.instances import is_allowed, shape_of
from anew.codec.scalars import FORMS as SCALAR_FORMS
from anew.codec.writer import ELSEWHERE, REFERENCE, WHOLE
from anew.learned import learned

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.codec.classes import Classes
    from anew.codec.form import Form, Shape
    from anew.codec.references import References

MOST_NESTED = 60  # Forms within forms; the writer makes a quarter of that.
_FIRST_OF_LIBRARIES = 70  # The numbers of all their forms are higher.
_FAR = 40  # So deep, a node that can change is filled later.
MOST_WORK = 64  # How often each byte is looked at; the writer's own bytes need a quarter.
MOST_USES = 2  # Of a buffer: where a value was put off, it is read again.

# Those whose parts hold no forms, and of which there may be many.
_LEAVES = {
    SCALAR_FORMS[kind].number: SCALAR_FORMS[kind] for kind in (date, timedelta, Decimal, UUID)
}
_FORMS: dict[int, Form] = {
    **{
        form.number: form
        for form in (*SCALAR_FORMS.values(), *CONTAINER_FORMS.values(), MAP_FORM, ROWS_FORM)
    },
    **INSTANCE_FORMS,
}


class _Node(msgspec.Struct, array_like=True, gc=False):
    form: int
    shape: int
    parts: bytes


@learned
class _Body(msgspec.Struct, array_like=True):
    classes: list[tuple[str, str]]
    shapes: list[tuple[int, int, list[str], list[str]]]
    nodes: list[_Node]
    sizes: list[int]


_decode_plain = Decoder().decode
_decode_body = Decoder(_Body).decode


class _UnfinishedError(CannotDecodeError):
    """What asks for itself before it is there: later it may be."""


_UNMADE = object()  # Stands for a node that is not there yet.
_WAITS, _STARTED, _PUT_OFF = range(3)


class Reader:
    """Reads one value."""

    def __init__(
        self, body: memoryview, behind: memoryview, classes: Classes, references: References
    ) -> None:
        self._body = _decode_body(body)
        self._buffers = _cut(behind, self._body.sizes)
        self._uses = bytearray(len(self._buffers))
        self._classes = classes
        self._references = references
        self._shapes: dict[int, Shape] = {}
        self._values: list[Any] = [_UNMADE] * len(self._body.nodes)
        self._states = bytearray(len(self._body.nodes))
        self._depth = 0
        self._work = MOST_WORK * body.nbytes  # How many bytes may be looked at.
        self._decode = Decoder(ext_hook=self._extension).decode

    def value(self) -> Any:
        """The whole value."""
        for number in reversed(range(len(self._values))):
            self._depth = 0
            if self._states[number] == _PUT_OFF:
                self._states[number] = _WAITS
            self._node(number)
        return self._values[0]

    def form(self, number: int) -> Form:
        """How what has this number is made."""
        return _form(number)

    # What forms ask for ----------------------------------------------------------------------

    def buffer(self, number: int) -> memoryview:
        found = self._buffers[place_in(self._buffers, number)]
        self._uses[number] += 1
        if self._uses[number] > MOST_USES:
            raise CannotDecodeError("It uses the same content twice.")
        return found

    def shape(self, number: int) -> Shape:
        shape = self._shapes.get(number)
        if shape is None:
            place, base, names, fields = self._body.shapes[place_in(self._body.shapes, number)]
            kind = self._class(place)
            shape = self._shapes[number] = shape_of(kind, base, names, fields)
        return shape

    # Within ----------------------------------------------------------------------------------

    def _class(self, place: int) -> type:
        module, name = self._body.classes[place_in(self._body.classes, place)]
        kind = self._classes.find(module, name)
        if kind is None:
            raise UndefinedClassError(module, name)
        if not is_allowed(kind, self._classes):
            raise CannotDecodeError(f"The class {module}.{name} is neither the app's nor a record.")
        return kind

    def _node(self, number: int) -> Any:
        value = self._values[number]
        if self._states[number] != _WAITS:
            if value is _UNMADE:
                raise _UnfinishedError("A value that cannot change contains itself.")
            return value
        node = self._body.nodes[number]
        form = None if node.form == WHOLE else self.form(node.form)
        if form is None or form.fill is None or form.make is None:
            return self._whole(form, number, node)
        if value is _UNMADE:
            value = self._values[number] = form.make(self, node.shape)
        if self._depth < _FAR:
            self._fill(form.fill, number, node)
        return value

    def _whole(self, form: Form | None, number: int, node: _Node) -> Any:
        self._states[number] = _STARTED
        try:
            parts = self._parts(node.parts)
        except _UnfinishedError:
            self._states[number] = _WAITS
            raise
        self._values[number] = value = parts if form is None else form.read(parts, self)
        return value

    def _fill(self, fill: Callable[[Any, Any, Reader], None], number: int, node: _Node) -> None:
        self._states[number] = _STARTED
        depth = self._depth
        try:
            parts = self._parts(node.parts)
        except _UnfinishedError:
            if not depth:
                raise
            self._depth = depth
            self._states[number] = _PUT_OFF
            return
        fill(self._values[number], parts, self)

    def _parts(self, content: bytes | memoryview) -> Any:
        self._depth += 1
        self._work -= len(content)
        if self._depth > MOST_NESTED or self._work < 0:
            raise CannotDecodeError("It is nested too deeply.")
        parts = self._decode(content)
        self._depth -= 1
        return parts

    def _extension(self, number: int, content: memoryview) -> Any:
        if number == REFERENCE:
            place = int.from_bytes(content, "little")
            return self._node(place_in(self._values, place))
        if number == ELSEWHERE:
            return self._elsewhere(self._parts(content))
        form = _LEAVES.get(number)
        if form is not None:
            return form.read(_decode_plain(content), self)
        return self.form(number).read(self._parts(content), self)

    def _elsewhere(self, name: Any) -> object:
        if type(name) is not str:
            raise CannotDecodeError("What is kept elsewhere has no name.")
        try:
            return self._references.value_of(name)
        except LookupError:
            raise CannotDecodeError(f"What was kept elsewhere as {name!r} is gone.") from None


def _form(number: int) -> Form:
    form = _FORMS.get(number)
    if form is None and number >= _FIRST_OF_LIBRARIES:
        # Most apps keep none of these, and each start would wait for them.
        from anew.codec.library_forms import FORMS_BY_NUMBER  # noqa: PLC0415

        form = FORMS_BY_NUMBER.get(number)
    if form is None:
        raise CannotDecodeError(f"There is no form {number}.")
    return form


def place_in(within: list[Any], number: int) -> int:
    """A number that bytes tell, if it is a place in a list."""
    if type(number) is not int or not 0 <= number < len(within):
        raise CannotDecodeError(f"There is nothing with the number {number!r}.")
    return number


def _cut(behind: memoryview, sizes: list[int]) -> list[memoryview]:
    if min(sizes, default=0) < 0 or sum(sizes) != behind.nbytes:
        raise CannotDecodeError("It is cut.")
    ends = list(accumulate(sizes))
    return [behind[end - size : end] for end, size in zip(ends, sizes, strict=True)]
