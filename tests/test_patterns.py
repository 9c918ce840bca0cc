"""Regular expressions take no longer than a text is long: who writes a text cannot stop the rest."""

from __future__ import annotations

import re
import time

import pytest
from patterns import ANYWHERE, Unknown, Used, attacks, patterns

from anew.elements.shared.pictures import is_svg, media_type_of

FOUND = list(patterns())
USED = [pattern for pattern in FOUND if isinstance(pattern, Used)]

# The modules with a pattern that holds what a function was given, and who gives it.
MADE_OF_ARGUMENTS = {
    "connections/hiding.py": "the secrets of one connection, each as it is written",
    "elements/charts/altair.py": "names that Altair has counted, found by a pattern that is tried",
    "elements/editing/fields.py": "authors; only the browser matches with it, in linear time",
    "settings/kinds.py": "the callers of matching(), whose patterns are tried here",
}

# How often a piece stands there: in steps, so that what grows exponentially is noticed while
# it still ends, and at last as often as makes this many characters.
TIMES = (4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 34, 40, 60, 200, 500, 1_500)
CHARACTERS = 12_000
PATIENCE_SECONDS = 0.03  # Some 25 times what so many characters take where each is seen once.


def test_each_pattern_of_the_package_is_known():
    unknown = [pattern.module for pattern in FOUND if isinstance(pattern, Unknown)]

    assert sorted(unknown) == sorted(MADE_OF_ARGUMENTS)
    assert len(USED) > 40


@pytest.mark.parametrize("used", USED, ids=lambda used: f"{used.place}-{used.method}")
def test_a_pattern_takes_no_longer_than_a_text_is_long(used):
    assert slow_texts(used.pattern, used.method) == []


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(<!--.*?-->)*<svg", "match"),
        (r"(a+)+b", "fullmatch"),
        (r"\s*([^\s]*\s*)*=", "match"),
        (r"\d*\.?\d+px", "match"),
        (r"\s+x", "search"),
        (r"\[[^\]]*\]", "sub"),
    ],
)
def test_one_that_does_is_found(pattern, method):
    assert slow_texts(re.compile(pattern, re.DOTALL), method)


def slow_texts(pattern, method):
    """The first text that takes too long, if there is any."""
    ask = getattr(pattern, method)
    if method in ANYWHERE:
        ask = lambda text: sum(1 for _ in pattern.finditer(text))
    for start, piece, end in attacks(pattern):
        for times in (*TIMES, CHARACTERS // len(piece)):
            text = start + piece * times + end
            if isinstance(pattern.pattern, bytes):
                text = text.encode("latin-1", "replace")
            if _takes_long(ask, text):
                return [(start, piece, end)]
    return []


def _takes_long(ask, text):
    """Twice, as the machine may have been busy: with this text, that is, and not with another."""
    return all(_seconds(ask, text) > PATIENCE_SECONDS for _ in range(2))


def _seconds(ask, text):
    started = time.thread_time()
    ask(text)
    return time.thread_time() - started


# What stands before SVG -----------------------------------------------------------------------


def test_a_picture_that_is_made_to_be_slow_is_none_at_once():
    for text in (b"<!---->", b"<!-- -->\n", b"<!DOCTYPE a>", b"<?xml?>", b" ", b"<!--", b"--><!--"):
        assert _seconds(is_svg, text * 20_000 + b"x") < 1, text
        assert not is_svg(text * 20_000 + b"x")


def test_comments_and_declarations_may_stand_before_svg():
    before = b"\n<?xml version='1.0'?> <!-- a --> <!-- <svg> -->\n<!DOCTYPE svg>"

    assert media_type_of(before + b"<svg>") == "image/svg+xml"
    assert media_type_of(before + b"<svg\n") == "image/svg+xml"
    assert media_type_of(before + b"<svgs>") is None
    assert media_type_of(b"<!-- <svg> ") is None
