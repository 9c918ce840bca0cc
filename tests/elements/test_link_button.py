from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.container import Container
from anew.elements.link_button import LinkButton
from anew.elements.markup import Inline, Markdown
from anew.state.state import Refused

URL = "https://example.org"


def test_it_is_a_place_where_nobody_follows_clicks(tab):
    assert isinstance(tab.run(lambda: st.link_button("Read on", URL, key="k")), Container)

    assert tab.element == LinkButton(label=Inline("Read on"), url=URL, key="k", width="content")
    assert tab.state.widgets == {}


def test_it_is_false_until_it_is_clicked(tab):
    assert tab.run(lambda: st.link_button("Read on", URL, on_click="rerun")) is False

    assert tab.element.id


def test_all_that_it_takes(tab):
    tab.run(
        lambda: st.link_button(
            "Go",
            "/docs?a=b",
            help="More",
            type="primary",
            icon="🔗",
            icon_position="right",
            disabled=True,
            use_container_width=True,
            shortcut="Ctrl+K",
            wrap=False,
        )
    )

    assert tab.element == LinkButton(
        label=Inline("Go"),
        url="/docs?a=b",
        help=Markdown("More"),
        type="primary",
        icon="🔗",
        icon_position="right",
        disabled=True,
        width="stretch",
        shortcut="Ctrl+K",
        wrap=False,
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript :x",
        "java\nscript:x",
        "\x01vbscript:x",
        "data:text/html,",
    ],
)
def test_an_address_that_would_run_something_is_refused(tab, url):
    with refused(
        st.errors.InvalidParameterValueError,
        (
            f"link_button: url={url!r} is not an address but something to run. Pass one that "
            f"begins with 'https://', 'mailto:' or '/'."
        ),
    ):
        tab.run(lambda: st.link_button("Go", url))


@pytest.mark.parametrize("on_click", [5, None, "run"])
def test_a_click_calls_a_function_or_one_of_two_words(tab, on_click):
    with refused(
        st.errors.APIException,
        (
            f"link_button: on_click={on_click!r} cannot be called. Pass a function, 'rerun' or "
            f"'ignore'."
        ),
    ):
        tab.run(lambda: st.link_button("Go", URL, on_click=on_click))


@pytest.mark.parametrize("on_click", ["rerun", "ignore"])
def test_its_value_cannot_be_set(tab, on_click):
    """R29"""

    def script():
        st.session_state.go = True
        st.link_button("Go", URL, key="go", on_click=on_click)

    with pytest.raises(st.errors.ValueAssignmentNotAllowedError):
        tab.run(script)


def test_a_click_has_no_value_of_its_own():
    with refused(Refused, "A link_button has no value of its own; a click is sent as a trigger."):
        LinkButton().decode(True)
