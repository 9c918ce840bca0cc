"""Content too large for a message: who holds it, and for how long."""

from __future__ import annotations

import re

import pytest

from anew.ambient.lifetimes import GRACE_SECONDS, MOST_BYTES, MOST_RUNS
from anew.ambient.media import LARGE, Media
from anew.stores.blobs import Blob, Blobs, ending_of
from anew.testing.clock import FakeClock

PNG = Blob(b"picture", "image/png")


def test_a_name_follows_from_the_content_its_type_and_its_file_name():
    blobs = Blobs()
    name = blobs.put(PNG, "one")

    assert re.fullmatch(r"[0-9a-f]{40}\.png", name)
    assert blobs.put(Blob(b"picture", "image/png"), "two") == name
    others = [
        blobs.put(Blob(b"another", "image/png"), "one"),
        blobs.put(Blob(b"picture", "image/gif"), "one"),
        blobs.put(Blob(b"picture", "image/png", "a.png"), "one"),
        blobs.put(Blob(b"picture", "image/png", "\ud800"), "one"),
    ]
    assert len({name, *others}) == 5


def test_only_who_holds_it_finds_it():
    blobs = Blobs()
    name = blobs.put(PNG, "one")

    assert blobs.find(name, {"one"}) == PNG
    assert blobs.find(name, {"two", "one"}) == PNG
    assert blobs.find(name, {"two"}) is None
    assert blobs.find(name, ()) is None
    assert blobs.find("unknown", {"one"}) is None


def test_it_lasts_as_long_as_anybody_holds_it():
    blobs = Blobs()
    name = blobs.put(PNG, "one")
    blobs.put(PNG, "two")

    blobs.release([name, "unknown"], "one")
    assert blobs.find(name, {"one"}) is None
    assert blobs.find(name, {"two"}) == PNG

    blobs.release([name], "two")
    blobs.release([name], "two")
    assert len(blobs) == 0


@pytest.mark.parametrize(
    ("media_type", "ending"), [("image/png", ".png"), ("text/csv", ".csv"), ("no/such", "")]
)
def test_an_ending_goes_with_a_type(media_type, ending):
    assert ending_of(media_type) == ending


class Pages:
    """The media of a session whose runs each show a page, and a tab that sees them or not."""

    def __init__(self) -> None:
        self.blobs = Blobs()
        self.clock = FakeClock()
        self.media = Media(self.blobs, "one", self.clock)
        self.shown = 0

    def run(self, *contents: bytes | str) -> list[str]:
        self.media.begin()
        addresses = [self.media.put(content, "text/plain") for content in contents]
        self.shown += 1
        self.media.settled(self.shown)
        return addresses


def test_media_are_held_until_the_tab_shows_a_later_page_and_a_while_longer():
    """A browser may still be on its way to fetch what has just left the page."""
    pages = Pages()
    [first] = pages.run(b"first")
    for number in range(20):
        pages.run(b"%d" % number)
    pages.clock.advance(10 * GRACE_SECONDS)
    assert pages.media.held(first) == Blob(b"first", "text/plain")

    pages.media.seen(pages.shown)
    assert pages.media.held(first) == Blob(b"first", "text/plain")
    pages.clock.advance(GRACE_SECONDS)

    assert pages.media.held(first) is None
    assert len(pages.blobs) == 1


def test_a_page_that_the_tab_has_not_seen_ends_nothing():
    pages = Pages()
    [first] = pages.run(b"first")
    pages.media.seen(pages.shown)
    pages.run(b"second")

    pages.media.seen(1)
    pages.clock.advance(GRACE_SECONDS)

    assert pages.media.held(first) == Blob(b"first", "text/plain")


def test_what_each_run_shows_again_stays_under_its_address():
    pages = Pages()
    addresses = set()
    for _ in range(5):
        addresses.update(pages.run(b"logo"))
        pages.media.seen(pages.shown)
        pages.clock.advance(2 * GRACE_SECONDS)

    [address] = addresses
    assert pages.media.held(address) == Blob(b"logo", "text/plain")


def test_nothing_piles_up_over_many_runs_though_the_tab_says_nothing():
    pages = Pages()
    for number in range(300):
        pages.run(b"run %d" % number, str(number) * LARGE)
        pages.media.put_made(str(number).encode, "text/plain", source=str(number))

    assert len(pages.blobs) <= 3 * MOST_RUNS + 9
    assert len(pages.media._known) <= MOST_RUNS + 3
    assert len(pages.media._made) <= MOST_RUNS + 3
    pages.media.close()
    assert len(pages.blobs) == 0


def test_large_data_that_changes_in_each_run_meets_a_bound():
    pages = Pages()
    size = MOST_BYTES // 8
    for number in range(50):
        pages.run(bytes([number]) * size)
        pages.media.seen(pages.shown - 1)  # The tab is always a page behind.

    assert len(pages.blobs) <= 8 + 3


def test_the_end_of_one_session_takes_nothing_from_another():
    blobs = Blobs()
    one, two = Media(blobs, "one"), Media(blobs, "two")
    address = one.put(b"shared", "text/plain")
    assert two.put(b"shared", "text/plain") == address

    one.close()

    assert one.held(address) is None
    assert two.held(address) == Blob(b"shared", "text/plain")


class Counted(str):  # noqa: SLOT000  # it counts
    """A text that counts how often it was read."""

    reads = 0

    def encode(self, *how: str) -> bytes:
        self.reads += 1
        return super().encode(*how)


def test_a_large_object_that_is_put_again_is_not_read_again():
    pages, content = Pages(), Counted("a" * LARGE)
    [address] = pages.run(content)
    for _ in range(3):
        assert pages.run(content) == [address]
        pages.media.seen(pages.shown)
        pages.clock.advance(2 * GRACE_SECONDS)

    assert content.reads == 1
    assert pages.media.held(address) == Blob(content.encode(), "text/plain")
    assert pages.media.put(content, "text/plain", file_name="a.txt") != address
    assert pages.media.put(content, "text/csv") != address


def test_a_large_object_that_was_let_go_is_put_anew():
    pages = Pages()
    content = b"a" * LARGE
    [address] = pages.run(content)
    pages.run()
    pages.media.seen(pages.shown)
    pages.clock.advance(GRACE_SECONDS)
    assert len(pages.blobs) == 0

    assert pages.run(content) == [address]

    assert pages.media.held(address) == Blob(content, "text/plain")


def test_text_is_kept_as_utf_8():
    media = Media(Blobs(), "one")

    assert media.held(media.put("é\ud800", "text/plain")).content == "é?".encode()


def test_two_sessions_have_their_own_of_what_is_made_later():
    blobs = Blobs()
    one, two = Media(blobs, "one"), Media(blobs, "two")

    first = one.put_later(lambda: b"1", "text/csv", file_name="a.csv", name="k")
    second = two.put_later(lambda: b"2", "text/csv", file_name="a.csv", name="k")

    assert first != second
    assert "one" not in first
    assert first.endswith(".csv")
    assert (one.held(first).content(), two.held(second).content()) == (b"1", b"2")
