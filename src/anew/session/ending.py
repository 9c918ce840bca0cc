"""What the end of a run means for its session (step 12 of a click). Pure.

| the run                       | then is wished for         | the tab is shown       | answered |
| ----------------------------- | -------------------------- | ---------------------- | -------- |
| made way, an event waits      | no rerun: the event's run  | what cannot wait, if   | no       |
|                               | makes up for it            | anything (`run.py`)    |          |
| made way, none waits          | a rerun, even if the wish  | the same               | no       |
|                               | was taken back since       |                        |          |
| asked for another             | a rerun, of fragments if   | the same               | no       |
|                               | it asked for these         |                        |          |
| did, and was stopped          | as before                  | what it drew, and why  | yes      |
|                               |                            | it stands still        |          |
| stopped in a row of such      | as before                  | what the one before    | yes      |
|                               |                            | drew, and why          |          |
| either, but since the stop    | that one                   | nothing: there is more | yes      |
| the user wants another run    |                            | to come                |          |
| came to its end or failed     | as before                  | all that it drew       | yes      |

An event that is for nothing but a page that the tab has left does not count as one that waits:
no run comes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anew.script.change import with_notice
from anew.script.request import Failed, Finished, Interrupted, RerunWanted
from anew.session.flushes import FIRST_FLUSH_SECONDS
from anew.session.inbox import is_void

if TYPE_CHECKING:
    from collections.abc import Collection

    from anew.page.tree import Draft
    from anew.script.request import Outcome, Request
    from anew.session.wishes import Wishes

STOPPED = (
    "The script was stopped while it asked for one run after another. The page is as the last of "
    "these left it. Press R, or choose Rerun in the menu, to run the script again."
)


class Row(NamedTuple):
    """Runs that each asked for the next one, with `st.rerun()`."""

    runs: int = 0
    drawn: Draft | None = None  # By the last of them.
    is_stopped: bool = False  # The user ended the row, and nothing has run since.


class Ending(NamedTuple):
    """What a session takes from the end of a run."""

    wishes: Wishes
    row: Row
    is_answered: bool = False  # The page reflects the run's events.
    is_all: bool = False  # What the run has drawn is what the tab has to show.
    instead: Draft | None = None  # This is, instead.


NO_ROW = Row()


def in_row(request: Request, row: Row, waited_seconds: float) -> Request:
    """A request with what its run has to know of the row that it is in.

    Args:
        waited_seconds: How long the tab has been shown nothing.
    """
    return request._replace(is_in_row=row.runs > 1, is_late=waited_seconds > FIRST_FLUSH_SECONDS)


def ending_of(
    outcome: Outcome,
    wishes: Wishes,
    row: Row,
    *,
    drawn: Draft,
    left: Collection[str],
    is_stopped: bool,
    is_cut_off: bool,
) -> Ending:
    """What becomes of the wishes and the row, and what is said of the run to the tab.

    Args:
        drawn: What the run has placed.
        left: The widgets of the pages that the tab has left.
        is_stopped: Whether the user asked for the run's end.
        is_cut_off: Whether that ended a row before this run had drawn all (see `Run`).
    """
    match outcome:
        case Interrupted():
            is_made_up_for = any(not is_void(event, left) for event in wishes.events)
            return Ending(wishes._replace(wants_rerun=not is_made_up_for), row)
        case RerunWanted() if is_stopped:
            return _end_of_row(wishes, drawn)
        case RerunWanted(fragments):
            is_whole = wishes.wants_rerun or not fragments
            wanted = wishes._replace(
                wants_rerun=is_whole, fragments=(*wishes.fragments, *fragments)
            )
            return Ending(wanted, Row(row.runs + 1, drawn))
        case Finished() if is_cut_off:
            assert row.drawn is not None
            return _end_of_row(wishes, row.drawn)
        case Finished() | Failed():
            return Ending(wishes, NO_ROW, is_answered=True, is_all=True)


def _end_of_row(wishes: Wishes, drawn: Draft) -> Ending:
    """The user stopped a script that reruns without end."""
    if wishes.wants_rerun:
        return Ending(wishes, NO_ROW, is_answered=True)
    shown = with_notice(drawn, STOPPED)
    return Ending(wishes, Row(is_stopped=True), is_answered=True, instead=shown)
