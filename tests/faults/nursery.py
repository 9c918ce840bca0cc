"""Starts servers fast: anew is imported once, and each server is a fork of this process.

A server is a real process, which is killed, paused and started as any; only its imports are made
already. Orders come as lines of JSON on the standard input, `{"arguments", "environment", "log"}`;
each is answered with `{"pid"}`. When the input ends, all that was started is killed.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

IMPORTED = (
    *("anew.cli", "anew.server.process", "anew.elements.text", "anew.elements.number_input"),
    *("anew.stores.sqlite", "anew.stores.valkey", "anew.stores.postgres", "psycopg_binary"),
    *("uvloop", "httptools", "websockets", "faults.steps"),
)


def main() -> None:
    for name in IMPORTED:
        with suppress(ImportError):
            importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # The system takes those away that have ended.
    started: list[int] = []
    for line in iter(sys.stdin.readline, ""):
        order = json.loads(line)
        child = os.fork()
        if not child:
            be_server(order)
        started.append(child)
        sys.stdout.write(json.dumps({"pid": child}) + "\n")
        sys.stdout.flush()
    for child in started:
        with suppress(ProcessLookupError):
            if Path(f"/proc/{child}/stat").exists() or sys.platform != "linux":
                os.kill(child, signal.SIGKILL)


def be_server(order: dict) -> None:
    """Become a server that was ordered. Does not return."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.environ.update(order["environment"])
        importlib.import_module("faults.steps").install(os.environ.get("ANEW_TESTS_FAULT", ""))
        sys.argv = ["anew", *order["arguments"]]
        importlib.import_module("anew.cli").main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  # it is told, and the process ends here
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]  # there is one
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
