"""What each store keeps, through which failure: the promises, as data.

They hold for what has been confirmed. What has not, the tab sends again.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

# What is lost of what was confirmed. "tail": the newest commits of each session, up to about the
# time that `note` says, and never a part of one. "none": nothing. "all": all, or all since some
# earlier day. "unaffected": this failure does not touch the store, or is another of the four.
Loss: TypeAlias = Literal["none", "tail", "all", "unaffected"]


class Keeps(Struct, frozen=True, kw_only=True):
    """What is lost when something fails."""

    store: str
    setting: str
    worker_killed: Loss
    store_killed: Loss
    power_lost: Loss
    failover: Loss
    note: str = ""


MEMORY = Keeps(
    store="memory",
    setting="",
    worker_killed="all",
    store_killed="unaffected",
    power_lost="all",
    failover="unaffected",
    note="It is a part of the process.",
)
SQLITE_NORMAL = Keeps(
    store="sqlite",
    setting="normal",
    worker_killed="none",
    store_killed="unaffected",
    power_lost="tail",
    failover="unaffected",
    note="The file is the machine's: without the machine, it is gone.",
)
SQLITE_FULL = Keeps(
    store="sqlite",
    setting="full",
    worker_killed="none",
    store_killed="unaffected",
    power_lost="none",
    failover="unaffected",
    note="If the disk writes what it says it has written.",
)
VALKEY_SYNCED = Keeps(
    store="valkey",
    setting="full, with WAITAOF or appendfsync always",
    worker_killed="none",
    store_killed="none",
    power_lost="none",
    failover="tail",
    note="A replica that takes over may not have the newest commits; the tab notices.",
)
VALKEY_APPENDED = Keeps(
    store="valkey",
    setting="normal, appendonly",
    worker_killed="none",
    store_killed="tail",
    power_lost="tail",
    failover="tail",
    note="About one or two seconds, with appendfsync everysec.",
)
VALKEY_UNWRITTEN = Keeps(
    store="valkey",
    setting="without appendonly",
    worker_killed="none",
    store_killed="all",
    power_lost="all",
    failover="tail",
    note="With snapshots, all since the last one.",
)
POSTGRES_FULL = Keeps(
    store="postgresql",
    setting="full, or synchronous_commit on",
    worker_killed="none",
    store_killed="none",
    power_lost="none",
    failover="tail",
    note="Nothing at a failover to a synchronous standby.",
)
POSTGRES_ASYNCHRONOUS = Keeps(
    store="postgresql",
    setting="normal, where synchronous_commit is off",
    worker_killed="none",
    store_killed="tail",
    power_lost="tail",
    failover="tail",
    note="Up to three times wal_writer_delay, usually 0.6 seconds.",
)

ALL = (
    MEMORY,
    SQLITE_NORMAL,
    SQLITE_FULL,
    VALKEY_SYNCED,
    VALKEY_APPENDED,
    VALKEY_UNWRITTEN,
    POSTGRES_FULL,
    POSTGRES_ASYNCHRONOUS,
)
