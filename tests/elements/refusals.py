"""How the tests of elements say that something is refused."""

from __future__ import annotations

import re

import pytest


def refused(error, text):
    """An error with this whole message."""
    return pytest.raises(error, match=f"^{re.escape(text)}$")
