"""The files of a component that comes with a package.

Such a package has a `pyproject.toml` within it that names, for each component, the folder of its
files:

    [[tool.streamlit.component.components]]
    name = "slider"
    asset_dir = "frontend/build"
"""

from __future__ import annotations

import importlib.util
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anew.ambient.declared import declared
from anew.errors import InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = {"html": (".html", ".htm"), "css": (".css",), "js": (".js", ".mjs")}


class Assets:
    """What a component is given as text, or as the path of a file in its package's folder."""

    def __init__(self, component: str) -> None:
        self._component = component

    def text(self, parameter: str, given: str | None) -> str:
        """The content: itself, or of the file that it is the path of."""
        if given is None or not _is_path(parameter, given):
            return given or ""
        return self._file(parameter, given).read_text("utf-8")

    def module(self, given: str | None) -> tuple[str, str]:
        """The JavaScript: its source, or the address of its file, which may import others."""
        if given is None or not _is_path("js", given):
            return given or "", ""
        file, folder = self._file("js", given), self._folder("js", given)
        declared.declare(self._component, folder)
        version = file.stat().st_mtime_ns  # Browsers keep a module as long as its address stays.
        path = file.relative_to(folder).as_posix()
        return "", f"/component/{self._component}/{path}?{version:x}"

    def _file(self, parameter: str, given: str) -> Path:
        folder = self._folder(parameter, given)
        if Path(given).is_absolute() or ".." in Path(given).parts:
            raise self._refusal(parameter, given, "leads out of the folder of its package's files")
        found = [path.resolve() for path in folder.glob(given) if path.is_file()]
        inside = [path for path in found if path.is_relative_to(folder)]
        if len(inside) != 1:
            what = "names no file" if not inside else f"names {len(inside)} files"
            raise self._refusal(parameter, given, f"{what} in {folder}")
        return inside[0]

    def _folder(self, parameter: str, given: str) -> Path:
        project, _, own_name = self._component.partition(".")
        for path in _descriptions(project):
            for entry in _components(path):
                if entry.get("name") == own_name and isinstance(entry.get("asset_dir"), str):
                    own: Path = path.parent / entry["asset_dir"]
                    return own.resolve()
        raise self._refusal(
            parameter,
            given,
            "is the path of a file, and no installed package declares files for this component",
        )

    def _refusal(self, parameter: str, given: str, what: str) -> InvalidParameterValueError:
        return InvalidParameterValueError(
            f"component {self._component!r}: {parameter}={given!r} {what}."
        )


def _is_path(parameter: str, given: str) -> bool:
    """Whether it looks like a file's path: one line that ends as such files do."""
    return "\n" not in given and given.strip().lower().endswith(ENDINGS[parameter])


def _descriptions(project: str) -> Iterator[Path]:
    """The files `pyproject.toml` within an installed project."""
    try:
        files = distribution(project).files or []
    except PackageNotFoundError:
        files = []
    for file in files:
        if file.name == "pyproject.toml":
            yield Path(str(file.locate()))
    module = importlib.util.find_spec(project.replace("-", "_"))
    for folder in (module and module.submodule_search_locations) or ():
        for path in (Path(folder), Path(folder).parent):
            if (path / "pyproject.toml").is_file():
                yield path / "pyproject.toml"


def _components(path: Path) -> list[dict[str, Any]]:
    try:
        described: Any = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return []
    for name in ("tool", "streamlit", "component", "components"):
        described = described.get(name) if isinstance(described, dict) else None
    return [entry for entry in described or () if isinstance(entry, dict)]
