"""The lines of the log can be trusted, whatever they tell of."""

from __future__ import annotations

import io
import json
import logging
import os

import pytest
from hypothesis import given, strategies

from anew.logs import JsonFormatter, LineFormatter, LogHandler, about, printable, start_logging


class Log:
    """A log of anew's own, a clock, and what was written."""

    def __init__(
        self, bytes_per_minute: int = 100_000, formatter: logging.Formatter | None = None
    ) -> None:
        self.now = 0.0
        self.stream = io.StringIO()
        handler = LogHandler(bytes_per_minute, lambda: self.now)
        handler.setStream(self.stream)
        handler.setFormatter(formatter or LineFormatter("%(asctime)s %(message)s"))
        self._handler = handler

    def say(
        self, message: str, error: BaseException | None = None, name: str = "anew", **more: object
    ) -> None:
        info = (type(error), error, error.__traceback__) if error else None
        record = logging.LogRecord(name, logging.ERROR, __file__, 1, "%s", (message,), info)
        vars(record).update(more)
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


def json_log(**options) -> Log:
    return Log(formatter=JsonFormatter(lambda: {"session": "of the run", "event": 7}), **options)


@given(strategies.text(max_size=200), strategies.sampled_from(["anew", "my.app"]))
def test_each_record_is_a_json_object_in_a_line(text, name):
    log = json_log()
    log.say(text, ValueError(text), name)

    [line] = log.lines
    told = json.loads(line)
    assert line.isascii() and line.isprintable()
    assert told["message"] == (printable(text) if name == "anew" else text)
    assert told["traceback"].endswith(f"ValueError: {text}" if text else "ValueError")
    assert (told["level"], told["logger"], told["process"]) == ("error", name, os.getpid())
    assert told["time"].endswith("+00:00")


def test_a_json_record_says_which_session_and_event_it_is_of():
    log = json_log()
    log.say("of the run that logs")
    log.say("of another session", **about("1a2b3c4d"))

    first, second = map(json.loads, log.lines)
    assert (first["session"], first["event"]) == ("of the run", 7)
    assert second["session"] == "1a2b3c4d"


def test_a_json_record_of_a_worker_has_its_number():
    log = json_log()
    log.say("of the only process")
    log.say("of a worker", processName="worker 12")

    assert [json.loads(line).get("worker") for line in log.lines] == [None, "12"]


def test_errors_in_json_are_counted_as_repeated_only_if_they_are_the_same():
    log = json_log()
    for text in ("one", "two", "two"):
        log.say("The script raised an error.", ValueError(text))
    log.say("something else")

    told = [json.loads(line) for line in log.lines]
    assert [one.get("traceback", one["message"]) for one in told] == [
        "ValueError: one",
        "ValueError: two",
        "The last error occurred 1 more times.",
        "something else",
    ]


def test_json_has_an_end_too():
    log = json_log()
    log.say("x" * 1_000_000, ValueError("y" * 1_000_000))

    assert len(log.stream.getvalue()) < 30_000


def test_files_that_change_are_not_told_of_one_by_one(caplog):
    """A log that lies beside the script would be such a file itself."""
    start_logging("info", LineFormatter("%(message)s"), 1000)
    with caplog.at_level("INFO"):
        logging.getLogger("watchfiles.main").info("1 change detected")
        logging.getLogger("anew").info("told")
    assert caplog.messages == ["told"]
