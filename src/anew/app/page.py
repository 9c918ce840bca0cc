"""`st.Page`: a script, a function or an external URL as one page of an app."""

from __future__ import annotations

import copy
import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from anew.ambient.context import here
from anew.app.file_name import FileName
from anew.arguments import checked_icon, one_of, shown_text
from anew.elements.shared.icons import split_icon
from anew.errors import APIException, InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Callable


class Page:
    """One page of an app: what `st.navigation` takes, and what it returns.

    Args:
        page: The path of a script, relative to the folder of the app's main script; a
            function without arguments; or the URL of an external page, which begins with
            "http://" or "https://".
        title: The title in the menu and of the browser tab. By default, the name of the file
            or function, with spaces instead of underscores. Required for an external page.
        icon: An emoji or ":material/name:". By default, the emoji that the file's name begins
            with, if any.
        url_path: The page's part of the URL. By default, the name of the file or function.
            The default page has none.
        default: Whether this is the page that the app opens with. If no page is marked, it is
            the first.
        visibility: "hidden" leaves the page out of the menu. Its URL still works.
        help: Markdown shown while the pointer rests on the page's entry in the menu.

    Raises:
        APIException: There is no such script.
        InvalidParameterValueError: `url_path` cannot be part of a URL, or there is no title.

    Example:
        >>> def start():
        ...     st.title("Start")
        >>> def settings():
        ...     st.title("Settings")
        >>> pages = [st.Page(start), st.Page(settings, icon="🔧")]
        >>> st.navigation(pages).run()
    """

    def __init__(
        self,
        page: str | Path | Callable[[], object],
        *,
        title: str | None = None,
        icon: str | None = None,
        url_path: str | None = None,
        default: bool = False,
        visibility: Literal["visible", "hidden"] = "visible",
        help: str | None = None,
    ) -> None:
        one_of("Page", "visibility", visibility, ("visible", "hidden"))
        self._source = _checked_source(page)
        name = _name_of(self._source)
        self._title = name.title if title is None else shown_text(title)
        has_own = split_icon(self._title)[0] != ""
        self._icon = checked_icon("Page", icon) or ("" if has_own else _icon_of(name.icon))
        self._default = bool(default)
        self._visibility: Literal["visible", "hidden"] = visibility
        self._help = help
        self._url_path = name.url_path if url_path is None else url_path.strip().strip("/")
        if not self.is_external:
            _check_url_path(self._url_path, page, is_given=url_path is not None)
        if not self._title.strip():
            raise InvalidParameterValueError(f"Page: {page!r} has no title. Pass title='...'.")

    @property
    def title(self) -> str:
        """The title in the menu and of the browser tab."""
        return self._title

    @property
    def icon(self) -> str:
        """An emoji or ":material/name:"; "" for none."""
        return self._icon

    @property
    def url_path(self) -> str:
        """The page's part of the URL; "" for the default page."""
        return "" if self._default else self._url_path

    @property
    def visibility(self) -> Literal["visible", "hidden"]:
        """Whether the menu shows the page."""
        return self._visibility

    @property
    def help(self) -> str | None:
        """Markdown shown while the pointer rests on the page's entry in the menu."""
        return self._help

    @property
    def is_external(self) -> bool:
        """Whether the page is an external URL."""
        return isinstance(self._source, str)

    @property
    def external_url(self) -> str | None:
        """The URL of an external page; None for a page of the app."""
        return self._source if isinstance(self._source, str) else None

    @property
    def is_default(self) -> bool:
        """Whether the app opens with this page."""
        return self._default

    def run(self) -> None:
        """Run the page. Its elements are drawn where this is called.

        Raises:
            APIException: The page is not the one that `st.navigation` returned in this run.
        """
        pages = here().run.pages
        if pages is not None:
            pages.run(self)
        elif isinstance(self._source, Path):  # Outside of a run, it runs as plain Python.
            runpy.run_path(str(self._source), run_name="__main__")
        elif callable(self._source):
            self._source()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[object, str]:
        return self._source, self._url_path

    def __repr__(self) -> str:
        return f"Page({str(self._source)!r}, title={self._title!r}, url_path={self.url_path!r})"


def source_of(page: Page) -> Path | Callable[[], object] | str:
    """The script's path, the function, or the external URL."""
    return page._source  # noqa: SLF001  # of this module


def as_opening(page: Page) -> Page:
    """A copy of the page as the default one, equal to the original.

    The author's object is not changed: an app may keep it between runs, and open with
    another page for another user.
    """
    opening = copy.copy(page)
    opening._default = True  # noqa: SLF001  # of this module
    return opening


def _icon_of(text: str) -> str:
    """The symbol that a file's name begins with, if it is a valid icon."""
    try:
        return checked_icon("Page", text)
    except InvalidParameterValueError:
        return ""


def _checked_source(page: object) -> str | Path | Callable[[], object]:
    if isinstance(page, str) and re.match(r"https?://", page):
        return page
    if isinstance(page, str | Path):
        return _script_path(Path(page))
    if callable(page):
        return page
    raise InvalidParameterTypeError(
        f"Page: {page!r} is not the path of a script, a function or a URL. Pass one of these."
    )


def _script_path(path: Path) -> Path:
    pages = here().run.pages
    folder = Path.cwd() if pages is None else pages.folder
    full = (folder / path).resolve()
    if not full.is_file():
        if pages is not None:
            pages.miss(full)
        raise APIException(
            f"Page: there is no script {str(path)!r} in {str(folder)!r}. Paths are relative to "
            f"the folder of the app's main script."
        )
    return full


def _name_of(source: str | Path | Callable[[], object]) -> FileName:
    if isinstance(source, str):
        return FileName("")
    if isinstance(source, Path):
        return FileName(source.stem)
    return FileName(getattr(source, "__name__", ""))


def _check_url_path(url_path: str, page: object, *, is_given: bool) -> None:
    if not url_path:
        raise InvalidParameterValueError(
            f"Page: {page!r} has no name that could be part of a URL. Pass url_path='...', or "
            f"also default=True for the page that the app opens with."
        )
    if "/" in url_path or url_path in {".", ".."} or url_path.startswith("_"):
        what = "url_path" if is_given else "the name"
        raise InvalidParameterValueError(
            f"Page: {what} {url_path!r} cannot be part of a URL. Pass a url_path without slashes "
            f"that does not begin with an underscore."
        )
