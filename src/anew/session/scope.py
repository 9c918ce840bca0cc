"""What of an app an event concerns: some fragments, or the whole script. Pure.

A widget concerns the fragment that made it. What waits for the next event (`on_change="ignore"`) says
nothing about that, for it is not why the event was sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.protocol.ids import is_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anew.script.drawing import Drawn
    from anew.script.request import Request
    from anew.script.run import Run
    from anew.session.inbox import Waiting
    from anew.session.wishes import Wishes
    from anew.state.state import Placement

WHOLE: tuple[str, ...] = ()  # The whole script.


class Scope:
    """What can run alone of what one session's tab shows. Threading: the session's owner."""

    __slots__ = ("_is_known", "drawn")

    def __init__(self) -> None:
        self.drawn: Drawn | None = None  # By the last whole run; None if all has to run.
        self._is_known = False  # Which fragments the page has; if there are none, too.

    def of(self, request: Request, widgets: Mapping[str, Placement]) -> tuple[str, ...]:
        """The fragments that run for a request."""
        scope = scope_of(request, widgets)
        return scope if self.known(scope) == scope else WHOLE

    def take_back(self, run: Run) -> None:
        """A run is over: what it leaves."""
        self.drawn, self._is_known = run.drawn, run.knows_fragments

    def narrowed(self, request: Request, widgets: Mapping[str, Placement]) -> Request:
        """The request with the fragments that run for it."""
        scope = self.of(request, widgets)
        return request._replace(fragments=scope, knows_fragments=self._is_known)

    def known(self, fragments: Iterable[str]) -> tuple[str, ...]:
        """Those that are there still."""
        if self.drawn is None:
            return ()
        return tuple(dict.fromkeys(one for one in fragments if one in self.drawn.fragments))

    def with_key(self, key: str) -> str:
        """The identity of the fragment to which the author gave a key; "" if there is none."""
        found = None if self.drawn is None else self.drawn.fragments.with_key(key)
        return "" if found is None else found.id

    def pruned(self, wishes: Wishes) -> Wishes:
        """The wishes without those for fragments that are not there any more."""
        return wishes._replace(fragments=self.known(wishes.fragments))

    def makes_up(
        self, waiting: Waiting, widgets: Mapping[str, Placement], current: Request
    ) -> bool:
        """Whether the next run, if there is one, draws all anew that the current one was to draw."""
        return not waiting or covers(self.of(waiting[0], widgets), current.fragments)


def scope_of(request: Request, widgets: Mapping[str, Placement]) -> tuple[str, ...]:
    """The fragments that have to run for what the user did.

    Args:
        widgets: Those of the page.
    """
    if request.fragments or request.location is not None:
        return request.fragments
    found: dict[str, None] = {}
    for name in (*request.values, request.trigger):
        widget = None if name is None else widgets.get(name)
        if widget is None or (name != request.trigger and widget.record.waits):
            continue
        if not widget.fragment:
            return WHOLE
        found[widget.fragment] = None
    return tuple(found)


def covers(newer: tuple[str, ...], older: tuple[str, ...]) -> bool:
    """Whether a run of the newer scope makes up for one of the older."""
    return not newer or (bool(older) and all(is_within(one, newer) for one in older))
