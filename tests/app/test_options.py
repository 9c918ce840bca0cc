"""`st.get_option` and `st.set_option`: options of the app, as its script knows them."""

from __future__ import annotations

import pytest
from rules.apps import app, new_app, shown_error

import anew as st
from anew.settings.sections import ClientSettings, ServerSettings
from anew.settings.settings import Settings
from anew.testing import AppTest

ERROR = """
    if st.button("Types"):
        st.set_option("client.showErrorDetails", "type")
    1 / 0
"""


def details(at):
    """What the page shows of the error: its message, and its frames."""
    (error,) = at.exception
    return bool(error.message), bool(error.stack_trace)


def toolbar(at):
    return at.record.toolbar


# Reading ----------------------------------------------------------------------------------


def test_an_option_is_what_the_app_was_started_with():
    settings = Settings(server=ServerSettings(port=9000, allowed_hosts=("a", "b")))
    at = app(
        "st.text((st.get_option('server.port'), st.get_option('server.allowedHosts')))",
        settings=settings,
    )

    assert at.text[0].value == "(9000, ['a', 'b'])"


def test_outside_of_a_run_it_is_what_the_files_say(tmp_path, monkeypatch):
    (tmp_path / ".anew").mkdir()
    (tmp_path / ".anew" / "config.toml").write_text("[server]\nport = 9001\n")
    monkeypatch.chdir(tmp_path)

    assert st.get_option("server.port") == 9001


def test_an_unknown_option_is_refused():
    with pytest.raises(RuntimeError) as refused:
        st.get_option("a.b")
    assert str(refused.value) == "There is no option 'a.b'."

    with pytest.raises(st.errors.UnknownOptionError) as refused:
        st.get_option("server.prot")
    assert str(refused.value).startswith("There is no option 'server.prot'. Did you mean server.po")

    with pytest.raises(st.errors.UnknownOptionError) as refused:
        st.get_option("runner.fastReruns")
    assert str(refused.value) == (
        "There is no option 'runner.fastReruns'. runner.interrupt sets whether a newer "
        "event ends a run."
    )


# Setting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            "server.port",
            (
                "'server.port' cannot be set by a script. Set it when the server starts, in "
                "config.toml or as --server.port. Scripts may set"
            ),
        ),
        (
            "runner.fastReruns",
            (
                "'runner.fastReruns' is not an option of anew. runner.interrupt sets whether a newer "
                "event ends a run."
            ),
        ),
        ("a.b", "there is no option 'a.b'. Scripts may set"),
    ],
)
def test_a_script_may_set_few_of_them(key, text):
    error, message = shown_error(app(f"st.set_option({key!r}, 1)"))

    assert error == "APIException"
    assert message.startswith(f"st.set_option: {text}")


def test_a_value_that_the_option_cannot_have_is_refused():
    at = app("st.set_option('client.showErrorDetails', 'zz')")

    assert shown_error(at) == (
        "InvalidParameterValueError",
        (
            "Option client.showErrorDetails is of type full|stacktrace|type|none; 'zz' is not "
            "(Invalid enum value 'zz')."
        ),
    )


def test_it_holds_from_then_on_in_this_session_alone():
    at, other = new_app(ERROR), new_app(ERROR)
    at.run()
    other._session._runner = at._session._runner  # Two sessions of one app.
    assert details(at) == (True, True)

    at.button[0].click().run()

    assert details(at) == (False, False)
    assert details(at.run()) == (False, False)
    assert details(other.run()) == (True, True)
    assert at.run().get("button")


@pytest.mark.parametrize(("old", "word"), [(True, "full"), (False, "stacktrace")])
def test_older_words_for_how_much_of_an_error_is_shown_are_taken(old, word):
    at = app(
        f"""
        st.set_option("client.showErrorDetails", {old})
        st.text(st.get_option("client.showErrorDetails"))
        """
    )

    assert at.text[0].value == word


def test_what_was_set_counts_more_than_what_the_app_was_started_with():
    settings = Settings(client=ClientSettings(toolbar_mode="developer"))
    at = app(
        """
        st.text(st.get_option("client.toolbarMode"))
        if st.button("Set"):
            st.set_option("client.toolbarMode", "minimal")
        """,
        settings=settings,
    )
    assert (at.text[0].value, toolbar(at)) == ("developer", "")

    at.button[0].click().run()
    assert toolbar(at) == "minimal"

    at.run()
    assert (at.text[0].value, toolbar(at)) == ("minimal", "minimal")


def test_the_menu_of_a_folder_of_pages_can_be_hidden(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "two.py").write_text("")
    script = tmp_path / "app.py"
    script.write_text("import anew as st\nst.set_option('client.showSidebarNavigation', False)")
    at = AppTest.from_file(script).run()
    assert at.get("navigation")

    assert not at.run().get("navigation")
