"""An author's own HTML, in the page itself."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from anew.ambient.context import here
from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import MAX_HTML_CHARACTERS, OwnHtml
from anew.elements.shared.parameters import Width, checked_width
from anew.errors import (
    InvalidParameterValueError,
    MissingRequiredParameterError,
    NotAvailableError,
)
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

_CODE = re.compile(r"""<script[\s/>]|["'\s]on[a-z]{3,20}\s{0,9}=\s{0,9}["']""", re.IGNORECASE)
_FILE = re.compile(r"[^<>\n]{1,500}\.(?:html?|css)", re.IGNORECASE)


class Html(Element, frozen=True):
    """HTML, sanitized."""

    body: OwnHtml = OwnHtml("")
    width: Width = "stretch"


@command("Text")
def html(
    body: object, *, width: Width = "stretch", unsafe_allow_javascript: bool = False
) -> Container:
    """Show HTML, with its styles and SVG drawings, in the page itself.

    Scripts, anything that could run one, forms, frames, and links with schemes other than http,
    https, mailto and tel are removed. A style sheet applies to the whole page. As with
    `st.markdown(..., unsafe_allow_html=True)`, text from others can disguise anything on the page:
    pass it through `html.escape` first.

    Args:
        body: HTML; the `Path` of a file with HTML, or of a style sheet (`.css`), relative to the
            folder in which the app was started; or an object with `_repr_html_`, which makes HTML
            of itself. A string is never taken for the path of a file.
        width: Pixels, "stretch" or "content".
        unsafe_allow_javascript: anew runs no scripts of HTML in the page, so True is an error if
            the HTML has some. `st.iframe` runs them in a frame of its own, and a component in the
            page (`st.components.v2.component`).

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        MissingRequiredParameterError: There is nothing in it.
        InvalidParameterValueError: The file cannot be read, or there is too much of it.
        NotAvailableError: It has scripts, and `unsafe_allow_javascript` asks to run them.

    Example:
        >>> st.html("<p style='text-decoration: line-through double red'>Oops</p>")
    """
    text = _text(body)
    if not text.strip():
        raise MissingRequiredParameterError(
            "html: body is empty, so there is nothing to show. Pass HTML."
        )
    if len(text) > MAX_HTML_CHARACTERS:
        raise InvalidParameterValueError(
            f"html: the HTML has {len(text):,} characters; at most {MAX_HTML_CHARACTERS:,} are "
            f"allowed. Serve its images and fonts as files (server.enableStaticServing)."
        )
    if unsafe_allow_javascript and _CODE.search(text):
        raise NotAvailableError(
            "html: it has scripts, which unsafe_allow_javascript=True asks to run, and anew runs "
            "none in the page that stand in HTML. Show it with st.iframe(...), where they run in a "
            "frame of their own, or make a component (st.components.v2.component) of them."
        )
    return slot_of(Html(body=OwnHtml(text), width=checked_width("html", width)))


def _text(body: object) -> str:
    if callable(getattr(type(body), "_repr_html_", None)):
        return shown_text(body._repr_html_())  # type: ignore[attr-defined]  # what it is for
    if isinstance(body, PathLike):
        return _read(Path(body))
    text = shown_text(body)
    if _FILE.fullmatch(text) and Path(text).is_file():
        here().run.tell_once(
            f"html: {text!r} is the name of a file, and was shown as text. Pass Path({text!r}) to "
            f"show what is in the file."
        )
    return text


def _read(path: Path) -> str:
    try:
        text = path.read_text("utf-8", "replace")
    except (OSError, ValueError) as error:
        raise InvalidParameterValueError(
            f"html: the file {str(path)[:200]!r} cannot be read. Pass a path relative to the "
            f"folder in which the app was started."
        ) from error
    is_sheet = path.suffix.lower() == ".css"
    return f"<style>{text}</style>" if is_sheet and text.strip() else text
