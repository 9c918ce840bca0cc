"""R30, R51-R57 for what is said in a chat: each message counts once."""

from __future__ import annotations

import json

import pytest
from rules.apps import app

from anew.errors import AppTestError

CHAT = """
    def said():
        st.toast(f"callback {ss.k!r}")

    message = st.chat_input("Say", key="k", on_submit=said)
    st.text((message, ss.k))
"""
FILES = """
    ss.setdefault("history", [])
    if message := st.chat_input("Say", key="k", accept_file="multiple", file_type="txt"):
        ss.history.append(message)
    st.text([(one.text, [file.getvalue().decode() for file in one["files"]]) for one in ss.history])
"""


def test_r51_a_message_is_there_in_the_one_run_that_it_causes() -> None:
    at = app(CHAT)
    assert at.text.values == ["(None, None)"]

    at.chat_input[0].set_value("Hello").run()
    assert at.text.values == ["('Hello', 'Hello')"]
    assert at.toast.values == ["callback 'Hello'"]
    assert at.session_state.k is None

    at.run()
    assert at.text.values == ["(None, None)"]
    assert not at.toast


def test_r56_the_same_message_twice_calls_back_twice() -> None:
    at = app(CHAT)

    for _ in range(2):
        at.chat_input(key="k").set_value("Hello").run()
        assert at.toast.values == ["callback 'Hello'"]


def test_r54_each_of_many_messages_that_wait_gets_a_run_of_its_own() -> None:
    seen: list[object] = []
    at = app("seen.append(st.chat_input('Say'))\nst.checkbox('x')", seen=seen)
    widget, box = at.chat_input[0].record.id, at.checkbox[0].record.id
    seen.clear()

    for n in range(5):
        at._session.receive(at._tab.event({widget: f"{n}"}, trigger=widget))
        at._session.receive(at._tab.event({box: n % 2 == 0}))
    at._wait(11)

    assert [one for one in seen if one is not None] == ["0", "1", "2", "3", "4"]


def test_a_message_that_is_sent_without_its_trigger_is_none() -> None:
    """As after a session was lost: who said it says it again, if at all."""
    at = app(CHAT)
    widget = at.chat_input[0].record.id

    at._session.receive(at._tab.event({widget: "Hello"}))
    at._wait(2)

    assert at.text.values == ["(None, None)"]


@pytest.mark.parametrize("raw", [[], [""], [7]])
def test_a_trigger_without_a_message_is_none(raw) -> None:
    at = app(CHAT)
    widget = at.chat_input[0].record.id

    sent = dict.fromkeys([widget], *raw) if raw else {}
    at._session.receive(at._tab.event(sent, trigger=widget))
    at._wait(2)

    assert at.text.values == ["(None, None)"]
    assert not at.toast


def test_files_come_with_their_message_and_stay_with_who_keeps_it() -> None:
    at = app(FILES)
    field = at.chat_input[0]

    field.set_value("One").upload(("a.txt", b"1"), ("b.txt", b"2")).run()
    assert at.text.values == ["[('One', ['1', '2'])]"]

    field.upload(("c.txt", b"3")).run()
    assert at.text.values == ["[('One', ['1', '2']), ('', ['3'])]"]
    with pytest.raises(AppTestError, match=r"does not take 'a\.png'"):
        field.upload(("a.png", b""))


SOUND = """
    ss.setdefault("history", [])
    if message := st.chat_input("Say", accept_audio=True{more}):
        ss.history.append(message)
    st.text([(one.text, one.audio and one.audio.name) for one in ss.history])
    st.text([sorted(one) for one in ss.history])
"""


def test_r54_a_recording_comes_with_its_message_and_no_other() -> None:
    at = app(SOUND.format(more=""))
    field = at.chat_input[0]

    field.record_audio("a.wav", b"1").run()
    field.set_value("Two").run()
    field.set_value("Three").record_audio(("c.wav", b"3")).run()

    assert at.text[0].value == "[('', 'a.wav'), ('Two', None), ('Three', 'c.wav')]"
    assert at.text[1].value == str([["audio", "text"]] * 3)
    assert at.run().text[0].value == "[('', 'a.wav'), ('Two', None), ('Three', 'c.wav')]"


def test_a_recording_and_files_are_kept_apart() -> None:
    at = app(SOUND.format(more=", accept_file='multiple', file_type='txt'"))
    field = at.chat_input[0]

    field.upload(("a.txt", b"1")).record_audio("b.wav", b"2").run()
    assert at.text.values == ["[('', 'b.wav')]", "[['audio', 'files', 'text']]"]


def test_who_takes_no_recording_is_given_none() -> None:
    at = app("st.chat_input('Say')\nst.sidebar.chat_input('Speak', accept_audio=True)")
    silent, spoken = at.chat_input[1], at.sidebar.chat_input[0]
    if spoken.record.placeholder != "Speak":
        silent, spoken = spoken, silent

    with pytest.raises(AppTestError, match=r"takes no recording"):
        silent.record_audio("a.wav", b"1")
    with pytest.raises(AppTestError, match=r"does not take 'a\.mp3'"):
        spoken.record_audio("a.mp3", b"1")
    with pytest.raises(AppTestError, match=r"takes no files"):
        spoken.upload("a.wav", b"1")
    with pytest.raises(AppTestError, match=r"takes one recording, but got 2"):
        spoken.record_audio(("a.wav", b"1"), ("b.wav", b"1"))


def test_what_cannot_be_sent_is_refused() -> None:
    at = app("st.chat_input('Say', max_chars=3)\nst.sidebar.chat_input('No', disabled=True)")

    with pytest.raises(AppTestError, match=r"cannot send 'abcd'\. The message is longer than 3"):
        at.chat_input[1].set_value("abcd")
    with pytest.raises(AppTestError, match=r"is disabled"):
        at.chat_input[0].set_value("a")


def test_what_was_not_sent_can_be_taken_back() -> None:
    at = app(CHAT)
    field = at.chat_input[0]

    assert field.set_value("Hello").value == "Hello"
    assert field.set_value(None).value is None
    assert at.run().text.values == ["(None, None)"]


def test_the_value_is_a_dict_too() -> None:
    at = app(
        "st.text(json.dumps((st.chat_input('x', accept_file=True) or {}), default=len))", json=json
    )

    at.chat_input[0].set_value("Hello").run()

    assert json.loads(at.text[0].value) == {"text": "Hello", "files": []}
