"""`st.session_state`: the layers of the current run as a mapping, with attributes."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from anew.errors import APIException, InvalidParameterValueError
from anew.protocol.ids import RESERVED_PREFIX
from anew.state.memory import ABSENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.state.layers import Layers


class SessionState(MutableMapping[str, Any]):
    """What the app remembers of this browser tab between runs.

    Keys are text; others are turned into text, so `state[1]` is `state["1"]`. Each key
    is an attribute as well. A widget with a key has its value here under that key.

    Example:
        >>> if "count" not in st.session_state:
        ...     st.session_state.count = 0
        >>> st.session_state["count"] += 1
        >>> st.session_state.count
        1
    """

    __slots__ = ("_layers",)

    # Its values are the author's: what is known of them, only the script knows.
    _layers: Callable[[], Layers]
    __hash__ = None  # type: ignore[assignment]  # mutable, as every mapping of this kind

    def __init__(self, layers: Callable[[], Layers]) -> None:
        """A view of the layers that `layers` returns at each access."""
        object.__setattr__(self, "_layers", layers)

    def __getitem__(self, key: object) -> Any:
        name = _name(key)
        value = self._layers().read(name)
        if value is ABSENT:
            raise KeyError(_missing(name, self._layers().lost_type(name)))
        return value

    def __setitem__(self, key: object, value: object) -> None:
        self._layers().write(_name(key), value)

    def __delitem__(self, key: object) -> None:
        name = _name(key)
        if not self._layers().delete(name):
            raise KeyError(_missing(name, self._layers().lost_type(name)))

    def __contains__(self, key: object) -> bool:
        return self._layers().read(_name(key)) is not ABSENT

    def __iter__(self) -> Iterator[str]:
        return self._layers().keys()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = self._layers().read(_name(name))
        if value is ABSENT:
            raise AttributeError(_missing(name, self._layers().lost_type(name)))
        return value

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        if not self._layers().delete(_name(name)):
            raise AttributeError(_missing(name, self._layers().lost_type(name)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self.to_dict() == dict(other)

    def __str__(self) -> str:
        return str(self.to_dict())

    def __repr__(self) -> str:
        return object.__repr__(self)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def clear(self) -> None:
        """Forget everything: the values of widgets that have no key as well."""
        self._layers().clear()

    def keys(self) -> KeysView[str]:
        """The keys as they are now: entries may be deleted while these are iterated."""
        return dict.fromkeys(self).keys()

    def to_dict(self) -> dict[str, Any]:
        """A plain dict of all entries."""
        return {key: self[key] for key in self}


def _name(key: object) -> str:
    name = key if isinstance(key, str) else str(key)
    if not name:
        raise InvalidParameterValueError("st.session_state: the key is empty. Give it a name.")
    if name.startswith(RESERVED_PREFIX):
        raise APIException(
            f"st.session_state: the key {name!r} starts with {RESERVED_PREFIX!r}, which is "
            f"reserved. Choose another key."
        )
    return name


class _Message(str):
    """A text that KeyError shows as it is, not quoted."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _missing(name: str, lost_type: str = "") -> str:
    if lost_type:
        return _Message(
            f'st.session_state has no key "{name}" any more. Its value, of type {lost_type}, was '
            f"held in memory only, and the server was restarted since. Set it where it is missing: "
            f'`if "{name}" not in st.session_state: st.session_state[{name!r}] = ...`.'
        )
    return _Message(
        f'st.session_state has no key "{name}". Did you forget to initialize it? '
        f'Write this before you read it: `if "{name}" not in st.session_state: '
        f"st.session_state[{name!r}] = ...`. Widgets have their key here only from the run "
        f"that makes them."
    )
