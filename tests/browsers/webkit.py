"""WebKitGTK, which is Safari's engine, by its own driver and WebDriver's plain HTTP."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import httpx
from browsers.window import HEIGHT, WIDTH, Window, call_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = ("/usr/lib/*/webkit2gtk-4.*/MiniBrowser", "/usr/lib*/webkit2gtk-4.*/MiniBrowser")
ANSWER_SECONDS = 60.0
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # What the protocol calls an element.

ASYNC = "const done = arguments[0]; {}.then(done, (error) => done(JSON.stringify(String(error))));"


def path() -> str | None:
    """Where its browser is, if its driver and a screen for it are there as well."""
    if not all(map(shutil.which, ("WebKitWebDriver", "Xvfb"))):
        return None
    found = [str(one) for place in PLACES for one in sorted(Path("/").glob(place[1:]))]
    return os.environ.get("MINIBROWSER") or (found[-1] if found else None)


@contextmanager
def window(folder: Path) -> Iterator[Window]:
    """A new MiniBrowser on a screen of its own, which ends with the test."""
    with ExitStack() as ends:
        screen = _started(
            ends, ["Xvfb", "-displayfd", "1", "-screen", "0", "1500x1100x24", "-nolisten", "tcp"]
        )
        surroundings = {
            **os.environ,
            "DISPLAY": f":{screen.stdout.readline().strip()}",
            "GDK_BACKEND": "x11",
            "GTK_ENABLE_ANIMATIONS": "0",
            "HOME": str(folder),
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "XDG_RUNTIME_DIR": str(folder),
        }
        port = _free_port()
        _started(ends, ["WebKitWebDriver", f"--port={port}"], surroundings)
        http = httpx.HTTPTransport(retries=10)  # Until the driver listens.
        client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=ANSWER_SECONDS, transport=http
        )
        with client:
            browser = _WebKit(client)
            ends.callback(browser.close)
            yield browser
            ends.close()


def _started(
    ends: ExitStack, command: list[str], surroundings: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        text=True,
    )

    def end() -> None:
        process.terminate()
        process.wait(20)
        process.stdout.close()

    ends.callback(end)
    return process


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _WebKit(Window):
    name = "webkit"

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._session = ""
        options = {"binary": path(), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        answer = self._ask("POST", "", capabilities=wanted)
        self._session = f"/{answer['sessionId']}"
        self._ask("POST", "/timeouts", script=int(ANSWER_SECONDS * 1000))
        self.resize(WIDTH, HEIGHT)

    def goto(self, url: str) -> None:
        self._ask("POST", "/url", url=url)

    def evaluate(self, function: str, *args: object) -> Any:
        script = ASYNC.format(call_of(function, args))
        return json.loads(self._ask("POST", "/execute/async", script=script, args=[]))

    def perform(self, actions: list[dict[str, Any]]) -> None:
        self._ask("POST", "/actions", actions=actions)

    def traverse(self, delta: Literal[-1, 1]) -> None:
        self._ask("POST", "/back" if delta < 0 else "/forward")

    def resize(self, width: int, height: int) -> None:
        """Its window has a frame: so it is given more than the page is to have."""
        self._ask("POST", "/window/rect", x=0, y=0, width=width, height=height)
        inner = self.evaluate("() => [innerWidth, innerHeight]")
        outer = {"width": 2 * width - inner[0], "height": 2 * height - inner[1]}
        self._ask("POST", "/window/rect", x=0, y=0, **outer)

    def give_file(self, selector: str, path: Path) -> None:
        found = self._ask("POST", "/element", using="css selector", value=selector)
        self._ask("POST", f"/element/{found[ELEMENT]}/value", text=str(path))

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def close(self) -> None:
        self._ask("DELETE", "")

    def _ask(self, method: str, path: str, **params: object) -> Any:
        body = params if method == "POST" else None
        answer = self._client.request(method, f"/session{self._session}{path}", json=body)
        value = answer.json()["value"]
        assert answer.is_success, f"{path}: {value}"
        return value
