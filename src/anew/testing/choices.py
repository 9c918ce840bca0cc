"""Widgets with options as a test sees them. Options are chosen by value or by index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from anew.errors import AppTestError
from anew.state.memory import ABSENT
from anew.state.state import Refused
from anew.testing.shown import ShownWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.elements.shared.options import Options


class Choices(ShownWidget[Any]):
    """A widget with options."""

    @property
    def options(self) -> list[str]:
        """The options as the user sees them."""
        return list(self._options.labels)

    @property
    def format_func(self) -> Callable[[Any], object]:
        """The function that gives an option its text."""
        return self._options.format

    def _raw(self, option: object) -> int | str:
        """An option as a browser sends it.

        AppTestError if there is no such option, and the widget takes no new ones.
        """
        index = self._options.index_of(option)
        if index is None and isinstance(option, str) and option in self._options.labels:
            index = self._options.labels.index(option)
        if index is not None:
            return index
        if isinstance(option, str) and getattr(self.record, "accept_new_options", False):
            return option
        raise AppTestError(f"{self!r} has no option {option!r}. It has: {self.options}.")

    def _enter(self, raw: object, value: object) -> Self:
        widget = self._usable()
        try:
            widget.decode(raw)
        except Refused as refused:
            raise AppTestError(f"{self!r} cannot be set to {value!r}. {refused}") from refused
        self._screen.enter(widget.id, raw)
        return self

    @property
    def _options(self) -> Options:
        return cast("Options", getattr(self.record, "options"))  # noqa: B009


class OneChoice(Choices):
    """A widget where one option is chosen: radio, selectbox."""

    @property
    def index(self) -> int | None:
        """The index of the chosen option. None if there is none, or it is a new one."""
        value = self.value
        return None if value is None else self._options.index_of(value)

    def set_value(self, value: Any) -> Self:
        """Choose an option. None clears the choice."""
        is_back = value is None and self._options.index_of(None) is None
        return self._enter(None if is_back else self._raw(value), value)

    def select(self, value: Any) -> Self:
        """Choose an option. The same as `set_value`."""
        return self.set_value(value)

    def select_index(self, index: int) -> Self:
        """Choose the option with this index."""
        return self._enter(index, index)


class SeveralChoices(Choices):
    """A widget where several options may be chosen: multiselect, pills."""

    @property
    def indices(self) -> list[int]:
        """The indices of the chosen options."""
        found = [self._options.index_of(item) for item in self.values]
        return [index for index in found if index is not None]

    @property
    def values(self) -> list[Any]:
        """The chosen options as a list, also if only one may be chosen."""
        value = self.value
        if self._is_single:
            return [] if value is None else [value]
        return list(value)

    @property
    def formatted_values(self) -> list[str]:
        """The chosen options as the user sees them."""
        return [self.options[index] for index in self.indices]

    def set_value(self, value: Any) -> Self:
        """Choose exactly these options."""
        if self._is_single:
            items: Iterable[Any] = [] if value is None else [value]
        else:
            items = value or []
        return self._enter([self._raw(item) for item in items], value)

    def select(self, value: Any) -> Self:
        """Choose one more option. If only one may be chosen, it replaces the current one."""
        if self._is_single:
            return self.set_value(value)
        chosen = self.values
        raws = [self._raw(item) for item in chosen]
        return self if self._raw(value) in raws else self.set_value([*chosen, value])

    def unselect(self, value: Any) -> Self:
        """Unselect an option."""
        raw = self._raw(value)
        rest = [item for item in self.values if self._raw(item) != raw]
        return self.set_value(None if self._is_single and not rest else rest)

    @property
    def _is_single(self) -> bool:
        return getattr(self.record, "selection_mode", "multi") == "single"


class OptionSlider(Choices):
    """A slider whose values are options: select_slider."""

    def set_value(self, value: Any) -> Self:
        """Move the slider to an option, or a range to a pair of options."""
        is_range = bool(getattr(self.record, "is_range", False))
        items = list(value) if is_range else [value]
        return self._enter([self._raw(item) for item in items], value)

    def set_range(self, lower: Any, upper: Any) -> Self:
        """Move both ends of a range."""
        return self.set_value((lower, upper))


class Menu(Choices):
    """A button with a menu. What is clicked in it is sent at the next run."""

    @property
    def value(self) -> Any:
        """The option whose click is pending, or caused the last run; else None."""
        widget = self._widget
        said = self._screen.came_with_click(widget.id)
        raw = self._screen.entered(widget.id, said)
        return None if raw is ABSENT else widget.decode(raw)

    def click(self, value: Any) -> Self:
        """Click an option. AppTestError if another click is pending."""
        return self._click(self._raw(value), value)

    def click_index(self, index: int) -> Self:
        """Click the option with this index."""
        return self._click(index, index)

    def set_value(self, value: Any) -> Self:
        """Click an option. None cancels the pending click."""
        if value is not None or self._options.index_of(None) is not None:
            return self.click(value)
        self._screen.take_back(self._usable().id)
        return self

    def _click(self, raw: object, value: object) -> Self:
        self._enter(raw, value)
        self._screen.click(self._widget.id)
        return self


CHOICE_VIEWS: dict[str, type[ShownWidget[Any]]] = {
    "radio": OneChoice,
    "selectbox": OneChoice,
    "multiselect": SeveralChoices,
    "pills": SeveralChoices,
    "segmented_control": SeveralChoices,
    "select_slider": OptionSlider,
    "menu_button": Menu,
}
