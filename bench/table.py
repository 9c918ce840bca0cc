"""Formats the table and the list below it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.budgets import BUDGETS, missed
from bench.contenders import CONTENDERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.figures import Figure
    from bench.results import Results, Row

NONE = "-"


def table(rows: Sequence[Row]) -> str:
    """All rows as an aligned Markdown table."""
    titles = ["figure", *(contender.title for contender in CONTENDERS)]
    head = [*titles, "anew/floor", "peer/anew", "anew/memory", "budget", ""]
    lines = [head, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(aligned(line, widths) for line in (head, rule, *lines[1:]))


def cells(row: Row) -> list[str]:
    """The cells of one row."""
    medians = [row.medians.get(contender.name) for contender in CONTENDERS]
    return [
        row.figure.title,
        *(NONE if value is None else amount(value, row.figure) for value in medians),
        times(row.over_floor),
        times(row.under_peer),
        times(row.over_memory, digits=2),
        ", ".join(map(str, BUDGETS.get(row.figure.name, ()))) or NONE,
        verdict(row),
    ]


def amount(value: float, figure: Figure) -> str:
    """A value with its unit."""
    return f"{value:,.{figure.digits}f} {figure.unit}".rstrip()


def times(ratio: float | None, digits: int = 1) -> str:
    """A ratio, without decimals if it is large."""
    return NONE if ratio is None else f"{ratio:.{0 if ratio >= 100 else digits}f}x"


def verdict(row: Row) -> str:
    """Whether the budget is kept; empty if there is none or nothing was measured."""
    if row.figure.name not in BUDGETS or row.anew is None:
        return ""
    return "MISSED" if missed(row) else "kept"


def aligned(words: Sequence[str], widths: Sequence[int]) -> str:
    """One line of the table: names and budgets are left-aligned, numbers right-aligned."""
    last_number = len(widths) - 3
    padded = [
        word.rjust(width) if 0 < index <= last_number else word.ljust(width)
        for index, (word, width) in enumerate(zip(words, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"


def summary(rows: Sequence[Row], results: Results) -> str:
    """The missed budgets and failed measurements, one per line."""
    lines = [*missed_lines(rows), *failed_lines(results)]
    return "\n".join(["Missed:", *lines] if lines else ["Every budget that was measured is kept."])


def missed_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Each missed budget, with the measured value."""
    for row in rows:
        for budget in missed(row):
            assert row.anew is not None, "Only measured figures can miss a budget."
            yield (
                f"- {row.figure.title}: {amount(row.anew, row.figure)} "
                f"(anew/floor {times(row.over_floor)}, peer/anew {times(row.under_peer)}, "
                f"anew/memory {times(row.over_memory, digits=2)}); "
                f"the budget is {budget}."
            )


def failed_lines(results: Results) -> Iterator[str]:
    """The measurements that failed, and why."""
    titles = {str(contender.name): contender.title for contender in CONTENDERS}
    for (contender, measurement), reason in results.failures.items():
        yield f"- {measurement} of {titles[contender]} was not measured. {reason}"
