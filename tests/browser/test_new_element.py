"""Adding an element is one Python file and one client file (invariant 6): one is added here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser.chromium import settled, texts
from browser.process import Process
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
NEW = Path(__file__).parent / "new_element"

# What the generator reads and writes, and what the client is built of.
COPIED = ("src", "client", "tools", "examples/elements", "docs/reference", "tests/vectors")
LEFT = shutil.ignore_patterns("node_modules", "__pycache__", "static")

APP = """
import anew as st

with st.sidebar:
    st.text(st.dial("Hour", key="hour"))
st.text(st.container().dial("Minute"))
"""
TEST = """
from anew.testing import AppTest

at = AppTest.from_file("app.py").run()
assert [dial.value for dial in at.dial] == [0, 0]
assert at.sidebar.dial(key="hour").set_value(11).run().text.values == ["0", "11"]
"""


@pytest.fixture
def copy(tmp_path, monkeypatch) -> Path:
    """The project with an element more: its two files, and what programs make of them."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT)
    for name in ("pyproject.toml", "hatch_build.py"):
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / "docs").mkdir(exist_ok=True)
    shutil.copy2(ROOT / "docs" / "durability.md", tmp_path / "docs")  # It has a generated table.
    (tmp_path / "client" / "node_modules").symlink_to(ROOT / "client" / "node_modules")
    shutil.copy(NEW / "dial.py", tmp_path / "src" / "anew" / "elements")
    shutil.copy(NEW / "dial.tsx", tmp_path / "client" / "src" / "elements")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "src"))
    monkeypatch.chdir(tmp_path)
    _leave_room(tmp_path / "client" / "build.mjs")
    run("tools/generate.py")
    run("hatch_build.py")
    return tmp_path


def _leave_room(build: Path) -> None:
    """What the core may weigh is another test's matter: here it may be some bytes more."""
    text = build.read_text("utf-8")
    assert "CORE_BUDGET = 35 * 1024" in text
    build.write_text(text.replace("CORE_BUDGET = 35", "CORE_BUDGET = 36"), "utf-8")


def run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_element_is_one_python_file_and_one_client_file(copy, context):
    def text_of(name: str) -> str:
        return (copy / name).read_text("utf-8")

    for stub in ("__init__.pyi", "elements/container.pyi"):
        assert "def dial(" in text_of(f"src/anew/{stub}")
    assert "    dial: Elements[ShownWidget[int]]\n" in text_of("src/anew/testing/kinds.py")
    assert "interface DialElement " in text_of("client/src/protocol.gen.ts")
    assert 'dial: () => import("./elements/dial")' in text_of("client/src/elements.gen.ts")
    assert "# st.dial\n" in text_of("docs/reference/dial.md")
    assert "| `dial` | `Elements[ShownWidget[int]]` |" in text_of("docs/reference/testing.md")
    inputs = text_of("docs/reference/README.md").split("\n## ")[2]
    assert inputs.startswith("Input widgets\n") and "[`st.dial`](dial.md) | Show a dial." in inputs

    (copy / "app.py").write_text(APP)
    run("-c", TEST)
    with Process(copy / "app.py", "--server.port", "0") as server:
        page = context.new_page()
        page.goto(server.url)
        settled(page)
        page.get_by_test_id("stSidebar").get_by_test_id("dial").click()
        expect(texts(page)).to_have_text(["1", "0"])
        page.close()
