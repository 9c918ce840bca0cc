"""A link to a page of the app, or to an address elsewhere."""

from __future__ import annotations

import re
from typing import Any

from anew.ambient.context import here
from anew.arguments import checked_icon, one_of, shown_text
from anew.elements.command import command
from anew.elements.container import Container, slot_of
from anew.elements.markup import Inline, Markdown
from anew.elements.shared.icons import split_icon
from anew.elements.shared.parameters import (
    ICON_POSITIONS,
    IconPosition,
    Width,
    checked_width,
    older_width,
    shown_help,
)
from anew.errors import MissingRequiredParameterError
from anew.protocol.messages import Element
from anew.protocol.query import QueryParams, query_of


class PageLink(Element, frozen=True):
    """A link; the browser follows it without reloading the app."""

    label: Inline = Inline("")
    page: str = ""  # The page's part of the address.
    query: str = ""
    url: str | None = None  # The address, if the page is external.
    icon: str = ""
    icon_position: IconPosition = "left"
    help: Markdown | None = None
    disabled: bool = False
    width: Width = "content"


@command("Pages")
def page_link(
    page: Any,
    *,
    label: str | None = None,
    icon: str | None = None,
    icon_position: IconPosition = "left",
    help: str | None = None,
    disabled: bool = False,
    use_container_width: bool | None = None,
    width: Width = "content",
    query_params: QueryParams | None = None,
) -> Container:
    """Show a link to a page of the app, or to an address elsewhere.

    Args:
        page: What `st.Page` returned, the path of the page's script relative to the folder of
            the app's script, or an address that begins with "http://" or "https://".
        label: Its text; inline Markdown. By default the page's title; an external
            link must have one.
        icon: An emoji or ":material/name:"; by default the page's, unless the label begins
            with one.
        icon_position: "left" or "right" of the label.
        help: A tooltip in Markdown.
        disabled: Shown, but cannot be followed.
        use_container_width: The older form of `width`: True means "stretch".
        width: Pixels, "content" or "stretch".
        query_params: The parameters of the address that it leads to: a mapping, or pairs
            of names and values.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        PageNotFoundError: The app has no such page.
        MissingRequiredParameterError: An external link has no label.

    Example:
        >>> st.page_link("https://example.org", label="Read on", icon="🌍")
    """
    one_of("page_link", "icon_position", icon_position, ICON_POSITIONS)
    width = older_width(use_container_width, width)
    target = _target(page, query_params)
    if label is None and target.label == Inline(""):
        raise MissingRequiredParameterError(
            f"page_link: {str(page)!r} has no title of its own. Pass label='...'."
        )
    record = PageLink(
        label=target.label if label is None else Inline(shown_text(label)),
        page=target.page,
        query=target.query,
        url=target.url,
        icon=checked_icon("page_link", icon) or _icon_beside(label, target.icon),
        icon_position=icon_position,
        help=shown_help(help),
        disabled=disabled,
        width=checked_width("page_link", width),
    )
    return slot_of(record)


def _icon_beside(label: object, icon: str) -> str:
    """The page's icon, unless the author's label begins with one."""
    has_own = label is not None and split_icon(shown_text(label))[0]
    return "" if has_own else icon


def _target(page: Any, query_params: QueryParams | None) -> PageLink:
    """Where it leads, with the label and the icon that belong to that."""
    query = query_of(query_params)
    if isinstance(page, str) and re.match(r"https?://", page):
        return PageLink(url=f"{page}{'?' if query else ''}{query}")
    pages = here().run.pages
    if pages is None:
        return PageLink(label=Inline(shown_text(page)))  # Outside of a run: nothing is drawn.
    found = pages.find(page, "page_link")
    return PageLink(
        label=Inline(found.title),
        page=found.url_path,
        query=query,
        url=found.external_url,
        icon=found.icon,
    )
