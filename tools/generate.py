"""Writes every file that is derived from the Python records, or checks that it is fresh.

    python tools/generate.py            write
    python tools/generate.py --check    exit 1 and name what is stale

What is declared once in Python (a message, a record, a command) is needed a second time
elsewhere: as TypeScript, as a registry of components, as methods of a container in the
stub that editors read. These copies are generated, committed, and checked by a test.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))  # Also where the package is not installed.

import registry  # noqa: E402  # these import the package
import stubs  # noqa: E402
import typescript  # noqa: E402
import vectors  # noqa: E402
from records import element_records  # noqa: E402


def generated() -> dict[Path, str]:
    """Every generated file and what belongs in it."""
    elements = element_records()
    client = ROOT / "client" / "src"
    files = {
        client / "protocol.gen.ts": typescript.protocol(elements),
        client / "elements.gen.ts": registry.elements(elements, client / "elements"),
    }
    files[ROOT / "src" / "anew" / "elements" / "container.pyi"] = stubs.container()
    files[ROOT / "tests" / "vectors" / "patches.json"] = vectors.vectors()
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    only_check: bool = parser.parse_args().check
    stale = {path: text for path, text in generated().items() if _differs(path, text)}
    for path, text in stale.items():
        print(f"{'stale' if only_check else 'wrote'}: {path.relative_to(ROOT)}")
        if not only_check:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and only_check else 0


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    sys.exit(main())
