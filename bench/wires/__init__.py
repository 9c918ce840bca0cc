"""What a raw client says to each server, and how it knows that a run is over.

A wire is loaded in the Python of the server that it speaks to, so it may import nothing
that this Python does not have.
"""

from __future__ import annotations

from typing import Protocol


class Conversation(Protocol):
    """One session's messages, without any input or output of its own."""

    path: str
    subprotocols: tuple[str, ...]

    def hello(self) -> str | bytes:
        """The first message; the run that it causes brings the first page."""
        ...

    def click(self) -> str | bytes:
        """The message of one click on the button; valid after the first page."""
        ...

    def is_over(self, message: bytes) -> bool:
        """Take in a message from the server; True if it is the last one of its run."""
        ...
