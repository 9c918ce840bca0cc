from __future__ import annotations

import io
import wave
from datetime import timedelta

import numpy as np
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.audio import Audio
from anew.elements.iframe import Iframe
from anew.elements.video import Video

WAV = b"RIFF-some-sound"


def content(tab, src):
    return tab.media.held(src.removeprefix("/media/"))


def test_a_file_bytes_and_an_open_file_have_an_address(tab, tmp_path):
    path = tmp_path / "song.ogg"
    path.write_bytes(WAV)
    tab.run(lambda: [st.audio(one) for one in (path, str(path), WAV, io.BytesIO(WAV))])

    sources = [one.src for one in tab.elements]
    assert sources[0] == sources[1]
    assert sources[2] == sources[3]
    assert all(src.startswith("/media/") for src in sources)


def test_an_address_elsewhere_stays_as_it_is(tab):
    tab.run(lambda: st.audio("https://example.org/a.mp3", loop=True, autoplay=True, alt="A song"))

    assert tab.element == Audio(
        src="https://example.org/a.mp3", loop=True, autoplay=True, alt="A song"
    )


def test_none_is_a_player_with_nothing_to_play(tab):
    tab.run(lambda: (st.audio(None), st.video(None)))

    assert tab.elements == [Audio(), Video()]


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        (0, 0),
        (1.5, 1.5),
        ("90", 90),
        ("5m2s", 302),
        ("1h 30m", 5400),
        ("500ms", 0.5),
        (timedelta(minutes=2), 120),
    ],
)
def test_times_are_seconds_a_timedelta_or_words(tab, time, seconds):
    tab.run(lambda: st.audio(None, start_time=time, end_time=6000))

    assert (tab.element.start_time, tab.element.end_time) == (seconds, 6000)


@pytest.mark.parametrize("time", [-1, float("nan"), float("inf"), "soon", "", "5x", True, None])
def test_what_is_no_time_is_refused(tab, time):
    with pytest.raises(st.errors.InvalidParameterValueError, match="is no time from 0 on"):
        tab.run(lambda: st.audio(None, start_time=time))


def test_it_ends_after_it_begins(tab):
    with refused(
        st.errors.InvalidParameterValueError, "audio: end_time='5s' is not after start_time=5."
    ):
        tab.run(lambda: st.audio(None, start_time=5, end_time="5s"))


@pytest.mark.parametrize(
    ("array", "channels", "frames"),
    [
        (np.array([0.0, 0.5, -0.25]), 1, [0, 32767, -16383]),
        (np.array([[1, 0], [0, -2]]), 2, [16383, 0, 0, -32767]),
        (np.zeros(2), 1, [0, 0]),
    ],
)
def test_an_array_is_a_sound(array, channels, frames, monkeypatch, tab):
    made = []
    monkeypatch.setattr(type(tab.media), "put_made", lambda _, make, *a, **k: made.append(make()))
    tab.run(lambda: st.audio(array, sample_rate=8000))

    with wave.open(io.BytesIO(made[0])) as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (channels, 8000)
        read = np.frombuffer(sound.readframes(9), "<i2")
    assert read.tolist() == frames


def test_an_array_that_is_no_sound_is_refused(tab):
    with pytest.raises(st.errors.MissingRequiredParameterError, match="sample_rate"):
        tab.run(lambda: st.audio(np.zeros(3)))
    for array in (np.zeros((1, 2, 3)), np.zeros(0), np.array(["a"])):
        with pytest.raises(st.errors.InvalidParameterValueError, match="is no sound"):
            tab.run(lambda array=array: st.audio(array, sample_rate=8000))


@pytest.mark.parametrize("rate", [0, -8000, 1e9, float("nan"), True, "8000"])
def test_what_is_no_sample_rate_is_refused(tab, rate):
    with refused(
        st.errors.InvalidParameterValueError,
        f"audio: sample_rate={rate!r} is not a number of samples per second from 1 to 768,000. "
        f"Pass such as 44100.",
    ):
        tab.run(lambda: st.audio(np.zeros(3), sample_rate=rate))


def test_what_cannot_be_played_is_refused(tab):
    with pytest.raises(st.errors.InvalidParameterTypeError, match="int cannot be played"):
        tab.run(lambda: st.audio(3))
    with pytest.raises(st.errors.InvalidParameterValueError, match="cannot be read"):
        tab.run(lambda: st.video("no-such-file.mp4"))


SRT = "1\r\n00:00:01,000 --> 00:00:04,500\r\nHello, 00:00!\r\n"


@pytest.mark.parametrize("given", [SRT, SRT.encode(), io.BytesIO(SRT.encode()), "file"])
def test_subtitles_in_srt_become_webvtt(tab, given, tmp_path, monkeypatch):
    if given == "file":
        given = tmp_path / "a.srt"
        given.write_bytes(SRT.encode())
    put = []
    monkeypatch.setattr(
        type(tab.media), "put", lambda _, text, kind: put.append((text, kind)) or "x"
    )
    tab.run(lambda: st.video(None, subtitles={"English": given}))

    assert put == [
        ("WEBVTT\n\n" + SRT.replace("01,000", "01.000").replace("04,500", "04.500"), "text/vtt")
    ]
    assert [(one.src, one.label) for one in tab.element.subtitles] == [("x", "English")]


def test_what_are_no_subtitles_is_refused(tab):
    with pytest.raises(st.errors.InvalidParameterValueError, match="neither WebVTT nor SRT"):
        tab.run(lambda: st.video(None, subtitles="Hello\nthere"))
    with pytest.raises(st.errors.InvalidParameterTypeError, match="cannot be int"):
        tab.run(lambda: st.video(None, subtitles=3))


@pytest.mark.parametrize(
    "address",
    [
        "https://youtu.be/B2iAodr0fOo",
        "https://www.youtube.com/watch?v=B2iAodr0fOo",
        "https://m.youtube.com/watch?app=desktop&v=B2iAodr0fOo&t=3",
        "https://www.youtube.com/shorts/B2iAodr0fOo",
    ],
)
def test_an_address_of_youtube_is_a_frame(tab, address):
    tab.run(lambda: st.video(address))

    assert isinstance(tab.element, Iframe)
    assert tab.element.src.startswith("/_anew/frame")


@pytest.mark.parametrize(
    "address",
    ["https://example.org/youtu.be/B2iAodr0fOo", "https://youtube.com.example.org/v/B2iAodr0fOo"],
)
def test_and_no_other(tab, address):
    tab.run(lambda: st.video(address))

    assert tab.element == Video(src=address)
