from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.audio_input import AudioInput
from anew.elements.markup import Inline, Markdown
from anew.elements.shared.files_taken import ShownFile
from anew.settings.settings import Settings, with_options
from anew.state.state import Refused


def recorded(tab, content=b"RIFF", name="a.wav"):
    """The id of a recording that the browser has sent."""
    upload = tab.uploads.begin(tab.element.id, name, "audio/wav", len(content))
    upload.take(content)
    return upload.finish().file_id


def test_nothing_is_there_at_first(tab):
    assert tab.run(lambda: st.audio_input("Order", key="k")) is None
    assert tab.element == AudioInput(
        id=tab.element.id, label=Inline("Order"), key="k", sample_rate=16_000
    )


def test_all_that_it_takes(tab):
    settings = with_options(Settings(), {"server.maxUploadSize": "7"})
    tab.run(
        lambda: st.audio_input(
            "Order",
            sample_rate=None,
            help="More",
            on_change="ignore",
            disabled=True,
            label_visibility="hidden",
            width=300,
        ),
        settings=settings,
    )

    assert tab.element == AudioInput(
        id=tab.element.id,
        label=Inline("Order"),
        sample_rate=0,
        max_bytes=7 * 1024 * 1024,
        help=Markdown("More"),
        waits=True,
        disabled=True,
        label_visibility="hidden",
        width=300,
    )


def test_a_recording_is_the_value_until_the_next_one(tab):
    script = lambda: st.audio_input("Order", key="order")
    tab.run(script)
    first = recorded(tab)

    file = tab.run(script, sent={"order": [first]})

    assert (file.name, file.type, file.size, file.read()) == ("a.wav", "audio/wav", 4, b"RIFF")
    assert tab.element.files == (ShownFile(first, "a.wav", 4),)
    assert tab.run(script).read() == b"RIFF"  # Each run gets it at its start.
    second = recorded(tab, b"more", "b.wav")
    assert tab.run(script, sent={"order": [second]}).name == "b.wav"
    assert tab.uploads.find(tab.element.id, first) is None
    assert tab.run(script, sent={"order": []}) is None


def test_a_key_alone_keeps_the_recording(tab):
    """R38"""
    tab.run(lambda: st.audio_input("Order", key="order"))
    name = recorded(tab)
    tab.run(lambda: st.audio_input("Order", key="order"), sent={"order": [name]})

    other = tab.run(lambda: st.audio_input("Other", key="order", sample_rate=48_000))
    assert other.file_id == name


def test_its_value_cannot_be_set(tab):
    """R29"""

    def script():
        st.session_state.order = None
        st.audio_input("Order", key="order")

    with refused(
        st.errors.ValueAssignmentNotAllowedError,
        "The value of a audio_input cannot be set: it comes from the user alone. Remove the "
        "assignment to st.session_state['order'], or give the audio_input another key.",
    ):
        tab.run(script)


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000])
def test_sample_rates(tab, rate):
    tab.run(lambda: st.audio_input("Order", sample_rate=rate))
    assert tab.element.sample_rate == rate


@pytest.mark.parametrize("rate", [0, 16_001, 96_000, "16000", -8000])
def test_a_rate_that_is_none_is_refused(tab, rate):
    with refused(
        st.errors.InvalidParameterValueError,
        f"audio_input: sample_rate={rate!r} is not one of 8000, 11025, 16000, 22050, 24000, "
        f"32000, 44100, 48000, None.",
    ):
        tab.run(lambda: st.audio_input("Order", sample_rate=rate))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("a", "'a' is not a list of files."),
        (["a", "b"], "There are 2 files; at most 1 are allowed."),
        (["../a"], "'../a' is not the name of a file."),
    ],
)
def test_values_that_no_page_sends(raw, reason):
    with refused(Refused, reason):
        AudioInput().decode(raw)
