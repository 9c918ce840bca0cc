"""Scripts that define classes, and a process whose script changes."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from session.process import Process

HEAD = """
import anew as st
import attrs, dataclasses, enum, msgspec, pydantic, typing
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass, field

ss = st.session_state
st.button("Again")
"""


TAIL = """
if "value" not in ss:
    ss.value = {make}
def found(value):
    return ({check})
st.text(str(found(ss.value)))
"""


TODO = """
    @dataclass
    class Todo:
        text: str
        done: bool = False
"""


COLOUR = """
    class Colour(enum.Enum):
        RED = 1
        BLUE = "b"
        CRIMSON = 1
"""


def change(process: Process, script: str) -> None:
    """The author saves the script."""
    process.runner.script.text = script
    process.runner.script.forget()


class Case(NamedTuple):
    """A script's classes, a value that it keeps, and what it expects of it in each run."""

    classes: str
    make: str
    check: str

    @property
    def script(self) -> str:
        tail = TAIL.format(make=self.make, check=self.check)
        return HEAD + textwrap.dedent(self.classes) + tail
