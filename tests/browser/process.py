"""`anew run` as a process of its own, which a test ends by its number."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Process:
    """Serves a script until it is ended."""

    def __init__(self, script: Path, *options: str, files: int | None = None) -> None:
        """Args:
        files: How many the system lets it open, if few.
        """
        self._command = [sys.executable, "-m", "anew", "run", str(script), *options]
        if files is not None:
            self._command = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", *self._command]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [*self._command, "--server.headless", "true"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.url = self._printed_url()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait(10)
        self._process.stdout.close()

    @property
    def port(self) -> str:
        return self.url.rpartition(":")[2]

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal; its exit code."""
        self.signal(number)
        return self.wait()

    def signal(self, number: signal.Signals) -> None:
        os.kill(self._process.pid, number)

    def wait(self) -> int:
        """Wait until it has ended; its exit code."""
        return self._process.wait(20)

    def await_word(self, word: str) -> None:
        """Wait until a line of its log has this in it."""
        while word not in (line := self._process.stdout.readline()):
            assert line, f"It never said {word!r}."

    def rest_of_log(self) -> str:
        """What it says until it ends, and nobody has read."""
        return self._process.stdout.read()

    def _printed_url(self) -> str:
        said = ""
        while not (found := re.search(r"http://\S+", said)):
            line = self._process.stdout.readline()
            assert line, f"It said only: {said!r}"
            said += line
        return found[0]
