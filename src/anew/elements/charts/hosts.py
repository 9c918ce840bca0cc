"""Which addresses maps may fetch from: the page's policy names these hosts and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from anew.ambient.context import here
from anew.errors import InvalidParameterValueError

if TYPE_CHECKING:
    from urllib.parse import SplitResult


def is_allowed(address: str) -> bool:
    """Whether the page may ask for it: it is the app's own, or an option names its origin."""
    parts = urlsplit(address)
    own = here().run.settings.map.origins
    return not parts.netloc or any(_is_of(parts, host) for host in own)


def checked_address(what: str, address: str) -> str:
    """The address, if the page may ask for it.

    Raises:
        InvalidParameterValueError: It is elsewhere, and no option names that.
    """
    if is_allowed(address):
        return address
    parts = urlsplit(address)
    raise InvalidParameterValueError(
        f"pydeck_chart: {what} is at {parts.scheme}://{parts.netloc}, which the page may not ask. "
        f"Load it in the script, or name that in the option map.hosts."
    )


def _is_of(parts: SplitResult, host: str) -> bool:
    scheme, _, name = host.lower().partition("://")
    netloc = parts.netloc.lower()
    is_same = netloc.endswith(name[1:]) if name.startswith("*.") else netloc == name
    return is_same and parts.scheme.lower() == scheme
