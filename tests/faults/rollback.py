"""A store that has lost what it had confirmed: each tab that this concerns must be told, none in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.protocol.messages import BEHIND

if TYPE_CHECKING:
    from faults.client import Client


def silent_rollbacks(tab: Client) -> list[str]:
    """What a page lacked that was acknowledged before, and nobody had told the tab.

    It is told by a close code, and asks its user; or, if nothing is left of its session, by a
    welcome that gives it another one.
    """
    faults: list[str] = []
    acknowledged: set[int] = set()
    for entry in tab.history.entries:
        match entry.kind:
            case "acknowledged" if entry.data["mark"] is not None:
                acknowledged.add(entry.data["mark"])
            case "closed" if entry.data["code"] == BEHIND.code:
                acknowledged.clear()
            case "welcome" if entry.data["is_other"]:
                acknowledged.clear()
            case "shown":
                lacking = acknowledged - {*entry.data["shown"]}
                faults += [f"{mark} was acknowledged and undone in silence" for mark in lacking]
    return faults


def times_told(tab: Client) -> int:
    """How often a tab was told that its session has gone back, or is gone."""
    behind = [entry for entry in tab.history.all("closed") if entry.data["code"] == BEHIND.code]
    gone = [entry for entry in tab.history.all("welcome") if entry.data["is_other"]]
    return len(behind) + len(gone)


def is_lost(tab: Client) -> bool:
    """Whether its last welcome said that the session is gone which it had."""
    welcomes = [message for message in tab.heard if message["tag"] == "welcome"]
    return bool(welcomes) and welcomes[-1].get("is_lost", False)


def is_behind(tab: Client) -> bool:
    """Whether the tab asks its user now, for the store has an older state."""
    closes = [*tab.history.all("closed")]
    return not tab.is_connected and bool(closes) and closes[-1].data["code"] == BEHIND.code


def go_on_from_older(tab: Client) -> None:
    """The user's answer. What was not acknowledged was meant for the newer state."""
    tab.acknowledged = 0
    tab.outbox.clear()
    tab.start()
