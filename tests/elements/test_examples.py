"""What the documentation shows works: the examples of what only we call, and the small apps."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from anew import elements
from anew.elements.command import commands
from anew.elements.exception import ShownException
from anew.protocol.codec import to_json

EXAMPLES = Path(__file__).parents[2] / "examples" / "elements"
APPS = sorted(EXAMPLES.glob("*.py"))
MODULES = [module.name for module in pkgutil.walk_packages(elements.__path__, "anew.elements.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_what_only_we_call_are_true(name):
    found = doctest.DocTestFinder().find(importlib.import_module(name))
    runner = doctest.DocTestRunner()

    for example in found:
        if not re.search(
            r"\bst\.", example.docstring or ""
        ):  # Those of what authors call run in an app.
            runner.run(example)

    assert runner.summarize().failed == 0


@pytest.mark.parametrize("path", APPS, ids=lambda path: path.stem)
def test_each_small_app_draws_its_element(tab, path):
    code = compile(path.read_text("utf-8"), path, "exec")

    tab.run(lambda: exec(code, {"__name__": "__main__"}))

    everything = [*tab.main, *tab.sidebar]
    assert everything
    assert all(to_json(shown.element) for shown in everything)
    errors = [s.element for s in everything if isinstance(s.element, ShownException)]
    assert len(errors) == (path.stem == "exception")


def test_each_command_has_a_small_app():
    names = {command.__name__ for command in commands()} | {
        "bottom",
        "column_config",
        "connection",
        "dialog",
        "fragment",
        "logo",
        "sidebar",
    }

    assert {path.stem for path in APPS} == names


@pytest.mark.parametrize("path", APPS, ids=lambda path: path.stem)
def test_small_apps_begin_the_same_way(path):
    libraries = r"((import|from) [^\n]+\n+)*"
    assert re.match(f"{libraries}import anew as st\n", path.read_text("utf-8"))
    assert f"st.{path.stem}" in path.read_text("utf-8")
