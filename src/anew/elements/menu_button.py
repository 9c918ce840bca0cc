"""A button that opens a menu of actions.

Each choice is a trigger with a value: it causes a run of its own, which sees it and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from anew.arguments import checked_icon
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, check_outside_forms, place_widget
from anew.elements.shared.clicked import check_on_click
from anew.elements.shared.options import (
    NO_MARKDOWN_OPTIONS,
    Choosing,
    MarkdownOptions,
    Option,
    listed,
)
from anew.elements.shared.parameters import (
    ButtonType,
    Key,
    WidgetArgs,
    WidgetCallback,
    WidgetKwargs,
    Width,
    check_button_type,
    shown_label,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.protocol.messages import Json


class MenuButton(Choosing, Widget[Any], frozen=True):
    """The option that was chosen, in the one run that follows."""

    is_trigger: ClassVar[bool] = True
    says: ClassVar[bool] = True
    is_read_only: ClassVar[bool] = True
    shows_value: ClassVar[bool] = False

    options: MarkdownOptions = NO_MARKDOWN_OPTIONS
    relabels: bool = False  # A choice keeps its position when all labels change.
    type: ButtonType = "secondary"
    icon: str = ""
    wrap: bool | None = None
    value: int | None = None  # Never sent: see `shows_value`.

    def decode(self, raw: Json) -> Any:
        return self.options.at(raw)

    def encode(self, value: Any) -> int | None:
        return self.options.index_of(value)

    def accept(self, value: object) -> Any:
        index = self.options.index_of(value)
        return value if index is None else self.options.values[index]


@command("Input widgets")
def menu_button(
    label: str,
    options: Iterable[Option],
    *,
    key: Key | None = None,
    help: str | None = None,
    on_click: WidgetCallback | None = None,
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    type: ButtonType = "secondary",
    icon: str | None = None,
    disabled: bool = False,
    width: Width = "content",
    format_func: Callable[[Any], str] = str,
    wrap: bool | None = None,
) -> Option | None:
    """Show a button that opens a menu of actions.

    Opening and closing it runs nothing; each choice causes a run of its own. The label stays what it
    is: for a choice that lasts, use `st.selectbox`.

    Args:
        options: What the menu offers: a list, an Enum, the keys of a dict, a column of a table.
            Their texts are inline Markdown.
        on_click: Called after a choice, before the script runs.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The chosen option in the one run that choosing it caused, else None.

    Raises:
        APIException: `on_click` is not callable, or another argument is not one of its allowed
            values.
        InvalidLayoutContextError: It is in a form.
        InvalidParameterTypeError: `options` cannot be listed.

    Example:
        >>> action = st.menu_button("Export", ["CSV", "JSON"], icon=":material/download:")
        >>> if action:
        ...     st.write(f"Exporting as {action} …")
    """
    check_outside_forms("menu_button")
    check_on_click("menu_button", on_click)
    check_button_type("menu_button", type)
    choices = MarkdownOptions(listed("menu_button", options), format_func)
    record = MenuButton(
        label=shown_label(label),
        options=choices,
        relabels=choices.are_relabelled,
        type=type,
        icon=checked_icon("menu_button", icon),
        wrap=wrap,
    )
    widget_options = WidgetOptions(key, help, on_click, args, kwargs, disabled, width=width)
    chosen: Option | None = place_widget(record, None, widget_options)
    return chosen
