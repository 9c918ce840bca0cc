"""Computes figures from samples. Pure."""

from __future__ import annotations

from math import ceil
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def p50(samples: Sequence[float]) -> float:
    """The median.

    >>> p50([3, 1, 2])
    2
    """
    return median(samples)


def p95(samples: Sequence[float]) -> float:
    """The 95th percentile: the smallest sample that at least 95 % of all do not exceed.

    >>> p95(range(1, 101))
    95
    """
    return sorted(samples)[ceil(0.95 * len(samples)) - 1]


def median_ratio(above: Sequence[float], below: Sequence[float]) -> float | None:
    """The median of the rounds' ratios; None if no round has both values.

    Within a round, both are measured right after each other, so a temporary slowdown of the
    machine affects both.

    >>> median_ratio([2, 40, 6], [1, 10, 2])
    3.0
    """
    ratios = [a / b for a, b in zip(above, below, strict=False) if b]
    return median(ratios) if ratios else None
