"""Diagrams, drawn by Mermaid in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.shared.content import Content, text_content
from anew.elements.shared.parameters import Width, checked_width
from anew.errors import InvalidParameterTypeError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class MermaidChart(Element, frozen=True):
    """A diagram in the language of Mermaid."""

    body: Content = Content()
    alt: str = ""
    width: Width = "stretch"


@command("Charts")
def mermaid_chart(body: str, *, width: Width = "stretch", alt: str | None = None) -> Container:
    """Show a diagram: a flowchart, a sequence, a state machine, a Gantt chart and others.

    It has the colours of the page, unless the text sets a theme.

    Args:
        body: The diagram in the language of Mermaid: https://mermaid.js.org/intro/.
        width: "stretch" for at most all of the available width; "content" for that of the diagram;
            or pixels. A diagram is not made larger than it is drawn.
        alt: A description, for those who cannot see it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `body` is not text.

    Example:
        >>> st.mermaid_chart("flowchart LR; flour --> dough; water --> dough; dough --> bread")
    """
    if not isinstance(body, str):
        raise InvalidParameterTypeError(
            f"mermaid_chart: {type(body).__name__} is no diagram. Pass text in the language of "
            f"Mermaid, such as 'flowchart LR; a --> b'."
        )
    record = MermaidChart(
        body=text_content(shown_text(body)),
        alt=shown_text(alt or ""),
        width=checked_width("mermaid_chart", width),
    )
    return slot_of(record)
