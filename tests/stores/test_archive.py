"""A session's shelf in the store: what is needed stays, what is not goes, and a failing store is left alone."""

from __future__ import annotations

import math

import pytest
from stores.places import OWNER, eventually

from anew.stores import archive
from anew.stores.archive import Archive, Shelf
from anew.stores.base import Blob, BlobGoneError, Holder, UnavailableError, UnsuitableError
from anew.stores.memory import MemoryStore
from anew.stores.parts import PART_BYTES


class Room:
    """A store, and the shelves of one browser's sessions in it."""

    def __init__(self, **options: int) -> None:
        self.store = MemoryStore()
        self.archive = Archive(self.store.blobs, **options)
        self.shelf = self.of("one")

    def of(self, session: str) -> Shelf:
        return Shelf(self.archive, Holder(session, OWNER))

    def keep(self, name: str, content: bytes, shelf: Shelf | None = None) -> Blob:
        blob = Blob(name=name, size=len(content), media_type="text/plain")
        (shelf or self.shelf).keep(blob, lambda: content)
        return blob

    def has(self, name: str) -> bool:
        return self.store.blobs.find(name, OWNER) is not None

    def wait(self) -> None:
        """Until all that is to go has gone."""
        done = []
        for _ in range(archive.WRITERS):
            self.archive.writers.call(lambda: done.append(True))
        assert eventually(lambda: len(done) == archive.WRITERS)


@pytest.fixture
def room() -> Room:
    return Room()


def test_what_is_asked_for_after_it_was_given_up_stays(room):
    """A value names a file again while the commit that did without it is on its way."""
    room.keep("a", b"1")
    room.keep("b", b"2")
    given_up_at = room.shelf.now
    room.keep("a", b"1")

    room.shelf.let_go({"a": given_up_at, "b": given_up_at})

    assert eventually(lambda: not room.has("b"))
    assert room.has("a")


def test_what_went_is_put_again(room):
    room.keep("a", b"1")
    room.shelf.let_go({"a": math.inf})
    assert eventually(lambda: not room.has("a"))

    room.keep("a", b"1")

    assert room.has("a")


def test_content_is_asked_for_only_if_the_store_does_not_have_it(room):
    room.keep("a", b"1")
    asked = []

    room.of("two").keep(
        Blob(name="a", size=1, media_type="text/plain"), lambda: asked.append(1) or b"1"
    )
    room.shelf.let_go({"a": math.inf})
    room.wait()

    assert asked == []
    assert room.has("a")


def test_all_of_several_is_held_or_it_is_said(room):
    room.keep("a", b"1")

    assert room.of("two").hold(["a"])
    assert not room.of("two").hold(["a", "unknown"])


def test_content_is_read_whole_or_not_at_all(room):
    content = bytes(range(256)) * (PART_BYTES // 256) + b"end"
    blob = room.keep("a", content)
    assert room.shelf.read(blob) == content

    room.store.blobs._blobs["a"][1][1] = b"e"

    with pytest.raises(BlobGoneError):
        room.shelf.read(blob)


def test_a_session_may_have_so_much_and_another_too():
    room = Room(most_bytes=5)
    room.keep("a", b"123")
    with pytest.raises(UnsuitableError, match="would take more than"):
        room.keep("b", b"456")
    room.keep("c", b"45")
    room.keep("b", b"456", room.of("two"))
    unbounded = Shelf(room.archive, Holder("one", OWNER), is_bounded=False)
    room.keep("d", b"12345678", unbounded)


def test_a_store_that_fails_is_left_alone_for_a_while(room, monkeypatch):
    now, asked = [0.0], []
    monkeypatch.setattr(archive.time, "monotonic", lambda: now[0])

    def failing(*_arguments):
        asked.append(now[0])
        raise UnavailableError("It is full.")

    works, room.store.blobs.put = room.store.blobs.put, failing
    for _ in range(5):
        with pytest.raises(UnavailableError, match=r"^It is full\.$"):
            room.keep("a", b"1")
    assert asked == [0.0]

    now[0], room.store.blobs.put = archive.PAUSE_SECONDS, works
    room.keep("a", b"1")
    assert room.has("a")
