"""Content too large for a message: who holds it, and for how long."""

from __future__ import annotations

import re

import pytest

from anew.ambient.lifetimes import GRACE_SECONDS, MOST_ASKED, MOST_BYTES, MOST_RUNS
from anew.ambient.media import FETCHED_SECONDS, LARGE, Media, Offer
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


def offer_of(make) -> Offer:
    return Offer(make, "text/csv", "a.csv")


def test_what_a_page_offers_can_be_asked_for_as_long_as_what_it_shows():
    pages = Pages()
    pages.media.begin()
    offer = offer_of(lambda: b"1")
    pages.media.offer("button", offer)
    pages.media.settled(1)
    pages.shown = 1
    pages.run(b"another page")
    assert pages.media.offered("button") is offer

    pages.media.seen(2)
    assert pages.media.offered("button") is offer
    pages.clock.advance(GRACE_SECONDS)

    assert pages.media.offered("button") is None


def test_the_newest_offer_of_a_button_counts():
    media = Media(Blobs(), "one")
    for make in (older, newer := lambda: b"new"):
        media.begin()
        media.offer("button", offer_of(make))

    assert media.offered("button").make is newer


def older() -> bytes:
    return b"old"


def test_what_was_made_is_there_until_it_is_fetched_whatever_runs_meanwhile():
    pages = Pages()
    address = pages.media.keep(b"made", offer_of(older))
    pages.media.wait()
    for number in range(5):
        pages.run(b"%d" % number)
        pages.media.seen(pages.shown)
    pages.clock.advance(GRACE_SECONDS - 1)
    assert pages.media.held(address) == Blob(b"made", "text/csv", "a.csv")
    assert address.endswith(".csv")

    pages.clock.advance(1)

    assert pages.media.held(address) is None


def test_what_was_made_does_not_pile_up():
    pages = Pages()
    large = MOST_BYTES // 4
    addresses = [pages.media.keep(bytes([n]) * large, offer_of(older)) for n in range(20)]
    assert len(pages.blobs) == 4
    assert pages.media.held(addresses[-1]) is not None

    for n in range(100):
        pages.media.keep(b"%d" % n, offer_of(older))

    assert len(pages.blobs) == MOST_ASKED
    pages.media.close()
    assert len(pages.blobs) == 0


def test_what_is_larger_than_all_bounds_is_there_for_who_has_asked_for_it():
    pages = Pages()
    pages.media.keep(b"small", offer_of(older))

    address = pages.media.keep(b"a" * (MOST_BYTES + 1), offer_of(older))

    assert pages.media.held(address) is not None
    assert len(pages.blobs) == 1


def test_what_is_made_when_the_session_has_ended_is_not_kept():
    pages = Pages()
    pages.media.close()

    pages.media.keep(b"late", offer_of(older))

    assert len(pages.blobs) == 0


def test_what_a_page_shows_does_not_wait_for_what_is_held_longer():
    """What the store has of a click is held for minutes."""
    pages = Pages()
    [first] = pages.run(b"first")
    pages.media._lifetimes.asked("stored", 0, FETCHED_SECONDS)
    pages.media.wait()
    pages.run()
    pages.media.seen(pages.shown)
    pages.clock.advance(GRACE_SECONDS)

    assert pages.media.held(first) is None
