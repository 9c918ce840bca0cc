"""Processes that write to one file at the same time: `crowd.py FILE PROCESSES COMMITS`.

Each commits to a session of its own, and now and then takes over one that all of them want. Prints the
longest waits, and ends with 1 if anything is lost.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from pathlib import Path

import apsw

from anew.stores.base import Commit, Committed, Fenced, Options, next_epoch
from anew.stores.sqlite import SqliteStore

WANTED = "wanted"
EVERY = 5  # Commits between two take-overs.
TOLD = struct.Struct("<d")


def main() -> None:
    path, processes, commits = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    store = SqliteStore(path, Options())
    store.commit([commit_of(WANTED, next_epoch(), 0)])
    store.close()
    pipes = [start(path, f"own-{number}", commits) for number in range(processes)]
    waits: list[float] = []
    for child, reader in pipes:
        with os.fdopen(reader, "rb") as told:
            content = told.read()
        assert os.waitpid(child, 0)[1] == 0, "A process failed."
        waits += (wait for (wait,) in TOLD.iter_unpack(content))
    store = SqliteStore(path, Options())
    for number in range(processes):
        shown = store.show(f"own-{number}")
        assert shown is not None
        assert shown.record.version == commits, shown
    store.close()
    connection = apsw.Connection(str(path))
    assert connection.pragma("integrity_check") == "ok"
    waits.sort()
    assert len(waits) == processes * commits
    print(  # noqa: T201  # for who started it
        f"{len(waits)} commits, 99 of 100 within {waits[len(waits) * 99 // 100] * 1000:.0f} ms"
    )


def start(path: Path, name: str, commits: int) -> tuple[int, int]:
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    try:
        os.close(reader)
        commit(path, name, commits, writer)
    except BaseException as error:  # noqa: BLE001  # the child ends here, whatever happens
        sys.stderr.write(f"{name} failed: {error!r}\n")
        os._exit(1)
    os._exit(0)


def commit(path: Path, name: str, commits: int, writer: int) -> None:
    store = SqliteStore(path, Options())
    epoch = next_epoch()
    for version in range(commits):
        begun = time.monotonic()
        answers = store.commit([commit_of(name, epoch, version)])
        os.write(writer, TOLD.pack(time.monotonic() - begun))
        assert answers == [Committed(version + 1)], answers
        if version % EVERY == 0:
            taken = store.take_over(WANTED, "owner")
            assert taken is not None
            record = taken.record
            [answer] = store.commit([commit_of(WANTED, record.epoch, record.version)])
            assert isinstance(answer, Committed | Fenced), answer
    store.close()


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
