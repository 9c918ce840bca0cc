"""What the scenarios share: the nursery of servers, and the stores that nodes can share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faults.nodes import Nursery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from faults.nodes import Node
    from stores.places import Place

STORES = ("sqlite", "valkey", "postgresql")


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


@pytest.fixture(params=STORES)
def kind(request: pytest.FixtureRequest) -> str:
    """The name of the store, for the report."""
    return str(request.param)


@pytest.fixture
def place(kind, place_of) -> Place:
    """Where sessions are kept: each test has it empty."""
    return place_of(kind)


@pytest.fixture
def nodes_of(nursery, place, tmp_path) -> Iterator[Callable[..., list[Node]]]:
    """Starts servers that share the store; they end with the test."""
    made: list[Node] = []

    def nodes_of(count: int, *options: str, **environment: str) -> list[Node]:
        nodes = [
            nursery.node(tmp_path, place.address, *options, **environment) for _ in range(count)
        ]
        made.extend(nodes)
        for node in nodes:
            node.start()
        return nodes

    yield nodes_of
    for node in made:
        node.kill()
    told = [line for node in made for line in node.errors()]
    assert not told, "\n\n".join(node.said()[-3000:] for node in made if node.errors())
