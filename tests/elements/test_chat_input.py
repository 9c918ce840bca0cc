from __future__ import annotations

import json

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.chat_input import ChatInput
from anew.state.state import Refused


def test_it_stands_at_the_bottom_of_the_page(tab):
    assert tab.run(lambda: st.chat_input("Say", key="k")) is None

    assert tab.main == []
    [shown] = tab.bottom
    assert shown.element == ChatInput(id=shown.element.id, key="k", placeholder="Say")


@pytest.mark.parametrize(
    "place",
    [
        st.container,
        lambda: st.columns(1)[0],
        lambda: st.tabs(["A"])[0],
        lambda: st.expander("x"),
        lambda: st.chat_message("user"),
        st.empty,
    ],
)
def test_in_a_container_it_stands_there(tab, place):
    def script():
        place().chat_input("Say")
        with place():
            st.chat_input("Ask")

    tab.run(script)

    assert len(tab._builder.root.children) == 2  # No bottom.
    assert len(tab.state.widgets) == 2


def test_in_the_sidebar_and_at_the_bottom_it_stands_there(tab):
    tab.run(lambda: (st.sidebar.chat_input("Say"), st.bottom.chat_input("Say")))

    assert [one.element.placeholder for one in tab.sidebar] == ["Say"]
    assert [one.element.placeholder for one in tab.bottom] == ["Say"]


def test_all_that_it_takes(tab):
    tab.run(
        lambda: st.chat_input(
            "Say",
            max_chars=10,
            max_upload_size=5,
            accept_file="multiple",
            file_type=["csv", "image"],
            accept_audio=True,
            audio_sample_rate=48_000,
            disabled=True,
            submit_mode="stop",
            width=300,
            height=120,
        )
    )

    [shown] = tab.bottom
    assert shown.element == ChatInput(
        id=shown.element.id,
        placeholder="Say",
        max_chars=10,
        max_bytes=5 * 1024 * 1024,
        accepts="many",
        types=(".csv", "image/*"),
        records=True,
        sample_rate=48_000,
        disabled=True,
        submit_mode="stop",
        width=300,
        height=120,
    )


def test_what_the_author_writes_is_shown_and_is_no_message(tab):
    """R30"""

    def script(text=None):
        if text is not None:
            st.session_state.k = text
        return st.chat_input("Say", key="k"), st.session_state.k

    assert tab.run(lambda: script("Hello")) == (None, None)
    first = tab.bottom[0].element
    assert first.text == "Hello"

    assert tab.run(script) == (None, None)
    assert tab.bottom[0].element.renewals == first.renewals

    tab.run(lambda: script("Hello"))
    again = tab.bottom[0].element
    assert (again.text, again.renewals > first.renewals) == ("Hello", True)


def test_what_the_author_wrote_before_it_was_made_is_shown(tab):
    """R29, R30: Streamlit takes it for a message."""
    tab.run(lambda: st.session_state.update(k="Hello"))

    assert tab.run(lambda: st.chat_input("Say", key="k")) is None
    assert tab.bottom[0].element.text == "Hello"


def test_only_text_can_be_written_into_it(tab):
    def script():
        st.session_state.k = 7
        st.chat_input("Say", key="k")

    with refused(
        st.errors.InvalidParameterTypeError,
        "chat_input: its value in st.session_state is 7; set the text that it is to show.",
    ):
        tab.run(script)


@pytest.mark.parametrize(
    ("record", "raw", "why"),
    [
        (ChatInput(), 7, "7 is not text."),
        (ChatInput(), " \n", "The message is empty."),
        (ChatInput(max_chars=2), "abc", "The message is longer than 2 characters."),
        (ChatInput(accepts="one"), "abc", "This is not a message with files."),
        (ChatInput(accepts="one"), {"text": "a"}, "This is not a message with files."),
        (ChatInput(accepts="one"), json.dumps({"text": ""}), "The message is empty."),
        (
            ChatInput(accepts="one"),
            json.dumps({"text": "a", "files": ["a", "b"]}),
            "There are 2 files; at most 1 are allowed.",
        ),
        (
            ChatInput(accepts="many"),
            '{"text": "a", "files": ["/"]}',
            "'/' is not the name of a file.",
        ),
        (
            ChatInput(accepts="many"),
            '{"text": "a", "audio": "b"}',
            "There are 1 files; at most 0 are allowed.",
        ),
        (ChatInput(records=True), json.dumps({"text": " ", "audio": ""}), "The message is empty."),
        (
            ChatInput(records=True),
            '{"text": "a", "files": ["b"]}',
            "There are 1 files; at most 0 are allowed.",
        ),
        (ChatInput(records=True), '{"audio": "../b"}', "'../b' is not the name of a file."),
        (ChatInput(accepts="many"), "[" * 100_000, "This is not a message with files."),
    ],
)
def test_what_is_no_message_is_refused(record, raw, why):
    with pytest.raises(Refused, match=f"^{why}$".replace("(", r"\(")):
        record.decode(raw)


@pytest.mark.parametrize(
    ("name", "message", "why"),
    [
        ("a.wav", '{{"files": ["{id}"]}}', "a.wav is not of these types: .txt."),
        ("a.txt", '{{"audio": "{id}"}}', "a.txt is not of these types: .wav."),
    ],
)
def test_a_recording_is_no_file_of_another_type_nor_the_other_way_round(tab, name, message, why):
    """Both may be uploaded; the message says what is which."""

    def script():
        return st.chat_input("Say", key="k", accept_file=True, file_type="txt", accept_audio=True)

    tab.run(script)
    upload = tab.uploads.begin(tab.bottom[0].element.id, name, "", 1)
    upload.take(b"1")
    sent = message.format(id=upload.finish().file_id)

    with refused(Refused, why):
        tab.run(script, sent={"k": sent})


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (
            {"accept_file": "all"},
            "accept_file='all' is not one of False, True, 'multiple', 'directory'.",
        ),
        ({"submit_mode": "x"}, "submit_mode='x' is not one of 'submit', 'disable', 'stop'."),
        ({"on_submit": "rerun"}, "on_submit='rerun' is not callable. Pass a function."),
        (
            {"max_chars": -1},
            "max_chars=-1 is not a number of characters. Pass one above 0, or None for no limit.",
        ),
        ({"max_upload_size": 0}, "max_upload_size=0 is less than 1 megabyte."),
        (
            {"audio_sample_rate": 9000},
            (
                "audio_sample_rate=9000 is not one of 8000, 11025, 16000, 22050, 24000, 32000, 44100, "
                "48000, None."
            ),
        ),
    ],
)
def test_its_arguments_are_checked(tab, options, text):
    with refused(st.errors.APIException, f"chat_input: {text}"):
        tab.run(lambda: st.chat_input("Say", **options))


def test_it_cannot_be_in_a_form(tab):
    """R67"""
    with pytest.raises(st.errors.InvalidLayoutContextError, match=r"^chat_input: it cannot be in"):
        tab.run(lambda: st.form("f").chat_input("Say"))
