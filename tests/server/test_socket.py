"""Connections as they are in the world: cut, doubled, hostile, slow."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import msgspec
import pytest
from fastapi import FastAPI
from server.apps import COUNTER, SocketTab, app_of, cookie_of, serving
from starlette.applications import Starlette
from starlette.routing import Mount
from websockets.exceptions import ConnectionClosed

from anew.protocol.codec import MAX_FRAME_BYTES
from anew.protocol.messages import (
    BAD_MESSAGE,
    FORBIDDEN,
    OUTDATED,
    TAKEN_OVER,
    TOO_FAST,
    TOO_LARGE,
    ClearCache,
    Event,
    Hello,
    Refresh,
    RunOnSave,
    Seen,
    Stop,
)
from anew.server.app import create_app
from anew.server.socket import visit_of


def count(tab: SocketTab) -> str:
    return tab.elements("text")[0]["body"]


def button(tab: SocketTab) -> str:
    return tab.elements("button")[0]["id"]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with app_of(tmp_path_factory.mktemp("app"), COUNTER) as port:
        yield port


@pytest.fixture
def tab(port):
    tab = SocketTab(port)
    tab.connect()
    tab.settle()
    yield tab
    tab.hang_up()


def test_a_click_is_one_small_update(tab):
    tab.do(tab.event(trigger=button(tab)))

    update = tab.heard[-1]
    assert update["patches"] == [["set", 4, {"body": "Count = 1"}]] or len(update["patches"]) == 1
    assert update["answered"] == 1
    assert len(json.dumps(update)) < 200
    while tab.acknowledged < 1:  # Once the store has it.
        tab.send(tab.socket.recv(timeout=10))
    assert len(json.dumps(tab.heard[-1])) < 100


def test_a_cut_connection_goes_on_where_it_was(tab):
    """R79, R83."""
    for n in range(1, 16):
        tab.say(tab.event(trigger=button(tab)))
        tab.hang_up()  # Before the answer; the event may have come through or not.
        tab.connect()
        tab.settle()

        assert count(tab) == f"Count = {n}"
        assert tab.unacknowledged == []


def test_what_the_tab_has_seen_is_not_sent_again(tab):
    tab.do(tab.event(trigger=button(tab)))
    before = len(tab.heard)
    tab.hang_up()
    tab.connect()
    tab.do(tab.event(trigger=button(tab)))

    tags = [message["tag"] for message in tab.heard[before:] if message["tag"] != "saved"]
    assert tags == ["welcome", "update"]
    assert count(tab) == "Count = 2"


def test_a_reload_resumes_the_session(tab):
    """R78, with the promise that goes further: state outlasts a reload."""
    tab.do(tab.event(trigger=button(tab)))
    tab.hang_up()
    tab.reload()
    tab.connect()
    tab.settle()

    assert tab.is_resumed
    assert count(tab) == "Count = 1"


def test_a_reload_gets_a_new_session_if_the_option_says_so(tmp_path):
    with app_of(tmp_path, COUNTER, session__onReload="new") as port:
        tab = SocketTab(port)
        tab.connect()
        tab.settle()
        tab.do(tab.event(trigger=button(tab)))
        name = tab.name
        tab.hang_up()
        tab.reload()
        tab.connect()
        tab.settle()

        assert tab.name != name and not tab.is_resumed
        assert count(tab) == "Count = 0"
        tab.hang_up()


def test_a_duplicated_tab_gets_a_copy_of_its_own(tab, port):
    tab.do(tab.event(trigger=button(tab)))
    double = SocketTab(port, tab.cookie)
    double.become_copy_of(tab)
    double.connect()
    double.settle()

    assert double.name != tab.name
    assert count(double) == "Count = 1"
    double.do(double.event(trigger=button(double)))
    assert count(double) == "Count = 2"
    tab.do(tab.event())
    assert count(tab) == "Count = 1"
    double.hang_up()


def test_a_tab_that_nobody_answers_for_is_taken_over(tab, port):
    """R81. A half-open connection: the network went away, and the same page comes back."""
    again = SocketTab(port, tab.cookie)
    again.name, again.instance = tab.name, tab.instance
    again.connect()
    again.settle()

    assert again.name == tab.name
    assert tab.close_reason() == (TAKEN_OVER.code, TAKEN_OVER.reason)
    again.hang_up()


def test_two_tabs_share_nothing(tab, port):
    """R1."""
    other = SocketTab(port, tab.cookie)
    other.connect()
    other.settle()
    tab.do(tab.event(trigger=button(tab)))
    other.do(other.event())

    assert (count(tab), count(other)) == ("Count = 1", "Count = 0")
    other.hang_up()


def test_another_browser_cannot_resume_a_session(tab, port):
    """R82: a session is for the browser that it was made for."""
    tab.do(tab.event(trigger=button(tab)))
    thief = SocketTab(port, cookie_of(port))
    thief.name = tab.name
    thief.connect()
    thief.settle()

    assert thief.name != tab.name
    assert count(thief) == "Count = 0"
    thief.hang_up()


def test_a_closed_tabs_session_is_freed(tmp_path):
    """R84."""
    options = {"server__disconnectedSessionTTL": "0", "state__store": "memory"}
    with app_of(tmp_path, COUNTER, **options) as port:
        tab = SocketTab(port)
        tab.connect()
        tab.settle()
        tab.do(tab.event(trigger=button(tab)))
        tab.hang_up()
        tab.connect()
        tab.settle()

        assert not tab.is_resumed
        tab.hang_up()


# Hostile and broken clients ---------------------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "no json",
        "[]",
        "null",
        "{}",
        '{"tag": "nonsense"}',
        '{"tag": "event"}',
        '{"tag": "event", "n": "1"}',
        '{"tag": "event", "n": 0}',
        '{"tag": "event", "n": -1}',
        '{"tag": "event", "n": 1.5}',
        '{"tag": "event", "n": 1, "values": []}',
        '{"tag": "event", "n": 1, "trigger": 5}',
        '{"tag": "event", "n": 1, "seen": -1}',
        '{"tag": "event", "n": NaN}',
        '{"tag": "event", "n": 1, "values": {"a": ' + "[" * 100 + "]" * 100 + "}}",
        '{"tag": "event", "n": 1' + "0" * 400 + "}",
        '{"tag": "hello", "protocol": 1, "instance": "again"}',
        "[" * 50_000,
        b"binary",
        "\ud83d",
    ],
    ids=lambda frame: repr(frame[:40]),
)
def test_a_bad_message_ends_its_own_connection_only(tab, port, frame):
    other = SocketTab(port)
    other.connect()
    other.settle()
    other.socket.send(
        frame.encode("utf-8", "surrogatepass")
        if isinstance(frame, str) and "\ud83d" in frame
        else frame
    )

    code, reason = other.close_reason()
    assert (code, reason) == (BAD_MESSAGE.code, BAD_MESSAGE.reason)
    tab.do(tab.event(trigger=button(tab)))
    assert count(tab) == "Count = 1"


def test_a_large_message_is_refused(tab):
    tab.socket.send(json.dumps({"tag": "event", "n": 1, "values": {"a": "x" * 70_000}}))

    assert tab.close_reason() == (TOO_LARGE.code, TOO_LARGE.reason)


def test_a_huge_message_is_refused_before_it_is_read(tab):
    tab.socket.send("x" * (MAX_FRAME_BYTES + 1))

    assert tab.close_reason()[0] == 1009


def test_too_many_events_are_refused(tmp_path):
    with app_of(tmp_path, COUNTER, server__maxEventsPerSecond="5") as port:
        tab = SocketTab(port)
        tab.connect()
        tab.settle()
        for _ in range(12):
            tab.say(tab.event())

        assert tab.close_reason() == (TOO_FAST.code, TOO_FAST.reason)


@pytest.mark.parametrize("message", [Stop(), RunOnSave(on=False), ClearCache()])
def test_what_a_user_does_counts_whatever_it_is(tmp_path, message):
    with app_of(tmp_path, COUNTER, server__maxEventsPerSecond="5") as port:
        tab = SocketTab.settled(port)
        with suppress(ConnectionClosed):  # It may be over before all of them are sent.
            for _ in range(12):
                tab.say(message)

        assert tab.close_reason() == (TOO_FAST.code, TOO_FAST.reason)


TIMED = """
import anew as st

ss = st.session_state
@st.fragment(run_every=60)
def part():
    ss.n = ss.get("n", 0) + 1
    st.text(f"{ss.n}")
part()
"""


def test_a_clock_that_is_too_fast_is_slowed_down_and_the_tab_stays(tmp_path):
    with app_of(tmp_path, TIMED, server__maxEventsPerSecond="5") as port:
        tab = SocketTab.settled(port)
        own = tab.elements("fragment")[0]["id"]
        for _ in range(100):
            tab.say(Refresh([own, "gone", own]))
        tab.do(tab.event())

        assert 2 <= int(tab.elements("text")[0]["body"]) < 50


@pytest.mark.parametrize("names", ["null", "5", '"part"', "[5]", '{"a": 1}'])
def test_names_of_fragments_that_are_none_end_the_connection(tab, names):
    tab.socket.send(f'{{"tag": "refresh", "fragments": {names}}}')

    assert tab.close_reason() == (BAD_MESSAGE.code, BAD_MESSAGE.reason)


def test_names_that_no_fragment_has_are_nothing(tab):
    tab.say(Refresh(["", "a/b", "\x00", "x" * 10_000]))
    tab.say(Refresh([]))
    tab.do(tab.event(trigger=button(tab)))

    assert count(tab) == "Count = 1"


def test_what_a_tab_says_by_itself_is_read_at_a_pace(tab):
    """A flood waits in the network: it costs the server no more than 256 messages a second."""
    frame = msgspec.json.encode(Seen(n=0)).decode()
    took = flooded(tab, frame, 1000)

    assert took > (1000 - 2 * 256) / 256 * 0.9
    tab.do(tab.event(trigger=button(tab)))
    assert count(tab) == "Count = 1"


def test_the_pace_leaves_room_for_as_many_events_as_are_allowed(tmp_path):
    with app_of(tmp_path, COUNTER, server__maxEventsPerSecond="100000") as port:
        tab = SocketTab.settled(port)
        frame = msgspec.json.encode(Seen(n=0)).decode()

        assert flooded(tab, frame, 3000) < (3000 - 2 * 256) / 256 / 2


def flooded(tab: SocketTab, frame: str, times: int) -> float:
    """Send a frame many times; seconds until the server has read all of them."""
    begun = time.monotonic()
    for _ in range(times):
        tab.socket.send(frame)
    tab.do(tab.event())
    return time.monotonic() - begun


def test_who_was_closed_is_not_read_any_more(tmp_path):
    """It goes on to send, and the server ends the connection within a moment."""
    with app_of(tmp_path, COUNTER, server__maxEventsPerSecond="5") as port:
        tab = SocketTab.settled(port)
        frame = msgspec.json.encode(tab.event()).decode()
        raw = tab.socket.socket
        assert seconds_until_cut_off(raw, masked(frame)) < 4


def seconds_until_cut_off(raw, frame: bytes) -> float:
    begun = time.monotonic()
    try:
        while time.monotonic() - begun < 8:
            raw.sendall(frame)
    except OSError:
        pass
    return time.monotonic() - begun


def masked(text: str) -> bytes:
    """A frame as browsers send it; the mask is nothing."""
    body = text.encode()
    assert len(body) < 126
    return bytes([0x81, 0x80 | len(body), 0, 0, 0, 0]) + body


def test_a_host_that_calls_itself_local_is_none(port):
    """Only who comes from this machine is taken for who develops the app."""
    scope = {"client": ("203.0.113.9", 1), "headers": [(b"host", b"localhost:8501")]}

    assert not visit_of(scope).is_local
    assert visit_of({**scope, "client": ("127.0.0.1", 1)}).is_local
    assert not visit_of({**scope, "client": None}).is_local


def test_the_first_message_says_who_is_there(port):
    tab = SocketTab(port)
    tab.open(hello=Event(n=1))

    assert tab.close_reason() == (BAD_MESSAGE.code, BAD_MESSAGE.reason)


def test_a_browser_without_cookies_is_told(port):
    tab = SocketTab(port, cookie="")
    tab.open()

    assert tab.close_reason() == (FORBIDDEN.code, FORBIDDEN.reason)


def test_a_page_of_another_version_is_told(port):
    tab = SocketTab(port)
    tab.open(hello=Hello(protocol=999, instance="x"))

    assert tab.close_reason() == (OUTDATED.code, OUTDATED.reason)


def test_a_value_that_no_widget_could_have_sent_is_refused_and_told(tmp_path):
    script = "import anew as st\nst.text(st.checkbox('Agree'))\n"
    with app_of(tmp_path, script) as port:
        tab = SocketTab(port)
        tab.connect()
        tab.settle()
        box = tab.elements("checkbox")[0]["id"]
        tab.do(tab.event({box: "yes"}))

        assert tab.refused == [
            {
                "tag": "refused",
                "event": 1,
                "widget": box,
                "reason": "A checkbox is true or false, not 'yes'.",
            }
        ]
        assert tab.elements("text")[0]["body"] == "False"
        tab.do(tab.event({box: True}))
        assert tab.elements("text")[0]["body"] == "True"
        tab.hang_up()


@pytest.mark.parametrize(
    "name", ["__class__", "__proto__", "constructor", "$$ID-0000", "count", "a\0b"]
)
def test_values_for_what_is_no_widget_change_nothing(tab, name):
    tab.do(tab.event({name: 5}, trigger=name))

    assert count(tab) == "Count = 0"


# Elsewhere --------------------------------------------------------------------------------


def starlette_site(apps) -> Starlette:
    return Starlette(routes=[Mount(f"/{name}", app) for name, app in apps.items()])


def fastapi_site(apps) -> FastAPI:
    site = FastAPI()
    for name, app in apps.items():
        site.mount(f"/{name}", app)
    return site


@pytest.mark.parametrize("site_of", [starlette_site, fastapi_site])
def test_two_apps_mount_in_one_server(tmp_path, site_of):
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text(f"import anew as st\nst.text('{name}')\n")
    site = site_of({name: create_app(tmp_path / f"{name}.py") for name in ("one", "two")})
    with serving(site) as port:
        for name in ("one", "two"):
            tab = SocketTab(port, path=f"/{name}")
            tab.connect()
            tab.settle()

            assert count(tab) == name
            tab.hang_up()
