"""The parts of the reference, and which public name stands in which.

A command says it in its own file: `@command("Text")`. The names that draw nothing stand here.
"""

from __future__ import annotations

from typing import get_args

from commands import commands

from anew.elements.command import Part

GROUPS: tuple[str, ...] = get_args(Part)

_OTHERS = {
    "Layout": "bottom sidebar",
    "Data": "column_config",
    "State and control flow": "attach_run context dialog fragment query_params rerun session_state stop "
    "task this_session",
    "Pages": "Page logo navigation set_page_config switch_page",
    "Caching": "cache_data cache_resource",
    "Users": "login logout user",
    "Connections": "connection connections",
    "Configuration": "get_option secrets set_option",
    "Components": "components",
    "The package": "App __version__ create_app errors testing",
}


def group_of(name: str) -> str:
    """The part of the reference in which a public name stands."""
    if name in commands():
        return _known(name, commands()[name].part)
    for group, names in _OTHERS.items():
        if name in names.split():
            return group
    raise SystemExit(
        f"The public name {name!r} stands in no part of the reference. Add it to tools/groups.py."
    )


def _known(name: str, group: str) -> str:
    if group not in GROUPS:
        raise SystemExit(
            f"The command {name!r} stands in {group!r}, which is no part of the reference. "
            f"They are: {', '.join(GROUPS)}."
        )
    return group
