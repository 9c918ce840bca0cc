"""How an element comes into the state and onto the page (step 10 of a click).

Every command that draws ends here. A plain element is only shown. For a widget, its identity is
settled first; then the state gives its value; then it is shown with that value.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from msgspec.structs import replace

from anew.ambient.context import here
from anew.arguments import one_of
from anew.elements.definition import kind_of
from anew.elements.markup import Markdown
from anew.elements.shared.parameters import (
    BINDS,
    LABEL_VISIBILITIES,
    PERSISTS,
    BindOption,
    Key,
    LabelVisibility,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    Width,
    checked_width,
    tell_of_empty_label,
)
from anew.errors import (
    APIException,
    InvalidFormCallbackError,
    InvalidLayoutContextError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
)
from anew.protocol.ids import RESERVED_PREFIX, widget_id
from anew.protocol.query import HIDDEN
from anew.state.address import NOTHING, Binding
from anew.state.state import Callback, Placement, Refused

if TYPE_CHECKING:
    from anew.ambient.context import Here
    from anew.elements.definition import Widget
    from anew.page.builder import Slot
    from anew.protocol.messages import Element, Json

T = TypeVar("T")

# From a widget's id and its decoded value to what the author gets, or `Refused`.
Resolve: TypeAlias = Callable[[str, Any], Any]


class WidgetOptions(NamedTuple):
    """The parameters that every widget takes, as its function received them.

    They are passed by position, in this order: a type checker would notice if any two were
    swapped.
    """

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


def place(element: Element) -> Slot:
    """Put an element at the current place of the current run."""
    now = here()
    now.run.control.checkpoint()
    return now.place.put(element)


def place_widget(
    record: Widget[T], default: T, options: WidgetOptions, *, has_default: bool | None = None
) -> T:
    """Put a widget at the current place and connect it with the state; return its value.

    Args:
        record: With its own fields and the label; the other fields of `Widget` are set here.
        default: Its value until somebody sets one.
        options: As the author gave them.
        has_default: Whether the author gave a default that says more than "nothing yet"; by
            default, whether it is truthy and does not move (as "now" does).
    """
    value, _ = place_widget_with_slot(record, default, options, has_default=has_default)
    return value


def place_widget_with_slot(
    record: Widget[T],
    default: T,
    options: WidgetOptions,
    *,
    has_default: bool | None = None,
    resolve: Resolve | None = None,
) -> tuple[T, Slot]:
    """Like `place_widget`; return the widget's value and its slot.

    Args:
        resolve: For values that name things held by the session, such as uploaded files.
    """
    now = here()
    now.run.control.checkpoint()
    kind = kind_of(record)
    _check(kind, record, options, now)
    placement = _described(kind, record, default, options, resolve, now)
    if has_default is None:
        has_default = bool(default) and not record.is_default_moving
    value: Any = _connected(placement, now, has_default=has_default)
    slot = _shown(record, value, placement, options, resolve, now)
    if isinstance(value, list):
        value = value.copy()  # R6: the author's own.
    return value, slot


def place_unseen(record: Widget[T], default: T, options: WidgetOptions) -> str:
    """Connect a widget with the state whose page shows it within another element; its id."""
    now = here()
    now.run.control.checkpoint()
    kind = kind_of(record)
    _check(kind, record, options, now)
    placement = _described(kind, record, default, options, None, now)
    now.run.layers.place(placement)
    now.run.layers.show(placement.slot, replace(record, id=placement.id), record.decode)
    now.run.control.placed(placement.id)
    return placement.id


def place_if_tracked(
    record: Widget[T], default: T, options: WidgetOptions, *, has_default: bool | None = None
) -> tuple[T, Slot] | tuple[None, Slot]:
    """Like `place_widget_with_slot`, but the value is None if the script does not track it.

    With `on_change="ignore"` only the tab knows the value, unless it is bound to the address,
    which needs the run.
    """
    if options.on_change == "ignore" and options.bind is None:
        return None, place_untracked(record, options)
    if options.on_change == "ignore":
        options = options._replace(on_change="rerun")
    elif not callable(options.on_change):
        words = ("rerun", "ignore", "a callable")
        one_of(kind_of(record), "on_change", options.on_change, words)
    return place_widget_with_slot(record, default, options, has_default=has_default)


def place_untracked(record: Widget[T], options: WidgetOptions) -> Slot:
    """Put a widget without an id: only the tab knows its value, and changes start no run."""
    kind, key = kind_of(record), ""
    _check(kind, record, options, here())
    if options.key is not None:
        key = reserved_key(kind, options.key, is_read_only=record.is_read_only)
    return place(
        replace(
            record,
            key=key,
            help=Markdown.of_help(options.help),
            disabled=options.disabled,
            width=options.width,
        )
    )


# Its identity -------------------------------------------------------------------------


def _described(
    kind: str,
    record: Widget[T],
    default: T,
    options: WidgetOptions,
    resolve: Resolve | None,
    now: Here,
) -> Placement:
    """All that the state has to know about a widget.

    Its id is computed first, from the record as its function made it. Fields that all widgets
    share, such as `disabled` and `width`, are not set yet: they do not change its identity (R37).
    """
    key = None if options.key is None else checked_key(kind, options.key)
    own_id = _identity(record, kind, key, default, options, now)
    form = now.place.form
    is_bound = options.bind is not None
    earlier = now.run.layers.before.get(own_id)
    accept = record.accept
    if earlier is not None:
        accept = partial(record.accept_after, before=earlier.record)
    return Placement(
        id=own_id,
        slot=own_id if key is None else key,
        kind=kind,
        default=default,
        decode=record.decode if resolve is None else _resolving(record, own_id, resolve),
        accept=accept,
        callback=_callback(options) if callable(options.on_change) else None,
        is_trigger=record.is_trigger,
        says=record.says,
        fires=record.fires,
        lasting=record.lasting if record.fires else None,
        is_read_only=record.is_read_only,
        is_disabled=options.disabled,
        is_kept=options.persist_state is not None and not is_bound,
        page=now.run.page_scope,
        is_kept_across_pages=options.persist_state == "session" and not is_bound,
        form="" if form is None else form.key,
        fragment=now.place.fragment,
        is_cleared=form is not None
        and form.is_cleared
        and record.is_cleared_with_form
        and not record.is_trigger,
        submits_form=record.submits_form,
        binding=_binding(record, default) if is_bound else None,
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
    # A default of "now" would make it another widget every minute.
    start = "" if record.is_default_moving else repr(record.encode(default))
    return widget_id(kind, where, record.identity(), start, options.help)


def _resolving(record: Widget[T], own_id: str, resolve: Resolve) -> Callable[[Json], object]:
    return lambda raw: resolve(own_id, record.decode(raw))


def _callback(options: WidgetOptions) -> Callback:
    assert callable(options.on_change)
    return Callback(options.on_change, tuple(options.args or ()), dict(options.kwargs or {}))


def _binding(record: Widget[T], default: T) -> Binding:
    """How the widget's value is represented in the tab's address."""
    at_first: Widget[T] = replace(record, value=record.encode(default))

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


# Its value in the state ---------------------------------------------------------------


def _connected(placement: Placement, now: Here, *, has_default: bool) -> object:
    """The value from the state, which is written to the address too if it is bound."""
    layers = now.run.layers
    # Before it is placed, because that makes a value set by the author the widget's own.
    if has_default and layers.is_set_by_author(placement.slot):
        _tell_of_two_values(now, placement)
    value = layers.place(placement)
    # After it, because a parameter that came with the address counts until it is overwritten here.
    if placement.binding is not None:
        _show_in_address(now, placement, value)
    return value


def _tell_of_two_values(now: Here, placement: Placement) -> None:
    """R31: a default and a value set in this run; the value wins, the author is told once."""
    if now.run.settings.global_.disable_widget_state_duplication_warning:
        return
    now.run.tell_once(
        f"{placement.kind} {placement.slot!r} has a default value, and st.session_state sets "
        f"another one. The session state wins; remove one of the two."
    )


def _show_in_address(now: Here, placement: Placement, value: object) -> None:
    try:
        now.run.layers.bring_into_address(placement, value)
    except APIException:
        now.run.tell_once(
            f"{placement.kind} {placement.slot!r} is not kept in the address: its value is too "
            f"long for one. Leave bind='query-params' out."
        )
    now.run.say(query=now.run.layers.location.query)


# How it is shown ----------------------------------------------------------------------


def _shown(
    record: Widget[T],
    value: T,
    placement: Placement,
    options: WidgetOptions,
    resolve: Resolve | None,
    now: Here,
) -> Slot:
    """Put the widget on the page with its value; return its slot."""
    layers, slot = now.run.layers, placement.slot
    record = record.shaped(value)
    with_value: dict[str, object] = {}
    if record.shows_value and not record.is_trigger:
        start: Any = placement.default
        with_value["value"] = record.encode(start if layers.is_cleared(slot) else value)
    shown = replace(
        record,
        id=placement.id,
        key="" if options.key is None else slot,
        help=Markdown.of_help(options.help),
        disabled=options.disabled,
        label_visibility=options.label_visibility,
        waits=options.on_change == "ignore",
        form=placement.form,
        renewals=layers.renewals.get(slot, 0),
        width=options.width,
        **with_value,
    )
    decode = shown.decode if resolve is None else _resolving(shown, placement.id, resolve)
    # What a browser may send next can depend on the value shown, so this record decodes it. The
    # state gets it before the page does, because a flush may send the page at any moment.
    layers.show(slot, shown, decode)
    place = now.place.put(shown)
    # Last, because a run that ends once this widget is placed may end at the next checkpoint.
    now.run.control.placed(placement.id)
    return place


# What is refused ----------------------------------------------------------------------


def _check(kind: str, record: Widget[T], options: WidgetOptions, now: Here) -> None:
    """Refuse arguments that no widget accepts."""
    if record.has_label and not record.label.source.strip():
        tell_of_empty_label(kind)
    checked_width(kind, options.width, record.widths)
    if options.label_visibility != "visible":
        one_of(kind, "label_visibility", options.label_visibility, LABEL_VISIBILITIES)
    has_callback = callable(options.on_change)
    if options.on_change != "rerun" and not has_callback:
        one_of(kind, "on_change", options.on_change, ("rerun", "ignore", None, "a callable"))
    if options.bind is not None:
        _check_bind(kind, options)
    if options.persist_state is not None:
        _check_persist_state(kind, options)
    form = now.place.form
    if has_callback and form is not None and not record.submits_form:
        raise InvalidFormCallbackError(
            f"{kind}: it is in the form {form.key!r}, where only a form_submit_button may have "
            f"a callback. Give the callback to that button, or leave it out."
        )


def _check_bind(kind: str, options: WidgetOptions) -> None:
    one_of(kind, "bind", options.bind, BINDS)
    if options.key is None:
        raise MissingRequiredParameterError(
            f"{kind}: bind={options.bind!r} needs a key, which is the parameter's name in the "
            f"address. Add key=..., or leave bind out."
        )
    if str(options.key) in HIDDEN:
        raise InvalidParameterValueError(
            f"{kind}: the key {options.key!r} cannot be bound: the page itself uses this "
            f"parameter of the address. Choose another key."
        )


def _check_persist_state(kind: str, options: WidgetOptions) -> None:
    one_of(kind, "persist_state", options.persist_state, PERSISTS)
    if options.key is None:
        raise MissingRequiredParameterError(
            f"{kind}: persist_state={options.persist_state!r} needs a key, by which the "
            f"value is found again. Add key=..., or leave persist_state out."
        )


def check_outside_forms(kind: str) -> None:
    """Refuse a widget that would run the script from within a form."""
    form = here().place.form
    if form is not None:
        raise InvalidLayoutContextError(
            f"{kind}: it cannot be in a form, and this is in the form {form.key!r}. Use "
            f"st.form_submit_button(...) there, or put the {kind} outside of the form."
        )


def checked_key(kind: str, key: Key) -> str:
    """Check an author's key and return it as text."""
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


def reserved_key(kind: str, key: Key, *, is_read_only: bool = False) -> str:
    """Reserve a key in this run for an element without a value.

    Args:
        is_read_only: Whether it is an error if the author sets a value under this key.
    """
    name = checked_key(kind, key)
    here().run.layers.reserve(name, kind, is_read_only=is_read_only)
    return name
