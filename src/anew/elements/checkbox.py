"""A box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.definition import Widget, kind_of
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.parameters import (
    BindOption,
    Key,
    LabelVisibility,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    Width,
    brief,
    shown_label,
)
from anew.errors import InvalidParameterTypeError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json


class Checkbox(Widget[bool], frozen=True):
    """Ticked or not."""

    value: bool = False
    wrap: bool | None = None

    def decode(self, raw: Json) -> bool:
        if not isinstance(raw, bool):
            raise Refused(f"A {kind_of(self)} is true or false, not {brief(raw)}.")
        return raw

    def accept(self, value: object) -> bool:
        if isinstance(value, bool | int):  # R34: 1 counts as ticked.
            return bool(value)
        raise InvalidParameterTypeError(
            f"{kind_of(self)}: its value in st.session_state is {value!r}; set True or False."
        )


@command("Input widgets")
def checkbox(
    label: str,
    value: bool = False,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: Width = "content",
    wrap: bool | None = None,
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> bool:
    """Show a box to tick.

    Args:
        label: What ticking it means; inline Markdown.
        value: Whether it is ticked initially.
        wrap: Whether a long label may wrap.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        Whether it is ticked.

    Example:
        >>> if st.checkbox("I agree"):
        ...     st.write("Thanks.")
    """
    record = Checkbox(label=shown_label(label), wrap=wrap)
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    return place_widget(record, bool(value), options)
