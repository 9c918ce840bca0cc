"""Makes the ids in messages: of widgets and of tabs."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

RESERVED_PREFIX = "$$ID"  # Widget ids start with it, so an author's key may not.


@lru_cache(maxsize=8192)
def widget_id(*identity: object) -> str:
    """The id of a widget, a hash: the same kind, key and arguments have it in every process.

    16 hex digits are 64 bits. On a page of a thousand widgets, the probability that any two of
    them have the same id is less than 1 in 10^13.
    """
    text = repr(identity).encode("utf-8", "surrogatepass")
    return f"{RESERVED_PREFIX}-{hashlib.blake2b(text, digest_size=8).hexdigest()}"


def is_within(fragment: str, others: Iterable[str]) -> bool:
    """Whether a fragment is one of others, or was called by one, directly or not.

    >>> is_within("chart.1/legend.1", ["chart.1"])
    True
    >>> is_within("chart.10", ["chart.1"])
    False
    """
    return any(fragment == one or fragment.startswith(f"{one}/") for one in others)


def new_tab_id() -> str:
    """A random id of 128 bits for a session. Without the session cookie, it resumes nothing."""
    made = secrets.token_urlsafe(16)
    # On a command line, one that begins with a dash would be an option.
    return new_tab_id() if made[0] == "-" else made


def again_tab_id(name: str) -> str:
    """An id for a session in which all is done again that was done in one that is lost.

    It is another, for that one may be there still; and it says whose events these are.
    """
    return f"{_first(name)}.{new_tab_id()}"


def is_tab_id(text: str) -> bool:
    """Whether a text could be such an id: browsers may send any."""
    return _TAB_ID.fullmatch(text) is not None


def events_id(name: str, owner: str) -> str:
    """What the ids of a session's events begin with: the same if they are done again.

    Args:
        name: The session's.
        owner: A digest of its browser's cookie. So no browser can make the ids of another's events.
    """
    digest = hashlib.blake2b(f"{_first(name)} {owner}".encode(), digest_size=16).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _first(name: str) -> str:
    return name.partition(".")[0]


_TAB_ID = re.compile(r"[A-Za-z0-9_-]{22}(\.[A-Za-z0-9_-]{22})?")
