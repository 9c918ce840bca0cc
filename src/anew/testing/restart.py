"""What a store keeps of a session, without a store: for a test in which the server restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.script.classes import RunClasses
from anew.session.saving import Resumed, limits_of
from anew.state.keeping import Kept
from anew.state.place import place_bytes, place_of, resumed
from anew.stores.base import Record

if TYPE_CHECKING:
    from pathlib import Path

    from anew.settings.settings import Settings
    from anew.state.state import State
    from anew.testing.tab import Tab


def restarted(state: State, tab: Tab, folder: Path, settings: Settings) -> Resumed:
    """The session as the next process reads it.

    Args:
        tab: The tab that it was connected to.
        folder: Where the app's own modules are.
    """
    limits = limits_of(settings)
    kept = state.kept = Kept(limits)
    kept.begin(state.committed, RunClasses([], folder, state.classes))
    state.committed.touched.update(state.committed)
    values = kept.changes(state.committed).written
    place = place_bytes(place_of(state, tab.instance, {}))
    record = Record(
        session="",
        owner="",
        epoch=0,
        version=1,
        event=tab.acknowledged,
        place=place,
        opened_at=0.0,
        committed_at=0.0,
        expires_at=0.0,
    )
    return Resumed(record, *resumed(place, values, limits))
