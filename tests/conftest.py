"""What all tests share."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import loop_watch
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stores.places import Place
    from stores.servers import Server

# How long an example takes depends on what else the machine does: it is no failure.
settings.register_profile("anew", deadline=None)
settings.load_profile("anew")


@pytest.fixture(autouse=True)
def _loops_are_never_held() -> Iterator[None]:
    """No server of a test holds its event loop: nobody would be answered meanwhile."""
    loop_watch.held.clear()
    yield
    held = [*loop_watch.held]
    loop_watch.held.clear()
    assert not held, "\n".join(held)


# Database servers live as long as the tests, and are started by the first that needs them. What they
# import is not here for the many tests that do without.


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[Server]:
    from stores.servers import ValkeyServer

    with (
        tempfile.TemporaryDirectory(prefix="anew-valkey-") as folder,
        ValkeyServer(Path(folder), "--appendfsync", "everysec") as server,
    ):
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    from stores.servers import PostgresServer

    with (
        tempfile.TemporaryDirectory(prefix="anew-postgres-") as folder,
        PostgresServer(Path(folder)) as server,
    ):
        yield server


@pytest.fixture
def place_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[object]:
    """Makes the place of a kind of store: memory, sqlite, valkey or postgresql."""
    from stores import places

    made: list[Place] = []

    def place_of(kind: str) -> Place:
        match kind:
            case "memory":
                place: Place = places.MemoryPlace()
            case "sqlite":
                place = places.SqlitePlace(tmp_path)
            case "valkey":
                place = places.ValkeyPlace(request.getfixturevalue("valkey_server"))
            case _:
                place = places.PostgresPlace(request.getfixturevalue("postgres_server"))
        made.append(place)
        return place

    yield place_of
    for place in made:
        place.close()
