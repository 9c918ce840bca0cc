"""The components that the other workers know: a browser may ask any of them for a frame's files.

Only the worker that runs a script declares its components. It writes them into memory that all share, and the
parent tells the others to read it. The folders come from processes of the same app, not from a
store or a browser.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from anew.ambient.declared import declared
from anew.server.places import Places

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

log = logging.getLogger("anew")

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[str, str]).decode


class Neighbours:
    """Threading: safe."""

    def __init__(self, memory: ReadableBuffer, number: int) -> None:
        """Use the memory that the parent has made.

        Args:
            number: This worker's, from 1.
        """
        self._places = Places(memory)
        self._number = number
        self._lock = threading.Lock()

    def tell(self) -> None:
        """Let the others know the components of this process."""
        with self._lock:
            folders = {name: str(folder) for name, folder in declared.folders().items()}
            if not self._places.write(self._number, _encode(folders)):
                log.warning("There are too many components for other workers to know them all.")

    def hear(self) -> None:
        """Learn the components of the others."""
        for number in self._places.numbers:
            content = None if number == self._number else self._places.read(number)
            for name, folder in ({} if content is None else _decode(content)).items():
                declared.assume(name, Path(folder))
