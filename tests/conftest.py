"""What all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import loop_watch
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

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
