"""What must be sent to a tab for a page to be shown, encoded for the wire (step 11 of a click).

The cost grows with the author's page. So all of it runs on threads, never on the owner of a
session, which only copies a `Change` into a message.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from anew.elements.areas import App, Bottom, Logo, Main, Sidebar
from anew.elements.exception import shown_exception
from anew.page.builder import Builder
from anew.page.diff import diff, diff_parts, first_page
from anew.page.tree import Draft
from anew.protocol.codec import encode_raw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anew.page.tree import Page, Stale
    from anew.protocol.messages import Element, Location
    from anew.settings.settings import Settings

log = logging.getLogger("anew")

_ROOT = App()
_AREAS = {"main": Main(), "sidebar": Sidebar()}
_LATER = {"bottom": Bottom(), "logo": Logo()}


class Change(NamedTuple):
    """What must be sent to the tab, encoded for the wire."""

    root: msgspec.Raw | None  # The whole page, if the tab has none.
    patches: msgspec.Raw | None
    stale: Stale


def empty_page(before: Page | None, *, most: int = 0) -> Builder:
    """A new page to build, with the App record of the previous page.

    Args:
        most: How many elements it may hold; 0 for no limit.
    """
    element = None if before is None else before.root.element
    if isinstance(element, App) and element.notice:  # A notice is shown only once.
        element = msgspec.structs.replace(element, notice="")
    return Builder(_ROOT, _AREAS, element, later=_LATER, most=most)


def change_to(
    page: Page | None,
    draft: Draft,
    *,
    parts: Iterable[Draft] | None = None,
    is_finished: bool = True,
    is_whole: bool = False,
) -> tuple[Change | None, Page]:
    """The change from `page` to `draft`, encoded for the wire, and the resulting page.

    Args:
        parts: What of the draft was drawn anew; None for all of it.
        is_finished: False while a run may still add to the draft.
        is_whole: Send the whole page, whatever changed.
    """
    if page is None:
        page = first_page(draft)
        return whole(page), page
    before = page.stale
    if parts is None:
        patches, page = diff(page, draft, is_finished=is_finished)
    else:
        patches, page = diff_parts(page, draft, parts, is_finished=is_finished)
    if is_whole:
        return whole(page)._replace(stale=page.stale), page
    if not patches and (is_finished or page.stale == before):
        return None, page
    return Change(None, encode_raw(patches), page.stale), page


def caught_up(
    page: Page | None, draft: Draft | None, settings: Settings, *, is_whole: bool
) -> tuple[Change | None, Page]:
    """The change for a tab that missed some of what runs have drawn.

    Args:
        draft: What the tab should show; None if that is `page`.
        is_whole: Whether the tab has no page.
    """
    if draft is None:
        assert page is not None
        return whole(page), page
    try:
        return change_to(page, draft, is_whole=is_whole)
    except Exception as error:  # an element may hold a value that cannot be encoded
        log.exception("What the script placed cannot be sent.")
        return change_to_problem(page, error, settings, is_whole=is_whole)


def change_to_problem(
    page: Page | None, error: Exception, settings: Settings, *, is_whole: bool
) -> tuple[Change | None, Page]:
    """The change to a page that says why what the script placed cannot be sent."""
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
    """The name of the app's page that a page's root belongs to."""
    assert isinstance(root, App)
    return root.page


def at_place(location: Location, page: Page) -> Page | None:
    """The page as the tab shows it at this address; None if the address names another page."""
    if page_name(page.root.element) != location.page:
        return None
    shown = msgspec.structs.replace(page.root.element, query=location.query)
    return page._replace(root=msgspec.structs.replace(page.root, element=shown))
