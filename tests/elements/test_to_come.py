"""What scripts ask for that anew does not have: not yet, or no longer."""

from __future__ import annotations

import pytest

import anew as st
from anew.errors import APIException, CommandNotAvailableError, NotAvailableError
from anew.to_come import COMMANDS


@pytest.mark.parametrize("name", [name for name in COMMANDS if "." not in name])
def test_what_is_to_come_is_not_there_and_says_what_it_is(name):
    later = COMMANDS[name]

    with pytest.raises(CommandNotAvailableError) as caught:
        getattr(st, name)
    text = f"st.{name} {later.what}, which anew does not do yet. {later.instead}"
    assert str(caught.value) == text
    assert isinstance(caught.value, NotAvailableError | APIException)


def test_scripts_may_ask_whether_it_is_there():
    assert not hasattr(st, "logout")
    assert getattr(st, "login", None) is None


def test_a_container_says_the_same(tab):
    def script():
        st.columns(1)[0].login()

    with pytest.raises(CommandNotAvailableError, match=r"^container\.login signs users in, which"):
        tab.run(script)


def test_what_nobody_knows_is_told_with_the_nearest():
    with pytest.raises(AttributeError, match=r"^anew has no 'buton' yet\. Did you mean button"):
        _ = st.buton


@pytest.mark.parametrize(
    ("gone", "successor"),
    [
        ("beta_columns", "st.columns: use that"),
        ("experimental_rerun", "st.rerun: use that"),
        ("experimental_memo", "st.cache_data: use that"),
        ("experimental_singleton", "st.cache_resource: use that"),
        ("experimental_get_query_params", "st.query_params: use that"),
        ("experimental_show", "st.write: use that"),
        ("cache", "st.cache_data and st.cache_resource: use one of them"),
    ],
)
def test_what_streamlit_gave_up_names_what_took_its_place(gone, successor):
    with pytest.raises(AttributeError) as caught:
        getattr(st, gone)

    text = f"st.{gone} was removed, in Streamlit too, in favour of {successor} instead."
    assert str(caught.value) == text


def test_what_took_the_place_may_be_to_come_itself():
    with pytest.raises(CommandNotAvailableError) as caught:
        _ = st.experimental_user

    assert str(caught.value) == (
        "st.experimental_user was removed, in Streamlit too, in favour of st.user: it tells who is "
        "signed in, which anew does not do yet. Meanwhile, let a proxy in front of the app sign "
        "users in; st.context has its headers."
    )


def test_a_container_names_what_took_the_place_too(tab):
    with pytest.raises(
        AttributeError, match=r"^container\.beta_columns was .* container\.columns: "
    ):
        tab.run(lambda: st.sidebar.beta_columns(2))
    with pytest.raises(AttributeError, match=r"in favour of st\.cache_data: "):
        tab.run(lambda: st.sidebar.experimental_memo)


def test_a_trial_of_nothing_that_came_to_stay_is_an_unknown_name():
    with pytest.raises(AttributeError, match=r"^anew has no 'experimental_magic' yet\."):
        _ = st.experimental_magic


def test_what_to_use_meanwhile_is_there():
    """The words name commands; each of them has to be one."""
    for later in COMMANDS.values():
        for word in later.instead.replace("(", " ").replace(",", " ").replace(";", " ").split():
            if word.startswith(("st.", "@st.")):
                name = word.removeprefix("@").removeprefix("st.").rstrip(".").split(".")[0]
                assert hasattr(st, name), (word, later)
