"""Sessions as text for a terminal, and as JSON for programs.

No value of a session is in either: only `exported` has those.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from anew.codec.encoding import described
from anew.codec.errors import CannotDecodeError
from anew.logs import printable
from anew.operations.readable import readable
from anew.operations.stored import short_names
from anew.protocol.ids import RESERVED_PREFIX
from anew.state.keeping import owner_and_value
from anew.state.place import DamagedError, read_place
from anew.stores.base import log_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from anew.operations.stored import All
    from anew.state.place import Place
    from anew.stores.base import Listed, Record, Shown

HEADS = ("SESSION", "OPENED", "LAST COMMIT", "EXPIRES", "KEYS", "BYTES", "VERSION")
RIGHT = 4  # From this column on, numbers stand at the right.


# A list ------------------------------------------------------------------------------------


def table(sessions: All) -> str:
    """A line for each session."""
    names = short_names([listed.record.session for listed in sessions.sessions])
    rows = [_row(names[listed.record.session], listed) for listed in sessions.sessions]
    return "\n".join(_aligned([HEADS, *rows]))


def _row(name: str, listed: Listed) -> tuple[str, ...]:
    record = listed.record
    return (
        printable(name),
        _local(record.opened_at),
        _local(record.committed_at),
        _local(record.expires_at),
        str(listed.keys),
        f"{listed.bytes:,}",
        str(record.version),
    )


def list_for_programs(sessions: All) -> dict[str, Any]:
    """The same as JSON, with full names."""
    return {
        "sessions": [
            {**_about(listed.record), "keys": listed.keys, "bytes": listed.bytes}
            for listed in sessions.sessions
        ],
        "unreadable": [*sessions.unreadable],
    }


# One session -------------------------------------------------------------------------------


def description(shown: Shown, file_bytes: int) -> str:
    """What is known of a session: times, where its tab is, and its keys with their sizes.

    Args:
        file_bytes: How much its uploaded files are together.
    """
    record, place = shown.record, _place_of(shown.record)
    lines = [
        ("session", record.session),
        ("in the log", log_name(record.session)),
        ("opened", _local(record.opened_at)),
        ("last commit", _local(record.committed_at)),
        ("expires", _local(record.expires_at)),
        ("version", f"{record.version}, after event {record.event}, epoch {record.epoch}"),
        ("page", "not readable" if place is None else f"/{place.location.page}"),
        ("query", "" if place is None else ", ".join(_parameters(place))),
        ("files", f"{file_bytes:,} bytes"),
        ("keys", f"{len(shown.sizes)}, {sum(shown.sizes.values()):,} bytes"),
    ]
    told = [f"{head}:".ljust(14) + printable(text) for head, text in lines if text]
    keys = _aligned(
        [(f"  {_key(key)}", f"{size:,}") for key, size in sorted(shown.sizes.items())], 1
    )
    memory_only = {} if place is None else place.in_memory_only
    if memory_only:
        keys += ["kept in memory only, lost in a restart:"]
        keys += [f"  {_key(key)}  {printable(kind)}" for key, kind in sorted(memory_only.items())]
    return "\n".join([*told, *keys])


def description_for_programs(shown: Shown, file_bytes: int) -> dict[str, Any]:
    """The same as JSON."""
    place = _place_of(shown.record)
    return {
        **_about(shown.record),
        "page": None if place is None else place.location.page,
        "parameters": None if place is None else _parameters(place),
        "file_bytes": file_bytes,
        "keys": dict(sorted(shown.sizes.items())),
        "in_memory_only": {} if place is None else dict(place.in_memory_only),
    }


def exported(
    shown: Shown,
    values: Iterable[tuple[str, bytes]],
    file: Callable[[str], dict[str, Any]],
) -> dict[str, Any]:
    """A session with its values, as JSON.

    Args:
        values: The bytes of each key.
        file: Tells of an uploaded file, by the name that stands in a value.
    """
    place = _place_of(shown.record)
    return {
        **_about(shown.record),
        "page": None if place is None else place.location.page,
        "query": None if place is None else place.location.query,
        "keys": {key: _exported(content, file) for key, content in values},
        "in_memory_only": {} if place is None else dict(place.in_memory_only),
    }


def _exported(content: bytes, file: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    widget, value = owner_and_value(content)
    told: dict[str, Any] = {"bytes": len(content)}
    if widget:
        told["widget"] = widget
    try:
        told["value"] = readable(described(value), file)
    except CannotDecodeError as error:
        told["unreadable"] = str(error)
    except Exception as error:  # noqa: BLE001  # what a library raises for its own value
        told["unreadable"] = f"{type(error).__name__}: {error}"
    return told


# Parts -------------------------------------------------------------------------------------


def _about(record: Record) -> dict[str, Any]:
    return {
        "session": record.session,
        "log_name": log_name(record.session),
        "opened": _utc(record.opened_at),
        "last_commit": _utc(record.committed_at),
        "expires": _utc(record.expires_at),
        "version": record.version,
        "event": record.event,
        "epoch": record.epoch,
    }


def _place_of(record: Record) -> Place | None:
    try:
        return read_place(record.place)
    except DamagedError:
        return None


def _parameters(place: Place) -> list[str]:
    """The names of the query's parameters. Their values may be those of widgets."""
    return sorted({name for name, _ in parse_qsl(place.location.query.lstrip("?"), True)})


def _key(key: str) -> str:
    text = printable(key, 80)
    return f"{text} (a widget without a key)" if key.startswith(RESERVED_PREFIX) else text


def _local(seconds: float) -> str:
    moment = _moment(seconds)
    return "?" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def _utc(seconds: float) -> str | None:
    moment = _moment(seconds)
    return None if moment is None else moment.isoformat(timespec="milliseconds")


def _moment(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):  # What stands in a store may be anything.
        return None


def _aligned(rows: Sequence[Sequence[str]], right: int = RIGHT) -> list[str]:
    """Rows in columns; from the column `right` on, cells stand at the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place >= right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
