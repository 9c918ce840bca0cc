"""The work of `diff` grows with the page, not faster: steps are counted, not time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from page.pages import Box, Line, Switch, draft

from anew.page import diff as diffing
from anew.page import identity
from anew.page.diff import diff, first_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

    from anew.page.tree import Draft, Page

FILES = {diffing.__file__, identity.__file__}
FEW, MANY = 100, 400


class Counted(int):
    """A node's number that notes how often it is compared, as a search in a list does."""

    comparisons = 0

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return int(self) == other

    __hash__ = int.__hash__


def lines(bodies: Iterable[object]) -> Draft:
    return draft(Box(), *[draft(Line(body=str(body))) for body in bodies])


def switches(names: Iterable[object]) -> Draft:
    return draft(Box(), *[draft(Switch(id=str(name))) for name in names])


def boxes(bodies: Iterable[object]) -> Draft:
    return draft(Box(), *[lines([body]) for body in bodies])


def mixed(names: Iterable[object], kinds: Iterable[bool]) -> Draft:
    made = [
        draft(Line(body=str(name)) if is_line else Box(gap=hash(name)))
        for name, is_line in zip(names, kinds, strict=False)
    ]
    return draft(Box(), *made)


def in_threes(count: int, *, is_in_turn: bool) -> Draft:
    """Widgets, lines and widgets again; each kind together, or one of each in turn."""
    name = "again" if is_in_turn else "line"
    kinds = [
        [draft(Switch(id=f"first {number}")) for number in range(count)],
        [draft(Line(body=f"{name} {number}")) for number in range(count)],
        [draft(Switch(id=f"last {number}")) for number in range(count)],
    ]
    in_order = zip(*kinds, strict=True) if is_in_turn else kinds
    return draft(Box(), *[child for children in in_order for child in children])


def again(count: int) -> list[str]:
    return [f"again {number}" for number in range(count)]


SHAPES: dict[str, Callable[[int], tuple[Draft, Draft]]] = {
    "unchanged": lambda n: (lines(range(n)), lines(range(n))),
    "all changed": lambda n: (lines(range(n)), lines(again(n))),
    "all of another kind": lambda n: (lines(range(n)), switches(range(n))),
    "all other widgets": lambda n: (switches(range(n)), switches(again(n))),
    "lines reversed": lambda n: (lines(range(n)), lines(reversed(range(n)))),
    "widgets reversed": lambda n: (switches(range(n)), switches(reversed(range(n)))),
    "every second line gone": lambda n: (lines(range(n)), lines(range(0, n, 2))),
    "every second widget gone": lambda n: (switches(range(n)), switches(range(0, n, 2))),
    "every second changed": lambda n: (
        lines(range(n)),
        lines(number if number % 2 else f"again {number}" for number in range(n)),
    ),
    "one in front": lambda n: (lines(range(n)), lines(["new", *range(n)])),
    "a block moved": lambda n: (
        switches(range(n)),
        switches([*range(n // 2, n), *range(n // 2)]),
    ),
    "from both ends in turn": lambda n: (
        switches(range(n)),
        switches(end for at in range(n // 2) for end in (at, n - 1 - at)),
    ),
    "each line between two widgets that were far away": lambda n: (
        in_threes(n // 3, is_in_turn=False),
        in_threes(n // 3, is_in_turn=True),
    ),
    "all filled": lambda n: (lines([]), lines(range(n))),
    "all emptied": lambda n: (lines(range(n)), lines([])),
    "all boxes changed": lambda n: (boxes(range(n)), boxes(again(n))),
    "kinds that take turns, then do not": lambda n: (
        mixed(range(n), (number % 2 == 0 for number in range(n))),
        mixed(again(n), (number < n // 2 for number in range(n))),
    ),
}


@pytest.mark.parametrize("is_finished", [True, False])
@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_page_is_four_times_the_steps(name, is_finished):
    few, many = (steps(*SHAPES[name](count), is_finished) for count in (FEW, MANY))

    assert many < 5 * few, f"{few} steps for {FEW} elements, {many} for {MANY}"


def steps(old: Draft, new: Draft, is_finished: bool) -> int:
    """Lines that `diff` executes, and numbers that it compares."""
    page = counted(first_page(old)).all_stale()
    Counted.comparisons = count = 0

    def trace(frame: FrameType, event: str, _argument: object):
        nonlocal count
        if frame.f_code.co_filename not in FILES:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        diff(page, new, is_finished=is_finished)
    finally:
        sys.settrace(before)
    return count + Counted.comparisons


def counted(page: Page) -> Page:
    def with_counted(node):
        children = tuple(map(with_counted, node.children))
        return type(node)(Counted(node.id), node.element, children)

    return page._replace(root=with_counted(page.root))
