"""What the tests of sessions share."""

from __future__ import annotations

import threading

import pytest

from anew.stores.base import Options
from anew.stores.memory import MemoryStore


@pytest.fixture
def gate(monkeypatch):
    """A door that a script waits at; the script finds it as `builtins.gate`."""
    gate = threading.Event()
    arrived = threading.Event()
    monkeypatch.setattr("builtins.gate", gate, raising=False)
    monkeypatch.setattr("builtins.arrived", arrived, raising=False)
    yield gate
    gate.set()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(Options())
