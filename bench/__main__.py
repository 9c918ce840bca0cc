"""`make bench`: measures all contenders in turn, prints one table and the budgets that are missed.

    python -m bench [--only NAME]… [--quick] [--json FILE]

The exit code is 1 if something could not be measured, else 0.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bench.budgets import missed
from bench.contenders import PEER
from bench.figures import FULL, MEASUREMENTS, QUICK
from bench.results import Results, row
from bench.servers import MeasurementError, run_json
from bench.table import summary, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.contenders import Contender
    from bench.figures import Amounts, Measurement
    from bench.results import Row


def main() -> None:
    """Run what the command line asks for."""
    given = parser().parse_args()
    signal.signal(signal.SIGTERM, stop)
    chosen = [each for each in MEASUREMENTS if not given.only or each.name in given.only]
    print(heading(), flush=True)
    start = time.monotonic()
    results = measure(chosen, QUICK if given.quick else FULL)
    rows = [
        row(results, figure, measurement.contenders)
        for measurement in chosen
        for figure in measurement.figures
    ]
    print(f"\n{table(rows)}\n\n{summary(rows, results)}")
    print(f"\nTook {time.monotonic() - start:.0f} s.")
    if given.json:
        given.json.write_text(as_json(rows, results), encoding="utf-8")
    sys.exit(1 if results.failures else 0)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    line = argparse.ArgumentParser(prog="python -m bench", description="Measure anew.")
    names = [measurement.name for measurement in MEASUREMENTS]
    line.add_argument(
        "--only",
        action="append",
        choices=names,
        metavar="NAME",
        help=f"measure only this, may be repeated: {', '.join(names)}",
    )
    line.add_argument("--quick", action="store_true", help="fewer rounds, coarser figures")
    line.add_argument("--json", type=Path, metavar="FILE", help="write the figures here, too")
    return line


def stop(*_: object) -> NoReturn:
    """Exit by an exception, so that every process that was started is stopped."""
    raise SystemExit(128 + signal.SIGTERM)


def heading() -> str:
    """The versions that are compared, and the machine."""
    peer = run_json(
        [str(PEER.python()), "-m", "bench.installed", str(PEER.package)], "Streamlit's Python"
    )
    return (
        f"anew beside Streamlit {peer['version']} and the floor "
        f"(uvicorn {version('uvicorn')}, starlette {version('starlette')}); "
        f"Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f} at the start."
    )


def measure(measurements: Sequence[Measurement], amounts: Amounts) -> Results:
    """Take all measurements in rounds. In each round, every contender is measured once."""
    results = Results()
    start = time.monotonic()
    for number in range(amounts.rounds):
        if number and not has_time(number, time.monotonic() - start, amounts):
            print(f"Time for {number} of {amounts.rounds} rounds only.", flush=True)
            break
        chosen = [each for each in measurements if not (number and each.is_constant)]
        take_round(f"Round {number + 1} of {amounts.rounds}", chosen, amounts, results)
    return results


def has_time(rounds: int, seconds: float, amounts: Amounts) -> bool:
    """Whether there is time for one more round, if it takes as long as the previous ones."""
    return seconds / rounds * (rounds + 1) <= amounts.minutes * 60


def take_round(
    title: str, measurements: Sequence[Measurement], amounts: Amounts, results: Results
) -> None:
    """One round: all contenders one after the other, measurement by measurement."""
    for measurement in measurements:
        print(f"{title}: {measurement.name} …", flush=True)
        for contender in measurement.contenders:
            take(measurement, contender, amounts, results)


def take(
    measurement: Measurement, contender: Contender, amounts: Amounts, results: Results
) -> None:
    """Measure one contender, unless it has failed in an earlier round."""
    if results.has_failed(contender, measurement):
        return
    try:
        results.add(contender, measurement.take(contender, amounts))
    except MeasurementError as error:
        print(f"  {contender.title}: {error}", flush=True)
        results.fail(contender, measurement, str(error))


def as_json(rows: Sequence[Row], results: Results) -> str:
    """The figures as JSON: medians, ratios, and the value of each round."""
    figures = {
        each.figure.name: {
            "title": each.figure.title,
            "unit": each.figure.unit,
            "medians": each.medians,
            "anew_over_floor": each.over_floor,
            "peer_over_anew": each.under_peer,
            "anew_over_memory": each.over_memory,
            "missed": [str(budget) for budget in missed(each)],
            "rounds": {
                contender: values
                for (contender, figure), values in results.rounds.items()
                if figure == each.figure.name
            },
        }
        for each in rows
    }
    failures = [
        {"contender": contender, "measurement": measurement, "reason": reason}
        for (contender, measurement), reason in results.failures.items()
    ]
    return json.dumps({"figures": figures, "failures": failures}, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    main()
