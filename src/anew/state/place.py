"""A session as a store keeps it, but for its keys: where the tab is, and what else is small. Pure.

It is a part of every commit. What one run of the script makes again is not in it: the page,
the widgets, what functions returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from anew.protocol.messages import Location
from anew.state.keeping import Kept, owner_and_value
from anew.state.memory import Memory
from anew.state.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.state.keeping import Limits


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is written of it."""

    instance: str = ""  # The page load that the session spoke with.
    location: Location = Location()
    page: str = ""
    unread: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    renewals: dict[str, int] = {}
    options: dict[str, bool | float | str] = {}
    in_memory_only: dict[str, str] = {}  # The types of such values, by key.


class DamagedError(Exception):
    """Bytes that stand for no place."""


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Place)


def place_of(state: State, instance: str) -> bytes:
    """What of a state is kept beside its keys."""
    return _encode(
        Place(
            instance=instance,
            location=state.location,
            page=state.page,
            unread=tuple(sorted(state.address.unread)),
            cleared=tuple(sorted(state.cleared)),
            renewals=state.renewals,
            options={
                name: value
                for name, value in state.options.items()
                if isinstance(value, bool | float | str)
            },
            in_memory_only={} if state.kept is None else state.kept.in_memory_only,
        )
    )


def resumed(place: bytes, values: Mapping[str, bytes], limits: Limits) -> tuple[State, str]:
    """The state that a store has kept, and the page load that it was of.

    Args:
        place: As `place_of` made it.
        values: The bytes of each key. They are decoded when somebody asks for one.
        limits: How much may be kept from now on.

    Raises:
        DamagedError: These bytes were not made by `place_of`.
    """
    try:
        found = _decoder.decode(place)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise DamagedError(str(error)) from error
    state = State(found.location)
    state.page = found.page
    state.address.unread = set(found.unread)
    state.cleared = {slot for slot in found.cleared if slot in values}
    state.renewals = found.renewals
    state.options.update(found.options)
    parts = {key: owner_and_value(content) for key, content in values.items()}
    state.committed = Memory(
        {key: value for key, (_, value) in parts.items()},
        {key: owner for key, (owner, _) in parts.items() if owner},
    )
    sizes = {key: len(content) for key, content in values.items()}
    state.kept = Kept(limits, sizes, {key: owner for key, (owner, _) in parts.items()})
    state.kept.was_in_memory_only = found.in_memory_only
    return state, found.instance
