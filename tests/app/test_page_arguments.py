"""What `Page`, `navigation`, `set_page_config`, `switch_page` and `page_link` do not take."""

from __future__ import annotations

import pytest
from rules.apps import app, shown_error

PAGES = """
def start():
    st.text("start")
def other():
    st.text("other")
"""


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            "st.set_page_config(layout='zz')",
            "InvalidParameterValueError",
            "set_page_config: layout='zz' is not one of 'centered', 'wide'.",
        ),
        (
            "st.set_page_config(initial_sidebar_state='open')",
            "InvalidParameterValueError",
            (
                "set_page_config: initial_sidebar_state='open' is not one of 'auto', 'expanded', "
                "'collapsed'."
            ),
        ),
        (
            "st.set_page_config(initial_sidebar_state=5000)",
            "InvalidParameterValueError",
            "set_page_config: initial_sidebar_state=5000 is not a width from 200 to 600 pixels.",
        ),
        (
            "st.set_page_config(menu_items=['About'])",
            "InvalidParameterTypeError",
            "set_page_config: menu_items=['About'] is not a dict of entries.",
        ),
        (
            "st.set_page_config(menu_items={'Help': 'https://a.b'})",
            "InvalidParameterValueError",
            (
                "set_page_config: menu_items has 'Help', which is not one of 'Get help', "
                "'Report a bug', 'About'."
            ),
        ),
        (
            "st.set_page_config(menu_items={'Get help': 'javascript:alert(1)'})",
            "InvalidParameterValueError",
            (
                "set_page_config: 'Get help' is 'javascript:alert(1)', which is not a URL. Pass one "
                "that begins with 'https://' or 'mailto:'."
            ),
        ),
        (
            "st.navigation([])",
            "MissingRequiredParameterError",
            "navigation: there are no pages of this app. Pass at least one st.Page(...).",
        ),
        (
            "st.navigation('start')",
            "InvalidParameterTypeError",
            "navigation: 'start' is not a list of pages. Pass a list, or a dict of lists.",
        ),
        (
            "st.navigation([start], position='left')",
            "InvalidParameterValueError",
            "navigation: position='left' is not one of 'sidebar', 'hidden', 'top'.",
        ),
        (
            "st.navigation([start], expanded=-1)",
            "InvalidParameterTypeError",
            "navigation: expanded=-1 is neither True nor False nor a number above 0.",
        ),
        (
            "st.Page(5)",
            "InvalidParameterTypeError",
            "Page: 5 is not the path of a script, a function or a URL. Pass one of these.",
        ),
        (
            "st.Page(start, url_path='a/b')",
            "InvalidParameterValueError",
            (
                "Page: url_path 'a/b' cannot be part of a URL. Pass a url_path without slashes "
                "that does not begin with an underscore."
            ),
        ),
        (
            "st.Page(start, visibility='gone')",
            "InvalidParameterValueError",
            "Page: visibility='gone' is not one of 'visible', 'hidden'.",
        ),
        (
            "st.Page('https://example.org')",
            "InvalidParameterValueError",
            "Page: 'https://example.org' has no title. Pass title='...'.",
        ),
        (
            "st.switch_page('nowhere.py')",
            "PageNotFoundError",
            (
                "switch_page: there is no page 'nowhere.py': this app has one page only. Call "
                "st.navigation first, or put scripts into a folder 'pages' beside the app's."
            ),
        ),
        (
            "st.page_link('nowhere.py')",
            "PageNotFoundError",
            (
                "page_link: there is no page 'nowhere.py': this app has one page only. Call "
                "st.navigation first, or put scripts into a folder 'pages' beside the app's."
            ),
        ),
        (
            "st.page_link('https://example.org')",
            "MissingRequiredParameterError",
            "page_link: 'https://example.org' has no title of its own. Pass label='...'.",
        ),
    ],
)
def test_an_argument_that_is_none_says_what_to_pass(call, error, message):
    at = app(f"{PAGES}\n{call}")

    assert shown_error(at) == (error, message)


def test_two_pages_of_one_address_are_refused():
    at = app(f"{PAGES}\nst.navigation([st.Page(start), st.Page(other), st.Page(other)])")

    kind, message = shown_error(at)
    assert kind == "APIException"
    assert message.endswith("have the same URL path. Give one of them another url_path.")


def test_two_defaults_are_refused():
    at = app(
        f"{PAGES}\nst.navigation([st.Page(start, default=True), st.Page(other, default=True)])"
    )

    kind, message = shown_error(at)
    assert kind == "APIException"
    assert message.endswith(
        "are both the default. An app has one default page: remove default=True from the others."
    )


def test_another_page_than_the_tab_is_at_does_not_run():
    at = app(
        f"{PAGES}\npages = [st.Page(start), st.Page(other)]\nst.navigation(pages)\npages[1].run()"
    )

    kind, message = shown_error(at)
    assert kind == "APIException"
    assert message.endswith("Run that one: st.navigation(pages).run().")


def test_a_run_cannot_go_to_an_address_elsewhere():
    at = app(
        f"{PAGES}\naway = st.Page('https://example.org', title='Away')\n"
        "st.navigation([start, away])\nst.switch_page(away)"
    )

    assert shown_error(at) == (
        "APIException",
        (
            "switch_page: 'Away' is the external page 'https://example.org', which a script cannot "
            "switch to. Show a link instead: st.page_link(...)."
        ),
    )


def test_a_missing_script_of_a_page_is_named():
    at = app("st.Page('gone.py')")

    kind, message = shown_error(at)
    assert kind == "APIException"
    assert message.startswith("Page: there is no script 'gone.py' in ")
