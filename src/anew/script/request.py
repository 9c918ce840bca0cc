"""Why a run takes place, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.protocol.messages import Json, Location


class Request(NamedTuple):
    """Why a run takes place: what the user did since the last."""

    values: Mapping[str, Json] = {}  # As the browser sent them, by widget id.
    trigger: str | None = None
    location: Location | None = None  # Where the tab is now, if that is another place.
    event: int = 0  # The last event that this run answers; 0 for none.
    event_id: str = ""
    is_link: bool = False  # The tab came to the location by a link of the page.
    is_load: bool = False  # The tab was loaded anew.
    is_resuming: bool = False  # No run of this session in this process has come to its end.
    # What the tab shows was made by runs that are forgotten: this one makes the widgets that its
    # events are for, and until it has, they wait.
    is_first: bool = False
    is_in_row: bool = False  # The run before asked for this one, and the one before for that.
    # The tab waits already, through runs that each asked for another: it is shown how far this
    # one came, whatever comes after it.
    is_late: bool = False
    fragments: tuple[str, ...] = ()  # All that is to run; nothing for the whole script.
    # Which ones the page has is known: the run before came to its end.
    knows_fragments: bool = False


class Finished(NamedTuple):
    """The script ran to its end, or to `st.stop()`."""

    is_whole: bool


WHOLE = Finished(is_whole=True)


class Interrupted(NamedTuple):
    """Newer values wait; the run stopped on the way."""


class RerunWanted(NamedTuple):
    """The script, or a callback, asked for another run."""

    fragments: tuple[str, ...] = ()  # Of these only.


class Failed(NamedTuple):
    """The script raised; the page shows it."""

    error: BaseException


Outcome = Finished | Interrupted | RerunWanted | Failed


class Refusal(NamedTuple):
    """A value from the browser that its widget could not have produced."""

    widget: str
    reason: str
