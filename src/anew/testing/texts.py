"""Elements that show something, as a test sees them: those with more than their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anew.elements.markup import Markdown
from anew.elements.page_link import PageLink
from anew.testing.shown import Button, Shown

if TYPE_CHECKING:
    from anew.errors import AppTestError


class ShownHeading(Shown[str]):
    """A title, header or subheader."""

    @property
    def tag(self) -> str:
        """Its HTML element: "h1" for a title."""
        return f"h{self.level}"

    @property
    def hide_anchor(self) -> bool:
        """Whether the heading has no anchor."""
        return not self.anchor


class ShownMarkdown(Shown[str]):
    """Markdown, or a caption."""

    @property
    def is_caption(self) -> bool:
        return self.type == "caption"

    @property
    def allow_html(self) -> bool:
        """Whether HTML in it is shown as HTML."""
        body = getattr(self.record, "body", None)
        return isinstance(body, Markdown) and body.allow_html


class ShownDivider(Shown[str]):
    """A line."""

    @property
    def value(self) -> str:
        """The divider as Markdown."""
        return "---"


class ShownFormula(Shown[str]):
    """A formula."""

    @property
    def value(self) -> str:
        """The formula as Markdown."""
        return f"$$\n{self.body}\n$$"


class ShownJson(Shown[str]):
    """Data as JSON text."""

    @property
    def expanded(self) -> bool:
        """Whether any level of it is expanded at first."""
        return bool(getattr(self.record, "expanded", 0))


class ShownPageLink(Shown[str]):
    """A link to a page; its value is its label."""

    @property
    def value(self) -> str:
        record = self.record
        assert isinstance(record, PageLink)
        return record.label.source

    def _has_no_use(self, use: str) -> AppTestError:
        error = super()._has_no_use(use)
        error.add_note("Go to a page with AppTest.switch_page(...).")
        return error


class ShownLink(Button):
    """A link that looks like a button; its value is its label."""

    @property
    def value(self) -> Any:
        return self.label


TEXT_VIEWS: dict[str, type[Shown[Any]]] = {
    "title": ShownHeading,
    "header": ShownHeading,
    "subheader": ShownHeading,
    "markdown": ShownMarkdown,
    "caption": ShownMarkdown,
    "divider": ShownDivider,
    "json": ShownJson,
    "latex": ShownFormula,
    "page_link": ShownPageLink,
    "link_button": ShownLink,
}
