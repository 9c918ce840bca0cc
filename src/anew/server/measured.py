"""What is measured, and OpenMetrics text of it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from anew.counts import Histogram

Labels: TypeAlias = tuple[tuple[str, str], ...]


class Sample(NamedTuple):
    """One line: a number, and what it is about."""

    value: int | float
    labels: Labels = ()
    suffix: str = ""


class Metric(NamedTuple):
    """What is measured, as OpenMetrics wants it described."""

    name: str
    kind: str  # counter, gauge or histogram.
    about: str
    samples: list[Sample]
    unit: str = ""


# Kinds of metrics -----------------------------------------------------------------------------------


def counter(name: str, about: str, value: float, unit: str = "") -> Metric:
    return Metric(name, "counter", about, [Sample(value, suffix="_total")], unit)


def counters(name: str, about: str, label: str, values: dict[str, int]) -> Metric:
    samples = [Sample(count, ((label, word),), "_total") for word, count in values.items()]
    return Metric(name, "counter", about, samples)


def gauge(name: str, about: str, value: float, unit: str = "") -> Metric:
    return Metric(
        name, "gauge", about, [Sample(int(value) if value == int(value) else value)], unit
    )


def gauges(name: str, about: str, label: str, values: dict[str, int]) -> Metric:
    return Metric(name, "gauge", about, [Sample(n, ((label, word),)) for word, n in values.items()])


def histogram(name: str, about: str, counted: Histogram) -> Metric:
    bounds = [*(repr(float(bound)) for bound in counted.bounds), "+Inf"]
    counts = list(accumulate(counted.counts))
    samples = [
        *(Sample(n, (("le", bound),), "_bucket") for bound, n in zip(bounds, counts, strict=True)),
        Sample(counts[-1], suffix="_count"),
        Sample(counted.sum, suffix="_sum"),
    ]
    return Metric(name, "histogram", about, samples, "seconds")


# The text ----------------------------------------------------------------------------------


def text_of(workers: Mapping[int, Sequence[Metric]]) -> str:
    """OpenMetrics text.

    >>> print(text_of({1: [gauge("anew_blobs", "Content.", 3)]}), end="")
    # TYPE anew_blobs gauge
    # HELP anew_blobs Content.
    anew_blobs{worker="1"} 3
    # EOF

    Args:
        workers: What each has measured, by their numbers.
    """
    families: dict[str, list[tuple[int, Metric]]] = {}
    for number, metrics in workers.items():
        for metric in metrics:
            families.setdefault(metric.name, []).append((number, metric))
    lines = [line for family in families.values() for line in _lines(family)]
    return "\n".join([*lines, "# EOF", ""])


def _lines(family: Sequence[tuple[int, Metric]]) -> Iterator[str]:
    """Words in labels are ours: none of them has to be escaped."""
    _, metric = family[0]
    yield f"# TYPE {metric.name} {metric.kind}"
    if metric.unit:
        yield f"# UNIT {metric.name} {metric.unit}"
    yield f"# HELP {metric.name} {metric.about}"
    for number, each in family:
        for sample in each.samples:
            labels = (("worker", str(number)), *sample.labels)
            told = ",".join(f'{key}="{word}"' for key, word in labels)
            yield f"{metric.name}{sample.suffix}{{{told}}} {sample.value}"
