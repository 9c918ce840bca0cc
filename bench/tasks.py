"""What reports of tasks cost, and a hundred sessions of which each has a task.

    python -m bench.tasks [--sessions 100] [--seconds 10]

First one task reports as often as it can for five seconds: the time of a report, and how often the page was sent. Then each of many
sessions has a task that reports ten times a second, whose page shows that: the processor time of the server for each second, and for
each update that a tab has received.
"""

from __future__ import annotations

import argparse
import threading
import time
from dataclasses import replace

import msgspec

from anew.protocol.messages import Seen
from bench.contenders import ANEW
from bench.fragments import Client, processor_seconds
from bench.servers import running


class Watcher(Client):
    """A tab that counts the updates that it is sent."""

    updates = 0

    def start(self, button: int) -> None:
        """Click a button."""
        self._say(self.tab.event(trigger=self.ids("button")[button]))

    def watch(self, is_over: threading.Event) -> None:
        """Take what comes, and say that it was seen, until it is over."""
        while not is_over.is_set() and self.text.split()[0] != "done":
            before = self.tab.seen
            self._read()
            if self.tab.seen != before:
                self.updates += 1
                self._socket.send(msgspec.json.encode(Seen(n=self.tab.seen)).decode())

    @property
    def text(self) -> str:
        """The last text of the page."""
        return str(self.tab.elements("text")[-1]["body"])


def measure_often() -> None:
    """Measure one task that does nothing but report."""
    with running(ANEW, "tasks") as server:
        tab = Watcher(server.port)
        tab.start(0)
        tab.watch(threading.Event())
    print(f"a report: {float(tab.text.split()[1]):.1f} µs; updates in 5 s: {tab.updates}")


def measure_many(sessions: int, seconds: float) -> None:
    """Measure many sessions with a task each."""
    options = ["--runner.maxTasks", str(sessions)]
    many = replace(ANEW, arguments=lambda app, port: [*ANEW.arguments(app, port), *options])
    with running(many, "tasks") as server:
        tabs = [Watcher(server.port) for _ in range(sessions)]
        is_over = threading.Event()
        threads = [threading.Thread(target=tab.watch, args=(is_over,)) for tab in tabs]
        for tab, thread in zip(tabs, threads, strict=True):
            tab.start(1)
            thread.start()
        time.sleep(1)
        begun, before = processor_seconds(server.pid), sum(tab.updates for tab in tabs)
        time.sleep(seconds)
        spent = processor_seconds(server.pid) - begun
        updates = sum(tab.updates for tab in tabs) - before
        is_over.set()
        for thread in threads:
            thread.join(10)
    print(
        f"{sessions} sessions with a task: {spent / seconds:.2f} s of processor time for each second, "
        f"{updates / seconds:.0f} updates a second, {spent / max(1, updates) * 1e6:.0f} µs for each"
    )


def main() -> None:
    """Measure both."""
    line = argparse.ArgumentParser(prog="python -m bench.tasks")
    line.add_argument("--sessions", type=int, default=100, help="how many have a task")
    line.add_argument("--seconds", type=float, default=10.0, help="how long they are watched")
    given = line.parse_args()
    measure_often()
    measure_many(given.sessions, given.seconds)


if __name__ == "__main__":
    main()
