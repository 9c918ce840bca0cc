"""How much a session may keep, and what it keeps: pure, for whoever fills the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MIB = 1_048_576


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds of what is kept."""

    key_bytes: int = 32 * MIB
    session_bytes: int = 128 * MIB


class Room:
    """The sizes of a session's keys, against their bounds. Threading: its session's owner."""

    def __init__(self, limits: Limits, sizes: Mapping[str, int] | None = None) -> None:
        """The room of a session.

        Args:
            limits: Its bounds.
            sizes: Of the keys that are kept already, as a take-over tells them.
        """
        self._limits = limits
        self._sizes = {**(sizes or {})}
        self.used = sum(self._sizes.values())

    def refusal(self, key: str, size: int) -> str | None:
        """Why a value of this size cannot be kept; None if it can."""
        limits = self._limits
        if size > limits.key_bytes:
            return f"it takes {_mib(size)}, and a key may take {_mib(limits.key_bytes)}"
        used = self.used - self._sizes.get(key, 0) + size
        if used > limits.session_bytes:
            return (
                f"the session would take {_mib(used)} with it, and may take "
                f"{_mib(limits.session_bytes)}"
            )
        return None

    def note(self, written: Mapping[str, int], deleted: Collection[str] = ()) -> None:
        """These keys have these sizes now, and those are gone."""
        for key in deleted:
            self.used -= self._sizes.pop(key, 0)
        for key, size in written.items():
            self.used += size - self._sizes.get(key, 0)
            self._sizes[key] = size


def _mib(size: int) -> str:
    return f"{size / MIB:.1f} MiB"
