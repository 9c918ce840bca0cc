"""A container that can be collapsed."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from anew.arguments import checked_icon, one_of, words_of
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, place_if_tracked
from anew.elements.shared.opening import Opening, OpeningContainer
from anew.elements.shared.parameters import (
    STRETCH,
    BindOption,
    Key,
    WidgetArgs,
    WidgetCallback,
    WidgetKwargs,
    WidthWithoutContent,
    shown_label,
)

ExpanderType: TypeAlias = Literal["default", "compact", "step"]
EXPANDER_TYPES = words_of(ExpanderType)


class Expander(Opening, frozen=True):
    """Open or closed. Without an id, only the browser tab knows which."""

    resets: ClassVar[tuple[str, ...]] = ("label", "default", "icon", "type")
    widths: ClassVar[tuple[str, ...]] = STRETCH

    default: bool = False
    icon: str = ""
    type: ExpanderType = "default"


class ExpanderContainer(OpeningContainer):
    """The contents of an expander."""

    __slots__ = ()


@command("Layout")
def expander(
    label: str,
    expanded: bool = False,
    *,
    key: Key | None = None,
    icon: str | None = None,
    type: ExpanderType = "default",
    width: WidthWithoutContent = "stretch",
    on_change: Literal["ignore", "rerun"] | WidgetCallback = "ignore",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    bind: BindOption = None,
) -> ExpanderContainer:
    """Make a container that can be collapsed.

    Args:
        label: What it holds; inline Markdown.
        expanded: Whether it is open initially.
        key: A unique name; with `on_change`, `st.session_state` holds under it whether it
            is open.
        icon: An emoji or ":material/name:", before the label.
        type: "default", "compact" without a box, or "step" for one of a series of steps.
        on_change: Called after it is opened or closed, before the script runs; "rerun"
            only runs the script; "ignore" leaves opening and closing to the browser.
        bind: "query-params" keeps in the tab's address whether it is open, as the parameter
            that has the name of the key; "ignore" then acts like "rerun".
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The container: call commands on it, or use it in a `with` block. Its `.open` says
        whether it is open, or is None with `on_change="ignore"`.

    Example:
        >>> with st.expander("Details"):
        ...     st.write("Many of them.")
    """
    one_of("expander", "type", type, EXPANDER_TYPES)
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
