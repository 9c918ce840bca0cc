"""`st.navigation`: the pages of an app and their menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from anew.ambient.context import commanded_run
from anew.app.page import Page, as_opening
from anew.arguments import one_of
from anew.errors import APIException, InvalidParameterTypeError, MissingRequiredParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.protocol.messages import Json

    PageLike = Page | str | Path | Callable[[], object]


def navigation(
    pages: Sequence[PageLike] | Mapping[str, Sequence[PageLike]],
    *,
    position: Literal["sidebar", "hidden", "top"] = "sidebar",
    expanded: bool | int = False,
) -> Page:
    """Define the pages of the app, and show a menu of them.

    The app's main script runs at every interaction, whichever page the tab shows. What it
    draws before and after `.run()` appears on all pages.

    Args:
        pages: A list of pages: made by `st.Page`, paths of scripts, or functions. Or a dict
            of such lists, whose keys are the section headers in the menu.
        position: "sidebar", "top" of the page, or "hidden" for no menu.
        expanded: Whether the menu shows all pages at once. A number is how many it shows
            before the user has to ask for more; False means twelve.

    Returns:
        The page that the tab shows: call its `run()`.

    Raises:
        MissingRequiredParameterError: There are no pages.
        APIException: Two pages have the same URL path, or two are the default.

    Example:
        >>> def start():
        ...     st.title("Start")
        >>> def settings():
        ...     st.title("Settings")
        >>> page = st.navigation([st.Page(start), st.Page(settings)])
        >>> page.run()
    """
    one_of("navigation", "position", position, ("sidebar", "hidden", "top"))
    sections = _checked_sections(pages)
    sections = _with_default(sections)
    own = _own_pages(sections)
    _check_addresses(own)
    context = commanded_run()
    if context.pages is None:  # Outside of a run nothing is drawn, but the default page may run.
        return next(page for page in own if page.is_default)
    found: Page = context.pages.declare(sections, position, _shown_at_first(expanded))
    return found


def _checked_sections(pages: object) -> dict[str, list[Page]]:
    sections = pages if isinstance(pages, Mapping) else {"": pages}
    made: dict[str, list[Page]] = {}
    for header, part in sections.items():
        if isinstance(part, str | Path) or not isinstance(part, Sequence):
            raise InvalidParameterTypeError(
                f"navigation: {part!r} is not a list of pages. Pass a list, or a dict of lists."
            )
        made[str(header)] = [page if isinstance(page, Page) else Page(page) for page in part]
    if not any(not page.is_external for part in made.values() for page in part):
        raise MissingRequiredParameterError(
            "navigation: there are no pages of this app. Pass at least one st.Page(...)."
        )
    return made


def _with_default(sections: dict[str, list[Page]]) -> dict[str, list[Page]]:
    """The sections with exactly one default page: the first page, if none is marked."""
    own = _own_pages(sections)
    marked = [page for page in own if page.is_default]
    if len(marked) > 1:
        raise APIException(
            f"navigation: {marked[0]!r} and {marked[1]!r} are both the default. An app has one "
            f"default page: remove default=True from the others."
        )
    if marked:
        return sections
    first = own[0]
    return {
        header: [as_opening(page) if page is first else page for page in part]
        for header, part in sections.items()
    }


def _own_pages(sections: Mapping[str, Sequence[Page]]) -> list[Page]:
    return [page for part in sections.values() for page in part if not page.is_external]


def _check_addresses(pages: Iterable[Page]) -> None:
    known: dict[str, Page] = {}
    for page in pages:
        other = known.setdefault(page.url_path, page)
        if other is not page:
            raise APIException(
                f"navigation: {other!r} and {page!r} have the same URL path. Give one of them "
                f"another url_path."
            )


def _shown_at_first(expanded: Json) -> int:
    """How many pages the menu shows before the user has to ask for more; 0 for all."""
    if expanded is True:
        return 0
    if expanded is False:
        return 12
    if isinstance(expanded, int) and expanded > 0:
        return expanded
    raise InvalidParameterTypeError(
        f"navigation: expanded={expanded!r} is neither True nor False nor a number above 0."
    )
