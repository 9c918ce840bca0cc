"""The floor: the least work that a server of this kind must do for a click.

It has the same server stack and settings as anew, a bare page and a bare WebSocket. For each
message, a thread executes a compiled script of three lines and encodes the answer as JSON. It has
no elements, pages, sessions or checks.
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.websockets import WebSocket

HELLO = '{"tag":"hello"}'

SCRIPT = compile(
    """
count = state["count"] = state.get("count", 0) + clicks
line = f"Count = {count}"
answer = {"tag": "update", "line": line}
""",
    "floor script",
    "exec",
)


def create_floor() -> Starlette:
    """The app, with its page and its WebSocket."""
    page = (Path(__file__).parent / "floor.html").read_text(encoding="utf-8")
    threads = ThreadPoolExecutor(max_workers=16)

    async def show(_: Request) -> HTMLResponse:
        return HTMLResponse(page)

    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        loop = asyncio.get_running_loop()
        state: dict[str, int] = {}
        async for message in socket.iter_text():
            clicks = 0 if message == HELLO else 1
            await socket.send_text(await loop.run_in_executor(threads, run, state, clicks))

    return Starlette(routes=[Route("/", show), WebSocketRoute("/socket", talk)])


def run(state: dict[str, int], clicks: int) -> str:
    """Execute the script once, and encode its answer."""
    names: dict[str, object] = {"state": state, "clicks": clicks}
    exec(SCRIPT, names)
    return msgspec.json.encode(names["answer"]).decode()


if __name__ == "__main__":
    # The settings are anew's. For both, uvicorn chooses the same event loop and parsers.
    uvicorn.run(
        create_floor(),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
        access_log=False,
        ws_per_message_deflate=False,
        server_header=False,
    )
