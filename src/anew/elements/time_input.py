"""A time of day, chosen or typed."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from anew.arguments import one_of, words_of
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.moments import (
    NOW,
    QUARTER,
    checked_time_step,
    given_time,
    sent_time,
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
    from datetime import datetime

    from anew.protocol.messages import Json

TimeFormat: TypeAlias = Literal["12h", "24h", "localized"]
TIME_FORMATS = words_of(TimeFormat)


class TimeInput(Widget[time | None], frozen=True):
    """A time of day to the minute, or None while it is empty."""

    resets: ClassVar[tuple[str, ...]] = ("step",)
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: str | None = None  # Such as "08:30".
    default: str | None = None  # Such as the value, or "now"; None allows an empty field.
    step: int = 900  # Seconds between the times on offer; others may be typed.
    format: TimeFormat = "24h"
    required: bool = False  # Whether an empty field is rejected.

    @property
    def is_default_moving(self) -> bool:
        return self.default == NOW

    def decode(self, raw: Json) -> time | None:
        if raw is None:
            if self.value is None or (self.default is None and not self.required):
                return None
            raise Refused("A time is missing.")
        return sent_time(raw)

    def encode(self, value: time | None) -> str | None:
        return None if value is None else value.isoformat("minutes")

    def accept(self, value: object) -> time | None:
        if value is None:  # R32: None empties it.
            return None
        return given_time("time_input", "its value in st.session_state", value)


@command("Input widgets")
def time_input(
    label: str,
    value: time | datetime | str | None = "now",
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    disabled: bool = False,
    required: bool = False,
    label_visibility: LabelVisibility = "visible",
    step: int | timedelta = QUARTER,
    format: TimeFormat = "24h",
    width: WidthWithoutContent = "stretch",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> time | None:
    """Show a field for a time of day, to the minute.

    Args:
        label: What to enter; inline Markdown.
        value: The initial time: a time, a datetime, text such as "08:30", "now", or None
            for an empty field, which returns None.
        step: The interval between the times on offer: a timedelta, or seconds. Any other
            time can be typed.
        format: "24h", "12h", or "localized" for the convention of the user's locale.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The time, without a time zone, or None while it is empty.

    Raises:
        InvalidParameterValueError: `value` is text that is not a time, or `step` is too short or
            too long.

    Example:
        >>> alarm = st.time_input("Wake me at", "07:30")
        >>> st.write("The alarm is set for", alarm)
    """
    one_of("time_input", "format", format, TIME_FORMATS)
    default = None if value is None else given_time("time_input", "value", value)
    is_now = isinstance(value, str) and value == NOW
    record = TimeInput(
        label=shown_label(label),
        default=NOW if is_now else None if default is None else default.isoformat("minutes"),
        step=checked_time_step("time_input", step),
        format=format,
        required=required,
    )
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    return place_widget(record, default, options)
