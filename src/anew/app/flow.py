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

    from anew.ambient.context import Here
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
        scope: "app" for the whole script. "fragment" for the fragment that runs by itself now.
            In a callback, the key of a fragment, or a list of keys: only these run then, in this
            run, and still see which button was pressed.

    Raises:
        InvalidLayoutContextError: `scope` is "fragment", but no fragment runs by itself.
        APIException: `scope` is a key that no fragment of the page has, or this is no callback.
        InvalidParameterValueError: `scope` is an empty list.

    Example:
        >>> if st.button("Start over"):
        ...     st.session_state.clear()
        ...     st.rerun()
    """
    if not isinstance(scope, str | int) and len(scope) == 0:
        raise InvalidParameterValueError(
            'rerun: scope is an empty list. Use "app", or leave it out.'
        )
    now = captured()
    if scope == "app":
        if now is not None:
            raise RerunSignal
    elif scope == "fragment":
        if now is None or now.fragment is None or now.run.layers.fragments is None:
            raise InvalidLayoutContextError(
                'rerun: scope="fragment" works only while a fragment runs by itself, after a '
                'widget in it was used. Use scope="app".'
            )
        raise RerunSignal((now.fragment.id,))
    else:
        raise RerunSignal(tuple(_named(key, now) for key in _listed(scope)))


def _listed(scope: str | int | Sequence[str | int]) -> list[str]:
    return [str(scope)] if isinstance(scope, str | int) else [str(key) for key in scope]


def _named(key: str, now: Here | None) -> str:
    """The identity of the fragment with a key."""
    if now is None or not now.run.control.is_shielded:
        raise APIException(
            f"rerun: scope={key!r} is the key of a fragment, which works only in a callback. "
            f'Use scope="app", or call it in an on_click or on_change function.'
        )
    known = now.run.fragments_before.known_keys()
    if key not in known and now.run.knows_fragments:
        keys = (
            f"Keys on this page: {', '.join(map(repr, known))}."
            if known
            else ("None on this page has one: write @st.fragment(key=...).")
        )
        raise APIException(f"rerun: there is no fragment with the key {key!r}. {keys}")
    return known.get(key, "")  # If nobody knows, the whole script runs, and sees the click.


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
        InvalidLayoutContextError: This is a fragment with `parallel=True`.

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
    if now.fragment is not None and now.fragment.is_beside and run.layers.fragments is None:
        raise InvalidLayoutContextError(
            "switch_page: it cannot be called in a fragment with parallel=True, beside others that "
            "may want another page. Leave parallel=True out, or call it outside."
        )
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
