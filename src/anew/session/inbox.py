"""What the user did and no run has taken yet (step 5 of a click).

One rule merges events: a click is an action, a changed value is a state. Values that
wait together become one, the newest of each widget; a click waits for its own run, behind
the values before it; what comes after a click waits behind it. Values are not merged into
the click that follows: its callback is to be called with the arguments of a run that has
seen them (R57).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.script.run import Request

if TYPE_CHECKING:
    from anew.protocol.messages import Event

Waiting = tuple[Request, ...]  # In order; no two beside one another without a trigger.


def merge(waiting: Waiting, event: Event, event_id: str = "") -> Waiting:
    """`waiting` with one more event.

    | waits         | comes    | then wait              |
    | ------------- | -------- | ---------------------- |
    | nothing       | anything | the event              |
    | …, values     | values   | …, both, newest wins   |
    | …, values     | click    | …, values, the click   |
    | …, click      | anything | …, click, the event    |
    """
    new = Request(event.values, event.trigger, event.n, event_id)
    if not waiting or waiting[-1].trigger is not None or new.trigger is not None:
        return (*waiting, new)
    merged = Request({**waiting[-1].values, **new.values}, new.trigger, new.event, event_id)
    return (*waiting[:-1], merged)


def may_interrupt(current: Request, mode: Literal["newer", "eager"]) -> bool:
    """Whether a newer event ends the run of `current` on its way."""
    return mode == "eager" or current.trigger is None
