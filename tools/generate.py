"""Writes every file that is derived from the Python records, or checks that it is fresh.

    python tools/generate.py            write
    python tools/generate.py --check    exit 1 and name what is stale

What is declared once in Python (a message, a record, a command) is needed a second time
elsewhere: as TypeScript, as a registry of components, as methods of a container in the
stub that editors read, as a page of the reference. These copies are generated, committed,
and checked by a test.

The table of commands is the first of them: the package reads it, and all others are made of
the package.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))  # Also where the package is not installed.

import commands  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"


def generated() -> dict[Path, str]:
    """Every file that programs read, and what belongs in it; but the table of commands."""
    # These import the package, which reads that table.
    import accessors  # noqa: PLC0415
    import classes  # noqa: PLC0415
    import package  # noqa: PLC0415
    import registry  # noqa: PLC0415
    import stubs  # noqa: PLC0415
    import typescript  # noqa: PLC0415
    import vectors  # noqa: PLC0415
    from records import element_records  # noqa: PLC0415

    elements = element_records()
    client = ROOT / "client" / "src"
    files = {
        client / "protocol.gen.ts": typescript.protocol(elements),
        client / "elements.gen.ts": registry.elements(elements, client / "elements"),
    }
    files[ROOT / "src" / "anew" / "__init__.pyi"] = package.package()
    files[ROOT / "src" / "anew" / "elements" / "container.pyi"] = stubs.container()
    kinds = ROOT / "src" / "anew" / "testing" / "kinds.py"
    files[kinds] = accessors.kinds(elements, kinds)
    own_classes = ROOT / "src" / "anew" / "elements" / "markup" / "own_classes.txt"
    files[own_classes] = classes.own_classes(client / "style")
    files[ROOT / "tests" / "vectors" / "patches.json"] = vectors.vectors()
    return files


def pages() -> dict[Path, str]:
    """Every page of the reference."""
    import reference  # noqa: PLC0415  # as above

    texts = reference.pages(ROOT / "examples" / "elements")
    return {REFERENCE / name: text for name, text in texts.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    only_check: bool = parser.parse_args().check
    is_fresh = _keep_fresh({commands.TABLE: commands.table()}, only_check=only_check)
    is_fresh &= _keep_fresh(generated(), only_check=only_check)
    # Last: what nobody has described yet ends this here, and should not hold up the others.
    described = pages()
    is_fresh &= _keep_fresh(described, only_check=only_check)
    is_fresh &= _delete(set(REFERENCE.glob("*")) - set(described), only_check=only_check)
    return 1 if only_check and not is_fresh else 0


def _keep_fresh(files: dict[Path, str], *, only_check: bool) -> bool:
    """Write what is stale; whether nothing was."""
    stale = {path: text for path, text in files.items() if _differs(path, text)}
    for path, text in stale.items():
        print(f"{'stale' if only_check else 'wrote'}: {path.relative_to(ROOT)}")
        if not only_check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return not stale


def _delete(left_over: set[Path], *, only_check: bool) -> bool:
    """Delete the pages of what is public no longer; whether there were none."""
    for path in sorted(left_over):
        print(f"{'stale' if only_check else 'deleted'}: {path.relative_to(ROOT)}")
        if not only_check:
            path.unlink()
    return not left_over


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    sys.exit(main())
