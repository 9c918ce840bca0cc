"""Processes that write to one file at the same time: `crowd.py FILE PROCESSES SECONDS`.

Each commits to a session of its own, and now and then takes over one that all of them want. Now and then
it has the log written into the file, while others write. Prints what came of it, as JSON; ends with 1 if
anything is lost.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import apsw

from anew.stores.base import Commit, Committed, Fenced, Options, next_epoch
from anew.stores.sqlite import SqliteStore

WANTED = "wanted"
EVERY = 5  # Commits between two take-overs.
CHECKPOINTS = ("PASSIVE", "RESTART", "TRUNCATE")
EVERY_CHECKPOINT = 7


def main() -> None:
    path, processes, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    store = SqliteStore(path, Options())
    store.commit([commit_of(WANTED, next_epoch(), 0)])
    store.close()
    pipes = [start(path, f"own-{number}", seconds) for number in range(processes)]
    waits: list[float] = []
    counts: list[int] = []
    wanted = 1
    for child, reader in pipes:
        with os.fdopen(reader, "rb") as told:
            content = json.loads(told.read())
        assert os.waitpid(child, 0)[1] == 0, "A process failed."
        waits += content["waits"]
        counts.append(content["commits"])
        wanted += content["wanted"]
    check(path, counts, wanted)
    waits.sort()
    result = {
        "commits": sum(counts) + wanted,
        "p99": waits[len(waits) * 99 // 100],
        "longest": waits[-1],
    }
    print(json.dumps(result))  # noqa: T201  # for who started it


def check(path: Path, counts: list[int], wanted: int) -> None:
    """The file is sound, and each commit that was confirmed is in it."""
    assert not [*path.parent.glob("*.damaged-*")]
    store = SqliteStore(path, Options())
    for number, commits in enumerate(counts):
        shown = store.show(f"own-{number}")
        assert shown is not None
        assert shown.record.version == commits > 0, (shown, commits)
    shown = store.show(WANTED)
    assert shown is not None
    assert shown.record.version == wanted, (shown, wanted)
    store.close()
    connection = apsw.Connection(str(path))
    assert connection.pragma("integrity_check") == "ok"


def start(path: Path, name: str, seconds: float) -> tuple[int, int]:
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    try:
        os.close(reader)
        with os.fdopen(writer, "w") as told:
            json.dump(commit(path, name, seconds), told)
    except BaseException as error:  # noqa: BLE001  # the child ends here, whatever happens
        sys.stderr.write(f"{name} failed: {error!r}\n")
        os._exit(1)
    os._exit(0)


def commit(path: Path, name: str, seconds: float) -> dict[str, object]:
    store = SqliteStore(path, Options())
    own = apsw.Connection(str(path))
    own.set_busy_timeout(5000)
    epoch, version, wanted = next_epoch(), 0, 0
    waits: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        answers = store.commit([commit_of(name, epoch, version)])
        waits.append(time.monotonic() - begun)
        version += 1
        assert answers == [Committed(version)], answers
        if version % EVERY == 0:
            taken = store.take_over(WANTED, "owner")
            assert taken is not None
            record = taken.record
            [answer] = store.commit([commit_of(WANTED, record.epoch, record.version)])
            assert isinstance(answer, Committed | Fenced), answer
            wanted += isinstance(answer, Committed)
        if version % EVERY_CHECKPOINT == 0:
            how = CHECKPOINTS[version // EVERY_CHECKPOINT % len(CHECKPOINTS)]
            own.execute(f"PRAGMA wal_checkpoint({how})").fetchall()
    store.close()
    own.close()
    return {"commits": version, "wanted": wanted, "waits": waits}


def commit_of(session: str, epoch: int, after: int) -> Commit:
    return Commit(
        session=session,
        owner="owner",
        epoch=epoch,
        after=after,
        version=after + 1,
        event=after + 1,
        place=b"",
        written={"a": b"x" * 5000},
    )


if __name__ == "__main__":
    main()
