"""Every Python example of the guide runs, and does what its page says.

A page's examples share a folder. One that begins with `# name.py` is the file of that name; the others are apps by
themselves. Test files are run as tests, whatever imports anew as `st` as an app. What follows an app in a comment,
`<!-- test … -->`, says what becomes of it: `at` is the app, after its first run.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from anew.testing import AppTest

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))

_PART = re.compile(
    r"^```python\n(?P<code>.*?)^```$|^<!-- test\n(?P<story>.*?)^-->$", re.MULTILINE | re.DOTALL
)
_NAME = re.compile(r"# (\w+\.py)\n")


class Example(NamedTuple):
    page: Path
    line: int
    name: str
    code: str
    story: str = ""
    is_part: bool = False  # Of the app before it, whose story it is in.

    @property
    def is_app(self) -> bool:
        return "import anew as st" in self.code

    def __str__(self) -> str:
        return f"{self.page.stem}:{self.line}"


def examples(page: Path) -> Iterator[Example]:
    """The page's examples, each with the story that follows it."""
    text = page.read_text(encoding="utf-8")
    waiting: list[Example] = []
    for part in _PART.finditer(text):
        line = text.count("\n", 0, part.start()) + 1
        if part["story"] is not None:
            # Of several files, the first is the app that the story is about.
            app, *parts = waiting
            yield app._replace(story="\n" * line + part["story"])
            yield from [one._replace(is_part=True) for one in parts]
            waiting = []
            continue
        named = _NAME.match(part["code"])
        if not named:
            yield from waiting
            waiting = []
        name = named[1] if named else f"example_{line}.py"
        waiting.append(Example(page, line, name, part["code"]))
    yield from waiting


ALL = [example for page in PAGES for example in examples(page)]
APPS = [example for example in ALL if example.is_app and not example.is_part]
OTHERS = [example for example in ALL if not example.is_app]


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with all files of the example's page."""
    example: Example = request.getfixturevalue("example")
    for other in ALL:
        if other.page == example.page:
            (tmp_path / other.name).write_text(other.code, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("example", APPS, ids=str)
def test_an_app_of_the_guide_does_what_its_page_says(example: Example, folder: Path):
    at = AppTest.from_file(folder / example.name).run()
    assert [error.value for error in at.exception] == []

    exec(compile(example.story, str(example.page), "exec"), {"at": at})  # our own pages
    assert [error.value for error in at.exception] == []


@pytest.mark.parametrize("example", OTHERS, ids=str)
def test_other_code_of_the_guide_runs(example: Example, folder: Path):
    names: dict[str, object] = {"__name__": example.name.removesuffix(".py")}
    exec(compile(example.code, str(folder / example.name), "exec"), names)

    for name, function in names.items():
        if name.startswith("test_") and callable(function):
            function()


def test_the_first_app_of_the_readme_counts():
    readme = (GUIDE.parents[1] / "README.md").read_text(encoding="utf-8")
    code = next(part["code"] for part in _PART.finditer(readme))

    at = AppTest.from_string(code).run()
    at.button[0].click().run()

    assert at.markdown[0].value == "Count = `1`"


def test_each_page_of_the_guide_is_in_its_index():
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"\]\(([\w-]+\.md)\)", index)

    assert sorted(listed) == [page.name for page in PAGES if page.name != "README.md"]
