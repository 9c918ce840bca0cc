"""The four stores, with servers that live as long as the tests."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stores.places import MemoryPlace, PostgresPlace, SqlitePlace, ValkeyPlace
from stores.servers import PostgresServer, ValkeyServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stores.places import Place

KINDS = ("memory", "sqlite", "valkey", "postgresql")


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[ValkeyServer]:
    with (
        tempfile.TemporaryDirectory(prefix="anew-valkey-") as folder,
        ValkeyServer(Path(folder), "--appendfsync", "everysec") as server,
    ):
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with (
        tempfile.TemporaryDirectory(prefix="anew-postgres-") as folder,
        PostgresServer(Path(folder)) as server,
    ):
        yield server


@pytest.fixture
def place_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[object]:
    """Makes the place of a kind; its server is started by the first test that needs it."""
    places: list[Place] = []

    def place_of(kind: str) -> Place:
        match kind:
            case "memory":
                place: Place = MemoryPlace()
            case "sqlite":
                place = SqlitePlace(tmp_path)
            case "valkey":
                place = ValkeyPlace(request.getfixturevalue("valkey_server"))
            case _:
                place = PostgresPlace(request.getfixturevalue("postgres_server"))
        places.append(place)
        return place

    yield place_of
    for place in places:
        place.close()


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, place_of) -> Place:
    return place_of(request.param)


@pytest.fixture(params=["valkey", "postgresql"])
def remote(request: pytest.FixtureRequest, place_of) -> Place:
    """A place that is reached through a network."""
    return place_of(request.param)
