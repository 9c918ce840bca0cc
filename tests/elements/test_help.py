from __future__ import annotations

import collections

import pytest

import anew as st
from anew.elements.help import Help, HelpMember


class Dog:
    """A dog. **Not** Markdown.

    It has:
        legs
    """

    legs: int = 4

    def __init__(self, name: str, age: int = 3):
        self.name = name
        self.age = age

    @property
    def is_old(self):
        """Whether it is old."""
        raise AssertionError("Nobody asked how old it is.")

    def bark(self, loud: bool = True) -> str:
        """Make a noise.

        More of it.
        """

    @classmethod
    def of(cls):
        """Make one."""

    @staticmethod
    def all():
        """All of them."""

    def _own(self):
        pass


DOC = "A dog. **Not** Markdown.\n\nIt has:\n    legs"
MEMBERS = (
    HelpMember("is_old", "property", "Whether it is old."),
    HelpMember("legs", "int", "4"),
    HelpMember("all", "function", "All of them."),
    HelpMember("bark", "function", "Make a noise."),
    HelpMember("of", "method", "Make one."),
)


def test_a_class_is_shown_with_what_it_has(tab):
    tab.run(lambda: st.help(Dog, width=300))

    shown = tab.element
    assert (shown.name, shown.kind, shown.doc, shown.width) == ("Dog", "class", DOC, 300)
    assert shown.value.endswith(".Dog(name: str, age: int = 3)")
    assert shown.members == MEMBERS


def test_an_object_is_shown_with_its_own_values_and_its_class(tab):
    tab.run(lambda: st.help(Dog("Rex")))

    shown = tab.element
    assert (shown.name, shown.kind, shown.doc) == ("Dog('Rex')", "Dog", DOC)
    members = {member.name: (member.kind, member.text) for member in shown.members}
    assert members["name"] == ("str", "'Rex'")
    assert members["bark"] == ("method", "Make a noise.")
    assert members["is_old"] == ("property", "Whether it is old.")
    assert "_own" not in members


def test_a_function_is_shown_as_it_is_called(tab):
    tab.run(lambda: st.help(len))

    assert tab.element == Help(
        name="len",
        kind="builtin_function_or_method",
        value="builtins.len(obj, /)",
        doc="Return the number of items in a container.",
    )


def test_a_module_is_shown_with_what_it_is_for(tab):
    tab.run(lambda: st.help(collections))

    names = [member.name for member in tab.element.members]
    assert (tab.element.kind, tab.element.value) == ("module", "")
    assert "namedtuple" in names
    assert "abc" not in names


def test_nothing_is_anew_itself(tab):
    tab.run(st.help)

    assert (tab.element.name, tab.element.kind) == ("anew", "module")
    assert "button" in [member.name for member in tab.element.members]


def test_the_name_is_what_the_author_wrote(tab):
    dogs = {"a": Dog("Rex")}

    def script():
        st.help(dogs["a"].bark)
        st.empty().help(obj=dogs["a"].name)
        st.help(*[len])

    tab.run(script)

    names = [shown.name for shown in tab.elements if isinstance(shown, Help)]
    assert names == ["dogs['a'].bark", "dogs['a'].name", "len"]


class Hostile:
    def __dir__(self):
        raise RuntimeError

    def __repr__(self):
        raise RuntimeError

    @property
    def __doc__(self):
        raise RuntimeError


def test_what_an_object_raises_stays_in_it(tab):
    tab.run(lambda: st.help(Hostile()))

    assert tab.element.value == "(its text cannot be produced: RuntimeError)"
    assert tab.element.members == ()


def test_it_is_no_wider_than_there_is_room(tab):
    with pytest.raises(st.errors.InvalidWidthError):
        tab.run(lambda: st.help(len, width="content"))
