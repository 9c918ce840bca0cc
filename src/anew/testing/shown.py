"""Elements and widgets as a test sees them: what they show, and what a user can do to them.

A view represents one element of the page across runs: `.value` is always what the element
shows now. User actions on a widget are sent at the next `.run()`.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypeAlias, TypeVar, cast

from anew.elements.alert import Alert
from anew.elements.columns import Column, Columns
from anew.elements.container import VerticalBlock
from anew.elements.date_input import DateInput
from anew.elements.definition import Widget
from anew.elements.exception import ShownException
from anew.elements.heading import Heading
from anew.elements.markup import Markup
from anew.elements.number_input import NumberInput
from anew.elements.shared.files_widget import FilesWidget
from anew.elements.shared.parameters import decimals_of
from anew.elements.slider import Slider
from anew.elements.tabs import Tab, Tabs
from anew.elements.time_input import TimeInput
from anew.errors import AppTestError
from anew.protocol.codec import to_json
from anew.protocol.messages import Element
from anew.state.memory import ABSENT
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.protocol.messages import Json, Node
    from anew.testing.app_test import AppTest
    from anew.testing.screen import Screen

V = TypeVar("V")
E = TypeVar("E", bound=Element)

Scalar: TypeAlias = int | float | date | time

VALUE_FIELDS = ("value", "body", "message")  # The first that a record has is its value.

# Field names that tests written for Streamlit use, and the names of the same fields here.
ALSO_CALLED = {"form_id": "form", "show_line_numbers": "line_numbers", "weight": "share"}
USES = frozenset({"set_value", "click"})  # User actions that only widgets have.


class Shown(Generic[V]):
    """An element of the page. Its record's fields are attributes: `.anchor`, `.icon`."""

    def __init__(self, screen: Screen, number: int, kind: str) -> None:
        self._screen = screen
        self._number = number
        self._kind = kind

    @property
    def type(self) -> str:
        """The command that made it: "title", "button", "warning"."""
        return self._kind

    @property
    def record(self) -> Element:
        """The element as the server keeps it."""
        return self._node().element

    @property
    def key(self) -> str | None:
        """The author's key, or None."""
        return self.record.key or None

    @property
    def value(self) -> V:
        """What the element shows. Text is as the author wrote it."""
        record = self.record
        for name in _value_fields(record):
            return cast("V", _source(getattr(record, name)))
        raise AttributeError("value")  # Python then calls `__getattr__`, whose error tells more.

    @property
    def proto(self) -> Self:
        """The element itself, for tests that read fields of Streamlit's messages."""
        return self

    def run(self, *, timeout: float | None = None) -> AppTest:
        """Run the app. The same as `AppTest.run`."""
        return self._screen.app.run(timeout=timeout)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in USES:
            return lambda *_args, **_kwargs: self._refuse(name)
        record = self.record
        name = ALSO_CALLED.get(name, name)
        if name in record.__struct_fields__:
            return _source(getattr(record, name))
        known = ", ".join(record.__struct_fields__)
        raise AttributeError(f"{describe(record)} has no {name!r}. It has: {known}.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shown) and self._place == other._place

    def __hash__(self) -> int:
        return hash(self._place)

    def __repr__(self) -> str:
        return describe(self.record)

    @property
    def _place(self) -> tuple[Screen, int]:
        return self._screen, self._number

    def _refuse(self, use: str) -> NoReturn:
        raise self._has_no_use(use)

    def _has_no_use(self, use: str) -> AppTestError:
        return AppTestError(f"{self!r} is not a widget, so it has no .{use}().")

    def _node(self) -> Node:
        node = self._screen.node(self._number)
        if node is None:
            raise AppTestError(f"This {self._kind} is no longer on the page.")
        return node


class Error(Shown[str]):
    """An error that the page shows. Its value is its message."""

    @property
    def message(self) -> str:
        return self.value

    @property
    def error_type(self) -> str:
        """The name of its class: "ZeroDivisionError"."""
        return self._error.type

    @property
    def is_markdown(self) -> bool:
        """Whether its message is Markdown: never."""
        return False

    @property
    def is_warning(self) -> bool:
        """Whether it is a warning: never, since only errors are shown this way."""
        return False

    @property
    def stack_trace(self) -> list[str]:
        """The author's frames, outermost first."""
        return list(self._error.frames)

    @property
    def _error(self) -> ShownException:
        return _as(ShownException, self.record)


class ShownWidget(Shown[V]):
    """An element with a value that a user can change."""

    @property
    def label(self) -> str:
        return self._widget.label.source

    @property
    def help(self) -> str | None:
        text = self._widget.help
        return None if text is None else text.source

    @property
    def disabled(self) -> bool:
        return self._widget.disabled

    @property
    def value(self) -> V:
        """What was entered but not sent yet, else the value that the script got."""
        widget = self._widget
        raw = self._screen.entered(widget.id, ABSENT)
        if raw is not ABSENT:
            return cast("V", widget.decode(raw))
        # A form that clears on submit shows the initial value again, but the script got another.
        sent = self._screen.sent(widget.id)
        return cast("V", widget.decode(getattr(widget, "value", None)) if sent is ABSENT else sent)

    def set_value(self, value: V) -> Self:
        """Enter a value. AppTestError if a user could not enter it here."""
        widget = self._usable()
        raw: Json = json.loads(to_json(widget.encode(value)))
        try:
            widget.decode(raw)
        except Refused as refused:
            raise AppTestError(f"{self!r} cannot be set to {value!r}. {refused}") from refused
        self._screen.enter(widget.id, raw)
        return self

    def _usable(self) -> Widget[Any]:
        widget = self._widget
        if widget.disabled:
            raise AppTestError(f"{self!r} is disabled, so a user could not change it.")
        if not widget.id:
            raise AppTestError(f"{self!r} has no value that the app tracks.")
        return widget

    @property
    def _widget(self) -> Widget[Any]:
        return _as(Widget, self.record)


class Button(ShownWidget[bool]):
    """A button."""

    @property
    def value(self) -> bool:
        """Whether a click is pending, or caused the last run."""
        return self._screen.is_clicked(self._widget.id)

    def click(self) -> Self:
        """Click it. AppTestError if another click is pending."""
        widget = self._usable()
        self._screen.click(widget.id, widget.form if widget.submits_form else "")
        return self

    def set_value(self, value: bool) -> Self:
        """Click it, or cancel the pending click."""
        if value:
            return self.click()
        self._screen.unclick(self._usable().id)
        return self


class Checkbox(ShownWidget[bool]):
    """A box to tick, or a toggle."""

    def check(self) -> Self:
        return self.set_value(True)

    def uncheck(self) -> Self:
        return self.set_value(False)


class TextField(ShownWidget[str | None]):
    """A field for text."""

    def input(self, text: str) -> Self:
        """Enter text. The same as `set_value`."""
        return self.set_value(text)


class NumberField(ShownWidget[int | float | None]):
    """A field for a number."""

    @property
    def min(self) -> int | float | None:
        return self._number_input.min

    @property
    def max(self) -> int | float | None:
        return self._number_input.max

    @property
    def step(self) -> int | float:
        return self._number_input.step

    def increment(self) -> Self:
        """Press "+"."""
        return self._step_by(self.step)

    def decrement(self) -> Self:
        """Press "-"."""
        return self._step_by(-self.step)

    def _step_by(self, distance: float) -> Self:
        before = self.value
        if before is None:  # As in the browser, the first press enters the minimum, or 0.
            before, distance = self.min or 0, 0
        number = before + distance
        if isinstance(number, float):  # 0.1 + 0.2 is 0.3, as the browser shows it.
            number = round(number, max(decimals_of(distance), decimals_of(before)))
        if self.max is not None:
            number = min(number, self.max)
        if self.min is not None:
            number = max(number, self.min)
        return self.set_value(number)

    @property
    def _number_input(self) -> NumberInput:
        return _as(NumberInput, self.record)


class SliderHandle(ShownWidget[Any]):
    """A slider. Its value is a number, date or time, or the pair of a range."""

    @property
    def min(self) -> Scalar:
        """The lowest value of the scale."""
        return self._slider.scale.value(self._slider.min)

    @property
    def max(self) -> Scalar:
        """The highest value of the scale."""
        return self._slider.scale.value(self._slider.max)

    @property
    def step(self) -> int | float | timedelta:
        step = self._slider.step
        match self._slider.kind:
            case "date":
                return timedelta(days=step)
            case "time" | "datetime":
                return timedelta(microseconds=step)
            case _:
                return step

    def set_value(self, value: Scalar | tuple[Scalar, Scalar] | list[Scalar]) -> Self:
        """Move the slider to a value, or a range to a pair of values."""
        return super().set_value(tuple(value) if isinstance(value, list) else value)

    def set_range(self, lower: Scalar, upper: Scalar) -> Self:
        """Move both ends of a range."""
        return self.set_value((lower, upper))

    @property
    def _slider(self) -> Slider:
        return _as(Slider, self.record)


class TimeField(ShownWidget[time | None]):
    """A field for a time of day."""

    def increment(self) -> Self:
        """Choose the next time in its list."""
        return self._step_by(self._time_input.step)

    def decrement(self) -> Self:
        """Choose the previous time in its list."""
        return self._step_by(-self._time_input.step)

    def _step_by(self, seconds: int) -> Self:
        if self.value is None:
            raise AppTestError(f"{self!r} is empty, so it has no next time. Set a value first.")
        moment = datetime.combine(date(2000, 1, 1), self.value) + timedelta(seconds=seconds)
        return self.set_value(moment.time())

    @property
    def _time_input(self) -> TimeInput:
        return _as(TimeInput, self.record)


class DateField(ShownWidget[Any]):
    """A field for a date, or for the dates of a range."""

    @property
    def min(self) -> date | None:
        """The first day that may be chosen."""
        return _day(_as(DateInput, self.record).min)

    @property
    def max(self) -> date | None:
        """The last day that may be chosen."""
        return _day(_as(DateInput, self.record).max)

    def set_value(self, value: date | Sequence[date] | None) -> Self:
        """Enter a date, or a range as a tuple of at most two of them."""
        return super().set_value(tuple(value) if isinstance(value, list) else value)


class ColorField(ShownWidget[str]):
    """A colour to pick."""

    def pick(self, color: str) -> Self:
        """Pick a colour such as "#ff8800". The same as `set_value`."""
        return self.set_value(color if color.startswith("#") else f"#{color}")


class PageField(ShownWidget[int]):
    """Numbers of pages to choose from."""

    def select(self, page: int) -> Self:
        """Choose a page. The same as `set_value`."""
        return self.set_value(page)


WIDGET_VIEWS: dict[str, type[ShownWidget[Any]]] = {
    "button": Button,
    "download_button": Button,
    "form_submit_button": Button,
    "checkbox": Checkbox,
    "toggle": Checkbox,
    "number_input": NumberField,
    "text_input": TextField,
    "slider": SliderHandle,
    "color_picker": ColorField,
    "date_input": DateField,
    "text_area": TextField,
    "time_input": TimeField,
    "pagination": PageField,
}


# One record may serve several commands, and one command may create several records.
KINDS: dict[type[Element], tuple[str, ...]] = {
    Heading: ("title", "header", "subheader"),
    Alert: ("success", "info", "warning", "error"),
    VerticalBlock: ("container",),
    Columns: ("row",),
    Column: ("columns",),
    Tabs: ("tab_row",),
    Tab: ("tabs",),
    Widget: (),
}


def kinds_of(record: type[Element]) -> tuple[str, ...]:
    """The element names that a record may have."""
    return KINDS.get(record, (str(record.__struct_config__.tag),))


def shown_kind(record: Element) -> str:
    """The element name of a record."""
    match record:
        case Heading(level=level):
            return KINDS[Heading][level - 1]
        case Alert(kind=kind):
            return kind
        case _:
            return kinds_of(type(record))[0]


def describe(record: Element) -> str:
    """One line that describes an element: `button 'Add' key='add'`."""
    words = [shown_kind(record)]
    match record:
        case ShownException():
            words.append(f"{record.type}: {record.message!r}")
        case Widget():
            words.append(repr(record.label.source))
            if isinstance(record, FilesWidget):
                words.append(f"files={[file.name for file in record.files]!r}")
            elif record.id and record.shows_value:
                values = [getattr(record, name) for name in _value_fields(record)]
                words += [f"value={record.decode(raw)!r}" for raw in values]
            if record.disabled:
                words.append("disabled")
        case _:
            words += [repr(_source(getattr(record, name))) for name in _value_fields(record)]
    if record.key:
        words.append(f"key={record.key!r}")
    return " ".join(words)


def _value_fields(record: Element) -> list[str]:
    """The field with what an element shows, if it shows anything itself. At most one."""
    return [name for name in VALUE_FIELDS if name in record.__struct_fields__][:1]


def _source(value: object) -> object:
    return value.source if isinstance(value, Markup) else value


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _as(kind: type[E], record: Element) -> E:
    assert isinstance(record, kind)
    return record
