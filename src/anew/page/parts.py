"""Finds parts of a page: what fragments have drawn, which may change while all else stays.

The draft of a page and the nodes that were made of it have the same form, so the path that leads to
an element in one of them leads to it in the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.protocol.messages import Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anew.page.tree import Draft, Page

Path = tuple[int, ...]  # From the root: at each level, the index of a child.


def paths_to(root: Draft, parts: Iterable[Draft]) -> list[tuple[Path, Draft]]:
    """The parts that are in a page, with their paths, in the page's order.

    Those within others are left out: whoever looks at the others looks at them as well.
    """
    wanted = {id(part): part for part in parts}
    if id(root) in wanted:
        return [((), root)]
    found: list[tuple[Path, Draft]] = []
    _find(root, wanted, [], found)
    return found


def _find(
    draft: Draft, wanted: dict[int, Draft], path: list[int], found: list[tuple[Path, Draft]]
) -> None:
    for index, child in enumerate(draft.children):
        if id(child) in wanted:
            found.append(((*path, index), child))
        elif child.children:
            path.append(index)
            _find(child, wanted, path, found)
            path.pop()
        if len(found) == len(wanted):
            return


def node_at(root: Node, path: Path) -> Node:
    """The node to which a path leads. IndexError if there is none."""
    for index in path:
        root = root.children[index]
    return root


def with_node(root: Node, path: Path, node: Node) -> Node:
    """The page with another node at the end of a path."""
    if not path:
        return node
    at, *rest = path
    children = root.children
    inner = with_node(children[at], tuple(rest), node)
    if inner is children[at]:
        return root
    return Node(root.id, root.element, (*children[:at], inner, *children[at + 1 :]))


def parts_stale(page: Page, root: Draft, parts: Iterable[Draft]) -> Page:
    """The page at the start of a run that draws these parts anew, and has drawn nothing yet."""
    nodes = [node_at(page.root, path) for path, _ in paths_to(root, parts)]
    return page._replace(stale=tuple((node.id, 0) for node in nodes))
