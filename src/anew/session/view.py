"""What a session's tab shows, and what it has not got yet of what was drawn (step 13 of a click).

While a run lasts the page is the run's, which sends of it what the tab has room for. What is
missing at its end, as the tab does not keep up or has lost its page, is sent from here: made
ready by a chore, for it takes the longer, the larger the page is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.script.change import at_place, caught_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.media import Media
    from anew.clock import Clock
    from anew.page.tree import Draft, Page
    from anew.protocol.messages import Location
    from anew.script.change import Change
    from anew.session.chores import Chores
    from anew.session.line import Line
    from anew.settings.settings import Settings


class View:
    """Threading: its session's owner."""

    __slots__ = (
        "_chores",
        "_clock",
        "_is_lent",
        "_is_running",
        "_line",
        "_media",
        "_settings",
        "page",
        "unsent",
        "waits_since",
    )

    def __init__(
        self,
        line: Line,
        chores: Chores,
        media: Media,
        settings: Settings,
        clock: Clock,
        is_running: Callable[[], bool],
    ) -> None:
        """A tab that shows nothing yet.

        Args:
            media: What the page points to; it is told what the tab shows of that.
            is_running: Whether there is more to come, as the tab is told with each change.
        """
        self.page: Page | None = None  # What the tab shows once all is sent; None if nothing.
        self.unsent: Draft | None = None  # What it should show, if that is more.
        # When it was sent something, or a row of runs that it waits for began.
        self.waits_since = clock.now()
        self._is_lent = False
        self._line = line
        self._chores = chores
        self._media = media
        self._settings = settings
        self._clock = clock
        self._is_running = is_running

    def arrive(self, location: Location) -> None:
        """The tab was loaded anew at this address: what is of another page is not shown there."""
        if self.page is not None:
            self.page = at_place(location, self.page)
            self.unsent = None if self.page is None else self.unsent

    def lend(self) -> Page | None:
        """The page, which is a run's from now on."""
        page, self.page = self.page, None
        self._is_lent = True
        return page

    def take_back(self, page: Page | None, unsent: Draft | None) -> None:
        """The run is over, and leaves this."""
        self.page, self.unsent = page, unsent
        self._is_lent = False

    def show(self, change: Change | None) -> None:
        """Send a change, or only how far the tab's events are and whether more is to come."""
        self.waits_since = self._clock.now()
        self._line.show(change, is_running=self._is_running())

    def show_all(self, change: Change | None) -> None:
        """The same for a change after which the tab shows what the last run has drawn."""
        self.show(change)
        if not self._line.owes_page:
            self._media.settled(self._line.last)

    def catch_up(self) -> None:
        """Show what the tab had no room for, or the page that it has lost.

        If there is a run it does that itself, at its next flush. If there is a chore, this is
        called again at its end: until then it may change what there is to show.
        """
        page, unsent, is_whole = self.page, self.unsent, self._line.owes_page
        is_due = unsent is not None or (is_whole and page is not None)
        if is_due and self._may_show():
            self._chores.do(
                lambda: caught_up(page, unsent, self._settings, is_whole=is_whole), self._caught_up
            )

    def _may_show(self) -> bool:
        is_free = not self._is_lent and not self._chores.is_on
        return is_free and self._line.is_connected and self._line.has_room()

    def _caught_up(self, made: tuple[Change | None, Page | None] | None) -> None:
        if made is not None:
            change, self.page = made
            self.unsent = None
            self.show_all(change)
