"""Firefox, by WebDriver BiDi: it speaks that by itself, over a socket."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from browsers.window import HEIGHT, WIDTH, Window, call_of
from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

COMMANDS = ("firefox-esr", "firefox")
ANSWER_SECONDS = 60.0

# Nothing of what it would do in the background by itself; and no animations.
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "focusmanager.testmode": True,  # Its window has the focus, although nobody sees it.
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}


def path() -> str | None:
    """$FIREFOX, or the system's."""
    return os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, COMMANDS)), None)


@contextmanager
def window(folder: Path) -> Iterator[Window]:
    """A new Firefox with a profile of its own, which ends with the test."""
    lines = [f"user_pref({name!r}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines).replace("'", '"'))
    command = [path(), "--headless", "--no-remote", "--profile", str(folder)]
    process = subprocess.Popen(
        [*command, "--remote-debugging-port", "0", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        with connect(f"{_address(process)}/session", max_size=None) as socket:
            yield _Firefox(socket)
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


def _address(process: subprocess.Popen[str]) -> str:
    for line in process.stderr:
        if found := re.search(r"BiDi listening on (ws://\S+)", line):
            return found[1]
    raise AssertionError("Firefox ended before it listened.")


class _Firefox(Window):
    name = "firefox"

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._last = 0
        self._ask("session.new", capabilities={})
        # Not the first one: there the bar for addresses has the focus, and keeps it.
        self._tab = self._ask("browsingContext.create", type="tab")["context"]
        self.resize(WIDTH, HEIGHT)

    def goto(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")
        self._ask("browsingContext.activate", context=self._tab)

    def evaluate(self, function: str, *args: object) -> Any:
        answer = self._ask(
            "script.evaluate",
            expression=call_of(function, args),
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def perform(self, actions: list[dict[str, Any]]) -> None:
        self._ask("input.performActions", context=self._tab, actions=actions)

    def traverse(self, delta: Literal[-1, 1]) -> None:
        self._ask("browsingContext.traverseHistory", context=self._tab, delta=delta)

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._tab, viewport=size)

    def give_file(self, selector: str, path: Path) -> None:
        locator = {"type": "css", "value": selector}
        found = self._ask("browsingContext.locateNodes", context=self._tab, locator=locator)
        field = {"sharedId": found["nodes"][0]["sharedId"]}
        self._ask("input.setFiles", context=self._tab, element=field, files=[str(path)])

    def picture(self) -> bytes:
        return base64.b64decode(
            self._ask("browsingContext.captureScreenshot", context=self._tab)["data"]
        )

    def _ask(self, method: str, **params: object) -> Any:
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=ANSWER_SECONDS))
            if answer.get("id") == self._last:
                assert answer["type"] == "success", f"{method}: {answer}"
                return answer["result"]
