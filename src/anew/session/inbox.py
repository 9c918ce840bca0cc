"""What the user did and no run has taken yet (step 5 of a click).

One rule merges events: a click is an action, a changed value is a state. Values that
wait together become one, the newest of each widget; a click waits for its own run, behind
the values before it; what comes after a click waits behind it. So it is with going to
another page: what was entered before was meant for the page before. Values are not merged into
the click that follows: its callback is to be called with the arguments of a run that has
seen them (R57).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.protocol.messages import LongText
from anew.script.request import Request

if TYPE_CHECKING:
    from collections.abc import Collection

    from anew.protocol.messages import Event

MOST_WAITING = 1000
MOST_LONG = 8  # Texts that came in pieces, over all that waits.

Waiting = tuple[Request, ...]  # In order; no two beside one another without a trigger.


def merge(waiting: Waiting, event: Event, event_id: str = "") -> Waiting:
    """`waiting` with one more event.

    | waits         | comes    | then wait              |
    | ------------- | -------- | ---------------------- |
    | nothing       | anything | the event              |
    | …, values     | values   | …, both, newest wins   |
    | …, values     | click    | …, values, the click   |
    | …, click      | anything | …, click, the event    |
    | …, a place    | a place  | …, the newer place     |
    | …, a place    | anything | …, the place, the event |
    """
    new = Request(
        event.values,
        event.trigger,
        event.location,
        event=event.n,
        event_id=event_id,
        is_link=event.is_link,
    )
    if waiting and new.location is not None and waiting[-1].location is not None:
        return (*waiting[:-1], new)
    if not waiting or not _may_merge(waiting[-1]) or not _may_merge(new):
        return (*waiting, new)
    merged = new._replace(values={**waiting[-1].values, **new.values})
    return (*waiting[:-1], merged)


def is_full(waiting: Waiting) -> bool:
    """Whether nothing more may wait: the tab keeps it, and sends it again later."""
    long = sum(isinstance(value, LongText) for own in waiting for value in own.values.values())
    return len(waiting) >= MOST_WAITING or long >= MOST_LONG


def _may_merge(request: Request) -> bool:
    """Whether it carries nothing but values."""
    return request.trigger is None and request.location is None


def is_void(request: Request, left: Collection[str]) -> bool:
    """Whether all that it carries is for widgets of a page that the tab has left.

    The tab did not know yet. It is neither carried out nor a reason to run the new page.
    """
    if not left or request.location is not None:
        return False
    names = [*request.values, *([] if request.trigger is None else [request.trigger])]
    return bool(names) and all(name in left for name in names)


def may_interrupt(current: Request, mode: Literal["newer", "eager"]) -> bool:
    """Whether a newer event ends the run of `current` on its way."""
    if current.is_first:
        return False  # Before it has made the widgets, what is sent for them would be for nothing.
    return mode == "eager" or current.trigger is None
