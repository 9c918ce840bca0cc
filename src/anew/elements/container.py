"""Places in the page: what `st.container()` and every command that draws return.

A container takes the same commands as `st` itself, as methods (`col.button(...)`) and
in a `with` block. The methods are made from one table, `DEFINED_IN`; the stub file beside
this one, which editors read, is generated from the same table.
"""

from __future__ import annotations

import functools
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Self

from anew.ambient.context import Here, Nowhere, enter, enter_block, here, leave, leave_block
from anew.arguments import one_of, words_of
from anew.elements import DEFINED_IN
from anew.elements.command import command
from anew.elements.placing import place, reserved_key
from anew.elements.shared.parameters import (
    Gap,
    Height,
    Key,
    Width,
    checked_gap,
    checked_height,
    checked_width,
)
from anew.protocol.messages import Element
from anew.unknown import missing, older

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from anew.ambient.context import RunContext
    from anew.page.builder import Place

HorizontalAlignment = Literal["left", "center", "right", "distribute"]
VerticalAlignment = Literal["top", "center", "bottom", "distribute"]
HORIZONTAL_ALIGNMENTS = words_of(HorizontalAlignment)
VERTICAL_ALIGNMENTS = words_of(VerticalAlignment)


class VerticalBlock(Element, frozen=True):
    """Elements below one another, or side by side."""

    border: bool = False
    width: Width = "stretch"
    height: Height = "content"
    horizontal: bool = False
    wrap: bool = True
    horizontal_alignment: HorizontalAlignment = "left"
    vertical_alignment: VerticalAlignment = "top"
    gap: str | int = "small"  # Pixels or a word; "" for none.
    # None to do so once it has a fixed height and messages of a chat.
    autoscroll: bool | None = None


class Container:
    """A place in the page that takes commands: a block that grows, or one element's place."""

    __slots__ = ("_own_place", "_run")

    def __init__(self, own_place: Place, run: RunContext | None = None) -> None:
        self._own_place = own_place
        self._run = here().run if run is None else run

    def __enter__(self) -> Self:
        run, place, _ = self._here()
        enter_block(run, place)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        run, place, _ = here()
        leave_block()
        is_seen = not isinstance(place, Nowhere)
        if error is not None and is_seen and (run.failed_in or (None,))[0] is not error:
            run.failed_in = (error, place)

    def _here(self) -> Here:
        """The run and the place at which commands called on it draw."""
        run, place, _ = here()
        if run.builder is None and (self._run.is_over or run.job is not None):
            return Here(run, place)  # A task, or a thread that outlasts its run.
        if run is self._run or run.builder is None:
            return Here(self._run, self._own_place)
        if run.builder is self._run.builder:  # A fragment draws on the page of the last whole run.
            return Here(run, self._own_place)
        # A callback or the state kept it from an earlier run, whose page has been sent.
        run.tell_once(
            "A command was called on a container of an earlier run, which draws nothing. "
            "Create the container in each run, and draw to that one."
        )
        return Here(run, Nowhere(self._own_place.form))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"A container has no attribute {name!r}.")
        found = older(name, self)
        if found is not None:
            return found
        raise missing(name, list(DEFINED_IN), within="container")


class AreaContainer(Container):
    """The sidebar: an area beside the page, shown once it holds something.

    Example:
        >>> st.sidebar.title("Filters")
        >>> with st.sidebar:
        ...     year = st.slider("Year", 2000, 2025)
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def _here(self) -> Here:
        run, place, _ = here()
        if run.builder is not None:
            return Here(run, run.builder.area(self._name))
        return Here(run, place if run.job is not None else Nowhere())


class _Command:
    """A command as a method of containers, created on first use."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, own: Container | None, kind: type[Container]) -> object:
        module = import_module(f"anew.elements.{DEFINED_IN[self._name]}")
        setattr(Container, self._name, _as_method(getattr(module, self._name)))
        return getattr(kind if own is None else own, self._name)


def _as_method(command: Callable[..., object]) -> Callable[..., object]:
    @functools.wraps(command)
    def method(self: Container, *args: object, **kwargs: object) -> object:
        run, place, _ = self._here()
        token = enter(run, place)
        try:
            return command(*args, **kwargs)
        finally:
            leave(token)

    return method


for _name in DEFINED_IN:
    setattr(Container, _name, _Command(_name))


def slot_of(element: Element) -> Container:
    """Put an element at the current place; return the container that can replace it."""
    return Container(place(element))


def block_of(element: Element) -> Container:
    """Put a container's element at the current place; return the container for its contents."""
    return Container(place(element).inside())


@command("Layout")
def container(
    *,
    border: bool | None = None,
    key: Key | None = None,
    width: Width = "stretch",
    height: Height = "content",
    horizontal: bool = False,
    wrap: bool = True,
    horizontal_alignment: HorizontalAlignment = "left",
    vertical_alignment: VerticalAlignment = "top",
    gap: Gap | None = "small",
    autoscroll: bool | None = None,
) -> Container:
    """Make a place for several elements; it may be filled later.

    Args:
        border: Whether it has a border; None gives it one if the height is fixed.
        key: A name, which is also its CSS class: `st-key-<name>`.
        width: Pixels, "stretch" or "content".
        height: Pixels (then it scrolls), "stretch" or "content".
        horizontal: Whether its elements are side by side.
        wrap: Whether a horizontal one continues on the next line.
        horizontal_alignment: "left", "center", "right" or "distribute".
        vertical_alignment: "top", "center", "bottom" or "distribute".
        gap: The space between its elements: "xxsmall" to "xxlarge", or pixels; None for none.
        autoscroll: Whether a container of fixed height keeps its end in view as it grows; None
            for one with messages of a chat.

    Returns:
        The container: call commands on it, or use it in a `with` block.

    Example:
        >>> box = st.container(border=True)
        >>> st.write("Below the box.")
        >>> box.write("In the box.")
    """
    one_of(
        "container",
        "horizontal_alignment",
        horizontal_alignment,
        HORIZONTAL_ALIGNMENTS,
    )
    one_of(
        "container",
        "vertical_alignment",
        vertical_alignment,
        VERTICAL_ALIGNMENTS,
    )
    has_fixed_height = isinstance(height, int)
    record = VerticalBlock(
        key="" if key is None else reserved_key("container", key),
        border=has_fixed_height if border is None else border,
        width=checked_width("container", width),
        height=checked_height("container", height) or "content",
        horizontal=horizontal,
        wrap=wrap,
        horizontal_alignment=horizontal_alignment,
        vertical_alignment=vertical_alignment,
        gap=checked_gap("container", gap),
        autoscroll=autoscroll,
    )
    return block_of(record)
