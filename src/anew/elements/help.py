"""Help on an object: its signature, its docstring, its members."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.shared.description import described
from anew.elements.shared.expression import expression_of
from anew.elements.shared.parameters import STRETCH, WidthWithoutContent, checked_width
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

LEFT_OUT = object()


class HelpMember(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name that an object has, and what it is."""

    name: str
    kind: str = ""
    text: str = ""


class Help(Element, frozen=True):
    """A description of an object, in plain text."""

    name: str = ""
    kind: str = ""
    value: str = ""
    doc: str = ""
    members: tuple[HelpMember, ...] = ()
    width: WidthWithoutContent = "stretch"


@command("Text")
def help(obj: object = LEFT_OUT, *, width: WidthWithoutContent = "stretch") -> Container:
    """Show help on an object: its signature, its docstring and its members.

    Args:
        obj: A function, a class, a module or any other object; by default anew itself.
        width: Pixels or "stretch".

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.help(st.columns)
    """
    width = checked_width("help", width, STRETCH)
    if obj is LEFT_OUT:
        return help_of(sys.modules["anew"], "", width)
    return help_of(obj, expression_of(0), width)


def help_of(obj: object, name: str, width: WidthWithoutContent = "stretch") -> Container:
    """Show help on an object under the name that the script uses; "" for its own name."""
    found = described(obj)
    record = Help(
        name=shown_text(name or found.name),
        kind=shown_text(found.kind),
        value=shown_text(found.value),
        doc=shown_text(found.doc),
        members=tuple([HelpMember(*map(shown_text, member)) for member in found.members]),
        width=width,
    )
    return slot_of(record)
