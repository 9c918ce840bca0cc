"""What commands need of the app's pages; implemented in `script/pages.py`, a higher layer."""

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
        """The folder that paths of pages are relative to."""
        ...

    def miss(self, path: Path) -> None:
        """Record that a page was named whose file does not exist."""
        ...

    def find(self, page: object, command: str) -> FoundPage:
        """The page that an author names, or `PageNotFoundError`."""
        ...

    def declare(self, sections: Mapping[str, Sequence[Any]], position: str, shown: int) -> Any:
        """Record what `st.navigation` was given; return the page for the tab's address."""
        ...

    def run(self, page: Any) -> None:
        """Run a page, which must be the one for the tab's address."""
        ...
