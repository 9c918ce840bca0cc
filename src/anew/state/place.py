"""What a store keeps of a session besides its keys: the tab's location and other small things. Pure.

It is part of every commit. Everything that the next run of the script makes again is left out: the
page, the widgets, the results of cached functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from anew.codec.encoding import decoded, encoded
from anew.codec.errors import CannotDecodeError
from anew.learned import learned
from anew.protocol.messages import Location
from anew.state.keeping import Kept, files_of, owner_and_value
from anew.state.memory import Memory
from anew.state.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.state.keeping import Limits


class Takes(NamedTuple):
    """What a widget takes of uploads."""

    types: tuple[str, ...] = ()  # Extensions and media types: ".csv", "image/*"; empty for any.
    most_bytes: int = 200 * 1024 * 1024
    is_multiple: bool = False
    has_folders: bool = False
    is_disabled: bool = False


@learned
class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is encoded."""

    instance: str = ""  # The page load that the session was connected to.
    location: Location = Location()
    page: str = ""
    unread: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    renewals: dict[str, int] = {}
    options: dict[str, bool | float | str] = {}
    in_memory_only: dict[str, str] = {}  # The types of such values, by key.
    takes: dict[str, Takes] = {}  # By widget: other processes receive files for it, too.


class DamagedError(Exception):
    """Bytes that cannot be decoded."""


def place_of(state: State, instance: str, takes: dict[str, Takes]) -> Place:
    """Describe what a state holds besides its keys. Later changes of the state do not change it."""
    return Place(
        instance=instance,
        location=state.location,
        page=state.page,
        unread=tuple(sorted(state.address.unread)),
        cleared=tuple(sorted(state.cleared)),
        renewals=dict(state.renewals),
        options={
            name: value
            for name, value in state.options.items()
            if isinstance(value, bool | float | str)
        },
        in_memory_only={} if state.kept is None else dict(state.kept.in_memory_only),
        takes=takes,
    )


def place_bytes(place: Place) -> bytes:
    """Encode a place. The codec takes any text: an address or a key may hold half a character."""
    return encoded(msgspec.to_builtins(place))


def read_place(place: bytes) -> Place:
    """Decode what `place_bytes` returned. DamagedError for other bytes."""
    try:
        return msgspec.convert(decoded(place), Place)
    except (msgspec.ValidationError, CannotDecodeError) as error:
        raise DamagedError(str(error)) from error


def resumed(place: bytes, values: Mapping[str, bytes], limits: Limits) -> tuple[State, str]:
    """Restore a state from a store, and the page load that it was connected to.

    Args:
        place: The bytes that `place_bytes` returned.
        values: The bytes of each key. Each is decoded when it is first read.
        limits: The most bytes that may be stored from now on.

    Raises:
        DamagedError: `place` cannot be decoded.
    """
    found = read_place(place)
    values = {key: content for key, content in values.items() if key}  # No script can read others.
    state = State(found.location)
    state.page = found.page
    state.address.unread = set(found.unread)
    state.cleared = {slot for slot in found.cleared if slot in values}
    state.renewals = found.renewals
    state.options.update(found.options)
    parts = {key: owner_and_value(content) for key, content in values.items()}
    files = {key: named for key, content in values.items() if (named := files_of(content))}
    state.committed = Memory(
        {key: value for key, (_, value) in parts.items()},
        {key: owner for key, (owner, _) in parts.items() if owner},
        files,
    )
    sizes = {key: len(content) for key, content in values.items()}
    owners = {key: owner for key, (owner, _) in parts.items()}
    state.kept = Kept(limits, sizes, owners, files)
    state.kept.was_in_memory_only = found.in_memory_only
    return state, found.instance
