"""What a session has uploaded: which of it stays, and for how long."""

from __future__ import annotations

import re
import threading

import pytest

from anew.ambient.uploads import (
    MEGABYTE,
    MOST_FILES,
    MOST_WAITING,
    StoredFile,
    UploadRefusedError,
    Uploads,
)
from anew.state.place import Takes

ONE = Takes(most_bytes=MEGABYTE)
MANY = Takes(most_bytes=MEGABYTE, is_multiple=True)
LEFT = "The page does not accept files here any longer."
FULL = "Too many files are waiting to be used. Use or remove some, then try again."


def refused(sentence):
    return pytest.raises(UploadRefusedError, match=f"^{re.escape(sentence)}$")


def offered(takes: Takes, *held: StoredFile) -> Uploads:
    """Those of a session whose page has the widget "w"."""
    uploads = Uploads()
    uploads.offer("w", takes, held)
    uploads.ended(is_whole=True)
    return uploads


def uploaded(uploads: Uploads, content: bytes = b"1", name: str = "a.txt") -> StoredFile:
    upload = uploads.begin("w", name, "text/plain", None)
    upload.take(content)
    return upload.finish()


def test_a_file_waits_until_a_value_names_it_and_goes_when_none_does():
    uploads = offered(MANY)
    first, second = uploaded(uploads), uploaded(uploads)
    assert uploads.find("w", first.file_id) == first

    uploads.offer("w", MANY, [first])
    uploads.ended(is_whole=True)
    assert uploads.find("w", first.file_id) == first
    assert uploads.find("w", second.file_id) == second

    uploads.offer("w", MANY, [second])
    assert uploads.find("w", first.file_id) is None
    assert uploads.find("other", second.file_id) is None


@pytest.mark.parametrize("is_whole", [True, False])
def test_only_a_whole_run_that_does_not_place_the_widget_lets_it_go(is_whole):
    """R43, R44"""
    uploads = offered(ONE)
    file = uploaded(uploads)

    uploads.offer("other", ONE, ())
    uploads.ended(is_whole=is_whole)

    assert (uploads.find("w", file.file_id) is None) is is_whole
    uploads.ended(is_whole=True)
    assert uploads.find("w", file.file_id) is None


def test_what_comes_when_the_widget_has_left_is_not_taken():
    uploads = offered(ONE)
    late, later = (uploads.begin("w", "a", "", None) for _ in range(2))
    uploads.ended(is_whole=True)

    with refused(LEFT):
        late.take(b"1")
    with refused(LEFT):
        later.finish()
    late.drop()


def test_what_comes_when_the_session_is_over_is_not_taken():
    uploads = offered(ONE)
    upload = uploads.begin("w", "a", "", None)
    upload.take(b"1")
    uploads.close()

    with refused(LEFT):
        upload.finish()
    with refused(LEFT):
        uploads.begin("w", "a", "", None)
    with refused(LEFT):
        uploads.forget("w", "a")


def test_bytes_that_wait_are_bounded_also_while_they_come():
    uploads = offered(MANY)
    uploads_under_way = [uploads.begin("w", "a", "", None) for _ in range(3)]
    for upload in uploads_under_way[:2]:
        upload.take(b"a" * MEGABYTE)

    with refused(FULL):
        uploads_under_way[2].take(b"a")
    with refused(FULL):
        uploads.begin("w", "a", "", 1)
    uploads_under_way[0].drop()
    uploads_under_way[2].take(b"a")


def test_files_that_wait_are_counted():
    uploads = offered(MANY)
    for _ in range(MOST_FILES):
        uploads.begin("w", "a", "", None)

    with refused(FULL):
        uploads.begin("w", "a", "", None)


def test_of_one_place_the_newest_files_wait():
    uploads = offered(ONE)
    files = [uploaded(uploads) for _ in range(MOST_WAITING + 3)]

    waiting = [uploads.find("w", file.file_id) is not None for file in files]

    assert waiting == [False] * 3 + [True] * MOST_WAITING


def test_many_threads_may_upload_while_runs_go_on():
    uploads = offered(MANY)
    found: list[StoredFile] = []

    def upload_some() -> None:
        found.extend(uploaded(uploads) for _ in range(20))

    threads = [threading.Thread(target=upload_some) for _ in range(10)]
    for thread in threads:
        thread.start()
    for _ in range(50):
        uploads.offer("w", MANY, ())
        uploads.ended(is_whole=True)
    for thread in threads:
        thread.join()

    assert len({file.file_id for file in found}) == 200
    assert all(uploads.find("w", file.file_id) == file for file in found)
