from __future__ import annotations

import io
import pickle
from copy import copy, deepcopy

import pytest
from elements.refusals import refused

import anew as st
from anew.ambient.uploads import StoredFile, clean_name, is_allowed
from anew.elements.file_uploader import FileUploader
from anew.elements.markup import Inline, Markdown
from anew.elements.shared.files_taken import ShownFile
from anew.elements.shared.uploaded_file import UploadedFile
from anew.settings.settings import Settings, with_options
from anew.state.state import Refused

TABLE = StoredFile("t1", "table.csv", "text/csv", b"a,b\n1,2\n")


def uploaded(tab, name="table.csv", content=b"a,b\n1,2\n", widget=""):
    """The id of a file that the browser has sent."""
    upload = tab.uploads.begin(widget or tab.element.id, name, "", len(content))
    upload.take(content)
    return upload.finish().file_id


def test_nothing_is_there_at_first(tab):
    assert tab.run(lambda: st.file_uploader("Table", key="k")) is None
    assert tab.element == FileUploader(id=tab.element.id, label=Inline("Table"), key="k")
    assert tab.run(lambda: st.file_uploader("Table", accept_multiple_files=True)) == []
    assert tab.run(lambda: st.file_uploader("Table", accept_multiple_files="directory")) == []


def test_all_that_it_takes(tab):
    tab.run(
        lambda: st.file_uploader(
            "Table",
            ["csv", ".PNG", "image", "jpg", "csv"],
            "directory",
            help="More",
            on_change="ignore",
            max_upload_size=5,
            disabled=True,
            label_visibility="hidden",
            width=300,
        )
    )

    assert tab.element == FileUploader(
        id=tab.element.id,
        label=Inline("Table"),
        types=(".csv", ".png", "image/*", ".jpg", ".jpeg"),
        accepts="folder",
        help=Markdown("More"),
        waits=True,
        max_bytes=5 * 1024 * 1024,
        disabled=True,
        label_visibility="hidden",
        width=300,
    )


def test_the_option_says_how_large_files_may_be(tab):
    settings = with_options(Settings(), {"server.maxUploadSize": "7"})
    tab.run(lambda: st.file_uploader("Table"), settings=settings)

    assert tab.element.max_bytes == 7 * 1024 * 1024


def test_a_file_that_was_sent_is_the_value(tab):
    script = lambda: st.file_uploader("Table", "csv", key="table")
    tab.run(script)
    name = uploaded(tab)

    file = tab.run(script, sent={"table": [name]})

    assert isinstance(file, UploadedFile)
    assert isinstance(file, io.BytesIO)
    assert (file.name, file.type, file.size, file.file_id) == ("table.csv", "text/csv", 8, name)
    assert file.readlines() == [b"a,b\n", b"1,2\n"]
    assert tab.element.value == (name,)
    assert tab.element.files == (ShownFile(name, "table.csv", 8),)
    assert tab.run(script, sent={"table": []}) is None
    assert tab.element.files == ()


def test_several_files_are_a_list_of_the_authors_own(tab):
    """R6"""
    script = lambda: st.file_uploader("Tables", accept_multiple_files=True, key="k")
    tab.run(script)
    ids = [uploaded(tab, f"{n}.csv") for n in range(3)]

    files = tab.run(script, sent={"k": ids})
    files.clear()

    assert [file.name for file in tab.run(script)] == ["0.csv", "1.csv", "2.csv"]
    assert [file.name for file in tab.run(script, sent={"k": ids[1:]})] == ["1.csv", "2.csv"]


def test_each_run_gets_the_file_anew_and_shares_what_is_in_it(tab):
    script = lambda: st.file_uploader("Table", key="table")
    tab.run(script)
    first = tab.run(script, sent={"table": [uploaded(tab)]})
    first.read()
    first.close()

    second = tab.run(script)

    assert second == first
    assert second is not first
    assert second.read() == TABLE.content
    assert tab.run(script).stored.content is first.stored.content


def test_callbacks_too_get_it_at_its_start(tab):
    def script():
        file = st.file_uploader("Table", key="table")
        return file.read() if file else None

    tab.run(script)
    tab.run(script, sent={"table": [uploaded(tab)]})

    assert tab.state.committed["table"].read() == TABLE.content
    assert tab.run(script) == TABLE.content


def test_a_run_that_was_not_whole_keeps_the_file(tab):
    """R44"""
    script = lambda: st.file_uploader("Table", key="table")
    tab.run(script)
    name = uploaded(tab)
    tab.run(script, sent={"table": [name]})
    widget = tab.element.id

    tab.run(lambda: None, is_finished=False)
    assert tab.uploads.find(widget, name) is not None
    assert tab.run(script).file_id == name

    tab.run(lambda: None)
    assert tab.uploads.find(widget, name) is None
    assert tab.run(script) is None


def test_a_file_that_no_value_names_any_more_is_let_go(tab):
    script = lambda: st.file_uploader("Table", key="table")
    tab.run(script)
    old = uploaded(tab)
    tab.run(script, sent={"table": [old]})
    tab.run(script, sent={"table": [uploaded(tab, "new.csv")]})

    assert tab.uploads.find(tab.element.id, old) is None
    with refused(Refused, "A file is no longer available. Upload it again."):
        tab.run(script, sent={"table": [old]})


@pytest.mark.parametrize(
    "other",
    [{"type": "png"}, {"accept_multiple_files": True}, {"max_upload_size": 3}],
)
def test_what_it_takes_makes_it_another_widget_although_its_key_stays(tab, other):
    """R38"""
    tab.run(lambda: st.file_uploader("Table", key="table"))
    tab.run(lambda: st.file_uploader("Table", key="table"), sent={"table": [uploaded(tab)]})

    assert not tab.run(lambda: st.file_uploader("Table", key="table", **other))


def test_its_value_cannot_be_set(tab):
    """R29"""

    def script():
        st.session_state.table = None
        st.file_uploader("Table", key="table")

    with refused(
        st.errors.ValueAssignmentNotAllowedError,
        "The value of a file_uploader cannot be set: it comes from the user alone. Remove the "
        "assignment to st.session_state['table'], or give the file_uploader another key.",
    ):
        tab.run(script)


@pytest.mark.parametrize("kind", ["", ".", "a b", "../x", "image/", "/*", "*", "a,b", "*.csv"])
def test_a_type_that_is_none_is_refused(tab, kind):
    with refused(
        st.errors.InvalidParameterValueError,
        f"file_uploader: type holds {kind!r}, which is neither an extension such as 'csv' nor a "
        f"media type such as 'image/*'.",
    ):
        tab.run(lambda: st.file_uploader("Table", [kind]))


@pytest.mark.parametrize(
    ("given", "error", "text"),
    [
        (
            {"type": [5]},
            st.errors.InvalidParameterTypeError,
            "file_uploader: type holds 5, which is not text. Pass extensions such as 'csv'.",
        ),
        (
            {"max_upload_size": 0},
            st.errors.InvalidParameterValueError,
            "file_uploader: max_upload_size=0 is less than 1 megabyte.",
        ),
        (
            {"max_upload_size": 1.5},
            st.errors.InvalidParameterTypeError,
            "file_uploader: max_upload_size=1.5 is not a whole number of megabytes.",
        ),
        (
            {"accept_multiple_files": "folder"},
            st.errors.InvalidParameterValueError,
            "file_uploader: accept_multiple_files='folder' is not one of False, True, 'directory'.",
        ),
        (
            {"width": "content"},
            st.errors.InvalidWidthError,
            (
                "file_uploader: width='content' is neither a number of pixels above 0 nor one of "
                "'stretch'."
            ),
        ),
    ],
)
def test_wrong_arguments(tab, given, error, text):
    with refused(error, text):
        tab.run(lambda: st.file_uploader("Table", **given))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({}, "An object is not a list of files."),
        ([["a"]], "A list is not the name of a file."),
        (["a" * 41], f"{'a' * 40!r} is not the name of a file."),
        (["a", "a"], "A file is listed twice."),
        ([str(n) for n in range(1001)], "There are 1001 files; at most 1000 are allowed."),
    ],
)
def test_values_that_no_page_sends(raw, reason):
    with refused(Refused, reason):
        FileUploader(accepts="many").decode(raw)


def test_an_uploaded_file_can_be_copied_pickled_and_compared():
    file = UploadedFile(TABLE)
    file.read(2)
    other = UploadedFile(StoredFile("t2", TABLE.name, TABLE.type, TABLE.content))

    for again in (deepcopy(file), pickle.loads(pickle.dumps(file))):
        assert (again, again.name, again.tell()) == (file, "table.csv", 2)
        assert again.read() == TABLE.content[2:]
    assert len({file, copy(file), other}) == 2
    assert file != other
    assert file != "t1"
    assert repr(file) == "UploadedFile(name='table.csv', type='text/csv', size=8)"


@pytest.mark.parametrize(
    ("types", "name", "media_type", "is_taken"),
    [
        ((), "anything", "", True),
        ((".csv",), "a.CSV", "", True),
        ((".csv",), "a.csv.exe", "text/csv", False),
        ((".tar.gz",), "a.tar.gz", "", True),
        (("image/*",), "a.jpg", "", True),
        (("image/*",), "a", "image/webp", True),
        (("image/*",), "a.svg.html", "image/svg+xml", False),
        (("text/csv",), "a.csv", "", True),
        (("text/csv",), "a.txt", "text/csv", False),
    ],
)
def test_types(types, name, media_type, is_taken):
    assert is_allowed(types, name, media_type) is is_taken


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("a/b/c.txt", "a/b/c.txt"),
        ("/a//b/", "a/b"),
        ("a/../../b", "a/b"),
        ("a\\b", "a/b"),
        ("/".join("abcdefghijklmnopqrstuvwxyz"), "/".join("ghijklmnopqrstuvwxyz")),
    ],
)
def test_a_name_with_the_folders_that_lead_to_it(name, clean):
    assert clean_name(name, has_folders=True) == clean
