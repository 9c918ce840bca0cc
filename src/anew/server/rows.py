"""Answers what a tab asks of a large table: a window of its rows, which rows are found, a file of them.

A table is a medium with an address, and who may fetch that may ask: another browser gets the same 404 as for
a table that does not exist. After a restart a table is there again once the session's script has run; the
tab asks until it is.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import PlainTextResponse, Response, StreamingResponse

from anew.script.tables import MEDIA_TYPE, Asked, NotThereError, TookTooLongError
from anew.server import media
from anew.server.calls import called

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from starlette.requests import Request

    from anew.script.runner import Runner
    from anew.session.registry import Registry

PATH = "/_anew/rows/{name}/{form}"
MOST_OF_BROWSER = 8  # Requests of one browser that wait or are answered …
MOST_OF_ALL = 64  # … and of all.
MOST_FOREIGN_BYTES = 256 * 1024 * 1024  # Of tables that another process has drawn.
LOOK_SECONDS = 60.0  # How often is looked for what belongs to tables that no page shows.
MOST_QUERY = 200  # Letters.
MOST_LIST = 8000  # Letters of a list of numbers.
HEADERS = {"Cache-Control": "private, max-age=600", "Content-Security-Policy": media.POLICY}
BOM = "\ufeff"  # With it spreadsheets read a file as UTF-8.


class _Foreign(NamedTuple):
    """A table that another process has drawn, as read from the store."""

    content: bytes
    asked_at: float


class Rows:
    """Those of one app. Threading: the event loop's."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._waiting: Counter[str] = Counter()  # By browser.
        self._foreign: OrderedDict[tuple[str, str], _Foreign] = OrderedDict()
        self._reading = asyncio.Lock()
        self._is_looking = False

    async def respond(self, request: Request, registry: Registry, owner: str) -> Response:
        """Answer with rows, or with a sentence why not.

        Args:
            owner: A digest of the browser's cookie.
        """
        name, form = request.path_params["name"], request.path_params["form"]
        asked = _asked(request.query_params)
        if asked is None or form not in {"window", "ids", "csv", "tsv"}:
            return PlainTextResponse("This cannot be asked of a table.", 400)
        if self._waiting[owner] >= MOST_OF_BROWSER or self._waiting.total() >= MOST_OF_ALL:
            return PlainTextResponse("Too much is asked at once. Try again.", 429)
        with self._counted(owner):
            content = await self._content(name, registry, owner)
            if content is None:
                return PlainTextResponse("There is no such table.", 404)
            self._look_later()
            try:
                return await self._answer(form, name, content, asked, owner)
            except NotThereError as error:
                return PlainTextResponse(str(error), 400)
            except TookTooLongError:
                return PlainTextResponse("This takes too long.", 503)

    async def _answer(
        self, form: str, name: str, content: bytes, asked: Asked, owner: str
    ) -> Response:
        tables = self._runner.tables
        if form == "window":
            found = await called(tables.threads, lambda: tables.window(name, content, asked))
            return Response(found, headers=HEADERS, media_type="application/json")
        if form == "ids":
            found = await called(tables.threads, lambda: tables.ids(name, content, asked))
            return Response(found, headers=HEADERS, media_type="application/octet-stream")
        is_csv = form == "csv"
        pieces = tables.lines(name, content, asked, "csv" if is_csv else "tsv")
        first = await called(tables.threads, lambda: next(pieces, ""))  # What is wrong shows here.
        disposition = {"Content-Disposition": 'attachment; filename="table.csv"'} if is_csv else {}
        return StreamingResponse(
            self._rest(f"{BOM}{first}" if is_csv else first, pieces, owner),
            headers=HEADERS | disposition,
            media_type="text/csv" if is_csv else "text/plain",
        )

    async def _rest(self, first: str, pieces: Iterator[str], owner: str) -> AsyncIterator[str]:
        with self._counted(owner):
            yield first
            threads = self._runner.tables.threads
            while piece := await called(threads, lambda: next(pieces, "")):
                yield piece

    @contextmanager
    def _counted(self, owner: str) -> Iterator[None]:
        self._waiting[owner] += 1
        try:
            yield
        finally:
            self._waiting -= Counter([owner])  # It forgets those that are at zero.

    async def _content(self, name: str, registry: Registry, owner: str) -> bytes | None:
        """The table's file, if a session of this browser shows it."""
        blob = self._runner.blobs.find(name, registry.tabs_of(owner))
        if blob is not None:
            return blob.content if blob.media_type == MEDIA_TYPE else None
        async with self._reading:  # One at a time: several windows are asked for at once.
            key, now = (name, owner), asyncio.get_running_loop().time()
            known = self._foreign.pop(key, None)
            if known is not None:
                self._foreign[key] = known._replace(asked_at=now)
                return known.content
            found = await media.whole(name, registry, owner, self._runner)
            if found is None or found.media_type != MEDIA_TYPE:
                return None
            self._foreign[key] = _Foreign(found.content, now)
            while len(self._foreign) > 1 and self._foreign_bytes > MOST_FOREIGN_BYTES:
                self._foreign.popitem(last=False)
            return found.content

    @property
    def _foreign_bytes(self) -> int:
        return sum(len(one.content) for one in self._foreign.values())

    def _look_later(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """Forget what was made of tables that no page shows any more."""
        self._is_looking = False
        since = asyncio.get_running_loop().time() - LOOK_SECONDS
        for key in [key for key, one in self._foreign.items() if one.asked_at < since]:
            del self._foreign[key]
        tables, foreign = self._runner.tables, {name for name, _ in self._foreign}
        tables.keep_of(self._runner.blobs.names() | foreign)
        if tables.kept_bytes or foreign:
            self._look_later()


def _asked(given: Mapping[str, str]) -> Asked | None:
    """What a browser asks for; None if nobody can ask for that."""
    query = given.get("q", "")
    numbers = [_number(given.get(name, default)) for name, default in _NUMBERS]
    sort, columns, spans = given.get("sort"), given.get("columns"), given.get("rows")
    listed = None if columns is None else _numbers(columns)
    own_spans = None if spans is None else _spans(spans)
    is_wrong = (
        len(query) > MOST_QUERY
        or None in numbers
        or (sort is not None and _number(sort) is None)
        or (columns is not None and listed is None)
        or (spans is not None and own_spans is None)
    )
    if is_wrong:
        return None
    start, count = numbers
    return Asked(
        start=start or 0,
        count=count or 0,
        query=query,
        sort=None if sort is None else _number(sort),
        is_descending=given.get("down") == "1",
        columns=listed,
        spans=own_spans,
    )


_NUMBERS = (("from", "0"), ("count", "0"))


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= 10
    return int(text) if is_number else None


def _numbers(text: str) -> tuple[int, ...] | None:
    if len(text) > MOST_LIST:
        return None
    numbers = [_number(one) for one in text.split(",") if one]
    known = tuple([number for number in numbers if number is not None])
    return known if len(known) == len(numbers) else None


def _spans(text: str) -> tuple[tuple[int, int], ...] | None:
    """Such as "3,7-9" for four rows."""
    if len(text) > MOST_LIST:
        return None
    found = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        numbers = _number(first), _number(last if dash else first)
        if numbers[0] is None or numbers[1] is None:
            return None
        found.append((numbers[0], numbers[1] + 1))
    return tuple(found)
