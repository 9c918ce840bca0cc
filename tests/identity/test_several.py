"""Signing in where several processes serve one app, and where they die."""

from __future__ import annotations

import signal
import time
from contextlib import ExitStack, contextmanager

import pytest
from browser.process import Process
from identity.people import APP, Person, press, texts, write_secrets
from identity.provider import providing
from server.apps import SocketTab, serving
from starlette.applications import Starlette
from starlette.routing import Mount
from stores.servers import free_port

from anew.protocol.messages import SIGNED_OUT
from anew.server.app import App, create_app
from anew.server.application import App as ApplicationOf
from anew.settings.settings import Settings, with_options

SOON_SECONDS = 5.0  # So soon all nodes close the sockets of who has signed out.


@pytest.fixture(scope="module")
def provider():
    with providing() as running:
        yield running


def write_app(folder, provider, port):
    (folder / "app.py").write_text(APP, "utf-8")
    write_secrets(folder, provider, f"http://localhost:{port}/oauth2callback")
    return folder / "app.py"


@contextmanager
def two_nodes(folder, provider, address):
    """Two servers of an app, with one store; users open the first."""
    ports = free_port(), free_port()
    script = write_app(folder, provider, ports[0])
    settings = with_options(Settings(), {"state.store": address})
    with ExitStack() as stack:
        for port in ports:
            app = App(script, settings)
            app.open_store()
            stack.enter_context(serving(app.asgi, port=port))
        yield ports


@pytest.mark.parametrize("kind", ["sqlite", "valkey", "postgresql"])
def test_signing_out_at_one_node_ends_it_at_the_others(tmp_path, provider, place_of, kind):
    address = place_of(kind).address
    with two_nodes(tmp_path, provider, address) as (here, there), Person(here) as ada:
        anonymous = ada.tab(there)
        ada.sign_in("ada")
        assert anonymous.close_reason()[0] == SIGNED_OUT.code
        other = ada.tab(there)
        assert texts(other)[0] == "user: Ada Lovelace True"
        press(other, "Click")
        address = ada.address(ada.tab(here), "Sign out")

        ada.go(address)

        begun = time.monotonic()
        assert other.close_reason()[0] == SIGNED_OUT.code
        assert time.monotonic() - begun < SOON_SECONDS
        after = ada.tab(there, memory=other)
        assert texts(after) == ["user: None False", "clicks: 0"]
        assert after.name != other.name


def test_a_session_of_a_user_goes_on_at_another_node(tmp_path, provider, place_of):
    address = place_of("sqlite").address
    with two_nodes(tmp_path, provider, address) as (here, there), Person(here) as ada:
        ada.sign_in("ada")
        tab = ada.tab(here)
        press(tab, "Click")
        while tab.unacknowledged:
            tab.send(tab.socket.recv(timeout=30))
        tab.hang_up()

        moved = ada.tab(there, memory=tab)

        assert (moved.name, texts(moved)[1]) == (tab.name, "clicks: 1")


def test_the_callback_may_come_to_another_node(tmp_path, provider, place_of):
    address = place_of("sqlite").address
    with two_nodes(tmp_path, provider, address) as (here, there), Person(here) as ada:
        page = ada.go(ada.address(ada.tab(here), "Sign in"))
        answer = ada.client.get(f"{page.url}&user=ada")
        assert f"localhost:{here}" in answer.headers["location"]

        ada.go(answer.headers["location"].replace(str(here), str(there)))

        assert texts(ada.tab(here))[0] == "user: Ada Lovelace True"


def test_a_user_is_signed_in_after_the_server_was_killed(tmp_path, provider):
    port = free_port()
    options = ("--server.port", str(port), "--state.store", f"sqlite:///{tmp_path}/state.db")
    script = write_app(tmp_path, provider, port)
    with Person(port) as ada:
        with Process(script, *options) as server:
            ada.sign_in("ada")
            tab = ada.tab()
            press(tab, "Click")
            while tab.unacknowledged:
                tab.send(tab.socket.recv(timeout=30))
            server.end(signal.SIGKILL)
        with Process(script, *options):
            again = ada.tab(memory=tab)

            assert again.name == tab.name
            assert texts(again) == ["user: Ada Lovelace True", "clicks: 1"]


def test_workers_share_what_is_known_of_users(tmp_path, provider):
    port = free_port()
    options = ("--server.port", str(port), "--server.workers", "2")
    script = write_app(tmp_path, provider, port)
    with Process(script, *options), Person(port) as ada:
        for _ in range(3):
            ada.sign_in("ada")
            tabs = [ada.tab() for _ in range(4)]
            assert {texts(tab)[0] for tab in tabs} == {"user: Ada Lovelace True"}
            ada.go(ada.address(tabs[0], "Sign out"))
            assert {tab.close_reason()[0] for tab in tabs} == {SIGNED_OUT.code}


@pytest.mark.parametrize("make", [create_app, ApplicationOf])
def test_an_app_within_another_signs_in(tmp_path, provider, make, monkeypatch):
    monkeypatch.setenv(
        "ANEW_COMPAT_STREAMLIT_IMPORT", "false"
    )  # It would be for the whole process.
    port = free_port()
    script = write_app(tmp_path, provider, port)
    secrets = provider.secrets(f"http://localhost:{port}/sub/oauth2callback")
    write_secrets(tmp_path, provider, secrets["auth"]["redirect_uri"])
    site = Starlette(routes=[Mount("/sub", make(script))])
    with serving(site, port=port), Person(port, "/sub") as ada:
        ada.sign_in("ada")
        tab = ada.tab()

        assert texts(tab)[0] == "user: Ada Lovelace True"
        page = ada.go(ada.address(tab, "Sign out"))
        assert str(page.url) == ada.home
        assert texts(ada.tab())[0] == "user: None False"


@pytest.mark.parametrize("says_so", [True, False])
def test_behind_a_proxy_with_https_the_cookies_are_for_https(tmp_path, provider, says_so):
    """Whether the proxy says that it is one, or redirect_uri alone does."""
    port = free_port()
    script = write_app(tmp_path, provider, port)
    write_secrets(tmp_path, provider, f"https://localhost:{port}/oauth2callback")
    proxy = {"X-Forwarded-Proto": "https"} if says_so else {}
    # A browser would say https here, too.
    told = {"server.corsAllowedOrigins": (f"http://localhost:{port}",)}
    app = App(script, with_options(Settings(), told))
    with serving(app.asgi, port=port), Person(port) as ada:
        own = {"Cookie": "__Host-anew_sid=" + "x" * 43, **proxy}
        tab = SocketTab(port, cookie=own["Cookie"])
        tab.more_headers = proxy
        tab.connect()
        tab.settle()
        there = ada.client.get(ada.address(tab, "Sign in"), headers=own).headers["location"]
        back = ada.client.get(f"{there}&user=ada").headers["location"]
        assert back.startswith("https://localhost")

        answer = ada.client.get(back.replace("https:", "http:"), headers=own)

        cookies = answer.headers.get_list("set-cookie")
        assert all(c.startswith("__Host-anew_sid") and "; Secure" in c for c in cookies)
        assert len(cookies) == 2
        values = "; ".join(cookie.partition(";")[0] for cookie in cookies)
        after = SocketTab(port, cookie=values)
        after.more_headers = proxy
        after.connect()
        after.settle()
        assert texts(after)[0] == "user: Ada Lovelace True"
        tab.hang_up()
        after.hang_up()
