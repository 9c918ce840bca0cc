"""Signing in and out as a user does, at a provider that the test runs."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from browser.chromium import button, settled, texts
from browser.test_axe import AXE, JUDGE, RULES
from identity.people import APP, write_secrets
from identity.provider import providing
from playwright.sync_api import expect
from server.apps import serving
from stores.servers import free_port

from anew.server.app import App
from anew.settings.settings import Settings, with_options

NOBODY, ADA = "user: None False", "user: Ada Lovelace True"


@pytest.fixture(scope="module")
def provider():
    with providing() as running:
        yield running


@contextmanager
def app(folder, provider, script=APP, path="", **options):
    """The app's address."""
    port = free_port()
    (folder / "app.py").write_text(script, "utf-8")
    address = f"http://localhost:{port}{path}"
    write_secrets(folder, provider, f"{address}/oauth2callback")
    given = {"state.store": "memory", **{k.replace("__", "."): v for k, v in options.items()}}
    with serving(App(folder / "app.py", with_options(Settings(), given)).asgi, port=port):
        yield address


def sign_in(page, user="Ada Lovelace"):
    button(page, "Sign in").click()
    page.get_by_role("link", name=user).click()
    settled(page)


@pytest.mark.parametrize("path", ["", "/reports"])
def test_a_user_signs_in_and_out_and_is_back_at_the_same_place(tmp_path, context, provider, path):
    page = context.new_page()
    with app(tmp_path, provider, path=path, server__baseUrlPath=path.strip("/")) as address:
        page.goto(f"{address}/?team=a%20b")
        settled(page)
        button(page, "Click").click()
        expect(texts(page)).to_have_text([NOBODY, "clicks: 1"])

        sign_in(page)

        expect(texts(page)).to_have_text([ADA, "clicks: 0"])
        expect(page).to_have_url(f"{address}/?team=a%20b")
        expect(page.get_by_text("no longer has this session")).to_have_count(0)
        button(page, "Click").click()
        expect(texts(page)).to_have_text([ADA, "clicks: 1"])
        page.reload()
        expect(texts(page)).to_have_text([ADA, "clicks: 1"])

        button(page, "Sign out").click()

        expect(texts(page)).to_have_text([NOBODY, "clicks: 0"])
        expect(page).to_have_url(f"{address}/?team=a%20b")
        expect(page.get_by_text("no longer has this session")).to_have_count(0)
        page.close()


def test_signing_in_and_out_in_one_tab_is_seen_in_the_other(tmp_path, context, provider):
    one, two = context.new_page(), context.new_page()
    with app(tmp_path, provider) as address:
        for page in (one, two):
            page.goto(address)
            settled(page)
        button(two, "Click").click()
        expect(texts(two)).to_have_text([NOBODY, "clicks: 1"])

        sign_in(one)
        expect(texts(two)).to_have_text([ADA, "clicks: 0"])
        button(two, "Click").click()
        expect(texts(two)).to_have_text([ADA, "clicks: 1"])

        button(one, "Sign out").click()
        expect(texts(two)).to_have_text([NOBODY, "clicks: 0"])
        expect(texts(one)).to_have_text([NOBODY, "clicks: 0"])
        one.close()
        two.close()


def click_and_begin(page, address):
    """Do something in the app as nobody, then go to sign in."""
    page.goto(address)
    settled(page)
    button(page, "Click").click()
    expect(texts(page)).to_have_text([NOBODY, "clicks: 1"])
    button(page, "Sign in").click()


def test_back_and_forward_sign_nobody_in_or_out(tmp_path, context, complaints, provider):
    complaints.allow(r"status of 40\d")
    page = context.new_page()
    with app(tmp_path, provider) as address:
        click_and_begin(page, address)
        expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()

        page.go_back()

        settled(page)
        expect(texts(page)).to_have_text([NOBODY, "clicks: 1"])
        sign_in(page, "Grace Hopper")
        expect(texts(page).first).to_have_text("user: Grace Hopper True")
        page.go_back()  # To the provider's page: what it knows is used up.
        expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
        page.go_forward()
        settled(page)
        expect(texts(page).first).to_have_text("user: Grace Hopper True")
        page.close()


def test_who_is_refused_is_told_in_words_and_goes_on(tmp_path, context, complaints, provider):
    complaints.allow(r"status of 403")
    page = context.new_page()
    with app(tmp_path, provider) as address:
        click_and_begin(page, address)
        page.get_by_role("link", name="Cancel").click()
        expect(page.get_by_role("heading", name="That did not work")).to_be_visible()
        expect(page.get_by_text("It says: access_denied <b>Not</b> you")).to_be_visible()
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(JUDGE, [None, RULES]) == []

        page.get_by_role("link", name="Back to the app").click()

        settled(page)
        expect(texts(page)).to_have_text([NOBODY, "clicks: 1"])
        page.close()


def test_an_app_that_signs_everybody_in_shows_nothing_to_others(tmp_path, context, provider):
    script = """
import anew as st
if not st.user.is_logged_in:
    st.login()
    st.stop()
st.text(f"Hello, {st.user.name}")
"""
    page = context.new_page()
    with app(tmp_path, provider, script) as address:
        page.goto(address)
        page.get_by_role("link", name="Ada Lovelace").click()
        settled(page)
        expect(texts(page)).to_have_text(["Hello, Ada Lovelace"])
        page.close()


def test_in_a_frame_the_app_opens_in_a_tab_of_its_own(tmp_path, context, provider):
    page = context.new_page()
    with app(tmp_path, provider) as address:
        page.goto(f"{address}/healthz")
        page.evaluate(
            "url => { const frame = document.createElement('iframe'); frame.src = url;"
            "document.body.append(frame); }",
            f"{address}/?embed=true",
        )
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="Sign in").click()
        with context.expect_page() as opened:
            frame.get_by_role("link", name="Open the app there").click()
        sign_in(opened.value)
        expect(texts(opened.value).first).to_have_text(ADA)
        expect(frame.get_by_text(re.compile("Ada Lovelace"))).to_be_visible()
        page.close()
        opened.value.close()


def test_the_cookie_is_not_for_scripts(tmp_path, context, provider):
    page = context.new_page()
    with app(tmp_path, provider) as address:
        page.goto(address)
        settled(page)
        sign_in(page)
        expect(texts(page).first).to_have_text(ADA)
        cookies = context.cookies(address)
        page.close()

    assert len(cookies) == 2
    for cookie in cookies:
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
