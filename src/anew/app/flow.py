"""`st.stop`, `st.rerun` and `st.switch_page`: how a script ends its own run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from anew.ambient.context import captured
from anew.ambient.control import RerunSignal, StopSignal
from anew.errors import APIException, InvalidLayoutContextError, InvalidParameterValueError
from anew.protocol.messages import Location
from anew.protocol.query import query_of, without_own

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from anew.app.page import Page
    from anew.protocol.query import QueryParams


def stop() -> NoReturn:  # type: ignore[misc]  # returns outside of a run, where nothing ends
    """End this run here, silently. What was drawn so far stays; the rest is not run.

    Example:
        >>> name = st.text_input("Your name")
        >>> if not name:
        ...     st.info("Who are you?")
        ...     st.stop()
        >>> st.write("Hello", name)
    """
    if captured() is not None:
        raise StopSignal


def rerun(scope: str | int | Sequence[str | int] = "app") -> NoReturn:  # type: ignore[misc]
    """End this run here and start a new one, with the current session state.

    Args:
        scope: "app" for the whole script.

    Raises:
        InvalidLayoutContextError: `scope` is "fragment", but no fragment is running.
        APIException: `scope` is a key that no fragment has.
        InvalidParameterValueError: `scope` is an empty list.

    Example:
        >>> if st.button("Start over"):
        ...     st.session_state.clear()
        ...     st.rerun()
    """
    if scope == "fragment":
        raise InvalidLayoutContextError(
            'rerun: scope="fragment" works only while a fragment runs. Use scope="app".'
        )
    if not isinstance(scope, str | int) and len(scope) == 0:
        raise InvalidParameterValueError(
            'rerun: scope is an empty list. Use "app", or leave it out.'
        )
    if scope != "app":
        raise APIException(f'rerun: there is no fragment {scope!r}. Use scope="app".')
    if captured() is not None:
        raise RerunSignal


def switch_page(page: str | Path | Page, *, query_params: QueryParams | None = None) -> NoReturn:
    """End this run here and go to another page of the app.

    Args:
        page: A page made by `st.Page`, or the path of the page's script, relative to the
            folder of the app's main script.
        query_params: The query parameters of the page's URL: a mapping, or pairs of names and
            values. By default it has none.

    Raises:
        PageNotFoundError: The app has no such page.
        APIException: The page is an external URL.

    Example:
        >>> def start():
        ...     if st.button("Details"):
        ...         st.switch_page(details_page)
        >>> def details():
        ...     st.write("The details.")
        >>> details_page = st.Page(details)
        >>> st.navigation([st.Page(start), details_page]).run()
    """
    now = captured()
    if now is None or now.run.pages is None:
        return  # type: ignore[misc]
    run = now.run
    assert run.pages is not None
    found = run.pages.find(page, "switch_page")
    if found.is_external:
        raise APIException(
            f"switch_page: {found.title!r} is the external page {found.external_url!r}, which a "
            f"script cannot switch to. Show a link instead: st.page_link(...)."
        )
    kept = without_own(run.layers.location.query)
    query = "&".join(filter(None, [query_of(query_params), kept]))
    run.layers.address.say(Location(found.url_path, query))
    raise RerunSignal
