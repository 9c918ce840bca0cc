"""Texts that are too long for one frame, from a tab that is honest and from others."""

from __future__ import annotations

from contextlib import suppress

import pytest
from server.apps import SocketTab, app_of
from websockets.exceptions import ConnectionClosed

from anew.protocol.messages import BAD_MESSAGE, TOO_FAST, TOO_LARGE, Event, Piece, Seen

SCRIPT = """
import anew as st

text = st.text_area("Text")
st.text(f"{len(text)} {text[:3]}…{text[-3:]}")
if st.button("Add"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.text(st.session_state.get("count", 0))
"""
MOST = 200_000


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    with app_of(folder, SCRIPT, server__maxMessageSize=str(MOST)) as port:
        yield port


@pytest.fixture
def tab(port):
    tab = SocketTab.settled(port)
    yield tab
    tab.hang_up()


def area(tab: SocketTab) -> str:
    return tab.elements("text_area")[0]["id"]


def long_event(tab: SocketTab, text: str, *, trigger: str | None = None) -> Event:
    """An event whose text goes ahead of it, as a browser sends it."""
    parts = [text[at : at + 10_000] for at in range(0, len(text), 10_000)]
    for part in parts:
        tab.say(Piece(text=part))
    event = tab.event(trigger=trigger)
    return Event(n=event.n, trigger=trigger, long={area(tab): len(parts)}, seen=event.seen)


def texts(tab: SocketTab) -> list[str]:
    return [element["body"] for element in tab.elements("text")]


def test_a_long_text_comes_as_it_was_typed(tab):
    text = "Ä😀" * 60_000 + "end"
    tab.do(long_event(tab, text))

    assert texts(tab) == ["120003 Ä😀Ä…end", "0"]
    assert tab.elements("text_area")[0]["value"] == text


def test_a_frame_may_be_full_in_any_script(tab):
    text = "字" * 60_000  # Three bytes each: the tab counts characters, as the server does.
    tab.do(tab.event(values={area(tab): text}))

    assert texts(tab) == ["60000 字字字…字字字", "0"]


def test_it_comes_with_a_click_and_what_the_tab_says_in_between(tab):
    tab.say(Piece(text="ab"))
    tab.say(Seen(n=tab.seen))
    tab.say(Piece(text="c"))
    button = tab.elements("button")[0]["id"]
    event = tab.event(trigger=button)
    tab.do(Event(n=event.n, trigger=button, long={area(tab): 2}))

    assert texts(tab) == ["3 abc…abc", "1"]


def test_a_text_that_is_longer_than_may_be_is_refused(tab):
    for _ in range(MOST // 10_000 + 1):
        tab.say(Piece(text="x" * 10_000))

    assert tab.close_reason() == (TOO_LARGE.code, TOO_LARGE.reason)


@pytest.mark.parametrize("counts", [[1], [3], [1, -1, 2], [0, 2], [2, 0], []])
def test_an_event_takes_up_all_pieces_that_came_and_no_others(port, counts):
    tab = SocketTab.settled(port)
    for _ in range(2):
        tab.say(Piece(text="x"))
    tab.say(Event(n=1, long={str(index): count for index, count in enumerate(counts)}))

    assert tab.close_reason() == (BAD_MESSAGE.code, BAD_MESSAGE.reason)


def test_an_event_that_takes_up_what_never_came_is_refused(port):
    tab = SocketTab.settled(port)
    tab.say(Event(n=1, long={"a": 1}))

    assert tab.close_reason() == (BAD_MESSAGE.code, BAD_MESSAGE.reason)


def test_all_tabs_together_bring_only_so_much_at_once(tab, port):
    """What is refused for that may come later: the tab keeps it."""
    others = [SocketTab.settled(port) for _ in range(5)]
    for other in others:
        with suppress(ConnectionClosed):  # Who is refused may notice it before all is sent.
            for _ in range(19):
                other.say(Piece(text="x" * 10_000))
    closed = others[-1].close_reason()

    assert closed == (TOO_FAST.code, TOO_FAST.reason)
    for other in others[:-1]:
        other.hang_up()
    text = "y" * MOST
    tab.do(long_event(tab, text))
    assert texts(tab)[0] == f"{MOST} yyy…yyy"


def test_the_tab_is_told_how_long_a_text_may_be(tab):
    (welcome,) = [message for message in tab.heard if message["tag"] == "welcome"]

    assert welcome["longest_text"] == MOST
