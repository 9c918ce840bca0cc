"""The four stores; their servers and places are those of all tests: see `tests/conftest.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from stores.places import Place

KINDS = ("memory", "sqlite", "valkey", "postgresql")


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, place_of) -> Place:
    return place_of(request.param)


@pytest.fixture(params=["valkey", "postgresql"])
def remote(request: pytest.FixtureRequest, place_of) -> Place:
    """A place that is reached through a network."""
    return place_of(request.param)
