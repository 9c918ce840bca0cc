"""What a session was asked for and has not done yet, and what it does next (step 5 of a click).

A session does one thing at a time: what comes in meanwhile becomes a wish. Once nothing is on
any more, `next_step` says what is done, and which wishes are left then. The first row that
fits counts.

| it was asked for                          | next step                       | then are left            |
| ----------------------------------------- | ------------------------------- | ------------------------ |
| first, events for a page that was left    | `Dismiss` these                 | all else                 |
| no events and no rerun                    | `Rest`                          | all                      |
| events and no rerun, as the server ends   | `Rest`: the tab keeps them, for | all                      |
|                                           | the server that it goes on with |                          |
| clearing, of caches too                   | `ClearCaches`: the run is to    | all, but for the caches  |
|                                           | find none                       |                          |
| clearing                                  | `StartRun` afresh, which        | the events, which came   |
|                                           | answers what was there before   | after it                 |
| a page load                               | `StartRun` with nothing new     | the events               |
| a rerun, as the server ends               | `StartRun` with nothing new     | the events               |
| events, with a rerun or without           | `StartRun` with the first       | the other events         |
| a rerun                                   | `StartRun` with nothing new     | nothing                  |
| fragments                                 | `StartRun` of these             | nothing                  |

Whichever run is started after a page load, is one for the place where the tab was loaded. Neither
clearing nor a page load is a reason to run by itself: a rerun is wished for with each, and the
user may take that back.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from anew.script.request import Request
from anew.session.inbox import is_void, may_interrupt

if TYPE_CHECKING:
    from collections.abc import Collection

    from anew.protocol.messages import Location
    from anew.session.inbox import Waiting


class Clearing(NamedTuple):
    """The session is to forget what it remembers."""

    event: int  # The last that came before: none of those is carried out any more.
    has_caches: bool  # What functions returned is to be forgotten first, for all sessions.


class Wishes(NamedTuple):
    """What a session was asked for and has not done yet."""

    events: Waiting = ()  # What the user did.
    wants_rerun: bool = False
    clearing: Clearing | None = None
    place: Location | None = None  # Where the tab was loaded anew.
    fragments: tuple[str, ...] = ()  # They are to run; a run of the whole script will do.

    @property
    def is_run_due(self) -> bool:
        return self.wants_rerun or bool(self.events or self.fragments)


class Rest(NamedTuple):
    """There is nothing to do for now."""


class Dismiss(NamedTuple):
    """The events up to this one are over: nothing comes of them."""

    event: int


class ClearCaches(NamedTuple):
    """Forget what functions returned, in the whole process."""


class StartRun(NamedTuple):
    """Run the script."""

    request: Request
    is_afresh: bool  # With a state that remembers nothing.


Step = Rest | Dismiss | ClearCaches | StartRun


def next_step(
    wishes: Wishes, *, left: Collection[str], applied: int, is_ending: bool
) -> tuple[Step, Wishes]:
    """What is done next, and what is wished for after that.

    Args:
        left: The widgets of the pages that the tab has left.
        applied: The last event whose effect is in the state.
        is_ending: Whether the server ends: what is on may end, no event begins anything.
    """
    void = [*takewhile(lambda event: is_void(event, left), wishes.events)] if left else None
    if void:
        return Dismiss(void[-1].event), wishes._replace(events=wishes.events[len(void) :])
    if not wishes.is_run_due or (is_ending and not wishes.wants_rerun):
        return Rest(), wishes
    clearing, place = wishes.clearing, wishes.place
    if clearing is not None and clearing.has_caches:
        return ClearCaches(), wishes._replace(clearing=clearing._replace(has_caches=False))
    takes_event = clearing is None and place is None and not is_ending
    if takes_event and wishes.events:
        left_over = Wishes(wishes.events[1:], fragments=wishes.fragments)
        return StartRun(wishes.events[0], is_afresh=False), left_over
    if not wishes.wants_rerun and not wishes.events and wishes.fragments:
        request = Request(event=applied, fragments=wishes.fragments)
        return StartRun(request, is_afresh=False), Wishes()
    request = Request(event=applied if clearing is None else clearing.event)
    if place is not None:
        request = request._replace(location=place, is_load=True)
    return StartRun(request, is_afresh=clearing is not None), Wishes(wishes.events)


class MakesWay(NamedTuple):
    """The run that is on is to end early."""

    until: str | None  # The widget that it has to place first; None for at once.


def makes_way(
    current: Request,
    wishes: Wishes,
    *,
    left: Collection[str],
    mode: Literal["newer", "eager"],
    is_made_up_for: bool = True,
) -> MakesWay | None:
    """Whether the run that is on ends early for what is wished for, and when.

    Args:
        left: The widgets of the pages that the tab has left.
        mode: The option `runner.interrupt`.
        is_made_up_for: Whether the run of the next event draws all that this one was to draw.

    | the run that is on       | wished for               | it                                    |
    | ------------------------ | ------------------------ | ------------------------------------- |
    | carries out a click      | anything                 | goes on to its end; not in mode eager |
    | only follows values      | only events that are void | goes on                              |
    | only follows values      | first, a click           | ends once it has placed what was      |
    |                          |                          | clicked; in mode eager at once        |
    | only follows values      | first, an event of a     | goes on                               |
    |                          | fragment that makes up   |                                       |
    |                          | for only a part of it    |                                       |
    | only follows values      | only fragments           | goes on                               |
    | only follows values      | anything else            | ends at once                          |

    For a click it places that first, so that the click's callback has the arguments that go
    with the values (R57).
    """
    if not may_interrupt(current, mode):
        return None
    is_void_only = all(is_void(event, left) for event in wishes.events)
    if not wishes.wants_rerun and (is_void_only or not is_made_up_for):
        return None
    clicked = wishes.events[0].trigger if wishes.events and mode == "newer" else None
    return MakesWay(clicked)
