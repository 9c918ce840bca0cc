"""What a tab has to be sent of a page, made ready for the wire (step 11 of a click).

All of it costs the more, the larger the author's page is: it is for threads, never for the owner
of a session, who has only to copy a `Change` into a message.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from anew.elements.areas import App, Main, Sidebar
from anew.elements.exception import shown_exception
from anew.page.builder import Builder
from anew.page.diff import diff, first_page
from anew.page.tree import Draft
from anew.protocol.codec import encode_raw

if TYPE_CHECKING:
    from anew.page.tree import Page, Stale
    from anew.protocol.messages import Element, Location
    from anew.settings.settings import Settings

log = logging.getLogger("anew")

_ROOT = App()
_AREAS = {"main": Main(), "sidebar": Sidebar()}


class Change(NamedTuple):
    """What the tab has to be sent, made ready for the wire."""

    root: msgspec.Raw | None  # The whole page, if the tab has none.
    patches: msgspec.Raw | None
    stale: Stale


def empty_page(before: Page | None, *, most: int = 0) -> Builder:
    """A page to build, whose app is as the page before has it.

    Args:
        most: How many elements it may hold; 0 for as many as there are.
    """
    element = None if before is None else before.root.element
    if isinstance(element, App) and element.notice:  # What was told once is not told again.
        element = msgspec.structs.replace(element, notice="")
    return Builder(_ROOT, _AREAS, element, most=most)


def change_to(
    page: Page | None, draft: Draft, *, is_finished: bool = True, is_whole: bool = False
) -> tuple[Change | None, Page]:
    """What leads from `page` to `draft`, ready for the wire, and the page that it leads to.

    Args:
        is_finished: False while a run may still add to the draft.
        is_whole: Send the whole page, whatever changed.
    """
    if page is None:
        page = first_page(draft)
        return whole(page), page
    before = page.stale
    patches, page = diff(page, draft, is_finished=is_finished)
    if is_whole:
        return whole(page)._replace(stale=page.stale), page
    if not patches and (is_finished or page.stale == before):
        return None, page
    return Change(None, encode_raw(patches), page.stale), page


def caught_up(
    page: Page | None, draft: Draft | None, settings: Settings, *, is_whole: bool
) -> tuple[Change | None, Page]:
    """The same for a tab that did not get all of what runs have drawn.

    Args:
        draft: What it should show; None if that is the page.
        is_whole: It has no page.
    """
    if draft is None:
        assert page is not None
        return whole(page), page
    try:
        return change_to(page, draft, is_whole=is_whole)
    except Exception as error:  # what was placed has no form on the wire
        log.exception("What the script placed cannot be sent.")
        return change_to_problem(page, error, settings, is_whole=is_whole)


def change_to_problem(
    page: Page | None, error: Exception, settings: Settings, *, is_whole: bool
) -> tuple[Change | None, Page]:
    """The same to a page that tells why what the script placed cannot be sent."""
    builder = empty_page(None)
    builder.area("main").put(shown_exception(error, settings.client.show_error_details))
    return change_to(page, builder.root, is_whole=is_whole)


def whole(page: Page) -> Change:
    """The page for a tab that has none."""
    return Change(encode_raw(page.root), None, ())


def with_notice(drawn: Draft, notice: str) -> Draft:
    """A page that tells the user something, once."""
    told = Draft(msgspec.structs.replace(drawn.element, notice=notice))
    told.children.extend(drawn.children)
    return told


def page_name(root: Element) -> str:
    """Which page of the app a page's root says that it is."""
    assert isinstance(root, App)
    return root.page


def at_place(location: Location, page: Page) -> Page | None:
    """A page as the tab shows it at this address; None if it is of another page."""
    if page_name(page.root.element) != location.page:
        return None
    shown = msgspec.structs.replace(page.root.element, query=location.query)
    return page._replace(root=msgspec.structs.replace(page.root, element=shown))
