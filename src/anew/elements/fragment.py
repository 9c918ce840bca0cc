"""Calls of functions that can run again without the rest of the script."""

from __future__ import annotations

import functools
import inspect
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from anew.ambient.context import enter, here, leave
from anew.ambient.fragments import Beside
from anew.ambient.fragments import Fragment as Called
from anew.errors import InvalidParameterValueError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from anew.ambient.context import RunContext
    from anew.ambient.fragments import MakeRecord

F = TypeVar("F", bound="Callable[..., Any]")


class Fragment(Element, frozen=True):
    """What a fragment draws: of itself, it looks like nothing."""

    id: str = ""
    every: float = 0.0  # The tab asks for it again after so many seconds; 0 for never.


def called_as_fragment(
    function: F,
    make_record: MakeRecord,
    key: str = "",
    *,
    is_parallel: bool = False,
    is_apart: bool = False,
) -> F:
    """A function whose calls are fragments of the page.

    Args:
        key: The author's; "" for none.
        is_parallel: Whether it may run beside the script.
        is_apart: Whether it is in a window of its own, so in no form either.
    """
    names = getattr(function, "__qualname__", type(function).__qualname__)
    if is_parallel and inspect.iscoroutinefunction(function):
        raise InvalidParameterValueError(
            f"fragment: {names} is async, and parallel=True is for functions that are not: what "
            f"awaits runs on the session's event loop. Leave one of the two out."
        )

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        now = here()
        now.run.control.checkpoint()
        if now.run.builder is None:  # Outside of a run, nothing runs again.
            return function(*args, **kwargs)
        fragments, place = now.run.fragments, now.place
        if is_apart:
            place = now.run.builder.beside_areas
            place = now.fragment.own(place, now.run.touched) if now.fragment else place
        own = Called(
            fragments.new_id(names, key, now.fragment),
            key,
            now.fragment,
            place,
            make_record,
            functools.partial(function, *args, **kwargs),
            is_parallel=is_parallel,
            is_apart=is_apart,
            page_scope=now.run.page_scope,
            module=sys.modules.get("__main__"),
        )
        fragments.add(own)
        if not is_parallel or now.run.layers.fragments is not None:
            return call_within(own)
        if now.run.beside is None:
            now.run.beside = Beside(now.run.settings.runner.parallel_max_workers)
        now.run.layers.mark(own.id, "" if now.fragment is None else now.fragment.id)
        now.run.beside.start(own, call_within)
        return None

    return call  # type: ignore[return-value]


def call_within(own: Called) -> Any:
    """Call a fragment's function: what it draws is the fragment's.

    Returns:
        What the function returns. Where it is async and the script awaits, something to await.
    """
    run = here().run
    with _within(run, own):
        result = own.call()
        if inspect.iscoroutine(result) and not run.event_loop.is_running:
            result = run.event_loop.run(result)
    return _awaited(run, own, result) if inspect.iscoroutine(result) else result


async def _awaited(run: RunContext, own: Called, result: Coroutine[Any, Any, object]) -> object:
    with _within(run, own):
        return await result


@contextmanager
def _within(run: RunContext, own: Called) -> Iterator[None]:
    token = enter(run, own.block, own)
    try:
        yield
    except BaseException as error:
        run.left_fragment = error
        if (run.failed_in or (None,))[0] is not error:
            run.failed_in = (error, own.block)
        raise
    finally:
        leave(token)
