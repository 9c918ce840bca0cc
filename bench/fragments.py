"""What the run of a fragment costs beside one of the whole script, and what clocks cost.

    python -m bench.fragments [--clicks 50] [--seconds 20]

The page has 1,000 elements besides: texts and checkboxes. Of clicks, it tells the time until the page that answers, seen by a raw
client; the processor time of the server; and the bytes that the client received. Then 20 fragments of such a page have
`run_every=1`, and nobody clicks.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from anew.protocol.messages import Location, Refresh, Seen
from anew.testing.tab import Tab
from bench.contenders import ANEW
from bench.percentiles import p50
from bench.raw import fetch_cookie
from bench.servers import running
from bench.websocket import RawWebSocket

if TYPE_CHECKING:
    from anew.protocol.messages import Message

WARM_UP_CLICKS = 5


class Client:
    """A tab of a server, which counts the bytes that it receives."""

    def __init__(self, port: int, query: str = "") -> None:
        self.bytes = 0
        self.tab = Tab()
        self.tab.location = Location("", query)
        self._socket = RawWebSocket(port, "/_anew/socket", cookie=fetch_cookie(port))
        self._say(self.tab.hello())
        while not self.tab.is_settled:
            self._read()

    def ids(self, tag: str) -> list[str]:
        """The ids of the elements of a kind, in page order."""
        return [element["id"] for element in self.tab.elements(tag)]

    def click(self, button: str) -> float:
        """Click, and wait for the page that answers; the milliseconds."""
        event = self.tab.event(trigger=button)
        begun = time.perf_counter()
        self._say(event)
        while not self.tab.is_settled:
            self._read()
        return (time.perf_counter() - begun) * 1000

    def refresh(self, fragments: list[str]) -> None:
        """Ask for fragments, as the clock of a tab does, and wait for the page."""
        before = self.tab.seen
        self._say(Refresh(fragments))
        while self.tab.seen == before:
            self._read()
        self._say(Seen(n=self.tab.seen))

    def _say(self, message: Message) -> None:
        self._socket.send(msgspec.json.encode(message).decode())

    def _read(self) -> None:
        for raw in self._socket.receive():
            self.bytes += len(raw)
            self.tab.send(raw.decode())


def processor_seconds(pid: int) -> float:
    """The processor time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_clicks(count: int) -> None:
    """Measure clicks in the fragment, and in the rest of the page."""
    print("click       answered, ms   processor, ms   received, bytes")
    for label, index in (("Inside", 0), ("Outside", 1)):
        with running(ANEW, "fragments") as server:
            tab = Client(server.port)
            button = tab.ids("button")[index]
            for _ in range(WARM_UP_CLICKS):
                tab.click(button)
            tab.bytes, begun = 0, processor_seconds(server.pid)
            times = [tab.click(button) for _ in range(count)]
            spent = (processor_seconds(server.pid) - begun) * 1000 / count
        print(f"{label:10} {p50(times):13.2f} {spent:15.2f} {tab.bytes / count:17,.0f}", flush=True)


def measure_clocks(seconds: float) -> None:
    """Measure twenty fragments with a clock of a second."""
    with running(ANEW, "fragments") as server:
        tab = Client(server.port, "ticks=1")
        ticking = tab.ids("fragment")[:20]
        tab.bytes, begun = 0, processor_seconds(server.pid)
        started = time.perf_counter()
        ticks = 0
        while (elapsed := time.perf_counter() - started) < seconds:
            tab.refresh(ticking)
            ticks += 1
            time.sleep(max(0.0, ticks - (time.perf_counter() - started)))
        spent = processor_seconds(server.pid) - begun
    print(
        f"\n20 fragments each second, of {len(ticking)} that were asked for, for {elapsed:.0f} s:"
    )
    print(f"{spent:.2f} s of processor time, {tab.bytes:,} bytes received, in {ticks} messages")


def main() -> None:
    """Measure both."""
    line = argparse.ArgumentParser(prog="python -m bench.fragments")
    line.add_argument("--clicks", type=int, default=50, help="how many of each kind")
    line.add_argument("--seconds", type=float, default=20.0, help="how long clocks go on")
    given = line.parse_args()
    measure_clicks(given.clicks)
    measure_clocks(given.seconds)


if __name__ == "__main__":
    main()
