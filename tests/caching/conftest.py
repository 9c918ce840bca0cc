from __future__ import annotations

import pytest
from caching.stage import Stage

from anew.caching import cache_data, cache_resource


@pytest.fixture
def stage(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # What is kept on disk is kept there.
    return Stage()


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """Caches that hold nothing, in memory and on disk."""
    monkeypatch.chdir(tmp_path)
    cache_data.clear()
    cache_resource.clear()


@pytest.fixture
def calls(monkeypatch):
    """A list that scripts find as `builtins.calls`."""
    calls = []
    monkeypatch.setattr("builtins.calls", calls, raising=False)
    return calls
