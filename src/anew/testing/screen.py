"""What a tab shows, and what its user has entered and not sent yet.

Elements are the server's own records, for they hold what the author wrote where a tab
has HTML. That the tab shows just these is checked at every look: its page was made of
patches alone.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from anew.elements.definition import Widget
from anew.errors import AppTestError
from anew.protocol.codec import to_json
from anew.state.state import ABSENT, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.protocol.messages import Element, Json, Node
    from anew.testing.app_test import AppTest


NO_FORM = ""


class Screen:
    """The screen of one `AppTest`."""

    def __init__(self, app: AppTest) -> None:
        self.app = app
        self._root: Node | None = None
        self._nodes: dict[int, Node] = {}
        self._values: dict[str, Json] = {}
        self._trigger: str | None = None
        self._submitted = NO_FORM  # The form that the click sends.
        self._answered: str | None = None  # The click that the last run was for.
        self._state = State()  # What the app remembers.

    # What it shows ---------------------------------------------------------------------

    @property
    def root(self) -> Node:
        if self._root is None:
            raise AppTestError("The app has not run yet, so it shows nothing. Call .run() first.")
        return self._root

    def node(self, number: int) -> Node | None:
        """The node with this number, or None if it is not on the page any more."""
        return self._nodes.get(number)

    def look(self, shown: Node, kept: Node, state: State, clicked: str | None) -> None:
        """See a new page: as the tab has it, and as the server believes that it has.

        Args:
            state: What the app remembers.
            clicked: The trigger that its last run was for.
        """
        for on_tab, on_server in zip(_walk(shown), _walk(kept), strict=True):
            _check_same(on_tab, on_server)
        self._root, self._state, self._answered = kept, state, clicked
        self._nodes = {node.id: node for node in _walk(kept)}
        on_page = {widget.id for widget in self._widgets()}
        self._values = {name: raw for name, raw in self._values.items() if name in on_page}

    # What its user enters --------------------------------------------------------------

    def enter(self, widget: str, raw: Json) -> None:
        self._values[widget] = raw

    def entered(self, widget: str, otherwise: Any) -> Any:
        """What was entered and not sent yet, else what is given."""
        return self._values.get(widget, otherwise)

    def sent(self, widget: str) -> object:
        """What was sent with a form that then was emptied, until it is sent again; else `ABSENT`."""
        placement = self._state.widgets.get(widget)
        if placement is None or placement.slot not in self._state.cleared:
            return ABSENT
        return self._state.committed.get(placement.slot, ABSENT)

    def click(self, widget: str, form: str = NO_FORM) -> None:
        """Set off a trigger, and send the form that it is the button of.

        Raises:
            AppTestError: Another click waits: a run follows one click.
        """
        self._answered = None
        if self._trigger not in {None, widget}:
            raise AppTestError(
                "Another click has not been sent yet, and each click gets a run of its own. "
                "Call .run() after each."
            )
        self._trigger, self._submitted = widget, form

    def unclick(self, widget: str) -> None:
        if self.is_clicked(widget):
            self._trigger, self._submitted, self._answered = None, NO_FORM, None

    def is_clicked(self, widget: str) -> bool:
        """Whether a click waits to be sent, or the last run was for it."""
        return widget in {self._trigger, self._answered}

    def send(self) -> tuple[dict[str, Json], str | None]:
        """The values and the click of one event; what was entered in other forms waits on."""
        forms = {widget.id: widget.form for widget in self._widgets()}
        sent = {
            name: raw
            for name, raw in self._values.items()
            if forms.get(name, NO_FORM) in {NO_FORM, self._submitted}
        }
        for name in sent:
            del self._values[name]
        trigger, self._trigger, self._submitted = self._trigger, None, NO_FORM
        return sent, trigger

    def _widgets(self) -> list[Widget[Any]]:
        elements = [node.element for node in self._nodes.values()]
        return [element for element in elements if isinstance(element, Widget)]


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
