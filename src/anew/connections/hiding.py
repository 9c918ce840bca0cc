"""Keeps passwords out of the errors of databases: drivers may repeat what they were given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Engine
    from sqlalchemy.engine import ExceptionContext

HIDDEN = "***"

_SECRET = re.compile(r"pass|pwd|secret|token|key|credential|connect$|dsn|conninfo", re.IGNORECASE)


class Hiding:
    """What is secret of an address, and of the arguments of an engine."""

    def __init__(self, url: URL, options: Mapping[str, Any]) -> None:
        told = {url.username, url.host, url.database, None, ""}  # They are in errors anyway.
        found = {url.password, *_secret_texts(url.query), *_secret_texts(options)}
        texts = {str(one) for one in found - told}
        texts |= {quoted for text in texts for quoted in (quote(text, safe=""), quote_plus(text))}
        longest_first = sorted(texts, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def within(self, text: str) -> str:
        """A text without what is secret."""
        return self._pattern.sub(HIDDEN, text)

    def watch(self, engine: Engine) -> None:
        """Hide it in all errors of an engine, before anyone gets them.

        The texts are changed of the error, and of the driver's error within. Their classes stay, by
        which scripts tell errors apart.
        """
        from sqlalchemy import event  # noqa: PLC0415  # late: it takes 100 ms, for who uses it

        event.listen(engine, "handle_error", self._hide)

    def _hide(self, context: ExceptionContext) -> None:
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None and self._pattern.search(str(error)):
                error.args = tuple(
                    self.within(one) if isinstance(one, str) else HIDDEN for one in error.args
                )


def _secret_texts(options: Mapping[str, Any]) -> Iterator[str]:
    for name, value in options.items():
        if isinstance(value, Mapping):
            yield from _secret_texts(value)
        elif _SECRET.search(str(name)):
            # In an address, a name that stands there twice has a tuple.
            values = value if isinstance(value, tuple | list) else (value,)
            yield from (one for one in values if isinstance(one, str))
