"""What a run has changed is found, as bytes; what it did not touch costs nothing."""

from __future__ import annotations

import threading

import pytest

from anew.codec.classes import NoClasses
from anew.protocol.messages import Location
from anew.state.keeping import Kept, Limits, Lost, Unkept
from anew.state.memory import ABSENT, Memory
from anew.state.place import DamagedError, place_bytes, place_of, resumed
from anew.state.state import State

LIMITS = Limits(key=100_000, session=150_000)


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def kept(memory) -> Kept:
    kept = Kept(LIMITS)
    kept.begin(memory, NoClasses())
    return kept


def again(written) -> tuple[Memory, Kept]:
    """What a store has got, in another process."""
    state, _ = resumed(place_bytes(place_of(State(), "", {})), written, LIMITS)
    assert state.kept is not None
    state.kept.begin(state.committed, NoClasses())
    return state.committed, state.kept


def as_bytes(memory) -> dict[str, bytes]:
    fresh = Kept(LIMITS)
    fresh.begin(memory, NoClasses())
    return fresh.changes(memory, memory).written


def test_what_is_new_is_written_once(memory, kept):
    memory.put("a", 1)

    assert kept.changes(memory).written.keys() == {"a"}
    memory.put("a", 1)
    assert kept.changes(memory).written == {}


def test_a_change_in_place_is_found_when_its_key_was_read(memory, kept):
    memory.put("list", [1])
    kept.changes(memory)

    memory.get("list").append(2)

    assert kept.changes(memory).written.keys() == {"list"}
    assert again(as_bytes(memory))[0].get("list") == [1, 2]


def test_a_change_behind_a_keys_back_is_found_when_all_are_looked_at(memory, kept):
    value = [1]
    memory.put("list", value)
    kept.changes(memory)
    value.append(2)

    assert kept.changes(memory).written == {}
    assert kept.all_changes(memory).written.keys() == {"list"}


def test_what_nobody_reads_is_not_even_decoded(memory, kept):
    memory.put("large", [*range(1000)])
    memory.put("small", 1)
    other, others = again(kept.changes(memory).written)

    other.put("small", 2)

    assert others.changes(other).written.keys() == {"small"}
    assert other.is_parked("large")
    assert other.get("large") == [*range(1000)]
    assert others.changes(other).written == {}


def test_deleted_keys_are_deleted_in_the_store(memory, kept):
    memory.put("a", 1)
    kept.changes(memory)
    memory.drop("a")
    memory.put("never committed", 1)
    memory.drop("never committed")

    changes = kept.changes(memory)

    assert changes.deleted == {"a"}
    assert changes.written == {}


def test_whose_value_it_is_is_kept_as_well(memory, kept):
    memory.put("slot", 1, owner="widget")
    written = kept.changes(memory).written

    other, others = again(written)

    assert other.owners == {"slot": "widget"}
    other.put("slot", 1)  # The author's now.
    assert others.changes(other).written.keys() == {"slot"}


@pytest.mark.parametrize(
    ("before", "after"), [(0.0, -0.0), (1, True), (1, 1.0), ("a", b"a"), ([1], [True])]
)
def test_equal_values_that_are_not_the_same_are_written(memory, kept, before, after):
    memory.put("a", before)
    kept.changes(memory)
    memory.put("a", after)

    assert kept.changes(memory).written.keys() == {"a"}


def test_what_has_no_form_is_named_once_and_leaves_the_store(memory, kept):
    memory.put("a", 1)
    kept.changes(memory)
    memory.put("a", threading.Lock())

    changes = kept.changes(memory)

    assert [type(notice) for notice in changes.notices] == [Unkept]
    assert changes.notices[0].key == "a"
    assert changes.deleted == {"a"}
    memory.get("a")
    assert kept.changes(memory).notices == ()


def test_what_is_too_large_stays_in_memory(memory, kept):
    memory.put("one", "x" * 100_001)
    memory.put("two", "x" * 90_000)
    memory.put("three", "x" * 90_000)

    changes = kept.changes(memory)

    assert len(changes.written) == 1
    assert {notice.key for notice in changes.notices} > {"one"}
    assert "state.maxKeySize allows 100,000" in " ".join(n.why for n in changes.notices)
    assert "state.maxSessionSize allows 150,000" in " ".join(n.why for n in changes.notices)


def test_bytes_that_are_no_value_are_absent_and_stay_in_the_store():
    memory, kept = again({"bad": b"\nnonsense", "good": b""})

    assert memory.get("bad", None) is None
    changes = kept.changes(memory)
    assert [type(notice) for notice in changes.notices] == [Lost]
    assert changes.deleted == frozenset()
    memory.put("bad", 1)
    assert kept.changes(memory).written.keys() == {"bad"}


def test_a_copy_has_what_its_original_has_not_decoded(memory, kept):
    memory.put("a", [1], owner="widget")
    original, _ = again(kept.changes(memory).written)

    copy = original.copied(lambda values: values)
    written = Kept(LIMITS).changes(copy).written

    other, _ = again(written)
    assert other.get("a") == [1]
    assert other.owners == {"a": "widget"}


def test_a_fault_of_a_library_keeps_only_its_own_value_in_memory(memory, kept, monkeypatch):
    def failing(value, *_, **__):
        raise OverflowError("too much")

    memory.put("a", 1)
    monkeypatch.setattr("anew.state.keeping.look_at", failing)

    changes = kept.changes(memory)

    assert changes.notices == (
        Unkept("a", "a value of type builtins.int: it raises OverflowError"),
    )


def test_only_small_changes_are_found_by_the_run_itself(memory, kept):
    memory.put("small", [1, 2, 3])
    assert kept.quick_changes(memory) is not None
    memory.put("large", [*range(1000)])
    assert kept.quick_changes(memory) is None
    assert kept.changes(memory).written.keys() == {"large"}


def test_a_state_that_begins_afresh_leaves_nothing_in_the_store(memory, kept):
    state = State(Location("page"))
    state.kept = kept
    state.committed = memory
    memory.put("a", 1)
    kept.changes(memory)

    fresh = state.afresh()

    assert fresh.location == Location("page")
    assert kept.changes(fresh.committed).deleted == {"a"}


def test_a_place_comes_back_as_it_was():
    state = State(Location("page", "a=1"))
    state.renewals = {"slot": 2}
    state.options["client.toolbarMode"] = "minimal"
    state.address.unread = {"a"}

    other, instance = resumed(place_bytes(place_of(state, "load", {})), {}, LIMITS)

    assert instance == "load"
    assert other.location == state.location
    assert other.renewals == {"slot": 2}
    assert other.options == {"client.toolbarMode": "minimal"}
    assert other.address.unread == {"a"}


def test_bytes_that_are_no_place_are_refused():
    with pytest.raises(DamagedError):
        resumed(b"nonsense", {}, LIMITS)


def test_absent_is_not_none(memory):
    memory.put("none", None)

    assert memory.get("none") is None
    assert memory.get("other") is ABSENT
