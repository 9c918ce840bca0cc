"""Where an error of the script is shown: where it arose, if it can be read there.

A column may be narrower than a word; the sidebar, and containers that open, may be closed. An
error in one of these is shown below it, at full width, with words for where it arose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.definition import kind_of
from anew.elements.markup import Markup
from anew.page.builder import Block

if TYPE_CHECKING:
    from anew.page.builder import Builder, Place
    from anew.page.tree import Draft
    from anew.protocol.messages import Element

NARROW = 400  # Pixels: below this, a message takes too many lines.


def place_for_error(builder: Builder, arose_in: Place | None) -> tuple[Place, str]:
    """Where to show an error, and the words for where it arose if that is elsewhere.

    Args:
        builder: The page's.
        arose_in: The innermost container that the error propagated out of; None for none.
    """
    main: Place = builder.area("main")
    path = [] if arose_in is None else _path_to(builder.root, arose_in.draft)
    if arose_in is None or not path:
        return main, ""
    # An error of a fragment is shown within it, for it goes when the fragment runs again.
    alone = max((at for at, one in enumerate(path) if kind_of(one.element) in ALONE), default=0)
    path = path[alone:]
    confining = [at for at in range(1, len(path)) if _words_of(path, at)]
    if not confining:
        return arose_in, ""
    words = ", ".join(_words_of(path, at) for at in confining)
    around = [draft for draft in path[: confining[0]] if kind_of(draft.element) not in PARTS]
    if not alone and len(around) < 2:  # Only the page itself contains an area.
        return main, words
    return Block(around[-1], arose_in.area, arose_in.form, fragment=arose_in.fragment), words


ALONE = {"fragment", "dialog"}  # They run by themselves.
# Containers that control the width or the visibility of their children.
PARTS = {"columns", "tabs"}


def _path_to(root: Draft, wanted: Draft) -> list[Draft]:
    """The drafts from the root to one of them; empty if it is no longer in the page."""
    waiting = [[root]]
    while waiting:
        path = waiting.pop()
        if path[-1] is wanted:
            return path
        waiting += [[*path, child] for child in path[-1].children]
    return []


def _words_of(path: list[Draft], at: int) -> str:
    """A name for a container in which an error may be hard to read or invisible; else ""."""
    element, siblings = path[at].element, path[at - 1].children
    match kind_of(element):
        case "sidebar":
            return "the sidebar"
        case "column":
            number = 1 + next(n for n, one in enumerate(siblings) if one is path[at])
            return f"column {number} of {len(siblings)}"
        case "tab" | "expander" | "popover" as kind:
            return f"the {kind} {_label_of(element)!r}"
    width = getattr(element, "width", None)
    is_narrow = isinstance(width, int) and width < NARROW
    is_row = getattr(element, "horizontal", False)
    return "a container" if is_narrow or is_row else ""


def _label_of(element: Element) -> str:
    label = getattr(element, "label", "")
    return label.source if isinstance(label, Markup) else str(label)
