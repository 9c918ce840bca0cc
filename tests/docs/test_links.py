"""Links between the pages lead somewhere, and the changelog has the version that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anew.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "bench" / "README.md",
    ROOT / "examples" / "README.md",
]

_CODE = re.compile(r"^(```|~~~).*?^\1$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)|(?:src|srcset)=\"([^\"]+)\"")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_of_a_page_leads_to_a_file(page: Path):
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    targets = [link or picture for link, picture in _LINK.findall(text)]
    here = [target for target in targets if not re.match(r"[a-z]+:", target)]

    assert [target for target in here if not (page.parent / target).exists()] == []


def test_the_changelog_begins_with_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)[0] == VERSION


@pytest.mark.parametrize("folder", ["docs", "docs/guide"])
def test_each_page_is_in_the_menu_of_the_site(folder: str):
    menu = (ROOT / "docs" / "site" / "conf.py").read_text(encoding="utf-8").splitlines()
    pages = [f"{folder}/{page.stem}" for page in sorted((ROOT / folder).glob("*.md"))]

    assert [page for page in pages if page not in menu] == []
