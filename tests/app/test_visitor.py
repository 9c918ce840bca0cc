"""`st.context`: who looks at the page."""

from __future__ import annotations

import pytest
from rules.apps import app, new_app
from server.apps import SocketTab, app_of

import anew as st
from anew.ambient.visit import Visit
from anew.protocol.messages import Browser
from anew.server.security import COOKIE, SECURE_COOKIE, without_own_cookie

BROWSER = Browser(
    url="http://localhost:8501/app",
    locale="de-DE",
    timezone="Europe/Berlin",
    timezone_offset=-120,
    theme="dark",
    is_embedded=True,
)
HEADERS = (
    ("host", "localhost"),
    ("cookie", "color=blue; size=7"),
    ("cookie", 'name="a b"'),
    ("x-forwarded-for", "1.1.1.1"),
    ("x-forwarded-for", "2.2.2.2"),
)


def told(expression, **visit):
    """What an expression of `c`, the context, gives."""
    at = new_app(f"c = st.context\nst.text(repr({expression}))")
    at._tab.visit = Visit(**{"headers": HEADERS, "ip_address": "203.0.113.9", **visit})
    at._tab.browser = BROWSER
    at.run()
    assert not at.exception, at.exception
    return at.text[0].value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("c.headers['Host']", "'localhost'"),
        ("c.headers['HOST']", "'localhost'"),
        ("'host' in c.headers", "True"),
        ("c.headers.get('zz')", "None"),
        ("c.headers['X-Forwarded-For']", "'1.1.1.1'"),
        ("c.headers.get_all('x-forwarded-for')", "['1.1.1.1', '2.2.2.2']"),
        ("list(c.headers)", "['Host', 'Cookie', 'X-Forwarded-For']"),
        ("c.headers.to_dict()['Host']", "'localhost'"),
        ("c.cookies", "{'color': 'blue', 'size': '7', 'name': 'a b'}"),
        ("c.cookies['color']", "'blue'"),
        ("c.cookies.get('zz')", "None"),
        ("c.ip_address", "'203.0.113.9'"),
    ],
)
def test_what_the_connection_tells(expression, value):
    assert told(expression) == value


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", None])
def test_this_machine_has_no_address(address):
    assert told("c.ip_address", ip_address=address) == "None"


def test_a_cookie_that_cannot_be_read_takes_no_other_along():
    headers = (("cookie", "a=1; b{}=2; =3; c=4"),)

    assert told("(c.cookies.get('a'), c.cookies.get('c'))", headers=headers) == "('1', '4')"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("c.locale", "'de-DE'"),
        ("c.timezone", "'Europe/Berlin'"),
        ("c.timezone_offset", "-120"),
        ("c.theme.type", "'dark'"),
        ("c.theme['type']", "'dark'"),
        ("c.theme.get('type')", "'dark'"),
        ("c.is_embedded", "True"),
        ("c.url", "'http://localhost:8501/app/'"),
        ("c", "st.context"),
    ],
)
def test_what_the_browser_tells(expression, value):
    assert told(expression) == value


def test_the_address_is_that_of_the_page_where_the_tab_is():
    at = new_app(
        """
        pages = [st.Page(lambda: 0, title=name, url_path=name) for name in ("one", "two three")]
        st.navigation(pages).run()
        st.text(st.context.url)
        """
    )
    at._tab.browser = BROWSER
    assert at.run().text[0].value == "http://localhost:8501/app/"

    at.switch_page("two three").run()

    assert at.text[0].value == "http://localhost:8501/app/two%20three"


def test_a_missing_header_or_cookie_is_named():
    at = app("try:\n    st.context.headers['zz']\nexcept KeyError as error:\n    st.text(error)")
    assert at.text[0].value == "\"The request has no header 'zz'.\""
    with pytest.raises(KeyError, match=r"^\"The browser sent no cookie 'zz'\.\"$"):
        st.context.cookies["zz"]


@pytest.mark.parametrize("name", ["headers", "theme", "anything"])
def test_it_cannot_be_written(name):
    with pytest.raises(AttributeError):
        setattr(st.context, name, 1)


def test_outside_of_a_run_it_is_empty():
    context = st.context

    assert (dict(context.headers), dict(context.cookies)) == ({}, {})
    assert (context.ip_address, context.locale, context.timezone, context.url) == (None,) * 4
    assert (context.timezone_offset, context.theme.type, context.event_id) == (None,) * 3
    assert context.is_embedded is False


def test_each_event_has_a_name_of_its_own_and_the_callback_sees_it():
    at = app(
        """
        def called():
            ss.setdefault("ids", []).append(st.context.event_id)
        st.button("Go", on_click=called)
        st.text(st.context.event_id)
        """
    )
    assert at.text[0].value == "None"

    at.button[0].click().run()
    first = at.text[0].value
    at.button[0].click().run()

    assert at.session_state.ids == [first, at.text[0].value]
    assert first != at.text[0].value
    assert "None" not in at.session_state.ids


# The cookie of anew itself ----------------------------------------------------------------


@pytest.mark.parametrize("name", [COOKIE, SECURE_COOKIE])
@pytest.mark.parametrize(
    ("header", "left"),
    [
        ("{}=abc", ""),
        ("a=1; {}=abc; b=2", "a=1; b=2"),
        ("a=1;{} = abc", "a=1"),
        ("a=1 {}=abc; b=2", "b=2"),
    ],
)
def test_the_session_cookie_is_taken_out(name, header, left):
    assert without_own_cookie(header.format(name)) == left


def test_no_script_sees_the_session_cookie(tmp_path):
    script = "import anew as st\nst.text(repr(st.context.headers))\nst.text(st.context.cookies)"
    with app_of(tmp_path, script) as port:
        tab = SocketTab(port)
        tab.connect()
        tab.settle()
        shown = [text["body"] for text in tab.elements("text")]
        tab.hang_up()

    assert "Host" in shown[0]
    assert "anew_sid" not in shown[0]
    assert shown[1] == "{}"
