"""What every store does: one suite, run over all four with real servers."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from msgspec.structs import replace
from stores.places import OPTIONS, OWNER, Tab, ValkeyPlace, parked, taken_by

from anew.stores.address import PostgresAddress
from anew.stores.base import (
    LARGE_BYTES,
    Behind,
    Committed,
    Fenced,
    Options,
    UnsuitableError,
    next_epoch,
)
from anew.stores.opening import open_to_look


def test_what_was_committed_is_there_for_the_next_owner(place):
    store = place.open()
    tab = Tab("one")
    values = {"count": b"\x01", "ключ \ud800 \0": b"", "all": bytes(range(256))}

    assert store.commit([replace(tab.next(), written=values)]) == [Committed(1)]

    taken = place.open().take_over("one", OWNER)
    assert (taken.values, taken.large) == (values, {})
    record = taken.record
    assert (record.session, record.owner, record.version, record.event) == ("one", OWNER, 1, 1)
    assert record.place == b"place 1"
    assert record.epoch > tab.epoch
    assert record.opened_at <= record.committed_at < record.expires_at


def test_places_and_values_may_be_any_bytes(place):
    store = place.open()
    content = bytes(range(256)) * 3
    tab = Tab("one")
    store.commit([replace(tab.next(), written={"a": content}, place=content)])

    taken = store.take_over("one", OWNER)

    assert (taken.record.place, taken.values) == (content, {"a": content})


def test_commits_follow_each_other(place):
    store = place.open()
    tab = Tab("one")
    store.commit([tab.next(a=b"1", b=b"1", c=b"1")])
    store.commit([tab.next("b", "unknown", a=b"2")])
    store.commit([tab.next(d=b"3")])

    taken = store.take_over("one", OWNER)

    assert taken.values == {"a": b"2", "c": b"1", "d": b"3"}
    assert (taken.record.version, taken.record.event) == (3, 3)


def test_each_commit_of_a_batch_is_answered_by_itself(place):
    store = place.open()
    fenced, behind, lost = parked(store, "fenced"), parked(store, "behind"), Tab("lost")
    second = parked(store, "second")
    owner = taken_by(store, "fenced")
    lost.version = 5
    behind.version = 7

    answers = store.commit(
        [
            Tab("new").next(a=b"1"),
            fenced.next(a=b"stale"),
            lost.next(a=b"1"),
            behind.next(a=b"1"),
            second.next(a=b"2"),
        ]
    )

    assert answers == [Committed(1), Fenced(owner.epoch), Behind(0), Behind(1), Committed(2)]
    assert taken_by(store, "new").version == 1
    assert store.take_over("second", OWNER).values == {"a": b"2"}
    assert store.take_over("fenced", OWNER).values == {}
    assert store.show("lost") is None
    assert store.show("behind").sizes == {}


def test_a_batch_may_be_empty(place):
    assert place.open().commit([]) == []


def test_a_commit_that_is_sent_again_is_made_once(place):
    """Its answer was lost on the way."""
    store = place.open()
    tab = Tab("one")
    first, second = tab.next(a=b"1"), tab.next("a", b=b"2")
    store.commit([first])
    store.commit([first])
    store.commit([second])

    assert store.commit([second]) == [Committed(2)]
    assert store.commit([first]) == [Committed(2)]
    assert store.show("one").sizes == {"b": 1}


def test_a_joint_commit_goes_on_from_where_a_lost_answer_left_it(place):
    """The first of its parts was made, and nobody knew."""
    store = place.open()
    tab = Tab("one")
    store.commit([tab.next(a=b"1")])
    part, rest = tab.next(a=b"2", b=b"2"), tab.next("b", c=b"3")
    joint = replace(rest, after=part.after, written={"a": b"2", "c": b"3"})
    store.commit([part])

    assert store.commit([joint]) == [Committed(3)]
    assert store.take_over("one", OWNER).values == {"a": b"2", "c": b"3"}


def test_an_owner_that_was_replaced_commits_nothing(place):
    store, other = place.open(), place.open()
    tab = parked(store, "one", a=b"1")

    owner = taken_by(other, "one")

    assert store.commit([tab.next(a=b"stale")]) == [Fenced(owner.epoch)]
    assert other.commit([owner.next(b=b"2")]) == [Committed(2)]
    assert store.commit([tab.next(a=b"stale")]) == [Fenced(owner.epoch)]
    assert other.take_over("one", OWNER).values == {"a": b"1", "b": b"2"}


def test_a_first_commit_does_not_replace_another_session_of_its_name(place):
    store = place.open()
    first = parked(store, "one", a=b"1")
    second = Tab("one", epoch=first.epoch - 1)

    assert store.commit([second.next(a=b"2")]) == [Fenced(first.epoch)]
    assert store.take_over("one", OWNER).values == {"a": b"1"}


def test_a_store_that_has_lost_a_take_over_gives_no_epoch_twice(place):
    """It came back from an older copy: two owners follow on from the same epoch."""
    epoch = next_epoch()

    assert len({next_epoch(epoch) for _ in range(50)}) > 40
    assert all(next_epoch(epoch) > epoch for _ in range(50))
    assert next_epoch(2**50) < 2**53

    store = place.open()
    tab = parked(store, "one")
    lost = Tab("one", epoch=next_epoch(next_epoch(tab.epoch)), version=4)
    assert store.commit([lost.next()]) == [Behind(1)]


@pytest.mark.parametrize("session", ["unknown", "", "a\0b", "\ud800", "x" * 300, "new\nline"])
def test_only_what_is_there_can_be_taken_over(place, session):
    assert place.open().take_over(session, OWNER) is None


def test_another_browser_takes_nothing_over(place):
    """Nor does it end the owner, by knowing a name."""
    store = place.open()
    tab = parked(store, "one", a=b"1")

    assert store.take_over("one", "another cookie") is None
    assert store.commit([tab.next()]) == [Committed(2)]


def test_large_values_are_read_when_they_are_asked_for(place):
    store = place.open()
    large, border = b"x" * (LARGE_BYTES + 1), b"y" * LARGE_BYTES
    parked(store, "one", small=b"1", large=large, border=border)

    taken = store.take_over("one", OWNER)

    assert taken.values == {"small": b"1", "border": border}
    assert taken.large == {"large": len(large)}
    assert taken.sizes() == {"small": 1, "border": LARGE_BYTES, "large": LARGE_BYTES + 1}
    epoch = taken.record.epoch
    assert store.load("one", ["large", "gone"], epoch=epoch) == {"large": large}
    assert store.load("one", ["small"]) == {"small": b"1"}
    assert store.load("one", []) == {}
    assert store.load("nobody", ["small"]) == {}
    assert store.load("nobody", ["small"], epoch=1) == Fenced(0)


def test_only_the_owner_loads_what_it_has_not_read(place):
    """What another has written since would not fit to the rest."""
    store = place.open()
    tab = parked(store, "one", a=b"1")
    owner = taken_by(store, "one")

    assert store.load("one", ["a"], epoch=tab.epoch) == Fenced(owner.epoch)


def test_of_two_owners_that_race_one_commits(place):
    """Each round both take over and commit; the one that was first is fenced."""
    first, second = place.open(), place.open()
    parked(first, "one", count=b"0")
    made: list[bytes] = []
    barrier = threading.Barrier(2)

    def race(store, mark: bytes) -> None:
        for _ in range(20):
            barrier.wait(10)
            tab = taken_by(store, "one")
            barrier.wait(10)
            [answer] = store.commit([tab.next(count=mark + b"%d" % tab.event)])
            if isinstance(answer, Committed):
                made.append(mark)
            barrier.wait(10)

    threads = [
        threading.Thread(target=race, args=(store, mark))
        for store, mark in ((first, b"a"), (second, b"b"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(made) == 20
    assert first.show("one").record.version == 21


def test_commits_of_many_threads_are_all_made(place):
    """Of different sessions, in batches that overlap."""
    count, rounds = 4, 10

    def commit(store, tabs) -> None:
        for number in range(rounds):
            answers = store.commit([tab.next(n=b"%d" % number) for tab in tabs])
            assert answers == [Committed(number + 1)] * len(tabs)

    stores = [place.open(), place.open()]
    threads = [
        threading.Thread(target=commit, args=(stores[n % 2], [Tab(f"{n}-{i}") for i in range(5)]))
        for n in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    listed = [*stores[0].sessions()]
    assert len(listed) == count * 5
    assert {each.record.version for each in listed} == {rounds}


def test_more_threads_ask_than_there_are_connections(place):
    """As when a server is started again, and all its tabs come back at once."""
    store = place.open(replace(OPTIONS, patience_seconds=20.0))
    store.commit([Tab(f"s{n}").next() for n in range(24)])
    epochs: list[int] = []
    barrier = threading.Barrier(24)

    def come_back(session: str) -> None:
        barrier.wait(10)
        epochs.append(taken_by(store, session).epoch)

    threads = [threading.Thread(target=come_back, args=(f"s{n}",)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(epochs) == 24


def test_a_session_that_nobody_renews_is_gone_after_its_time(place):
    store = place.open(replace(OPTIONS, ttl_seconds=1000))
    parked(store, "old", a=b"1")
    tab = parked(store, "renewed")
    place.age(600)
    parked(store, "young")

    assert store.renew([("renewed", tab.epoch), ("gone", 1), ("old", 1)]) == {"gone", "old"}
    place.age(600)

    assert store.take_over("old", OWNER) is None
    assert store.show("old") is None
    assert sorted(each.record.session for each in store.sessions()) == ["renewed", "young"]
    # Who asks first has its name; Valkey's server removes it, and tells nobody.
    assert store.expire() == ([] if isinstance(place, ValkeyPlace) else ["old"])
    assert store.expire() == []
    assert taken_by(store, "renewed").version == 1


def test_a_commit_and_a_take_over_renew_too(place):
    store = place.open(replace(OPTIONS, ttl_seconds=1000))
    tab = parked(store, "one")
    for _ in range(3):
        place.age(600)
        assert store.commit([tab.next()]) == [Committed(tab.version)]
        place.age(600)
        tab = taken_by(store, "one")
    store.expire()
    assert store.show("one") is not None


def test_an_owner_is_told_at_renewing_that_it_was_replaced(place):
    store = place.open()
    tab = parked(store, "one")
    owner = taken_by(store, "one")

    assert store.renew([("one", tab.epoch)]) == {"one"}
    assert store.renew([("one", owner.epoch)]) == set()
    assert store.renew([]) == set()


def test_sessions_are_listed_shown_and_removed(place):
    store = place.open()
    store.commit([Tab(f"s{number}").next() for number in range(300)])
    tab = parked(store, "one", a=b"12345", b=b"1")

    listed = {each.record.session: each for each in store.sessions()}
    assert len(listed) == 301
    assert (listed["one"].keys, listed["one"].bytes) == (2, 6)
    assert (listed["s7"].keys, listed["s7"].bytes) == (0, 0)
    shown = store.show("one")
    assert shown.sizes == {"a": 5, "b": 1}
    assert shown.record == listed["one"].record or place.is_shared
    assert shown.record.epoch == tab.epoch

    assert store.remove("one")
    assert not store.remove("one")
    assert store.show("one") is None
    assert store.commit([tab.next()]) == [Behind(0)]
    assert store.load("one", ["a"]) == {}


def test_a_session_that_is_made_anew_under_its_name_has_nothing_of_the_old(place):
    store = place.open()
    parked(store, "one", a=b"1")
    store.remove("one")

    parked(store, "one", b=b"2")

    assert store.take_over("one", OWNER).values == {"b": b"2"}


@pytest.mark.parametrize("session", ["", "a\0b", "\ud800", "x" * 300])
def test_a_session_has_a_name_that_all_stores_can_hold(place, session):
    with pytest.raises(ValueError, match=r"cannot name a session\.$"):
        place.open().commit([Tab(session).next()])


def test_what_each_store_keeps_stands_in_the_table(place):
    from anew.stores import keeps

    assert place.open().keeps in keeps.ALL
    assert place.open(Options(durability="full", patience_seconds=2)).keeps in keeps.ALL


def test_who_only_looks_makes_no_tables(place_of):
    place = place_of("postgresql")
    address = PostgresAddress(place.server.url)

    with pytest.raises(UnsuitableError, match=r"^No session has been saved in this database: "):
        open_to_look(address, script_folder=Path())
    assert place.connection.execute("SELECT to_regclass('anew_form')").fetchone() == (None,)

    parked(place.open(), "one")
    looked = open_to_look(address, script_folder=Path())
    assert [each.record.session for each in looked.sessions()] == ["one"]
    looked.close()
