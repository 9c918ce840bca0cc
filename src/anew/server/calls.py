"""Calls that may wait, made on a thread by a coroutine that waits for the result."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.threads import Threads

T = TypeVar("T")


async def called(threads: Threads, work: Callable[[], T]) -> T:
    """What `work` returns, or raises. It goes on to its end though nobody may wait for it any more."""
    loop = asyncio.get_running_loop()
    made: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, problem: Exception | None) -> None:
        if made.cancelled():  # The browser has gone.
            return
        if problem is None:
            made.set_result(result)  # type: ignore[arg-type]  # it is there if there is no problem
        else:
            made.set_exception(problem)

    def call() -> None:
        result, problem = None, None
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  # the author's code may raise anything
            problem = error if isinstance(error, Exception) else RuntimeError(repr(error))
        if not loop.is_closed():  # The call may outlive the server by a moment.
            loop.call_soon_threadsafe(settle, result, problem)

    threads.call(call)
    return await made
