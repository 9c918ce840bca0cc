"""The sessions in an app's store, as an operator names them.

Everything here works beside a running app: a store is shared.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from anew.errors import ConfigError
from anew.stores.address import parsed, shown
from anew.stores.base import StoreError, UnreadableRecordError, UnsuitableError
from anew.stores.opening import open_to_look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from anew.settings.settings import Settings
    from anew.stores.base import Listed, Shown, Store

SHORTEST = 8  # Characters of a session's name in a list, or more where two begin alike.
MOST_NAMED = 5  # Sessions that a message names.


class OperationError(Exception):
    """What was asked for cannot be done. Its text says what to do."""


class All(NamedTuple):
    """All sessions of a store."""

    sessions: Sequence[Listed]  # The one that was committed last comes first.
    unreadable: Sequence[str]  # Those whose records cannot be read.


def opened(settings: Settings, folder: Path) -> Store:
    """The store of an app.

    Args:
        settings: The app's options.
        folder: The folder of its script.

    Raises:
        OperationError: It is not there, cannot be reached or cannot be read.
    """
    try:
        address = parsed(settings.state.store)
    except ConfigError as error:
        raise OperationError(str(error)) from error
    try:
        return open_to_look(address, script_folder=folder)
    except (ConfigError, UnsuitableError) as error:
        raise OperationError(str(error)) from error
    except StoreError as error:
        raise OperationError(f"The store {shown(address)} cannot be used now. {error}") from error


def all_of(store: Store) -> All:
    """All sessions, the one that was committed last first."""
    unreadable: list[str] = []
    sessions = sorted(
        store.sessions(unreadable.append),
        key=lambda listed: listed.record.committed_at,
        reverse=True,
    )
    return All(sessions, unreadable)


def shown_of(store: Store, session: str) -> Shown:
    """A session of this full name.

    Raises:
        OperationError: There is none, or its record cannot be read.
    """
    try:
        found = store.show(session)
    except UnreadableRecordError as error:
        raise OperationError(
            f"The record of {session!r} cannot be read: it is damaged. Remove it with "
            f"`anew state rm {session}`; its tab then begins a new session."
        ) from error
    if found is None:
        raise OperationError(f"{session!r} has ended meanwhile.")
    return found


def file_of(store: Store, owner: str, name: str) -> dict[str, Any]:
    """What is known of an uploaded file, without its content.

    Args:
        owner: Whose session has it: a digest of the browser's cookie.
        name: How a value names it: its blob is the last part.
    """
    blob = store.blobs.find(name.rpartition(":")[2], owner)
    if blob is None:
        return {"$type": "uploaded file", "left_out": "it is gone"}
    return {
        "$type": "uploaded file",
        "name": blob.file_name,
        "media_type": blob.media_type,
        "size": blob.size,
        "left_out": "its content",
    }


def full_name(beginning: str, names: Iterable[str]) -> str:
    """The name of the one session that begins so.

    Raises:
        OperationError: None does, or several do.
    """
    found = sorted(name for name in names if name.startswith(beginning)) if beginning else []
    if beginning in found:
        return beginning
    if not found:
        raise OperationError(
            f"No session begins with {beginning!r}. `anew state ls` lists all that there are."
        )
    if len(found) > 1:
        more = "" if len(found) <= MOST_NAMED else f" and {len(found) - MOST_NAMED} more"
        raise OperationError(
            f"{len(found)} sessions begin with {beginning!r}: {', '.join(found[:MOST_NAMED])}{more}. "
            "Write more of the name."
        )
    return found[0]


def names_in(sessions: All) -> list[str]:
    """The names of all, also of those whose records cannot be read."""
    return [*(listed.record.session for listed in sessions.sessions), *sessions.unreadable]


def short_names(names: Sequence[str]) -> dict[str, str]:
    """The beginning of each name that suffices to tell it from the others.

    >>> short_names(["abcdefghij", "abcdefghXY", "zyxwvutsrq"])
    {'abcdefghij': 'abcdefghi', 'abcdefghXY': 'abcdefghX', 'zyxwvutsrq': 'zyxwvuts'}
    """
    ordered = sorted(names)
    lengths = dict.fromkeys(names, SHORTEST)
    for one, next_one in pairwise(ordered):
        differs = next(
            (at for at, (a, b) in enumerate(zip(one, next_one, strict=False)) if a != b),
            min(len(one), len(next_one)),
        )
        lengths[one] = max(lengths[one], differs + 1)
        lengths[next_one] = max(lengths[next_one], differs + 1)
    return {name: name[: lengths[name]] for name in names}
