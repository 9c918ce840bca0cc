"""Documents that the page shows in frames, and what each of them may do.

There are four kinds: the files of a component (`components.py`), an author's HTML, a page around an
address elsewhere, and one that fetches a file from there. Each has a policy of its own. The first two are isolated: their origin is opaque,
so they cannot reach the page, the cookies or the socket, also when somebody opens them by
themselves. The option `component.trusted` gives a component the origin of the app instead.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.responses import PlainTextResponse, Response

from anew.ambient.frames import AROUND, FETCHED, HTML, TRUSTED_HTML
from anew.server.media import KEPT, POLICY
from anew.server.security import new_nonce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.server.media import Whole
    from anew.settings.settings import Settings

# What frames may do. The client has the same words for the attribute.
SANDBOX = (
    "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals "
    "allow-downloads"
)
# What a frame may ask the browser for; the user is asked, where that matters.
FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "picture-in-picture",
    "screen-wake-lock",
)
PDF = "application/pdf"
STREAMLIT_URL = "streamlitUrl"  # The parameter by which a component learns the page's address.


def frame_policy(settings: Settings, *, is_trusted: bool) -> str:
    """The content security policy of a document that others wrote.

    Their code loads what it likes from where it likes, and often evaluates text. What protects the
    app is the opaque origin, which the policy gives to the document wherever it is opened.
    """
    isolation = "" if is_trusted else f"sandbox {SANDBOX}; "
    return (
        f"{isolation}default-src * data: blob: 'unsafe-inline' 'unsafe-eval'; object-src 'none'; "
        f"{_ancestors(settings)}"
    )


def respond(
    found: Whole | None,
    settings: Settings,
    inside: Mapping[str, str],
    parameters: Mapping[str, str],
) -> Response:
    """Answer with a document that a run has made, or 404.

    Args:
        found: Its content.
        inside: Scripts for documents, by name.
        parameters: Of the request's query.
    """
    if found is None:
        return PlainTextResponse("There is no such file.", 404)
    if found.media_type == HTML:
        return _html(found.content, settings, inside)
    if found.media_type == AROUND:
        return _around(json.loads(found.content), settings, inside["around"], parameters)
    if found.media_type == FETCHED:
        return _fetched(json.loads(found.content), settings, inside["fetched"])
    headers = {"Cache-Control": KEPT}
    if found.media_type != PDF:  # Browsers do not display PDF files in a sandbox.
        headers["Content-Security-Policy"] = POLICY
    return Response(found.content, headers=headers, media_type=found.media_type)


def _html(content: bytes, settings: Settings, inside: Mapping[str, str]) -> Response:
    is_trusted = settings.component.trusts(TRUSTED_HTML)
    scripts = inside["measured"] if is_trusted else inside["isolated"] + inside["measured"]
    # The doctype comes first: without it, browsers lay the document out as in the last century.
    body = b"<!doctype html><script>%s</script>%s" % (scripts.encode(), content)
    policy = frame_policy(settings, is_trusted=is_trusted)
    # Not kept by the browser: the same content has another policy after a change of the options.
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy}
    return Response(body, headers=headers, media_type="text/html; charset=utf-8")


def _around(
    what: Mapping[str, str], settings: Settings, script: str, parameters: Mapping[str, str]
) -> Response:
    """A page of ours with one frame. Whatever that frame shows has an origin of its own."""
    nonce = new_nonce()
    page = parameters.get(STREAMLIT_URL)
    url = what["url"] if page is None else _with_parameter(what["url"], page)
    allow = "; ".join(f"{feature} *" for feature in FEATURES)
    body = (
        "<!doctype html>"
        f'<html lang="en"><title>{escape(what["title"])}</title>'
        f'<style nonce="{nonce}">html,body,iframe{{margin:0;border:0;width:100%;height:100%;'
        "display:block;overflow:hidden}</style>"
        f'<iframe src="{escape(url)}" title="{escape(what["title"])}" allow="{allow}" '
        f'sandbox="{SANDBOX} allow-same-origin"></iframe>'
        f'<script nonce="{nonce}">{script}</script></html>'
    )
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        # The author named the address; where it leads from there is the other site's business.
        f"frame-src http: https: data:; base-uri 'none'; form-action 'none'; {_ancestors(settings)}"
    )
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy}
    return Response(body, headers=headers, media_type="text/html; charset=utf-8")


def _fetched(what: Mapping[str, str], settings: Settings, script: str) -> Response:
    """A page of ours that fetches one file, which the page around may not do by itself."""
    nonce = new_nonce()
    body = (
        f'<!doctype html><html lang="en" data-url="{escape(what["url"])}"><title>File</title>'
        f'<script nonce="{nonce}">{script}</script></html>'
    )
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; "
        # The author named the address; where it leads from there is the other site's business.
        f"connect-src http: https:; base-uri 'none'; form-action 'none'; {_ancestors(settings)}"
    )
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy}
    return Response(body, headers=headers, media_type="text/html; charset=utf-8")


def _with_parameter(url: str, page: str) -> str:
    separator = "&" if urlsplit(url).query else "?"
    before, hash_sign, after = url.partition("#")
    return f"{before}{separator}{STREAMLIT_URL}={quote(page, safe='')}{hash_sign}{after}"


def _ancestors(settings: Settings) -> str:
    return " ".join(["frame-ancestors 'self'", *settings.server.allowed_frame_ancestors])
