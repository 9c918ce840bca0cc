"""What stands in the tab's address of the values of bound widgets. Pure.

A bound widget keeps its value in the parameter that has the name of its key, as texts: as
long as the value is its default, the parameter is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from anew.protocol.query import encoded, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.protocol.messages import Location

NOTHING = [""]  # A parameter that stands there and says that there is no value.


class Binding(NamedTuple):
    """How the value of one widget is told to an address and read from it."""

    to_texts: Callable[[Any], list[str] | None]  # None for the default.
    from_texts: Callable[[list[str]], object]  # The default for what the widget does not take.


def texts_in(location: Location, name: str) -> list[str] | None:
    """What a parameter says; None if it is not there."""
    return parsed(location.query).get(name)


def with_parameter(location: Location, name: str, texts: list[str] | None) -> Location:
    """The location with a parameter that says this; without it for None.

    Raises:
        APIException: The address would be longer than addresses may be.
    """
    fields = parsed(location.query)
    if fields.get(name) == texts:
        return location
    fields.pop(name, None) if texts is None else fields.update({name: texts})
    return msgspec.structs.replace(location, query=encoded(fields))


def without(location: Location, names: Iterable[str]) -> Location:
    """The location without these parameters."""
    for name in names:
        location = with_parameter(location, name, None)
    return location
