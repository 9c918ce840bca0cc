"""The part of anew that pytest loads: tests that import `streamlit` find anew there.

Every pytest of an environment that has anew loads this file, whether or not its tests use it.
So it stands beside the package and imports nothing of it before a test asks for that name.
Where another package has the name, it says and does nothing.
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
    """Before the first file of the author is imported."""
    if early_config.getini(OPTION):
        finder = _Finder()
        sys.meta_path.insert(0, finder)
        early_config.add_cleanup(finder.end)


class _Finder(MetaPathFinder):
    """Has anew answer for the name, once it is asked for and nobody else has it."""

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
        """Leave everything as it was."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        if self._give_back is not None:
            self._give_back()


def _is_installed() -> bool:
    """Whether there is a package of that name; folders that merely are called so are none."""
    others = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
    specs = [finder.find_spec(NAME, None) for finder in others]
    return any(spec is not None and spec.origin is not None for spec in specs)
