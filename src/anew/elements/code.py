"""Source code with syntax highlighting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Code
from anew.elements.shared.parameters import Height, Width, checked_height, checked_width
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class CodeBlock(Element, tag="code", frozen=True):
    """Code to read and to copy."""

    body: Code = Code("")
    language: str = ""  # "" for plain text.
    line_numbers: bool = False
    wrap_lines: bool = False
    height: Height = "content"
    width: Width = "stretch"


@command("Text")
def code(
    body: object,
    language: str | None = "python",
    *,
    line_numbers: bool = False,
    wrap_lines: bool = False,
    height: Height | None = "content",
    width: Width = "stretch",
) -> Container:
    """Show source code, with a button that copies it.

    Args:
        body: The code.
        language: The name of its language; None or an unknown one gives plain text.
        line_numbers: Whether lines are numbered.
        wrap_lines: Whether long lines wrap; if not, the block scrolls.
        height: Pixels (then it scrolls), "stretch" or "content".
        width: Pixels, "stretch" or "content".

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.code("SELECT name FROM people", language="sql")
    """
    record = CodeBlock(
        body=Code(shown_text(body).strip("\n"), language),
        language=language or "",
        line_numbers=line_numbers,
        wrap_lines=wrap_lines,
        height=checked_height("code", height) or "content",
        width=checked_width("code", width),
    )
    return slot_of(record)
