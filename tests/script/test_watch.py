"""Which changes of files are those of the app."""

from __future__ import annotations

import importlib
import sys

import pytest

from anew.script.imports import MOST_NAMES, Imports, local_modules
from anew.script.source import Script
from anew.script.watch import Watch
from anew.settings.settings import Settings, with_values
from anew.testing.clock import FakeClock


@pytest.fixture
def imported(monkeypatch):
    """Writes a module and imports it."""

    def imported(path):
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
        monkeypatch.syspath_prepend(str(path.parent))
        module = importlib.import_module(path.stem)
        monkeypatch.setitem(sys.modules, path.stem, module)
        return path

    return imported


def watch_of(folder, **server) -> Watch:
    script = folder / "app.py"
    script.write_text("")
    settings = with_values(Settings(), {f"server.{name}": server[name] for name in server})
    nothing = lambda: None
    return Watch(Script(script), settings, FakeClock(), nothing, nothing)


def is_noticed(watch, path) -> bool:
    return bool(watch._code_among([str(path)]))


def test_the_script_its_pages_and_its_modules_are_watched(tmp_path, imported):
    watch = watch_of(tmp_path)
    module = imported(tmp_path / "watched_module.py")

    assert is_noticed(watch, tmp_path / "app.py")
    assert is_noticed(watch, tmp_path / "pages" / "one.py")
    assert is_noticed(watch, module)
    assert not is_noticed(watch, tmp_path / "other.py")
    assert not is_noticed(watch, tmp_path / "notes.txt")


def test_what_a_busy_system_tells_twice_is_told_once(tmp_path):
    watch = watch_of(tmp_path)
    script, told = tmp_path / "app.py", []
    watch._on_change = lambda: told.append(True)

    def tell() -> int:
        watch._tell({str(script)})
        is_over: list[bool] = []
        watch._clock.post(lambda: is_over.append(True))
        watch._clock.run_until(lambda: bool(is_over))
        return len(told)

    script.write_text("1")
    assert (tell(), tell()) == (1, 1)
    script.write_text("12")
    assert (tell(), tell()) == (2, 2)
    script.unlink()
    assert tell() == 3
    script.write_text("12")
    assert tell() == 4


def test_modules_elsewhere_are_watched_in_listed_folders(tmp_path, imported):
    """server.folderWatchList"""
    app = tmp_path / "app"
    app.mkdir()
    far = imported(tmp_path / "far" / "watched_far_away.py")

    assert not is_noticed(watch_of(app), far)
    listed = watch_of(app, folderWatchList=[str(far.parent)])
    assert is_noticed(listed, far)
    assert far.parent in listed._folders()


def test_a_module_in_a_folder_that_is_a_link_is_watched_on_both_sides(tmp_path, imported):
    app, far = tmp_path / "app", tmp_path / "far"
    app.mkdir()
    far.mkdir()
    (app / "linked").symlink_to(far)
    module = imported(app / "linked" / "watched_by_a_link.py")

    files = (str(module), str(far / module.name))
    assert local_modules(app)[module.stem] == files
    assert local_modules(far)[module.stem] == files


def test_what_lies_in_a_folder_that_is_left_out_is_not_watched(tmp_path, imported):
    """server.folderWatchBlacklist"""
    module = imported(tmp_path / "inner" / "watched_inner.py")

    assert is_noticed(watch_of(tmp_path), module)
    watch = watch_of(tmp_path, folderWatchBlacklist=[str(module.parent)])
    assert not is_noticed(watch, module)
    assert is_noticed(watch, tmp_path / "app.py")


def test_of_what_is_not_imported_only_what_was_asked_for_counts(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    watch = watch_of(tmp_path)
    watch._imports.start()
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("watched_missing")
    watch._imports.stop()

    for made in ("watched_missing.py", "watched_missing", "watched_missing/__init__.py"):
        assert is_noticed(watch, tmp_path / made)
    for made in ("watched_missing.csv", "other.py", "inner/watched_missing.py", "other"):
        assert not is_noticed(watch, tmp_path / made)
    assert not is_noticed(watch, tmp_path.parent / "watched_missing.py")


def test_of_what_was_asked_for_only_the_newest_is_kept():
    """Scripts may import names that somebody typed."""
    imports = Imports()
    for number in range(MOST_NAMES + 5):
        imports.find_spec(f"watched_{number}", None)

    assert len(imports._asked) == MOST_NAMES
    assert "watched_4" not in imports._asked
    assert "watched_5" in imports._asked
