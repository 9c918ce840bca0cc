"""A date, or a range of dates, chosen from a calendar or typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias

from msgspec.structs import replace

from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.moments import (
    TODAY,
    check_bounds,
    check_within,
    checked_date_format,
    given_date,
    is_within,
    local_now,
    nearest,
    sent_date,
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
    brief,
    shown_label,
)
from anew.errors import (
    InvalidParameterTypeError,
    InvalidParameterValueError,
)
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.protocol.messages import Json

Day: TypeAlias = date | str  # A datetime is a date too; text is in ISO format, or "today".
Dates: TypeAlias = tuple[date, ...]


class DateInput(Widget[Any], frozen=True):
    """A date or None; or the dates of a range: none, only its start, or both ends."""

    resets: ClassVar[tuple[str, ...]] = ("format", "is_range")
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: str | tuple[str, ...] | None = None  # Such as "2024-01-31"; a tuple for a range.
    default: tuple[str, ...] = ()  # Dates or "today"; () allows an empty field.
    is_range: bool = False
    min: str = ""  # The first day that may be chosen; "" for no bound.
    max: str = ""  # The last one.
    format: str = "YYYY/MM/DD"
    required: bool = False  # Whether an empty field is rejected.

    @property
    def is_default_moving(self) -> bool:
        return TODAY in self.default

    def decode(self, raw: Json) -> date | Dates | None:
        if raw is None or raw in ([], ()):
            return self._sent_nothing(raw)
        if not self.is_range:
            return self._within(sent_date(raw))
        if not isinstance(raw, list | tuple) or len(raw) > 2:
            raise Refused(f"{brief(raw)} is not a list of at most 2 dates.")
        dates = tuple(self._within(sent_date(item)) for item in raw)
        if dates[0] > dates[-1]:
            raise Refused(f"{brief(raw)} is not in order.")
        return dates

    def encode(self, value: date | Dates | None) -> str | tuple[str, ...] | None:
        if isinstance(value, tuple):
            return tuple(day.isoformat() for day in value)
        return None if value is None else value.isoformat()

    def accept(self, value: object) -> date | Dates | None:
        if isinstance(value, tuple | list):
            return self._accepted_range(value)
        if value is None:  # R32: None empties it.
            return () if self.is_range else None
        day = given_date("date_input", "its value in st.session_state", value)
        return day if self._is_within(day) else self.first_value()  # R33

    def shaped(self, value: date | Dates | None) -> Self:
        is_range = isinstance(value, tuple)
        return self if is_range == self.is_range else replace(self, is_range=is_range)

    def from_query(self, texts: Sequence[str]) -> date | Dates | None:
        if self.is_range or len(texts) == 2:
            return replace(self, is_range=True).decode(list(texts))
        return self.decode(texts[-1] if texts else None)

    def first_value(self) -> date | Dates | None:
        """The default, with "today" replaced by its date."""
        days = tuple(self._bounded(day) for day in self.default)
        if self.is_range:
            return days
        return days[0] if days else None

    def _accepted_range(self, given: Sequence[object]) -> date | Dates | None:
        if len(given) > 2:
            raise InvalidParameterTypeError(
                f"date_input: its value in st.session_state is {given!r}; set a tuple of at "
                f"most two dates."
            )
        name = "its value in st.session_state"
        days = tuple(sorted(given_date("date_input", name, item) for item in given))
        is_within = all(map(self._is_within, days))
        return days if is_within else self.first_value()  # R33

    def _sent_nothing(self, raw: Json) -> Dates | None:
        if (raw is None) == self.is_range:
            raise Refused(f"{brief(raw)} is not what an empty date_input sends.")
        if self.value and (self.default or self.required):
            raise Refused("A date is missing.")
        return () if self.is_range else None

    def _within(self, day: date) -> date:
        if self._is_within(day):
            return day
        raise Refused(f"{day} is outside the bounds {self.min or None} and {self.max or None}.")

    def _is_within(self, day: date) -> bool:
        return is_within(day.isoformat(), self.min, self.max)

    def _bounded(self, word: str) -> date:
        """A day of the default; "today" is moved to the nearest day within the bounds."""
        text = local_now().date().isoformat() if word == TODAY else word
        return date.fromisoformat(nearest(text, self.min, self.max))


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(value: Day | None = "today") -> date | None: ...
    def _(value: tuple[Day, ...] | list[Day]) -> Dates: ...


@command("Input widgets")
def date_input(
    label: str,
    value: Day | tuple[Day, ...] | list[Day] | None = "today",
    min_value: Day | None = None,
    max_value: Day | None = None,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    format: str = "YYYY/MM/DD",
    disabled: bool = False,
    required: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: WidthWithoutContent = "stretch",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> date | Dates | None:
    """Show a field for a date, or for a range of dates, with a calendar.

    Args:
        label: What to enter; inline Markdown.
        value: The initial date: a date, a datetime, text such as "2024-01-31", "today", or
            None for an empty field, which returns None. A tuple of at most two dates makes
            it a range.
        min_value: The first day that may be chosen; None for no bound.
        max_value: The last day that may be chosen; None for no bound.
        format: "YYYY/MM/DD", "DD/MM/YYYY" or "MM/DD/YYYY"; "-" or "." may stand for "/".
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The date, or None while it is empty. For a range, a tuple: both ends, only the start
        while the end is not chosen yet, or empty.

    Raises:
        InvalidParameterValueError: An argument is text that is not a date, or `value` has more
            than two dates.
        InvalidMinMaxError: `min_value` is after `max_value`.
        ValueBelowMinError: `value` is before `min_value`.
        ValueAboveMaxError: `value` is after `max_value`.

    Example:
        >>> born = st.date_input("Date of birth", None, max_value="today")
        >>> days = st.date_input("Your stay", ("2024-07-01", "2024-07-14"))
    """
    low, high = _checked_bound("min_value", min_value), _checked_bound("max_value", max_value)
    check_bounds("date_input", low, high)
    is_range = isinstance(value, tuple | list)
    record = DateInput(
        label=shown_label(label),
        default=_checked_default(value, low, high),
        is_range=is_range,
        min=low,
        max=high,
        format=checked_date_format("date_input", format),
        required=required,
    )
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    chosen: date | Dates | None = place_widget(
        record,
        record.first_value(),
        options,
        has_default=bool(record.default) and record.default != (TODAY,),
    )
    return chosen


def _checked_bound(name: Literal["min_value", "max_value"], bound: Day | None) -> str:
    return "" if bound is None else given_date("date_input", name, bound).isoformat()


def _checked_default(value: Day | Sequence[Day] | None, low: str, high: str) -> tuple[str, ...]:
    """The days of the default, in order; "today" stays a word, because its date changes."""
    given = value if isinstance(value, tuple | list) else () if value is None else (value,)
    if len(given) > 2:
        raise InvalidParameterValueError(
            f"date_input: value={value!r} has more than the two dates of a range."
        )
    words = [TODAY if day == TODAY else _checked_day(day, low, high) for day in given]
    return tuple(sorted(words, key=_day_of))


def _day_of(word: str) -> str:
    return local_now().date().isoformat() if word == TODAY else word


def _checked_day(value: object, low: str, high: str) -> str:
    day = given_date("date_input", "value", value).isoformat()
    check_within("date_input", day, low, high)
    return day
