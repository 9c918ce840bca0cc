"""`st.session_state`: the session state of the run that reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.ambient.context import commanded_run
from anew.state.mapping import SessionState

if TYPE_CHECKING:
    from anew.state.layers import Layers


def _current_layers() -> Layers:
    return commanded_run().layers


session_state = SessionState(_current_layers)
