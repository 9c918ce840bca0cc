"""Writes the table of docs/reliability.md from what the long scenarios found, or checks it.

    python tools/reliability.py            write
    python tools/reliability.py --check    exit 1 if the table is not that of the results

`make faults` runs the scenarios, which write `tests/faults/results.jsonl`, and then this: no number
in the table comes from elsewhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reliability.md"
RESULTS = ROOT / "tests" / "faults" / "results.jsonl"
BEGIN = "<!-- Written by tools/reliability.py from tests/faults/results.jsonl. -->"
END = "<!-- End of the table. -->"
KNOWN = ("scenario", "store", "trials", "failures", "failed_seeds", "seed", "seconds")

Line: TypeAlias = dict[str, object]


def table(lines: list[Line]) -> str:
    """The results as Markdown."""
    rows = ["| scenario | store | trials | failures | seconds | first seed | figures |"]
    rows.append("| --- | --- | ---: | ---: | ---: | ---: | --- |")
    rows += [
        f"| {line['scenario']} | {line['store']} | {line['trials']:,} | {_failures(line)} "
        f"| {line['seconds']:,.0f} | {line['seed']} | {_figures(line)} |"
        for line in lines
    ]
    return "\n".join(rows)


def _failures(line: Line) -> str:
    seeds = line.get("failed_seeds")
    if not isinstance(seeds, list) or not seeds:
        return str(line["failures"])
    return f"**{line['failures']}** (seeds {', '.join(map(str, seeds[:5]))})"


def _figures(line: Line) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} {value:,}" for name, value in line.items() if name not in KNOWN
    )


def fresh_page() -> str:
    """The page with the table of the results."""
    results = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    lines = [json.loads(text) for text in results.splitlines()]
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table(lines)}\n\n{END}{after}"


def main() -> int:
    """Write the page, or compare it."""
    parser = argparse.ArgumentParser(description="Writes the table of docs/reliability.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    only_check: bool = parser.parse_args().check
    if only_check:
        return int(fresh_page() != PAGE.read_text("utf-8"))
    PAGE.write_text(fresh_page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
