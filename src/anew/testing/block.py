"""Parts of a page, as a test sees them: their elements by kind, by index, by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from anew.elements.definition import Widget
from anew.errors import NotAvailableError
from anew.protocol.messages import Element
from anew.testing.choices import CHOICE_VIEWS, OneChoice, OptionSlider, SeveralChoices
from anew.testing.files import FILE_VIEWS, FileField
from anew.testing.shown import (
    WIDGET_VIEWS,
    Button,
    Checkbox,
    ColorField,
    DateField,
    Error,
    NumberField,
    Shown,
    ShownWidget,
    SliderHandle,
    TextField,
    TimeField,
    describe,
    kinds_of,
    shown_kind,
)
from anew.testing.tables import ShownImage, ShownTable

if TYPE_CHECKING:
    from datetime import datetime

    from anew.protocol.messages import Node
    from anew.testing.screen import Screen

S = TypeVar("S", bound=Shown[Any])


# Kinds that are also found under another name.
ALSO = {"button": ("form_submit_button",), "button_group": ("pills", "segmented_control")}


class Elements(Sequence[S]):
    """The elements of one kind, in the page's order: `[index]`, or `(key=...)`."""

    def __init__(self, kind: str, elements: Sequence[S]) -> None:
        self._kind = kind
        self._elements = elements

    @property
    def values(self) -> list[Any]:
        """The value of each."""
        return [element.value for element in self._elements]

    def __call__(self, key: str | int) -> S:
        """The one with this key; KeyError if there is none."""
        for element in self._elements:
            if element.key == str(key):
                return element
        keys = [element.key for element in self._elements if element.key is not None]
        raise KeyError(f"No {self._kind} has the key {str(key)!r}. Keys here: {keys}.")

    @overload
    def __getitem__(self, index: int) -> S: ...

    @overload
    def __getitem__(self, index: slice) -> list[S]: ...

    def __getitem__(self, index: int | slice) -> S | list[S]:
        if isinstance(index, slice):
            return list(self._elements[index])
        if not -len(self) <= index < len(self):
            raise IndexError(
                f"There is no {self._kind} {index}: the page shows {len(self)} of them."
            )
        return self._elements[index]

    def __len__(self) -> int:
        return len(self._elements)

    def __repr__(self) -> str:
        return repr(list(self._elements))


class Block(Shown[Any]):
    """A part of the page. Each kind of element is an attribute: `.button`, `.title`."""

    button: Elements[Button]
    caption: Elements[Shown[str]]
    checkbox: Elements[Checkbox]
    code: Elements[Shown[str]]
    color_picker: Elements[ColorField]
    columns: Elements[Block]
    container: Elements[Block]
    dataframe: Elements[ShownTable]
    date_input: Elements[DateField]
    datetime_input: Elements[ShownWidget[datetime | None]]
    divider: Elements[Shown[None]]
    download_button: Elements[Button]
    error: Elements[Shown[str]]
    exception: Elements[Error]
    expander: Elements[Expander]
    feedback: Elements[ShownWidget[int | None]]
    file_uploader: Elements[FileField]
    form: Elements[Block]
    form_submit_button: Elements[Button]
    header: Elements[Shown[str]]
    image: Elements[ShownImage]
    info: Elements[Shown[str]]
    json: Elements[Shown[str]]
    link_button: Elements[Button]
    markdown: Elements[Shown[str]]
    metric: Elements[Shown[str]]
    multiselect: Elements[SeveralChoices]
    number_input: Elements[NumberField]
    page_link: Elements[Shown[None]]
    pills: Elements[SeveralChoices]
    popover: Elements[Expander]
    progress: Elements[Shown[int]]
    radio: Elements[OneChoice]
    segmented_control: Elements[SeveralChoices]
    select_slider: Elements[OptionSlider]
    selectbox: Elements[OneChoice]
    slider: Elements[SliderHandle]
    spinner: Elements[Shown[None]]
    subheader: Elements[Shown[str]]
    success: Elements[Shown[str]]
    table: Elements[ShownTable]
    tab_row: Elements[TabRow]
    tabs: Elements[Block]
    text: Elements[Shown[str]]
    text_area: Elements[TextField]
    text_input: Elements[TextField]
    time_input: Elements[TimeField]
    title: Elements[Shown[str]]
    toast: Elements[Shown[str]]
    toggle: Elements[Checkbox]
    warning: Elements[Shown[str]]

    def get(self, element_type: str) -> Elements[Any]:
        """The elements of a kind, by its name.

        Args:
            element_type: The name: that of the command which shows it.

        Raises:
            NotAvailableError: anew has no such element.
        """
        known = known_kinds()
        if element_type not in known:
            raise NotAvailableError(
                f"anew has no element {element_type!r} yet. It has: {', '.join(sorted(known))}."
            )
        kinds = {element_type, *ALSO.get(element_type, ())}
        found = [view for view in self._views() if view.type in kinds]
        return Elements(element_type, found)

    def get_by_key(self, key: str | int) -> Any:
        """The element with this key, whatever its kind.

        Args:
            key: The key that the app gave it.

        Raises:
            KeyError: No element has it.
        """
        return Elements("element", list(self._views()))(key)

    @property
    def children(self) -> list[Any]:
        """What stands in it directly, in order."""
        return [view_of(self._screen, node) for node in self._node().children]

    def __getattr__(self, name: str) -> Any:
        known = known_kinds()
        if name in known:
            return self.get(name)
        if name.startswith("_") or name in self.record.__struct_fields__:
            return super().__getattr__(name)
        raise AttributeError(
            f"There is no {name!r} here. If it is an element, anew does not have it yet. "
            f"It has: {', '.join(sorted(known))}."
        )

    def __repr__(self) -> str:
        return "\n".join(_lines(self._node(), 0))

    def _views(self) -> Iterator[Shown[Any]]:
        """All that stands in it, in the page's order."""
        waiting = [*reversed(self._node().children)]
        while waiting:
            node = waiting.pop()
            yield view_of(self._screen, node)
            waiting.extend(reversed(node.children))


class Expander(Block):
    """A container that opens and closes: an expander, or a popover."""

    @property
    def label(self) -> str:
        return self._header.label

    @property
    def value(self) -> bool:
        """Whether it is open, where the app follows that."""
        return self._header.value

    def open(self) -> Self:
        return self.set_value(True)

    def close(self) -> Self:
        return self.set_value(False)

    def set_value(self, value: bool) -> Self:
        """Open or close it. AppTestError if the app is not told of that."""
        self._header.set_value(value)
        return self

    @property
    def _header(self) -> ShownWidget[bool]:
        return ShownWidget(self._screen, self._number, self._kind)


class TabRow(Block):
    """A row of tabs, with what they show."""

    @property
    def options(self) -> list[str]:
        """The labels."""
        return self._header.options

    @property
    def value(self) -> str:
        """The label of the one that is chosen, where the app follows that."""
        return str(self._header.value)

    def select(self, label: str) -> Self:
        """Choose a tab: the same as `set_value`."""
        return self.set_value(label)

    def set_value(self, label: str) -> Self:
        """Choose a tab by its label. AppTestError if the app is not told of that."""
        self._header.set_value(label)
        return self

    @property
    def _header(self) -> OneChoice:
        return OneChoice(self._screen, self._number, self._kind)


VIEWS: dict[str, type[Shown[Any]]] = {
    **WIDGET_VIEWS,
    **CHOICE_VIEWS,
    **FILE_VIEWS,
    "exception": Error,
    "expander": Expander,
    "popover": Expander,
    "tab_row": TabRow,
    "dataframe": ShownTable,
    "image": ShownImage,
    "table": ShownTable,
    **dict.fromkeys(("main", "sidebar", "container", "row", "columns", "tabs", "form"), Block),
}


def view_of(screen: Screen, node: Node) -> Shown[Any]:
    """The view of an element; elements that none is made for have a plain one."""
    kind = shown_kind(node.element)
    plain = ShownWidget if isinstance(node.element, Widget) else Block if node.children else Shown
    return VIEWS.get(kind, plain)(screen, node.id, kind)


def known_kinds() -> set[str]:
    """The kinds of all elements that anew has."""
    return {kind for record in _records(Element) for kind in kinds_of(record)} | ALSO.keys()


def _records(base: type[Element]) -> Iterator[type[Element]]:
    for record in base.__subclasses__():
        if record.__module__.startswith("anew."):
            yield record
        yield from _records(record)


def _lines(node: Node, depth: int) -> Iterator[str]:
    yield "    " * depth + describe(node.element)
    for child in node.children:
        yield from _lines(child, depth + 1)
