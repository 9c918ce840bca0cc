"""How an element is declared: a record, which crosses the wire, and a function, which authors call.

The record's fields are the message, its TypeScript interface and its test data. What
all widgets share is declared here, once: their options, their identity, their way into
the state. A widget's `decode` is the only door by which what a browser sends becomes a
Python value.
"""

from __future__ import annotations

import copy
from functools import partial
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Literal,
    NamedTuple,
    Self,
    TypeAlias,
    TypeVar,
)

import msgspec

from anew.ambient.context import here
from anew.arguments import one_of
from anew.elements.markup import Inline, Markdown
from anew.errors import (
    APIException,
    InvalidFormCallbackError,
    InvalidLayoutContextError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
)
from anew.protocol.ids import RESERVED_PREFIX, widget_id
from anew.protocol.messages import Element
from anew.protocol.query import HIDDEN
from anew.state.address import NOTHING, Binding
from anew.state.state import Callback, Placement, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from anew.ambient.context import Here
    from anew.page.builder import Slot
    from anew.protocol.messages import Json

T = TypeVar("T")

Key: TypeAlias = str | int
LabelVisibility: TypeAlias = Literal["visible", "hidden", "collapsed"]
Width: TypeAlias = int | Literal["stretch", "content"]
WidthWithoutContent: TypeAlias = int | Literal["stretch"]
Height: TypeAlias = int | Literal["stretch", "content"]
TextAlignment: TypeAlias = Literal["left", "center", "right", "justify"]
BindOption: TypeAlias = Literal["query-params"] | None
PersistState: TypeAlias = Literal["page", "session"] | None
WidgetCallback: TypeAlias = "Callable[..., object]"
OnChange: TypeAlias = "WidgetCallback | Literal['rerun', 'ignore'] | None"
WidgetArgs: TypeAlias = "Sequence[object] | None"
WidgetKwargs: TypeAlias = "Mapping[str, object] | None"


class Widget(Element, Generic[T], frozen=True):
    """An element with a value of type T.

    A subclass adds its own fields, and says which of them make it another widget when
    they change although its key stays (R38). All others only count without a key (R37).
    """

    resets: ClassVar[tuple[str, ...]] = ()
    is_trigger: ClassVar[bool] = False
    is_read_only: ClassVar[bool] = False
    submits_form: ClassVar[bool] = False

    id: str = ""
    label: Inline = Inline("")
    help: Markdown | None = None
    disabled: bool = False
    label_visibility: LabelVisibility = "visible"
    waits: bool = False  # A change is not sent by itself, but with the next event.
    form: str = ""  # The key of the form that it is in: a change is sent with that.
    renewals: int = 0  # Another number: what was entered is void, for the script took it away.
    width: Width = "stretch"

    def decode(self, raw: Json) -> T:
        """The value that `raw` stands for, within this widget's domain, or `Refused`."""
        raise NotImplementedError

    def encode(self, value: T) -> Json:
        """The value as the record's `value` field carries it; the inverse of `decode`."""
        return value

    def accept(self, value: object) -> T:
        """What the widget takes from the state: the value, a correction, or an error."""
        return self.decode(value)

    def accept_after(self, value: object, before: Widget[T]) -> T:
        """The same, of a value that the widget may have had in an earlier run, as `before`."""
        return self.accept(value)

    def shaped(self, value: T) -> Self:
        """The record as it shows this value: the state may give one where another is the default.

        What tells the widget from others is as the author's arguments say, whatever its shape.
        """
        return self

    def to_query(self, value: T) -> list[str]:
        """The value as texts of the tab's address; none of them for nothing."""
        raw = self.encode(value)
        items = raw if isinstance(raw, tuple) else (raw,)
        return [self.text_of(item) for item in items if item is not None]

    def from_query(self, texts: Sequence[str]) -> T:
        """The value that such texts stand for, or `Refused`; the inverse of `to_query`.

        The record has to be as it is shown: with a value.
        """
        if isinstance(getattr(self, "value", None), tuple):
            return self.decode([self.raw_of(text) for text in texts])
        return self.decode(self.raw_of(texts[-1]) if texts else None)

    def text_of(self, raw: Json) -> str:
        """One thing of the encoded value as text for people: a word, a label, a number."""
        if isinstance(raw, bool):
            return "true" if raw else "false"
        return raw if isinstance(raw, str) else repr(raw)

    def raw_of(self, text: str) -> Json:
        """The inverse of `text_of`, or `Refused`."""
        if isinstance(getattr(self, "value", None), bool):
            return {"true": True, "false": False}.get(text, text)
        return text

    def identity(self) -> object:
        """What tells it from others where it has no key: all of it, or a digest of much."""
        return self


class WidgetOptions(NamedTuple):
    """What every widget takes, as its function got it."""

    key: Key | None = None
    help: str | None = None
    on_change: OnChange = "rerun"
    args: WidgetArgs = None
    kwargs: WidgetKwargs = None
    disabled: bool = False
    label_visibility: LabelVisibility = "visible"
    width: Width = "stretch"
    persist_state: PersistState = None
    bind: BindOption = None
    has_default: bool = False  # The author gave a default that says more than "nothing yet".
    is_default_moving: bool = False  # It is another one in each run, such as "now".
    # From a widget's id and what it decoded to what the author gets, or `Refused`; for values
    # that name things which the session has, such as uploaded files.
    resolve: Callable[[str, Any], Any] | None = None


def place(element: Element) -> Slot:
    """Put an element at the current place of the current run."""
    now = here()
    now.run.control.checkpoint()
    return now.place.put(element)


def place_widget(record: Widget[T], default: T, options: WidgetOptions) -> T:
    """Put a widget at the current place and connect it with the state; its value.

    Args:
        record: With the fields of its own; those of `Widget` but the label are set here.
        default: The value that it has before anybody gave it one.
        options: As the author gave them.
    """
    return place_widget_with_slot(record, default, options)[0]


def place_widget_with_slot(record: Widget[T], default: T, options: WidgetOptions) -> tuple[T, Slot]:
    """The same for a widget that holds others: its value, and where it stands."""
    now = here()
    now.run.control.checkpoint()
    kind = kind_of(record)
    _check_options(kind, options)
    form = now.place.form
    if form is not None and callable(options.on_change) and not record.submits_form:
        raise InvalidFormCallbackError(
            f"{kind}: it is in the form {form.key!r}, where only a form_submit_button may have "
            f"a callback. Give the callback to that button, or leave it out."
        )
    key = None if options.key is None else checked_key(kind, options.key)
    own_id = _identity(record, kind, key, default, options, now)
    earlier = now.run.layers.before.get(own_id)
    placement = Placement(
        id=own_id,
        slot=own_id if key is None else key,
        kind=kind,
        default=default,
        decode=_decoder(record, own_id, options),
        accept=record.accept
        if earlier is None
        else partial(record.accept_after, before=earlier.record),
        callback=_callback(options),
        is_trigger=record.is_trigger,
        is_read_only=record.is_read_only,
        is_disabled=options.disabled,
        is_kept=options.persist_state is not None and options.bind is None,
        page=now.run.page_scope,
        is_kept_across_pages=options.persist_state == "session" and options.bind is None,
        form="" if form is None else form.key,
        is_cleared=form is not None and form.is_cleared and not record.is_trigger,
        submits_form=record.submits_form,
        binding=None if options.bind is None else _binding(record, default),
    )
    _tell_of_two_values(now, placement, options)
    value: Any = now.run.layers.place(placement)
    if placement.binding is not None:
        _show_in_address(now, placement, value)
    record = record.shaped(value)
    as_shown: dict[str, object] = {}
    if not record.is_trigger:
        is_cleared = now.run.layers.is_cleared(placement.slot)
        as_shown["value"] = record.encode(default if is_cleared else value)
    shown = msgspec.structs.replace(
        record,
        id=own_id,
        key=key or "",
        help=Markdown.of_help(options.help),
        disabled=options.disabled,
        label_visibility=options.label_visibility,
        waits=options.on_change == "ignore",
        form=placement.form,
        renewals=now.run.layers.renewals.get(placement.slot, 0),
        width=options.width,
        **as_shown,
    )
    # What a browser can send next may depend on the value that it shows now.
    now.run.layers.show(placement.slot, shown, _decoder(shown, own_id, options))
    slot = now.place.put(shown)
    now.run.control.placed(own_id)
    if isinstance(value, list):
        value = copy.copy(value)  # R6: the author's own copy.
    return value, slot


def _decoder(record: Widget[T], own_id: str, options: WidgetOptions) -> Callable[[Json], object]:
    resolve = options.resolve
    if resolve is None:
        return record.decode
    return lambda raw: resolve(own_id, record.decode(raw))


def kind_of(record: Element) -> str:
    """The name by which authors know this element."""
    return str(record.__struct_config__.tag)


def checked_key(kind: str, key: Key) -> str:
    """An author's key as text, if it can be one."""
    text = str(key)
    if not text:
        raise InvalidParameterValueError(
            f"{kind}: the key is empty. Give it a name, or leave it out."
        )
    if text.startswith(RESERVED_PREFIX):
        raise APIException(
            f"{kind}: the key {text!r} starts with {RESERVED_PREFIX!r}, which is reserved. "
            f"Choose another key."
        )
    return text


def check_outside_forms(kind: str) -> None:
    """Refuse what would run the script from within a form."""
    form = here().place.form
    if form is not None:
        raise InvalidLayoutContextError(
            f"{kind}: it cannot be in a form, and this is in the form {form.key!r}. Use "
            f"st.form_submit_button(...) there, or put the {kind} outside of the form."
        )


def _check_bind(kind: str, options: WidgetOptions) -> None:
    one_of(kind, "bind", options.bind, (None, "query-params"))
    if options.key is None:
        raise MissingRequiredParameterError(
            f"{kind}: bind={options.bind!r} needs a key, which is the parameter's name in the "
            f"address. Add key=..., or leave bind out."
        )
    if str(options.key) in HIDDEN:
        raise InvalidParameterValueError(
            f"{kind}: the key {options.key!r} cannot be bound: this parameter of the address is "
            f"for the page itself. Choose another key."
        )


def _check_options(kind: str, options: WidgetOptions) -> None:
    if options.label_visibility != "visible":
        visibilities = ("visible", "hidden", "collapsed")
        one_of(kind, "label_visibility", options.label_visibility, visibilities)
    if not callable(options.on_change):
        one_of(kind, "on_change", options.on_change, ("rerun", "ignore", None, "a callable"))
    if options.bind is not None:
        _check_bind(kind, options)
    if options.persist_state is not None:
        one_of(kind, "persist_state", options.persist_state, (None, "page", "session"))
        if options.key is None:
            raise MissingRequiredParameterError(
                f"{kind}: persist_state={options.persist_state!r} needs a key, by which the "
                f"value is found again. Add key=..., or leave persist_state out."
            )


def _identity(
    record: Widget[T],
    kind: str,
    key: str | None,
    default: T,
    options: WidgetOptions,
    now: Here,
) -> str:
    page = now.run.page_scope
    if key is not None:
        return widget_id(kind, page, key, *[getattr(record, name) for name in record.resets])
    form = now.place.form
    where = (page, now.place.area, "" if form is None else form.key)
    # With a default of "now", a widget would be another one a minute later.
    start = "" if options.is_default_moving else repr(record.encode(default))
    return widget_id(kind, where, record.identity(), start, options.help)


def _callback(options: WidgetOptions) -> Callback | None:
    if not callable(options.on_change):
        return None
    return Callback(options.on_change, tuple(options.args or ()), dict(options.kwargs or {}))


def _binding(record: Widget[T], default: T) -> Binding:
    """How the widget's value stands in the tab's address."""
    at_first: Widget[T] = msgspec.structs.replace(record, value=record.encode(default))

    def to_texts(value: Any) -> list[str] | None:
        texts = record.to_query(value)
        return None if texts == record.to_query(default) else texts or NOTHING

    def from_texts(texts: list[str]) -> T:
        try:
            return at_first.from_query(texts)
        except Refused:
            try:
                return at_first.from_query([]) if texts == NOTHING else default
            except Refused:
                return default

    return Binding(to_texts, from_texts)


def _show_in_address(now: Here, placement: Placement, value: object) -> None:
    try:
        now.run.layers.bring_into_address(placement, value)
    except APIException:
        now.run.tell_once(
            f"{placement.kind} {placement.slot!r} is not in the address of the page: its value is "
            f"longer than addresses may be. Leave bind='query-params' out."
        )
    now.run.say(query=now.run.layers.location.query)


def _tell_of_two_values(now: Here, placement: Placement, options: WidgetOptions) -> None:
    """R31: a default and a value set in this run; the value wins, the author is told once."""
    if not options.has_default or not now.run.layers.is_set_by_author(placement.slot):
        return
    if now.run.settings.global_.disable_widget_state_duplication_warning:
        return
    now.run.tell_once(
        f"{placement.kind} {placement.slot!r} has a default value, and st.session_state sets "
        f"another one. The one of the session state counts; remove one of the two."
    )
