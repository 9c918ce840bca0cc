"""Clocks are set, forward and back, also to 1970: nothing that is in use expires, and nobody owns it twice."""

from __future__ import annotations

import time

import pytest
from faults.trials import Trials
from msgspec.structs import replace
from session.process import Process, click, shown
from stores.places import OPTIONS, parked, taken_by

from anew.session.registry import Registry
from anew.session.storage import LOOK_SECONDS, Storage
from anew.stores.base import Committed, Fenced
from anew.stores.memory import MemoryStore
from anew.stores.times import GRACE_SECONDS, JUMP_SECONDS, Times
from anew.testing.tab import Tab

HOUR, DAY = 3600.0, 86_400.0
JUMPS = {
    "an hour on": HOUR,
    "an hour back": -HOUR,
    "a day on": DAY,
    "a day back": -DAY,
    "to 1970": -1_700_000_000.0,
    "a year on": 365 * DAY,
}
STORED = replace(OPTIONS, ttl_seconds=DAY)


class AtOnce:
    """Instead of threads."""

    def call(self, job) -> None:
        job()


class Worker(Process):
    """A process of a machine whose clock is set."""

    def __init__(self, place) -> None:
        super().__init__(MemoryStore())
        self.store = place.open(STORED)
        times = place.times()
        self.storage = Storage(self.store, AtOnce(), self.clock, ttl_seconds=DAY, wall=times.now)
        self.registry = Registry(self.runner, self.clock, self.storage)

    def look(self) -> None:
        """What it does several times a second."""
        self.clock.advance(LOOK_SECONDS)
        self.hear()

    def hear(self) -> None:
        heard = []
        self.clock.post(lambda: heard.append(True))
        self.clock.run_until(lambda: bool(heard))


def jumped(place, chance, jumps: list[float]) -> list[str]:
    """What is wrong after a story in which two workers have a session each, and one of them moves."""
    workers = [Worker(place) for _ in range(2 if place.is_shared else 1)]
    tabs = [Tab() for _ in workers]
    owners = dict(zip(map(id, tabs), workers, strict=True))
    faults: list[str] = []
    for tab, worker in zip(tabs, workers, strict=True):
        worker.open(tab, owner=str(id(tab)))
        worker.look()
        click(worker, tab)
        worker.save()
    clicks = 1
    for jump in jumps:
        place.jumped += jump
        steps = ["expire", "move", "look", "pass", "click"]
        chance.shuffle(steps)
        for step in steps:
            worker = chance.choice(workers)
            if step == "expire":
                worker.store.expire()
            elif step == "move" and place.is_shared:
                tab = chance.choice(tabs)
                old = owners[id(tab)]
                worker = owners[id(tab)] = next(one for one in workers if one is not old)
                old.registry.disconnect(old.registry.session_of(tab.name, str(id(tab))), tab)
                worker.open(tab, owner=str(id(tab)))
            elif step in {"look", "pass"}:
                for each in workers:
                    each.look()
                if step == "pass":
                    place.age(GRACE_SECONDS + 1)
                for each in workers:
                    each.store.expire()
            elif step == "click":
                clicks += 1
                for tab in tabs:
                    owner = owners[id(tab)]
                    owner.session = owner.registry.session_of(tab.name, str(id(tab)))
                    if owner.session is None:
                        return [f"{jumps}: a session has ended at {step}"]
                    click(owner, tab)
                    owner.save()
        faults += [
            f"{jumps}: {shown(tab)!r} after {clicks} clicks"
            for tab in tabs
            if shown(tab) != f"{clicks} {clicks}" or tab.unacknowledged
        ]
    return faults


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_the_clock_of_the_machine_is_set(place_of, kind):
    with Trials("clocks jump", store=kind, short=12, full=1000) as trials:
        for number, chance in enumerate(trials):
            names = [*JUMPS]
            jumps = [JUMPS[names[number % len(names)]]]
            jumps += [
                chance.choice([-jumps[0], *JUMPS.values()]) for _ in range(chance.randint(0, 2))
            ]
            place = place_of(kind)
            trials.add(jumped(place, chance, jumps))


@pytest.mark.parametrize("kind", ["valkey", "postgresql"])
def test_stores_with_a_server_go_by_its_clock(place_of, monkeypatch, kind):
    """Where the clock of a worker stands makes no difference."""
    place = place_of(kind)
    store = place.open(STORED)
    tab = parked(store, "one", a=b"1")
    now = time.time()
    for jump in JUMPS.values():
        monkeypatch.setattr(time, "time", lambda jump=jump: now + jump)
        store.expire()
        stale, tab = tab, taken_by(store, "one")
        assert store.commit([stale.next()]) == [Fenced(tab.epoch)]
        assert store.commit([tab.next(a=b"2")]) == [Committed(tab.version)]
        assert store.renew([("one", tab.epoch)]) == set()
        assert abs(store.show("one").record.expires_at - now - DAY) < HOUR / 2


def clocks() -> tuple[dict[str, float], Times]:
    now = {"wall": 1000.0, "steady": 0.0}
    return now, Times(lambda: now["wall"], lambda: now["steady"])


def pass_time(now: dict[str, float], seconds: float) -> None:
    now["wall"] += seconds
    now["steady"] += seconds


def test_a_jump_forward_counts_after_a_moment():
    now, times = clocks()
    now["wall"] += DAY
    assert (times.now(), times.passed()) == (1000 + DAY, 1000)
    pass_time(now, GRACE_SECONDS - 1)
    assert times.passed() == 1000 + GRACE_SECONDS - 1
    now["wall"] += DAY  # Once more: all wait once more.
    assert times.passed() == 1000 + GRACE_SECONDS - 1
    pass_time(now, GRACE_SECONDS)
    assert times.passed() == times.now()


def test_a_jump_back_counts_at_once_and_the_way_forward_again_does_not():
    now, times = clocks()
    now["wall"] -= 900
    assert times.passed() == 100
    pass_time(now, GRACE_SECONDS)
    assert times.passed() == 100 + GRACE_SECONDS
    now["wall"] += 900
    assert times.passed() == 100 + GRACE_SECONDS


def test_a_clock_that_is_set_right_all_the_time_has_not_jumped():
    now, times = clocks()
    for _ in range(100):
        pass_time(now, 1.0)
        now["wall"] += JUMP_SECONDS / 2
        assert times.passed() == times.now()
