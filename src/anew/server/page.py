"""The page that starts the client: what an app's address answers with."""

from __future__ import annotations

import json
import logging
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from anew.protocol import messages
from anew.server.fonts import fonts_of, missing
from anew.server.theme import default_scheme, style_sheet
from anew.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from anew.server.assets import Assets
    from anew.server.embedding import Embedding
    from anew.server.fonts import Fonts
    from anew.settings.settings import Settings


log = logging.getLogger("anew")

THEME = "theme"  # What the name of the theme's style sheet begins with; the client knows it, too.


class Look(NamedTuple):
    """What the app's theme and the page's address change about how the page looks."""

    styles: tuple[str, ...]  # The names of the app's own style sheets.
    scheme: str  # "light" or "dark"; empty to follow the system.
    fonts: Fonts
    is_embedded: bool = False
    is_fixed: bool = False  # The address sets the scheme; the user's own choice does not count.

    def told(self) -> messages.Look:
        """What tabs are told that are open already."""
        return messages.Look(style=next(iter(self.styles), ""), scheme=self.scheme)

    def within(self, embedding: Embedding, assets: Assets) -> Look:
        """Return this look, changed by what the page's address asks for."""
        scheme = embedding.scheme
        own = (assets.add_style(embedding.style, "embedded"),) if embedding.style else ()
        return Look(
            (*self.styles, *own),
            scheme or self.scheme,
            self.fonts,
            is_embedded=embedding.is_embedded,
            is_fixed=scheme is not None,
        )


def look_of(settings: Settings, assets: Assets, folder: Path) -> Look:
    """The look of an app whose script is in a folder; what it lacks is logged."""
    for warning in missing(settings, folder):
        log.warning("%s", warning)
    sheet = style_sheet(settings)
    styles = (assets.add_style(sheet, THEME),) if sheet else ()
    return Look(styles, default_scheme(settings) or "", fonts_of(settings))


def page_html(
    base: str, nonce: str, assets: Assets, title: str, look: Look, announced: Iterable[str] = ()
) -> str:
    """The page that starts the client.

    It requests everything at once: the client's files and, by `assets.early`, the app itself.

    Args:
        announced: Tags of elements that few pages have, and this one will: their code is loaded now.
    """
    style = f"{base}/_anew/assets/{assets.later}"
    boot = json.dumps({"base": base, "version": VERSION, "style": style})
    boot = boot.replace("<", "\\u003c")
    prefix = escape(f"{base}/_anew/assets", quote=True)
    theme = f' data-theme="{look.scheme}"' if look.scheme else ""
    theme += " data-fixed" if look.is_fixed else ""
    body = '<body class="streamlit-embedded">' if look.is_embedded else "<body>"
    own_style = "".join(f'<link rel="stylesheet" href="{prefix}/{name}">' for name in look.styles)
    font_sheets = "".join(
        f'<link rel="stylesheet" href="{escape(sheet, quote=True)}">' for sheet in look.fonts.sheets
    )
    early = [
        _announcement(f"{prefix}/{name}", nonce) for name in assets.files_for(sorted(announced))
    ]
    return (
        "<!doctype html>\n"
        f'<html lang="en"{theme}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title.replace('_', ' ').strip() or 'anew')}</title>"
        '<link rel="icon" href="data:,">'
        f'<script type="application/json" id="anew-boot" nonce="{nonce}">{boot}</script>'
        f'<script nonce="{nonce}">{assets.early}</script>'
        f'<link rel="stylesheet" href="{prefix}/{assets.style}">{own_style}'
        f'<script type="module" async nonce="{nonce}" src="{prefix}/{assets.script}"></script>'
        f"{''.join(early)}"
        f"</head>{body}"
        '<div id="anew"></div>'
        "<noscript>This app needs JavaScript.</noscript>"
        # At the end of the body: a slow font server delays nothing that comes before.
        f"{font_sheets}"
        "</body></html>\n"
    )


def _announcement(address: str, nonce: str) -> str:
    if address.endswith(".css"):
        # Fetched, and not applied before the client adds it. Of a `preload` that is not used within
        # seconds, as under a slow script, browsers warn.
        return f'<link rel="stylesheet" media="not all" href="{address}">'
    return f'<link rel="modulepreload" nonce="{nonce}" href="{address}">'
