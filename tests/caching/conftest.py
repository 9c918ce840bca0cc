from __future__ import annotations

import pytest
from caching.stage import Stage


@pytest.fixture
def stage(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # What is kept on disk is kept there.
    return Stage()
