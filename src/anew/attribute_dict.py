"""A dict whose items can be read as attributes too, as what a user has selected is given."""

from __future__ import annotations

from typing import Any, Self


class Plain(dict[str, Any]):
    """A dict that is part of a record: nobody changes it, so it may be hashed."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


class AttributeDict(dict[str, Any]):
    """A dict with its items as attributes: `state.selection.points` is `state["selection"]["points"]`.

    Names that are methods of every dict, such as `items`, are read in square brackets.

    >>> state = AttributeDict.of({"selection": {"points": []}})
    >>> state.selection.points
    []
    """

    __slots__ = ()

    @classmethod
    def of(cls, items: dict[str, Any]) -> Self:
        """A new one; the dicts within it, and in its lists, are such, too.

        Args:
            items: Of any dict.
        """
        return cls({name: _with_attributes(value) for name, value in items.items()})

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            names = ", ".join(map(repr, self)) or "nothing"
            raise AttributeError(f"There is no {name!r} here. There is {names}.") from None

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(f"There is no {name!r} to delete.") from None

    def plain(self) -> Plain:
        """The same as dicts and lists of Python's own, new ones."""
        return Plain({name: _plain(value) for name, value in self.items()})


class Fired(AttributeDict):
    """One of which some items last for one run only. A copy of it is a plain AttributeDict."""

    __slots__ = ("names",)

    def __init__(self, lasting: dict[str, Any], fired: dict[str, Any]) -> None:
        """The items that last, and over them those that do not."""
        super().__init__({**lasting, **fired})
        object.__setattr__(self, "names", frozenset(fired))

    def __reduce__(self) -> tuple[type[AttributeDict], tuple[dict[str, Any]]]:
        return AttributeDict, (dict(self),)

    def lasting(self) -> AttributeDict:
        """The items that last."""
        return AttributeDict({name: one for name, one in self.items() if name not in self.names})


def _with_attributes(value: Any) -> Any:
    match value:
        case dict():
            return AttributeDict.of(value)
        case list() | tuple():
            return [_with_attributes(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return value


class Derived(AttributeDict):
    """One that is made of something else, which it keeps: it counts, whatever is done to the items."""

    __slots__ = ("source",)

    source: dict[str, Any]  # Of Python's own types. It is never changed.

    def __init__(
        self, items: dict[str, Any] | None = None, source: dict[str, Any] | None = None
    ) -> None:
        """The items, and what they are made of."""
        super().__init__(items or {})
        object.__setattr__(self, "source", source or {})

    def __reduce__(self) -> tuple[type[Derived], tuple[dict[str, Any], dict[str, Any]]]:
        return Derived, (dict(self), self.source)
