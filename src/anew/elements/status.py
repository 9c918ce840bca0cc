"""The steps of a long task, in a container that says how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec.structs import replace

from anew.ambient.context import Nowhere
from anew.ambient.control import RunSignal
from anew.arguments import one_of, words_of
from anew.elements.command import command
from anew.elements.container import Container
from anew.elements.expander import EXPANDER_TYPES, ExpanderType
from anew.elements.markup import Inline
from anew.elements.placing import place
from anew.elements.shared.parameters import (
    STRETCH,
    WidthWithoutContent,
    checked_width,
    shown_label,
)
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from types import TracebackType

    from anew.page.builder import Block

State: TypeAlias = Literal["running", "complete", "error"]
STATES = words_of(State)


class Status(Element, frozen=True):
    """An expander with a sign for its state. Only the browser tab knows whether it is open."""

    label: Inline = Inline("")
    value: bool = False  # Whether the author wants it open.
    state: State = "running"
    type: ExpanderType = "default"
    width: WidthWithoutContent = "stretch"


class StatusContainer(Container):
    """The contents of a status. As a `with` block, it is complete when the block ends."""

    __slots__ = ("_draft",)

    def __init__(self, own_place: Block) -> None:
        super().__init__(own_place)
        self._draft = own_place.draft

    def update(
        self,
        *,
        label: str | None = None,
        expanded: bool | None = None,
        state: State | None = None,
    ) -> None:
        """Change what is given, and leave the rest.

        Args:
            label: What is being done; inline Markdown.
            expanded: Whether it is open.
            state: "running", "complete" or "error".
        """
        run, there, _ = self._here()
        run.control.checkpoint()
        if state is not None:
            one_of("status.update", "state", state, STATES)
        if not isinstance(there, Nowhere):
            self._change(label=label, expanded=expanded, state=state)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, traceback)
        # A run that is stopped leaves it as it is: nobody knows how far the task came.
        if self._record.state == "running" and not isinstance(error, RunSignal):
            self._change(state="complete" if error is None else "error")

    @property
    def _record(self) -> Status:
        record = self._draft.element
        assert isinstance(record, Status)
        return record

    def _change(
        self,
        *,
        label: str | None = None,
        expanded: bool | None = None,
        state: State | None = None,
    ) -> None:
        record = self._record
        # In its draft, whose contents stay; without a checkpoint, for the end of a block.
        self._draft.element = replace(
            record,
            label=record.label if label is None else shown_label(label),
            value=record.value if expanded is None else bool(expanded),
            state=state or record.state,
        )


@command("Status")
def status(
    label: str,
    *,
    expanded: bool = False,
    state: State = "running",
    type: ExpanderType = "default",
    width: WidthWithoutContent = "stretch",
) -> StatusContainer:
    """Show the steps of a long task in a container that can be collapsed.

    Used in a `with` block, it is complete when the block ends, or has failed if the block raised
    an error.

    Args:
        label: What is being done; inline Markdown.
        expanded: Whether it is open initially.
        state: "running", "complete" or "error", which its icon shows.
        type: "default", "compact" without a box, or "step" for one of a series of steps.
        width: Pixels or "stretch".

    Returns:
        The container: call commands on it, or use it in a `with` block. Its
        `.update(label=..., expanded=..., state=...)` changes it.

    Example:
        >>> with st.status("Baking …", expanded=True) as steps:
        ...     st.write("Mixing")
        ...     st.write("Kneading")
        ...     steps.update(label="Baked", expanded=False)
    """
    one_of("status", "state", state, STATES)
    one_of("status", "type", type, EXPANDER_TYPES)
    record = Status(
        label=shown_label(label),
        value=bool(expanded),
        state=state,
        type=type,
        width=checked_width("status", width, STRETCH),
    )
    return StatusContainer(place(record).inside())
