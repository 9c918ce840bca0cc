"""What a page is sent that is too long for one turn of the event loop."""

from __future__ import annotations

import pytest
from server.apps import SocketTab, app_of, serving
from websockets.sync.client import connect

from anew.server.websockets import FRAME_CHARACTERS

SCRIPT = """
import anew as st

if st.button("Show"):
    st.text("täxt" * 1_000_000)
"""


def test_a_long_text_comes_in_frames_and_is_whole(tmp_path):
    with app_of(tmp_path, SCRIPT) as port:
        tab = SocketTab.settled(port)
        tab.say(tab.event(trigger=tab.elements("button")[0]["id"]))
        while not tab.is_settled:
            frames = list(tab.socket.recv_streaming())
            assert max(map(len, frames)) <= FRAME_CHARACTERS
            tab.send("".join(frames))

        assert tab.elements("text")[0]["body"] == "täxt" * 1_000_000
        assert len(frames) > 10
        tab.hang_up()


@pytest.mark.parametrize("size", [FRAME_CHARACTERS, FRAME_CHARACTERS + 1, 2 * FRAME_CHARACTERS])
def test_a_message_of_any_length_ends(size):
    async def app(scope, receive, send):
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "ä" * size})
        await send({"type": "websocket.send", "text": "the next"})
        await receive()

    with serving(app) as port, connect(f"ws://localhost:{port}/", max_size=None) as socket:
        assert socket.recv(timeout=10) == "ä" * size
        assert socket.recv(timeout=10) == "the next"


def test_who_goes_while_it_is_sent_is_no_fault(tmp_path, caplog):
    with app_of(tmp_path, SCRIPT) as port:
        for _ in range(5):
            tab = SocketTab.settled(port)
            tab.say(tab.event(trigger=tab.elements("button")[0]["id"]))
            tab.socket.recv(timeout=10)
            tab.hang_up()
        SocketTab.settled(port).hang_up()

    assert not [one for one in caplog.records if one.levelname == "ERROR"]
