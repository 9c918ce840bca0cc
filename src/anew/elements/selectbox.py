"""A dropdown of options, one of which is chosen; typing filters it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from anew.arguments import checked_icon, one_of
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.listed import Listed, shown_placeholder
from anew.elements.shared.options import (
    FILTER_MODES,
    FilterMode,
    Option,
    Options,
    checked_index,
    listed,
)
from anew.elements.shared.parameters import (
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
    from collections.abc import Callable, Iterable

    from anew.protocol.messages import Json


class Selectbox(Listed, frozen=True):
    """One of many options, a new one, or none."""

    resets: ClassVar[tuple[str, ...]] = ("accept_new_options",)

    value: int | str | None = None  # The index of an option, or the text of a new one.
    default: int | None = None  # None allows clearing the choice.
    icon: str = ""
    required: bool = False  # Whether the choice cannot be cleared.

    def decode(self, raw: Json) -> Any:
        if raw is None:
            if self.value is None or (self.default is None and not self.required):
                return None
            raise Refused("The choice cannot be cleared here.")
        return self.sent_option(raw)

    def encode(self, value: Any) -> int | str | None:
        if value is None:
            return self.options.index_of(None)
        index = self.options.index_of(value)
        return value if index is None and isinstance(value, str) else index

    def accept(self, value: object) -> Any:
        index = self.options.index_of(value)
        if index is None and value is None:  # R32: none is chosen.
            return None
        if index is None and self.accept_new_options and isinstance(value, str) and value:
            return value  # R33
        index = self.default if index is None else index  # R33, R40
        return None if index is None else self.options.values[index]


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(
        options: Iterable[Option], *, accept_new_options: Literal[False] = False
    ) -> Option | None: ...


@command("Input widgets")
def selectbox(
    label: str,
    options: Iterable[Option],
    index: int | None = 0,
    format_func: Callable[[Any], str] = str,
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
    accept_new_options: bool = False,
    filter_mode: FilterMode = "fuzzy",
    width: WidthWithoutContent = "stretch",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> Option | str | None:
    """Show a dropdown of options, one of which is chosen. Typing filters it.

    It may have very many options: they are sent once, and only the visible ones are drawn.

    Args:
        index: The position of the initially chosen option; None for none, and then the user
            can also clear the choice.
        placeholder: Shown while nothing is chosen.
        required: Whether a choice, once made, cannot be cleared.
        icon: An emoji or ":material/name:", in front of the choice.
        accept_new_options: Whether the user may enter a new option, which is returned as a
            string.
        filter_mode: How typing filters: "fuzzy" matches characters in order, "contains" any
            part, "prefix" the beginning; None turns filtering off.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The chosen option, a new one, or None if there is none.

    Raises:
        ValueOutOfRangeError: `index` is not the position of an option.
        InvalidParameterTypeError: `options` cannot be listed.

    Example:
        >>> city = st.selectbox("City", ["Berlin", "Paris", "Rome"], index=None)
    """
    one_of("selectbox", "filter_mode", filter_mode, FILTER_MODES)
    choices = Options(listed("selectbox", options), format_func)
    first = checked_index("selectbox", index, len(choices))
    record = Selectbox(
        label=shown_label(label),
        default=first,
        options=choices,
        relabels=choices.are_relabelled,
        placeholder=shown_placeholder(placeholder, "an option", accept_new_options, len(choices)),
        icon=checked_icon("selectbox", icon),
        required=required,
        accept_new_options=accept_new_options,
        filter_mode=filter_mode,
    )
    widget_options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    default = None if first is None else choices.values[first]
    chosen: Option | str | None = place_widget(
        record, default, widget_options, has_default=bool(first)
    )
    return chosen
