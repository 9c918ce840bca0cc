"""Uploads and downloads, as a test does them."""

from __future__ import annotations

import re

import pytest
from rules.apps import app

from anew.errors import AppTestError

ONE = """
    ss.runs = ss.get("runs", 0) + 1
    file = st.file_uploader("Table", "csv", key="table", max_upload_size=1)
    st.text(file.read().decode() if file else "nothing")
"""
MANY = """
    files = st.file_uploader("Tables", accept_multiple_files=True, key="tables")
    st.text(", ".join(file.name for file in files))
"""


def refused(text):
    return pytest.raises(AppTestError, match=f"^{re.escape(text)}$")


def test_a_file_is_uploaded_replaced_and_removed():
    at = app(ONE)
    field = at.file_uploader(key="table")
    assert field.value is None
    assert repr(field) == "file_uploader 'Table' files=[] key='table'"

    field.upload(("a.csv", "1,2"))
    assert field.value.name == "a.csv"
    assert at.text[0].value == "nothing"
    assert at.run().text[0].value == "1,2"
    assert (field.value.type, field.value.size) == ("text/csv", 3)
    assert repr(field) == "file_uploader 'Table' files=['a.csv'] key='table'"

    assert field.upload(("b.csv", b"3", "text/plain")).run().text[0].value == "3"
    assert field.value.type == "text/plain"
    assert field.clear().run().text[0].value == "nothing"
    assert field.set_value(("c.csv", "5")).run().session_state.table.name == "c.csv"
    assert field.set_value(None).run().session_state.table is None


def test_a_file_is_uploaded_as_tests_of_streamlit_do_it():
    at = app(ONE)
    field = at.file_uploader[0]

    assert field.upload("a.csv", b"1,2", "text/plain").run().text[0].value == "1,2"
    assert (field.value.name, field.value.type) == ("a.csv", "text/plain")
    assert field.upload("b.csv", b"3").run().text[0].value == "3"
    assert field.upload(filename="c.csv", content=b"5").run().text[0].value == "5"


def test_several_files_add_up(tmp_path):
    path = tmp_path / "on_disk.txt"
    path.write_text("here", "utf-8")
    at = app(MANY)
    field = at.file_uploader[0]

    assert field.upload(("a", b""), path).run().text[0].value == "a, on_disk.txt"
    assert field.upload(str(path)).run().text[0].value == "a, on_disk.txt, on_disk.txt"
    assert field.set_value([("b", b"")]).run().text[0].value == "b"
    assert field.set_value(field.value).run().text[0].value == "b"
    assert field.clear().run().text[0].value == ""
    assert (field.accept_multiple_files, field.accept_directory, field.allowed_type) == (
        True,
        False,
        [],
    )


def test_what_the_app_would_refuse_is_refused():
    at = app(ONE)
    field = at.file_uploader[0]
    shown = "file_uploader 'Table' files=[] key='table'"

    with refused(f"{shown} does not take 'a.png'. a.png is not of these types: .csv."):
        field.upload(("a.png", b""))
    with refused(f"{shown} does not take 'a.csv'. a.csv is larger than 1 MB."):
        field.upload(("a.csv", b"a" * (1024 * 1024 + 1)))
    with refused(f"{shown} takes 1 at most, but got 2."):
        field.upload(("a.csv", b""), ("b.csv", b""))
    with refused("5 is not a file. Pass a path, or a tuple such as ('table.csv', b'a,b')."):
        field.upload(5)


def test_a_change_is_called_back_with_the_file_at_its_start():
    """R56"""
    at = app("""
        def changed(word):
            ss.seen = (word, ss.table.read() if ss.table else None)

        file = st.file_uploader("Table", key="table", on_change=changed, args=("now",))
        ss.read = file.read() if file else None
    """)
    field = at.file_uploader[0]

    field.upload(("a.csv", "1")).run()
    assert (at.session_state.seen, at.session_state.read) == (("now", b"1"), b"1")
    at.session_state.seen = None
    assert at.run().session_state.read == b"1"
    assert at.session_state.seen is None
    assert field.clear().run().session_state.seen == ("now", None)


def test_in_a_form_it_waits_for_its_button_and_is_cleared():
    """R65, R70"""
    at = app("""
        with st.form("form", clear_on_submit=True):
            file = st.file_uploader("Table", key="table")
            st.form_submit_button("Send")
        ss.name = file.name if file else None
    """)

    at.file_uploader[0].upload(("a.csv", "1")).run()
    assert at.session_state.name is None
    at.form_submit_button[0].click().run()
    assert at.session_state.name == "a.csv"
    assert at.file_uploader[0].value is None
    assert at.form_submit_button[0].click().run().session_state.name is None


def test_a_cached_function_takes_an_uploaded_file():
    at = app("""
        @st.cache_data
        def first_line(file):
            return file.readline()

        file = st.file_uploader("Table")
        ss.line = first_line(file) if file else None
    """)

    assert at.file_uploader[0].upload(("a.csv", "1\n2")).run().session_state.line == b"1\n"
    assert at.run().session_state.line == b"1\n"


def test_a_disabled_one_takes_nothing():
    at = app("st.file_uploader('Table', disabled=True)")

    with refused(
        "file_uploader 'Table' files=[] disabled is disabled, so a user could not change it."
    ):
        at.file_uploader[0].upload(("a.csv", b""))


MADE = """
    sound = st.audio_input("Order", key="order"{more})
    st.text(sound.read().decode() if sound else "nothing")
    photo = st.camera_input("Loaf", key="loaf")
    st.text(photo.name if photo else "nothing")
"""


def test_recordings_and_photos_are_given_as_files():
    at = app(MADE.format(more=""))
    sound, photo = at.audio_input(key="order"), at.camera_input[0]
    assert (sound.value, photo.value) == (None, None)
    assert repr(sound) == "audio_input 'Order' files=[] key='order'"

    sound.set_value(("a.wav", b"1", "audio/wav")).run()
    assert at.text.values == ["1", "nothing"]
    assert sound.value.type == "audio/wav"
    photo.upload("a.jpg", b"2").run()
    assert at.text.values == ["1", "a.jpg"]
    sound.upload("b.wav", b"3").run()
    assert at.text.values == ["3", "a.jpg"]
    sound.clear()
    photo.set_value(None).run()
    assert at.text.values == ["nothing", "nothing"]


@pytest.mark.parametrize(("more", "rate"), [("", 16_000), (", sample_rate=None", None)])
def test_a_recorder_says_its_rate(more, rate):
    assert app(MADE.format(more=more)).audio_input[0].sample_rate == rate


def test_what_is_neither_a_recording_nor_a_photo_is_refused():
    at = app(MADE.format(more=""))

    with refused(
        "audio_input 'Order' files=[] key='order' does not take 'a.mp3'. a.mp3 is not of these "
        "types: .wav."
    ):
        at.audio_input[0].upload("a.mp3", b"")
    with refused(
        "camera_input 'Loaf' files=[] key='loaf' does not take 'a.png'. a.png is not of these "
        "types: .jpg."
    ):
        at.camera_input[0].set_value(("a.png", b"", "image/png"))


def test_a_download_button_is_clicked():
    at = app("ss.saved = st.download_button('Save', 'text', 'a.txt')")

    at.download_button[0].click().run()

    assert at.session_state.saved is True
    assert at.run().session_state.saved is False
