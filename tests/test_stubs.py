"""What editors and type checkers are told of commands, and where its words come from."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import public
import pytest
from docstrings import docs_of
from overloads import overloads

import anew as st
from anew.elements.command import commands
from anew.elements.shared.documentation import SHARED, parameters, shared, whole
from anew.testing import AppTest

PACKAGE = Path(st.__file__).parent
STUBS = {
    "functions": PACKAGE / "__init__.pyi",
    "methods": PACKAGE / "elements" / "container.pyi",
}
REFERENCE = Path(__file__).parents[1] / "docs" / "reference"


def signatures(source: str, name: str = "pick") -> list[str]:
    """The overloads of a command in a module, each on a line."""
    return [
        f"({ast.unparse(each.args)}) -> {ast.unparse(each.returns)}"
        for each in overloads(ast.parse(source).body, name)
    ]


# Overloads -------------------------------------------------------------------------------


def test_what_may_be_none_at_first_may_be_none_in_the_end():
    source = (
        "def pick(label: str, index: int | None = 0, key: Key | None = None) -> str | None: ..."
    )

    assert signatures(source) == [
        "(label: str, index: int=0, key: Key | None=None) -> str",
        "(label: str, index: int | None=0, key: Key | None=None) -> str | None",
    ]


def test_without_such_a_none_there_is_one_signature():
    assert len(signatures("def pick(index: int | None = None) -> str | None: ...")) == 1
    assert len(signatures("def pick(index: int | None = 0) -> str: ...")) == 1
    assert len(signatures("def pick(index: int = 0) -> str | None: ...")) == 1


def test_a_call_under_type_checking_names_only_what_is_other_in_it():
    source = """
if TYPE_CHECKING:
    def _(*, is_open: Literal[False] = False) -> int | None: ...

def pick(label: str, index: int | None = 0, *, is_open: bool = False) -> int | str | None: ...
"""

    assert signatures(source) == [
        "(label: str, index: int=0, *, is_open: Literal[False]=False) -> int",
        "(label: str, index: int | None=0, *, is_open: Literal[False]=False) -> int | None",
        "(label: str, index: int=0, *, is_open: bool=False) -> int | str",
        "(label: str, index: int | None=0, *, is_open: bool=False) -> int | str | None",
    ]


def test_what_calls_tell_apart_is_not_told_apart_again():
    source = """
if TYPE_CHECKING:
    def _(value: Day | None = "today") -> date | None: ...
    def _(value: list[Day]) -> list[date]: ...

def pick(value: Day | list[Day] | None = "today") -> date | list[date] | None: ...
"""

    assert signatures(source) == [
        "(value: Day='today') -> date",
        "(value: Day | None='today') -> date | None",
        "(value: list[Day]) -> list[date]",
        "(value: Day | list[Day] | None='today') -> date | list[date] | None",
    ]


def test_what_a_call_has_to_have_can_be_given_by_its_name_and_by_its_place():
    source = """
if TYPE_CHECKING:
    def _(several: Literal[True]) -> list[str]: ...

def pick(label: str, kind: str = "", several: bool = False, key: str = "") -> str | list[str]: ...
"""

    assert signatures(source) == [
        "(label: str, kind: str='', *, several: Literal[True], key: str='') -> list[str]",
        "(label: str, kind: str, several: Literal[True], key: str='') -> list[str]",
        "(label: str, kind: str='', several: bool=False, key: str='') -> str | list[str]",
    ]


def test_a_call_with_what_the_command_does_not_take_is_refused():
    source = """
if TYPE_CHECKING:
    def _(serveral: Literal[True]) -> list[str]: ...

def pick(several: bool = False) -> str | list[str]: ...
"""

    with pytest.raises(SystemExit, match=r"^pick does not take serveral, as a call of it says"):
        signatures(source)


@pytest.mark.parametrize("path", STUBS.values(), ids=STUBS)
def test_the_stubs_have_the_overloads_and_the_source_has_none(path):
    found = [node for node in ast.walk(ast.parse(path.read_text())) if is_named(node, "radio")]

    results = [ast.unparse(node.returns) for node in found]
    assert results == ["Option", "Option | None"]
    assert all(ast.unparse(node.decorator_list[0]) == "overload" for node in found)
    for source in (PACKAGE / "elements").glob("*.py"):
        assert "@overload" not in source.read_text("utf-8"), source.name


def is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


# Docstrings ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", STUBS.values(), ids=STUBS)
def test_an_editor_shows_the_whole_docstring_of_each_command_and_each_overload(path):
    tree = ast.parse(path.read_text("utf-8"))
    for command in commands():
        found = [node for node in ast.walk(tree) if is_named(node, command.__name__)]
        documented = [node for node in found if is_public(node, path)]

        assert documented
        for node in documented:
            assert ast.get_docstring(node) == inspect.getdoc(command), command.__name__


def is_public(node: ast.FunctionDef, path: Path) -> bool:
    """Whether authors call it: `container.pyi` has the function `container` too."""
    return path == STUBS["functions"] or ast.unparse(node.args).startswith("self")


def test_what_widgets_share_is_told_wherever_one_is_described():
    words = "A unique name, under which `st.session_state` holds the value."
    line = f"\n    key: {words}\n    help: "

    assert words not in (PACKAGE / "elements" / "selectbox.py").read_text("utf-8")
    assert line in inspect.getdoc(st.selectbox)
    assert line in inspect.getdoc(st.sidebar.selectbox)
    assert all(words in path.read_text("utf-8") for path in STUBS.values())
    assert f"| {words} |" in (REFERENCE / "selectbox.md").read_text("utf-8")


def test_help_in_the_page_shows_what_widgets_share():
    def app():
        import anew as st

        st.help(st.selectbox)

    assert "A unique name, under which" in AppTest.from_function(app).run().get("help")[0].doc


def test_arguments_are_described_in_the_order_in_which_they_are_taken():
    for command in commands():
        names = [name for name, _ in docs_of(command).arguments]
        assert [name for name in names if name in parameters(command)] == parameters(command)


def test_all_that_is_said_for_all_widgets_is_said_of_one():
    of_columns = [function for _, function in public.functions_of(st.column_config)]
    said = {text for command in (*commands(), *of_columns) for text in shared(command).values()}

    for line in "".join(SHARED.values()).split("\n"):
        assert line.partition(": ")[2].strip() in "".join(said), line


def test_what_is_its_own_goes_before_what_widgets_share():
    assert "A unique name, under which" in shared(st.form_submit_button)["key"]
    assert (
        "by default made from the form's key"
        in dict(docs_of(st.form_submit_button).arguments)["key"]
    )


def test_without_docstrings_commands_work_all_the_same():
    code = "import anew as st; print(st.button.__doc__, st.sidebar.button.__doc__)"
    command = [sys.executable, "-OO", "-c", code]

    assert subprocess.run(command, capture_output=True, check=True).stdout.split() == [b"None"] * 2


# What the generator refuses --------------------------------------------------------------


def undescribed(size, on_change=None, args=None) -> None:
    """Do something.

    Args:
        size: How large.
        on_change: Called.

    Example:
        >>> undescribed(1)
    """


def described_twice(size, on_change=None, args=None) -> None:
    """Do something.

    Args:
        size: How large.
        args: Positional arguments for
            `on_change`.
        ...: What all widgets take.

    Example:
        >>> described_twice(1)
    """


def all_its_own(size, on_change=None) -> None:
    """Do something.

    Args:
        size: How large.
        on_change: Called.
        ...: What all widgets take.

    Example:
        >>> all_its_own(1)
    """


def in_disorder(size, color, on_change=None) -> None:
    """Do something.

    Args:
        color: Any.
        size: How large.
        ...: What all widgets take.

    Example:
        >>> in_disorder(1, "red")
    """


@pytest.mark.parametrize(
    ("command", "lack"),
    [
        (undescribed, "takes 'args', but its Args do not name it."),
        (
            described_twice,
            "describes 'args' in the words of elements/shared/documentation.py: leave the line out.",
        ),
        (all_its_own, "describes all that it takes itself: leave the line `...:` out."),
        (in_disorder, "takes its arguments in another order than its Args name them."),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_described_nowhere_or_twice_is_named(command, lack, monkeypatch):
    monkeypatch.setattr(command, "__doc__", whole(command))
    monkeypatch.setattr(st, "it", command, raising=False)

    assert list(public.lacks("it")) == [f"st.it {lack}"]
