"""The pytest plugin of anew: tests that import `streamlit` get anew.

pytest loads this file in every environment where anew is installed, whether or not the tests
use anew. So it lies outside the package, and imports it only when a test imports `streamlit`.
If a package of that name is installed, the plugin does nothing.
"""

from __future__ import annotations

import importlib.util
import sys
from importlib import import_module
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

NAME = "streamlit"
OPTION = "anew_streamlit_import"


def pytest_addoption(parser: pytest.Parser) -> None:
    what = f"Whether tests that import {NAME!r} get anew, where that package is not installed."
    parser.addini(OPTION, what, type="bool", default=True)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Install the finder before pytest imports the first conftest."""
    if early_config.getini(OPTION):
        finder = _Finder()
        sys.meta_path.insert(0, finder)
        early_config.add_cleanup(finder.end)


class _Finder(MetaPathFinder):
    """Installs anew under the name when it is first imported, unless a package has it."""

    def __init__(self) -> None:
        self._give_back: Callable[[], None] | None = None

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != NAME or self._give_back is not None or _is_installed():
            return None
        self._give_back = import_module("anew.compat").install()
        return importlib.util.find_spec(NAME)

    def end(self) -> None:
        """Restore everything as it was."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        if self._give_back is not None:
            self._give_back()


def _is_installed() -> bool:
    """Whether a package of that name is installed. A mere folder of that name does not count."""
    others = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
    specs = [finder.find_spec(NAME, None) for finder in others]
    return any(spec is not None and spec.origin is not None for spec in specs)
