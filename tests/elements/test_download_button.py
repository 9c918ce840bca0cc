from __future__ import annotations

import io

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.download_button import DownloadButton
from anew.elements.markup import Inline, Markdown
from anew.state.state import Refused
from anew.stores.blobs import Blob


def saved(tab, element=None):
    """What a button saves, the only one if none is given."""
    element = element or tab.element
    if not element.is_made:
        return tab.media.held(element.url)
    offer = tab.media.offered(element.id)
    return Blob(offer.make(), offer.media_type, offer.file_name)


def test_it_is_false_and_names_the_address_of_its_file(tab):
    assert tab.run(lambda: st.download_button("Save", "a,b\n", "table.csv", key="k")) is False

    assert tab.element == DownloadButton(
        id=tab.element.id,
        label=Inline("Save"),
        url=tab.element.url,
        file_name="table.csv",
        key="k",
        width="content",
    )
    assert saved(tab) == (b"a,b\n", "text/csv", "table.csv")


def test_all_that_it_takes(tab):
    tab.run(
        lambda: st.download_button(
            "Save",
            b"",
            "table.csv",
            "text/plain",
            help="More",
            on_click="ignore",
            type="primary",
            icon="💾",
            icon_position="right",
            use_container_width=True,
            shortcut="Ctrl+K",
            wrap=False,
        )
    )

    assert tab.element == DownloadButton(
        id=tab.element.id,
        label=Inline("Save"),
        url=tab.element.url,
        file_name="table.csv",
        help=Markdown("More"),
        waits=True,
        type="primary",
        icon="💾",
        icon_position="right",
        width="stretch",
        shortcut="Ctrl+K",
        wrap=False,
    )


@pytest.mark.parametrize(
    ("data", "content"),
    [
        ("é ✓ \ud800", "é ✓ ?".encode()),
        (b"\x00\xff", b"\x00\xff"),
        (bytearray(b"ab"), b"ab"),
        (memoryview(b"abc")[1:], b"bc"),
        (io.BytesIO(b"in memory"), b"in memory"),
        (io.StringIO("text ✓"), "text ✓".encode()),
        (lambda: "made", b"made"),
        (lambda: b"made", b"made"),
        (lambda: io.BytesIO(b"made"), b"made"),
    ],
)
def test_it_saves_text_bytes_open_files_and_what_functions_return(tab, data, content):
    tab.run(lambda: st.download_button("Save", data))

    assert saved(tab).content == content


@pytest.mark.parametrize("mode", ["rb", "r"])
def test_an_open_file_is_saved_whole_wherever_it_was_read_up_to(tab, tmp_path, mode):
    path = tmp_path / "notes.txt"
    path.write_text("first\nsecond\n", "utf-8")

    with path.open(mode) as file:
        file.readline()
        tab.run(lambda: st.download_button("Save", file))
        assert saved(tab).content == b"first\nsecond\n"
        tab.run(lambda: st.download_button("Save", file))

    assert saved(tab).content == b"first\nsecond\n"


@pytest.mark.parametrize(
    ("data", "given", "media_type", "file_name"),
    [
        ("text", {}, "text/plain", "download.txt"),
        (b"bytes", {}, "application/octet-stream", "download.bin"),
        (lambda: b"", {}, "application/octet-stream", "download.bin"),
        (b"", {"file_name": "plot.png"}, "image/png", "plot.png"),
        ("", {"mime": "text/csv"}, "text/csv", "download.csv"),
        ("", {"mime": "text/csv; charset=utf-8"}, "text/csv; charset=utf-8", "download.csv"),
        ("", {"mime": "text/html", "file_name": "a.b"}, "text/html", "a.b"),
        ("", {"file_name": "README"}, "text/plain", "README"),
        ("", {"mime": "application/x-nobody-knows"}, "application/x-nobody-knows", "download"),
    ],
)
def test_name_and_type_follow_from_each_other(tab, data, given, media_type, file_name):
    tab.run(lambda: st.download_button("Save", data, **given))

    assert saved(tab)[1:] == (media_type, file_name)


def test_a_function_is_not_called_before_somebody_asks_for_the_file(tab):
    calls = []
    for _ in range(3):
        tab.run(lambda: st.download_button("Save", lambda: calls.append(1) or "made", key="k"))
    assert calls == []
    assert tab.element.url == ""

    assert saved(tab).content == b"made"

    assert calls == [1]


def test_the_newest_function_is_called(tab):
    for number in range(3):
        tab.run(lambda number=number: st.download_button("Save", lambda: str(number)))

    assert saved(tab).content == b"2"


def test_a_function_in_place_of_content_makes_no_other_button(tab):
    """R37"""
    tab.run(lambda: st.download_button("Save", "text", "a.txt"))
    before = tab.element
    tab.run(lambda: st.download_button("Save", lambda: "text", "a.txt"))

    assert (tab.element.id, tab.element.is_made) == (before.id, True)


def test_each_of_several_buttons_has_a_function_of_its_own(tab):
    def script():
        st.download_button("Save", lambda: "one")
        st.download_button("Save", lambda: "two", "other.txt")
        st.download_button("Save", lambda: "three", key="Save")
        st.sidebar.download_button("Save", lambda: "four")

    tab.run(script)

    shown = [*tab.elements, *(shown.element for shown in tab.sidebar)]
    made = [saved(tab, element).content for element in shown]
    assert made == [b"one", b"two", b"three", b"four"]


def test_new_content_makes_no_other_button(tab):
    """R37"""
    tab.run(lambda: st.download_button("Save", "one"))
    before = tab.element
    tab.run(lambda: st.download_button("Save", "two"))

    assert tab.element.id == before.id
    assert tab.element.url != before.url


@pytest.mark.parametrize("data", ["text", lambda: "text"])
def test_a_disabled_one_has_no_address_and_offers_nothing(tab, data):
    tab.run(lambda: st.download_button("Save", data, disabled=True))

    assert (tab.element.url, tab.element.is_made) == ("", False)
    assert tab.media.offered(tab.element.id) is None


def test_no_form_can_hold_it(tab):
    """R67"""

    def script():
        with st.form("order"):
            st.download_button("Save", "text")

    with refused(
        st.errors.InvalidLayoutContextError,
        "download_button: it cannot be in a form, and this is in the form 'order'. Use "
        "st.form_submit_button(...) there, or put the download_button outside of the form.",
    ):
        tab.run(script)


@pytest.mark.parametrize(
    ("data", "name"), [(5, "int"), (None, "NoneType"), (["a"], "list"), (object(), "object")]
)
def test_what_cannot_be_saved_is_refused(tab, data, name):
    with refused(
        st.errors.InvalidParameterTypeError,
        f"download_button: data is a {name}. Pass text, bytes, an open file, or a function that "
        f"returns one of these.",
    ):
        tab.run(lambda: st.download_button("Save", data))


@pytest.mark.parametrize("mime", ["csv", "text/", "text/a\r\nX-Bad: 1", "text/html;\n", "é/é"])
def test_a_type_that_is_none_is_refused(tab, mime):
    with refused(
        st.errors.InvalidParameterValueError,
        f"download_button: mime={mime!r} is not a media type such as 'text/csv'.",
    ):
        tab.run(lambda: st.download_button("Save", "text", mime=mime))


@pytest.mark.parametrize("on_click", [5, "run", []])
def test_a_click_calls_a_function_or_one_of_two_words(tab, on_click):
    with refused(
        st.errors.APIException,
        f"download_button: on_click={on_click!r} cannot be called. Pass a function, 'rerun' or "
        f"'ignore'.",
    ):
        tab.run(lambda: st.download_button("Save", "text", on_click=on_click))


@pytest.mark.parametrize("on_click", ["rerun", "ignore", None])
def test_its_value_cannot_be_set(tab, on_click):
    """R29"""

    def script():
        st.session_state.save = True
        st.download_button("Save", "text", key="save", on_click=on_click)

    with pytest.raises(st.errors.ValueAssignmentNotAllowedError):
        tab.run(script)


def test_a_click_has_no_value_of_its_own():
    with refused(
        Refused, "A download_button has no value of its own; a click is sent as a trigger."
    ):
        DownloadButton().decode(True)
