"""The protocols of the servers: the raw client's messages, and how it detects the end of a run.

Each module is loaded by the Python of its server's environment, so it may only import what is
installed there.
"""

from __future__ import annotations

from typing import Protocol


class Conversation(Protocol):
    """The messages of one session, without I/O."""

    path: str
    subprotocols: tuple[str, ...]

    def hello(self) -> str | bytes:
        """The first message, which starts a run that sends the first page."""
        ...

    def click(self) -> str | bytes:
        """The message for one click on the button, which is known after the first page."""
        ...

    def is_over(self, message: bytes) -> bool:
        """Process a message from the server; True if it is the last one of its run."""
        ...
