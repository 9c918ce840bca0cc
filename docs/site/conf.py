"""How `make docs` builds the site: Sphinx reads the Markdown as it is, from the root of the project."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCS = Path(__file__).resolve().parents[1]
VERSION = DOCS.parent / "src" / "anew" / "version.py"

project = "anew"
release = re.findall(r'^VERSION = "(.+)"', VERSION.read_text(encoding="utf-8"), re.MULTILINE)[0]
copyright = "the authors of anew"

extensions = ["myst_parser"]
myst_heading_anchors = 4  # Links to headings work as they do where the files are browsed.
highlight_language = "text"

root_doc = "README"
include_patterns = [
    "*.md",
    "docs/*.md",
    "docs/**/*.md",
    "bench/README.md",
    "deploy/README.md",
    "examples/README.md",
]
exclude_patterns = [".*", "build", "client", "dist", "src", "tests", "tools", "test-results"]

html_theme = "furo"
html_title = f"anew {release}"
html_extra_path = ["index.html"]  # It leads to the start.
html_copy_source = False
html_show_sphinx = False

# The menu. The pages themselves do without: where files are browsed, a list of links does it.
MENUS = {
    "README": """
```{toctree}
:hidden:
:caption: Write an app

docs/guide/README
docs/guide/first-app
docs/guide/state
docs/guide/callbacks
docs/guide/forms
docs/guide/pages
docs/guide/caching
docs/guide/background-work
docs/guide/testing
docs/guide/deploying
```

```{toctree}
:hidden:
:caption: In depth

docs/reference/README
docs/configuration
docs/themes
docs/state
docs/rules
docs/durability
docs/operations
docs/reliability
docs/pages
docs/fragments
docs/background-work
docs/tables
docs/charts
docs/components
docs/caching
docs/connections
docs/sign-in
docs/testing
docs/deploying
```

```{toctree}
:hidden:
:caption: The project

docs/README
CHANGELOG
CONTRIBUTING
ARCHITECTURE
docs/protocol
docs/decisions/README
bench/README
examples/README
deploy/README
docs/progress
```
""",
    "docs/reference/README": """
```{toctree}
:hidden:
:glob:

*
```
""",
    "docs/decisions/README": """
```{toctree}
:hidden:
:glob:

0*
```
""",
}


def setup(app: Sphinx) -> None:
    app.connect("source-read", _add_menu)
    app.connect("build-finished", _copy_pictures)


def _add_menu(_app: Sphinx, name: str, source: list[str]) -> None:
    source[0] += MENUS.get(name, "")


def _copy_pictures(app: Sphinx, error: Exception | None) -> None:
    """Sphinx knows nothing of pictures that HTML in a page names."""
    if error is None:
        pictures = app.outdir / "docs" / "pictures"
        shutil.copytree(DOCS / "pictures", pictures, dirs_exist_ok=True)
