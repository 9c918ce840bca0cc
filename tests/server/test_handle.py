"""A thread that asks its session for runs without end leaves the server to others."""

from __future__ import annotations

import threading
import time

from server.apps import SocketTab, app_of

SCRIPT = """
import threading

import anew as st

session = st.this_session()


def ask():
    while session.is_alive and not session.state.get("enough"):
        session.state.number = session.state.get("number", 0) + 1
        session.rerun()


if st.button("Ask"):
    threading.Thread(target=ask, daemon=True).start()
st.session_state.runs = st.session_state.get("runs", 0) + 1
if st.button("Enough"):
    st.session_state.enough = True
st.text(st.session_state.runs)
"""


def click(tab: SocketTab, label: str) -> None:
    (button,) = tab.elements("button", label=label)
    tab.do(tab.event(trigger=button["id"]))


def test_a_thread_in_a_loop_takes_no_more_than_its_share(tmp_path):
    with app_of(tmp_path, SCRIPT, state__store="memory") as port:
        busy, other = SocketTab.settled(port), SocketTab.settled(port)
        click(busy, "Ask")
        begun = time.monotonic()
        for _ in range(20):
            click(other, "Enough")
        click(busy, "Enough")
        elapsed = time.monotonic() - begun
        (shown,) = busy.elements("text")

        assert other.elements("text")[0]["body"] == "21"
        # Three by the test; of others, ten a second at most.
        assert int(shown["body"]) <= 3 + 1 + elapsed / 0.1
        others = [one for one in threading.enumerate() if "ask" in one.name]
        for one in others:
            one.join(10)
            assert not one.is_alive()
