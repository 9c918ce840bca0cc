"""What commands need of the app's pages: `script/pages.py` has it, which stands above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class FoundPage(Protocol):
    """One page of the app, as a link or a switch to it needs it."""

    @property
    def title(self) -> str: ...

    @property
    def icon(self) -> str: ...

    @property
    def url_path(self) -> str: ...

    @property
    def is_external(self) -> bool: ...

    @property
    def external_url(self) -> str | None: ...


class Pages(Protocol):
    """The pages of the app, as one run knows them. A page is what `st.Page` makes."""

    @property
    def folder(self) -> Path:
        """From where paths of pages are seen."""
        ...

    def miss(self, path: Path) -> None:
        """Take note that a page was named whose file is not there."""
        ...

    def find(self, page: object, command: str) -> FoundPage:
        """The page that an author names, or `PageNotFoundError`."""
        ...

    def declare(self, sections: Mapping[str, Sequence[Any]], position: str, shown: int) -> Any:
        """Take note of what `st.navigation` was given; the page for where the tab is."""
        ...

    def run(self, page: Any) -> None:
        """Run a page, which has to be the one for where the tab is."""
        ...
