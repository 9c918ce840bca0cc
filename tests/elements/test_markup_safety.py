"""Markdown, labels and code as HTML: what never comes through."""

from __future__ import annotations

import pytest
from elements.hostile import HOSTILE, PIECES
from elements.rendered import (
    ATTRIBUTES,
    INLINE_TAGS,
    STYLED_ATTRIBUTES,
    STYLED_TAGS,
    TAGS,
    blocks,
    code,
    faults,
    inline,
    text_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from anew.elements.markup.safety import clean, clean_styled
from anew.elements.markup.sheets import with_carried_sheets

RENDERERS = {
    "blocks": (blocks, TAGS, ATTRIBUTES),
    "blocks with html": (
        lambda source: blocks(source, allow_html=True),
        STYLED_TAGS,
        STYLED_ATTRIBUTES,
    ),
    "inline": (inline, INLINE_TAGS, ATTRIBUTES),
    "python": (code, {"span"}, {"class"}),
    "html": (lambda source: code(source, "html"), {"span"}, {"class"}),
}


def test_there_are_many_hostile_texts():
    assert len(set(HOSTILE)) > 1500


@pytest.mark.slow
@pytest.mark.parametrize("kind", RENDERERS)
def test_no_hostile_text_comes_through(kind):
    render, tags, attributes = RENDERERS[kind]

    found = {source: faults(render(source), tags, attributes) for source in HOSTILE}

    assert {source: what for source, what in found.items() if what} == {}


@pytest.mark.parametrize("kind", ["blocks", "inline", "python", "html"])
def test_without_html_no_character_of_a_tag_is_lost(kind):
    render, _, _ = RENDERERS[kind]

    for source in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a<b>c</b>"):
        assert text_of(render(source)).strip() == source


hostile_texts = st.lists(
    st.sampled_from(PIECES) | st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=15
).map("".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=1000)
@given(st.text() | hostile_texts, st.sampled_from(sorted(RENDERERS)))
def test_no_text_at_all_comes_through(source, kind):
    render, tags, attributes = RENDERERS[kind]

    assert faults(render(source), tags, attributes) == []


@pytest.mark.slow
@settings(deadline=None, max_examples=500)
@given(hostile_texts)
def test_what_was_cleaned_means_the_same_when_it_is_parsed_again(source):
    """The defence against HTML that changes its meaning at the second parsing."""
    once = clean(source)

    assert faults(clean(once)) == []
    assert text_of(clean(once)).split() == text_of(once).split()


@pytest.mark.slow
@settings(deadline=None, max_examples=500)
@given(hostile_texts)
def test_styled_html_means_the_same_when_it_is_parsed_again(source):
    once = clean_styled(with_carried_sheets(source))
    twice = clean_styled(once)

    assert faults(twice, STYLED_TAGS, STYLED_ATTRIBUTES) == []
    assert text_of(twice).split() == text_of(once).split()


def test_halves_of_characters_show_as_such():
    assert blocks("a\ud800b") == "<p>a\ufffdb</p>\n"
    assert inline("a\ud800b") == code("a\ud800b") == "a\ufffdb"
