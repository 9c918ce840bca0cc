"""Where the tab is, and what its address says of the values of bound widgets. Pure.

A bound widget keeps its value in the parameter that has the name of its key, as texts: as
long as the value is its default, the parameter is not there.

Between the address and the state, what was said last counts. What the browser or the script
says anew in the address is *unread* until the widget of that name is made: then it counts, once,
and the state from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from anew.errors import APIException
from anew.protocol.query import encoded, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.protocol.messages import Location

NOTHING = [""]  # A parameter that stands there and says that there is no value.


class Binding(NamedTuple):
    """How the value of one widget is told to an address and read from it."""

    to_texts: Callable[[Any], list[str] | None]  # None for the default.
    from_texts: Callable[[list[str]], object]  # The default for what the widget does not take.


class Address:
    """The address of one session's tab. Threading: whoever has the session's state."""

    __slots__ = ("location", "unread")

    def __init__(self, location: Location) -> None:
        self.location = location  # Where the tab is.
        # Parameters that count more than the state, until a widget reads them.
        self.unread = set(parsed(location.query))

    def copied(self) -> Address:
        """An address of its own for another session."""
        other = Address(self.location)
        other.unread = set(self.unread)
        return other

    def arrive(self, location: Location) -> dict[str, list[str]]:
        """The browser says where the tab is; what that says, by parameter: all of it counts."""
        self.location = location
        fields = parsed(location.query)
        self.unread = set(fields)
        return fields

    def say(self, location: Location) -> None:
        """The script says where the tab is; what is new there counts for widgets to come."""
        before = self.location
        known = parsed(before.query) if location.page == before.page else {}
        given = parsed(location.query)
        self.location = location
        self.unread |= {name for name, texts in given.items() if known.get(name) != texts}

    def read(self, name: str) -> list[str] | None:
        """What a parameter says, if that counts more than the state: once."""
        if name not in self.unread:
            return None
        self.unread.discard(name)
        return parsed(self.location.query).get(name)

    def tell(self, name: str, binding: Binding, value: object) -> None:
        """Have a parameter say a widget's value.

        Raises:
            APIException: It would be longer than addresses may be; it says nothing of it.
        """
        try:
            self._set(name, binding.to_texts(value))
        except APIException:
            self._set(name, None)
            raise

    def leave_out(self, names: Iterable[str]) -> None:
        """Say nothing of these parameters any more."""
        for name in names:
            self._set(name, None)

    def _set(self, name: str, texts: list[str] | None) -> None:
        fields = parsed(self.location.query)
        if fields.get(name) == texts:
            return
        fields.pop(name, None) if texts is None else fields.update({name: texts})
        self.location = msgspec.structs.replace(self.location, query=encoded(fields))
