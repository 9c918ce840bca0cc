"""`persist`: results that outlive the process."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from caching.stage import Counted, Stage

from anew.caching.disk import FOLDER
from anew.errors import UnserializableReturnValueError


@pytest.fixture
def later(stage):
    """The next process: it has the same folder, and the same time."""
    new = Stage()
    new.clock.advance(stage.clock.now())
    return new


def files() -> list[Path]:
    return sorted(path for path in FOLDER.rglob("*") if path.is_file())


def load_in(stage, counted, **options):
    """The same function in each process."""

    def load(name):
        return {"name": name, "number": counted.next()}

    return stage.cache_data(**options)(load)


@pytest.mark.parametrize("persist", [True, "disk", "pickle"])
def test_what_is_kept_on_disk_outlives_the_process(persist, stage, later):
    counted = Counted()
    kept = load_in(stage, counted, persist=persist)("a")

    assert load_in(later, counted, persist=persist)("a") == kept == {"name": "a", "number": 1}
    assert load_in(later, counted, persist=persist)("b")["number"] == 2
    assert all(path.suffix == ".cached" for path in files())


def test_a_ttl_goes_on_while_no_process_runs(stage, later):
    counted = Counted()
    load_in(stage, counted, persist="disk", ttl=60)("a")

    later.clock.advance(59)
    load = load_in(later, counted, persist="disk", ttl=60)
    assert load("a")["number"] == 1
    later.clock.advance(1)
    assert load("a")["number"] == 2


def test_what_is_damaged_is_computed_again_and_logged(stage, caplog):
    counted = Counted()
    load_in(stage, counted, persist="disk")("a")
    (path,) = files()
    whole = path.read_bytes()
    damages = [whole[:cut] for cut in (0, 5, 30, len(whole) - 1)]
    damages += [b"nonsense", whole[:-1] + b"\0", whole + b"\0"]

    for count, damage in enumerate(damages, 2):
        path.write_bytes(damage)
        assert load_in(Stage(), counted, persist="disk")("a")["number"] == count
        assert path.read_bytes() != damage  # Written again.
    assert len(caplog.messages) == len(damages)
    assert caplog.messages[0] == (
        f"The cached value in {path} is computed again: It is no file of this cache."
    )


def test_a_file_that_is_a_folder_is_no_crash(stage, caplog):
    counted = Counted()
    load = load_in(stage, counted, persist="disk")
    load("a")
    (path,) = files()
    path.unlink()
    path.mkdir()

    assert load_in(Stage(), counted, persist="disk")("a")["number"] == 2
    assert len(caplog.messages) == 2  # Neither read nor written.
    path.rmdir()


def test_clear_removes_the_files(stage):
    counted = Counted()
    load = load_in(stage, counted, persist="disk")
    load("a"), load("b")
    load.clear("a")
    assert len(files()) == 1
    load.clear()
    assert files() == []
    load("a")
    stage.cache_data.clear()
    assert files() == []
    assert load("a")["number"] == 4


@dataclasses.dataclass
class Point:
    x: int


def test_a_class_of_the_authors_is_refused_by_name(stage):
    @stage.cache_data(persist="disk")
    def load():
        return [Point(1)]

    with pytest.raises(UnserializableReturnValueError) as refused:
        load()
    assert str(refused.value) == (
        f"cache_data: test_a_class_of_the_authors_is_refused_by_name.load() returned a value of "
        f"type {Point.__module__}.Point at [0], which persist='disk' cannot write. Return plain "
        f"values, containers, arrays or tables, leave persist out, or read in docs/caching.md "
        f"about the risks of persist='pickle'."
    )
    assert files() == []


def test_what_pickle_does_not_take_is_refused(stage):
    @stage.cache_data(persist="pickle")
    def load():
        return lambda: None

    with pytest.raises(UnserializableReturnValueError, match="that persist='pickle' cannot write"):
        load()


class Trap:
    """Unpickling it runs code."""

    def __reduce__(self):
        return Path.touch, (Path("sprung"),)

    def __deepcopy__(self, memo):
        return self


def test_a_pickle_is_read_only_where_it_was_asked_for(stage, caplog):
    counted = Counted()

    def load():
        return Trap() if counted.next() == 1 else "safe"

    stage.cache_data(persist="pickle")(load)()
    assert Stage().cache_data(persist="disk")(load)() == "safe"

    assert not Path("sprung").exists()
    assert "It is no file of this cache." in caplog.text
