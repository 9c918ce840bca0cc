"""A tab without a server: runs of a small script, one after another, over one state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.context import RunContext, enter, leave
from anew.ambient.control import Control
from anew.ambient.loan import loan_without_app
from anew.elements.areas import App, Bottom, Logo, Main, Sidebar
from anew.page.builder import Builder
from anew.settings.settings import Settings
from anew.state.layers import Layers
from anew.state.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.media import Media
    from anew.ambient.uploads import Uploads
    from anew.page.tree import Draft
    from anew.protocol.messages import Element
    from anew.state.state import Placement


class Shown(NamedTuple):
    """An element with what it holds."""

    element: Element
    inside: list[Shown]


class Tab:
    """What one session has: its state, and the page of its last run."""

    def __init__(self) -> None:
        self.state = State()
        self._loan = loan_without_app(set())
        self.last_run: RunContext | None = None
        self._builder: Builder | None = None

    def run(
        self,
        script: Callable[[], object],
        *,
        sent: dict[str, object] | None = None,
        is_finished: bool = True,
        settings: Settings | None = None,
    ) -> object:
        """Run a script; what it returns.

        Args:
            sent: What the browser sends first, by a widget's key or label.
            settings: The app's, if not the default ones.
        """
        values = {name: placed.decode(raw) for name, placed, raw in self._received(sent or {})}
        layers = Layers(self.state, values)
        areas = {"main": Main(), "sidebar": Sidebar()}
        self._builder = Builder(App(), areas, later={"bottom": Bottom(), "logo": Logo()})
        loan = self._loan._replace(settings=settings or Settings())
        run = RunContext(layers, self._builder, loan, control=Control())
        self.last_run = run
        token = enter(run, self._builder.area("main"))
        try:
            return script()
        finally:
            leave(token)
            layers.fold(is_finished=is_finished)
            self._loan.uploads.ended(is_whole=is_finished)

    @property
    def media(self) -> Media:
        return self._loan.media

    @property
    def uploads(self) -> Uploads:
        return self._loan.uploads

    @property
    def main(self) -> list[Shown]:
        return self._area(0)

    @property
    def sidebar(self) -> list[Shown]:
        return self._area(1)

    @property
    def bottom(self) -> list[Shown]:
        return self._area(2)

    @property
    def elements(self) -> list[Element]:
        """What stands in the main area, without what those hold."""
        return [shown.element for shown in self.main]

    @property
    def element(self) -> Element:
        """The only one there is."""
        [element] = self.elements
        return element

    def widget(self, name: str) -> Placement:
        """The widget with this key, or the only one there is."""
        found = [placed for placed in self.state.widgets.values() if placed.slot == name]
        [placed] = found or self.state.widgets.values()
        return placed

    def _received(self, sent: dict[str, object]) -> list[tuple[str, Placement, object]]:
        return [
            (placed.id, placed, raw) for name, raw in sent.items() for placed in [self.widget(name)]
        ]

    def _area(self, index: int) -> list[Shown]:
        assert self._builder is not None
        return _shown(self._builder.root.children[index])


def _shown(draft: Draft) -> list[Shown]:
    return [Shown(child.element, _shown(child)) for child in draft.children]
