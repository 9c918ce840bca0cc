"""Test vectors of pages, patches and resulting pages: `tests/vectors/patches.json`.

The client applies the patches that the server's `diff` makes. Both are tested with the same
examples: some written by hand, each for one thing that a patch can do, and many random ones.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from anew.elements.button import Button
from anew.elements.container import VerticalBlock
from anew.elements.markdown import MarkdownBlock
from anew.elements.markup import Inline
from anew.elements.markup.growing import Grown, Growth
from anew.elements.text import Text
from anew.page.diff import diff, first_page
from anew.page.tree import Draft
from anew.protocol.codec import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.protocol.messages import Element

SEED = 7  # Fixed, so that the file is reproducible.
BY_CHANCE = 150
DEEPEST = 3


class Example(NamedTuple):
    name: str
    old: Draft
    new: Draft
    is_finished: bool = True
    between: Draft | None = None  # What the run had drawn at an earlier flush.


def vectors() -> str:
    """The whole file, with one example per line."""
    lines = [_vector(example) for example in (*_by_hand(), *_by_chance(random.Random(SEED)))]  # noqa: S311  # examples, no secrets
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _vector(example: Example) -> str:
    old = first_page(example.old).all_stale()
    if example.between is not None:
        old = diff(old, example.between, is_finished=False).page
    change = diff(old, example.new, is_finished=example.is_finished)
    parts = {
        "name": example.name,
        "old": old.root,
        "patches": change.patches,
        "new": change.page.root,
    }
    return to_json(parts)


def _by_hand() -> Iterator[Example]:
    a, b, c = (_text(letter) for letter in "abc")
    yield Example("nothing changed", _block(a, b), _block(a, b))
    yield Example("a text changed", _block(a, b), _block(a, _text("c")))
    yield Example("a text was added at the end", _block(a), _block(a, b))
    yield Example("a text was added above others", _block(b, c), _block(a, b, c))
    yield Example("a text is gone", _block(a, b, c), _block(a, c))
    yield Example("all are gone", _block(a, b), _block())
    yield Example("the first page is filled", _block(), _block(a, b))
    yield Example(
        "keyed texts changed places",
        _block(*(_text(name, key=name) for name in "abcde")),
        _block(*(_text(name, key=name) for name in "ecabd")),
    )
    yield Example(
        "a keyed text moved and changed",
        _block(_text("one", key="x"), a, b),
        _block(a, b, _text("two", key="x")),
    )
    yield Example("a button gave way to a text", _block(_button("x"), a), _block(b, a))
    yield Example("another widget in the same place", _block(_button("x")), _block(_button("y")))
    yield Example(
        "a change deep inside",
        _block(_block(_block(a, b)), c),
        _block(_block(_block(a, _text("z"))), c),
    )
    yield Example("a block came with all in it", _block(a), _block(a, _block(b, _block(c))))
    yield Example("a block went with all in it", _block(_block(b, _block(c)), a), _block(a))
    yield Example(
        "text that is hard to quote",
        _block(_text("plain")),
        _block(_text('"\\\n\u2028 </script> é 漢 🎈')),
    )
    growth = Growth()
    growth.add("One 🎈\n\ntw")
    early = growth.now("▌")
    growth.add("o\n\nthree")
    yield Example("a text grew", _block(_growing(early)), _block(_growing(growth.now())))
    yield Example("a run still draws", _block(a, b, c), _block(_text("x")), is_finished=False)
    yield Example(
        "a run took away what it had drawn",
        _block(a, b, c),
        _block(_text("x")),
        is_finished=False,
        between=_block(_text("x"), _button("y")),
    )
    yield Example(
        "a run replaced a block that it had filled",
        _block(_block(a, b), c),
        _block(_block(), b),
        is_finished=False,
        between=_block(_block(_text("x"))),
    )


def _growing(body: Grown) -> Draft:
    return Draft(MarkdownBlock(body=body))


def _by_chance(chance: random.Random) -> Iterator[Example]:
    for number in range(BY_CHANCE):
        yield Example(
            f"by chance {number}",
            _some_block(chance, 0),
            _some_block(chance, 0),
            is_finished=chance.random() < 0.8,  # most runs end
        )


def _some_block(chance: random.Random, depth: int) -> Draft:
    children = [_something(chance, depth + 1) for _ in range(chance.randrange(6))]
    return _block(*_distinct(children))


def _something(chance: random.Random, depth: int) -> Draft:
    if depth < DEEPEST and chance.random() < 0.3:  # mostly leaves
        return _some_block(chance, depth)
    letter = chance.choice("abcdef")
    match chance.randrange(3):
        case 0:
            return _button(letter)
        case 1:
            return _text(chance.choice("xyz"), key=letter)
        case _:
            return _text(letter)


def _distinct(drafts: list[Draft]) -> Iterator[Draft]:
    """Without siblings of the same name, which the state refuses."""
    names: set[str] = set()
    for draft in drafts:
        name = getattr(draft.element, "id", "") or draft.element.key
        if name not in names:
            yield draft
        if name:
            names.add(name)


def _block(*children: Draft) -> Draft:
    return _draft(VerticalBlock(), *children)


def _text(body: str, key: str = "") -> Draft:
    return _draft(Text(body=body, key=key))


def _button(name: str) -> Draft:
    return _draft(Button(id=f"id-{name}", label=Inline(name)))


def _draft(element: Element, *children: Draft) -> Draft:
    draft = Draft(element)
    draft.children.extend(children)
    return draft
