"""The CSS classes of the page's own parts: `src/anew/elements/markup/own_classes.txt`.

They are read from the client's style sheets. Classes that Streamlit has as well are left out,
and so are classes of elements within rendered text, because authors may use these too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WITHIN_TEXTS = {"code.css", "markup.css"}
OF_STREAMLIT = {"InputInstructions", "main", "row-widget", "element-container", "block-container"}


def own_classes(folder: Path) -> str:
    """The whole file."""
    found: set[str] = set()
    for path in folder.glob("*.css"):
        if path.name not in WITHIN_TEXTS:
            css = re.sub(r"(?s)/\*.*?\*/", "", path.read_text("utf-8"))
            for selector in re.findall(r"([^{};]*)\{", css):
                found.update(re.findall(r"\.([a-zA-Z][\w-]*)", selector))
    own = {name for name in found - OF_STREAMLIT if not name.startswith("st")}
    return "".join(f"{name}\n" for name in sorted(own))
