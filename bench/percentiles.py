"""Samples to figures. Pure."""

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
    """The smallest sample that at least 95 % of them do not exceed.

    >>> p95(range(1, 101))
    95
    """
    return sorted(samples)[ceil(0.95 * len(samples)) - 1]


def median_ratio(above: Sequence[float], below: Sequence[float]) -> float | None:
    """The median of the rounds' ratios; None where no round has both.

    The two sides of a round are measured one right after the other, so what slows the
    machine down for a while slows both.

    >>> median_ratio([2, 40, 6], [1, 10, 2])
    3.0
    """
    ratios = [a / b for a, b in zip(above, below, strict=False) if b]
    return median(ratios) if ratios else None
