"""What is kept elsewhere, and stands in a value by its name only: files, large content."""

from __future__ import annotations

from typing import Protocol


class References(Protocol):
    """Whoever uses the codec says which values it keeps by itself."""

    def name_of(self, value: object) -> str | None:
        """The name of a value that is kept elsewhere; None if the codec shall write it.

        It is asked for everything but Python's own values and containers. Whether a value has a
        name follows from its class. RefusedError if it cannot be kept there.
        """
        ...

    def value_of(self, name: str) -> object:
        """The value with this name. LookupError if it is gone."""
        ...


class NoReferences:
    """All values are written whole."""

    def name_of(self, value: object) -> str | None:
        return None

    def value_of(self, name: str) -> object:
        raise LookupError(name)
