"""A window of any browser that speaks the W3C's protocols: what a test does in it, and asks of it.

A browser has a small file of its own that says how it starts and how it is spoken with; the
rest is here, so that one story runs in all. What the page does is waited for within the page.
"""

from __future__ import annotations

import json
import os
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Literal

PATIENCE_SECONDS = 30.0
WIDTH, HEIGHT = 1280, 800

KEYS = {
    "Enter": "\ue007",
    "Tab": "\ue004",
    "Escape": "\ue00c",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Control": "\ue009",
}

# Polls, for what is waited for may be a style or a size, which nobody is told of.
UNTIL = """
async (check, seconds, args) => {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await check(...args);
    if (found) return found;
    if (performance.now() > end) return null;
    await new Promise((done) => setTimeout(done, 15));
  }
}
"""

SETTLED = """
() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app?.dataset.testConnectionState === "CONNECTED" &&
    app.dataset.testScriptState === "notRunning" &&
    !document.querySelector(".stElementContainer:empty");
}
"""

SHOWS = """
(selector, text) => [...document.querySelectorAll(selector)].some(
  (one) => one.innerText.trim() === text)
"""

# The middle of an element that has come to rest, and that nothing covers.
PLACE = """
async (selector, index) => {
  const found = document.querySelectorAll(selector);
  const one = [...found].at(index);
  if (!one) return null;
  one.scrollIntoView({ block: "center", behavior: "instant" });
  const frame = () => new Promise(requestAnimationFrame);
  const before = one.getBoundingClientRect();
  await frame(); await frame();
  const { x, y, width, height } = one.getBoundingClientRect();
  if (x !== before.x || y !== before.y || !width || !height) return null;
  const at = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  const top = document.elementFromPoint(at.x, at.y);
  return top && (one.contains(top) || top.contains(one)) ? at : null;
}
"""

COMPLAINTS = """
() => {
  if (window.complaints) return;
  window.complaints = [];
  const note = (what) => window.complaints.push(String(what));
  addEventListener("error", (event) => note(event.message));
  addEventListener("unhandledrejection", (event) => note(event.reason));
  addEventListener("securitypolicyviolation", (event) => note(event.violatedDirective));
}
"""


class Window(ABC):
    """One window with one page."""

    name: str

    # What each browser does in its own way ---------------------------------------------

    @abstractmethod
    def goto(self, url: str) -> None:
        """Load a page."""

    @abstractmethod
    def evaluate(self, function: str, *args: object) -> Any:
        """What a function in the page returns, once it has."""

    @abstractmethod
    def perform(self, actions: list[dict[str, Any]]) -> None:
        """Do what the W3C's lists of actions say."""

    @abstractmethod
    def traverse(self, delta: Literal[-1, 1]) -> None:
        """Go back or forward."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page this size."""

    @abstractmethod
    def give_file(self, selector: str, path: Path) -> None:
        """Choose a file in a field for files."""

    @abstractmethod
    def picture(self) -> bytes:
        """What it looks like, as PNG."""

    # What all do alike -----------------------------------------------------------------

    def open(self, url: str) -> None:
        """Load an app and wait until it shows what its first run drew."""
        self.goto(url)
        self.settle()
        self.until("() => document.hasFocus()", what="the focus, without which nothing is left")
        self.evaluate(COMPLAINTS)

    def until(self, check: str, *args: object, what: str = "") -> Any:
        """Wait until a function in the page finds something; what that is."""
        wait = f"(seconds, args) => ({UNTIL})({check}, seconds, args)"
        found = self.evaluate(wait, PATIENCE_SECONDS, args)
        assert found, f"{self.name} waited in vain for {what or check}. {self.text()}"
        return found

    def settle(self) -> None:
        self.until(SETTLED, what="the end of the run")

    def shows(self, text: str, selector: str = '[data-testid="stText"]') -> None:
        """Wait until an element with just this text is there."""
        self.until(SHOWS, selector, text, what=f"{text!r} in {selector}")

    def text(self) -> str:
        """All that stands on the page."""
        return str(self.evaluate("() => document.body.innerText"))

    def click(self, selector: str, index: int = 0, times: int = 1) -> None:
        """Click an element, once it can be."""
        at = self.until(PLACE, selector, index, what=f"{selector} that can be clicked")
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        move = {"type": "pointerMove", "duration": 0, **at}
        self._point([move, *press * times])

    def drag(self, selector: str, right: int) -> None:
        """Take an element some pixels to the right."""
        at = self.until(PLACE, selector, 0, what=f"{selector} that can be taken")
        self._point(
            [
                {"type": "pointerMove", "duration": 0, **at},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerMove", "duration": 50, "x": at["x"] + right, "y": at["y"]},
                {"type": "pointerUp", "button": 0},
            ]
        )

    def type(self, text: str) -> None:
        self._keys([step for letter in text for step in _pressed(letter)])

    def press(self, *keys: str) -> None:
        """Press keys by name, one after the other; "Control+a" together."""
        steps: list[dict[str, str]] = []
        for key in keys:
            *held, last = (KEYS.get(part, part) for part in key.split("+"))
            steps += [{"type": "keyDown", "value": one} for one in held]
            steps += _pressed(last)
            steps += [{"type": "keyUp", "value": one} for one in reversed(held)]
        self._keys(steps)

    def complaints(self) -> list[str]:
        """Errors, and what the page's policy refused."""
        found: list[str] = self.evaluate("() => window.complaints ?? ['The page was loaded anew.']")
        return found

    def look(self, name: str) -> None:
        """Keep a picture, if $ANEW_PICTURES names a folder for them."""
        if folder := os.environ.get("ANEW_PICTURES"):
            Path(folder, f"{self.name}-{name}.png").write_bytes(self.picture())

    def _point(self, steps: list[dict[str, Any]]) -> None:
        mouse = {"pointerType": "mouse"}
        self.perform([{"type": "pointer", "id": "mouse", "parameters": mouse, "actions": steps}])

    def _keys(self, steps: list[dict[str, str]]) -> None:
        self.perform([{"type": "key", "id": "keys", "actions": steps}])


def call_of(function: str, args: tuple[object, ...]) -> str:
    """An expression that promises what a function returns, as JSON."""
    return f"(async () => JSON.stringify(await ({function})(...{json.dumps(args)}) ?? null))()"


def _pressed(key: str) -> list[dict[str, str]]:
    return [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
