"""What all connections are: made once, given to all, and made again when their secrets change."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from anew.app.secrets import source
from anew.connections.identity import SECTION, content_of, fixed

if TYPE_CHECKING:
    from anew.app.secrets import Section

RawConnection = TypeVar("RawConnection")


class BaseConnection(ABC, Generic[RawConnection]):
    """What a connection of your own derives from.

    Define `_connect(self, **kwargs)`, which gets the keyword arguments of `st.connection` and
    returns what your class works with: the raw connection. In your methods `self._instance` is
    that raw connection, which is made again after a reset; `self._secrets` is the section
    `[connections.<name>]` of the secrets, and `self._connection_name` the name. All sessions
    and their threads share the object, so it has to be thread-safe.

    Define the class in a module that the script imports: what a script defines itself is another
    class in each run.

    Example:
        >>> class Files(st.connections.BaseConnection[dict[str, str]]):
        ...     def _connect(self, **kwargs):
        ...         return {"greeting.txt": f"Hello from {self._connection_name}"}
        ...
        ...     def read(self, name):
        ...         return self._instance[name]

        >>> files = st.connection("files", type=Files)
        >>> st.write(files.read("greeting.txt"))
    """

    def __init__(self, connection_name: str, **kwargs: Any) -> None:
        """Connect. `st.connection` calls this.

        Args:
            connection_name: The name of the connection, and of its section of the secrets.
            **kwargs: For `_connect`.
        """
        self._connection_name = connection_name
        self._kwargs = kwargs
        # Captured, because threads without a run use the connection too.
        self._source = fixed(source())
        self._lock = threading.RLock()
        self._content = content_of(self._secrets.to_dict())
        self._raw: list[RawConnection] = []  # It, or nothing after a reset.
        self._raw.append(self._connect(**kwargs))

    def __repr__(self) -> str:
        """Only the name: arguments and secrets must not get into logs or pages by accident."""
        return f"<{type(self).__name__} {self._connection_name!r}>"

    @abstractmethod
    def _connect(self, **kwargs: Any) -> RawConnection:
        """Connect, and return the raw connection."""

    @property
    def _instance(self) -> RawConnection:
        """The raw connection. After a reset it is made again, once for all threads."""
        raw = self._raw
        if raw:
            return raw[0]
        with self._lock:
            if not self._raw:
                self._raw = [self._connect(**self._kwargs)]
            return self._raw[0]

    @property
    def _secrets(self) -> Section:
        """The connection's section of the secrets, as it is now; empty if there is none."""
        return self._source.section(SECTION, self._connection_name)

    @classmethod
    def scope(cls) -> Literal["global", "session"]:
        """Who shares a connection of this class: by default "global", all sessions.

        Return "session" in a class of your own, and each session has a connection of its own,
        which is closed when the session ends.
        """
        return "global"

    def reset(self) -> None:
        """Forget the raw connection, so that its next use connects again.

        Call it if the connection has become unusable, as when a token has expired.
        """
        with self._lock:
            self._raw = []

    def close(self) -> None:
        """Let go of the raw connection. By default, nothing is done.

        It is called when `st.connection` gives out this object no more: because it is older than
        its `ttl`, exceeds `max_entries`, or the cache was cleared; with the scope "session",
        when the session ends. Others may still be using the object then. It is not called when
        the process ends.
        """

    def on_secrets_changed(self) -> None:
        """Called after the connection's section of the secrets has changed: resets it.

        It is called by the first run that asks for the connection then. Every session is run when a
        file of secrets changes.
        """
        self.reset()


def follow_secrets(connection: BaseConnection[Any]) -> None:
    """Tell a connection if its secrets have changed since it has last read them."""
    content = content_of(connection._secrets.to_dict())  # noqa: SLF001  # of this module
    with connection._lock:  # noqa: SLF001  # as above
        if content == connection._content:  # noqa: SLF001  # as above
            return
        connection._content = content  # noqa: SLF001  # as above
        connection.on_secrets_changed()
