"""What runs and the server agree on about documents in frames."""

from __future__ import annotations

PATH = "/_anew/frame/"  # Of documents that runs have put into their media.

# Media types of such content. No upload and no download has one of them by chance.
HTML = "text/html; frame=html"  # An author's HTML.
AROUND = "application/json; frame=around"  # The address of a page elsewhere.
FETCHED = "application/json; frame=fetched"  # The address of a file elsewhere.

TRUSTED_HTML = "html"  # The name, in `component.trusted`, of authors' HTML.
