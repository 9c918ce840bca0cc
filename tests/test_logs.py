"""The lines of the log can be trusted, whatever they tell of."""

from __future__ import annotations

import io
import logging

import pytest
from hypothesis import given, strategies

from anew.logs import LineFormatter, LogHandler, printable


class Log:
    """A log of anew's own, a clock, and what was written."""

    def __init__(self, bytes_per_minute: int = 100_000) -> None:
        self.now = 0.0
        self.stream = io.StringIO()
        handler = LogHandler(bytes_per_minute, lambda: self.now)
        handler.setStream(self.stream)
        handler.setFormatter(LineFormatter("%(asctime)s %(message)s"))
        self._handler = handler

    def say(self, message: str, error: BaseException | None = None, name: str = "anew") -> None:
        info = (type(error), error, error.__traceback__) if error else None
        record = logging.LogRecord(name, logging.ERROR, __file__, 1, "%s", (message,), info)
        self._handler.handle(record)

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().split("\n")[:-1]


@given(strategies.text(max_size=200))
def test_a_message_is_one_line_without_commands(text):
    log = Log()
    log.say(text)

    [line] = log.lines
    assert line.isprintable() or all(
        character.isprintable() or ord(character) > 159 for character in line
    )
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


@given(strategies.text(max_size=200))
def test_no_line_of_a_traceback_looks_like_a_message(text):
    log = Log()
    log.say("failed", ValueError(text))

    assert all(line.startswith("  ") for line in log.lines[1:])
    assert "\x1b" not in log.stream.getvalue()


def test_a_message_and_a_traceback_have_an_end():
    log = Log()
    log.say("x" * 1_000_000, ValueError("y" * 1_000_000))

    assert len(log.stream.getvalue()) < 30_000
    assert "(998000 more)" in log.lines[0]


def test_an_error_that_comes_again_is_counted():
    log = Log()
    for _ in range(500):
        log.say("The script raised an error.", ValueError("the same"))
    log.say("something else")

    assert log.stream.getvalue().count("the same") == 1
    assert log.lines[-2].endswith("The last error occurred 499 more times.")
    assert log.lines[-1].endswith("something else")


def test_what_is_too_much_for_a_minute_is_left_out_and_counted():
    """96 MB a minute from one script that raises a user's text."""
    log = Log(bytes_per_minute=50_000)
    for number in range(10_000):
        log.now += 0.001
        log.say("The script raised an error.", ValueError(f"{number}" + "x" * 9_000))
    assert len(log.stream.getvalue()) < 51_000
    assert log.lines[-1].endswith("(logger.maxBytesPerMinute). Further entries are dropped.")

    log.now += 60
    log.say("a minute later")
    assert log.lines[-2].endswith(" log entries were dropped.")
    assert log.lines[-1].endswith("a minute later")


def test_what_authors_log_is_theirs():
    log = Log(bytes_per_minute=10_000)
    for number in range(1000):
        log.say(f"line {number}\n\x1b[1mand another", name="their.module")

    assert len(log.lines) == 2000 and "\x1b[1m" in log.lines[-1]


@pytest.mark.parametrize("text", ["\u202e", "\x9b31m", "\ud800", "\u2028", "\x7f", "\r"])
def test_what_turns_a_line_around_is_written_out(text):
    assert printable(text).isascii()
