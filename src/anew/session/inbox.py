"""What the user did and no run has taken yet (step 5 of a click).

One rule merges events: a click is an action, a changed value is a state. Values that
wait together become one, the newest of each widget; a click takes the values before it
along and waits for its own run; what comes after a click waits behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.script.run import Request

if TYPE_CHECKING:
    from anew.protocol.messages import Event

Waiting = tuple[Request, ...]  # In order; each but the last carries a trigger.


def merge(waiting: Waiting, event: Event, event_id: str = "") -> Waiting:
    """`waiting` with one more event.

    | waits         | comes    | then wait              |
    | ------------- | -------- | ---------------------- |
    | nothing       | anything | the event              |
    | …, values     | values   | …, both, newest wins   |
    | …, values     | click    | …, click with values   |
    | …, click      | anything | …, click, the event    |
    """
    new = Request(event.values, event.trigger, event.n, event_id)
    if not waiting or waiting[-1].trigger is not None:
        return (*waiting, new)
    merged = Request({**waiting[-1].values, **new.values}, new.trigger, new.event, event_id)
    return (*waiting[:-1], merged)


def may_interrupt(current: Request, mode: Literal["newer", "eager"]) -> bool:
    """Whether a newer event ends the run of `current` at its next element."""
    return mode == "eager" or current.trigger is None
