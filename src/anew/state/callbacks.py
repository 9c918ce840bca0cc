"""What authors asked to be called when something changes (step 8 of a click).

Callbacks run before the script, in the order of their widgets in the page, with the
arguments that the last run gave them. All of them see all new values. An error ends the
sequence: later callbacks of this event are not called (R60).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.state.layers import Layers
    from anew.state.state import Callback


def call_back(layers: Layers, call: Callable[[Callback], None]) -> None:
    """Call the callback of each widget that has another value than before."""
    for widget in layers.changed():
        if widget.callback is not None:
            call(widget.callback)
