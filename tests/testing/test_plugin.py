"""Authors' own tests under plain pytest: what they import as `streamlit` is anew."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[2]
LATE = 'import sys\nprint("LOADED:", [n for n in sys.modules if n.partition(".")[0] == "anew"])\n'


@pytest.fixture
def project(tmp_path):
    """An author's project: a function that writes its files, and runs its tests."""

    def run(files: dict[str, str], *arguments: str, ini: str = "", path: Path | None = None):
        (tmp_path / "pytest.ini").write_text(f"[pytest]\n{ini}")
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(dedent(text))
        folders = [str(ROOT / "src"), *([str(path)] if path else [])]
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-rA", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


APP = {
    "app.py": """
        import streamlit as st
        from words import GREETING

        name = st.sidebar.text_input("Name", key="name")
        if st.sidebar.button("Greet"):
            st.success(f"{GREETING}, {name}!")
    """,
    "words.py": """
        import streamlit as st

        GREETING = "Hello"

        @st.cache_data
        def doubled(number):
            return number * 2
    """,
    "tests/test_app.py": """
        from streamlit.testing.v1 import AppTest
        from streamlit.testing.v1.element_tree import Button, WidgetList

        def test_it_greets():
            at = AppTest.from_file("../app.py").run()
            assert not at.exception
            at.text_input(key="name").input("Ada")
            assert isinstance(at.sidebar.button[0], Button)
            assert isinstance(at.button, WidgetList)
            at.sidebar.button[0].click().run()
            assert at.success[0].value == "Hello, Ada!"
            assert at.button[0].value is True
            assert at.error.len == 0
    """,
    "tests/test_words.py": """
        import sys
        from pathlib import Path

        sys.path.insert(0, str(Path(__file__).parent.parent))
        from words import doubled

        def test_it_doubles():
            assert doubled(2) == 4
    """,
    "tests/conftest.py": """
        import streamlit

        assert streamlit.__name__ == "anew"
    """,
}


def test_an_authors_project_runs_as_it_is(project):
    done = project(APP)

    assert "2 passed" in done.stdout, done.stdout
    assert done.stderr == ""


def test_a_folder_of_that_name_is_no_package(project):
    done = project({**APP, "streamlit/notes.txt": ""}, ini="pythonpath = .\n")

    assert "2 passed" in done.stdout, done.stdout


OTHERS = {
    "test_other.py": f"""
        import streamlit

        def test_other():
            assert streamlit.is_the_other
            {LATE.splitlines()[0]}
            {LATE.splitlines()[1]}
    """
}


def test_where_the_other_package_is_installed_nothing_happens(project, tmp_path):
    other = tmp_path / "site" / "streamlit"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("is_the_other = True\n")

    done = project(OTHERS, path=other.parent)

    assert "1 passed" in done.stdout, done.stdout
    assert "LOADED: []" in done.stdout


def test_who_does_not_use_it_loads_nothing_of_it(project):
    done = project({"test_plain.py": f"def test_plain():\n    {LATE.replace(chr(10), '; ', 1)}"})

    assert "LOADED: []" in done.stdout, done.stdout


def test_an_option_turns_it_off(project):
    done = project(APP, ini="anew_streamlit_import = false\n")

    assert done.returncode != 0
    assert "No module named 'streamlit'" in done.stdout + done.stderr


def test_pytest_is_told_of_it_by_the_package():
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert said["project"]["entry-points"]["pytest11"] == {"anew": "anew_pytest"}
    assert "src/anew_pytest.py" in said["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
