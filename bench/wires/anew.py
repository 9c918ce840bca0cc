"""anew's protocol: JSON messages. The one that answers the last event ends the run."""

from __future__ import annotations

import json
import secrets
from typing import Any

PROTOCOL = 1


class Conversation:
    """One session's messages. Not thread-safe."""

    path = "/_anew/socket"
    subprotocols: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._button = ""
        self._sent = 0  # The number of the last event.
        self._seen = 0  # The number of the last message.

    def hello(self) -> str:
        return json.dumps({"tag": "hello", "protocol": PROTOCOL, "instance": secrets.token_hex(16)})

    def click(self) -> str:
        self._sent += 1
        return json.dumps(
            {"tag": "event", "n": self._sent, "trigger": self._button, "seen": self._seen}
        )

    def is_over(self, message: bytes) -> bool:
        content = json.loads(message)
        if content["tag"] == "refused":
            raise RuntimeError(f"The server refused a value: {content['reason']}")
        if "n" not in content:
            return False
        self._seen = content["n"]
        self._button = self._button or find_button(content)
        return not content.get("running") and content.get("answered", 0) == self._sent


def find_button(content: Any) -> str:
    """The widget id of the first button in a message, or "".

    Both pages and patches contain nodes in the form `[id, element, children]`.
    """
    if isinstance(content, dict):
        if content.get("tag") == "button":
            return str(content["id"])
        content = list(content.values())
    if not isinstance(content, list):
        return ""
    return next(filter(None, map(find_button, content)), "")
