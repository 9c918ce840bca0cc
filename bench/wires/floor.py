"""The floor's wire: one JSON message each way."""

from __future__ import annotations


class Conversation:
    """Threading: one thread only."""

    path = "/socket"
    subprotocols: tuple[str, ...] = ()

    def hello(self) -> str:
        return '{"tag":"hello"}'

    def click(self) -> str:
        return '{"tag":"click"}'

    def is_over(self, message: bytes) -> bool:
        return True
