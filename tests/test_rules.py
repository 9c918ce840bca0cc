"""The rules that code and tests cite by number stand on a page, and each on it is held by a test."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rules.md"

_RULE = re.compile(r"^- \*\*R(\d+)\*\* \S", re.MULTILINE)
_CITED = re.compile(r"(?:\bR|\btest_r)(\d{1,3})(?:-R?(\d{1,3}))?(?![0-9A-Za-z])")


def test_each_rule_stands_on_the_page_once_and_in_order():
    numbers = [int(number) for number in _RULE.findall(PAGE.read_text(encoding="utf-8"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_whatever_is_cited_stands_on_the_page():
    unknown = cited("src", "client/src", "client/test", "tests", "docs") - on_the_page()

    assert not unknown


def test_each_rule_on_the_page_is_cited_by_a_test():
    unheld = on_the_page() - cited("tests", "client/test")

    assert not unheld


def on_the_page() -> set[int]:
    return {int(number) for number in _RULE.findall(PAGE.read_text(encoding="utf-8"))}


def cited(*folders: str) -> set[int]:
    """The numbers that the files of these folders name, ranges too."""
    found: set[int] = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".ts", ".tsx", ".md"} and path not in {PAGE, Path(__file__)}:
                for first, last in _CITED.findall(path.read_text(encoding="utf-8")):
                    found.update(range(int(first), int(last or first) + 1))
    return found
