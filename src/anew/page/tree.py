"""Pages: drafts, which a run builds, and numbered nodes, which a tab shows.

A `Draft` is mutable and has no number. `diff` turns drafts into `Node`s. A node that continues
one of the last page keeps its number, so that patches can refer to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from anew.protocol.messages import Drop, End, Grow, Move, Node, Put, Set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.protocol.messages import Element, Patch


class Draft:
    """An element of a page that is being built, with its children so far.

    Children are only appended or replaced. So a reader on another thread always sees a well-formed
    tree, without a lock.
    """

    __slots__ = ("children", "element")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.children: list[Draft] = []


# Pairs of a container's number and a child index: from there on, its children are left from the
# previous run.
Stale = tuple[tuple[int, int], ...]


class Page(NamedTuple):
    """The page that a tab shows once it has applied all messages."""

    root: Node
    next_id: int  # The number of the next new node; no number is used twice in a session.
    stale: Stale = ()  # What the current run has not drawn again yet.

    def all_stale(self) -> Page:
        """The page at the start of a new run, which has drawn nothing yet."""
        return Page(self.root, self.next_id, ((self.root.id, 0),))


class Tree:
    """A page to which patches are applied, as the client does it.

    `merge(element, fields)` returns the element with changed fields; the default is for records.

    >>> tree = Tree(Node(0, Text(body="a")))
    >>> tree.apply([Set(0, {"body": "b"})])
    >>> tree.root.element
    Text(body='b')
    """

    def __init__(
        self, root: Node, merge: Callable[[Any, dict[str, object]], Any] | None = None
    ) -> None:
        self._merge = merge or (lambda element, fields: msgspec.structs.replace(element, **fields))
        self._elements: dict[int, Any] = {}
        self._children: dict[int, list[int]] = {}
        self._parents: dict[int, int] = {}
        self._root = root.id
        self._add(root)

    @property
    def root(self) -> Node:
        return self.node(self._root)

    def node(self, node_id: int) -> Node:
        children = tuple(self.node(child) for child in self._children[node_id])
        return Node(node_id, self._elements[node_id], children)

    def apply(self, patches: Iterable[Patch]) -> None:
        """Apply patches in order.

        Raises:
            KeyError: A patch names a node that the page does not have.
            IndexError: A patch names an index that is out of range.
        """
        for patch in patches:
            match patch:
                case Put(parent, index, node):
                    self._insert(parent, index, node.id)
                    self._add(node)
                case Set(node_id, fields):
                    self._elements[node_id] = self._merge(self._elements[node_id], fields)
                case Grow(node_id, end):
                    element = self._elements[node_id]
                    self._elements[node_id] = self._merge(element, {"body": _grown(element, end)})
                case Move(node_id, index):
                    parent = self._parents[node_id]
                    self._children[parent].remove(node_id)
                    self._insert(parent, index, node_id)
                case Drop(node_id):
                    self._children[self._parents.pop(node_id)].remove(node_id)
                    self._forget(node_id)

    def _insert(self, parent: int, index: int, node_id: int) -> None:
        siblings = self._children[parent]
        if not 0 <= index <= len(siblings):
            raise IndexError(f"Node {parent} has {len(siblings)} children; {index} is not a place.")
        siblings.insert(index, node_id)
        self._parents[node_id] = parent

    def _add(self, node: Node) -> None:
        self._elements[node.id] = node.element
        self._children[node.id] = [child.id for child in node.children]
        for child in node.children:
            self._parents[child.id] = node.id
            self._add(child)

    def _forget(self, node_id: int) -> None:
        del self._elements[node_id]
        for child in self._children.pop(node_id):
            del self._parents[child]
            self._forget(child)


def _grown(element: Any, end: Any) -> object:
    """The body of an element with a new end: that of a record, or as a tab gets it."""
    if isinstance(end, End):
        return end.whole
    units, text = end
    kept = element["body"].encode("utf-16-le", "surrogatepass")[: 2 * units]
    return kept.decode("utf-16-le", "surrogatepass") + text
