"""What scripts ask for that anew does not have yet."""

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
    assert not hasattr(st, "fragment")
    assert getattr(st, "plotly_chart", None) is None


def test_a_container_says_the_same(tab):
    def script():
        st.columns(1)[0].pyplot(None)

    with pytest.raises(CommandNotAvailableError, match=r"^container\.pyplot draws a figure of"):
        tab.run(script)


def test_what_nobody_knows_is_told_with_the_nearest():
    with pytest.raises(AttributeError, match=r"^anew has no 'buton' yet\. Did you mean button"):
        _ = st.buton


def test_what_to_use_meanwhile_is_there():
    """The words name commands; each of them has to be one."""
    for later in COMMANDS.values():
        for word in later.instead.replace("(", " ").replace(",", " ").replace(";", " ").split():
            if word.startswith(("st.", "@st.")):
                name = word.removeprefix("@").removeprefix("st.").rstrip(".").split(".")[0]
                assert hasattr(st, name), (word, later)
