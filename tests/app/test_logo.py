"""The logo that an app shows at the top left."""

from __future__ import annotations

import pytest
from rules.apps import app, shown_error

from anew.elements.areas import Logo

SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"


def shown(at):
    """The records of all logos on the page; there is one at most."""
    parts = [node.element for node in at._screen.root.children]
    return [part for part in parts if isinstance(part, Logo)]


def test_pictures_and_icons() -> None:
    at = app(
        """
        st.logo(svg, size="large", link=" https://example.org ", icon_image="🥐")
    """,
        svg=SVG,
    )

    (logo,) = shown(at)
    assert logo.image.startswith("/media/")
    assert (logo.icon_image, logo.size, logo.link) == ("🥐", "large", "https://example.org")

    assert shown(app("st.logo(':material/home:')")) == [Logo(image=":material/home:")]
    assert shown(app("st.logo('https://example.org/a.png')")) == [
        Logo(image="https://example.org/a.png")
    ]


def test_the_last_call_of_a_run_counts_and_without_one_there_is_none() -> None:
    at = app("""
        if not st.checkbox("Plain"):
            st.logo("🍞")
            st.logo("🥐")
    """)
    assert shown(at) == [Logo(image="🥐")]

    assert shown(at.checkbox[0].check().run()) == []
    assert shown(at.checkbox[0].uncheck().run()) == [Logo(image="🥐")]


def test_a_callback_may_call_it() -> None:
    at = app("st.button('Go', on_click=lambda: st.logo('🥐'))")

    assert shown(at.button[0].click().run()) == [Logo(image="🥐")]


def test_the_script_of_all_pages_gives_each_the_logo() -> None:
    at = app("""
        def start(): st.text("start")
        def other(): st.text("other")

        page = st.navigation([st.Page(start), st.Page(other)])
        st.logo("🥐")
        page.run()
    """)
    assert shown(at) == [Logo(image="🥐")]

    at.switch_page("other").run()

    assert at.text.values == ["other"]
    assert shown(at) == [Logo(image="🥐")]


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "/page", "\x01ftp://a"],
)
def test_a_link_leads_to_a_page_elsewhere(link) -> None:
    kind, message = shown_error(app("st.logo('🥐', link=link)", link=link))

    assert kind == "InvalidParameterValueError"
    assert message.startswith("logo: link=")
    assert message.endswith(
        " is not an address elsewhere. Pass one that begins with 'https://' or 'http://'."
    )


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            "st.logo('🥐', size='huge')",
            "InvalidParameterValueError",
            "logo: size='huge' is not one of 'small', 'medium', 'large'.",
        ),
        (
            "st.logo('no.png')",
            "InvalidParameterValueError",
            (
                "logo: the file 'no.png' cannot be read. Pass a path relative to the folder in "
                "which the app was started, or an address that begins with 'https://'."
            ),
        ),
        (
            "st.logo('🥐', icon_image=5)",
            "InvalidParameterTypeError",
            (
                "logo: int is not a picture. Pass a path, an address, bytes, an open file, an "
                "array of numpy or a picture of Pillow."
            ),
        ),
    ],
)
def test_what_it_refuses(call, error, message) -> None:
    assert shown_error(app(call)) == (error, message)
