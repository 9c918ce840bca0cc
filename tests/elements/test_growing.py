"""Markdown that grows: what is sent of it, and that it is the same in the end."""

from __future__ import annotations

import random

import pytest

from anew.elements.markdown import MarkdownBlock
from anew.elements.markup import Markdown
from anew.elements.markup.growing import MARK, Growth
from anew.page.diff import diff, first_page
from anew.page.tree import Draft, Tree
from anew.protocol.messages import Grow, Set

PIECES = (
    """
# A|## B|- x|* y|1. n|> q|```py|```|~~~|\\| a \\| b \\||\\|---\\|---\\||\\| 1 \\| 2 \\||text|**bo|ld**|`c`|---
===|    code|  in|*|_|[l](http://x)|<b>|![i](http://y/z.png)|🎉|- [ ] t|+|1)|&amp;|***|   - deep|[x]: /u|[x]
""".strip()
    .replace("\n", "|")
    .replace("\\|", "\0")
    .split("|")
)
PIECES = [
    *(one.replace("\0", "|") for one in PIECES),
    *["\n"] * 6,
    *["\n\n"] * 4,
    " ",
    "\t",
    "\r\n",
]
PARAGRAPH = "Some **bold** words, and `code`.\n\n"


class Shown:
    """What a tab has of a text."""

    def __init__(self) -> None:
        self.growth = Growth()
        self.now = self.growth.now()
        self.html = self.now.to_wire()
        self.sent = 0

    def add(self, text: str, cursor: str = "") -> int:
        """Append; how many characters are sent."""
        self.growth.add(text)
        return self._show(self.growth.now(cursor))

    def end(self) -> int:
        return self._show(self.growth.whole())

    def _show(self, grown) -> int:
        end = grown.since(self.now)
        kept, text = (0, grown.to_wire()) if end is None else end.to_wire()
        raw = self.html.encode("utf-16-le")[: 2 * kept]
        self.html, self.now = raw.decode("utf-16-le") + text, grown
        return len(text)


@pytest.mark.parametrize("seed", range(100))
def test_it_is_the_same_in_the_end_however_it_came(seed):
    chance = random.Random(seed)  # examples, no secrets
    shown, source = Shown(), ""
    for _ in range(chance.randint(1, 25)):
        piece = chance.choice(PIECES)
        source += piece
        shown.add(piece, chance.choice(["", "▌"]))
    shown.end()

    assert shown.html.replace(MARK, "") == Markdown(source).to_wire()


def test_what_is_sent_does_not_grow_with_the_text():
    shown = Shown()

    sent = [sum(shown.add(word + " ") for word in PARAGRAPH.split(" ")) for _ in range(200)]

    assert max(sent[100:]) <= max(sent[:100])
    assert sum(sent) < 3 * len(shown.html)


def test_what_is_rendered_does_not_grow_with_the_text(monkeypatch):
    from anew.elements.markup import rendering  # loaded late elsewhere, too

    rendered = []
    whole = rendering.rendered_tops
    monkeypatch.setattr(
        rendering, "rendered_tops", lambda text: rendered.append(len(text)) or whole(text)
    )
    shown = Shown()
    for _ in range(100):
        shown.add(PARAGRAPH)

    assert max(rendered) <= 2 * len(PARAGRAPH)


def test_what_stays_is_before_the_last_mark():
    shown = Shown()
    shown.add("# One\n\nTwo\n\n- three\n")
    assert shown.html.rpartition(MARK)[2] == "<ul>\n<li>three</li>\n</ul>\n"
    shown.add("*")  # Another list, or an emphasis in the same one?
    assert "three" in shown.html.rpartition(MARK)[2]
    shown.add("four*\n")
    assert "<em>four</em>" in shown.html
    shown.end()
    assert shown.html.endswith(MARK)


def test_a_page_of_before_can_be_sent_again():
    growth = Growth()
    growth.add("One\n\nTwo\n\n")
    before = growth.now()
    growth.add("Three\n\nFour\n\n")
    growth.now().to_wire()

    assert before.to_wire() == Markdown("One\n\nTwo").to_wire()


def test_a_page_is_told_the_new_end_of_a_text():
    growth = Growth()
    growth.add("One")
    page = first_page(_page(growth.now()))
    page.root.children[0].element.body.to_wire()
    growth.add(" two")

    change = diff(page, _page(growth.now()))

    [patch] = change.patches
    assert isinstance(patch, Grow)
    assert patch.end.to_wire() == (13, " two</p>\n")
    tree = Tree(page.root)
    tree.apply(change.patches)
    assert tree.root == change.page.root


def test_another_text_in_its_place_is_sent_whole():
    one, other = Growth(), Growth()
    one.add("One")
    other.add("One two")

    change = diff(first_page(_page(one.now())), _page(other.now()))

    [patch] = change.patches
    assert isinstance(patch, Set)


def test_the_same_text_is_not_sent_again():
    growth = Growth()
    growth.add("One\n\ntwo")

    assert diff(first_page(_page(growth.whole())), _page(Markdown("One\n\ntwo"))).patches == ()
    assert growth.whole() != Markdown("One")
    assert growth.now() != growth.now("▌")


def _page(body):
    root = Draft(MarkdownBlock())
    root.children.append(Draft(MarkdownBlock(body=body)))
    return root
