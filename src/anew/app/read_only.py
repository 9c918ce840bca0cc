"""A mapping that authors read by item or attribute, as the secrets and the user are."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any


class ReadOnly(Mapping[str, Any]):
    """The items are looked up anew each time; who has something else to say of one says it."""

    __slots__ = ()

    @abstractmethod
    def _all(self) -> Mapping[str, Any]:
        """The items."""

    @abstractmethod
    def _missing(self, name: str) -> str:
        """What to tell an author who asks for an item that there is not."""

    @abstractmethod
    def _given(self, name: str, value: object) -> Any:
        """An item as authors get it."""

    def __getitem__(self, name: str) -> Any:
        items = self._all()
        if name not in items:
            raise KeyError(self._missing(name))
        return self._given(name, items[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            raise AttributeError(self._missing(name)) from None
