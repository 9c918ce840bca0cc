"""Components of the first kind: a folder or an address with a page, which is shown in a frame.

The page and the frame speak by messages, which published packages know.
"""

from __future__ import annotations

from anew.components.v1.components import CustomComponent, declare_component
from anew.components.v1.documents import html, iframe

__all__ = ["CustomComponent", "declare_component", "html", "iframe"]
