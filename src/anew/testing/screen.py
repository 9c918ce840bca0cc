"""What a tab shows, and what its user has entered but not sent yet.

Elements are the server's own records, because they hold the author's Markdown where a tab
has HTML. After each run, the tab's page, which was built from patches alone, is checked
against these records.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from anew.elements.definition import Widget
from anew.errors import AppTestError
from anew.protocol.codec import to_json
from anew.state.memory import ABSENT
from anew.state.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.protocol.messages import Element, Json, Node
    from anew.state.state import Placement
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
        self._submitted = NO_FORM  # The form that the pending click submits.
        self._answered: str | None = None  # The click that caused the last run.
        self._answered_values: dict[str, Json] = {}  # What was sent with it.
        self._state = State()  # The session's state.

    # What it shows ---------------------------------------------------------------------

    @property
    def root(self) -> Node:
        if self._root is None:
            raise AppTestError("The app has not run yet, so it shows nothing. Call .run() first.")
        return self._root

    def node(self, number: int) -> Node | None:
        """The node with this number; None if it is no longer on the page."""
        return self._nodes.get(number)

    def look(self, shown: Node, kept: Node, state: State, clicked: str | None) -> None:
        """Take over a new page.

        Args:
            shown: The page as the tab has it.
            kept: The page as the server has it, which must be the same.
            state: The session's state.
            clicked: The trigger that caused the last run.
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

    def take_back(self, widget: str) -> None:
        """Forget what was entered, and the click with which it was to be sent."""
        self._values.pop(widget, None)
        self.unclick(widget)

    def entered(self, widget: str, otherwise: Any) -> Any:
        """What was entered but not sent yet, else `otherwise`."""
        return self._values.get(widget, otherwise)

    def placement(self, slot: str) -> Placement | None:
        """The widget of the page that has a slot of the state; None if there is none."""
        placed = self._state.widgets.values()
        return next((widget for widget in placed if widget.slot == slot), None)

    def sent(self, widget: str) -> object:
        """The value that the script got, if the page does not show it; else `ABSENT`.

        So it is with a form that clears on submit, and with components.
        """
        placement = self._state.widgets.get(widget)
        if placement is None:
            return ABSENT
        if placement.slot not in self._state.cleared and placement.record.shows_value:
            return ABSENT
        return self._state.committed.get(placement.slot, ABSENT)

    def click(self, widget: str, form: str = NO_FORM) -> None:
        """Click a trigger, and submit the form whose button it is.

        Raises:
            AppTestError: Another click is pending, and each click needs its own run.
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
        """Whether a click is pending, or caused the last run."""
        return widget in {self._trigger, self._answered}

    def came_with_click(self, widget: str) -> Json:
        """What was sent with the click that caused the last run; `ABSENT` if it was another's."""
        return self._answered_values.get(widget, ABSENT) if self._answered == widget else ABSENT

    def send(self) -> tuple[dict[str, Json], str | None]:
        """The values and the click of one event. Values in forms not submitted stay pending."""
        forms = {widget.id: widget.form for widget in self._widgets()}
        sent = {
            name: raw
            for name, raw in self._values.items()
            if forms.get(name, NO_FORM) in {NO_FORM, self._submitted}
        }
        for name in sent:
            del self._values[name]
        trigger, self._trigger, self._submitted = self._trigger, None, NO_FORM
        self._answered_values = sent
        return sent, trigger

    def _widgets(self) -> list[Widget[Any]]:
        elements = [node.element for node in self._nodes.values()]
        return [element for element in elements if isinstance(element, Widget)]


def _walk(node: Node) -> Iterator[Node]:
    """A node and all its descendants, in page order."""
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
    """The fields without defaults: patches include default values, new elements omit them."""
    defaults = _defaults(type(record))
    return {name: value for name, value in raw.items() if value != defaults.get(name, ...)}


@lru_cache
def _defaults(kind: type[Element]) -> dict[str, Json]:
    plain = kind()  # All fields of records have defaults.
    return {name: json.loads(to_json(getattr(plain, name))) for name in kind.__struct_fields__}
