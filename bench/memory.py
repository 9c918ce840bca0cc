"""The memory of a process, as Linux reports it in /proc."""

from __future__ import annotations

from pathlib import Path

PROCESSES = Path("/proc")


def resident_bytes(pid: int) -> int:
    """The resident memory of a process and its descendants.

    Raises:
        OSError: The process does not exist, or there is no /proc.
    """
    return _resident_bytes(pid) + sum(map(resident_bytes, _children(pid)))


def _resident_bytes(pid: int) -> int:
    status = (PROCESSES / str(pid) / "status").read_text(encoding="ascii", errors="replace")
    for line in status.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0  # A zombie: it has ended, but its parent has not waited for it yet.


def _children(pid: int) -> list[int]:
    lists = (PROCESSES / str(pid) / "task").glob("*/children")
    return [int(child) for children in lists for child in children.read_text().split()]
