"""Text that is shown while it is generated."""

from __future__ import annotations

import inspect
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Generator,
    Iterable,
    Iterator,
)
from typing import Any

from anew.ambient.context import here
from anew.elements.command import command
from anew.elements.shared.chunks import text_of
from anew.elements.shared.streamed import StreamedText
from anew.elements.write import write
from anew.errors import InvalidParameterTypeError

_END = object()


@command("Text")
def write_stream(
    stream: Callable[..., Any]
    | Generator[Any, Any, Any]
    | Iterable[Any]
    | AsyncGenerator[Any, Any],
    *,
    cursor: str | None = None,
) -> list[Any] | str:
    """Show what a generator or the client of a language model yields, as it arrives.

    Text grows in one place, as Markdown; whatever else is shown as `st.write` shows it, and text after
    it begins a new place. When the user stops the run, what has arrived stays on the page.

    Args:
        stream: A generator, a function that returns one, any iterable, an async generator, or the
            stream of a client of OpenAI, Anthropic or LangChain.
        cursor: Shown after the text while more is to come; Markdown.

    Returns:
        All text in one string; if there was anything else, a list of the texts and the other things.

    Raises:
        InvalidParameterTypeError: `stream` is not something to go through, or is plain text.

    Example:
        >>> def words():
        ...     for word in "Flour, water, yeast, salt and **lye**.".split(" "):
        ...         yield word + " "
        >>> answer = st.write_stream(words)
        >>> st.write(len(answer), "characters")
    """
    writing = _Writing(cursor or "")
    try:
        for chunk in _chunks(stream):
            writing.add(chunk)
    finally:
        writing.end_text()  # Also if the run is stopped: what came stays, without the cursor.
    return writing.written


class _Writing:
    """What has been written so far, and the text that grows now."""

    def __init__(self, cursor: str) -> None:
        self._cursor = cursor
        self._parts: list[Any] = []  # All before the text that grows.
        self._text = StreamedText(cursor)

    def add(self, chunk: object) -> None:
        text = text_of(chunk)
        if text is None:
            self.end_text()
            self._parts.append(chunk)
            write(chunk)
        elif text:
            self._text.add(text)

    def end_text(self) -> None:
        """The text is complete, if there is any; what follows begins another."""
        self._text.end()
        if self._text.text:
            self._parts.append(self._text.text)
        self._text = StreamedText(self._cursor)

    @property
    def written(self) -> list[Any] | str:
        """As `st.write_stream` returns it."""
        match self._parts:
            case []:
                return ""
            case [str(text)]:
                return text
        return self._parts


def _chunks(stream: Any) -> Iterator[Any]:
    if isinstance(stream, str | bytes):
        raise InvalidParameterTypeError(
            "write_stream: this is plain text, which does not arrive piece by piece. Show it with "
            "st.write(...), or pass a generator."
        )
    if inspect.isfunction(stream) or inspect.ismethod(stream) or _is_only_callable(stream):
        stream = stream()
    if isinstance(stream, AsyncIterable):
        return _waited_for(stream)
    if isinstance(stream, Iterable):
        return iter(stream)
    raise InvalidParameterTypeError(
        f"write_stream: {stream!r} is not something to go through. Pass a generator, a function "
        f"that returns one, or another iterable."
    )


def _is_only_callable(stream: object) -> bool:
    return callable(stream) and not isinstance(stream, Iterable | AsyncIterable)


def _waited_for(stream: AsyncIterable[Any]) -> Iterator[Any]:
    """The chunks of an async stream, in the session's own loop: clients that it is for are bound to it."""
    loop = here().run.event_loop
    if loop.use().is_running():
        raise InvalidParameterTypeError(
            "write_stream: a script that awaits is in the loop that this async generator needs. "
            "Write each of its chunks in an `async for`, or call st.write_stream from a script "
            "without a top-level await."
        )
    iterator = aiter(stream)
    try:
        while (chunk := loop.run(_next(iterator))) is not _END:
            yield chunk
    finally:
        if isinstance(iterator, AsyncGenerator):
            loop.run(iterator.aclose())


async def _next(iterator: AsyncIterator[Any]) -> Any:
    return await anext(iterator, _END)
