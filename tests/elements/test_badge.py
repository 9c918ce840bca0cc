from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markdown import MarkdownBlock
from anew.elements.markup import Markdown


def test_it_is_markdown_in_its_own_width(tab):
    tab.run(lambda: st.badge("New", icon=":material/check:", color="green"))

    body = Markdown(":green-badge[:material/check: New]")
    assert tab.element == MarkdownBlock(body=body, width="content")


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("[docs](https://example.org)", "[docs](https://example.org)"),
        ("a [b", r"a \[b"),
        ("b] [a", r"b\] \[a"),
        ("in two\nlines", "in two lines"),
    ],
)
def test_its_label_ends_where_it_should(tab, label, shown):
    tab.run(lambda: st.badge(label))

    assert tab.element.body.source == f":blue-badge[{shown}]"


def test_nothing_to_show_is_refused(tab):
    with refused(
        st.errors.MissingRequiredParameterError,
        "badge: label is empty, so there is nothing to show. Pass a word.",
    ):
        tab.run(lambda: st.badge(" "))


def test_a_colour_that_there_is_not_is_refused(tab):
    with pytest.raises(st.errors.InvalidParameterValueError, match="color='pink'"):
        tab.run(lambda: st.badge("New", color="pink"))
