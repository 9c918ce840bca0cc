"""Containers of a page as a test sees them: their elements by kind, index and key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from anew.elements.definition import Widget
from anew.errors import AppTestError
from anew.testing.choices import CHOICE_VIEWS, OneChoice
from anew.testing.editor import ShownDataEditor
from anew.testing.files import FILE_VIEWS
from anew.testing.kinds import ByKind
from anew.testing.shown import (
    ALSO_CALLED,
    WIDGET_VIEWS,
    Error,
    Shown,
    ShownWidget,
    describe,
    shown_kind,
)
from anew.testing.tables import ShownDataframe, ShownImage, ShownTable
from anew.testing.texts import TEXT_VIEWS

if TYPE_CHECKING:
    from anew.protocol.messages import Node
    from anew.testing.screen import Screen

S = TypeVar("S", bound=Shown[Any])


# Kinds that also include the elements of other kinds.
ALSO = {
    "button": ("form_submit_button",),
    "button_group": ("pills", "segmented_control"),
    "column": ("columns",),
    "flex_container": ("container", "row"),
    "tab": ("tabs",),
}


class Elements(Sequence[S]):
    """The elements of one kind, in page order. Use `[index]` or `(key=...)` to get one."""

    def __init__(self, kind: str, elements: Sequence[S]) -> None:
        self._kind = kind
        self._elements = elements

    @property
    def values(self) -> list[Any]:
        """The value of each element."""
        return [element.value for element in self._elements]

    @property
    def len(self) -> int:
        """The number of elements."""
        return len(self._elements)

    def __call__(self, key: str | int) -> S:
        """The element with this key. KeyError if there is none."""
        for element in self._elements:
            if element.key == str(key):
                return element
        keys = [element.key for element in self._elements if element.key is not None]
        raise KeyError(f"No {self._kind} has the key {str(key)!r}. Keys here: {keys}.")

    @overload
    def __getitem__(self, index: int) -> S: ...

    @overload
    def __getitem__(self, index: slice) -> Elements[S]: ...

    def __getitem__(self, index: int | slice) -> S | Elements[S]:
        if isinstance(index, slice):
            return Elements(self._kind, self._elements[index])
        if not -len(self) <= index < len(self):
            raise IndexError(
                f"There is no {self._kind} with index {index}: there are {len(self)} here."
            )
        return self._elements[index]

    def __len__(self) -> int:
        return len(self._elements)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Elements | list) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of lists

    def __repr__(self) -> str:
        return repr(list(self._elements))


class Block(ByKind, Shown[Any]):
    """A container of the page. Each kind of element is an attribute: `.button`, `.title`."""

    def get(self, element_type: str) -> Elements[Any]:
        """The elements of a kind, by its name.

        Args:
            element_type: The name of the command that shows such elements. For an unknown
                name the result is empty.
        """
        kinds = {element_type, *ALSO.get(element_type, ())}
        found = [view for view in self._views() if view.type in kinds]
        return Elements(element_type, found)

    def get_by_key(self, key: str | int) -> Any:
        """The element with this key, whatever its kind.

        Args:
            key: The key that the app gave it.

        Raises:
            KeyError: No element has this key.
            AppTestError: Several elements have it: a widget and its container, for example.
        """
        views = list(self._views())
        if len([view for view in views if view.key == str(key)]) > 1:
            raise AppTestError(
                f"Several elements have the key {str(key)!r}. Ask for one kind, as in "
                f"at.button(key=...), or in one container."
            )
        return Elements("element", views)(key)

    @property
    def children(self) -> dict[int, Any]:
        """The direct children, in order, by index."""
        nodes = _inside(self._node())
        return {index: view_of(self._screen, node) for index, node in enumerate(nodes)}

    def __getitem__(self, index: int) -> Any:
        """The direct child with this index."""
        return list(self.children.values())[index]

    def __len__(self) -> int:
        """The number of direct children."""
        return len(list(_inside(self._node())))

    def __iter__(self) -> Iterator[Any]:
        """The container itself and all that it contains, in page order."""
        yield self
        yield from self._views()

    def __getattr__(self, name: str) -> Any:
        known = known_kinds()
        if name in known:
            return self.get(name)
        name = ALSO_CALLED.get(name, name)
        if name.startswith("_") or name in self.record.__struct_fields__:
            return super().__getattr__(name)
        raise AttributeError(
            f"There is no {name!r} here. If it is an element, anew does not have it yet. The "
            f"elements are: {', '.join(sorted(known))}."
        )

    def __repr__(self) -> str:
        return "\n".join(_lines(self._node(), 0))

    def _views(self) -> Iterator[Shown[Any]]:
        """All elements that it contains, in page order."""
        waiting = [*reversed([*_inside(self._node())])]
        while waiting:
            node = waiting.pop()
            yield view_of(self._screen, node)
            waiting.extend(reversed([*_inside(node)]))


class Expander(Block):
    """A container that opens and closes: an expander, or a popover."""

    @property
    def label(self) -> str:
        return self._header.label

    @property
    def value(self) -> bool:
        """Whether it is open, if the app tracks that."""
        return self._header.value

    def open(self) -> Self:
        return self.set_value(True)

    def close(self) -> Self:
        return self.set_value(False)

    def set_value(self, value: bool) -> Self:
        """Open or close it. AppTestError if the app does not track that."""
        self._header.set_value(value)
        return self

    @property
    def _header(self) -> ShownWidget[bool]:
        return ShownWidget(self._screen, self._number, self._kind)


class ChatMessage(Block):
    """A message of a chat, with its contents."""

    @property
    def avatar(self) -> str:
        """The emoji, icon or address of the picture that the app gave; "" for none."""
        return str(self.icon or self.picture)


class Status(Block):
    """The steps of a long task. Its `label` and `state` are attributes."""

    @property
    def icon(self) -> str:
        """The sign of its state, by its name in the icon font."""
        return SIGNS[self.state]


SIGNS = {"running": "spinner", "complete": ":material/check:", "error": ":material/error:"}


class TabRow(Block):
    """A row of tabs, with their contents."""

    @property
    def options(self) -> list[str]:
        """The labels."""
        return self._header.options

    @property
    def value(self) -> str:
        """The label of the selected tab, if the app tracks that."""
        return str(self._header.value)

    def select(self, label: str) -> Self:
        """Select a tab. The same as `set_value`."""
        return self.set_value(label)

    def set_value(self, label: str) -> Self:
        """Select a tab by its label. AppTestError if the app does not track that."""
        self._header.set_value(label)
        return self

    @property
    def _header(self) -> OneChoice:
        return OneChoice(self._screen, self._number, self._kind)


VIEWS: dict[str, type[Shown[Any]]] = {
    **WIDGET_VIEWS,
    **CHOICE_VIEWS,
    **FILE_VIEWS,
    **TEXT_VIEWS,
    "exception": Error,
    "expander": Expander,
    "popover": Expander,
    "chat_message": ChatMessage,
    "status": Status,
    "tab_row": TabRow,
    "data_editor": ShownDataEditor,
    "dataframe": ShownDataframe,
    "image": ShownImage,
    "table": ShownTable,
    **dict.fromkeys(
        (
            "main",
            "sidebar",
            "bottom",
            "container",
            "row",
            "columns",
            "tabs",
            "form",
            "grid",
            "dialog",
        ),
        Block,
    ),
}


def view_of(screen: Screen, node: Node) -> Shown[Any]:
    """The view of an element: the one for its kind, or a plain one."""
    kind = shown_kind(node.element)
    plain = ShownWidget if isinstance(node.element, Widget) else Block if node.children else Shown
    return VIEWS.get(kind, plain)(screen, node.id, kind)


@cache
def known_kinds() -> frozenset[str]:
    """The kinds of all elements, imported or not."""
    return frozenset(ByKind.__annotations__.keys() | ALSO.keys())


def _lines(node: Node, depth: int) -> Iterator[str]:
    yield "    " * depth + describe(node.element)
    for child in _inside(node):
        yield from _lines(child, depth + 1)


def _inside(node: Node) -> Iterator[Node]:
    """The children of a node, as a user sees them: of a fragment, only what it has drawn."""
    for child in node.children:
        if shown_kind(child.element) == "fragment":
            yield from _inside(child)
        else:
            yield child
