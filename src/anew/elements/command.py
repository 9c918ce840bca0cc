"""What makes a function in an element's file a command: one of `st`, and a method of containers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from anew.elements import DEFINED_IN
from anew.elements.shared.documentation import documented

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

# The parts of the reference, in their order there.
Part: TypeAlias = Literal[
    "Text",
    "Input widgets",
    "Forms",
    "Layout",
    "Data",
    "Charts",
    "Media",
    "Chat",
    "Status",
    "State and control flow",
    "Pages",
    "Caching",
    "Configuration",
    "The package",
]


def command(part: Part) -> Callable[[F], F]:
    """Make a function a command, which authors call by its name.

    The function stays as it is, and its docstring becomes whole. `tools/generate.py` looks for this mark in the source, and
    writes what knows all commands: the table in `elements/__init__.py`, by which a command's
    file is imported when the command is first asked for, the stubs and the reference.

    Args:
        part: Where it stands in the reference.
    """
    return documented


def commands() -> tuple[Callable[..., object], ...]:
    """All of them, by name. It imports every element."""
    return tuple(
        [getattr(import_module(f"anew.elements.{file}"), name) for name, file in DEFINED_IN.items()]
    )
