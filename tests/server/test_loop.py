"""The event loop is never held: neither by large pages and states, nor without a test seeing it."""

from __future__ import annotations

import time

import loop_watch
import pytest
from server.apps import PLAIN, SocketTab, app_of, serving

from anew.protocol.messages import Event, Piece


def compute(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@pytest.mark.parametrize(
    ("hold", "is_seen"),
    [
        (lambda: compute(0.5), True),
        (lambda: time.sleep(0.15), False),
        (lambda: compute(0.01), False),
    ],
)
def test_a_loop_that_computes_for_long_is_seen_and_one_that_was_kept_waiting_is_not(hold, is_seen):
    async def app(scope, receive, send):
        if scope["type"] != "http":
            return
        hold()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    with serving(app) as port:
        get(port)

    held = [*loop_watch.held]
    loop_watch.held.clear()
    assert bool(held) == is_seen
    if is_seen:
        assert "hold()" in held[0]


def get(port: int) -> None:
    import httpx

    httpx.get(f"http://localhost:{port}/", verify=PLAIN)


LARGE = """
import anew as st

state = st.session_state
if "rows" not in state:
    state.rows = [{"row": n} for n in range(60_000)]
for n in range(4):
    st.markdown("*a_" * 6_000 + str(n))
st.text(len(state.rows))
if st.button("Change"):
    state.n = 1
st.text_area("Text", key="text")
"""


@pytest.mark.slow
def test_a_large_page_and_a_large_state_hold_nobody_up(tmp_path):
    """A reload, a duplicated tab, a long text, a session that ends."""
    with app_of(tmp_path, LARGE, server__disconnectedSessionTTL="0") as port:
        tab = SocketTab.settled(port)
        tab.hang_up()
        tab = SocketTab.settled(port)
        double = SocketTab(port, tab.cookie)
        double.become_copy_of(tab)
        double.connect()
        double.settle()
        tab.hang_up()
        double.reload()
        double.hang_up()
        double.connect()
        double.settle()
        for _ in range(100):
            double.say(Piece(text="ä" * 10_000))
        area = double.elements("text_area")[0]["id"]
        double.do(Event(n=double.event().n, long={area: 100}))

        assert double.elements("text_area")[0]["value"] == "ä" * 1_000_000
        double.hang_up()
