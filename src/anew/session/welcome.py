"""The first thing that a tab hears on a new connection: what it has to know of server and session."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from anew.protocol.messages import Welcome
from anew.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.ambient.visit import Visit
    from anew.protocol.messages import Toolbar
    from anew.settings.settings import Settings


def welcome(
    tab: str,
    settings: Settings,
    *,
    is_resumed: bool,
    is_lost: bool,
    epoch: int,
    has_all: str,
    received: int,
    run_on_save: bool,
    toolbar: Toolbar,
) -> Welcome:
    """What a tab is told.

    Args:
        tab: The session's name.
        is_resumed: Whether the session has spoken with a tab before.
        is_lost: Whether the session that the tab had before this one is lost.
        epoch: Since when this process owns the session in the store; 0 without one.
        has_all: What the ids of its events begin with, if none of them is of an earlier page load.
        received: The last event that has come.
        run_on_save: Whether a script that was saved is run.
        toolbar: Whose menu the tab shows.
    """
    rate = settings.server.max_events_per_second
    return Welcome(
        tab=tab,
        resumed=is_resumed,
        is_lost=is_lost,
        epoch=epoch,
        has_all=has_all,
        received=received,
        version=VERSION,
        run_on_save=run_on_save,
        toolbar=toolbar,
        events_per_second=rate,
        events_burst=int(rate * 2),
        longest_text=settings.server.max_message_size,
    )


def toolbar_for(settings: Settings, options: Mapping[str, object], visit: Visit) -> Toolbar:
    """Who looks at the app: as the script says, or the settings, or where they are.

    Args:
        options: What the script has set.
    """
    mode = options.get("client.toolbarMode", settings.client.toolbar_mode)
    if mode == "auto":
        mode = "developer" if visit.is_local else "viewer"
    return cast("Toolbar", mode)
