"""The budgets for anew's figures, and whether a run of the bench keeps them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.results import Row


@dataclass(frozen=True)
class TimesFloor:
    """At most this multiple of the floor."""

    most: float

    def __str__(self) -> str:
        return f"≤ {self.most:g}x floor"

    def is_kept(self, row: Row) -> bool | None:
        return None if row.over_floor is None else row.over_floor <= self.most


@dataclass(frozen=True)
class FasterThanPeer:
    """At least this many times faster than the peer, Streamlit."""

    least: float

    def __str__(self) -> str:
        return f"≥ {self.least:g}x faster than peer"

    def is_kept(self, row: Row) -> bool | None:
        return None if row.under_peer is None else row.under_peer >= self.least


@dataclass(frozen=True)
class TimesMemory:
    """At most this multiple of what it costs without a store."""

    most: float

    def __str__(self) -> str:
        return f"≤ {self.most:g}x memory"

    def is_kept(self, row: Row) -> bool | None:
        return None if row.over_memory is None else row.over_memory <= self.most


@dataclass(frozen=True)
class Below:
    """Below a fixed limit."""

    limit: float
    unit: str

    def __str__(self) -> str:
        return f"< {self.limit:g} {self.unit}".rstrip()

    def is_kept(self, row: Row) -> bool | None:
        return None if row.anew is None else row.anew < self.limit


@dataclass(frozen=True)
class Nothing:
    """Exactly 0."""

    def __str__(self) -> str:
        return "0"

    def is_kept(self, row: Row) -> bool | None:
        return None if row.anew is None else row.anew == 0


Budget = TimesFloor | FasterThanPeer | TimesMemory | Below | Nothing

BUDGETS: Mapping[str, tuple[Budget, ...]] = {  # By figure name.
    "click_p50": (TimesFloor(2),),
    "rerun_p50": (TimesFloor(4), FasterThanPeer(50), TimesMemory(1.1)),
    "throughput": (TimesMemory(1.15),),
    "load_ms": (FasterThanPeer(4),),
    "load_kb": (Below(80, "KB"),),
    "load_requests": (Below(6, ""),),
    "thousand_extra_bytes": (Nothing(),),
}


def missed(row: Row) -> list[Budget]:
    """The budgets of a figure that was measured and does not keep them."""
    return [budget for budget in BUDGETS.get(row.figure.name, ()) if budget.is_kept(row) is False]
