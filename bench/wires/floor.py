"""The floor's protocol: one JSON message in each direction."""

from __future__ import annotations


class Conversation:
    """One session's messages. Not thread-safe."""

    path = "/socket"
    subprotocols: tuple[str, ...] = ()

    def hello(self) -> str:
        return '{"tag":"hello"}'

    def click(self) -> str:
        return '{"tag":"click"}'

    def is_over(self, message: bytes) -> bool:
        return True
