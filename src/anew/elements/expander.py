"""A container that folds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from anew.arguments import checked_icon, one_of
from anew.elements.command import command
from anew.elements.container import Container
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_if_tracked
from anew.elements.shared.parameters import STRETCH, brief, shown_label
from anew.errors import InvalidParameterTypeError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.shared.parameters import (
        BindOption,
        Key,
        WidgetArgs,
        WidgetCallback,
        WidgetKwargs,
        WidthWithoutContent,
    )
    from anew.page.builder import Place
    from anew.protocol.messages import Json


class Expander(Widget[bool], frozen=True):
    """Open or closed. Without an id the tab alone knows which."""

    resets: ClassVar[tuple[str, ...]] = ("label", "default", "icon", "type")
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: bool = False
    default: bool = False
    icon: str = ""
    type: Literal["default", "compact", "step"] = "default"

    def decode(self, raw: Json) -> bool:
        if not isinstance(raw, bool):
            raise Refused(f"An expander is true or false, not {brief(raw)}.")
        return raw

    def accept(self, value: object) -> bool:
        if isinstance(value, bool | int):
            return bool(value)
        raise InvalidParameterTypeError(
            f"expander: its value in st.session_state is {value!r}; set True for open or "
            f"False for closed."
        )


class ExpanderContainer(Container):
    """What an expander holds."""

    __slots__ = ("open",)

    def __init__(self, own_place: Place, *, is_open: bool | None) -> None:
        super().__init__(own_place)
        self.open = is_open  # None where the tab alone knows.


@command("Layout")
def expander(
    label: str,
    expanded: bool = False,
    *,
    key: Key | None = None,
    icon: str | None = None,
    type: Literal["default", "compact", "step"] = "default",
    width: WidthWithoutContent = "stretch",
    on_change: Literal["ignore", "rerun"] | WidgetCallback = "ignore",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    bind: BindOption = None,
) -> ExpanderContainer:
    """Make a container that folds.

    Args:
        label: What it holds; Markdown within one line.
        expanded: Whether it is open at first.
        key: A name by which it is told from others; with `on_change`, `st.session_state`
            holds under it whether it is open.
        icon: An emoji or ":material/name:", before the label.
        type: "default", "compact" without a box, or "step" as one of a line of steps.
        on_change: Called after it was opened or closed, before the script runs; "rerun"
            only runs the script; "ignore" leaves opening and closing to the browser.
        bind: "query-params" keeps in the tab's address whether it is open, as the parameter
            that has the name of the key; "ignore" is as "rerun" then.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The container: call commands on it, or use it in a `with` block. Its `.open` says
        whether it is open, or is None with `on_change="ignore"`.

    Example:
        >>> with st.expander("Details"):
        ...     st.write("Many of them.")
    """
    one_of("expander", "type", type, ("default", "compact", "step"))
    record = Expander(
        label=shown_label(label),
        value=bool(expanded),
        default=bool(expanded),
        icon=checked_icon("expander", icon),
        type=type,
    )
    options = WidgetOptions(key, None, on_change, args, kwargs, width=width, bind=bind)
    is_open, slot = place_if_tracked(record, record.default, options)
    return ExpanderContainer(slot.inside(), is_open=is_open)
