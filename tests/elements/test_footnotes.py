"""Footnotes in Markdown: where they stand, and where they lead."""

from __future__ import annotations

import re

from elements.rendered import blocks, inline


def test_footnotes_are_at_the_end_and_lead_there_and_back():
    html = blocks(
        "One[^a] and[^2], again[^a].\n\n[^2]: Of *two*.\n[^a]: Of one.\n\nThe text goes on."
    )

    text, _, notes = html.partition("<section")
    assert re.sub("<.*?>", "", text) == "One1 and2, again1.\nThe text goes on.\n"
    assert re.sub("<.*?>", "", notes.partition(">")[2]).split("\n") == [
        *("", "", "", "Of one. ↩\ufe0e ↩\ufe0e", "", "Of two. ↩\ufe0e", "", "", "", "")
    ]
    names, ways = re.findall(r' id="(.*?)"', html), re.findall(r' href="#(.*?)"', html)
    assert sorted(set(names)) == sorted(names)
    assert set(ways) == set(names)


def test_the_footnotes_of_two_texts_have_different_names():
    one, other = (re.findall(r' id="(.*?)"', blocks(f"{word}[^1]\n\n[^1]: x")) for word in "ab")

    assert not {*one} & {*other}


def test_a_footnote_without_a_note_or_a_reference_is_none():
    assert blocks("a[^1]") == "<p>a[^1]</p>\n"
    assert blocks("a\n\n[^1]: b") == "<p>a</p>\n"
    assert inline("[^1]: b") == "[^1]: b"
