"""Which elements that few apps have a script will most likely draw.

The page announces them to the browser, which then loads the code that draws them while the script
runs. A guess: a name that is called on a branch that is not taken costs a download for nothing, and
one that is not seen here costs a moment.
"""

from __future__ import annotations

import builtins
import dis
from typing import TYPE_CHECKING

from anew.elements.announced import ANNOUNCED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

MODULES = {"st", "streamlit", "anew"}  # The names by which scripts import the commands.


def announced_in(code: CodeType, names: frozenset[str]) -> frozenset[str]:
    """The tags of the rare elements whose commands are called as an attribute of something.

    A name that Python has too, as `map`, must be an attribute of `st`: other objects have such
    methods.

    Args:
        names: All names in the code and the functions within it.
    """
    wanted = ANNOUNCED.keys() & names
    called = _attributes(code, wanted) if wanted else ()
    return frozenset(tag for command in called for tag in ANNOUNCED[command])


def _attributes(code: CodeType, wanted: set[str]) -> Iterator[str]:
    if wanted.intersection(code.co_names):
        of = None  # What the attribute is read from, if that is a plain name.
        for step in dis.get_instructions(code):
            is_wanted = step.opname in {"LOAD_ATTR", "LOAD_METHOD"} and step.argval in wanted
            if is_wanted and (of in MODULES or not hasattr(builtins, step.argval)):
                yield step.argval
            of = step.argval if step.opname.startswith("LOAD_") else None
    for part in code.co_consts:
        if isinstance(part, type(code)):
            yield from _attributes(part, wanted)
