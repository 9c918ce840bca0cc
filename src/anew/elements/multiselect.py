"""A dropdown of options, several of which can be chosen; each is shown as a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from anew.arguments import one_of
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.listed import Listed, shown_placeholder
from anew.elements.shared.options import (
    FILTER_MODES,
    FilterMode,
    Option,
    Options,
    chosen_at_first,
    items_of,
    known,
    listed,
    sent_items,
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
from anew.errors import (
    InvalidParameterTypeError,
    InvalidParameterValueError,
    SelectionCountExceedsMaxError,
)
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.protocol.messages import Json


class Multiselect(Listed, frozen=True):
    """Several of many options, and new ones."""

    resets: ClassVar[tuple[str, ...]] = ("max_selections", "accept_new_options")

    value: tuple[int | str, ...] = ()  # Indices of options, and the text of new ones.
    max_selections: int | None = None
    select_all: bool = False  # Whether the list offers to choose all that it shows.
    wrap: bool | None = None

    def decode(self, raw: Json) -> list[Any]:
        sent = sent_items(raw)
        if self.max_selections is not None and len(sent) > self.max_selections:
            raise Refused(f"{len(sent)} options are chosen; {self.max_selections} may be.")
        chosen = [self.sent_option(item) for item in sent]
        return items_of("multiselect", chosen)

    def encode(self, value: list[Any]) -> tuple[int | str, ...]:
        indices = [(self.options.index_of(item), item) for item in value]
        return tuple([item if index is None else index for index, item in indices])

    def accept(self, value: object) -> list[Any]:
        items = items_of("multiselect", self.options.several(value))
        items = known(self.options, items, takes_new=self.accept_new_options)  # R33, R40
        _check_count("its value in st.session_state", items, self.max_selections)
        return items


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(
        options: Iterable[Option], *, accept_new_options: Literal[False] = False
    ) -> list[Option]: ...
    def _(
        options: Iterable[Option], *, accept_new_options: Literal[True]
    ) -> list[Option | str]: ...


@command("Input widgets")
def multiselect(
    label: str,
    options: Iterable[Option],
    default: Any | None = None,
    format_func: Callable[[Any], str] = str,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    max_selections: int | None = None,
    placeholder: str | None = None,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    accept_new_options: bool = False,
    filter_mode: FilterMode = "fuzzy",
    select_all: bool | int = 1000,
    width: WidthWithoutContent = "stretch",
    wrap: bool | None = None,
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> list[Any]:
    """Show a dropdown of options, several of which can be chosen. Typing filters it.

    Args:
        default: The initially chosen options: a list, or a single one.
        max_selections: How many may be chosen; None for any number.
        placeholder: Shown while nothing is chosen.
        accept_new_options: Whether the user may enter new options; these are returned as
            strings.
        filter_mode: How typing filters: "fuzzy" matches characters in order, "contains" any
            part, "prefix" the beginning; None turns filtering off.
        select_all: Whether the list offers to choose all options; a number offers it for up
            to that many options.
        wrap: Whether tags wrap, as they do by default, or scroll in one line.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The chosen options in the order in which they were chosen: a list of your own.

    Raises:
        DefaultNotInOptionsError: `default` holds a value that is not one of the options.
        SelectionCountExceedsMaxError: More are chosen than `max_selections`.
        InvalidParameterTypeError: `options` cannot be listed.

    Example:
        >>> colors = st.multiselect("Colors", ["Red", "Green", "Blue"], ["Red"])
    """
    one_of("multiselect", "filter_mode", filter_mode, FILTER_MODES)
    _check_max_selections(max_selections)
    choices = Options(listed("multiselect", options), format_func)
    chosen = chosen_at_first("multiselect", default, choices)
    _check_count("default", chosen, max_selections)
    record = Multiselect(
        label=shown_label(label),
        options=choices,
        relabels=choices.are_relabelled,
        max_selections=max_selections,
        placeholder=shown_placeholder(placeholder, "options", accept_new_options, len(choices)),
        accept_new_options=accept_new_options,
        filter_mode=filter_mode,
        select_all=_offers_all(select_all, len(choices), max_selections),
        wrap=wrap,
    )
    widget_options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    now_chosen: list[Option | str] = place_widget(
        record, chosen, widget_options, has_default=default is not None
    )
    return now_chosen


def _check_max_selections(count: object) -> None:
    if count is None:
        return
    if isinstance(count, bool) or not isinstance(count, int):
        raise InvalidParameterTypeError(
            f"multiselect: max_selections={count!r} is not a whole number. Pass how many options "
            f"may be chosen, or None for any number."
        )
    if count < 1:
        raise InvalidParameterValueError(
            f"multiselect: max_selections={count!r} lets nothing be chosen. Pass 1 or more."
        )


def _check_count(what: str, items: list[Any], most: int | None) -> None:
    if most is not None and len(items) > most:
        raise SelectionCountExceedsMaxError(
            f"multiselect: {what} has {len(items)} options, and max_selections={most!r}. Choose "
            f"fewer, or allow more."
        )


def _offers_all(select_all: bool | int, count: int, most: int | None) -> bool:
    if most is not None and most < count:
        return False
    return select_all if isinstance(select_all, bool) else count <= select_all
