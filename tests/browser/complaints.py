"""What a page complains about: errors, refused content, calls to other machines."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

THIS_MACHINE = {"127.0.0.1", "localhost"}

# The policy's violations are not all told on the console.
TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error(`Against the policy: ${violatedDirective}, ${blockedURI}`));
"""


class Complaints:
    """Collects them; a test ends with `check`, which fails if there are any."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._allowed: list[str] = []
        self.addresses: list[str] = []  # Of all that was asked for.

    def allow(self, pattern: str) -> None:
        """What a test does on purpose may be complained about."""
        self._allowed.append(pattern)

    def has(self, words: str) -> bool:
        """Whether a complaint has these words in it."""
        return any(words in heard for heard in self._heard)

    @contextmanager
    def listening(self, context: BrowserContext) -> Iterator[None]:
        """Hear what all of a browser's pages say."""
        hearers = {
            "console": self._hear_console,
            "weberror": self._hear_error,
            "request": self._hear_request,
        }
        for event, hear in hearers.items():
            context.on(event, hear)
        yield
        for event, hear in hearers.items():
            context.remove_listener(event, hear)

    def check(self) -> None:
        left = [words for words in self._heard if not self._is_allowed(words)]
        assert not left, "The page complained:\n" + "\n".join(left)

    def _hear_console(self, message: ConsoleMessage) -> None:
        if "GL Driver Message" in message.text:
            return  # Of the browser itself: tests draw maps without a graphics card.
        if message.type in {"error", "warning", "assert"}:
            self._heard.append(f"{message.type}: {message.text}")

    def _hear_error(self, error: WebError) -> None:
        self._heard.append(f"uncaught: {error.error}")

    def _hear_request(self, request: Request) -> None:
        self.addresses.append(request.url)
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.hostname not in THIS_MACHINE:
            self._heard.append(f"another machine: {request.resource_type} {request.url}")

    def _is_allowed(self, words: str) -> bool:
        return any(re.search(pattern, words) for pattern in self._allowed)
