"""Names that cross the wire: widget ids, tab ids."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache

RESERVED_PREFIX = "$$ID"  # Of widget ids; an author's key may not start with it.


@lru_cache(maxsize=8192)
def widget_id(*identity: object) -> str:
    """The id of a widget: the same on every worker for the same kind, key and arguments.

    16 hex digits are 64 bits: two of a page's widgets meet by chance less than once in
    10^13 pages of a thousand.
    """
    text = repr(identity).encode("utf-8", "surrogatepass")
    return f"{RESERVED_PREFIX}-{hashlib.blake2b(text, digest_size=8).hexdigest()}"


def new_tab_id() -> str:
    """A name for a session: 128 random bits. It resumes nothing without the cookie."""
    return secrets.token_urlsafe(16)
