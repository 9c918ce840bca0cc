"""The server that is the store is restarted, killed, stopped, full, and comes back with less than it had."""

from __future__ import annotations

import asyncio
import shutil
import signal
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

import psycopg
import pytest
import redis
from faults.crowd import Crowd
from faults.link import StoreLink
from faults.rollback import (
    go_on_from_older,
    is_behind,
    is_lost,
    silent_rollbacks,
    times_told,
)
from faults.trials import IS_FULL, Trials
from stores.places import eventually
from stores.servers import ValkeyServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stores.places import PostgresPlace, ValkeyPlace

STUCK_SECONDS = 15.0  # A server has to start, or to wake, in this time, too.
HEAL_SECONDS = 5.0
MOST_CONNECTIONS = 9  # Of one node, and one more that it has ended and the server not yet.


# What is done to them ---------------------------------------------------------------------


@contextmanager
def restarted(place, number: signal.Signals) -> Iterator[None]:
    place.server.kill(number)
    yield
    place.server.start()


@contextmanager
def killed(place: ValkeyPlace) -> Iterator[None]:
    """As it is set up where nothing may be lost.

    With "everysec", a server whose disk is busy confirms what it has not written for up to two
    seconds. Then the tab is told that the store is behind, as it should be, and does not go on.
    """
    place.client.config_set("appendfsync", "always")
    place.server.kill(signal.SIGKILL)
    yield
    place.server.start()


@contextmanager
def stopped(place) -> Iterator[None]:
    place.server.kill(signal.SIGSTOP)
    yield
    place.server.kill(signal.SIGCONT)


@contextmanager
def out_of_memory(place: ValkeyPlace) -> Iterator[None]:
    place.client.config_set("maxmemory", "1")
    yield
    place.client.config_set("maxmemory", "0")


TERMINATE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'anew'"


@contextmanager
def terminated(place: PostgresPlace) -> Iterator[None]:
    with psycopg.connect(place.server.url) as mine:
        mine.execute(TERMINATE)
        yield
        mine.execute(TERMINATE)


@contextmanager
def crowded(place: PostgresPlace) -> Iterator[None]:
    """Others have all connections that the server makes."""
    with ExitStack() as others:
        mine = others.enter_context(psycopg.connect(place.server.url))
        with suppress(psycopg.OperationalError):
            while True:
                others.enter_context(psycopg.connect(place.server.url))
        mine.execute(TERMINATE)
        with suppress(psycopg.OperationalError):
            while True:  # Those that these had.
                others.enter_context(psycopg.connect(place.server.url))
        yield


@contextmanager
def locked(place: PostgresPlace) -> Iterator[None]:
    """Somebody looks after the tables, and everybody waits: also who has given up."""
    with psycopg.connect(place.server.url) as other:
        other.execute("LOCK TABLE anew_sessions")
        yield


DAMAGES = {
    "valkey": {
        "restarted": lambda place: restarted(place, signal.SIGTERM),
        "killed": killed,
        "stopped": stopped,
        "out of memory": out_of_memory,
    },
    "postgresql": {
        "terminated": terminated,
        "restarted": lambda place: restarted(place, signal.SIGINT),
        "crashed": lambda place: restarted(place, signal.SIGQUIT),
        "crowded": crowded,
        "locked": locked,
    },
}


@pytest.fixture(params=[*DAMAGES])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def connections(place) -> int:
    if place.address.startswith("redis"):
        return sum(each["name"] == "anew" for each in place.client.client_list())
    with psycopg.connect(place.server.url) as looking:
        [count] = looking.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'anew'"
        ).fetchone()
        return int(count)


@pytest.mark.slow
def test_a_server_fails_and_comes_back(nodes_of, place, kind):
    """In each way, while tabs go on: they see what they do, and nothing is lost."""
    nodes = nodes_of(2)
    damages = DAMAGES[kind]

    async def damaged(chance, name: str, damage: Callable) -> list[str]:
        seconds = chance.choice([0.0, 1.0, 6.0]) if IS_FULL else 0.1
        async with Crowd(nodes, chance, tabs=3) as crowd:
            crowd.act()
            await asyncio.sleep(chance.uniform(0, 0.08))
            with damage(place):
                crowd.act()
                await asyncio.sleep(seconds)
                if chance.random() < 0.5:
                    crowd.tabs[0].cut()
                crowd.act()
                await asyncio.sleep(chance.uniform(0, 0.05))
            healed = time.monotonic()
            await crowd.settled(STUCK_SECONDS)
            heals = time.monotonic() - healed
            trials.note(heals=heals)
            faults = crowd.faults()
            if heals > HEAL_SECONDS:
                faults.append(f"it took {heals:.1f} s until all was well")
            if not eventually(lambda: connections(place) <= MOST_CONNECTIONS * len(nodes)):
                faults.append(f"there are {connections(place)} connections")
            return [f"{name}: {fault}" for fault in faults]

    with Trials("the store's server fails", store=kind, short=2, full=200) as trials:
        for number, chance in enumerate(trials):
            names = [*damages]
            name = names[number % len(names)] if trials.is_full else chance.choice(names)
            trials.add(asyncio.run(damaged(chance, name, damages[name])))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "valkey", "postgresql"])
def test_sessions_that_the_store_has_forgotten_are_not_begun_anew_in_silence(nodes_of, place, kind):
    """A folder that was removed, FLUSHALL, a table that was emptied: each tab is told."""
    nodes = nodes_of(2)

    def forget() -> None:
        if kind == "sqlite":
            shutil.rmtree(place.path.parent)
        elif kind == "valkey":
            place.client.flushall()
        else:
            place.connection.execute("TRUNCATE anew_sessions CASCADE")

    async def forgotten(chance) -> list[str]:
        async with Crowd(nodes, chance, tabs=3) as crowd:
            forget()
            if chance.random() < 0.5:
                for tab in crowd.tabs:
                    tab.ports = [node.port for node in nodes if node.port != tab.port]
                    tab.cut()
            else:
                crowd.act(1)
            await asyncio.gather(*(tab.until(lambda tab=tab: is_lost(tab)) for tab in crowd.tabs))
            await crowd.settled()
            crowd.act()
            await crowd.settled()
            faults = [fault for tab in crowd.tabs for fault in silent_rollbacks(tab)]
            return faults + [
                f"a tab was told {times_told(tab)} times"
                for tab in crowd.tabs
                if times_told(tab) != 1
            ]

    with Trials("the store forgets all sessions", store=kind, short=2, full=100) as trials:
        for chance in trials:
            trials.add(asyncio.run(forgotten(chance)))


class Pair:
    """A server, a replica that lags when it is told to, and the address of whichever is in charge."""

    def __init__(self, first: ValkeyServer, second: ValkeyServer, replication: StoreLink) -> None:
        self.first, self.second, self._replication = first, second, replication
        self._client = redis.Redis(port=second.port)
        self._master = redis.Redis(port=first.port)

    def begin(self) -> None:
        self._replication.heal()
        self._master.flushall()
        self._client.replicaof("127.0.0.1", self._replication.port)
        assert eventually(lambda: self._client.info("replication")["master_link_status"] == "up")

    def synchronize(self) -> None:
        self._master.set("written", "last")  # It is waited for what this connection has written.
        assert self._master.wait(1, 5000) == 1

    def lag(self) -> None:
        self._replication.fail("unanswered")

    def promote(self, link: StoreLink) -> None:
        """The replica is in charge, with what it has."""
        self._client.replicaof("NO", "ONE")
        link.move(self.second.port)

    def close(self) -> None:
        self._client.close()
        self._master.close()


@pytest.fixture
def pair(tmp_path):
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    with (
        ValkeyServer(folders[0], "--repl-diskless-sync-delay", "0") as first,
        ValkeyServer(folders[1], "--repl-diskless-sync-delay", "0") as second,
        StoreLink(first.port) as replication,
    ):
        pair = Pair(first, second, replication)
        yield pair
        pair.close()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["valkey"])
def test_a_replica_that_lags_takes_over(nursery, pair, kind, tmp_path):
    """Whoever loses something that was acknowledged is told, and asked; who does not goes on."""

    async def taken_over(chance, link: StoreLink) -> list[str]:
        pair.begin()
        link.move(pair.first.port)
        async with Crowd(nodes, chance, tabs=4) as crowd:
            pair.synchronize()
            pair.lag()
            losing = chance.sample(crowd.tabs, 2)
            before = [tab.shown() for tab in losing]
            for number, tab in enumerate(losing):
                tab.append(1000 + number)
            await crowd.settled()
            pair.promote(link)
            for number, tab in enumerate(crowd.tabs):
                tab.append(2000 + number)
            await asyncio.gather(
                *(tab.until(lambda tab=tab: is_behind(tab), STUCK_SECONDS) for tab in losing)
            )
            for tab, old in zip(losing, before, strict=True):
                go_on_from_older(tab)
                await tab.until(lambda tab=tab, old=old: tab.is_connected and tab.shown() == old)
            await crowd.settled(STUCK_SECONDS)
            crowd.act()
            await crowd.settled(STUCK_SECONDS)
            faults = [fault for tab in crowd.tabs for fault in silent_rollbacks(tab)]
            return faults + [
                "a tab was told of a loss that it did not have"
                for tab in crowd.tabs
                if tab not in losing and times_told(tab)
            ]

    with StoreLink(pair.first.port) as link:
        nodes = [nursery.node(tmp_path, pair.first.url_at(link.port)) for _ in range(2)]
        for node in nodes:
            node.start()
        try:
            with Trials("failover to a lagging replica", store=kind, short=1, full=200) as trials:
                for chance in trials:
                    trials.add(asyncio.run(taken_over(chance, link)))
        finally:
            for node in nodes:
                node.kill()
        assert not [line for node in nodes for line in node.errors()]
