"""What every store does with blobs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from stores.places import OPTIONS, OWNER, parked

from anew.stores.base import (
    Blob,
    BlobGoneError,
    Holder,
)
from anew.stores.parts import PART_BYTES

ONE, TWO = Holder("one", OWNER), Holder("two", "another browser")


def blob(content: bytes, name: str = "digest.png") -> Blob:
    return Blob(name=name, size=len(content), media_type="image/png", file_name="é\ud800.png")


def test_a_blob_is_read_in_ranges_by_who_holds_it(place):
    blobs = place.open().blobs
    content = bytes(range(256)) * (PART_BYTES // 128 + 3)
    pieces = [content[start : start + 300_000] for start in range(0, len(content), 300_000)]

    blobs.put(blob(content), pieces, ONE)

    found = place.open().blobs.find("digest.png", OWNER)
    assert found == blob(content)
    assert blobs.find("digest.png", "another browser") is None
    assert blobs.find("digest.png", "") is None
    assert blobs.find("unknown", OWNER) is None
    assert blobs.find("\0\ud800", OWNER) is None
    assert blobs.read("digest.png", 0, len(content)) == content
    for start, length in ((0, 1), (PART_BYTES - 2, 5), (len(content) - 3, 10), (len(content), 5)):
        assert blobs.read("digest.png", start, length) == content[start : start + length]


def test_an_empty_blob_is_one(place):
    blobs = place.open().blobs

    blobs.put(blob(b""), [], ONE)

    assert blobs.find("digest.png", ONE.owner).size == 0
    assert blobs.read("digest.png", 0, 10) == b""


def test_a_blob_is_kept_until_nobody_holds_it(place):
    store = place.open()
    blobs = store.blobs
    assert not blobs.hold("digest.png", ONE)
    blobs.put(blob(b"abc"), [b"abc"], ONE)
    assert blobs.hold("digest.png", TWO)
    assert blobs.hold("digest.png", TWO)

    blobs.release(["digest.png", "unknown"], "one")
    blobs.release([], "two")
    store.expire()
    assert blobs.find("digest.png", ONE.owner) is None
    assert blobs.read(blobs.find("digest.png", TWO.owner).name, 0, 3) == b"abc"

    blobs.release(["digest.png"], "two")
    store.expire()
    assert blobs.find("digest.png", TWO.owner) is None
    with pytest.raises(BlobGoneError, match=r"^The blob 'digest\.png' is gone\.$"):
        blobs.read("digest.png", 0, 3)
    assert not blobs.hold("digest.png", ONE)


def test_a_browser_finds_what_any_of_its_sessions_holds(place):
    """However many hold it, of however many browsers."""
    store = place.open()
    blobs = store.blobs
    blobs.put(blob(b"abc"), [b"abc"], ONE)
    for number in range(30):
        assert blobs.hold("digest.png", Holder(f"s{number}", f"browser {number // 3}"))

    for number in (0, 1):
        blobs.release(["digest.png"], f"s{number}")
        assert blobs.find("digest.png", "browser 0") == blob(b"abc")
    blobs.release(["digest.png"], "s2")
    store.expire()

    assert blobs.find("digest.png", "browser 0") is None
    assert blobs.find("digest.png", "browser 9") == blob(b"abc")


def test_what_a_session_holds_is_counted(place):
    store = place.open()
    blobs = store.blobs
    assert blobs.weight("one") == 0
    for name, content in (("a", b"abc"), ("b", b"d" * PART_BYTES), ("a", b"abc")):
        blobs.put(blob(content, name), [content], ONE)
    blobs.hold("a", TWO)

    assert (blobs.weight("one"), blobs.weight("two")) == (PART_BYTES + 3, 3)
    blobs.release(["b"], "one")
    assert blobs.weight("one") == 3


def test_two_put_the_same(place):
    store = place.open()
    store.blobs.put(blob(b"abc"), [b"abc"], ONE)
    store.blobs.put(blob(b"abc"), [b"a", b"bc"], TWO)

    store.blobs.release(["digest.png"], "one")
    store.expire()

    assert store.blobs.read("digest.png", 1, 2) == b"bc"


def test_a_blob_is_seen_when_it_is_whole(place):
    blobs = place.open().blobs
    seen = []

    def content():
        yield b"x" * PART_BYTES
        seen.append(blobs.find("digest.png", ONE.owner))
        yield b"y"

    blobs.put(blob(b"x" * PART_BYTES + b"y"), content(), ONE)

    assert seen == [None]


@pytest.mark.parametrize("pieces", [[b"ab"], [b"abc", b"d"]])
def test_content_of_another_size_is_no_blob(place, pieces):
    blobs = place.open().blobs

    with pytest.raises(ValueError, match=r"^The content has not the 3 bytes that were told\.$"):
        blobs.put(blob(b"abc"), pieces, ONE)
    assert not blobs.hold("digest.png", ONE)


def test_a_removed_session_holds_nothing(place):
    store = place.open()
    parked(store, "one")
    store.blobs.put(blob(b"abc"), [b"abc"], ONE)

    store.remove("one")
    store.expire()

    assert not store.blobs.hold("digest.png", TWO)


def test_what_a_session_holds_lives_as_long_as_it(place):
    store = place.open(replace(OPTIONS, ttl_seconds=1000, blob_grace_seconds=1000))
    tab = parked(store, "one")
    store.blobs.put(blob(b"abc"), [b"abc"], ONE)
    for _ in range(4):
        place.age(600)
        assert store.renew([("one", tab.epoch)]) == set()
        store.expire()
    assert store.blobs.read("digest.png", 0, 3) == b"abc"

    place.age(1100)
    store.expire()

    assert store.blobs.find("digest.png", ONE.owner) is None
    assert not store.blobs.hold("digest.png", TWO)


def test_a_session_may_hold_something_before_its_first_commit(place):
    store = place.open(replace(OPTIONS, blob_grace_seconds=100))
    store.blobs.put(blob(b"abc"), [b"abc"], ONE)
    store.expire()
    parked(store, "one")
    if place.is_shared:
        place.age(200)
    store.expire()

    assert store.blobs.read("digest.png", 0, 3) == b"abc"
