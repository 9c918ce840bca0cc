"""The decisions have one form, and all of them are in their index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "decisions"
PAGES = sorted(FOLDER.glob("[0-9]*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_has_title_date_and_sections(page: Path):
    text = page.read_text(encoding="utf-8")
    number = int(page.name.partition("-")[0])

    assert re.match(rf"# {number}\. \S.*\n\nAccepted, \d{{4}}-\d\d-\d\d\.\n\n## Context\n\n", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_index_has_each_decision_once_and_in_order():
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.+?) \|", index, re.MULTILINE)

    assert listed == [(page.name[:4], page.name, title(page)) for page in PAGES]


def test_no_two_decisions_have_one_number():
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


def title(page: Path) -> str:
    first = page.read_text(encoding="utf-8").partition("\n")[0]
    return first.partition(". ")[2]
