"""The log: escapes and bounds what is written, so that input cannot forge or flood it.

What browsers send and scripts raise may contain any character and come in any amount. So in
anew's own records, control characters are escaped, messages are cut at a maximum length,
traceback lines are indented, repeated errors are counted, and what exceeds the limit per minute
is dropped with a notice. What authors log themselves is not changed.

For programs that read it, each record is a JSON object in a line. It names the process and, where
there is one, the session (not as its tab does: see `stores.base.log_name`) and the event.
"""

from __future__ import annotations

import json
import logging
import os
import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_CHARACTERS = 2_000  # Of one message.
MOST_OF_TRACEBACK = 20_000  # Characters. The end is kept, because it tells most.
MINUTE_SECONDS = 60.0

# Line ends, terminal control characters, surrogates, and characters that reverse text direction.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
WORKER = "worker "  # The names of workers' processes begin with it; their number follows.
_ABOUT = "anew_about"  # An attribute of records.
_OURS = frozenset({"anew", "asyncio", "uvicorn", "websockets"})


def printable(text: str, most: int = MOST_CHARACTERS) -> str:
    r"""Text as a single line, with control characters escaped and a maximum length.

    >>> printable("a\r\n\x1b[31mb")
    'a\\r\\n\\x1b[31mb'
    >>> printable("abc", 2)
    'ab… (1 more)'
    """
    cut = text if len(text) <= most else f"{text[:most]}… ({len(text) - most} more)"
    return _CONTROLS.sub(lambda found: repr(found[0])[1:-1], cut)


class LineFormatter(logging.Formatter):
    """Formats messages as one line, and indents the lines of tracebacks."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        if _is_ours(record):
            record.message = printable(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: object) -> str:  # noqa: N802  # logging's name
        text = _end_of(super().formatException(ei))  # type: ignore[arg-type]  # what logging gives
        return "\n".join(f"  {printable(line)}" for line in text.split("\n"))


class JsonFormatter(logging.Formatter):
    """Formats each record as a JSON object in a line, in ASCII."""

    def __init__(self, fields: Callable[[], Mapping[str, str | int]] = dict) -> None:
        """Create the formatter.

        Args:
            fields: Tells more of a record, by the thread that logs it.
        """
        super().__init__()
        self._fields = fields

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        told: dict[str, str | int] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": printable(message) if _is_ours(record) else message,
            "process": os.getpid(),
            **self._fields(),
            **getattr(record, _ABOUT, {}),
        }
        if str(record.processName).startswith(WORKER):
            told["worker"] = str(record.processName).removeprefix(WORKER)
        if record.exc_info:
            record.exc_text = record.exc_text or self.formatException(record.exc_info)
            told["traceback"] = _end_of(record.exc_text)
        return json.dumps(told)


def about(session: str) -> dict[str, dict[str, str]]:
    """What a record is about, for `extra` of a call that logs outside of a run.

    Args:
        session: As the log names it.
    """
    return {_ABOUT: {"session": session}}


class LogHandler(logging.StreamHandler):  # type: ignore[type-arg]  # its stream is standard error
    """Limits the bytes per minute that anew logs. Threading: safe, by logging's own lock."""

    def __init__(self, bytes_per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._bytes_per_minute = bytes_per_minute
        self._clock = clock
        self._minute = _Minute(clock())
        self._last: tuple[str, str] | None = None  # The message and the traceback.
        self._repeats = 0

    def emit(self, record: logging.LogRecord) -> None:
        if not _is_ours(record):
            super().emit(record)
            return
        if self._clock() - self._minute.began >= MINUTE_SECONDS:
            self._tell_left_out()
            self._minute = _Minute(self._clock())
        if self._is_repeated(record):
            self._repeats += 1
            return
        self._tell_repeats()
        self._write_bounded(record)

    def close(self) -> None:
        self._tell_left_out()
        super().close()

    def _write_bounded(self, record: logging.LogRecord) -> None:
        size = len(self.format(record).encode("utf-8", "replace"))
        minute = self._minute
        if minute.left_out or minute.written + size > self._bytes_per_minute:
            if not minute.left_out:
                self._say(
                    "The log has reached its limit for this minute (logger.maxBytesPerMinute). "
                    "Further entries are dropped."
                )
            self._minute = minute._replace(left_out=minute.left_out + 1)
            return
        self._minute = minute._replace(written=minute.written + size)
        super().emit(record)

    def _is_repeated(self, record: logging.LogRecord) -> bool:
        """Whether this is the same error as the last one of this minute."""
        if record.exc_info is None:
            return False
        self.format(record)  # It makes the traceback's text.
        told = (record.getMessage(), record.exc_text or "")
        is_again, self._last = told == self._last, told
        return is_again

    def _tell_repeats(self) -> None:
        repeats, self._repeats = self._repeats, 0
        if repeats:
            self._say(f"The last error occurred {repeats} more times.")

    def _tell_left_out(self) -> None:
        self._tell_repeats()
        self._last = None
        if self._minute.left_out:
            self._say(f"{self._minute.left_out} log entries were dropped.")

    def _say(self, text: str) -> None:
        super().emit(logging.LogRecord("anew", logging.WARNING, __file__, 0, text, (), None))


class _Minute(NamedTuple):
    """What was written and dropped since it began."""

    began: float
    written: int = 0
    left_out: int = 0


def start_logging(level: str, formatter: logging.Formatter, bytes_per_minute: int) -> None:
    """Log to standard error, unless the process has already configured logging."""
    handler = LogHandler(bytes_per_minute)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level.upper(), handlers=[handler])
    # It tells of every file that changes: also of a log that lies beside the script, without end.
    logging.getLogger("watchfiles").setLevel(logging.WARNING)


def _end_of(traceback: str) -> str:
    left_out = len(traceback) - MOST_OF_TRACEBACK
    return traceback if left_out <= 0 else f"… ({left_out} more)\n{traceback[-MOST_OF_TRACEBACK:]}"


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _OURS
