"""Database servers that tests start: on free ports, in folders of their own, ended by their numbers."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psycopg
import redis

if TYPE_CHECKING:
    from types import TracebackType

PATIENCE_SECONDS = 30.0
MISSING = "There is no {}. `make test` installs it: see tools/databases.sh."


class Server:
    """A server process. It may be killed and started again, with what it kept in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()

    @property
    def url(self) -> str:
        return self.url_at(self.port)

    def url_at(self, port: int) -> str:
        """Its address behind a proxy at this port."""
        raise NotImplementedError

    def start(self) -> None:
        command = self.command()
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(command, stdout=log, stderr=log, **self.user())
        log.close()
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.is_ready():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(
                    f"{command[0]} did not start:\n{(self.folder / 'log').read_text()[-2000:]}"
                )
            time.sleep(0.01)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._process.pid, number)
        if number in {signal.SIGKILL, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT}:
            self._process.wait(PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill(signal.SIGCONT)
        self.kill(self.end_signal)

    end_signal = signal.SIGKILL

    def command(self) -> list[str]:
        raise NotImplementedError

    def is_ready(self) -> bool:
        raise NotImplementedError

    def user(self) -> dict[str, object]:
        """Whose process it is, as Popen takes it."""
        return {}


class ValkeyServer(Server):
    """Valkey or Redis, whichever is there, with an append-only file."""

    def __init__(self, folder: Path, *options: str) -> None:
        super().__init__(folder)
        self.options = options

    def url_at(self, port: int) -> str:
        return f"redis://127.0.0.1:{port}/0"

    def command(self) -> list[str]:
        return [
            valkey_program(),
            *("--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)),
            *("--appendonly", "yes", "--save", "", *self.options),
        ]

    def is_ready(self) -> bool:
        with redis.Redis(port=self.port) as client, suppress(redis.RedisError):
            return bool(client.ping())
        return False


class PostgresServer(Server):
    """PostgreSQL, by a user that is not root, whom it refuses."""

    end_signal = signal.SIGQUIT  # It ends its children, too.

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._programs = postgres_programs()
        user = self.user()
        if user:
            folder.chmod(0o755)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if user:
            os.chown(data, int(user["user"]), int(user["group"]))
        subprocess.run(
            [
                self._programs / "initdb",
                "-D",
                data,
                "-U",
                "anew",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "-N",
            ],
            check=True,
            capture_output=True,
            cwd="/",
            **user,
        )

    def url_at(self, port: int) -> str:
        return f"postgresql://anew@127.0.0.1:{port}/postgres"

    def command(self) -> list[str]:
        return [
            str(self._programs / "postgres"),
            *("-D", str(self.folder / "data"), "-p", str(self.port), "-h", "127.0.0.1"),
            *("-c", "unix_socket_directories="),
            # The machine stays on: what the system has is not lost when the server is killed.
            *("-c", "fsync=off", "-c", "autovacuum=off"),
        ]

    def is_ready(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=2):
            return True
        return False

    def user(self) -> dict[str, object]:
        if os.geteuid():
            return {}
        import pwd

        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                found = pwd.getpwnam(name)
                return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
        raise RuntimeError("PostgreSQL does not run as root, and there is no user nobody.")


def valkey_program() -> str:
    for name in (os.environ.get("VALKEY_SERVER", ""), "valkey-server", "redis-server"):
        if name and (found := shutil.which(name)):
            return found
    raise RuntimeError(MISSING.format("valkey-server or redis-server"))


def postgres_programs() -> Path:
    """The folder with the newest initdb and postgres."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin")]
    folders.sort(key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0)
    given = os.environ.get("POSTGRES_BIN")
    found = shutil.which("initdb")
    on_path = [Path(found).resolve().parent] if found else []
    for folder in [Path(given)] if given else [*reversed(folders), *on_path]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError(MISSING.format("PostgreSQL (initdb and postgres)"))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
