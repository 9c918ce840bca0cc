"""The decorator that makes a function a command: part of `st`, and a method of containers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from anew.elements import DEFINED_IN
from anew.elements.shared.documentation import documented

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

# The sections of the reference, in order.
Part: TypeAlias = Literal[
    "Text",
    "Input widgets",
    "Forms",
    "Layout",
    "Data",
    "Charts",
    "Media",
    "Components",
    "Chat",
    "Status",
    "State and control flow",
    "Pages",
    "Caching",
    "Users",
    "Connections",
    "Configuration",
    "The package",
]


def command(part: Part) -> Callable[[F], F]:
    """Make a function a command, which authors call by its name.

    The function is not wrapped; only its docstring is completed. `tools/generate.py` finds this
    decorator in the source, and generates everything that lists the commands: the table in
    `elements/__init__.py`, by which a command's file is imported on first use, the stubs and the
    reference.

    Args:
        part: Its section of the reference.
    """
    return documented


def command_named(name: str) -> Callable[..., object]:
    """A command by its name; its file is imported now, if it has not been."""
    function: Callable[..., object] = getattr(
        import_module(f"anew.elements.{DEFINED_IN[name]}"), name
    )
    return function


def commands() -> tuple[Callable[..., object], ...]:
    """All commands, sorted by name. This imports every element."""
    return tuple(map(command_named, DEFINED_IN))
