"""Style sheets in an author's HTML.

The content security policy forbids `<style>` elements. So each is replaced by a custom element,
the carrier, with the CSS as an attribute. The client makes a style sheet of it through the DOM
(client/src/styles.ts), where the text cannot become anything but a style sheet.

This module only decides what becomes CSS. Everything else still has to pass the allow-list, and so
do the carriers.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from html import escape
from pathlib import Path

log = logging.getLogger("anew")

TAG = "anew-style"
MAX_CHARACTERS = 4_000_000  # Of one sheet: enough for an image or two within it.

_BEGIN = re.compile(r"<!--|<style(?=[\s/>])", re.IGNORECASE)
_END = re.compile(r"</style(?=[\s/>])", re.IGNORECASE)
_LEADING = re.compile(r"(?:[ \t]*\n)* {0,3}(?=<style[\s/>])", re.IGNORECASE)
_BLANK = re.compile(r"[ \t]*(?:\n|\Z)")

_ALONE = re.compile(rf"(?:\s*<{TAG} [^>]*></{TAG}>)+\s*")

# What may come before an @import rule, and such a rule, whose URL may hold any character.
_BEFORE_RULES = re.compile(r"\s+|/\*.*?\*/|@charset\s[^;{]*;", re.DOTALL | re.IGNORECASE)
_IMPORT = re.compile(
    r"""@import\s*(?:url\(\s*+(?:"[^"]*"|'[^']*'|[^)"']*+)\s*+\)|"[^"]*"|'[^']*')[^;{}]*(?:;|\Z)""",
    re.IGNORECASE,
)

# The test ids of elements in older versions of Streamlit, so that sheets written for those work.
_OLD_NAMES = {
    "baseButton-header": "stBaseButton-header",
    "baseButton-headerNoPadding": "stBaseButton-headerNoPadding",
    "baseButton-primary": "stBaseButton-primary",
    "baseButton-primaryFormSubmit": "stBaseButton-primaryFormSubmit",
    "baseButton-secondary": "stBaseButton-secondary",
    "baseButton-secondaryFormSubmit": "stBaseButton-secondaryFormSubmit",
    "collapsedControl": "stExpandSidebarButton",
    "column": "stColumn",
    "stFileUploadDropzone": "stFileUploaderDropzone",
    "stNotification": "stAlertContainer",
    "stSidebarCollapsedControl": "stExpandSidebarButton",
    "stVerticalBlockBorderWrapper": "stLayoutWrapper",
}
_OLD_NAME = re.compile(
    rf"""(\[data-testid[~|^$*]?=["']?)({"|".join(map(re.escape, _OLD_NAMES))})(?=["'\]])"""
)

# The page's own classes. An author's class of the same name is renamed, in HTML and style sheets,
# so that the author's elements do not get the page's styles, nor the page's elements the author's.
OWN_CLASSES = frozenset(
    Path(__file__).with_name("own_classes.txt").read_text("utf-8").split()  # A generated file.
)
_OWN_CLASS = re.compile(
    r"""(?s)"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|/\*.*?(?:\*/|\Z)|url\([^)]*\)?"""
    rf"""|\.(?P<name>{"|".join(sorted(OWN_CLASSES, reverse=True))})(?![\w-])"""
)


def classes_apart(classes: str) -> str:
    """An author's classes, with those renamed that the page uses itself.

    >>> classes_apart("card tag stButton")
    'card own-tag stButton'
    """
    return " ".join(f"own-{name}" if name in OWN_CLASSES else name for name in classes.split())


def leading_sheets(source: str) -> tuple[str, str]:
    """Carriers for the sheets at the start of a Markdown text, and the rest of the text.

    They are split off before the text is parsed, because a sheet may be longer than a text: it
    may contain images and fonts.
    """
    carried = []
    while begin := _LEADING.match(source):
        css, end = _sheet_at(source, begin.end())
        rest = _BLANK.match(source, end)
        if rest is None:
            break
        carried.append(_carrier(css))
        source = source[rest.end() :]
    return "".join(carried), source


def with_carried_sheets(html: str) -> str:
    """The HTML with a carrier in place of each `<style>`."""
    parts, done = [], 0
    while begin := _BEGIN.search(html, done):
        if begin.group() == "<!--":
            end = html.find("-->", begin.start())
            end = len(html) if end < 0 else end + 3
            parts.append(html[done:end])
        else:
            css, end = _sheet_at(html, begin.start())
            parts += [html[done : begin.start()], _carrier(css)]
        done = end
    return "".join([*parts, html[done:]])


def marked_if_alone(html: str) -> str:
    """Mark HTML that has only carriers, so that it takes up no space in the page."""
    return html.replace(f"<{TAG} ", f"<{TAG} data-alone ", 1) if _ALONE.fullmatch(html) else html


def _sheet_at(text: str, start: int) -> tuple[str, int]:
    """The CSS of the style element that starts there, and the end of the element.

    An element that is not closed ends with the text, as in browsers.
    """
    inner = text.find(">", start) + 1 or len(text)
    end = _END.search(text, inner)
    if end is None:
        return text[inner:], len(text)
    return text[inner : end.start()], text.find(">", end.start()) + 1 or len(text)


def _carrier(css: str) -> str:
    if len(css) > MAX_CHARACTERS:
        _warn(
            f"A style sheet of {len(css):,} characters was ignored; at most {MAX_CHARACTERS:,} are "
            "allowed. Serve its images and fonts as files (server.enableStaticServing)."
        )
        return ""
    return f'<{TAG} data-css="{escape(_usable(css), quote=True)}"></{TAG}>'


def _usable(css: str) -> str:
    """The CSS without imports, which sheets made by code cannot have, and with current test ids."""
    css = css.replace("<![CDATA[", "").replace("]]>", "")
    kept, at = "", 0
    while match := _BEFORE_RULES.match(css, at) or _IMPORT.match(css, at):
        if match.group()[:7].lower() == "@import":
            _warn(
                "The @import of a style sheet was ignored: the page does not load style sheets of "
                "other sites. Copy its rules into the sheet. For a font, set the option theme.font "
                'to "Inter:https://…", or use @font-face with an https URL.'
            )
        else:
            kept += match.group()
        at = match.end()
    rules = _OLD_NAME.sub(lambda name: name[1] + _OLD_NAMES[name[2]], css[at:])
    return kept + _OWN_CLASS.sub(_apart, rules)


def _apart(token: re.Match[str]) -> str:
    return f".own-{token['name']}" if token["name"] else token[0]


@lru_cache(maxsize=16)
def _warn(message: str) -> None:
    """Warn once per message: the same sheet is in every page."""
    log.warning("%s", message)
