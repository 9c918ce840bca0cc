"""Uploads that are cut, slow, sent twice, or whose server is killed: whole, or a clean error, and nothing left.

Two servers share a store. A file is sent to either of them, whichever the tab is connected to. What
the page says of a file, its SHA-256, is compared with what was sent.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest
from faults.client import Client
from faults.trials import IS_FULL, Trials
from stores.places import PostgresPlace, SqlitePlace, ValkeyPlace, eventually

from anew.stores.base import Options
from anew.stores.parts import PART_BYTES

if TYPE_CHECKING:
    import random

    from faults.nodes import Node
    from stores.places import Place

pytestmark = pytest.mark.slow

SCRIPT = """
import hashlib
import json

import anew as st

files = st.file_uploader("Files", accept_multiple_files=True)
st.text(json.dumps([[file.name, file.size, hashlib.sha256(file.read()).hexdigest()] for file in files]))
"""
# The first four are the short form.
FAULTS = ("cut", "killed", "resumed", "twice", "killed in the end", "slow")
GRACE_SECONDS = Options().blob_grace_seconds
PATIENCE_SECONDS = 20.0
MOST_BYTES = 3 * PART_BYTES if IS_FULL else PART_BYTES + 1000


class Sent(NamedTuple):
    name: str
    content: bytes

    @property
    def shown(self) -> list[object]:
        """What the page says of it."""
        return [self.name, len(self.content), hashlib.sha256(self.content).hexdigest()]


@pytest.fixture
def kind(kind) -> str:
    if not IS_FULL and kind != "sqlite":
        pytest.skip("The short form takes one store: tests/stores has the others' faults.")
    return kind


def test_a_file_is_whole_or_an_error_and_nothing_is_left_of_it(nodes_of, place, kind):
    nodes = nodes_of(2, script=SCRIPT)
    tabs: list[str] = []
    with Trials("uploads", store=kind, short=4, full=170) as trials:
        for number, chance in enumerate(trials):
            fault = FAULTS[number % len(FAULTS)]
            trials.add(asyncio.run(trial(fault, nodes, chance, tabs)))
        trials.add(partial_files(place))
        trials.add(left_when_all_have_gone(place, tabs))


async def trial(fault: str, nodes: list[Node], chance: random.Random, tabs: list[str]) -> list[str]:
    ports = [node.port for node in nodes]
    async with Client(ports, seed=chance.randrange(1 << 30)) as tab:
        await tab.settled(PATIENCE_SECONDS)
        assert tab.name is not None
        tabs.append(tab.name)
        first, second = file_of(chance, "first.bin"), file_of(chance, "second.bin")
        kept = await sent(tab, chance.choice(ports), first)
        await use(tab, kept)
        faults = await broken(fault, tab, nodes, chance, kept, first, second)
        await tab.until(lambda: tab.is_settled, PATIENCE_SECONDS)
        again = await sent(tab, chance.choice(ports), second)
        await use(tab, kept, again)
        if fault == "resumed":
            node = next(node for node in nodes if node.port == tab.port)
            await asyncio.to_thread(node.kill)
            await tab.until(lambda: tab.is_settled, PATIENCE_SECONDS)
            await asyncio.to_thread(node.start)
        await tab.until(lambda: tab.is_settled, PATIENCE_SECONDS)
        shown = tab.shown()
        if shown != [first.shown, second.shown]:
            faults.append(f"{fault}: the page shows {shown}, not {[first.shown, second.shown]}")
        return faults


async def broken(
    fault: str,
    tab: Client,
    nodes: list[Node],
    chance: random.Random,
    kept: str,
    first: Sent,
    file: Sent,
) -> list[str]:
    """Send a file while something goes wrong."""
    node = chance.choice(nodes)
    match fault:
        case "cut":
            await sent_until(tab, node.port, file, chance.randrange(len(file.content)))
        case "killed" | "killed in the end":
            is_late = fault == "killed in the end"
            start = len(file.content) if is_late else chance.randrange(len(file.content))
            writer = await sent_until(tab, node.port, file, start, stays=True)
            await asyncio.sleep(chance.uniform(0, 0.02))
            await asyncio.to_thread(node.kill)
            writer.transport.abort()
            await asyncio.to_thread(node.start)
        case "slow":
            status, _ = await post(tab, node.port, file, pauses=[chance.uniform(0, 0.2)] * 4)
            return [] if status == 200 else [f"a slow upload ended with {status}"]
        case "twice":
            answers = await asyncio.gather(*[post(tab, each.port, file) for each in nodes])
            ids = [answer for status, answer in answers if status == 200]
            return [] if len({*ids}) == 2 else [f"the same twice: {answers}"]
        case "resumed":
            file_id = await sent(tab, node.port, file)
            held = next(node for node in nodes if node.port == tab.port)
            await asyncio.to_thread(held.kill)
            await use(tab, kept, file_id)
            await asyncio.to_thread(held.start)
            if tab.shown() != [first.shown, file.shown]:
                return [f"not resumed: {tab.shown()}"]
    return []


def file_of(chance: random.Random, name: str) -> Sent:
    size = chance.choice([1, 1000, 70_000, PART_BYTES, chance.randrange(1, MOST_BYTES)])
    return Sent(name, chance.randbytes(size))


async def use(tab: Client, *ids: str) -> None:
    tab.report({tab.id_of("file_uploader"): [*ids]})
    await tab.settled(PATIENCE_SECONDS)


async def sent(tab: Client, port: int, file: Sent) -> str:
    """Send a file until it is taken; its id."""
    for _ in range(200):
        status, answer = await post(tab, port, file)
        if status == 200:
            return answer
        assert status in {0, 404, 408, 429, 503, 507}, (status, answer)
        await asyncio.sleep(0.05)
    raise AssertionError(f"It is never taken: {status} {answer}")


async def post(
    tab: Client, port: int, file: Sent, *, pauses: list[float] | None = None
) -> tuple[int, str]:
    """Send a file; the status with the id or the reason, 0 if the connection broke."""
    with suppress(OSError, asyncio.IncompleteReadError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(head_of(tab, port, file))
            step = len(file.content) // len(pauses) + 1 if pauses else len(file.content)
            for number, start in enumerate(range(0, len(file.content), step)):
                writer.write(file.content[start : start + step])
                await writer.drain()
                if pauses:
                    await asyncio.sleep(pauses[number])
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.partition("content-length: ")[2].split("\r\n")[0])
            body = (await reader.readexactly(length)).decode()
        finally:
            writer.transport.abort()
        status = int(head.split()[1])
        return status, json.loads(body)["id"] if status == 200 else body
    return 0, ""


async def sent_until(
    tab: Client, port: int, file: Sent, count: int, *, stays: bool = False
) -> asyncio.StreamWriter:
    """Send so many bytes of a file, and break the connection there."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head_of(tab, port, file) + file.content[:count])
    with suppress(OSError):
        await writer.drain()
    if not stays:
        writer.transport.abort()
    return writer


def head_of(tab: Client, port: int, file: Sent) -> bytes:
    return "\r\n".join(
        [
            "POST /_anew/upload HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Origin: http://127.0.0.1:{port}",
            f"Cookie: anew_sid={tab.cookie}",
            f"X-Anew-Tab: {tab.name}",
            f"X-Anew-Widget: {tab.id_of('file_uploader')}",
            f"X-Anew-File-Name: {file.name}",
            f"Content-Length: {len(file.content)}",
            "",
            "",
        ]
    ).encode()


# What is in the store -----------------------------------------------------------------------


def partial_files(place: Place) -> list[str]:
    """Blobs that have a name, and not all of their parts."""
    match place:
        case SqlitePlace():
            store = place.open()
            with store.reading() as connection:
                rows = connection.execute(
                    "SELECT name, size, (SELECT coalesce(sum(length(content)), 0) FROM parts "
                    "WHERE blob_id = blobs.id) AS has FROM blobs WHERE name IS NOT NULL"
                ).fetchall()
        case PostgresPlace():
            rows = place.connection.execute(
                "SELECT name, size, (SELECT coalesce(sum(octet_length(content)), 0) "
                "FROM anew_parts WHERE blob_id = b.id) FROM anew_blobs AS b WHERE name IS NOT NULL"
            ).fetchall()
        case ValkeyPlace():
            rows = []
            for name in place.client.scan_iter(match="anew:blob:*"):
                fields = place.client.hgetall(name)
                has = sum(len(part) for key, part in fields.items() if key.startswith(b"part:"))
                rows.append((name, int(fields[b"size"]), has))
    assert rows
    return [f"{name}: {has} of {size} bytes" for name, size, has in rows if size != has]


def left_when_all_have_gone(place: Place, tabs: list[str]) -> list[str]:
    """What is still there of files whose sessions are over, when the store's grace time is."""
    store = place.open()
    for tab in tabs:
        store.remove(tab)
    place.age(GRACE_SECONDS + 1)

    def count() -> int:
        store.expire()
        match place:
            case SqlitePlace():
                with store.reading() as connection:
                    [[count]] = connection.execute(
                        "SELECT (SELECT count(*) FROM blobs) + (SELECT count(*) FROM parts) "
                        "+ (SELECT count(*) FROM holds)"
                    ).fetchall()
                    return count
            case PostgresPlace():
                [count] = place.connection.execute(
                    "SELECT (SELECT count(*) FROM anew_blobs) + (SELECT count(*) FROM anew_parts) "
                    "+ (SELECT count(*) FROM anew_holds)"
                ).fetchone()
                return count
            case _:
                kinds = ("anew:blob:*", "anew:unfinished:*", "anew:holders:*", "anew:held:*")
                return sum(len([*place.client.scan_iter(match=kind)]) for kind in kinds)

    return [] if eventually(lambda: count() == 0) else [f"{count()} things are left of files"]
