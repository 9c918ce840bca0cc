"""The measured values, and the medians and ratios that follow from them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from bench.contenders import ANEW, ANEW_IN_MEMORY, FLOOR, PEER
from bench.percentiles import median_ratio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.contenders import Contender
    from bench.figures import Figure, Measurement


@dataclass
class Results:
    """The value of each figure in each round, and the measurements that failed."""

    rounds: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    failures: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, contender: Contender, values: Mapping[str, float]) -> None:
        for figure, value in values.items():
            self.rounds.setdefault((contender.name, figure), []).append(value)

    def fail(self, contender: Contender, measurement: Measurement, reason: str) -> None:
        self.failures[contender.name, measurement.name] = reason

    def has_failed(self, contender: Contender, measurement: Measurement) -> bool:
        return (contender.name, measurement.name) in self.failures

    def of(self, contender: Contender, figure: Figure) -> Sequence[float]:
        return self.rounds.get((contender.name, figure.name), ())


@dataclass(frozen=True)
class Row:
    """One figure: the medians of all rounds, by contender, and how anew compares."""

    figure: Figure
    medians: Mapping[str, float]
    over_floor: float | None  # anew as a multiple of the floor.
    under_peer: float | None  # The peer as a multiple of anew.
    over_memory: float | None  # anew as a multiple of itself without a store.

    @property
    def anew(self) -> float | None:
        return self.medians.get(ANEW.name)


def row(results: Results, figure: Figure, contenders: Sequence[Contender]) -> Row:
    """The row of a figure."""
    floor, anew, in_memory, peer = (
        results.of(contender, figure) for contender in (FLOOR, ANEW, ANEW_IN_MEMORY, PEER)
    )
    return Row(
        figure=figure,
        medians={
            contender.name: median(values)
            for contender in contenders
            if (values := results.of(contender, figure))
        },
        over_floor=cost_ratio(figure, anew, floor),
        under_peer=cost_ratio(figure, peer, anew),
        over_memory=cost_ratio(figure, anew, in_memory),
    )


def cost_ratio(figure: Figure, above: Sequence[float], below: Sequence[float]) -> float | None:
    """The ratio of `above` to `below`; inverted for a figure of which more is better."""
    return median_ratio(below, above) if figure.is_better_high else median_ratio(above, below)
