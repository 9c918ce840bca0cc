"""Signing in and out at a provider, in one process."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from identity.people import APP, Person, press, texts, write_secrets
from identity.provider import CLIENT, SECRET, providing
from joserfc.jwk import RSAKey
from server.apps import PLAIN, SocketTab, serving
from stores.servers import free_port

from anew.identity import openid, sign_ins
from anew.identity.tickets import Ticket, sealed
from anew.protocol.messages import SIGNED_OUT, Location
from anew.server.app import App
from anew.server.security import owner_of
from anew.settings.settings import Settings, with_options
from anew.stores.memory import MemoryNotes
from anew.stores.times import Times


@pytest.fixture(scope="module")
def running():
    with providing() as provider:
        yield provider


@pytest.fixture
def provider(running):
    """The provider, as it is if no test has changed it."""
    before = dict(vars(running))
    running.claims, running.left_out = {}, set()
    running.asked, running.signed_out = [], []
    yield running
    vars(running).update(before)


@contextmanager
def app(folder, provider, script=APP, path="", secrets=None, **options):
    """An app that knows the provider, on this port."""
    port = free_port()
    given = {name.replace("__", "."): value for name, value in options.items()}
    (folder / "app.py").write_text(script, "utf-8")
    redirect = f"http://localhost:{port}{path}/oauth2callback"
    write_secrets(folder, provider, redirect, **(secrets or {}))
    settings = with_options(Settings(), given)
    with ExitStack() as stack:
        stack.enter_context(serving(App(folder / "app.py", settings).asgi, port=port))
        yield port


@pytest.mark.parametrize("store", ["sqlite", "memory"])
def test_a_user_signs_in_and_out(tmp_path, provider, store):
    with app(tmp_path, provider, state__store=store) as port, Person(port) as ada:
        before = ada.tab()
        assert texts(before)[0] == "user: None False"

        ada.sign_in("ada", before)
        tab = ada.tab()

        assert texts(tab)[0] == "user: Ada Lovelace True"
        page = ada.go(ada.address(tab, "Sign out"))
        assert str(page.url) == ada.home
        assert tab.close_reason() == (SIGNED_OUT.code, SIGNED_OUT.reason)
        after = ada.tab()
        assert texts(after)[0] == "user: None False"
        assert len({before.name, tab.name, after.name}) == 3
    [asked] = provider.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid email profile"
    assert asked["prompt"] == "select_account"
    [out] = provider.signed_out
    assert out["id_token_hint"].count(".") == 2


def test_a_session_goes_on_for_the_same_user_only(tmp_path, provider):
    """R82: for another identity, of the same browser, a new session begins."""
    with app(tmp_path, provider) as port, Person(port) as ada:
        anonymous = ada.tab()
        press(anonymous, "Click")
        ada.sign_in("ada", anonymous)
        first = ada.tab(memory=anonymous)
        assert texts(first)[1] == "clicks: 0"
        press(first, "Click")
        first.hang_up()

        again = ada.tab(memory=first)

        assert (again.name, texts(again)[1]) == (first.name, "clicks: 1")
        ada.sign_in("grace", again)
        other = ada.tab(memory=again)
        assert texts(other) == ["user: Grace Hopper True", "clicks: 0"]
        assert other.name not in {first.name, anonymous.name}
        ada.go(ada.address(other, "Sign out"))
        nobody = ada.tab(memory=anonymous)
        assert texts(nobody) == ["user: None False", "clicks: 0"]
        assert nobody.name != anonymous.name


def test_a_session_of_a_user_is_for_both_cookies_together(tmp_path, provider):
    """R82"""
    with app(tmp_path, provider) as port, Person(port) as ada:
        ada.sign_in("ada")
        tab = ada.tab()
        press(tab, "Click")
        only = f"anew_sid={ada.client.cookies['anew_sid']}"

        other = SocketTab(port, cookie=only)
        other.name, other.epoch, other.acknowledged = tab.name, tab.epoch, tab.acknowledged
        other.connect()
        other.settle()

        assert other.name != tab.name
        assert texts(other) == ["user: None False", "clicks: 0"]
        other.hang_up()


def test_cookies_are_other_ones_after_signing_in_and_out(tmp_path, provider):
    with app(tmp_path, provider) as port, Person(port) as ada:
        ada.load()
        before = ada.cookies
        response = ada.sign_in("ada")
        during = dict(ada.client.cookies)
        ada.go(ada.address(ada.tab(), "Sign out"))
        after = dict(ada.client.cookies)

    assert response.status_code == 200
    [user] = [name for name in during if "user" in name]
    assert during["anew_sid"] not in before
    assert set(after) == {"anew_sid"}
    assert after["anew_sid"] != during["anew_sid"]
    assert len(during[user]) == 43


def test_all_tabs_of_a_sign_in_end_with_it_and_no_others(tmp_path, provider):
    with app(tmp_path, provider) as port, Person(port) as ada, Person(port) as grace:
        ada.sign_in("ada")
        grace.sign_in("grace")
        one, two, hers = ada.tab(), ada.tab(), grace.tab()

        ada.go(ada.address(one, "Sign out"))

        assert two.close_reason()[0] == SIGNED_OUT.code
        press(hers, "Click")
        assert texts(hers) == ["user: Grace Hopper True", "clicks: 1"]


def test_other_tabs_of_the_browser_follow_when_somebody_signs_in(tmp_path, provider):
    with app(tmp_path, provider) as port, Person(port) as ada:
        one, two = ada.tab(), ada.tab()

        ada.sign_in("ada", one)

        assert two.close_reason()[0] == SIGNED_OUT.code
        assert texts(ada.tab())[0] == "user: Ada Lovelace True"


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(tmp_path, provider):
    script = APP + "\nst.download_button('File', b'content', 'file.bin')\n"
    with app(tmp_path, provider, script) as port, Person(port) as ada:
        ada.sign_in("ada")
        tab = ada.tab()
        stolen = {"Cookie": ada.cookies}
        file = f"http://localhost:{port}" + tab.elements("download_button")[0]["url"]
        assert httpx.get(file, headers=stolen, verify=PLAIN).content == b"content"
        ada.go(ada.address(tab, "Sign out"))

        thief = SocketTab(port, cookie=stolen["Cookie"])
        thief.open()

        assert thief.close_reason()[0] == SIGNED_OUT.code
        assert httpx.get(file, headers=stolen, verify=PLAIN).status_code == 404
        # Who loads the page with it gets other cookies, and is nobody.
        page = httpx.get(ada.home, headers=stolen, verify=PLAIN)
        assert page.headers.get_list("set-cookie")[0].startswith("anew_sid=")
        thief.hang_up()


def test_the_browser_is_back_where_it_was(tmp_path, provider):
    script = "import anew as st\nst.navigation([st.Page(lambda: st.login(), url_path='a b'), "
    script += "st.Page(lambda: None, url_path='start', default=True)]).run()"
    with app(tmp_path, provider, script) as port, Person(port) as ada:
        ada.load()
        tab = SocketTab(port, cookie=ada.cookies)
        tab.location = Location("a b", "x=1&y=%C3%A9")
        tab.connect()
        tab.settle()
        [departure] = tab.elements("departure")
        page = ada.go(f"http://localhost:{port}{departure['url']}")

        home = ada.choose(page, "ada")

        assert str(home.url) == f"{ada.home}a%20b?x=1&y=%C3%A9"
        tab.hang_up()


@pytest.mark.parametrize("page", ["/evil.example", "//evil.example", "\\evil.example", "a//b"])
def test_no_place_is_outside_of_the_app(tmp_path, provider, page):
    with app(tmp_path, provider) as port, Person(port) as ada:
        ada.load()
        owner = owner_of(ada.client.cookies["anew_sid"])
        ticket = Ticket("login", page, "", "default", owner)
        text = sealed(ticket, "a secret of the app, which is long enough")
        there = ada.client.get(f"{ada.home}_anew/login", params={"ticket": text})

        end = ada.choose(ada.go(there.headers["location"]), "ada")

        assert str(end.url).startswith(ada.home)
        assert not str(end.url).startswith(f"{ada.home}/")


def test_nobody_else_can_sign_a_user_in_or_out(tmp_path, provider):
    with app(tmp_path, provider) as port, Person(port) as ada, Person(port) as mallory:
        mallory.load()
        theirs = mallory.address(mallory.tab(), "Sign in")
        page = ada.client.get(theirs)
        assert page.status_code == 403
        ada.sign_in("ada")
        tab = ada.tab()
        for address in (
            mallory.address(mallory.tab(), "Sign out"),
            f"{ada.home}_anew/logout",
            f"{ada.home}_anew/logout?ticket=x.y",
        ):
            assert ada.client.get(address).status_code == 403
        press(tab, "Click")
        assert texts(tab)[0] == "user: Ada Lovelace True"


def test_a_state_is_for_one_browser_and_one_time(tmp_path, provider):
    with app(tmp_path, provider) as port, Person(port) as ada, Person(port) as mallory:
        page = ada.go(ada.address(ada.tab(), "Sign in"))
        query = dict(parse_qsl(urlsplit(str(page.url)).query))
        code = {"code": "of another sign-in", "state": query["state"]}
        mallory.load()

        theirs = mallory.client.get(f"{ada.home}oauth2callback", params=code)
        hers, late = (ada.client.get(f"{ada.home}oauth2callback", params=code) for _ in range(2))

    assert (theirs.status_code, hers.status_code, late.status_code) == (400, 502, 400)
    assert "refused to complete the sign-in: invalid_grant" in hers.text
    assert "in another browser" in theirs.text
    assert "set-cookie" not in theirs.headers


def test_a_user_may_change_their_mind_at_the_provider(tmp_path, provider):
    with app(tmp_path, provider) as port, Person(port) as ada:
        tab = ada.tab()
        page = ada.go(ada.address(tab, "Sign in"))

        told = ada.choose(page, "refuse=1")

        assert told.status_code == 403
        assert "did not sign you in. It says: access_denied &lt;b&gt;Not&lt;/b&gt; you" in told.text
        press(tab, "Click")  # The session goes on.
        assert texts(tab) == ["user: None False", "clicks: 1"]


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"iss": "https://evil.example"}, "iss"),
        ({"aud": "another client"}, "aud"),
        ({"exp": 1_000_000_000}, "expired"),
        ({"nonce": "of another sign-in"}, "nonce"),
    ],
)
def test_an_id_token_that_is_not_for_this_sign_in_is_refused(tmp_path, provider, claims, why):
    provider.claims = claims
    with app(tmp_path, provider) as port, Person(port) as ada:
        told = ada.sign_in("ada")
        assert texts(ada.tab())[0] == "user: None False"

    assert told.status_code == 502
    assert "The ID token of the provider &#x27;default&#x27; is not accepted" in told.text
    assert why in told.text


def test_an_id_token_that_another_has_signed_is_refused(tmp_path, provider):
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    with app(tmp_path, provider) as port, Person(port) as ada:
        told = ada.sign_in("ada")

    assert told.status_code == 502
    assert "is not accepted" in told.text


def test_a_key_that_the_provider_has_since_is_asked_for(tmp_path, provider):
    with app(tmp_path, provider) as port, Person(port) as ada:
        ada.sign_in("ada")
        provider.key = provider.signs_with = RSAKey.generate_key(2048, {"kid": "two"})
        ada.sign_in("grace")
        assert texts(ada.tab())[0] == "user: Grace Hopper True"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"client_secret": "a wrong secret"}, ["refused", "invalid_client", "client_secret"]),
        ({"server_metadata_url": "http://localhost:1/x"}, ["cannot be asked", "localhost:1/x"]),
    ],
)
def test_what_is_set_up_wrongly_is_told_without_secrets(tmp_path, provider, change, words, caplog):
    with app(tmp_path, provider, secrets=change) as port, Person(port) as ada:
        page = ada.go(ada.address(ada.tab(), "Sign in"))
        told = ada.choose(page, "ada") if page.status_code == 200 else page

    assert told.status_code == 502
    for word in words:
        assert word in told.text
    for secret in ("a wrong secret", SECRET, "which is long enough"):
        assert secret not in told.text + caplog.text


def test_a_provider_that_fails_is_told(tmp_path, provider):
    provider.is_down = True
    openid._known.clear()
    with app(tmp_path, provider) as port, Person(port) as ada:
        told = ada.go(ada.address(ada.tab(), "Sign in"))

    assert told.status_code == 502
    assert "it answered with status 500. Try again" in told.text


def test_a_provider_without_id_tokens_is_none_of_openid_connect(tmp_path, provider):
    provider.left_out = {"id_token"}
    with app(tmp_path, provider) as port, Person(port) as ada:
        told = ada.sign_in("ada")

    assert "sent no ID token" in told.text


def test_one_of_several_providers_is_named(tmp_path, provider):
    section = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "server_metadata_url": provider.metadata_url,
        "client_kwargs": {"prompt": "login", "scope": "openid", "login_hint": "ada"},
    }
    script = APP + "\nst.text(st.user.get('provider'))"
    script = script.replace("st.login()", "st.login('my_own')")
    with (
        app(tmp_path, provider, script, secrets={"my_own": section}) as port,
        Person(port) as ada,
    ):
        ada.sign_in("ada")
        assert texts(ada.tab())[2] == "my_own"

    [asked] = provider.asked
    assert (asked["prompt"], asked["scope"], asked["login_hint"]) == ("login", "openid", "ada")


def test_tokens_are_there_if_the_app_wants_them(tmp_path, provider):
    script = APP + "\nst.text(f'{st.user.tokens.get(\"access\")} {len(st.user.tokens)}')"
    with (
        app(tmp_path, provider, script, secrets={"expose_tokens": ["id", "access"]}) as port,
        Person(port) as ada,
    ):
        ada.sign_in("ada")
        assert texts(ada.tab())[2] == "access of ada 2"
        assert "access of ada" not in ada.load().text


def test_an_app_below_a_path_signs_in(tmp_path, provider):
    options = {"server__baseUrlPath": "reports/sales", "path": "/reports/sales"}
    with app(tmp_path, provider, **options) as port, Person(port, "/reports/sales") as ada:
        end = ada.sign_in("ada")

        assert str(end.url) == ada.home
        tab = ada.tab()
        assert texts(tab)[0] == "user: Ada Lovelace True"
        assert str(ada.go(ada.address(tab, "Sign out")).url) == ada.home


def test_apps_of_one_host_have_sign_ins_of_their_own(tmp_path, provider):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with (
        app(tmp_path / "one", provider) as port,
        app(tmp_path / "two", provider) as other,
        Person(port) as ada,
    ):
        ada.sign_in("ada")
        there = Person(other)
        there.client = ada.client

        assert texts(there.tab())[0] == "user: None False"
        assert texts(ada.tab())[0] == "user: Ada Lovelace True"
        for tab in there._tabs:
            tab.hang_up()


def test_a_sign_in_that_has_expired_is_none(tmp_path, provider):
    port, later = free_port(), 0.0
    write_secrets(tmp_path, provider, f"http://localhost:{port}/oauth2callback")
    (tmp_path / "app.py").write_text(APP, "utf-8")
    one = App(tmp_path / "app.py", with_options(Settings(), {"state.store": "memory"}))
    one._memory = MemoryNotes(Times(lambda: time.time() + later, lambda: time.monotonic() + later))
    with serving(one.asgi, port=port), Person(port) as ada:
        ada.sign_in("ada")
        tab = ada.tab()
        assert texts(tab)[0] == "user: Ada Lovelace True"

        later = sign_ins.SIGN_IN_SECONDS + 1

        assert tab.close_reason()[0] == SIGNED_OUT.code
        after = ada.tab(memory=tab)
        assert texts(after)[0] == "user: None False"
        assert after.name != tab.name


def test_an_app_without_the_section_asks_nobody(tmp_path):
    script = "import sys\nimport anew as st\nst.text('authlib' in sys.modules)\n"
    script += "st.text(dict(st.user))"
    store = CountingNotes()
    (tmp_path / "app.py").write_text(script, "utf-8")
    one = App(tmp_path / "app.py", with_options(Settings(), {"state.store": "memory"}))
    one._memory = store
    with serving(one.asgi) as port, Person(port) as ada:
        ada.client.cookies.set("anew_sid_user_01234567", "x" * 43)
        assert texts(ada.tab())[1] == "{}"
        assert ada.client.get(f"{ada.home}_anew/login").status_code == 404
        assert ada.client.get(f"{ada.home}oauth2callback").status_code == 404
    assert store.calls == 0


class CountingNotes(MemoryNotes):
    """Notes how often it is asked for anything."""

    calls = 0

    def find(self, name):
        self.calls += 1
        return super().find(name)

    def present(self, names):
        self.calls += 1
        return super().present(names)
