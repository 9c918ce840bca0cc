"""One file that many processes write, and have the log of written into it; and a SQLite that must not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import apsw
import pytest
from faults.trials import IS_FULL, Trials

from anew.stores.base import UnsuitableError
from anew.stores.sqlite import SqliteStore

CROWD = Path(__file__).parent.parent / "stores" / "crowd.py"
WAIT_SECONDS = 0.25  # 99 of 100 commits are made within this.


@pytest.mark.slow
def test_eight_processes_write_and_checkpoint(tmp_path):
    """Nothing that was confirmed is lost, also of a session that all of them want, and the file is sound."""
    processes, seconds = (8, 60) if IS_FULL else (4, 0.7)
    commits = 0
    with Trials("processes share a file", store="sqlite", short=1, full=5) as trials:
        for _ in trials:
            path = tmp_path / str(trials.seed) / "state.db"
            run = subprocess.run(
                [sys.executable, CROWD, path, str(processes), str(seconds)],
                capture_output=True,
                text=True,
                check=False,
                timeout=seconds + 60,
            )
            if run.returncode:
                trials.add([run.stderr[-1000:]])
                continue
            result = json.loads(run.stdout)
            commits += result["commits"]
            trials.set(commits=commits)
            trials.note(wait_p99=result["p99"], longest_wait=result["longest"])
            if IS_FULL and result["p99"] > WAIT_SECONDS:
                trials.add([f"99 of 100 commits take {result['p99']:.3f} s"])


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.7.0"])
def test_a_sqlite_that_may_damage_a_shared_file_is_refused(tmp_path, monkeypatch, version):
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: version)

    with pytest.raises(
        UnsuitableError, match=rf"^apsw comes with SQLite {version}, which may damage"
    ):
        SqliteStore(tmp_path / "state.db")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("version", ["3.51.3", "3.53.0", "4.0.0"])
def test_a_sqlite_that_does_not_is_used(tmp_path, monkeypatch, version):
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: version)

    SqliteStore(tmp_path / "state.db").close()
