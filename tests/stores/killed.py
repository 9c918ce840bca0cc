"""Kills processes in the middle of their commits, and looks at what they leave: `killed.py FOLDER COUNT`.

Two children at a time commit to one file, each to sessions of its own. They tell their parent
what was confirmed. Each commit writes the same number to two keys, over several pages.
"""

from __future__ import annotations

import os
import random
import select
import signal
import struct
import sys
import time
from pathlib import Path

import apsw

from anew.stores.base import Commit, Committed, Options, next_epoch
from anew.stores.sqlite import SqliteStore

SESSIONS = 3
OPTIONS = Options(patience_seconds=10)
ROUND = 10  # Kills of one file.
TOLD = struct.Struct("<qq")


def main() -> None:
    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(kills)
    done = 0
    confirmed = 0
    while done < kills:
        path = folder / f"{done}" / ".anew" / "state.db"
        for number in range(ROUND):
            told = [kill_one(path, f"{number}-{which}", chance) for which in (0, 1)]
            versions = {name: version for end in told for name, version in end().items()}
            check(path, versions)
            confirmed += sum(versions.values())
            done += len(told)
    print(f"{done} kills, {confirmed} commits confirmed, none lost, none torn.")  # noqa: T201  # for who started it
    assert confirmed > done, "They were killed before they did anything."


def kill_one(path: Path, name: str, chance: random.Random):
    """Start a child; what ends it and returns the confirmed version of each of its sessions."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        commit_for_ever(path, name, writer)
    os.close(writer)
    is_early = chance.random() < 0.25  # Killed while it opens the file.
    seconds = chance.uniform(0.0, 0.04)

    def finish() -> dict[str, int]:
        if not is_early:
            assert select.select([reader], [], [], 60)[0], "A child did nothing."
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told = b""
        while part := os.read(reader, 65_536):
            told += part
        os.close(reader)
        whole = len(told) // TOLD.size * TOLD.size
        return {f"{name}-{n}": version for n, version in TOLD.iter_unpack(told[:whole])}

    return finish


def commit_for_ever(path: Path, name: str, writer: int) -> None:
    try:
        store = SqliteStore(path, OPTIONS)
        epoch, version = next_epoch(), 0
        while True:
            version += 1
            value = b"%d" % version
            commits = [
                Commit(
                    session=f"{name}-{n}",
                    owner="owner",
                    epoch=epoch,
                    after=version - 1,
                    version=version,
                    event=version,
                    place=value,
                    written={"a": value * 2000, "b": value * 2000},
                )
                for n in range(SESSIONS)
            ]
            assert store.commit(commits) == [Committed(version)] * SESSIONS
            os.write(writer, b"".join(TOLD.pack(n, version) for n in range(SESSIONS)))
    except BaseException as error:  # noqa: BLE001  # the child ends here, whatever happens
        sys.stderr.write(f"The child failed: {error!r}\n")
        os._exit(1)


def check(path: Path, confirmed: dict[str, int]) -> None:
    if not confirmed and not path.exists():
        return
    assert not [*path.parent.glob("*.damaged-*")]
    store = SqliteStore(path, OPTIONS)
    assert not [*path.parent.glob("*.damaged-*")]
    for session, version in confirmed.items():
        taken = store.take_over(session, "owner")
        assert taken is not None, f"{session} is lost"
        record = taken.record
        assert record.version >= version, f"{session}: {record.version} after {version}"
        value = b"%d" % record.version
        assert (record.event, record.place) == (record.version, value), session
        assert taken.values == {"a": value * 2000, "b": value * 2000}, f"{session} is torn"
    store.close()
    connection = apsw.Connection(str(path))
    assert connection.pragma("integrity_check") == "ok"
    connection.close()


if __name__ == "__main__":
    main()
