"""What a tab's hello says of the session that it had, beside what is there of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.protocol.ids import events_id, is_tab_id
from anew.stores.base import owners_before

if TYPE_CHECKING:
    from anew.protocol.messages import Hello


def is_twin(hello: Hello, instance: str, owners: int) -> bool:
    """Whether another page load has gone on with a tab's session, and the tab was not told of it.

    So it is with a duplicate of a tab that was frozen. Their events would have the same numbers, and
    count as known, so this one gets a copy, and what it has done since is done in it.

    Args:
        instance: The page load that the session is, or was last, connected to.
        owners: How many owners the session had before, as `owners_before` counts.
    """
    is_late = owners_before(hello.epoch) < owners
    return hello.seen > 0 and hello.instance != instance and is_late


def has_all(hello: Hello, owner: str) -> bool:
    """Whether a tab still has all that was done in its session: none of it was committed.

    Its server may have ended before the first commit. All of it is done again in a new session, and
    the tab goes on. A page that was loaded anew after the first event has not got it; and what one
    user has done, another who signs in must not do again.

    Args:
        owner: A digest of the browser's cookies.
    """
    is_known = hello.tab is not None and is_tab_id(hello.tab) and not hello.is_copy
    is_unsaved = hello.seen > 0 and hello.acknowledged == 0
    return is_known and is_unsaved and hello.has_all == events_id(hello.tab or "", owner)


def has_lost(hello: Hello, owner: str) -> bool:
    """Whether a tab that gets a new session had another, with events that it cannot send again.

    They were committed, or those of a page that was loaded anew since.
    """
    return hello.acknowledged > 0 or (hello.seen > 0 and not has_all(hello, owner))
