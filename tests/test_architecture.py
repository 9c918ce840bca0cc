"""The invariants of ARCHITECTURE.md that hold everywhere, each with its test."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import anew
from anew.elements.command import commands
from anew.elements.definition import Widget
from anew.protocol.messages import Element
from anew.server.frames import FEATURES, SANDBOX

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "anew"
CLIENT = ROOT / "client" / "src"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "hello" not in path.parts)

# What each part may import beside itself. A module at the top is a part of its own.
GROUND = {
    "errors",
    "clock",
    "threads",
    "version",
    "nearest",
    "cookies",
    "folders",
    "learned",
    "emoji",
    "counts",
    "attribute_dict",
    "syntax",
}
BASE = GROUND | {
    "logs",
    "durations",
    "codec",
    "stores",
    "settings",
    "arguments",
    "protocol",
    "unknown",
}
SHARED = BASE | {"page", "state"}
BELOW: dict[str, set[str]] = {
    **{part: set() for part in GROUND | {"logs"}},
    "codec": {"attribute_dict", "learned"},
    "stores": GROUND,
    "unknown": GROUND,
    "arguments": GROUND,
    "durations": GROUND,
    "settings": GROUND,
    "protocol": GROUND,
    "page": {"protocol", "errors"},
    "state": {"protocol", "errors", "codec", "learned"},
    "ambient": SHARED,
    "elements": SHARED | {"ambient"},
    "app": SHARED | {"ambient", "elements", "identity"},
    "caching": SHARED | {"ambient", "elements"},
    "identity": BASE,
    "connections": SHARED | {"ambient", "app", "caching"},
    "tasks": SHARED | {"ambient"},
    "script": SHARED | {"ambient", "elements", "app", "caching"},
    "session": SHARED | {"ambient", "app", "script"},
    "column_config": SHARED | {"elements"},
    "components": SHARED | {"ambient", "elements"},
    "compat": SHARED | {"ambient", "app", "elements"},
    "server": SHARED | {"ambient", "identity", "script", "session", "compat"},
    "testing": SHARED | {"ambient", "elements", "app", "script", "session", "compat"},
    "flags": GROUND | {"settings"},
    "operations": BASE | {"state", "flags"},
    "cli": BASE | {"server", "flags", "operations"},
    "__main__": {"cli"},
    "public": {"elements"},
    "anew": {"public", "version", "elements"},
}


# They write pickles to look at, or to compare them.
ONLY_WRITE_PICKLES = ("anew.script.serializable", "anew.codec.fingerprint")


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """The modules of anew that a module imports, for running or for types."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in NAMES else node.module)
    return found & NAMES


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


NAMES = {name_of(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path):
    part = part_of(name_of(path))
    for module in imports(path):
        allowed = BELOW[part] | {part}
        assert part_of(module) in allowed, f"{name_of(path)} imports {module}"


def test_no_two_parts_stand_below_each_other():
    for part, below in BELOW.items():
        for other in below:
            assert part not in BELOW[other], f"{part} and {other}"


def test_no_modules_import_each_other_in_a_circle():
    """But for `testing/`, whose kinds of elements name their screen, and the screen them."""
    left = {name_of(path): imports(path) - {name_of(path)} for path in MODULES}
    while ground := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in ground:
            del left[name]

    assert {part_of(name) for name in left} == {"testing"}, sorted(left)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_classes_are_of_a_readable_size(path):
    text = path.read_text("utf-8")

    assert text.count("\n") <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and not is_generated_wide(node.name):
            public = [
                part
                for part in node.body
                if isinstance(part, ast.FunctionDef) and part.name[0] != "_"
            ]
            assert len(public) <= 20, f"{node.name} has {len(public)} public methods"


def is_generated_wide(class_name: str) -> bool:
    """AppTest has a property for each kind of element, as Streamlit's has."""
    return class_name in {"AppTest", "Block"}


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if part_of(name_of(p)) == "page" or part_of(name_of(p)) == "state"],
    ids=name_of,
)
def test_pages_and_layers_know_no_io_no_lock_no_clock(path):
    forbidden = {
        "io",
        "os",
        "pathlib",
        "socket",
        "threading",
        "asyncio",
        "time",
        "datetime",
        "logging",
        "sqlite3",
    }
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name.split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module.split(".")[0]]
        assert not forbidden.intersection(names)
        assert not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "open"
        )


def test_only_the_server_knows_http_and_sockets():
    for path in MODULES:
        text = path.read_text("utf-8")
        if part_of(name_of(path)) != "server":
            for name in ("starlette", "uvicorn", "websockets"):
                assert f"import {name}" not in text and f"from {name}" not in text, path


def test_only_the_codec_knows_the_wires_text():
    for path in MODULES:
        if part_of(name_of(path)) in {"session", "script", "page", "state", "protocol"}:
            text = path.read_text("utf-8")
            assert path.name == "codec.py" or "msgspec.json" not in text, path
            assert "import json" not in text, path


def test_only_the_context_is_ambient():
    for path in MODULES:
        if path.name != "context.py":
            text = path.read_text("utf-8")
            assert "ContextVar(" not in text and "threading.local(" not in text, path


def test_nothing_can_run_code_that_was_stored():
    """But what an author asks for by name: `persist="pickle"`."""
    for path in MODULES:
        if name_of(path) in {*ONLY_WRITE_PICKLES, "anew.caching.pickled"}:
            continue
        for module in ("pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml"):
            text = path.read_text("utf-8")
            assert f"import {module}" not in text and f"from {module}" not in text, path


@pytest.mark.parametrize("name", ONLY_WRITE_PICKLES)
def test_what_writes_a_pickle_never_reads_one(name):
    text = (PACKAGE.parent / f"{name.replace('.', '/')}.py").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if "import" in line and "pickle" in line]

    assert [line for line in lines if "PickleBuffer" not in line] == ["from pickle import Pickler"]
    for path in MODULES:
        assert "Unpickler" not in path.read_text("utf-8"), path
    for node in ast.walk(ast.parse(text)):
        name = getattr(node, "id", getattr(node, "attr", ""))
        assert name not in {"loads", "load", "Unpickler", "__import__", "import_module"}


def test_the_codec_imports_what_it_names_itself():
    """No text of a value is ever a module's name, or code."""
    for path in MODULES:
        if part_of(name_of(path)) != "codec":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "id", "")
            assert name not in {"eval", "exec", "compile", "__import__", "open"}, path
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"


def test_pickles_are_read_in_one_place_that_an_author_has_asked_for():
    text = (PACKAGE / "caching" / "pickled.py").read_text("utf-8")
    importers = [name_of(path) for path in MODULES if "anew.caching.pickled" in imports(path)]
    disk = ast.parse((PACKAGE / "caching" / "disk.py").read_text("utf-8"))
    uses = [ast.unparse(node) for node in ast.walk(disk) if isinstance(node, ast.IfExp)]

    assert [line for line in text.splitlines() if "import" in line and "pickle" in line] == [
        "from pickle import dumps, loads"
    ]
    assert importers == ["anew.caching.disk"]
    names = [node.id for node in ast.walk(disk) if isinstance(node, ast.Name)]
    assert names.count("unpickled") == 1
    assert sorted(use for use in uses if "pickled" in use) == [
        "decoded if form == 'disk' else unpickled",
        "encoded if form == 'disk' else pickled",
    ]


def test_imports_stand_at_the_top():
    """But for what is heavy and rarely needed; such a line says why."""
    for path in MODULES:
        lines = path.read_text("utf-8").splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Import | ast.ImportFrom):
                        near = "\n".join(lines[max(0, inner.lineno - 3) : inner.lineno])
                        assert "#" in near, f"{path}:{inner.lineno}"


def test_generated_files_are_fresh():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "generate.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_each_element_is_one_python_file_and_one_client_file():
    for record in all_records(Element):
        tag = record.__struct_config__.tag
        assert (CLIENT / "elements" / f"{tag}.tsx").is_file(), tag
        assert (CLIENT / "elements" / f"{tag}.tsx").read_text("utf-8").count("export default") == 1


def test_each_command_is_documented_and_a_method_of_containers():
    from anew.elements.container import Container

    for command in commands():
        assert command.__doc__ and "Example:" in command.__doc__, command.__name__
        assert hasattr(Container, command.__name__)
        assert getattr(anew, command.__name__) is command
        assert (ROOT / "examples" / "elements" / f"{command.__name__}.py").is_file(), (
            command.__name__
        )


def test_records_cannot_change():
    for record in all_records(Element):
        assert record.__struct_config__.frozen, record


def all_records(base: type) -> list[type]:
    found = []
    for record in base.__subclasses__():
        shared = ("anew.elements.shared.", "anew.elements.charts.")
        is_shared = record is Widget or record.__module__.startswith(shared)
        if record.__module__.startswith("anew.") and not is_shared:
            found.append(record)
        found.extend(all_records(record))
    return found


def test_frames_may_do_the_same_whichever_side_makes_them():
    """The client frames components, the server pages that are elsewhere."""
    text = (CLIENT / "elements" / "frames" / "host.ts").read_text("utf-8")
    sandbox, features = text.split("SANDBOX =")[1].split("FEATURES = [")

    assert sandbox.split('"')[1] == SANDBOX
    assert tuple(features.split("]")[0].split('"')[1::2]) == FEATURES


def test_syntax_trees_are_made_one_at_a_time():
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for text in [path.read_text("utf-8")]
        if "ast.parse(" in text or ("PyCF_ONLY_AST" in text and "making_trees" not in text)
    ]

    assert found == ["syntax.py"]
