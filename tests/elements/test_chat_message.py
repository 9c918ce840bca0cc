from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.chat_message import ChatMessage
from anew.elements.text import Text

PIXEL = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


def test_it_holds_what_is_drawn_in_it(tab):
    def script():
        with st.chat_message("Ada", width=300):
            st.text("1")

    tab.run(script)

    [shown] = tab.main
    assert shown.element == ChatMessage(name="Ada", width=300)
    assert [part.element for part in shown.inside] == [Text(body="1")]


@pytest.mark.parametrize(
    ("name", "author"),
    [("user", "user"), ("human", "user"), ("assistant", "assistant"), ("ai", "assistant")],
)
def test_some_names_have_a_sign_of_their_own(tab, name, author):
    tab.run(lambda: st.chat_message(name))

    assert tab.element == ChatMessage(name=name, author=author)


@pytest.mark.parametrize("icon", ["🥨", ":material/robot:", "spinner"])
def test_the_sign_may_be_an_icon(tab, icon):
    tab.run(lambda: st.chat_message("user", avatar=icon))

    assert tab.element == ChatMessage(name="user", icon=icon)


def test_the_sign_may_be_that_of_another_author(tab):
    tab.run(lambda: st.chat_message("Ada", avatar="assistant"))

    assert tab.element == ChatMessage(name="Ada", author="assistant")


@pytest.mark.parametrize("picture", ["https://example.com/a.png", PIXEL])
def test_the_sign_may_be_a_picture(tab, picture):
    tab.run(lambda: st.chat_message("user", avatar=picture))

    assert tab.element.picture
    assert not tab.element.icon


def test_it_needs_a_name(tab):
    with refused(
        st.errors.MissingRequiredParameterError,
        "chat_message: name is None. Say who the message is from, such as 'user' or 'assistant'.",
    ):
        tab.run(lambda: st.chat_message(None))
