"""Uploaded files outlive the process, as all else that a session remembers."""

from __future__ import annotations

import copy
import logging
import pickle
import time

import pytest
from session.process import Process

from anew.ambient.uploads import MEGABYTE, UploadRefusedError, Uploads
from anew.elements.shared.uploaded_file import UploadedFile
from anew.state.place import Takes
from anew.stores import archive
from anew.stores.archive import Archive, Shelf
from anew.stores.base import Holder, UnavailableError
from anew.testing.tab import Tab

OWNER = "browser"
SCRIPT = """
import anew as st

file = st.file_uploader("File", key="file", max_upload_size=1)
if st.button("Keep") and file:
    st.session_state.kept = {"mine": [file, file], "bytes": file.getvalue()}
if st.button("Drop"):
    st.session_state.pop("kept", None)
if st.button("Read"):
    st.text(f"{file.name} {file.type} {file.size} {file.read().decode()}")
    kept = st.session_state.get("kept")
    if kept:
        one, other = kept["mine"]
        st.text(f"{one.name} {one.read().decode()} {other.read().decode()} {kept['bytes'].decode()}")
"""


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have passed for who waits before asking a store again."""
    passed = [0.0]
    monkeypatch.setattr(archive.time, "monotonic", lambda: passed[0])
    return passed


def opened(store, tab=None, script: str = SCRIPT) -> tuple[Process, Tab]:
    process, tab = Process(store, script), tab or Tab()
    process.open(tab, OWNER)
    return process, tab


def widget(tab) -> str:
    return tab.elements("file_uploader")[0]["id"]


def upload(process, tab, content: bytes = b"1,2", name: str = "a.csv") -> str:
    """Send a file, as the server takes it; its id."""
    uploads = process.session.uploads
    upload = uploads.begin(widget(tab), name, "text/csv", None)
    upload.take(content)
    file = upload.finish()
    uploads.keep_new(file)
    return file.file_id


def use(process, tab, *ids: str) -> None:
    process.say(tab, values={widget(tab): [*ids]})
    process.settle()
    process.save()


def press(process, tab, label: str) -> list[str]:
    [button] = tab.elements("button", label=label)
    process.say(tab, trigger=button["id"])
    process.settle()
    process.save()
    return [element["body"] for element in tab.elements("text")]


def eventually(is_so) -> bool:
    """Files are let go of on a thread of their own."""
    end = time.time() + 5
    while not is_so() and time.time() < end:
        time.sleep(0.002)
    return is_so()


def names(store) -> set[str]:
    return set(store.blobs._blobs)


def test_a_file_is_there_in_another_process_and_read_when_it_is_asked_for(store):
    first, tab = opened(store)
    file_id = upload(first, tab)
    use(first, tab, file_id)
    read, works = [], store.blobs.read
    store.blobs.read = lambda *what: read.append(what) or works(*what)

    second, _ = opened(store, tab)

    [shown] = tab.elements("file_uploader")
    assert shown["files"] == [{"id": file_id, "name": "a.csv", "size": 3}]
    assert shown["value"] == [file_id]
    assert read == []
    assert press(second, tab, "Read") == ["a.csv text/csv 3 1,2"]
    assert press(second, tab, "Read") == ["a.csv text/csv 3 1,2"]
    assert len(read) == 1


def test_a_file_that_the_script_keeps_itself_is_there_in_another_process(store):
    first, tab = opened(store)
    use(first, tab, upload(first, tab))
    press(first, tab, "Keep")

    second, _ = opened(store, tab)

    assert press(second, tab, "Read")[1] == "a.csv 1,2 1,2 1,2"
    assert len(names(store)) == 1


def test_a_file_that_no_value_names_any_longer_is_let_go(store):
    process, tab = opened(store)
    use(process, tab, upload(process, tab))
    press(process, tab, "Keep")
    [name] = names(store)

    use(process, tab)
    assert press(process, tab, "Read") == []
    assert names(store) == {name}  # The script still has it.

    press(process, tab, "Drop")
    assert eventually(lambda: names(store) == set())


def test_a_file_that_was_let_go_and_is_kept_after_all_is_there(store):
    """By the state of another session, or a cache: the store is given it again."""
    script = SCRIPT + "import builtins\nif file:\n    builtins.elsewhere = file\n"
    script += "elif st.button('Back'):\n    st.session_state.back = builtins.elsewhere\n"
    script += "if 'back' in st.session_state:\n    st.text(st.session_state.back.read().decode())\n"
    process, tab = opened(store, script=script)
    use(process, tab, upload(process, tab))
    use(process, tab)
    assert eventually(lambda: names(store) == set())

    assert press(process, tab, "Back") == ["1,2"]

    opened(store, tab, script)
    assert [element["body"] for element in tab.elements("text")] == ["1,2"]


def test_what_no_value_ever_named_goes_when_a_newer_one_comes_or_the_widget_leaves(store):
    script = SCRIPT.replace("file = ", "file = None if st.toggle('Hide') else ")
    process, tab = opened(store, script=script)
    for _ in range(20):
        upload(process, tab)
    assert eventually(lambda: len(names(store)) == 10)

    process.session.uploads.forget(widget(tab), upload(process, tab))
    assert eventually(lambda: len(names(store)) == 9)

    process.say(tab, values={tab.elements("toggle")[0]["id"]: True})
    process.settle()
    assert eventually(lambda: names(store) == set())


def test_what_no_value_names_yet_waits_in_the_store_for_as_long_as_the_session(store):
    """A form is filled in, the server is replaced, and the form is sent."""
    first, tab = opened(store)
    file_id = upload(first, tab)
    first.session.close()

    second, _ = opened(store, tab)
    use(second, tab, file_id)
    assert press(second, tab, "Read") == ["a.csv text/csv 3 1,2"]

    second.registry.end(second.session)
    assert eventually(lambda: names(store) == set())


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", b"1"), ("a.csv", b"1" * (MEGABYTE + 1))], ids=["type", "size"]
)
def test_what_another_process_took_is_held_against_what_the_widget_takes(store, name, content):
    script = SCRIPT.replace('key="file"', 'type="csv", key="file"')
    process, tab = opened(store, script=script)
    elsewhere = Uploads(
        Shelf(Archive(store.blobs), Holder(process.session.tab, OWNER)), process.session.tab
    )
    elsewhere.offer(widget(tab), Takes(most_bytes=10 * MEGABYTE), ())
    other = elsewhere.begin(widget(tab), name, "", None)
    other.take(content)
    file = other.finish()
    assert elsewhere.keep_new(file)

    use(process, tab, file.file_id)

    [refused] = tab.refused
    assert refused["reason"] == "A file is no longer available. Upload it again."


def test_an_id_is_for_its_own_session_and_widget_only(store):
    one, tab = opened(store)
    file_id = upload(one, tab)
    two, other = opened(store)

    use(two, other, file_id)

    assert [each["reason"] for each in other.refused] == [
        "A file is no longer available. Upload it again."
    ]
    assert one.session.uploads.find("another", file_id) is None
    stranger = Uploads(Shelf(Archive(store.blobs), Holder(one.session.tab, "x")), one.session.tab)
    stranger.offer(widget(tab), Takes(), ())
    assert stranger.find(widget(tab), file_id) is None


def test_a_duplicated_tab_has_its_own(store):
    process, tab = opened(store)
    use(process, tab, upload(process, tab))
    press(process, tab, "Keep")
    copied, joined = Tab(), []
    process.session.copy_state(joined.append)
    process.clock.run_until(lambda: bool(joined))
    process.open(copied, OWNER)
    process.session.state = joined[0]
    process.session.rerun()
    process.settle()
    process.save()
    store.remove(tab.name)

    again, _ = opened(store, copied)

    assert press(again, copied, "Read") == ["a.csv text/csv 3 1,2", "a.csv 1,2 1,2 1,2"]


def test_a_copy_of_what_was_never_read_has_its_own_too(store):
    first, tab = opened(store)
    use(first, tab, upload(first, tab))
    press(first, tab, "Keep")
    use(first, tab, upload(first, tab, b"another"))  # Nothing else names the first.
    process, _ = opened(store, tab)
    assert process.session.state.committed.is_parked("kept")
    copied, joined = Tab(), []
    process.session.copy_state(joined.append)
    process.clock.run_until(lambda: bool(joined))
    process.open(copied, OWNER)
    process.session.state = joined[0]
    process.session.rerun()
    process.settle()
    process.save()
    store.remove(tab.name)

    again, _ = opened(store, copied)

    assert press(again, copied, "Read")[1] == "a.csv 1,2 1,2 1,2"


def failing(*_arguments):
    raise UnavailableError("The disk is full.")


def test_a_store_that_takes_no_files_is_named_once_and_asked_again_later(store, clock, caplog):
    process, tab = opened(store)
    works, store.blobs.put = store.blobs.put, failing
    with caplog.at_level(logging.WARNING, "anew"):
        use(process, tab, upload(process, tab))
        assert press(process, tab, "Read") == ["a.csv text/csv 3 1,2"]
    [said] = [record.message for record in caplog.records if "memory only" in record.message]
    assert said.startswith("st.session_state['file'] is kept in memory only")
    assert "The disk is full." in said

    store.blobs.put = works
    clock[0] += archive.PAUSE_SECONDS + 1
    press(process, tab, "Read")

    again, _ = opened(store, tab)
    assert press(again, tab, "Read") == ["a.csv text/csv 3 1,2"]


def test_a_store_that_has_failed_is_not_asked_for_each_file(store, clock):
    asked = []
    store.blobs.put = lambda *what: asked.append(what) or failing()
    process, tab = opened(store)

    for _ in range(5):
        use(process, tab, upload(process, tab))

    assert len(asked) == 1


def test_a_session_has_a_bound_in_the_store(store, caplog):
    process, tab = opened(store)
    process.storage.archive.most_bytes = 5

    with caplog.at_level(logging.WARNING, "anew"):
        use(process, tab, upload(process, tab))
        use(process, tab, upload(process, tab, b"4,5,6"))

    assert press(process, tab, "Read") == ["a.csv text/csv 5 4,5,6"]
    assert "allows: the session's files would take more" in caplog.text or (
        "the session's files would take more than the 0 MB that server.maxUploadsSize"
        in caplog.text
    )


def test_a_file_that_the_store_has_lost_is_absent(store, caplog):
    first, tab = opened(store)
    use(first, tab, upload(first, tab))
    store.blobs.release(names(store), tab.name)

    second, _ = opened(store, tab)

    [shown] = tab.elements("file_uploader")
    assert shown.get("files", []) == []
    assert "st.session_state['file'] can no longer be read from the store" in caplog.text
    use(second, tab, upload(second, tab))
    assert press(second, tab, "Read") == ["a.csv text/csv 3 1,2"]


def test_only_the_name_of_a_file_counts_for_the_size_of_a_value(store):
    process, tab = opened(store)
    use(process, tab, upload(process, tab, b"x" * 900_000))

    [shown] = [one for one in [store.show(tab.name)] if one is not None]

    assert shown.sizes["file"] < 300


def unread(store, content: bytes = b"a\nb\nc\n") -> UploadedFile:
    """A file whose content is in the store."""
    process, tab = opened(store)
    process.save()
    file_id = upload(process, tab, content)
    other = Uploads(Shelf(Archive(store.blobs), Holder(tab.name, OWNER)), tab.name)
    other.offer(widget(tab), Takes(), ())
    return UploadedFile(other.find(widget(tab), file_id))


@pytest.mark.parametrize(
    "use_it",
    [
        lambda file: file.read(),
        b"".join,
        lambda file: b"".join(file.readlines()),
        lambda file: file.readline() + file.read1() + b"",
        lambda file: bytes(file.getbuffer()),
        lambda file: file.getvalue(),
        lambda file: pickle.loads(pickle.dumps(file)).read(),
        lambda file: copy.copy(file).read(),
        lambda file: copy.deepcopy(file).read(),
        lambda file: file.anew().read(),
        lambda file: (file.seek(0, 2), file.seek(0), file.read())[-1],
        lambda file: (buffer := bytearray(6), file.readinto(buffer)) and bytes(buffer),
    ],
)
def test_a_file_that_is_not_read_yet_is_one_as_any_other(store, use_it):
    file = unread(store)
    assert (file.name, file.size, file.closed) == ("a.csv", 6, False)

    assert use_it(file) == b"a\nb\nc\n"


def test_a_file_that_was_closed_before_it_was_read_is_closed(store):
    file = unread(store)
    file.close()

    with pytest.raises(ValueError, match="closed"):
        file.read()


def test_a_file_that_is_gone_when_it_is_read_says_so(store):
    file = unread(store)
    [session] = [listed.record.session for listed in store.sessions()]
    store.blobs.release(names(store), session)

    with pytest.raises(OSError, match=r"^'a\.csv' cannot be read from the store\. The blob"):
        file.read()


def test_bytes_that_the_store_has_and_nobody_has_read_take_no_memory(store):
    first, tab = opened(store)
    use(first, tab, upload(first, tab, b"x" * 5000))
    second, _ = opened(store, tab)

    assert second.session.uploads.total_bytes == 0
    press(second, tab, "Read")
    assert second.session.uploads.total_bytes == 5000


def test_an_upload_that_is_refused_leaves_nothing_in_the_store(store):
    process, tab = opened(store)
    upload = process.session.uploads.begin(widget(tab), "a.csv", "", None)

    with pytest.raises(UploadRefusedError):
        upload.take(b"x" * (MEGABYTE + 1))
    upload.drop()

    assert names(store) == set()
