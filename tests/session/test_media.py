"""What a page points to is there for as long as its tab may ask for it."""

from __future__ import annotations

from session.office import Office

from anew.ambient.lifetimes import GRACE_SECONDS
from anew.protocol.messages import Seen
from anew.testing.tab import Tab

REPORT = """
import anew as st
name = st.text_input("Name", key="name")
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.download_button("Get", f"{st.session_state.runs}", "report.txt", key="get")
"""


def test_a_download_of_a_page_that_quick_runs_have_overtaken():
    """Text is typed and *Get* is pressed at once: the link is that of two pages ago."""
    office = Office(REPORT)
    tab = Tab()
    session = office.open(tab)
    [button] = tab.elements("download_button")
    address = button["url"].rpartition("/")[2]
    seen = tab.seen
    for text in ("a", "ab", "abc"):
        event = tab.event({tab.elements("text_input")[0]["id"]: text})
        session.receive(type(event)(n=event.n, values=event.values, seen=seen))
        office.settle(session)
    find = session._runner.blobs.find
    assert find(address, {session.tab}).content == b"1"

    session.receive(Seen(n=tab.seen))
    assert find(address, {session.tab}).content == b"1"
    office.clock.advance(GRACE_SECONDS)

    assert find(address, {session.tab}) is None
    [button] = tab.elements("download_button")
    assert find(button["url"].rpartition("/")[2], {session.tab}).content == b"4"


def test_the_page_that_a_reload_shows_first_still_has_what_it_points_to():
    """It is the page of the run before, and there until the next run has drawn."""
    office = Office(REPORT)
    tab = Tab()
    session = office.open(tab)
    old = tab.elements("download_button")[0]["url"].rpartition("/")[2]
    session.receive(Seen(n=tab.seen))

    for _ in range(3):
        tab.reload()
        office.open(tab)

    assert session._runner.blobs.find(old, {session.tab}).content == b"1"
