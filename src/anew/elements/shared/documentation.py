"""The meaning of shared parameters: written once here, and inserted into each widget's docstring.

A widget's docstring in its file describes only its own parameters. A line `...:` at the end of
its Args stands for the shared ones. `help(st.button)` shows the complete docstring, and so do
the reference and the stubs that editors read.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

# Entries in the form of Args. A widget gets a group if it takes the parameter that names the group.
# A widget's own entry for a parameter overrides the one here. A type in parentheses after the name
# limits an entry to parameters of that type.
SHARED = {
    "on_click": """
        label: What it says; inline Markdown.
        key: A unique name, under which `st.session_state` holds the value.
        args: Positional arguments for `on_click`.
        kwargs: Named arguments for `on_click`.
        help: A tooltip in Markdown.
        type: "primary" for the main action, "secondary", or "tertiary" for plain text.
        icon: An emoji or ":material/name:", beside the label.
        icon_position: "left" or "right" of the label.
        disabled: Shown, but cannot be clicked.
        use_container_width: The older form of `width`: True means "stretch".
        width: Pixels, "content" or "stretch".
        shortcut: Keys that click it, such as "Ctrl+K".
        wrap: Whether a long label may wrap; None lets the width decide.
        """,
    "format_func": """
        label: What is chosen; inline Markdown.
        options: A list, an Enum, the keys of a dict, a column of a table.
        format_func: Gives the text of an option; it does not change what is returned.
        """,
    "on_change": """
        key: A unique name, under which `st.session_state` holds the value.
        help: A tooltip in Markdown, on the help icon beside the label.
        on_change: Called after a change, before the script runs; "rerun" only runs the
            script, "ignore" lets the change wait for the next event.
        args: Positional arguments for `on_change`.
        kwargs: Named arguments for `on_change`.
        disabled: Shown, but cannot be changed.
        required: Whether an empty field is rejected.
        label_visibility: "visible", "hidden" (its space is kept) or "collapsed".
        width (Width): Pixels, "content" or "stretch".
        width (WidthWithoutContent): Pixels or "stretch".
        bind: "query-params" keeps the value in the tab's address as well, as the parameter
            that has the name of the key.
        persist_state: "page" or "session" keeps the value while it is not shown.
        """,
    "pinned": """
        label: The column's label; None shows the name.
        width: Pixels, "small" (75), "medium" (200) or "large" (400); None fits the cells.
        help: A tooltip in Markdown, on the column's label.
        disabled: Whether the cells cannot be edited, in a table that can.
        required: Whether an edited cell needs a value.
        pinned: Whether the column stays at the left; None only pins the index.
        alignment: "left", "center" or "right"; None suits the type.
        y_min: The number at the lower edge; None takes the smallest one of the cell.
        y_max: The number at the upper edge; None takes the largest one of the cell.
        color: A colour of the theme such as "green" or "primary", one of CSS, "auto" for green
            where the last number is above the first and else red, or "auto-inverse" for the reverse.
        """,
}
REST = "..."  # The name before the words for these parameters.


def documented(command: F) -> F:
    """Complete a command's docstring."""
    command.__doc__ = whole(command)
    return command


def whole(command: Callable[..., object]) -> str | None:
    """The complete docstring, its entries in the order of the parameters."""
    text = command.__doc__
    if text is None or f" {REST}: " not in text:  # `python -OO` strips docstrings.
        return text
    start, heading, rest = text.partition("Args:\n")
    args, _, end = rest.partition("\n\n")
    margin = args[: len(args) - len(args.lstrip())]
    lines = _entries(args, margin)
    of_all = shared(command)
    for name in parameters(command):
        line = lines.pop(name, None) or _line(name, of_all.get(name), margin)
        lines[name] = line  # Moved to the end: the entries follow the signature.
    del lines[REST]
    return "".join([start, heading, "\n".join(filter(None, lines.values())), "\n\n", end])


def shared(command: Callable[..., object]) -> dict[str, str]:
    """The shared entries for the parameters of a command, by parameter name."""
    taken = parameters(command)
    said: dict[str, str] = {}
    for group, texts in _groups().items():
        if group in taken:
            said |= texts
    kinds = command.__annotations__
    typed = {name: said.get(f"{name} ({kinds.get(name)})") or said.get(name) for name in taken}
    return {name: text for name, text in typed.items() if text}


def parameters(command: Callable[..., object]) -> list[str]:
    """The names of a command's public parameters, in order."""
    code = command.__code__
    taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return [name for name in taken if name[0] != "_"]


@cache
def _groups() -> dict[str, dict[str, str]]:
    margin = " " * 8
    return {
        group: {
            key: line.partition(": ")[2].replace(f"\n{margin}", "\n")
            for key, line in _entries(texts.strip("\n "), margin).items()
        }
        for group, texts in SHARED.items()
    }


def _entries(args: str, margin: str) -> dict[str, str]:
    """The entry of each parameter, with its continuation lines, by the parameter's name."""
    found: dict[str, str] = {}
    name = ""
    for line in args.split("\n"):
        if line.startswith(f"{margin} "):  # A continuation line.
            found[name] += f"\n{line}"
        else:
            name = line.partition(":")[0].strip(" *")
            found[name] = line
    return found


def _line(name: str, text: str | None, margin: str) -> str:
    return f"{margin}{name}: {text}".replace("\n", f"\n{margin}") if text else ""
