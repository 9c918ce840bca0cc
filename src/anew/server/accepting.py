"""How workers share the connections to one listening socket.

Each worker is woken for each connection, and the fastest gets it. If connections come one by one,
that is always the same worker: the others would have no tabs, and their processors nothing to do.
So a worker that has more connections than another holds back for a moment. If the other is busy or
stopped, the first one accepts after that moment, so none has to wait for long.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    import ssl
    from collections.abc import Callable, MutableSequence

log = logging.getLogger("anew")

BACKLOG = 2048  # How many connections may wait to be accepted.
HOLD_SECONDS = 0.005  # How long a worker holds back.
FULL_SECONDS = 1.0  # How long it waits if the process may not open more files.
NO_WORKER = 2**31 - 1  # The load of a worker that is not there: nobody holds back for it.


class Acceptor:
    """Accepts connections for one of several processes. Threading: the event loop.

    It takes the place of an asyncio server, with as much of its interface as uvicorn uses.
    """

    def __init__(
        self,
        listener: socket.socket,
        protocol: Callable[[], asyncio.BaseProtocol],
        ssl_context: ssl.SSLContext | None,
        loads: MutableSequence[int],
        number: int,
    ) -> None:
        """Accept connections from now on.

        Args:
            listener: The socket that is shared.
            protocol: Makes what handles a connection.
            ssl_context: For https.
            loads: How many connections each worker has. All processes share it.
            number: The number of this worker, from 1.
        """
        self._listener = listener
        self._protocol = protocol
        self._ssl_context = ssl_context
        self._loads = loads
        self._index = number - 1
        self._loop = asyncio.get_running_loop()
        self._opening: set[asyncio.Task[None]] = set()
        self._is_closed = False
        listener.setblocking(False)
        listener.listen(BACKLOG)  # Whichever worker is ready first; the others change nothing.
        self._listen()

    def publish(self, connections: int) -> None:
        """Let the others know how many connections this worker has."""
        if not self._is_closed:
            self._loads[self._index] = connections

    def close(self) -> None:
        """Accept no more connections."""
        if not self._is_closed:
            self._is_closed = True
            self._loads[self._index] = NO_WORKER
            self._loop.remove_reader(self._listener)
            # Once all processes have closed theirs, the system refuses connections, and whoever
            # connects can try another server.
            self._listener.close()

    async def wait_closed(self) -> None:
        pass

    def _listen(self) -> None:
        if not self._is_closed:
            self._loop.add_reader(self._listener, self._look)

    def _look(self) -> None:
        """A connection is waiting."""
        if self._loads[self._index] > min(self._loads):
            self._pause(HOLD_SECONDS)
        else:
            self._accept()

    def _pause(self, seconds: float) -> None:
        self._loop.remove_reader(self._listener)
        self._loop.call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        if not self._is_closed:
            self._listen()
            self._accept()

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return  # Another worker has it, or the browser has given up.
        except OSError as error:
            log.error("No connection can be accepted: %s", error)  # noqa: TRY400  # it says all
            self._pause(FULL_SECONDS)
            return
        self._loads[self._index] += 1
        connection.setblocking(False)
        task = self._loop.create_task(self._open(connection))
        self._opening.add(task)  # Otherwise it might be collected before it is done.
        task.add_done_callback(self._opening.discard)

    async def _open(self, connection: socket.socket) -> None:
        with suppress(OSError):  # The browser has gone, or its TLS handshake has failed.
            await self._loop.connect_accepted_socket(
                self._protocol, connection, ssl=self._ssl_context
            )
