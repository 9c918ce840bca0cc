"""A number to type, with buttons that increase and decrease it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from anew.arguments import checked_icon, shown_text
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
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
    checked_number,
    decimals_of,
    number_in,
    sent_number,
    shown_label,
)
from anew.errors import (
    InvalidMinMaxError,
    InvalidNumberFormatError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MixedNumericTypesError,
    ValueAboveMaxError,
    ValueBelowMinError,
)
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

Number = TypeVar("Number", int, float)
NumberKind = Literal["int", "float"]


class NumberInput(Widget[Any], frozen=True):
    """A number, or None while it is empty."""

    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: int | float | None = None
    default: int | float | None = None  # None allows an empty field.
    kind: NumberKind = (
        "float"  # The type of all its numbers; a browser does not distinguish 1 from 1.0.
    )
    min: int | float | None = None
    max: int | float | None = None
    step: int | float = 0.01
    format: str = "%0.2f"  # In printf style.
    placeholder: str = ""
    icon: str = ""
    required: bool = False  # Whether an empty field is rejected.

    def decode(self, raw: Json) -> int | float | None:
        if raw is None:
            if self.value is None or (self.default is None and not self.required):
                return None
            raise Refused("A number is missing.")
        number = sent_number(raw, whole=self.kind == "int")
        if not self._is_within(number):
            raise Refused(f"{number!r} is outside the bounds {self.min} and {self.max}.")
        return number

    def raw_of(self, text: str) -> Json:
        return number_in(text, whole=self.kind == "int")

    def accept(self, value: object) -> int | float | None:
        if value is None:  # R32: None empties it.
            return None
        number = self._of_kind(
            checked_number("number_input", "its value in st.session_state", value)
        )
        return number if self._is_within(number) else self.default  # R33

    def _is_within(self, number: float) -> bool:
        is_above = self.min is None or number >= self.min
        return is_above and (self.max is None or number <= self.max)

    def _of_kind(self, number: float) -> int | float:
        if self.kind == "float":
            return float(number)
        if number == int(number):
            return checked_number("number_input", "its value in st.session_state", int(number))
        raise InvalidParameterTypeError(
            f"number_input: its value in st.session_state is {number!r}, and it takes whole "
            f"numbers. Set one, or make it with floats: min_value=0.0."
        )


@command("Input widgets")
def number_input(
    label: str,
    min_value: Number | None = None,
    max_value: Number | None = None,
    value: Number | Literal["min"] | None = "min",
    step: Number | None = None,
    format: str | None = None,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    placeholder: str | None = None,
    disabled: bool = False,
    required: bool = False,
    label_visibility: LabelVisibility = "visible",
    icon: str | None = None,
    width: WidthWithoutContent = "stretch",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> Number | None:
    """Show a field for a number.

    It accepts and returns ints if the numbers given here are ints, and floats otherwise. All
    given numbers must be of one type.

    Args:
        label: What to enter; inline Markdown.
        min_value: The smallest number that may be entered; None for no bound.
        max_value: The largest number that may be entered; None for no bound.
        value: The initial number; "min" for `min_value`, or 0 without one; None for an empty
            field, which returns None.
        step: How much its buttons add and subtract; by default 1, or 0.01 for floats.
        format: How the number is shown, in printf style: "%d", "%0.1f".
        placeholder: Shown while it is empty.
        icon: An emoji or ":material/name:", in front of the number.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The number, or None while it is empty.

    Raises:
        MixedNumericTypesError: Ints and floats together.
        InvalidMinMaxError: `min_value` is above `max_value`.
        ValueBelowMinError: `value` is below `min_value`.
        ValueAboveMaxError: `value` is above `max_value`.
        InvalidNumberFormatError: `format` cannot show a number.
        JSNumberBoundsError: A number that a browser cannot hold.

    Example:
        >>> age = st.number_input("Age", min_value=0, max_value=130)
        >>> height = st.number_input("Height in m", value=None, step=0.1)
    """
    given = {"value": value, "min_value": min_value, "max_value": max_value, "step": step}
    numbers = {
        name: checked_number("number_input", name, number)
        for name, number in given.items()
        if number is not None and number != "min"
    }
    kind = _kind_of(numbers, format)
    low, high = numbers.get("min_value"), numbers.get("max_value")
    if low is not None and high is not None and low > high:
        raise InvalidMinMaxError(f"number_input: min_value={low!r} is above max_value={high!r}.")
    default = None if value is None else _default(numbers, kind)
    own_step = _checked_step(numbers.get("step"), kind)
    record = NumberInput(
        label=shown_label(label),
        default=default,
        kind=kind,
        min=low,
        max=high,
        step=own_step,
        format=_checked_format(format, kind, own_step),
        placeholder=shown_text(placeholder or ""),
        icon=checked_icon("number_input", icon),
        required=required,
    )
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    number: Number | None = place_widget(record, default, options, has_default="value" in numbers)
    return number


def _kind_of(numbers: dict[str, int | float], format: str | None) -> NumberKind:
    kinds = {type(number) for number in numbers.values()}
    if len(kinds) > 1:
        given = ", ".join(f"{name}={number!r}" for name, number in numbers.items())
        raise MixedNumericTypesError(
            f"number_input: {given} mixes whole numbers with floats. Write all of them as "
            f"ints, or all as floats."
        )
    if kinds:
        return "int" if kinds == {int} else "float"
    is_for_ints = format is not None and format.strip().endswith(("d", "u", "i"))
    return "int" if is_for_ints else "float"


def _default(numbers: dict[str, int | float], kind: NumberKind) -> int | float:
    low, high = numbers.get("min_value"), numbers.get("max_value")
    if "value" not in numbers:
        nearest_to_zero = 0 if high is None else min(high, 0)
        start = nearest_to_zero if low is None else low
        return int(start) if kind == "int" else float(start)
    value = numbers["value"]
    if low is not None and value < low:
        raise ValueBelowMinError(f"number_input: value={value!r} is below min_value={low!r}.")
    if high is not None and value > high:
        raise ValueAboveMaxError(f"number_input: value={value!r} is above max_value={high!r}.")
    return value


def _checked_step(step: float | None, kind: NumberKind) -> int | float:
    if step is None:
        return 1 if kind == "int" else 0.01
    if step <= 0:
        raise InvalidParameterValueError(f"number_input: step={step!r} is not above 0.")
    return step


def _checked_format(format: str | None, kind: NumberKind, step: float) -> str:
    if format is None:
        return "%d" if kind == "int" else f"%0.{decimals_of(step)}f"
    try:
        float(format % 2)
    except (TypeError, ValueError) as error:
        raise InvalidNumberFormatError(
            f"number_input: format={format!r} does not show a number as digits. Write it as "
            f"printf does: '%d', '%0.2f'."
        ) from error
    return format
