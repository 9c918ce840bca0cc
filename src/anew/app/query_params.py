"""`st.query_params`: the query parameters of the tab's URL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping

import msgspec

from anew.ambient.context import commanded_run, here
from anew.errors import APIException
from anew.protocol.query import (
    HIDDEN,
    Fields,
    QueryParams,
    collected,
    encoded,
    parsed,
    texts_of,
)


class QueryParamsView(MutableMapping[str, str]):
    """The query parameters of the tab's URL. Their values are strings.

    A change appears in the URL at once, and does not run the script. Reading a parameter
    that occurs several times gives its last value, and `get_all` gives all of them.
    Assigning a list makes the parameter occur once for each item.

    Example:
        >>> st.query_params["page"] = 2
        >>> st.query_params.tags = ["red", "blue"]
        >>> st.query_params.page, st.query_params.get_all("tags")
        ('2', ['red', 'blue'])
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # mutable, as every mapping of this kind

    def __getitem__(self, key: str) -> str:
        values = self.get_all(key)
        if not values:
            raise KeyError(_missing(key))
        return values[-1]

    def __setitem__(self, key: str, value: object) -> None:
        self._check_free(key)
        _write({**_read(), key: texts_of(key, value)})

    def __delitem__(self, key: str) -> None:
        self._check_free(key)
        fields = _read()
        if key in HIDDEN or key not in fields:
            raise KeyError(_missing(key))
        del fields[key]
        _write(fields)

    def __iter__(self) -> Iterator[str]:
        return iter([key for key in _read() if key not in HIDDEN])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            raise AttributeError(_missing(name)) from None

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(_missing(name)) from None

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        all_of = {key: self.get_all(key) for key in self}
        return repr({key: each[0] if len(each) == 1 else each for key, each in all_of.items()})

    def get_all(self, key: str) -> list[str]:
        """All values of a parameter, in order.

        Args:
            key: Its name.

        Returns:
            The values; an empty list if the URL has no such parameter.
        """
        return [] if key in HIDDEN else list(_read().get(key, []))

    def update(self, *args: QueryParams, **kwargs: object) -> None:  # type: ignore[override]
        """Set several parameters in one change.

        Args:
            args: A mapping, or pairs of names and values. A value is a string or a list of
                strings. Pairs of the same name make a parameter that occurs several times.
            kwargs: Values by name.
        """
        given = collected([*args, kwargs])
        for key in given:
            self._check_free(key)
        _write({**_read(), **given})

    def clear(self) -> None:
        """Remove all parameters."""
        for key in self:
            self._check_free(key)
        _write({key: values for key, values in _read().items() if key in HIDDEN})

    def from_dict(self, params: QueryParams) -> None:
        """Replace all parameters by these.

        Args:
            params: A mapping, or pairs of names and values. A value is a string or a list of
                strings.
        """
        given = collected([params])
        for key in {*self, *given}:
            self._check_free(key)
        hidden = {key: values for key, values in _read().items() if key in HIDDEN}
        _write({**hidden, **given})

    def to_dict(self) -> dict[str, str]:
        """A plain dict, with the last value of each parameter."""
        return {key: self[key] for key in self}

    def _check_free(self, key: str) -> None:
        if key in HIDDEN:
            raise APIException(
                f"st.query_params: {key!r} is reserved for the page and cannot be set by a script."
            )
        bound = here().run.layers.bound(key)
        if bound is not None:  # R121
            raise APIException(
                f"st.query_params: {key!r} is bound to the {bound.kind} with the key {key!r}, and "
                f"cannot be changed here. Set st.session_state[{key!r}] before the {bound.kind} is "
                f"made, or in a callback."
            )


def _read() -> Fields:
    return parsed(commanded_run().layers.location.query)


def _write(fields: Mapping[str, list[str]]) -> None:
    run = commanded_run()
    query = encoded(fields)
    if query == run.layers.location.query:
        return
    run.layers.address.say(msgspec.structs.replace(run.layers.location, query=query))
    run.say(query=query)


def _missing(key: str) -> str:
    return f'st.query_params has no parameter "{key}".'


query_params = QueryParamsView()
