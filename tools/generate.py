"""Writes every file that is derived from the Python source, or checks that all are up to date.

    python tools/generate.py            write
    python tools/generate.py --check    exit 1 and name the stale files

Messages, records and commands are declared once in Python but needed elsewhere too: as
TypeScript, as a registry of components, as methods of a container in the stub that editors
read, as pages of the reference. These copies are generated, committed, and checked by a test.

The table of commands is generated first, because the package reads it, and all other files
are derived from the package.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))  # Also where the package is not installed.

import commands  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
DURABILITY = ROOT / "docs" / "durability.md"


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file that programs read, with its content, except the table of commands."""
    # Imported late: these import the package, which reads that table.
    import accessors  # noqa: PLC0415
    import announced  # noqa: PLC0415
    import classes  # noqa: PLC0415
    import package  # noqa: PLC0415
    import registry  # noqa: PLC0415
    import stubs  # noqa: PLC0415
    import typescript  # noqa: PLC0415
    import vectors  # noqa: PLC0415
    from records import element_records  # noqa: PLC0415

    elements = element_records()
    client, source = ROOT / "client" / "src", ROOT / "src" / "anew"
    yield client / "protocol.gen.ts", typescript.protocol(elements)
    yield source / "__init__.pyi", package.package()
    yield source / "elements" / "container.pyi", stubs.container()
    yield source / "testing" / "kinds.py", accessors.kinds(elements)
    own_classes = source / "elements" / "markup" / "own_classes.txt"
    yield own_classes, classes.own_classes(client / "style")
    yield ROOT / "tests" / "vectors" / "patches.json", vectors.vectors()
    # Last, because a missing component ends this here. Its types are already written then.
    yield client / "elements.gen.ts", registry.elements(elements, client / "elements")
    yield client / "rare.gen.ts", registry.rare(elements, client / "elements")
    yield source / "elements" / "announced.py", announced.table(elements, client / "elements")


def pages() -> dict[Path, str]:
    """Every page of the reference."""
    import reference  # noqa: PLC0415  # as above

    texts = reference.pages(ROOT / "examples" / "elements")
    return {REFERENCE / name: text for name, text in texts.items()}


def durability() -> str:
    """The page about state that lasts, whose table is generated."""
    import durability  # noqa: PLC0415  # as above

    return durability.page(DURABILITY.read_text(encoding="utf-8"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    only_check: bool = parser.parse_args().check
    is_fresh = _keep_fresh([(commands.TABLE, commands.table())], only_check=only_check)
    is_fresh &= _keep_fresh(generated(), only_check=only_check)
    is_fresh &= _keep_fresh([(DURABILITY, durability())], only_check=only_check)
    # Last, because a missing description ends this here and should not prevent the others.
    described = pages()
    is_fresh &= _keep_fresh(described.items(), only_check=only_check)
    is_fresh &= _delete(set(REFERENCE.glob("*")) - set(described), only_check=only_check)
    return 1 if only_check and not is_fresh else 0


def _keep_fresh(files: Iterable[tuple[Path, str]], *, only_check: bool) -> bool:
    """Write stale files, each before the next one is generated. Returns whether none was stale."""
    is_fresh = True
    for path, text in files:
        if _differs(path, text):
            is_fresh = False
            print(f"{'stale' if only_check else 'wrote'}: {path.relative_to(ROOT)}")
            if not only_check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return is_fresh


def _delete(left_over: set[Path], *, only_check: bool) -> bool:
    """Delete the pages of names that are no longer public. Returns whether there were none."""
    for path in sorted(left_over):
        print(f"{'stale' if only_check else 'deleted'}: {path.relative_to(ROOT)}")
        if not only_check:
            path.unlink()
    return not left_over


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    sys.exit(main())
