"""Sound that a user records with the microphone. That of this browser beeps twice a second."""

from __future__ import annotations

import re

from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

RECORDER = """
    import array
    import wave

    import anew as st

    def heard(file):
        with wave.open(file) as sound:
            rate, frames = sound.getframerate(), sound.getnframes()
            samples = array.array("h", sound.readframes(frames))
            kind = f"{sound.getnchannels()} channel, {8 * sound.getsampwidth()} bits, {rate}"
        is_loud = max(map(abs, samples)) > 3000
        is_whole = file.size == 44 + 2 * frames
        is_long = 1 <= frames / rate <= 4
        return f"{kind}: {is_loud} {is_whole} {is_long}"

    for rate in %s:
        file = st.audio_input(f"Order {rate}", sample_rate=rate, help="Aloud.")
        st.text(heard(file) if file else "nothing")
"""
ONE = RECORDER % "[16000]"
DENIED = (
    "This page may not use the microphone. Allow it in the browser's settings for this page, then "
    "try again."
)


def recorder(page, label="Order 16000"):
    return page.get_by_role("group", name=label)


def time_of(page):
    return page.get_by_test_id("stAudioInputWaveformTimeCode")


def record(page) -> None:
    """A recording of a second, with at least two beeps."""
    button(page, "Record").click()
    expect(time_of(page)).to_have_text("00:01")
    button(page, "Stop recording").click()
    expect(button(page, "Play")).to_be_visible()


def bars(page):
    """How many bars show that there was sound: they are higher than a dot."""
    path = page.locator(".waveform path").first.get_attribute("d") or ""
    return len([high for high in re.findall(r"V([\d.]+)", path) if float(high) > 5])


def test_sound_is_recorded_heard_and_cleared(open_app):
    page = open_app(ONE)
    expect(time_of(page)).to_have_text("00:00")
    button(page, "Record").click()
    stop = button(page, "Stop recording")
    expect(stop).to_be_focused()
    expect(button(page, "Play")).to_have_count(0)
    expect(time_of(page)).to_have_text("00:01")
    expect(page.get_by_test_id("stAudioInputWaveSurfer")).to_be_visible()
    until(page, lambda: bars(page), lambda count: count > 0)
    stop.click()

    expect(texts(page)).to_have_text("1 channel, 16 bits, 16000: True True True")
    until(page, lambda: bars(page), lambda count: count > 0)
    button(page, "Play").click()
    expect(button(page, "Pause")).to_be_visible()
    expect(button(page, "Play")).to_be_visible()  # At its end.

    button(page, "Clear recording").click()
    expect(texts(page)).to_have_text("nothing")
    expect(time_of(page)).to_have_text("00:00")
    expect(button(page, "Record")).to_be_focused()
    record(page)
    expect(texts(page)).to_have_text("1 channel, 16 bits, 16000: True True True")


def test_each_recording_has_the_rate_that_was_asked_for(open_app):
    rates = [8000, 44100, None]
    page = open_app(RECORDER % rates)
    boxes = [recorder(page, f"Order {rate}") for rate in rates]
    for box in boxes:
        button(box, "Record").click()
    for box in boxes:
        expect(time_of(box)).to_have_text("00:01")
    for box in boxes:
        button(box, "Stop recording").click()

    own = page.evaluate("new AudioContext().sampleRate")
    expect(texts(page)).to_have_text(
        [f"1 channel, 16 bits, {rate}: True True True" for rate in (8000, 44100, own)]
    )


def test_it_is_there_after_a_reload_and_can_be_moved_in_and_saved(open_app):
    page = open_app(ONE)
    record(page)
    expect(texts(page)).to_have_text("1 channel, 16 bits, 16000: True True True")

    page.reload()
    settled(page)

    expect(texts(page)).to_have_text("1 channel, 16 bits, 16000: True True True")
    expect(time_of(page)).to_have_text(re.compile("00:0[1-3]"))
    until(page, lambda: bars(page), lambda count: count > 0)
    page.get_by_role("slider", name="Position").press("End")
    expect(page.locator(".to-come")).not_to_have_attribute("d", re.compile("M"))
    with page.expect_download() as saving:
        button(page, "Download as WAV").click()
    assert saving.value.path().read_bytes()[:4] == b"RIFF"


def test_who_does_not_allow_it_is_told(open_strictly):
    page = open_strictly(ONE)
    button(page, "Record").click()
    expect(page.get_by_role("alert")).to_have_text(DENIED)
    expect(button(page, "Record")).to_be_enabled()
    expect(texts(page)).to_have_text("nothing")


def test_in_a_form_it_is_sent_with_the_form(open_app):
    """R65, R70"""
    page = open_app("""
        import anew as st

        with st.form("form", clear_on_submit=True):
            sound = st.audio_input("Order")
            is_sent = st.form_submit_button("Send")
        st.text(f"{is_sent} {sound.read(4)}" if sound else f"{is_sent}")
    """)
    held = []

    def hold(route):
        held.append(route)

    page.route("**/_anew/upload", hold)
    button(page, "Record").click()
    expect(time_of(page)).to_have_text("00:01")
    button(page, "Send").click()  # It waits for the recording, and for its upload.
    button(page, "Stop recording").click()
    expect(page.get_by_test_id("stFileChip")).to_be_visible()
    button(page, "Send").click()
    settled(page)
    expect(texts(page)).to_have_text("False")
    held[0].continue_()
    expect(page.get_by_test_id("stFileChip")).to_have_count(0)
    expect(texts(page)).to_have_text("False")

    button(page, "Send").click()
    expect(texts(page)).to_have_text("True b'RIFF'")
    expect(button(page, "Play")).to_have_count(0)


def test_what_is_being_recorded_ends_with_its_recorder(open_app):
    page = open_app("""
        import anew as st

        if not st.checkbox("Away"):
            st.audio_input("Order")
    """)
    page.evaluate("""() => {
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wanted) => (window.heard = await ask(wanted));
    }""")
    button(page, "Record").click()
    expect(time_of(page)).to_have_text("00:01")
    assert page.evaluate("heard.active") is True

    page.get_by_text("Away").click()
    expect(time_of(page)).to_have_count(0)
    until(page, lambda: page.evaluate("heard.active"), False)
