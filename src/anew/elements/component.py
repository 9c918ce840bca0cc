"""An author's own element: HTML, CSS and JavaScript that are part of the page.

`st.components.v2.component` declares one; here it is placed. Its value is what its code has set:
*states*, which last, and *triggers*, which last for the run that follows. One event carries both,
so that what belongs together arrives together.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from json import dumps
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

import msgspec
from msgspec.structs import replace

from anew.ambient.context import here
from anew.ambient.control import RerunSignal
from anew.arguments import shown_text
from anew.attribute_dict import AttributeDict, Fired, Plain
from anew.elements.definition import Widget
from anew.elements.frames.tables import frame_of, stream_of
from anew.elements.placing import WidgetOptions, place_widget_with_slot
from anew.elements.shared.content import Content, text_content
from anew.elements.shared.parameters import Height, Key, Width, checked_height
from anew.elements.tabular import is_tabular
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.learned import learned
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine, Sequence

    from anew.elements.shared.parameters import WidgetCallback
    from anew.protocol.messages import Json

Callbacks: TypeAlias = "Mapping[str, WidgetCallback | None]"

SCRIPT = "text/javascript"
OCTETS = "application/octet-stream"
NAME = "component"


class Definition(NamedTuple):
    """What a component is made of."""

    name: str
    html: str = ""
    css: str = ""
    js: str = ""  # The source; "" for none.
    address: str = ""  # Of the source, where it is a file of a package.
    isolate_styles: bool = True


@learned
class _Sent(msgspec.Struct, forbid_unknown_fields=True):
    """What the browser reports."""

    states: dict[str, Any] = {}
    fired: dict[str, Any] = {}


class Component(Widget[AttributeDict], frozen=True):
    """One instance of a component."""

    fires: ClassVar[bool] = True
    has_label: ClassVar[bool] = False

    value: Any = None  # Its states.
    name: str = ""
    html: Content = Content()
    css: str = ""
    js: str = ""  # The address of its module; "" for none.
    isolates: bool = True  # Whether its styles and the page's are apart.
    data: Content = Content()  # What its code gets, as JSON.
    tables: tuple[tuple[str, str], ...] = ()  # Parts of it that are tables: name, address.
    binary: str = ""  # The address of the bytes that are its data, instead.
    height: Height = "content"

    def decode(self, raw: Json) -> AttributeDict:
        try:
            sent = msgspec.convert(raw, _Sent)
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            raise Refused(f"This is no state of a component: {error}.") from None
        states = {name: value for name, value in sent.states.items() if name not in sent.fired}
        if not sent.fired:
            return AttributeDict.of(states)
        return Fired(AttributeDict.of(states), AttributeDict.of(sent.fired))

    def encode(self, value: AttributeDict) -> Json:
        return Plain(states=self.lasting(value).plain())

    def accept(self, value: object) -> AttributeDict:
        if isinstance(value, AttributeDict):
            return value
        if isinstance(value, dict):
            return AttributeDict.of(value)
        raise InvalidParameterTypeError(
            f"component {self.name!r}: its value in st.session_state is {value!r}; set a dict of "
            f"its states by their names."
        )

    def lasting(self, value: AttributeDict) -> AttributeDict:
        return value.lasting() if isinstance(value, Fired) else value

    def identity(self) -> object:
        """What its code gets may change from run to run; it is the same component still."""
        return (self.name, self.js, self.html, self.css, self.isolates)


def place_component(
    definition: Definition,
    *,
    key: Key | None,
    data: object,
    default: Mapping[str, object] | None,
    width: Width,
    height: Height,
    callbacks: Callbacks,
) -> AttributeDict:
    """Put one instance of a component at the current place; return what it has set."""
    start = _start(definition.name, default, callbacks)
    record = _with_data(
        Component(
            name=definition.name,
            html=text_content(definition.html),
            css=definition.css,
            js=_module(definition),
            isolates=definition.isolate_styles,
            height=checked_height(NAME, height) or "content",
        ),
        data,
    )
    watch = _Watch(callbacks) if any(map(callable, callbacks.values())) else None
    options = WidgetOptions(key, on_change=watch or "rerun", width=width)
    value, _ = place_widget_with_slot(
        record, AttributeDict.of(start), options, resolve=None if watch is None else watch.take
    )
    if watch is not None:
        watch.before = record.lasting(value).plain()
    return AttributeDict.of({**dict.fromkeys(callbacks), **value})


def _start(
    name: str, default: Mapping[str, object] | None, callbacks: Callbacks
) -> dict[str, object]:
    if default is None:
        return {}
    if not isinstance(default, Mapping):
        raise InvalidParameterTypeError(
            f"component {name!r}: default={default!r} is not a dict. Pass states by their names."
        )
    for state in default:
        if state not in callbacks:
            raise InvalidParameterValueError(
                f"component {name!r}: default has {state!r}, which is not declared as a state. Add "
                f"on_{state}_change=..., which may be a function that does nothing."
            )
    return dict(default)


class _Watch:
    """Calls, when something was set, the callbacks of what has changed."""

    def __init__(self, callbacks: Callbacks) -> None:
        self.before: dict[str, Any] = {}  # The states that the run before has returned.
        self._callbacks = callbacks
        self._now = AttributeDict()

    def take(self, _id: str, value: AttributeDict) -> AttributeDict:
        """Note what has arrived."""
        self._now = value
        return value

    def __call__(self) -> Awaitable[None] | None:
        now, signals = self._now, []
        fired = now.names if isinstance(now, Fired) else ()
        waiting = []
        for name, callback in self._callbacks.items():
            if callback is None or (name not in fired and now.get(name) == self.before.get(name)):
                continue
            try:
                result = callback()
            except RerunSignal as signal:  # R61: it ends this callback; the others still run.
                signals.append(signal)
            else:
                if inspect.iscoroutine(result):
                    waiting.append(result)
        if signals and not waiting:
            raise signals[0]
        return _awaited(waiting) if waiting else None


async def _awaited(waiting: Sequence[Coroutine[Any, Any, object]]) -> None:
    for one in waiting:
        await one


# What it is given ---------------------------------------------------------------------


def _module(definition: Definition) -> str:
    """The address of its JavaScript."""
    if definition.address or not definition.js:
        return definition.address
    return here().run.media.put(definition.js, SCRIPT)


def _with_data(record: Component, data: object) -> Component:
    """The record with what its code gets."""
    media = here().run.media
    match data:
        case None:
            return record
        case bytes() | bytearray() | memoryview():
            return replace(record, binary=media.put(bytes(data), OCTETS))
        case _ if is_tabular(data):
            return replace(record, tables=(("", _table(record.name, data)),))
        case dict():
            tables = {name: one for name, one in data.items() if is_tabular(one)}
            plain = {name: one for name, one in data.items() if name not in tables}
            packed = tuple([(str(name), _table(record.name, one)) for name, one in tables.items()])
            return replace(record, data=_json(record.name, plain), tables=packed)
    return replace(record, data=_json(record.name, data))


def _table(name: str, table: object) -> str:
    """The address of a table, which the browser gets as a stream of Arrow."""
    try:
        stream = stream_of(frame_of(table))
    except ImportError as error:
        raise InvalidParameterTypeError(
            f"component {name!r}: data has a {type(table).__name__}, which is sent as Arrow. For "
            f"that, install pandas and pyarrow: pip install 'anew[data]'."
        ) from error
    return here().run.media.put(stream, OCTETS)


def _json(name: str, data: object) -> Content:
    try:
        text = dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidParameterTypeError(
            f"component {name!r}: data cannot be sent: {error}. Pass what JSON has, tables (at the "
            f"top or as an item of a dict), or bytes."
        ) from error
    return text_content(shown_text(text))
