"""What every store does with notes."""

from __future__ import annotations

import pytest


def test_a_note_is_found_by_all_who_have_the_store(place):
    notes = place.open().notes
    content = bytes(range(256)) * 20

    notes.put("a", content, 60)

    assert place.open().notes.find("a") == content
    assert notes.find("b") is None
    assert notes.find("\0\ud800") is None
    assert notes.find("") is None
    assert notes.present(["a", "b", "\ud800"]) == {"a"}
    assert notes.present([]) == set()


def test_a_later_note_of_the_same_name_replaces_it(place):
    notes = place.open().notes

    notes.put("a", b"one", 60)
    notes.put("a", b"two", 1000)
    place.age(100)

    assert notes.find("a") == b"two"


def test_one_of_several_is_told_that_it_removed_a_note(place):
    here, there = place.open().notes, place.open().notes
    here.put("a", b"one", 60)

    assert there.remove("a")
    assert not here.remove("a")
    assert here.find("a") is None
    assert not here.remove("\ud800")


def test_each_note_has_a_time_of_its_own(place):
    store = place.open()
    notes = store.notes
    notes.put("a day", b"", 86_400)
    notes.put("a minute", b"", 60)

    place.age(100)

    assert notes.present(["a day", "a minute"]) == {"a day"}
    assert notes.find("a minute") is None
    assert not notes.remove("a minute")
    store.expire()
    assert notes.find("a day") == b""


def test_notes_are_no_sessions(place):
    store = place.open()

    store.notes.put("a", b"one", 60)

    assert [*store.sessions()] == []
    assert store.show("a") is None
    assert not store.remove("a")
    assert store.notes.find("a") == b"one"


def test_what_cannot_be_a_name_is_refused(place):
    with pytest.raises(ValueError, match="cannot name"):
        place.open().notes.put("\ud800", b"", 60)
