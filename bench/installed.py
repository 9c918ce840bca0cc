"""Counts the packages that are installed with one: itself and its requirements, without extras.

It runs in the environment that it inspects:

    python -m bench.installed anew
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import Distribution, distribution
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def required(name: str) -> dict[str, Distribution]:
    """The distribution and all its direct and indirect requirements, by name."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        current = canonicalize_name(waiting.pop())
        if current not in found:
            found[current] = distribution(current)
            waiting += requirements(found[current])
    return found


def requirements(package: Distribution) -> list[str]:
    """The requirements of a distribution on this platform, without extras."""
    lines = map(Requirement, package.requires or ())
    return [line.name for line in lines if not line.marker or line.marker.evaluate({"extra": ""})]


def size_bytes(package: Distribution) -> int:
    """The size of a distribution's files; for an editable installation, of its sources."""
    listed = {Path(str(package.locate_file(file))).resolve() for file in package.files or ()}
    files = listed | source_files(package.name)
    return sum(file.stat().st_size for file in files if file.is_file())


def source_files(name: str) -> set[Path]:
    """The files in the folders from which a package of this name is imported."""
    spec = find_spec(name.replace("-", "_"))
    folders = spec.submodule_search_locations if spec else None
    return {file for folder in folders or () for file in Path(folder).resolve().rglob("*")}


def main() -> None:
    """Print the version of the package, the number of packages, and their size in bytes."""
    packages = required(sys.argv[1])
    print(
        json.dumps(
            {
                "version": packages[canonicalize_name(sys.argv[1])].version,
                "packages": len(packages),
                "bytes": sum(map(size_bytes, packages.values())),
            }
        )
    )


if __name__ == "__main__":
    main()
