"""Connections that begin anew in each test, in a folder of its own."""

from __future__ import annotations

import pytest
from connections.boxes import Box

from anew.caching import _caches, cache_data, cache_resource
from anew.testing.clock import FakeClock


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    """No connections and no results are there; in the end, what was connected is closed."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    cache_data.clear()
    cache_resource.clear()
    Box.made.clear()
    Box.closed.clear()
    yield
    cache_data.clear()
    cache_resource.clear()


@pytest.fixture
def clock(monkeypatch):
    """The clock of the process's two caches."""
    clock = FakeClock()
    for cache in _caches:
        monkeypatch.setattr(cache, "now", clock.now)
    return clock


@pytest.fixture
def secrets(tmp_path):
    """Writes the secrets of the app in this folder."""

    def write(text):
        (tmp_path / ".anew").mkdir(exist_ok=True)
        (tmp_path / ".anew" / "secrets.toml").write_text(text, "utf-8")

    return write
