"""The query string of a URL: parsing and encoding its parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import parse_qsl, urlencode

from anew.errors import APIException, QueryParamDictValueError

QueryParams: TypeAlias = "Mapping[str, object] | Iterable[tuple[str, object]]"
Fields: TypeAlias = dict[str, list[str]]  # All values of each parameter, in their order.

HIDDEN = frozenset({"embed", "embed_options"})  # For the page itself; the script does not see them.
MAX_FIELDS = 1000
MAX_CHARACTERS = 16_000  # Proxies often refuse longer URLs.


def query_of(params: QueryParams | None) -> str:
    """The query string for these parameters, without the question mark."""
    return "" if params is None else encoded(collected([params]))


def without_own(query: str) -> str:
    """A query string with only the parameters that are for the page itself."""
    return encoded({key: values for key, values in parsed(query).items() if key in HIDDEN})


def parsed(query: str) -> Fields:
    """Parse a query string.

    >>> parsed("a=1&b=x&a=2")
    {'a': ['1', '2'], 'b': ['x']}
    """
    fields: Fields = {}
    for key, value in parse_qsl(query, keep_blank_values=True, max_num_fields=None):
        fields.setdefault(key, []).append(value)
    return fields


def encoded(fields: Mapping[str, list[str]]) -> str:
    """Encode parameters as a query string.

    Raises:
        APIException: There are too many parameters, or the query string is too long.
    """
    count = sum(map(len, fields.values()))
    query = urlencode([(key, value) for key, values in fields.items() for value in values])
    if count > MAX_FIELDS or len(query) > MAX_CHARACTERS:
        raise APIException(
            f"st.query_params: a URL may have {MAX_FIELDS} parameters and {MAX_CHARACTERS} "
            f"characters; these are {count} and {len(query)}."
        )
    return query


def collected(sources: Iterable[QueryParams]) -> Fields:
    """Collect parameters from mappings and iterables of pairs; later sources override earlier."""
    given: Fields = {}
    for source in sources:
        if isinstance(source, Mapping):
            given.update({str(key): texts_of(str(key), value) for key, value in source.items()})
            continue
        pairs: Fields = {}
        for key, value in source:
            pairs.setdefault(str(key), []).extend(texts_of(str(key), value))
        given.update(pairs)
    return given


def texts_of(key: str, value: object) -> list[str]:
    if isinstance(value, Mapping):
        raise QueryParamDictValueError(
            f"st.query_params[{key!r}] cannot be a dict. Pass a string or a list of strings."
        )
    is_several = isinstance(value, Iterable) and not isinstance(value, str | bytes)
    return [str(item) for item in value] if is_several else [str(value)]  # type: ignore[attr-defined]
