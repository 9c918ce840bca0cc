"""What a run draws, and how it gets to the tab (step 11 of a click).

A run of the whole script draws a new page. A run of fragments draws on the page of the last whole run:
only what is theirs is emptied, drawn anew and compared.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, NamedTuple, Protocol

from anew.page.parts import parts_stale
from anew.script.change import change_to, change_to_problem, empty_page, page_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from anew.ambient.fragments import Fragment, Fragments
    from anew.page.builder import Builder
    from anew.page.tree import Draft, Page
    from anew.protocol.messages import Node
    from anew.script.change import Change
    from anew.settings.settings import Settings

log = logging.getLogger("anew")


class Watcher(Protocol):
    """Who gets the page."""

    def has_room(self) -> bool:
        """Whether the tab keeps up; if not, changes are not even computed."""
        ...

    @property
    def owes_page(self) -> bool:
        """Whether the tab has no page that patches would fit."""
        ...


class Drawn(NamedTuple):
    """What a whole run has drawn, of which parts can be drawn again."""

    builder: Builder
    fragments: Fragments
    modules: tuple[ModuleType, ...]  # What they run in.
    shown: Node | None  # The root of the page that shows all of it; None if there is none.


class Drawing:
    """The page of one run. Threading: the run's, and one that flushes."""

    def __init__(
        self,
        page: Page | None,
        settings: Settings,
        watcher: Watcher,
        *,
        has_begun_page: Callable[[], bool] = lambda: True,
        drawn: Drawn | None = None,
    ) -> None:
        """A page on which nothing is drawn.

        Args:
            page: What the tab shows; None if nothing.
            has_begun_page: Whether the run is at what one page of the app has for itself.
            drawn: What the last whole run has drawn.
        """
        self.page = page and page.all_stale()  # What the tab shows once all is sent.
        self.unsent: Draft | None = None  # What it should show, if it did not keep up.
        self.change: Change | None = None  # The last of the run, sent with its outcome.
        self.builder = empty_page(page, most=settings.runner.max_elements)
        self.parts: list[Fragment] = []  # All that is drawn; nothing for a whole page.
        self.touched: list[Draft] = []  # What these have changed outside of themselves.
        self.drawn = drawn
        self.has_problem = False  # The tab shows why what was drawn cannot be shown.
        self._lock = threading.Lock()
        self._settings = settings
        self._watcher = watcher
        # The page shows all that was drawn, and nothing else: paths lead to the same in both.
        self._fits = page is not None and drawn is not None and drawn.shown is page.root
        self._has_taken = False  # The page is another than before the run.
        self._has_begun_page = has_begun_page
        self._page_before = page and page_name(page.root.element)
        self._is_over = False
        self._shown: Node | None = None  # The root of the page, if it shows all.

    @property
    def root(self) -> Draft:
        """What the run has placed, sent or not."""
        return self.builder.root

    def only(self, chosen: list[Fragment]) -> None:
        """Only these fragments are drawn, on the page of the last whole run."""
        drawn = self.drawn
        assert drawn is not None
        with self._lock:
            drawn.fragments.begin(chosen)
            self.parts, self.builder = chosen, drawn.builder
            self.builder.limit_again()
            self._fits = self._fits and not self._has_taken
            if self.page is not None and self._fits:
                self.page = parts_stale(self.page, self.root, self._own_parts())

    def go_back(self) -> None:
        """Nothing is drawn anew yet: a callback has asked for something else."""
        with self._lock:
            if self.parts and self.drawn is not None:
                self.drawn.fragments.go_back(self.parts)
            self.parts = []

    def left(self, fragments: Fragments, modules: Iterable[ModuleType]) -> Drawn:
        """What later runs may draw parts of anew."""
        return Drawn(self.builder, fragments, (*modules,), self._shown)

    def begin_again(self) -> None:
        """Nothing that was drawn counts."""
        if self.parts and self.drawn is not None:
            self.drawn.fragments.begin(self.parts)
        else:
            self.builder = empty_page(self.page)

    def flush(self, show: Callable[[Change], None]) -> bool:
        """Show what the tab does not show yet, if the run lasts; whether there was any.

        Threading: safe.
        """
        with self._lock:  # While it is shown, too: the run's end comes after it.
            change = None if self._is_over else self._take(is_finished=False)
            if change is not None:
                show(change)
            return change is not None

    def end(self, *, is_shown: bool, is_finished: bool) -> None:
        """The run is over.

        Args:
            is_shown: Whether what is not sent yet is to be shown.
            is_finished: Whether that is all of the page.
        """
        with self._lock:
            self._is_over = True
            if not is_shown:
                return
            if not is_finished:
                self.change = self._take(is_finished=False)
                return
            try:
                self.change = self._take(is_finished=True)
                if self.unsent is None and self.page is not None:
                    self._shown = self.page.root
            except Exception as error:  # what was placed has no form on the wire
                log.exception("What the script placed cannot be sent.")
                self.has_problem = True
                is_whole = self._watcher.owes_page
                self.change, self.page = change_to_problem(
                    self.page, error, self._settings, is_whole=is_whole
                )

    def _take(self, *, is_finished: bool) -> Change | None:
        """What the tab does not show yet; None if it does, or does not keep up."""
        if not self._watcher.has_room():
            self.unsent = self.root
            return None
        self.unsent = None
        is_whole = self._watcher.owes_page
        parts = None
        if self.parts and self._fits:
            parts = [*self._own_parts(), *self.touched]
        self._has_taken = True
        is_last = is_finished or self._has_left()
        change, self.page = change_to(
            self.page, self.root, parts=parts, is_finished=is_last, is_whole=is_whole
        )
        return change

    def _has_left(self) -> bool:
        """Whether the tab was at another page, and nothing more of what is there can be common."""
        is_other = self._page_before != page_name(self.root.element)
        return is_other and self._has_begun_page()

    def _own_parts(self) -> list[Draft]:
        return [part for one in self.parts for part in one.parts]
