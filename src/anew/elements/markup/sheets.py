"""Style sheets that stand in an author's HTML.

The page's security policy lets no `<style>` count, so the text of one travels as an attribute
of an element of its own, which stands in its place. The client makes a sheet of it through
the browser's object model (client/src/styles.ts), where it can be nothing but a style sheet.

What is taken for a sheet here decides only what becomes style: all else goes on to the
allow-list, and so does the element that carries the sheet.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from html import escape
from pathlib import Path

log = logging.getLogger("anew")

TAG = "anew-style"
MAX_CHARACTERS = 4_000_000  # Of one sheet: enough for a picture or two within it.

_BEGIN = re.compile(r"<!--|<style(?=[\s/>])", re.IGNORECASE)
_END = re.compile(r"</style(?=[\s/>])", re.IGNORECASE)
_LEADING = re.compile(r"(?:[ \t]*\n)* {0,3}(?=<style[\s/>])", re.IGNORECASE)
_BLANK = re.compile(r"[ \t]*(?:\n|\Z)")

_ALONE = re.compile(rf"(?:\s*<{TAG} [^>]*></{TAG}>)+\s*")

# What may stand before an import; and one, with an address that may hold any sign.
_BEFORE_RULES = re.compile(r"\s+|/\*.*?\*/|@charset\s[^;{]*;", re.DOTALL | re.IGNORECASE)
_IMPORT = re.compile(
    r"""@import\s*(?:url\(\s*+(?:"[^"]*"|'[^']*'|[^)"']*+)\s*+\)|"[^"]*"|'[^']*')[^;{}]*(?:;|\Z)""",
    re.IGNORECASE,
)

# Names that elements had in older versions of Streamlit: sheets written for those go on working.
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

# Classes of the page's own parts. An author's class of such a name is another one, in the HTML
# and in the sheets: neither is drawn as what it is not.
OWN_CLASSES = frozenset(
    Path(__file__).with_name("own_classes.txt").read_text("utf-8").split()  # A generated file.
)
_OWN_CLASS = re.compile(
    r"""(?s)"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|/\*.*?(?:\*/|\Z)|url\([^)]*\)?"""
    rf"""|\.(?P<name>{"|".join(sorted(OWN_CLASSES, reverse=True))})(?![\w-])"""
)


def classes_apart(classes: str) -> str:
    """An author's classes, none of which is one of the page's own.

    >>> classes_apart("card tag stButton")
    'card own-tag stButton'
    """
    return " ".join(f"own-{name}" if name in OWN_CLASSES else name for name in classes.split())


def leading_sheets(source: str) -> tuple[str, str]:
    """The sheets that Markdown begins with, and what is left of it.

    They are taken before it is read: a sheet may be longer than a text, for pictures and
    fonts can stand in it.
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
    """The HTML with an element that carries the text in place of each `<style>`."""
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
    """HTML in which nothing is seen says so: it takes no room in the page."""
    return html.replace(f"<{TAG} ", f"<{TAG} data-alone ", 1) if _ALONE.fullmatch(html) else html


def _sheet_at(text: str, start: int) -> tuple[str, int]:
    """The text of the style element that begins there, and where the element ends.

    One that is not closed goes on to the end, as in browsers.
    """
    inner = text.find(">", start) + 1 or len(text)
    end = _END.search(text, inner)
    if end is None:
        return text[inner:], len(text)
    return text[inner : end.start()], text.find(">", end.start()) + 1 or len(text)


def _carrier(css: str) -> str:
    if len(css) > MAX_CHARACTERS:
        _warn(
            f"A style sheet of {len(css):,} characters was left out; {MAX_CHARACTERS:,} is the "
            "most. Serve its pictures and fonts as files (server.enableStaticServing)."
        )
        return ""
    return f'<{TAG} data-css="{escape(_usable(css), quote=True)}"></{TAG}>'


def _usable(css: str) -> str:
    """What a sheet that is made by code can have: no imports, and names as they are today."""
    css = css.replace("<![CDATA[", "").replace("]]>", "")
    kept, at = "", 0
    while match := _BEFORE_RULES.match(css, at) or _IMPORT.match(css, at):
        if match.group()[:7].lower() == "@import":
            _warn(
                "The @import of a style sheet was left out: the page loads no sheets of other "
                "sites. Write its rules into the sheet. A font has a place of its own: theme.font = "
                '"Inter:https://…" in the options, or @font-face with an address by https.'
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
    """Once: the same sheet comes with each page."""
    log.warning("%s", message)
