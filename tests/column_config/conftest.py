"""What the tests of elements share."""

from __future__ import annotations

import pytest
from elements.tabs import Tab


@pytest.fixture
def tab() -> Tab:
    return Tab()
