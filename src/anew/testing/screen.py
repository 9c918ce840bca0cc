"""What a tab shows, and what its user has entered and not sent yet.

Elements are the server's own records, for they hold what the author wrote where a tab
has HTML. That the tab shows just these is checked at every look: its page was made of
patches alone.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from anew.errors import AppTestError
from anew.protocol.codec import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.protocol.messages import Element, Json, Node
    from anew.testing.app_test import AppTest


class Screen:
    """The screen of one `AppTest`."""

    def __init__(self, app: AppTest) -> None:
        self.app = app
        self._root: Node | None = None
        self._nodes: dict[int, Node] = {}
        self._values: dict[str, Json] = {}
        self._trigger: str | None = None

    # What it shows ---------------------------------------------------------------------

    @property
    def root(self) -> Node:
        if self._root is None:
            raise AppTestError("The app has not run yet, so it shows nothing. Call .run() first.")
        return self._root

    def node(self, number: int) -> Node | None:
        """The node with this number, or None if it is not on the page any more."""
        return self._nodes.get(number)

    def look(self, shown: Node, kept: Node) -> None:
        """See a new page: as the tab has it, and as the server believes that it has."""
        for on_tab, on_server in zip(_walk(shown), _walk(kept), strict=True):
            _check_same(on_tab, on_server)
        self._root = kept
        self._nodes = {node.id: node for node in _walk(kept)}

    # What its user enters --------------------------------------------------------------

    def enter(self, widget: str, raw: Json) -> None:
        self._values[widget] = raw

    def entered(self, widget: str, otherwise: Json) -> Json:
        """What was entered and not sent yet, else what the page shows."""
        return self._values.get(widget, otherwise)

    def click(self, widget: str) -> None:
        """Set off a trigger. AppTestError if another one waits: a run follows one click."""
        if self._trigger not in {None, widget}:
            raise AppTestError(
                "Another click has not been sent yet, and each click gets a run of its own. "
                "Call .run() after each."
            )
        self._trigger = widget

    def unclick(self, widget: str) -> None:
        if self.is_clicked(widget):
            self._trigger = None

    def is_clicked(self, widget: str) -> bool:
        return self._trigger == widget

    def send(self) -> tuple[dict[str, Json], str | None]:
        """All values and the click of one event; then nothing is left to send."""
        entered = self._values, self._trigger
        self._values, self._trigger = {}, None
        return entered


def _walk(node: Node) -> Iterator[Node]:
    """A node and all below it, in the page's order."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _check_same(on_tab: Node, on_server: Node) -> None:
    raw: Any = on_tab.element  # A tab's elements are dicts.
    record = on_server.element
    is_same = (
        on_tab.id == on_server.id
        and len(on_tab.children) == len(on_server.children)
        and _told(raw, record) == _told(json.loads(to_json(record)), record)
    )
    assert is_same, f"The tab shows {raw!r} where the server sent {record!r}."


def _told(raw: dict[str, Json], record: Element) -> dict[str, Json]:
    """The fields that say something: a patch names defaults, a new element leaves them out."""
    defaults = _defaults(type(record))
    return {name: value for name, value in raw.items() if value != defaults.get(name, ...)}


@lru_cache
def _defaults(kind: type[Element]) -> dict[str, Json]:
    plain = kind()  # All fields of records have defaults.
    return {name: json.loads(to_json(getattr(plain, name))) for name in kind.__struct_fields__}
