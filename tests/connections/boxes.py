"""A connection of an author's own, which tells what becomes of it."""

from __future__ import annotations

import anew as st


class Box(st.connections.BaseConnection[dict[str, object]]):
    """What it connects to is a box with the arguments, and with what its secrets say."""

    made: list[dict[str, object]] = []  # noqa: RUF012  # for all tests
    closed: list[str] = []  # noqa: RUF012  # as above

    def _connect(self, **kwargs):
        box = {**self._secrets.to_dict(), **kwargs}
        self.made.append(box)
        return box

    @property
    def content(self):
        return self._instance

    def close(self):
        self.closed.append(self._connection_name)


class OwnBox(Box):
    """Each session has its own."""

    @classmethod
    def scope(cls):
        return "session"


class NoBox(st.connections.BaseConnection[object]):
    """It does not say how to connect."""
