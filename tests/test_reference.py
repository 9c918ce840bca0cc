"""The reference says all that there is, and what it shows works."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import textwrap
from pathlib import Path

import groups
import public
import pytest
import reference
from docstrings import code, docs_of, parsed
from signatures import signature_of

import anew as st
from anew.elements.command import commands
from anew.settings.foreign import FOREIGN_OPTIONS
from anew.settings.settings import options
from anew.testing import AppTest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"

# What the examples find beside them.
FILES = {"counter.py": "import anew as st\n"}


def examples() -> dict[str, str]:
    """Every example of what is public, by whose it is."""
    found = {}
    for name in st.__all__:
        value = getattr(st, name)
        if inspect.isfunction(value):
            found[name] = docs_of(value).example
            for kind in public.returned_by(value):
                found |= examples_of_class(f"{name}.{kind.__name__}", kind)
        elif inspect.ismodule(value):
            classes = {
                kind.__name__: kind for kind in vars(value).values() if inspect.isclass(kind)
            }
            for class_name, kind in classes.items():
                found |= examples_of_class(f"{name}.{class_name}", kind)
            functions = dict(public.functions_of(value)) if hasattr(value, "__all__") else {}
            for function_name, function in functions.items():
                found[f"{name}.{function_name}"] = docs_of(function).example
        elif name not in public.PLAIN:
            found |= examples_of_class(name, value if inspect.isclass(value) else type(value))
    return {name: example for name, example in found.items() if example}


def examples_of_class(title, kind) -> dict[str, str]:
    made = docs_of(kind.__call__) if "__call__" in vars(kind) else docs_of(kind)
    members = {f"{title}.{name}": docs_of(part).example for name, part in public.members_of(kind)}
    return {title: docs_of(kind).example or made.example, **members}


PROLOGUE = """\
import contextlib, io
import anew as st

def show(value):
    if value is not None:
        print(repr(value))

"""


def script_of(example: str) -> str:
    """An app of an example's steps; what one shows is compared with what it says."""
    steps = doctest.DocTestParser().get_examples(example)
    return PROLOGUE + "".join(compared(step) if step.want else step.source for step in steps)


def compared(step: doctest.Example) -> str:
    is_expression = isinstance(ast.parse(step.source).body[0], ast.Expr)
    source = f"show(({step.source.strip()}))" if is_expression else step.source
    return (
        f"with contextlib.redirect_stdout(io.StringIO()) as shown:\n"
        f"{textwrap.indent(source, '    ')}\n"
        f"assert shown.getvalue() == {step.want!r}, shown.getvalue()\n"
    )


EXAMPLES = examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs_and_shows_what_it_says(name, tmp_path, monkeypatch):
    for file_name, text in FILES.items():
        (tmp_path / file_name).write_text(text)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(script_of(EXAMPLES[name]), encoding="utf-8")

    at = AppTest.from_file(tmp_path / "app.py").run()

    shown = [error.value for error in at.exception]
    assert len(shown) == (name == "exception"), shown


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.__name__)
def test_the_example_of_a_command_calls_it(command):
    assert f"st.{command.__name__}(" in docs_of(command).example


@pytest.mark.parametrize("name", st.__all__)
def test_each_public_name_has_a_page_that_names_all_that_it_takes(name):
    page = (FOLDER / f"{name}.md").read_text("utf-8")

    assert f"# st.{name}\n" in page
    value = getattr(st, name)
    if inspect.isfunction(value):
        for parameter in inspect.signature(value).parameters:
            assert (f"| `{parameter}` |" in page) is (parameter[0] != "_"), parameter
            assert re.search(rf"^    \*{{0,2}}{parameter}: .+,$", page, re.MULTILINE), parameter


def test_each_public_name_stands_in_the_index():
    index = (FOLDER / "README.md").read_text("utf-8")

    assert sorted(re.findall(r"\]\((\w+)\.md\) \|", index)) == sorted(st.__all__)


def test_each_error_stands_in_the_tree_and_has_a_part():
    page = (FOLDER / "errors.md").read_text("utf-8")

    for name, kind in vars(st.errors).items():
        if inspect.isclass(kind):
            assert f"- [`{name}`](errors.md#{name.lower()}): " in page
            assert f"\n## {name}\n" in page


def test_each_option_is_described_and_each_foreign_one_has_its_reason():
    page = (FOLDER / "options.md").read_text("utf-8")

    for name, option in options().items():
        if name.count(".") > 1:  # The sections of [theme], which have what it has.
            assert f"`[{name.rpartition('.')[0]}]`" in page
            continue
        assert f"| `{name}`<br>`--{name}`<br>" in page
        assert f"| {option.description} |" in page
    assert "`ANEW_SERVER_RUN_ON_SAVE`<br>`STREAMLIT_SERVER_RUN_ON_SAVE`" in page
    for name in set(FOREIGN_OPTIONS) - set(options()):
        assert f"| `{name}` | {FOREIGN_OPTIONS[name]} |" in page


@pytest.mark.parametrize("folder", [ROOT / "docs", FOLDER], ids=["docs", "reference"])
def test_links_lead_somewhere(folder):
    for page in folder.glob("*.md"):
        for target, anchor in re.findall(r"\]\(([\w./-]+)(?:#(\w+))?\)", page.read_text("utf-8")):
            path = page.parent / target
            assert path.exists(), f"{page.name} links to {target}"
            if anchor:
                headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
                assert anchor in {heading.lower() for heading in headings}, anchor


def test_the_index_of_the_documentation_names_every_part():
    index = (ROOT / "docs" / "README.md").read_text("utf-8")

    for path in (ROOT / "docs").iterdir():
        if path.name != "README.md":
            assert f"]({path.name}{'/' * path.is_dir()}" in index, path.name


# What the generator refuses --------------------------------------------------------------


def fine(size: int, *, color: str = "red", **others: object) -> bool:
    """Do something.

    In detail.

    Args:
        size: How large; a text that goes on
            in the next line.
        color: Any.
        others: More.

    Returns:
        Whether it was done.

    Raises:
        ValueError: `size` is 0.

    Example:
        >>> fine(1)
        True
    """
    return bool(size)


def undescribed(size: int, color: str) -> int:
    """Do something.

    Args:
        colour: Any.
    """
    return size


class ToCall:
    """Something that is ready to be called.

    Example:
        >>> st.cache_data(1)
    """

    def __call__(self, size: int) -> bool:
        """Call it.

        Args:
            size: How large.
        """
        return bool(size)


def test_a_docstring_is_taken_apart():
    docs = docs_of(fine)

    assert (docs.summary, docs.details) == ("Do something.", "In detail.")
    assert docs.arguments[0] == ("size", "How large; a text that goes on in the next line.")
    assert docs.raises == (("ValueError", "`size` is 0."),)
    assert code(docs.example) == "```python\nfine(1)\n# True\n```"


def test_a_section_ends_where_the_text_goes_on_at_the_margin():
    docs = parsed("Sum.\n\nArgs:\n    a: One.\n\nMore on it.")

    assert (docs.arguments, docs.details) == ((("a", "One."),), "More on it.")


def test_a_signature_has_one_parameter_a_line_as_written():
    assert signature_of(fine).written("st.fine") == (
        'st.fine(\n    size: int,\n    *,\n    color: str = "red",\n    **others: object,\n) -> bool'
    )


def test_what_is_not_described_is_named(monkeypatch):
    monkeypatch.setattr(st, "undescribed", undescribed, raising=False)
    monkeypatch.setattr(st, "__all__", ["undescribed"])

    with pytest.raises(SystemExit) as refused:
        reference.pages(ROOT)

    assert str(refused.value).split("\n  ") == [
        "The reference is not complete:",
        "st.undescribed takes 'size', but its Args do not name it.",
        "st.undescribed takes 'color', but its Args do not name it.",
        "st.undescribed does not take 'colour', which its Args name.",
        "st.undescribed has no Example.",
        "st.undescribed returns something, but has no Returns.",
    ]


def test_an_object_to_call_has_a_page_as_a_function_has(monkeypatch):
    monkeypatch.setattr(st, "cache_data", ToCall(), raising=False)
    monkeypatch.setattr(st, "__all__", ["cache_data"])

    page = reference.pages(ROOT)["cache_data.md"]

    assert "Something that is ready to be called." in page
    assert "st.cache_data(\n    size: int,\n) -> bool" in page
    assert "| `size` | `int` |  | How large. |" in page


def test_an_object_to_call_is_described_as_a_function_is(monkeypatch):
    monkeypatch.setattr(st, "cache_data", ToCall(), raising=False)
    monkeypatch.setattr(st, "__all__", ["cache_data"])
    monkeypatch.setattr(ToCall.__call__, "__doc__", "Call it.")

    with pytest.raises(SystemExit, match=r"\n  st\.cache_data takes 'size', but its Args do not"):
        reference.pages(ROOT)


def test_a_public_name_without_a_group_is_refused():
    with pytest.raises(
        SystemExit, match=r"^The public name 'fine' stands in no part .+groups\.py\.$"
    ):
        groups.group_of("fine")


def test_an_error_that_there_is_not_is_refused():
    with pytest.raises(
        SystemExit, match=r"^A docstring's Raises names 'NoSuchError', which is no "
    ):
        reference.linked("NoSuchError")
