"""A person with a browser that has cookies and no JavaScript, who signs in and out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

import httpx
from server.apps import PLAIN, SocketTab

if TYPE_CHECKING:
    from identity.provider import Provider

APP = """
import anew as st

st.session_state.setdefault("clicks", 0)
if st.button("Click"):
    st.session_state.clicks += 1
if st.button("Sign in"):
    st.login()
if st.button("Sign out"):
    st.logout()
st.text(f"user: {st.user.get('name')} {st.user.get('is_logged_in')}")
st.text(f"clicks: {st.session_state.clicks}")
"""


class Person:
    """One browser."""

    def __init__(self, port: int, path: str = "") -> None:
        self.port, self.path = port, path
        self.client = httpx.Client(verify=PLAIN, timeout=30)
        self.home = f"http://localhost:{port}{path}/"
        self._tabs: list[SocketTab] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for tab in self._tabs:
            tab.hang_up()
        self.client.close()

    def load(self) -> httpx.Response:
        """Load the app's page."""
        return self.client.get(self.home)

    def tab(self, port: int | None = None, *, memory: SocketTab | None = None) -> SocketTab:
        """A tab of the app, at another server of it if that is said.

        Args:
            memory: A tab that was at the same place before; it knows its session.
        """
        self.load()
        tab = SocketTab(port or self.port, cookie=self.cookies, path=self.path)
        if memory is not None:
            tab.name, tab.epoch, tab.acknowledged = memory.name, memory.epoch, memory.acknowledged
        tab.connect()
        self._tabs.append(tab)
        tab.settle()
        return tab

    @property
    def cookies(self) -> str:
        jar = self.client.cookies.jar
        return "; ".join(f"{one.name}={one.value}" for one in jar if not one.is_expired())

    def address(self, tab: SocketTab, label: str) -> str:
        """Where a tab goes that has pressed a button for signing in or out."""
        press(tab, label)
        [departure] = tab.elements("departure")
        return f"http://localhost:{self.port}{self.path}{departure['url']}"

    def go(self, address: str) -> httpx.Response:
        """Load a page, through all redirects; then what its script loads, as a browser does."""
        response = self.client.get(address, follow_redirects=True)
        if found := re.search(r'location\.replace\("([^"]+)"\)', response.text):
            return self.client.get(urljoin(str(response.url), found[1]))
        return response

    def choose(self, page: httpx.Response, user: str) -> httpx.Response:
        """Say at the provider who one is."""
        links = re.findall(r'href="(\?[^"]+)"', page.text)
        link = next(one for one in links if user in one).replace("&amp;", "&")
        return self.go(urljoin(str(page.url), link))

    def sign_in(self, user: str = "ada", tab: SocketTab | None = None) -> httpx.Response:
        tab = tab or self.tab()
        page = self.go(self.address(tab, "Sign in"))
        return self.choose(page, user)


def press(tab: SocketTab, label: str) -> None:
    [button] = [b for b in tab.elements("button") if b["label"] == label]
    tab.do(tab.event(trigger=button["id"]))


def texts(tab: SocketTab) -> list[str]:
    return [text["body"] for text in tab.elements("text")]


def write_secrets(folder, provider: Provider, redirect_uri: str, **more: object) -> None:
    """Write what existing apps have, into where they have it."""
    auth = provider.secrets(redirect_uri, **more)["auth"]
    place = folder / ".streamlit"
    place.mkdir(exist_ok=True)
    lines = [f"{key} = {toml(value)}" for key, value in auth.items() if not isinstance(value, dict)]
    for name, section in auth.items():
        if isinstance(section, dict):
            lines += [f"[auth.{name}]", *(f"{key} = {toml(it)}" for key, it in section.items())]
    (place / "secrets.toml").write_text("\n".join(["[auth]", *lines]), "utf-8")


def toml(value: object) -> str:
    """A value as TOML has it, on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(it)}" for key, it in value.items()) + " }"
    return json.dumps(value)
