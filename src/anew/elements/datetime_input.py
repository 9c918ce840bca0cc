"""A date with a time of day, chosen or typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.moments import (
    NOW,
    QUARTER,
    check_bounds,
    check_within,
    checked_date_format,
    checked_time_step,
    given_datetime,
    is_within,
    local_now,
    nearest,
    sent_datetime,
)
from anew.elements.shared.parameters import (
    STRETCH,
    BindOption,
    Key,
    LabelVisibility,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    WidthWithoutContent,
    shown_label,
)
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

Moment: TypeAlias = datetime | date | time | str  # Text is in ISO format, or "now".


class DatetimeInput(Widget[datetime | None], frozen=True):
    """A date and a time of day to the minute, or None while it is empty."""

    resets: ClassVar[tuple[str, ...]] = ("format", "step")
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: str | None = None  # Such as "2024-01-31T08:30".
    default: str | None = None  # Such as the value, or "now"; None allows an empty field.
    min: str = ""  # The first moment that may be chosen; "" for no bound.
    max: str = ""  # The last one.
    step: int = 900  # Seconds between the times on offer; others may be typed.
    format: str = "YYYY/MM/DD"
    required: bool = False  # Whether an empty field is rejected.

    @property
    def is_default_moving(self) -> bool:
        return self.default == NOW

    def decode(self, raw: Json) -> datetime | None:
        if raw is None:
            if self.value is None or (self.default is None and not self.required):
                return None
            raise Refused("A datetime is missing.")
        moment = sent_datetime(raw)
        if self._is_within(moment):
            return moment
        raise Refused(f"{raw!r} is outside the bounds {self.min or None} and {self.max or None}.")

    def encode(self, value: datetime | None) -> str | None:
        return None if value is None else value.isoformat(timespec="minutes")

    def accept(self, value: object) -> datetime | None:
        if value is None:  # R32: None empties it.
            return None
        moment = given_datetime("datetime_input", "its value in st.session_state", value)
        return moment if self._is_within(moment) else self.first_value()  # R33

    def first_value(self) -> datetime | None:
        """The default; "now" is moved to the nearest moment within the bounds."""
        if self.default is None:
            return None
        text = self.encode(local_now()) or "" if self.default == NOW else self.default
        return datetime.fromisoformat(nearest(text, self.min, self.max))

    def _is_within(self, moment: datetime) -> bool:
        return is_within(self.encode(moment) or "", self.min, self.max)


@command("Input widgets")
def datetime_input(
    label: str,
    value: Moment | None = "now",
    min_value: Moment | None = None,
    max_value: Moment | None = None,
    *,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    format: str = "YYYY/MM/DD",
    step: int | timedelta = QUARTER,
    disabled: bool = False,
    required: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: WidthWithoutContent = "stretch",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> datetime | None:
    """Show a field for a date with a time of day, to the minute.

    Args:
        label: What to enter; inline Markdown.
        value: The initial value: a datetime, a date, a time of today, text such as
            "2024-01-31 08:30", "now", or None for an empty field, which returns None.
        min_value: The first moment that may be chosen; None for no bound.
        max_value: The last moment that may be chosen; None for no bound.
        format: "YYYY/MM/DD", "DD/MM/YYYY" or "MM/DD/YYYY"; "-" or "." may stand for "/".
        step: The interval between the times on offer: a timedelta, or seconds. Any other
            time can be typed.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The datetime, without a time zone, or None while it is empty.

    Raises:
        InvalidParameterValueError: An argument is text that is not a datetime, or `step` is too
            short or too long.
        InvalidMinMaxError: `min_value` is after `max_value`.
        ValueBelowMinError: `value` is before `min_value`.
        ValueAboveMaxError: `value` is after `max_value`.

    Example:
        >>> start = st.datetime_input("Begin", "2024-01-31 08:30")
        >>> st.write("It begins on", start)
    """
    low, high = _checked_bound("min_value", min_value), _checked_bound("max_value", max_value)
    check_bounds("datetime_input", low, high)
    record = DatetimeInput(
        label=shown_label(label),
        default=_checked_default(value, low, high),
        min=low,
        max=high,
        step=checked_time_step("datetime_input", step),
        format=checked_date_format("datetime_input", format),
        required=required,
    )
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    return place_widget(record, record.first_value(), options)


def _checked_bound(name: Literal["min_value", "max_value"], bound: Moment | None) -> str:
    if bound is None:
        return ""
    return given_datetime("datetime_input", name, bound).isoformat(timespec="minutes")


def _checked_default(value: Moment | None, low: str, high: str) -> str | None:
    if value is None or value == NOW:
        return None if value is None else NOW
    moment = given_datetime("datetime_input", "value", value).isoformat(timespec="minutes")
    check_within("datetime_input", moment, low, high)
    return moment
