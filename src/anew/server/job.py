"""What a parent gives its workers to do, and what they say to each other.

They are connected by a pair of sockets. Each message is one byte, so none arrives in parts. If a
socket closes, the process at its other end is gone.
"""

from __future__ import annotations

import importlib
from multiprocessing import current_process, parent_process
from typing import TYPE_CHECKING, NamedTuple

from anew.logs import WORKER

if TYPE_CHECKING:
    import socket
    from collections.abc import MutableSequence

    from _typeshed import ReadableBuffer

    from anew.server.target import Target
    from anew.settings.settings import Settings

# What a worker says.
SERVING = b"s"  # It accepts connections.
BEAT = b"b"  # Its event loop still turns.
# What the parent says.
LEAVE = b"l"  # Let current runs finish, save, send the tabs away, and exit.
HURRY = b"h"  # Do not wait for any of this.
# What a worker says, and the parent passes on to the others.
CLEAR = b"c"  # Forget what functions returned.
DECLARED = b"d"  # There are new components.

BEAT_SECONDS = 5.0


class Job(NamedTuple):
    """What all workers of an app do. The parent sends it to them."""

    target: Target
    settings: Settings
    listener: socket.socket  # They all accept connections from it.
    loads: MutableSequence[int]  # How many connections each has, in memory that they share.
    board: ReadableBuffer | None  # Where they tell each other their metrics, if they are asked for.
    components: ReadableBuffer  # Where they tell each other the components that scripts declare.


def worker_name(number: int) -> str:
    """What a worker's process is called."""
    return f"{WORKER}{number}"


def becomes_worker() -> bool:
    """Whether this process will be one. It executes the file that started its parent first."""
    has_begun = parent_process() is not None
    return not has_begun and current_process().name.startswith(WORKER)


def work(job: Job, number: int, line: socket.socket) -> None:
    """The whole life of a worker.

    Args:
        job: The app, and where it is served.
        number: Which worker this is, from 1.
        line: The connection to the parent.
    """
    # Late: the parent imports this module, too, and needs nothing of what serves an app.
    importlib.import_module("anew.server.worker").serve_as_worker(job, number, line)
