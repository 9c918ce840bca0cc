"""Which page of the app a run shows, and what its menu lists.

An app has several pages in one of two ways: its script calls `st.navigation`, or there is a
folder `pages` beside it, whose scripts are then run instead of the app's script. The folder is
ignored if the script uses `navigation` (R126).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from anew.ambient.context import here
from anew.app.page import Page, source_of
from anew.arguments import shown_text
from anew.elements.markup import Inline
from anew.elements.navigation import Navigation, PageEntry, PageSection
from anew.elements.shared.parameters import shown_help
from anew.errors import APIException, PageNotFoundError
from anew.protocol.messages import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from anew.ambient.context import RunContext
    from anew.script.source import Script


class Pages:
    """The pages of the app, as one run knows them. Threading: the run's thread."""

    def __init__(
        self, script: Script, known: tuple[Page, ...], execute: Callable[[Script], None]
    ) -> None:
        """The pages of an app, before its script begins.

        Args:
            known: The pages of the previous run, valid until this run declares others.
            execute: Runs a script, here and now.
        """
        self.known = known
        self._script = script
        self._execute = execute
        self._current: Page | None = None
        # Whether a page's own script has begun: what all pages share is drawn by then.
        self.has_begun = False

    @property
    def folder(self) -> Path:
        """The folder that paths of pages are relative to."""
        return self._script.folder

    def miss(self, path: Path) -> None:
        """Record that a page was named whose file does not exist."""
        self._script.miss_page(path)

    def enter(self, context: RunContext) -> Script:
        """The script that a run must execute for the tab's address."""
        files = self._script.page_files()
        if not files:
            if not self._script.has_navigation:
                _leave_unknown(context, "")
            _say_where(context)
            return self._script
        self.known = _pages_of(files)
        page = self._wanted(context)
        context.page_scope = page.url_path
        self.has_begun = True
        if context.settings.client.show_sidebar_navigation:
            _show_menu(context, {"": self.known}, position="sidebar", shown_at_first=0)
        source = source_of(page)
        assert isinstance(source, Path)
        return self._script if page.is_default else self._script.page(source)

    def declare(self, sections: Mapping[str, Sequence[Page]], position: str, shown: int) -> Page:
        """Record what `st.navigation` was given; return the page for the tab's address."""
        context = here().run
        self.known = tuple(page for pages in sections.values() for page in pages)
        self._current = page = self._wanted(context)
        _show_menu(context, sections, position=position, shown_at_first=shown)
        return page

    def find(self, page: object, command: str) -> Page:
        """The page that an author names: by its record, its script or its function.

        Raises:
            PageNotFoundError: The app has no such page.
        """
        for known in self.known:
            if self._is_same(known, page):
                return known
        raise PageNotFoundError(self._missing(page, command))

    def run(self, page: Page) -> None:
        """Run a page, which must be the one for the tab's address."""
        current = self._current  # Equal to `page`, but it knows whether it is the default.
        if current is None or page != current:
            raise APIException(
                f"Page.run: {page!r} is not the page that st.navigation returned in this run. "
                f"Run that one: st.navigation(pages).run()."
            )
        context = here().run
        context.page_scope = current.url_path
        self.has_begun = True
        try:
            source = source_of(current)
            if isinstance(source, Path):
                self._execute(self._script.page(source))
            elif callable(source):
                source()
        finally:
            context.page_scope = None

    def _wanted(self, context: RunContext) -> Page:
        """The page for the tab's address; if there is none, the default, with a notice."""
        wanted = context.layers.location.page
        own = [page for page in self.known if not page.is_external]
        found = next((page for page in own if page.url_path == wanted), None)
        page = found or next(page for page in own if page.is_default)
        if found is None:
            _leave_unknown(context, page.url_path)
        said = {"title": page.title, "icon": page.icon, **context.layers.page_config}
        context.say(**said)
        _say_where(context)
        return page

    def _is_same(self, known: Page, page: object) -> bool:
        if isinstance(page, Page):
            return known == page
        source = source_of(known)
        if isinstance(page, str | Path) and isinstance(source, Path):
            return (self.folder / page).resolve() == source
        return callable(page) and source == page

    def _missing(self, page: object, command: str) -> str:
        shown = f"{page.title!r}" if isinstance(page, Page) else f"{page!r}"
        if not self.known:
            return (
                f"{command}: there is no page {shown}: this app has one page only. Call "
                f"st.navigation first, or put scripts into a folder 'pages' beside the app's."
            )
        names = ", ".join(self._named(known) for known in self.known)
        return f"{command}: there is no page {shown}. The pages of this app are {names}."

    def _named(self, page: Page) -> str:
        source = source_of(page)
        if not isinstance(source, Path):
            return repr(page.title)
        if source.is_relative_to(self.folder):
            return repr(source.relative_to(self.folder).as_posix())
        return repr(str(source))


def _leave_unknown(context: RunContext, instead: str) -> None:
    """The tab's address names a page that the app does not have: redirect, with a notice."""
    wanted = context.layers.location
    if wanted.page != instead:
        context.layers.redirect(Location(instead, wanted.query))
        context.say(notice=f"This app has no page {shown_text(wanted.page)[:100]!r}.")


def _say_where(context: RunContext) -> None:
    location = context.layers.location
    context.say(page=location.page, query=location.query)


@lru_cache(maxsize=64)
def _pages_of(files: tuple[Path, ...]) -> tuple[Page, ...]:
    main, *others = files
    return (Page(main, default=True), *map(Page, others))


def _show_menu(
    context: RunContext,
    sections: Mapping[str, Sequence[Page]],
    *,
    position: str,
    shown_at_first: int,
) -> None:
    shown = {
        header: [page for page in pages if page.visibility == "visible"]
        for header, pages in sections.items()
    }
    if position == "hidden" or sum(map(len, shown.values())) < 2:
        return
    context.put_beside_areas(
        Navigation(
            position="top" if position == "top" else "sidebar",
            shown_at_first=shown_at_first,
            sections=tuple(
                PageSection(Inline(shown_text(header)), _entries(pages))
                for header, pages in shown.items()
                if pages
            ),
        )
    )


def _entries(pages: Iterable[Page]) -> tuple[PageEntry, ...]:
    return tuple(
        PageEntry(
            Inline(page.title), page.icon, page.url_path, page.external_url, shown_help(page.help)
        )
        for page in pages
    )
