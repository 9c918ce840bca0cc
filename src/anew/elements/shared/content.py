"""What an element draws, as its record carries it: in the message, or at an address if large.

The address holds a digest of the content (docs/decisions/0011): what has not changed is neither
sent nor fetched again, and nothing large is ever part of a patch.
"""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING

import msgspec

from anew.ambient.context import here
from anew.elements.tabular.packing import MEDIA_TYPE, as_file, as_text, digest_of, is_small

if TYPE_CHECKING:
    from anew.elements.tabular.sheet import Sheet

MOST_IN_MESSAGE = 4_000  # Characters: a patch with so many is not noticeably slower.
COMPRESSED = "application/gzip"
LEVEL = 1  # Of compression: higher ones take several times as long for a tenth less.


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """Text or a table: either here, or at an address."""

    text: str = ""
    address: str = ""


def text_content(text: str) -> Content:
    """Text, such as a figure in JSON. A long one is compressed."""
    if len(text) <= MOST_IN_MESSAGE:
        return Content(text)
    encoded = text.encode("utf-8", "replace")
    source = hashlib.blake2b(encoded, digest_size=20).hexdigest()
    media = here().run.media
    return Content(
        address=media.put_made(lambda: gzip.compress(encoded, LEVEL), COMPRESSED, source=source)
    )


def table_content(sheet: Sheet) -> Content:
    """A table: a small one as JSON, a large one as a file (`tabular/packing.py`)."""
    return Content(as_text(sheet)) if is_small(sheet) else Content(address=table_address(sheet))


def table_address(sheet: Sheet) -> str:
    """The address of a table's file, which is only made if the page does not have it yet."""
    media = here().run.media
    return media.put_made(lambda: as_file(sheet), MEDIA_TYPE, source=digest_of(sheet))
