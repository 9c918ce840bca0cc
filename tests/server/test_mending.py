"""What a run tried to import and could not: once it is mended, the app runs anew by itself."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from contextlib import ExitStack
from itertools import count

import pytest
import watchfiles
from server.apps import SocketTab, app_of

_numbers = count()


class Author:
    """Writes an app's files while it is served, and looks at the page."""

    def __init__(self, folder, opened: ExitStack) -> None:
        self.folder = folder
        self.name = f"mended_{next(_numbers)}"  # Of a module: all tests share one process.
        self._opened = opened

    def save(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def save_by_rename(self, name: str, text: str) -> None:
        """As many editors do, that no reader sees half a file."""
        self.save("~draft", text)
        (self.folder / "~draft").replace(self.folder / name)

    def open(self, script: str, **options: str) -> None:
        port = self._opened.enter_context(
            app_of(self.folder, script, server__runOnSave="true", **options)
        )
        self.tab = SocketTab.settled(port)
        self._opened.callback(self.tab.hang_up)

    def opens_import(self, line: str = "import {0} as m", **options: str) -> None:
        """An app that shows `WORD` of a module."""
        line = line.format(self.name)
        self.open(f"import anew as st\n{line}\nst.text(m.WORD)\n", **options)

    def sees(self, text: str) -> None:
        while [one["body"] for one in self.tab.elements("text")] != [text]:
            self.tab.send(self.tab.socket.recv(timeout=20))

    def sees_error(self, kind: str) -> None:
        while [one["type"] for one in self.tab.elements("exception")] != [kind]:
            self.tab.send(self.tab.socket.recv(timeout=20))


@pytest.fixture
def author(tmp_path):
    path, modules = list(sys.path), set(sys.modules)
    folder = tmp_path / "app"
    folder.mkdir()
    with ExitStack() as opened:
        yield Author(folder, opened)
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        if name.startswith("mended_"):
            del sys.modules[name]


BROKEN = {
    "SyntaxError": "WORD = \n",
    "ZeroDivisionError": "1 / 0\n",
    "ModuleNotFoundError": "import mended_nowhere\n",
}


@pytest.mark.parametrize("error", BROKEN)
def test_a_module_that_failed_is_mended(author, error: str) -> None:
    author.save(f"{author.name}.py", BROKEN[error])
    author.opens_import()
    author.sees_error(error)

    author.save(f"{author.name}.py", "WORD = 'mended'\n")

    author.sees("mended")


def test_a_module_that_worked_fails_and_is_mended_by_rename(author) -> None:
    author.save(f"{author.name}.py", "WORD = 'one'\n")
    author.opens_import()
    author.sees("one")

    author.save_by_rename(f"{author.name}.py", "WORD = \n")
    author.sees_error("SyntaxError")
    author.save_by_rename(f"{author.name}.py", "WORD = 'two'\n")

    author.sees("two")


def test_a_module_that_is_missing_is_made(author) -> None:
    author.opens_import()
    author.sees_error("ModuleNotFoundError")

    author.save(f"{author.name}.py", "WORD = 'made'\n")

    author.sees("made")


@pytest.mark.parametrize("broken", [None, "WORD = \n"])
def test_what_is_saved_before_the_folders_are_watched_is_noticed(
    author, monkeypatch, broken: str | None
) -> None:
    """With many folders the first run is over earlier."""
    may_watch = threading.Event()

    def watch_late(*folders, **options):
        assert may_watch.wait(20)
        yield from watchfiles.watch(*folders, **options)

    monkeypatch.setattr("anew.script.watch.watch", watch_late)
    if broken is not None:
        author.save(f"{author.name}.py", broken)
    author.opens_import()
    author.sees_error("ModuleNotFoundError" if broken is None else "SyntaxError")

    author.save(f"{author.name}.py", "WORD = 'early'\n")
    may_watch.set()

    author.sees("early")


def test_a_module_that_the_script_does_without_is_made(author) -> None:
    author.open(
        "import anew as st\n"
        f"try:\n    from {author.name} import WORD\n"
        "except ImportError:\n    WORD = 'without'\n"
        "st.text(WORD)\n"
    )
    author.sees("without")

    author.save(f"{author.name}.py", "WORD = 'with'\n")

    author.sees("with")


def test_a_module_is_deleted_and_made_again(author) -> None:
    author.save(f"{author.name}.py", "WORD = 'one'\n")
    author.opens_import()
    author.sees("one")

    (author.folder / f"{author.name}.py").unlink()
    author.sees_error("ModuleNotFoundError")
    author.save(f"{author.name}.py", "WORD = 'two'\n")

    author.sees("two")


def test_what_a_module_imports_is_mended_too(author) -> None:
    author.save(f"{author.name}.py", f"from {author.name}_words import WORD\n")
    author.save(f"{author.name}_words.py", "1 / 0\n")
    author.opens_import()
    author.sees_error("ZeroDivisionError")

    author.save(f"{author.name}_words.py", "WORD = 'deep'\n")

    author.sees("deep")


def test_a_module_of_a_package_is_mended_and_one_is_made(author) -> None:
    author.save(f"{author.name}/__init__.py", "")
    author.save(f"{author.name}/words.py", "WORD = \n")
    author.opens_import("from {0} import words as m")
    author.sees_error("SyntaxError")

    author.save(f"{author.name}/words.py", "from .more import WORD\n")
    author.sees_error("ModuleNotFoundError")
    author.save(f"{author.name}/more.py", "WORD = 'packed'\n")

    author.sees("packed")


def test_a_package_that_is_missing_is_moved_in_as_a_whole(author, tmp_path) -> None:
    package = tmp_path / "made elsewhere"
    package.mkdir()
    (package / "__init__.py").write_text("WORD = 'moved'\n")
    author.opens_import()
    author.sees_error("ModuleNotFoundError")

    package.rename(author.folder / author.name)

    author.sees("moved")


def test_a_module_in_a_folder_that_the_script_puts_on_the_path_is_made(author) -> None:
    source = author.folder / "source"
    author.opens_import(f"import sys; sys.path.append({str(source)!r}); import {{0}} as m")
    author.sees_error("ModuleNotFoundError")

    source.mkdir()
    author.save(f"source/{author.name}.py", "WORD = 'on the path'\n")

    author.sees("on the path")


def test_two_saves_of_one_size_within_a_second_both_count(author, monkeypatch) -> None:
    """Python would take what it compiled of the first."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = author.folder / f"{author.name}.py"
    author.save(path.name, "WORD = 'one'\n")
    author.opens_import()
    author.sees("one")
    stamp = path.stat()

    path.write_text("WORD = 'two'\n")
    os.utime(path, (stamp.st_atime, int(stamp.st_mtime) + 0.5))

    author.sees("two")


def test_a_module_that_is_a_link_is_changed_where_it_lies(author, tmp_path) -> None:
    far = tmp_path / "far"
    far.mkdir()
    (far / "words.py").write_text("WORD = 'one'\n")
    (author.folder / f"{author.name}.py").symlink_to(far / "words.py")
    author.opens_import()
    author.sees("one")

    (far / "words.py").write_text("WORD = 'two, by a link'\n")

    author.sees("two, by a link")


def test_a_page_that_is_missing_is_made(author) -> None:
    author.open("import anew as st\nst.navigation([st.Page('views/start.py')]).run()\n")
    author.sees_error("APIException")

    shutil.copytree(_folder_with(author.folder.parent / "copy"), author.folder / "views")

    author.sees("a page")


def _folder_with(folder):
    folder.mkdir()
    (folder / "start.py").write_text("import anew as st\nst.text('a page')\n")
    return folder


def test_a_page_that_lies_elsewhere_is_changed(author, tmp_path) -> None:
    page = tmp_path / "shared page.py"
    page.write_text("import anew as st\nst.text('one')\n")
    author.open(f"import anew as st\nst.navigation([st.Page({str(page)!r})]).run()\n")
    author.sees("one")

    page.write_text("import anew as st\nst.text('two, elsewhere')\n")

    author.sees("two, elsewhere")
