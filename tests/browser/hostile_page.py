"""Pages of hostile texts: each goes into every text that every command takes.

The commands and their parameters are read from their signatures: a new one comes in by itself.
"""

from __future__ import annotations

import inspect
import random
from collections import deque
from contextlib import nullcontext
from typing import TYPE_CHECKING
from urllib.parse import quote

from elements.hostile import HOSTILE, PIECES

import anew as st
from anew.elements.announced import ANNOUNCED
from anew.elements.command import commands
from anew.errors import APIException

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 2000
# Libraries draw these, each in a second or so: one chart has some texts, not all of them.
CHARTS = {name for name in ANNOUNCED if name.endswith("_chart") or name == "map"}
TEXT_VALUES = {st.text_input, st.text_area, st.metric}

# What comes before a payload, to end what it stands in; and how it may be written.
_ENDS = ["'>", '">', "`>", "-->", "]]>", "</textarea>", "</title>", "</style>", "*/", "\n\n", "\\"]
_WRITINGS: list[Callable[[str], str]] = [
    lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    lambda text: "".join(f"&#x{ord(letter):x}" for letter in text),
    quote,
    lambda text: text.swapcase(),
    lambda text: "\u202e" + text,
    "\u200b".join,
    lambda text: text.replace(" ", "\x00"),
    lambda text: text.replace("<", "\uff1c"),
    lambda text: text.replace("<", "<\ud800"),
    lambda text: "\ufeff" + text + "\U000e0001",
    lambda text: text * 50,
]
_HUGE = ["<img src=x onerror=alert(1)>" * 1_000, "[" * 5_000, "<b>" * 3_000, ":red[" * 3_000]


def texts() -> list[str]:
    """Two thousand, the same ones each time."""
    chance = random.Random(2000)
    found = dict.fromkeys([*HOSTILE, *_HUGE])
    while len(found) < COUNT:
        text = chance.choice(HOSTILE)
        found[chance.choice(_ENDS) + chance.choice(_WRITINGS)(text)] = None
        found["".join(chance.choices(PIECES, k=12))] = None
    return list(found)[:COUNT]


def draw_all(texts: list[str]) -> None:
    """Every text in every command, some in each of its parameters."""
    for command in commands():
        _draw_in(command, deque(texts))
    for text in texts:
        st.markdown(text, unsafe_allow_html=True)
        _call(st.link_button, {"label": "Go", "url": text, "key": f"to {text}"})
    st.write(*texts, unsafe_allow_html=True)
    st.exception(ExceptionGroup("all", [_named_error(text) for text in texts]))


def draw_in_each_parameter(text: str) -> None:
    """Every command, with the text in one parameter after the other, whatever it takes."""
    for command in commands():
        names = [*inspect.signature(command).parameters]
        if command.__name__ in CHARTS:
            names = [names[0], "alt"]
        if command is st.iframe:
            names.remove("src")  # Scripts in it run, in a frame apart: tests of components.
        if command is st.pdf:
            names.remove("data")  # The browser fetches what is an address.
        for name in names:
            given = _arguments(command, deque())
            if "key" in given:
                given["key"] = f"{command.__name__} {name}"
            _call(command, {**given, name: text})


def _draw_in(command: Callable[..., object], left: deque[str]) -> None:
    if command is st.write:
        return  # It takes anything: see above.
    count = len(left)
    with st.form("form") if command is st.form_submit_button else nullcontext():
        while left:
            _call(command, _arguments(command, left))
            if len(left) == count or command.__name__ in CHARTS:
                return  # It takes no text, or takes long.


def _arguments(command: Callable[..., object], left: deque[str]) -> dict[str, object]:
    """What the command needs, and texts for all that takes any."""

    def text() -> str:
        return left.popleft() if left else "x"

    offered = {
        "label": text,
        "body": (lambda: {text(): [text()]}) if command is st.json else text,
        "key": lambda: f"{command.__name__} {len(left)} {text()}",
        "help": text,
        "image": lambda: "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
        "alt": text,
        "title": text,
        "anchor": text,
        "placeholder": text,
        "captions": lambda: [text(), text()],
        "language": text,
        "url": lambda: f"https://example.org/{text()}",
        "options": lambda: "stars" if command is st.feedback else [text(), text() + " too"],
        "num_pages": lambda: 3,
        "exception": lambda: ValueError(text()),
        "spec": lambda: 1,
        "data": lambda: {text(): [text()]},
        "caption": text,
        "text": text,
        "delta": text,
        "tabs": lambda: [text(), text() + " too"],
    }
    if command in TEXT_VALUES:
        offered["value"] = text
    names = inspect.signature(command).parameters
    given = {name: offered[name]() for name in names if name in offered}
    if command is st.multiselect:
        given["default"] = given["options"]
    return given


def _call(command: Callable[..., object], arguments: dict[str, object]) -> None:
    """If an argument is refused, the error is shown: its message has the text too."""
    try:
        command(**arguments)
    except (APIException, TypeError) as error:  # The latter of what is no function, no number.
        st.error(str(error))


def _named_error(text: str) -> Exception:
    name = "".join(letter for letter in text if letter.isprintable())[:200]
    return type(name, (Exception,), {})(text)
