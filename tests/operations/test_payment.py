"""The example of a payment: a click that is carried out twice pays once."""

from __future__ import annotations

import json
import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from operations.app_process import running
from server.apps import SocketTab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLE = Path(__file__).parents[2] / "examples" / "payment.py"


class Payments:
    """A payment service: for each key it makes one payment, and gives its receipt each time."""

    def __init__(self) -> None:
        self.made: dict[str, int] = {}  # Amounts by key.
        self.requests = 0
        self.before_answer: Callable[[], None] = lambda: None
        self.url = ""

    def take(self, key: str, amount: int) -> str:
        self.requests += 1
        self.made.setdefault(key, amount)
        self.before_answer()
        return f"number {list(self.made).index(key) + 1}, {self.made[key]}"


@contextmanager
def serving(payments: Payments) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # http.server's name
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            receipt = payments.take(self.headers["Idempotency-Key"], body["amount"])
            content = json.dumps({"receipt": receipt}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # The app is not there any more to hear the answer.
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    payments.url = f"http://127.0.0.1:{server.server_port}/payments"
    try:
        yield
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


@pytest.fixture
def payments() -> Iterator[Payments]:
    payments = Payments()
    with serving(payments):
        yield payments


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLE, tmp_path))


def receipts(tab: SocketTab) -> list[str]:
    return [element["body"] for element in tab.elements("text")]


def test_a_payment_is_made_once_although_the_server_died_in_the_middle_of_it(payments, script):
    with running(script, PAYMENTS_URL=payments.url) as first:
        tab = SocketTab.settled(first.port)
        tab.do(tab.event(values={tab.elements("number_input")[0]["id"]: 35}))
        killed = threading.Event()

        def kill() -> None:
            first.kill()
            killed.set()

        payments.before_answer = kill  # The payment is made; the app never hears of it.
        tab.say(tab.event(trigger=tab.elements("button")[0]["id"]))
        assert killed.wait(10)
        tab.hang_up()
    payments.before_answer = lambda: None
    with running(script, PAYMENTS_URL=payments.url) as second:
        tab.move_to(second.port)
        tab.connect()
        tab.settle()
        paid = receipts(tab)
        tab.do(tab.event(trigger=tab.elements("button")[0]["id"]))

        assert (payments.requests, list(payments.made.values())) == (3, [35, 35])
        assert paid == ["Paid: number 1, 35"]
        assert receipts(tab) == ["Paid: number 1, 35", "Paid: number 2, 35"]
        tab.hang_up()
