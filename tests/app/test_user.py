"""`st.user`, `st.login` and `st.logout`, in scripts: without a provider or a server."""

from __future__ import annotations

import copy
import pickle

import pytest

import anew as st
from anew.errors import APIException, AppTestError, AuthError
from anew.testing import AppTest

AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "a secret of the app",
    "client_id": "id",
    "client_secret": "hidden",
    "server_metadata_url": "https://example.org/.well-known/openid-configuration",
}
ADA = {"is_logged_in": True, "name": "Ada", "groups": ["a"], "tokens": {"id": "abc"}}


def shown(script: str, user: object = None, auth: object = None) -> list[str]:
    """The texts that a script shows to a user."""
    at = AppTest.from_string(f"import anew as st\n{script}")
    if user is not None:
        at.user = user
    if auth is not None:
        at.secrets["auth"] = auth
    at.run()
    if at.exception:
        return [at.exception[0].value]
    return at.text.values


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("st.user.name", "Ada"),
        ("st.user['name']", "Ada"),
        ("st.user.get('phone', 'none')", "none"),
        ("'name' in st.user", "True"),
        ("sorted(st.user)", "['groups', 'is_logged_in', 'name']"),
        ("sorted(st.user.keys())", "['groups', 'is_logged_in', 'name']"),
        ("len(st.user.items()) + len(st.user.values())", "6"),
        ("st.user.to_dict()", "{'is_logged_in': True, 'name': 'Ada', 'groups': ['a']}"),
        ("st.user.tokens.id", "abc"),
        ("st.user['tokens']['id']", "abc"),
        ("st.user.tokens.to_dict()", "{'id': 'abc'}"),
        ("st.user.tokens", "<st.user.tokens: id>"),
        ("st.user.groups.append('b') or st.user.groups", "['a']"),
    ],
)
def test_what_is_known_of_a_user_is_read_by_item_or_attribute(expression, result):
    assert shown(f"st.text(str({expression}))", ADA) == [result]


@pytest.mark.parametrize(
    "change",
    ["st.user.name = 'x'", "st.user['name'] = 'x'", "del st.user.name", "st.user.tokens.id = 'x'"],
)
def test_nobody_changes_it(change):
    [told] = shown(change, ADA)

    assert "cannot be changed" in told
    assert "st.session_state" in told


def test_whether_somebody_is_signed_in_is_known_where_that_can_be():
    script = "st.text(st.user.is_logged_in)"

    assert shown(script, {}, AUTH) == ["False"]
    assert shown(script, ADA) == ["True"]
    [told] = shown(script, {})
    assert told.startswith("st.user has no 'is_logged_in', for nobody can sign in: ")
    [told] = shown("st.user.phone", ADA)
    assert told.startswith("st.user has no 'phone'. It has 'is_logged_in', 'name', 'groups'; ")


def test_outside_of_a_run_nobody_is_there():
    assert dict(st.user) == {}
    assert not st.user.tokens
    assert st.login() is None
    assert st.logout() is None
    assert copy.deepcopy(st.user) is st.user
    assert pickle.loads(pickle.dumps(st.user)) is st.user


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (None, "no section [auth]"),
        ({"redirect_uri": ""}, "[auth] in the secrets lacks redirect_uri: the address of the app"),
        ({"cookie_secret": ""}, "[auth] in the secrets lacks cookie_secret: a long random text"),
        ({"client_id": ""}, "[auth] in the secrets lacks client_id: "),
        (
            {"client_id": "", "client_secret": 1, "google": {"client_id": "x"}},
            "Or name a provider that there is: 'google'.",
        ),
        ({"redirect_uri": "http://localhost:8501/"}, "is 'http://localhost:8501/'. It has to be"),
        ({"redirect_uri": "localhost/oauth2callback"}, "has to be the whole address"),
        ({"expose_tokens": ["all"]}, "expose_tokens in [auth] is ['all']. It can be"),
        ({"client_kwargs": "prompt"}, "client_kwargs of [auth] in the secrets is no table"),
    ],
)
def test_what_the_secrets_lack_is_told(change, told):
    auth = {} if change is None else {**AUTH, **change}

    [text] = shown("st.login()", {}, auth)

    assert told in text
    assert "hidden" not in text
    assert "a secret of" not in text


def test_a_provider_that_is_not_there_is_told_with_those_that_are():
    auth = {**AUTH, "google": {"client_id": "x"}, "okta": {"client_id": "x"}}

    [text] = shown("st.login('gogle')", {}, auth)

    assert "no section [auth.gogle]. Providers with a name there: 'google', 'okta'." in text
    [text] = shown("st.login(5)", {}, auth)
    assert text.startswith("login: provider=5 is no text")


def test_an_app_at_another_address_than_it_returns_to_is_told():
    at = AppTest.from_string("import anew as st\nst.login()")
    at.secrets["auth"] = AUTH
    at._tab.browser = at._tab.browser.__class__(url="http://127.0.0.1:8501")

    at.run()

    assert "you have the app open at 'http://127.0.0.1:8501', but" in at.exception[0].value
    assert "set redirect_uri to 'http://127.0.0.1:8501/oauth2callback'" in at.exception[0].value


@pytest.mark.parametrize("url", ["http://localhost:8501", "http://LOCALHOST:8501/"])
def test_the_same_address_may_be_written_otherwise(url):
    at = AppTest.from_string("import anew as st\nst.login()")
    at.secrets["auth"] = {**AUTH, "redirect_uri": "http://localhost:{port}/oauth2callback"}
    at._tab.browser = at._tab.browser.__class__(url=url)

    assert not at.run().exception


def test_without_authlib_the_error_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr("anew.app.sign_in.find_spec", lambda name: None)

    [text] = shown("st.login()", {}, AUTH)

    assert 'pip install "anew[auth]"' in text


def test_signing_in_and_out_send_the_browser_away_once_a_call():
    at = AppTest.from_string(
        "import anew as st\n"
        "st.button('Sign in', on_click=st.login)\n"
        "if st.button('Sign out'):\n"
        "    st.logout()\n"
        "st.text(st.user.is_logged_in)"
    )
    at.secrets["auth"] = AUTH
    at.user = ADA
    at.run()
    assert at.text.values == ["True"]

    at.button[0].click().run()
    [departure] = at.get("departure")
    assert departure.proto.url.startswith("/_anew/login?ticket=")

    at.button[1].click().run()
    assert at.text.values == ["False"]
    assert at.user == {"is_logged_in": False}
    assert at.run().text.values == ["False"]


def test_a_script_that_reruns_after_signing_in_sends_the_browser_away_as_well():
    at = AppTest.from_string(
        "import anew as st\nif st.button('Sign in'):\n    st.login()\n    st.rerun()"
    )
    at.secrets["auth"] = AUTH
    at.run()

    at.button[0].click().run()

    told = [m for m in at._tab.heard if "/_anew/login?ticket=" in str(m)]
    assert len(told) == 1


def test_a_test_says_who_the_user_is():
    assert shown("st.text(st.user.email)") == ["test@example.com"]
    at = AppTest.from_string("import anew as st\nst.text(st.user.get('name'))")
    at.user = {"name": "Ada"}
    assert at.run().text.values == ["Ada"]
    at.user["name"] = "Grace"
    assert at.run().text.values == ["Grace"]
    at.user = "Ada"
    with pytest.raises(AppTestError, match=r"AppTest\.user is 'Ada'"):
        at.run()
    at.user = {"tokens": 1}
    with pytest.raises(AppTestError, match="tokens=1"):
        at.run()


def test_errors_are_those_of_existing_apps():
    import anew.errors

    assert issubclass(AuthError, APIException)
    assert anew.errors.StreamlitAuthError is AuthError
    assert issubclass(anew.errors.StreamlitMissingAuthlibError, AuthError)
