"""Which component draws which element: `elements.gen.ts` and `rare.gen.ts` in `client/src/`.

A component is the default export of `client/src/elements/<tag>.tsx`. Its file may open
with a comment of marks, such as `// lazy, block`:

    lazy     loaded when a page first has such an element, because few apps do
    rare     lazy too, and even where to find it is not in what each page loads
    block    drawn without the frame of a single element: a container, or one that shows nothing

Only files directly in that folder are elements. Its subfolders hold parts of elements and are
not listed: `shared/` for parts that many use, a folder for each subject (`moments/`,
`options/`, …), and folders named like an element, such as `color_picker/`, for parts that only
this element uses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from records import tag_of
from typescript import BANNER, camel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from anew.protocol.messages import Element

MARKS = {"lazy", "rare", "block"}


def elements(records: Sequence[type[Element]], folder: Path) -> str:
    """The table that each page loads."""
    marks = _marks_by_tag(records, folder)
    eager = [tag for tag in marks if not marks[tag] & {"lazy", "rare"}]
    lazy = [tag for tag in marks if "lazy" in marks[tag]]
    blocks = [tag for tag in marks if "block" in marks[tag] and "rare" not in marks[tag]]
    return "\n".join(
        [
            BANNER,
            *[f'import {camel(tag)} from "./elements/{tag}";' for tag in eager],
            'import type { Components, LazyComponents } from "./elements/shared/component";',
            'import type { Tag } from "./protocol.gen";',
            "",
            "/** The components that every page has at once. */",
            "export const components: Components = {",
            *[f"  {tag}: {camel(tag)}," for tag in eager],
            "};",
            "",
            "/** The components that are loaded when a page first needs them. */",
            "export const lazyComponents: LazyComponents = {",
            *[f'  {tag}: () => import("./elements/{tag}"),' for tag in lazy],
            "};",
            "",
            "/** Elements that have no frame of their own; those of `rare.gen.ts` are added later. */",
            "export const blocks = new Set<Tag>([",
            *[f'  "{tag}",' for tag in blocks],
            "]);",
            "",
        ]
    )


def rare(records: Sequence[type[Element]], folder: Path) -> str:
    """The table of elements that few apps have."""
    marks = _marks_by_tag(records, folder)
    tags = [tag for tag in marks if "rare" in marks[tag]]
    return "\n".join(
        [
            BANNER,
            'import type { LazyComponents } from "./elements/shared/component";',
            'import type { Tag } from "./protocol.gen";',
            "",
            "/** The components that few apps have. This table is itself loaded when it is needed. */",
            "export const rareComponents: LazyComponents = {",
            *[f'  {tag}: () => import("./elements/{tag}"),' for tag in tags],
            "};",
            "",
            "/** Those of them that have no frame of their own. */",
            "export const rareBlocks: readonly Tag[] = [",
            *[f'  "{tag}",' for tag in tags if "block" in marks[tag]],
            "];",
            "",
        ]
    )


def rare_tags(records: Sequence[type[Element]], folder: Path) -> list[str]:
    return [tag for tag, marks in _marks_by_tag(records, folder).items() if "rare" in marks]


def _marks_by_tag(records: Sequence[type[Element]], folder: Path) -> dict[str, set[str]]:
    tags = [tag_of(record) for record in records]
    _check_files(tags, folder)
    return {tag: _marks(folder / f"{tag}.tsx") for tag in tags}


def _check_files(tags: Sequence[str], folder: Path) -> None:
    files = {path.stem for path in folder.glob("*.tsx")}
    missing = [f"client/src/elements/{tag}.tsx" for tag in tags if tag not in files]
    if missing:
        raise SystemExit(
            f"No component draws an element: {', '.join(missing)} is missing. Write it (step 4 in "
            f"CONTRIBUTING.md), then generate again. The types are in client/src/protocol.gen.ts."
        )
    orphans = [f"client/src/elements/{name}.tsx" for name in sorted(files - set(tags))]
    if orphans:
        raise SystemExit(f"No record in src/anew/elements has the tag of {', '.join(orphans)}.")


def _marks(file: Path) -> set[str]:
    """The marks in a file's first line, if it is a comment of nothing but marks."""
    first = file.read_text(encoding="utf-8").split("\n", 1)[0]
    words = set(re.findall(r"[a-z]+", first)) if re.fullmatch(r"// [a-z, ]+", first) else set()
    return words if words <= MARKS else set()
