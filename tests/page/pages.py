"""Pages for tests: records of their own, and a strategy that draws whole drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies

from anew.page.tree import Draft
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.page.tree import Page
    from anew.protocol.messages import Node


class Line(Element):
    body: str = ""
    muted: bool = False


class Switch(Element):
    id: str = ""
    value: int = 0


class Box(Element):
    gap: int = 0


def draft(element: Element, *children: Draft) -> Draft:
    made = Draft(element)
    made.children.extend(children)
    return made


def lines(*bodies: str) -> Draft:
    return draft(Box(), *[draft(Line(body=body)) for body in bodies])


def shape(node: Node | Draft) -> object:
    """What a page shows, without the numbers of its nodes."""
    return (node.element, [shape(child) for child in node.children])


def numbers(node: Node) -> list[int]:
    return [node.id, *[number for child in node.children for number in numbers(child)]]


def drawn(page: Page) -> Draft:
    """What of a page the run that is on has drawn."""
    first_stale = dict(page.stale)

    def copied(node: Node) -> Draft:
        own = node.children[: first_stale.get(node.id)]
        return draft(node.element, *map(copied, own))

    return copied(page.root)


def stale_numbers(page: Page) -> set[int]:
    """The numbers of what the run before left, with all below it."""
    first_stale = dict(page.stale)

    def found(node: Node) -> list[int]:
        first = first_stale.get(node.id, len(node.children))
        stale = [number for child in node.children[first:] for number in numbers(child)]
        return [*stale, *[number for child in node.children[:first] for number in found(child)]]

    return set(found(page.root))


@strategies.composite
def drafts(draw, levels: int = 3, taken: set[str] | None = None) -> Draft:
    """Any draft: texts that repeat, widgets and keyed boxes that do not, boxes in boxes."""
    taken = set() if taken is None else taken
    made = Draft(Box(gap=draw(strategies.integers(0, 1)), key=draw(_names("kl", taken))))
    for _ in range(draw(strategies.integers(0, 6))):
        kind = draw(strategies.sampled_from(["line", "line", "switch", "box"]))
        if kind == "box" and levels:
            made.children.append(draw(drafts(levels - 1, taken)))
        elif kind == "switch" and (name := draw(_names("pqrstu", taken))):
            made.children.append(Draft(Switch(id=name, value=draw(strategies.integers(0, 1)))))
        else:
            body = draw(strategies.sampled_from("abcd"))
            made.children.append(Draft(Line(body=body, muted=draw(strategies.booleans()))))
    return made


@strategies.composite
def _names(draw, letters: str, taken: set[str]) -> str:
    name = draw(strategies.sampled_from(["", *letters]))
    if name in taken:
        return ""
    taken.add(name or "-")
    return name
