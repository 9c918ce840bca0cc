"""The writer: many commits in one call, and none is lost when the store fails."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from stores.faulty import FaultyStore
from stores.places import OWNER, Tab, parked, taken_by

from anew.stores.base import Committed, Fenced, Refused, StoreError, UnavailableError
from anew.stores.waiting import Line, joined, size_of
from anew.stores.writer import LOOK_SECONDS, SILENT_SECONDS, Bounds, Health, Writer
from anew.testing import FakeClock

BOUNDS = Bounds(first_pause_seconds=1.0, longest_pause_seconds=8.0)
DOWN = UnavailableError("Nobody is there.")


class NotedClock(FakeClock):
    """It notes for how long it is asked to wait, but for the looks whether the store answers."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: list[float] = []

    def later(self, seconds, call):
        if seconds != LOOK_SECONDS:
            self.pauses.append(seconds)
        return super().later(seconds, call)


class Office:
    """A writer, its store, and the owner's thread: the test's."""

    def __init__(self, bounds: Bounds = BOUNDS) -> None:
        self.store = FaultyStore()
        self.clock = NotedClock()
        self.writer = Writer(self.store, self.clock, bounds)
        self.answers: list[tuple[str, object]] = []
        self.health: list[bool] = []
        self.writer.watch(lambda health: self.health.append(health.failing_since is None))

    def add(self, *commits) -> bool:
        return all(
            self.writer.add(
                commit, lambda answer, name=commit.session: self.answers.append((name, answer))
            )
            for commit in commits
        )

    def wait_for_answers(self, count: int) -> None:
        self.clock.run_until(lambda: len(self.answers) >= count)

    def busy(self):
        """A store that is at a call already, so that what comes waits."""
        self.store.is_open.clear()
        self.add(Tab("busy").next())
        assert self.store.entered.wait(10)

    def settle(self) -> None:
        """Until all was made, or the store has failed."""
        self.clock.run_until(lambda: self.writer._is_paused or not self.writer.waiting)

    def end(self) -> int:
        left: list[int] = []
        self.writer.drain(10.0, left.append)
        self.clock.run_until(lambda: bool(left))
        assert self.writer.join(10)
        return left[0]


@pytest.fixture
def office():
    office = Office()
    yield office
    office.store.is_open.set()
    office.store.fail()
    if not office.writer._is_ending:
        office.end()


def test_a_commit_is_made_and_its_owner_told(office):
    office.add(Tab("one").next(a=b"1"))
    office.wait_for_answers(1)

    assert office.answers == [("one", Committed(1))]
    assert (office.writer.waiting, office.writer.waiting_bytes) == (0, 0)
    assert office.health == []


def test_all_that_waits_is_made_in_one_call(office):
    office.busy()
    tabs = [Tab(f"s{n}") for n in range(100)]
    office.add(*(tab.next(a=b"1") for tab in tabs))
    assert office.writer.waiting == 101
    office.store.is_open.set()
    office.wait_for_answers(101)

    assert [len(batch) for batch in office.store.batches] == [1, 100]
    assert {type(answer) for _, answer in office.answers} == {Committed}


def test_commits_of_a_session_that_wait_are_made_as_one(office):
    office.busy()
    tab = Tab("one")
    office.add(tab.next(a=b"1", b=b"1"), tab.next("b", c=b"2"), tab.next(b=b"3"))
    office.store.is_open.set()
    office.wait_for_answers(4)

    [_, [commit]] = office.store.batches
    assert (commit.after, commit.version, commit.event) == (0, 3, 3)
    assert office.answers[1:] == [("one", Committed(3))] * 3
    assert office.store.take_over("one", OWNER).values == {"a": b"1", "b": b"3", "c": b"2"}


def test_a_batch_has_a_bound():
    office = Office(replace(BOUNDS, batch_commits=10, batch_bytes=100_000))
    office.busy()
    office.add(*(Tab(f"s{n}").next() for n in range(25)))
    office.add(Tab("large").next(a=b"x" * 90_000), Tab("larger").next(a=b"x" * 200_000))
    office.store.is_open.set()
    office.wait_for_answers(28)

    assert [len(batch) for batch in office.store.batches] == [1, 10, 10, 6, 1]
    assert office.end() == 0


def test_when_the_store_fails_commits_are_kept_and_made_when_it_is_back(office):
    office.store.fail(DOWN, DOWN, DOWN)
    tab = Tab("one")
    office.add(tab.next(a=b"1"))
    office.clock.run_until(lambda: office.health == [False])
    assert office.writer.health == Health(0.0, "Nobody is there.")
    office.add(tab.next(b=b"2"), Tab("two").next())
    assert (office.answers, office.writer.waiting) == ([], 2)

    for _ in range(2):
        office.clock.advance(8.0)
        office.settle()
    office.clock.advance(8.0)
    office.wait_for_answers(3)

    assert office.answers == [("one", Committed(2)), ("one", Committed(2)), ("two", Committed(1))]
    assert office.health == [False, True]
    assert office.writer.health == Health()


def test_a_store_that_does_not_answer_counts_as_failing_before_its_call_has_failed(office):
    office.clock.advance(7.0)
    office.busy()
    office.clock.advance(SILENT_SECONDS)
    assert office.writer.health == Health(7.0, "The store does not answer.")

    office.store.is_open.set()
    office.wait_for_answers(1)

    assert office.health == [False, True]
    assert office.end() == 0


def test_a_store_that_always_has_something_to_do_and_does_it_is_well(office):
    for version in range(3):
        office.add(Tab(f"s{version}").next())
        office.wait_for_answers(version + 1)
        office.busy()
        office.clock.advance(SILENT_SECONDS * 0.9)
        office.store.is_open.set()
        office.wait_for_answers(version + 2)
        office.answers.pop()

    assert office.health == []


def test_the_pauses_grow_up_to_a_bound(office):
    office.store.fail(*[DOWN] * 6)
    office.add(Tab("one").next())
    for count in range(1, 7):
        office.clock.run_until(lambda n=count: len(office.clock.pauses) == n)
        office.clock.advance(office.clock.pauses[-1])
    office.wait_for_answers(1)

    for pause, longest in zip(office.clock.pauses, [1.0, 2.0, 4.0, 8.0, 8.0, 8.0], strict=True):
        assert longest / 2 <= pause <= longest


def test_after_a_success_the_pauses_begin_anew(office):
    for _ in range(3):
        office.store.fail(DOWN)
        office.add(Tab("one").next())
        office.clock.run_until(lambda: office.health[-1:] == [False])
        office.clock.advance(office.clock.pauses[-1])
        office.clock.run_until(lambda: office.health[-1:] == [True])

    assert len(office.clock.pauses) == 3
    assert max(office.clock.pauses) <= 1.0


def test_a_commit_whose_answer_was_lost_is_made_once(office):
    office.store.lose_answers(1)
    tab = Tab("one")
    office.add(tab.next(a=b"1"))
    office.clock.run_until(lambda: office.health == [False])
    office.add(tab.next(b=b"2"))
    office.clock.advance(1.0)
    office.wait_for_answers(2)

    assert office.answers == [("one", Committed(2))] * 2
    assert office.store.show("one").record.version == 2


def test_an_owner_that_was_replaced_is_told_while_others_commit(office):
    tab = parked(office.store, "one")
    owner = taken_by(office.store, "one")
    office.add(tab.next(a=b"stale"), owner.next(a=b"1"), Tab("two").next())
    office.wait_for_answers(3)

    assert sorted(office.answers, key=repr) == [
        ("one", Committed(2)),
        ("one", Fenced(owner.epoch)),
        ("two", Committed(1)),
    ]


def test_what_cannot_be_made_keeps_nothing_else_from_being_made(office, caplog):
    """One commit of many that the store cannot take, however often it is tried."""
    office.store.refuses = lambda commit: (
        StoreError("It is unlucky.") if commit.session == "s3" else None
    )
    office.busy()
    office.add(*(Tab(f"s{n}").next() for n in range(6)))
    office.store.is_open.set()
    office.wait_for_answers(7)

    refused = [name for name, answer in office.answers if answer == Refused("It is unlucky.")]
    assert refused == ["s3"]
    assert [type(answer) for _, answer in office.answers].count(Committed) == 6
    assert "A commit was refused: It is unlucky." in caplog.messages
    office.add(*(Tab(f"t{n}").next() for n in range(2)))
    office.wait_for_answers(9)


def test_a_fault_of_a_driver_does_not_end_all_committing(office):
    office.store.fail(RuntimeError("A driver's fault."))
    office.add(Tab("one").next())
    office.wait_for_answers(1)
    office.add(Tab("two").next())
    office.wait_for_answers(2)

    assert office.answers == [
        ("one", Refused("RuntimeError: A driver's fault.")),
        ("two", Committed(1)),
    ]


def test_what_would_be_too_much_is_not_taken():
    office = Office(replace(BOUNDS, waiting_bytes=10_000))
    office.busy()
    one, two = Tab("one"), Tab("two")

    assert office.add(one.next(a=b"x" * 8_000))
    assert not office.add(two.next(a=b"x" * 8_000))

    office.store.is_open.set()
    office.wait_for_answers(2)
    whole = replace(two.next(b=b"2"), after=0, written={"a": b"x" * 8_000, "b": b"2"})
    assert office.add(whole)
    office.wait_for_answers(3)
    assert office.store.show("two").sizes == {"a": 8_000, "b": 1}
    assert office.end() == 0


def test_a_value_that_is_alone_too_much_is_taken_all_the_same():
    office = Office(replace(BOUNDS, waiting_bytes=1_000))

    assert office.add(Tab("one").next(a=b"x" * 8_000))
    office.wait_for_answers(1)
    assert office.end() == 0


def test_draining_makes_what_waits_and_takes_nothing_more(office):
    office.busy()
    office.add(*(Tab(f"s{n}").next() for n in range(10)))
    left: list[int] = []
    office.writer.drain(10.0, left.append)
    assert not office.add(Tab("late").next())
    office.store.is_open.set()
    office.clock.run_until(lambda: bool(left))

    assert left == [0]
    assert len(office.answers) == 11
    assert office.writer.join(10)


def test_draining_does_not_wait_for_the_end_of_a_pause(office):
    office.store.fail(DOWN)
    office.add(Tab("one").next())
    office.clock.run_until(lambda: office.health == [False])

    assert office.end() == 0
    assert office.answers == [("one", Committed(1))]


def test_draining_ends_at_its_time_and_says_what_is_left(office, caplog):
    office.store.fail(*[DOWN] * 1000)
    office.add(Tab("one").next(), Tab("two").next())
    office.clock.run_until(lambda: office.health == [False])
    left: list[int] = []
    office.writer.drain(5.0, left.append)
    while not left:
        office.settle()
        office.clock.advance(0.5)

    assert left == [2]
    assert "The last changes of 2 sessions could not be saved." in caplog.messages
    assert office.writer.join(10)


def test_draining_does_not_wait_for_a_store_that_hangs(office):
    office.busy()
    left: list[int] = []
    office.writer.drain(5.0, left.append)
    office.clock.advance(5.0)

    assert left == [1]
    office.store.is_open.set()
    assert office.writer.join(10)


def test_nothing_is_lost_whatever_fails_when():
    """Random failures and lost answers; at the end each session has all it was told to keep."""
    chance = random.Random(1)
    office = Office(replace(BOUNDS, batch_commits=3))
    tabs = [Tab(f"s{n}") for n in range(6)]
    expected: dict[str, dict[str, bytes]] = {tab.session: {} for tab in tabs}
    for step in range(400):
        tab = chance.choice(tabs)
        key, value = chance.choice("abc"), b"%d" % step
        if chance.random() < 0.3:
            expected[tab.session].pop(key, None)
            assert office.add(tab.next(key))
        else:
            expected[tab.session][key] = value
            assert office.add(tab.next(**{key: value}))
        if chance.random() < 0.1:
            office.store.fail(DOWN)
        if chance.random() < 0.1:
            office.store.lose_answers(1)
        if chance.random() < 0.5:
            office.settle()
        office.clock.advance(1.0)
    office.store._before.clear()
    office.store._after.clear()

    assert office.end() == 0
    assert len(office.answers) == 400
    for tab in tabs:
        taken = office.store.take_over(tab.session, OWNER)
        assert taken.values == expected[tab.session]
        assert (taken.record.version, taken.record.event) == (tab.version, tab.event)
    assert len(office.store.batches) > 20


# Joining ----------------------------------------------------------------------------------

KEYS = st.sampled_from(["a", "b", "c"])
CHANGES = st.tuples(st.dictionaries(KEYS, st.binary(max_size=3)), st.frozensets(KEYS)).map(
    lambda change: (change[0], change[1] - change[0].keys())
)


@given(st.lists(CHANGES, min_size=1, max_size=6), st.integers(0, 5))
def test_joint_commits_do_what_they_do_one_after_the_other(changes, made):
    """Also where the first of them were made already, in an attempt whose answer was lost."""
    tab = Tab("one")
    commits = [
        replace(tab.next(), written=written, deleted=deleted) for written, deleted in changes
    ]
    joint = commits[0]
    for commit in commits[1:]:
        joint = joined(joint, commit)
    single, other = FaultyStore(), FaultyStore()
    for commit in commits:
        single.commit([commit])
    for commit in commits[:made]:
        other.commit([commit])

    assert other.commit([joint]) == [Committed(tab.version)]

    one, two = single.take_over("one", OWNER), other.take_over("one", OWNER)
    assert one.values == two.values
    assert one.record.version == two.record.version


def test_commits_with_a_gap_between_them_are_no_joint_one():
    tab = Tab("one")
    first = tab.next()
    tab.next()

    with pytest.raises(
        ValueError, match=r"^A commit that follows on from version 2 came after one"
    ):
        joined(first, tab.next())


def test_a_line_knows_how_much_waits():
    line = Line()
    commits = [Tab(f"s{n}").next(a=b"x" * 100 * n) for n in range(5)]
    for commit in commits:
        line.add(commit, lambda answer: None)
    assert line.bytes == sum(map(size_of, commits))

    batch = line.take(3, 1_000_000)
    assert [waiting.commit for waiting in batch] == commits[:3]
    line.put_back(batch)
    assert line.bytes == sum(map(size_of, commits))
    assert [waiting.commit for waiting in line.take(9, 1_000_000)] == commits
    assert (len(line), line.bytes) == (0, 0)


def test_a_session_keeps_its_place_in_the_line():
    """Else one that clicks without a pause would never have its turn."""
    line, busy = Line(), Tab("busy")
    line.add(busy.next(), lambda answer: None)
    for number in range(5):
        line.add(Tab(f"s{number}").next(), lambda answer: None)
        line.add(busy.next(), lambda answer: None)

    [first] = line.take(1, 1_000_000)
    assert (first.commit.session, first.commit.version) == ("busy", 6)
    line.take(9, 1_000_000)
    assert line.bytes == 0


def test_two_owners_of_a_session_are_not_in_one_batch():
    line = Line()
    first, second = Tab("one"), Tab("one")
    line.add(first.next(), lambda answer: None)
    line.add(second.next(), lambda answer: None)

    assert [waiting.commit.epoch for waiting in line.take(9, 1_000_000)] == [first.epoch]
    assert [waiting.commit.epoch for waiting in line.take(9, 1_000_000)] == [second.epoch]
