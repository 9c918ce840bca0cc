"""Starts the log that an app's options describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.ambient.context import log_fields
from anew.logs import JsonFormatter, LineFormatter, start_logging

if TYPE_CHECKING:
    import logging

    from anew.settings.settings import Settings


def start_log(settings: Settings, *, is_worker: bool = False) -> None:
    """Log to standard error.

    Args:
        settings: The options.
        is_worker: Whether other processes serve the app, too. Then this one has its share of
            what may be logged, and lines say by whom they were written.
    """
    logger = settings.logger
    line_format = logger.message_format
    if is_worker and "%(processName)s" not in line_format:
        line_format = line_format.replace("%(message)s", "[%(processName)s] %(message)s")
    formatter: logging.Formatter = LineFormatter(line_format)
    if logger.format == "json":
        formatter = JsonFormatter(log_fields)  # It has the number of the process.
    share = settings.server.workers if is_worker else 1
    start_logging(logger.level, formatter, logger.max_bytes_per_minute // share)
