"""The list of what is public, and how little it costs to import it."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import anew as st
from anew import public
from anew.elements.command import commands


def test_all_that_is_listed_is_there():
    for name in st.__all__:
        if name not in {"create_app", "testing"}:
            assert getattr(st, name) is not None


def test_type_checkers_find_each_name_where_a_script_gets_it_from():
    tree = ast.parse(Path(st.__file__).with_suffix(".pyi").read_text("utf-8"))
    seen = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("anew.")
        for alias in node.names
    }
    written_out = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}

    assert written_out == {command.__name__ for command in commands()}
    for name in set(st.__all__) - written_out - {"__version__", *public.MODULES}:
        found = getattr(st, name)
        assert getattr(importlib.import_module(seen[name]), name) is found, name
    assert dir(st) == sorted(st.__all__)


def test_a_script_waits_only_for_the_commands_that_it_uses():
    code = (
        "import sys, anew as st\n"
        "assert not any(name.startswith('anew.elements.') for name in sys.modules)\n"
        "st.sidebar.button, st.title\n"
        "print(*[name for name in sys.modules if name.startswith('anew.elements.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    imported = done.stdout.split()
    assert {"anew.elements.button", "anew.elements.heading"} <= set(imported)
    assert "anew.elements.slider" not in imported and "anew.elements.dataframe" not in imported


def test_every_command_is_listed_once():
    names = [command.__name__ for command in commands()]

    assert names == sorted(names)
    assert set(names) <= set(st.__all__)
    for command in commands():
        assert getattr(st, command.__name__) is command
        assert getattr(st.sidebar, command.__name__).__doc__ == command.__doc__


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "sliders",
            "anew has no 'sliders' yet. Did you mean slider, sidebar or select_slider?",
        ),
        (
            "text_box",
            "anew has no 'text_box' yet. Did you mean text?",
        ),
        ("qqqqqq", "anew has no 'qqqqqq' yet."),
        ("__nothing__", "module 'anew' has no attribute '__nothing__'"),
    ],
)
def test_a_name_that_is_not_there_names_the_nearest(name, text):
    with pytest.raises(AttributeError, match=f"^{re.escape(text)}$"):
        getattr(st, name)


def test_containers_know_every_command():
    with pytest.raises(AttributeError):
        st.sidebar.no_such_command()


@pytest.mark.slow
def test_importing_anew_imports_nothing_heavy():
    code = "import sys, anew; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    imported = {name.split(".")[0] for name in done.stdout.split()}

    assert not imported & {
        "click",
        "httpx",
        "numpy",
        "pandas",
        "sqlite3",
        "starlette",
        "uvicorn",
        "watchfiles",
        "websockets",
    }
    assert "pygments.lexers.python" not in done.stdout.split()
