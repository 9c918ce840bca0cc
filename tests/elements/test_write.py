from __future__ import annotations

import enum
import re
import sqlite3
import sys
import warnings
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

import anew as st
from anew.elements.alert import Alert
from anew.elements.code import CodeBlock
from anew.elements.empty import Empty
from anew.elements.exception import ShownException
from anew.elements.help import Help
from anew.elements.json import Json
from anew.elements.markdown import MarkdownBlock
from anew.elements.markup import Code, Markdown


class Colour(enum.Enum):
    RED = 1


@dataclass
class Point:
    x: int


class Table:
    """What a library for data would have."""

    def __str__(self):
        return "   a\n0  1"

    def _repr_html_(self):
        return "<table></table>"


def markdown(text, **flags):
    return MarkdownBlock(body=Markdown(text, **flags))


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (("Hello *you*",), "Hello *you*"),
        (("a", "b"), "a b"),
        (("a", 42, None, 1.5, True, "b"), "a `42` `None` `1.5` `True` b"),
        (("Values:", (25.0, 75.0)), "Values: `(25.0, 75.0)`"),
        (({3},), "`{3}`"),
        ((frozenset([1]), 1 + 2j, b"ab"), "`frozenset({1})` `(1+2j)` `b'ab'`"),
        ((date(2024, 1, 2), Decimal("1.5"), range(3)), "`2024-01-02` `1.5` `range(0, 3)`"),
        ((Colour.RED,), "`Colour.RED`"),
        (("",), ""),
        (("a`b", Decimal(1)), "a`b `1`"),
    ],
)
def test_text_and_plain_values_are_one_paragraph(tab, args, text):
    tab.run(lambda: st.write(*args))

    assert tab.element == markdown(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a `b`", "`` a `b` ``"), ("``", "``` `` ```"), ("*a*", "`*a*`")],
)
def test_marks_within_values_mean_nothing(tab, text, shown):
    class Value:
        def __str__(self):
            return text

    tab.run(lambda: st.write(Value()))

    assert tab.element == markdown(shown)


def test_nothing_is_written_for_nothing(tab):
    tab.run(st.write)

    assert tab.elements == []


def test_data_stands_between_the_words(tab):
    tab.run(lambda: st.write("before", 1, {"a": 1}, [2], "after"))

    assert tab.elements == [
        markdown("before `1`"),
        Json(body='{"a": 1}'),
        Json(body="[2]"),
        markdown("after"),
    ]


def test_the_session_state_is_data(tab):
    """R22"""

    def script():
        st.session_state.count = 1
        st.write(st.session_state)

    tab.run(script)

    assert tab.element == Json(body='{"count": 1}')


def test_an_error_is_shown_as_one(tab):
    tab.run(lambda: st.write(LookupError("no")))

    assert tab.element == ShownException(type="LookupError", message="no")


@pytest.mark.parametrize(
    ("subject", "value"),
    [
        (Table, f"{__name__}.Table()"),
        (re, ""),
        (len, "builtins.len(obj, /)"),
        (object(), "builtins.object()"),
        (iter([1]), "builtins.list_iterator()"),
        (Point(1), "Point(x=1)"),
    ],
)
def test_what_has_no_text_of_its_own_is_described(tab, subject, value):
    """An address in memory says nothing, and is another one at each run."""
    tab.run(lambda: st.write(subject))

    assert isinstance(tab.element, Help)
    assert tab.element.value.replace("(...)", "()") == value


def test_it_is_called_as_the_author_calls_it(tab):
    def script():
        st.write("a", Point(1), re.match)
        st.empty().write(Point)

    tab.run(script)

    names = [shown.name for shown in tab.elements if isinstance(shown, Help)]
    assert names == ["Point(1)", "re.match", "Point"]


def test_what_can_only_be_gone_through_is_a_list(tab):
    tab.run(lambda: st.write(zip("ab", (1, 2), strict=True), map(str, (1,)), filter(None, (0, 1))))

    assert [shown.body for shown in tab.elements] == ['[["a", 1], ["b", 2]]', '["1"]', "[1]"]


def test_the_answer_of_a_database_is_a_table(tab):
    def script():
        cursor = sqlite3.connect(":memory:").execute("select 'Mars' as planet, 2 as moons")
        st.write(cursor)

    tab.run(script)

    assert [(one.name, one.listed()) for one in tab.element.content.sheet.columns] == [
        ("planet", ["Mars"]),
        ("moons", [2]),
    ]


def library_class(module, *names):
    """A class as a library would have it, which derives from others of it."""
    kind = object
    for name in names:
        kind = type(name, (kind,), {"__module__": module})
    return kind


def test_of_what_is_drawn_later_a_notice_says_so(tab):
    figure = library_class("bokeh.models", "LayoutDOM", "Plot")()
    tab.run(lambda: st.write("before", figure, "after"))

    notice = "A figure of Bokeh belongs here, which anew does not draw yet (`st.bokeh_chart`)."
    assert tab.elements[1] == Alert(body=Markdown(notice), icon=":material/image:")


def test_no_library_is_imported_to_recognise_its_objects(tab):
    before = set(sys.modules)
    tab.run(lambda: st.write(library_class("bokeh.models", "LayoutDOM")()))

    assert not {"bokeh", "plotly", "matplotlib", "altair"} & (set(sys.modules) - before)


def test_text_of_several_lines_keeps_its_columns(tab):
    tab.run(lambda: st.write(Table()))

    assert tab.element == CodeBlock(body=Code("   a\n0  1", None))


def test_html_is_shown_only_where_it_is_allowed(tab):
    tab.run(lambda: st.write(Table(), "<b>x</b>", unsafe_allow_html=True))

    assert tab.elements == [
        markdown("<table></table>", allow_html=True),
        markdown("<b>x</b>", allow_html=True),
    ]


def test_a_generator_is_shown_as_it_comes(tab):
    seen = []

    def words():
        yield "Hello "
        seen.append(tab.elements)
        yield "*you*"

    def script():
        st.write(words())

    tab.run(script)

    assert seen == [[markdown("Hello ")]]
    assert tab.element == markdown("Hello *you*")


def test_a_generator_may_yield_anything(tab):
    def parts():
        yield 1
        yield "a"
        yield "b"
        yield {"c": 1}
        yield "d"

    tab.run(lambda: st.write(parts))

    assert tab.elements == [
        markdown("`1`"),
        markdown("ab"),
        Json(body='{"c": 1}'),
        markdown("d"),
    ]


def test_an_empty_generator_leaves_no_trace(tab):
    tab.run(lambda: st.write(word for word in ()))

    assert Empty() not in tab.elements
    assert tab.elements == []


def test_what_was_not_awaited_is_refused(tab):
    async def answer():
        return 42

    async def answers():
        yield 42

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        with pytest.raises(
            st.errors.InvalidParameterTypeError,
            match=r"^write: <coroutine object .*> has not been awaited\. Await it first\.$",
        ):
            tab.run(lambda: st.write(answer()))
        with pytest.raises(
            st.errors.InvalidParameterTypeError,
            match=r"^write: <async_generator object .*> has not been awaited\. "
            r"Write each of its chunks in an `async for` first\.$",
        ):
            tab.run(lambda: st.write(answers()))
