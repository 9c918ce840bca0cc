"""Containers of which one is shown at a time, chosen by its tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import Container
from anew.elements.definition import Widget
from anew.elements.markup import Inline
from anew.elements.placing import WidgetOptions, place, place_if_tracked
from anew.elements.shared.opening import OpeningContainer
from anew.elements.shared.options import (
    NO_MARKDOWN_OPTIONS,
    Choosing,
    MarkdownOptions,
    checked_default,
)
from anew.elements.shared.parameters import (
    STRETCH,
    BindOption,
    Height,
    Key,
    WidgetArgs,
    WidgetCallback,
    WidgetKwargs,
    WidthWithoutContent,
    checked_height,
)
from anew.errors import (
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
)
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.page.builder import Slot
    from anew.protocol.messages import Json


class Tabs(Choosing, Widget[Any], frozen=True):
    """A row of tabs; each of its children is what one of them shows.

    Without an id, only the browser tab knows which is chosen.
    """

    resets: ClassVar[tuple[str, ...]] = ("options", "default")
    widths: ClassVar[tuple[str, ...]] = STRETCH
    has_label: ClassVar[bool] = False

    value: int = 0
    default: int = 0
    options: MarkdownOptions = NO_MARKDOWN_OPTIONS
    height: Height = "content"

    def decode(self, raw: Json) -> Any:
        return self.options.at(raw)

    def encode(self, value: Any) -> int:
        return self.options.index_of(value) or 0

    def accept(self, value: object) -> Any:
        index = self.options.index_of(value)
        return self.options.values[self.default if index is None else index]  # R33

    def identity(self) -> object:
        return self  # Its labels are its options.


class Tab(Element, frozen=True):
    """What one tab shows."""

    label: Inline = Inline("")


class TabContainer(OpeningContainer):
    """What one tab shows."""

    __slots__ = ()


@command("Layout")
def tabs(
    tabs: Sequence[str],
    *,
    width: WidthWithoutContent = "stretch",
    height: Height = "content",
    default: str | None = None,
    key: Key | None = None,
    on_change: Literal["ignore", "rerun"] | WidgetCallback = "ignore",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    bind: BindOption = None,
) -> Sequence[TabContainer]:
    """Make containers of which one is shown at a time; the user chooses by tabs above them.

    The contents of the others are created too, unless the script checks their `.open` first.

    Args:
        tabs: The label of each; inline Markdown.
        height: Pixels (then they scroll), "stretch" or "content".
        default: The label of the tab that is shown initially; by default the first.
        key: A unique name; with `on_change`, `st.session_state` holds under it the label of
            the tab that is shown.
        on_change: Called after another tab is chosen, before the script runs; "rerun" only
            runs the script; "ignore" leaves the choice to the browser.
        bind: "query-params" keeps the label of the shown tab in the page's address.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The containers, in order: call commands on them, or use them in `with` blocks. The
        `.open` of each says whether it is shown, or is None with `on_change="ignore"`.

    Raises:
        MissingRequiredParameterError: `tabs` is empty.
        DefaultNotInOptionsError: `default` is not one of the labels.
        InvalidParameterValueError: Two labels are the same, which `on_change` could not tell
            apart.

    Example:
        >>> cats, dogs = st.tabs(["Cats", "Dogs"])
        >>> cats.write("Meow")
        >>> with dogs:
        ...     st.write("Woof")
    """
    options = MarkdownOptions(_checked_labels(tabs))
    first = options.values[0]
    chosen = first if default is None else checked_default("tabs", "default", default, options)
    start = options.values.index(chosen)
    record = Tabs(
        value=start,
        default=start,
        options=options,
        height=checked_height("tabs", height) or "content",
    )
    is_tracked = on_change != "ignore" or bind is not None
    if is_tracked and len(set(options.values)) < len(options):
        raise InvalidParameterValueError(
            f"tabs: two of {list(options.values)!r} are the same, so on_change could not tell "
            f"them apart. Give each tab a unique label."
        )
    given = WidgetOptions(key, None, on_change, args, kwargs, width=width, bind=bind)
    label, slot = place_if_tracked(record, chosen, given, has_default=default is not None)
    return _filled(slot, options, label)


def _filled(slot: Slot, options: MarkdownOptions, chosen: str | None) -> list[TabContainer]:
    """A container for each label, within their row."""
    with Container(slot.inside()):
        return [
            TabContainer(
                place(Tab(label=Inline(label))).inside(),
                is_open=None if chosen is None else label == chosen,
            )
            for label in options.values
        ]


def _checked_labels(labels: Any) -> list[str]:
    if isinstance(labels, str) or not hasattr(labels, "__iter__"):
        raise InvalidParameterTypeError(
            f"tabs: tabs={labels!r} is not a list. Pass the labels as a list of strings."
        )
    texts = list(labels)
    if not texts:
        raise MissingRequiredParameterError(
            "tabs: there are no labels, so there would be no tabs. Pass at least one."
        )
    for text in texts:
        if not isinstance(text, str):
            raise InvalidParameterTypeError(
                f"tabs: the label {text!r} is not text. Pass the labels as a list of strings."
            )
    return [shown_text(text) for text in texts]
