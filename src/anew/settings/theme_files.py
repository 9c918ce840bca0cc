"""A theme in a file of its own, which `theme.base` names by its path or its address.

Addresses are fetched because the author has named them: when the options are first read, before
anybody is served, and once for each process.
"""

from __future__ import annotations

from functools import cache
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from anew.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCHEMES = frozenset({"https", "http"})
FETCH_SECONDS = 10
MOST_BYTES = 1 << 20


def is_reference(value: object) -> bool:
    """Whether a value of `theme.base` names a file. All others are words, as "dark" is."""
    return isinstance(value, str) and any(mark in value for mark in ("/", "\\", ".toml"))


def referred(reference: str, folders: Iterable[Path]) -> tuple[str, str]:
    """The text of a theme's file, and the place where it was found.

    Args:
        reference: Its address, or its path: absolute, or relative to one of the folders.
        folders: The folders to look in, in this order.

    Raises:
        ConfigError: It is not there, or cannot be read. The message is for the author.
    """
    if is_address(reference):
        return _fetched(reference), reference
    places = list(dict.fromkeys(folder / reference for folder in folders))
    found = next(filter(_is_file, places), None)
    if found is None:
        looked = " or ".join(map(str, places))
        raise ConfigError(
            f'Option theme.base: {reference!r} is neither "light" nor "dark", and no file: there is '
            f"no {looked}. Write the path or the https address of a TOML file with a section [theme]."
        )
    try:
        return _decoded(found.read_bytes(), str(found)), str(found)
    except OSError as error:
        raise ConfigError(f"Option theme.base: {found} cannot be read: {error}.") from error


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except (OSError, ValueError):  # No file has such a name.
        return False


def is_address(reference: str) -> bool:
    """Whether it is an address that is fetched, or else a path."""
    return "://" in reference


@cache
def _fetched(address: str) -> str:
    # Imported here: hardly an app has a theme from elsewhere.
    from urllib.error import HTTPError  # noqa: PLC0415
    from urllib.request import urlopen  # noqa: PLC0415

    if urlsplit(address).scheme not in SCHEMES:
        raise ConfigError(
            f"Option theme.base: {address!r} is not an address that can be fetched. Write one that "
            f"begins with https://, or the path of a file."
        )
    try:
        with urlopen(address, timeout=FETCH_SECONDS) as response:  # noqa: S310  # see SCHEMES
            content = response.read(MOST_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()
        raise ConfigError(
            f"Option theme.base: {address} cannot be fetched: {error}. Check the address in a browser, "
            f"or keep the file beside the app, and write its path."
        ) from error
    return _decoded(content, address)


def _decoded(content: bytes, source: str) -> str:
    if len(content) > MOST_BYTES:
        raise ConfigError(
            f"Option theme.base: {source} has more than {MOST_BYTES} bytes. A theme has a few "
            f"hundred: it is probably not this file."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"Option theme.base: {source} is not a text in UTF-8: {error}."
        ) from error
