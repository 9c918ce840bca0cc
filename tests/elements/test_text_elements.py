"""Headings, Markdown, captions, plain text, code and lines between them."""

from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.caption import Caption
from anew.elements.code import CodeBlock
from anew.elements.divider import Divider
from anew.elements.heading import Heading
from anew.elements.markdown import MarkdownBlock
from anew.elements.markup import Code, Inline, Markdown, written
from anew.elements.text import Text
from anew.testing import AppTest


@pytest.mark.parametrize(("command", "level"), [(st.title, 1), (st.header, 2), (st.subheader, 3)])
def test_a_heading_has_its_level_and_a_name_in_the_address(tab, command, level):
    tab.run(lambda: command("Sales of **2024**"))

    assert tab.element == Heading(
        level=level, body=Inline("Sales of **2024**"), anchor="sales-of-2024"
    )


@pytest.mark.parametrize(("anchor", "expected"), [(None, "a"), ("b", "b"), (False, ""), ("", "")])
def test_an_author_chooses_the_name_of_a_heading(tab, anchor, expected):
    tab.run(lambda: st.header("A", anchor=anchor))

    assert tab.element.anchor == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello **World**", "hello-world"),
        ("What's [new](https://example.com/page)?", "whats-new"),
        ("Größe & 日本", "groesse-and-日本"),
        (":material/home: Home page", "home-page"),
        ("A :material/home_work: page :smile:", "a-page"),
        (":red[:material/home: Red] one", "red-one"),
        ("`a_b` and *c*", "a-b-and-c"),
        ("x -> y", "x-y"),
        (
            "An OpenAI DataFrame of HTMLParser, APIs, MP3",
            "an-open-ai-data-frame-of-html-parser-apis-mp-3",
        ),
        ("[a] ](b) :red[", "a-b-red"),
    ],
)
def test_the_name_of_a_heading_is_made_of_its_words(tab, text, expected):
    tab.run(lambda: st.title(text))

    assert tab.element.anchor == expected


@pytest.mark.parametrize(
    ("divider", "expected"),
    [(False, ""), (True, "auto"), ("red", "red"), ("grey", "gray"), ("rainbow", "rainbow")],
)
def test_a_header_has_a_line_in_a_colour(tab, divider, expected):
    tab.run(lambda: st.subheader("A", divider=divider))

    assert tab.element.divider == expected


def test_a_colour_that_is_none_is_refused(tab):
    with refused(
        st.errors.InvalidParameterValueError,
        "header: divider='pink' is not one of True, False, None, 'red', 'orange', 'yellow', "
        "'green', 'blue', 'violet', 'gray', 'grey', 'rainbow'.",
    ):
        tab.run(lambda: st.header("A", divider="pink"))


def test_an_anchor_of_another_type_is_refused(tab):
    with refused(
        st.errors.InvalidParameterTypeError,
        "title: anchor=5 is neither text, nor False for none, nor None for the one made of "
        "the heading.",
    ):
        tab.run(lambda: st.title("A", anchor=5))


def test_all_that_a_heading_takes(tab):
    tab.run(
        lambda: st.header(
            "A",
            "a1",
            help="More",
            icon=":material/home:",
            divider="blue",
            width=300,
            text_alignment="center",
            wrap=False,
        )
    )

    assert tab.element == Heading(
        level=2,
        body=Inline("A"),
        anchor="a1",
        help=Markdown("More"),
        icon=":material/home:",
        divider="blue",
        width=300,
        text_alignment="center",
        wrap=False,
    )


def test_markdown_keeps_its_source(tab):
    tab.run(lambda: st.markdown("*Hi* <b>there</b>", help="Why?", width="content"))

    assert tab.element == MarkdownBlock(
        body=Markdown("*Hi* <b>there</b>"), help=Markdown("Why?"), width="content"
    )


def test_html_is_shown_only_where_the_author_allows_it(tab):
    tab.run(lambda: (st.markdown("<b>x</b>"), st.markdown("<b>x</b>", unsafe_allow_html=True)))
    closed, opened = tab.elements

    assert closed.body == Markdown("<b>x</b>")
    assert opened.body == Markdown("<b>x</b>", allow_html=True)
    assert closed != opened


@pytest.mark.parametrize("command", [st.markdown, st.caption])
def test_text_that_does_not_wrap_is_one_line(tab, command):
    tab.run(lambda: command("# no heading", wrap=False))

    assert tab.element.body == Inline("# no heading")
    assert not tab.element.wrap


@pytest.mark.parametrize("command", [st.markdown, st.caption])
def test_one_line_holds_no_html(tab, command):
    with refused(
        st.errors.IncompatibleParametersError,
        f"{command.__name__}: wrap=False shows one line, which cannot hold HTML. Leave "
        f"out wrap=False or unsafe_allow_html=True.",
    ):
        tab.run(lambda: command("x", True, wrap=False))


def test_a_caption_is_markdown(tab):
    tab.run(lambda: st.caption("small", help="h", width=99, text_alignment="right"))

    assert tab.element == Caption(
        body=Markdown("small"), help=Markdown("h"), width=99, text_alignment="right"
    )


def test_text_is_shown_as_it_is(tab):
    tab.run(lambda: st.text("2 * 3 * 4\n  <b>", width="stretch"))

    assert tab.element == Text(body="2 * 3 * 4\n  <b>", width="stretch")


@pytest.mark.parametrize("command", [st.title, st.markdown, st.caption, st.text, st.code, st.info])
def test_anything_can_be_the_text(tab, command):
    tab.run(lambda: command(42))

    assert str(tab.element.body) == "42"


def test_halves_of_characters_show_as_unreadable(tab):
    """File names may hold them; no message can carry them."""
    tab.run(lambda: st.text("caf\udce9 ✓ 🎈"))

    assert tab.element.body == "caf\ufffd ✓ 🎈"


def test_code_has_a_language(tab):
    tab.run(lambda: (st.code("\nx = 1\n"), st.code("x", None), st.code("a", "sql")))
    python, plain, sql = tab.elements

    assert python == CodeBlock(body=Code("x = 1", "python"), language="python")
    assert plain == CodeBlock(body=Code("x", None))
    assert sql == CodeBlock(body=Code("a", "sql"), language="sql")


def test_all_that_code_takes(tab):
    tab.run(
        lambda: st.code(
            "x", "rust", line_numbers=True, wrap_lines=True, height=200, width="content"
        )
    )

    assert tab.element == CodeBlock(
        body=Code("x", "rust"),
        language="rust",
        line_numbers=True,
        wrap_lines=True,
        height=200,
        width="content",
    )


def test_a_height_is_checked(tab):
    with refused(
        st.errors.InvalidHeightError,
        "code: height=0 is neither a number of pixels above 0 nor one of 'stretch', 'content'.",
    ):
        tab.run(lambda: st.code("x", height=0))


def test_a_divider_stretches(tab):
    tab.run(lambda: (st.divider(), st.divider(width=20)))

    assert tab.elements == [Divider(), Divider(width=20)]


def test_a_divider_has_no_content_to_be_as_wide_as(tab):
    with refused(
        st.errors.InvalidWidthError,
        "divider: width='content' is neither a number of pixels above 0 nor one of 'stretch'.",
    ):
        tab.run(lambda: st.divider(width="content"))


@pytest.mark.parametrize("width", ["wide", 0, -1, True, 1.5, None])
def test_a_width_is_checked(tab, width):
    with refused(
        st.errors.InvalidWidthError,
        f"text: width={width!r} is neither a number of pixels above 0 nor one of 'stretch', "
        f"'content'.",
    ):
        tab.run(lambda: st.text("x", width=width))


def test_an_alignment_is_checked(tab):
    with refused(
        st.errors.InvalidParameterValueError,
        "text: text_alignment='middle' is not one of 'left', 'center', 'right', 'justify'.",
    ):
        tab.run(lambda: st.text("x", text_alignment="middle"))


def test_a_later_command_replaces_what_stands_there(tab):
    def script():
        place = st.text("first")
        st.text("below")
        place.title("second")

    tab.run(script)

    assert [type(element) for element in tab.elements] == [Heading, Text]


# What an author writes in three quotes --------------------------------------------------------

WRITTEN = """
        Hello **world**

          - one
            - two
    """
READ = "Hello **world**\n\n  - one\n    - two"


@pytest.mark.parametrize(
    "command",
    [st.markdown, st.caption, st.write, st.info, st.success, st.warning, st.error, st.toast,
     st.title, st.header, st.subheader, st.text],
)  # fmt: skip
def test_a_text_has_no_margin_and_keeps_what_is_indented_in_it(tab, command):
    tab.run(lambda: command(WRITTEN))

    assert str(tab.element.body) == READ


def test_words_beside_something_have_no_margin(tab):
    tab.run(lambda: (st.progress(0.5, WRITTEN), st.text("x", help=WRITTEN)))

    assert [tab.elements[0].text, tab.elements[1].help] == [Inline(READ), Markdown(READ)]


def test_the_help_of_a_widget_has_no_margin(tab):
    tab.run(lambda: st.checkbox("Agree", help=WRITTEN))

    assert tab.element.help == Markdown(READ)


def test_blank_help_is_none(tab):
    tab.run(lambda: (st.checkbox("Agree", help=" \n "), st.text("x", help="")))

    assert [element.help for element in tab.elements] == [None, None]


def test_a_label_stays_as_it_is_since_a_blank_tells_two_widgets_apart(tab):
    tab.run(lambda: (st.button("Go"), st.button("Go ")))

    assert [str(element.label) for element in tab.elements] == ["Go", "Go "]


def test_code_keeps_its_margin(tab):
    tab.run(lambda: st.code("\n    if x:\n        y\n"))

    assert tab.element.body == Code("    if x:\n        y", "python")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("    one line  ", "one line"),
        ("Hello\n    a\n    b", "Hello\n    a\n    b"),
        ("\n\tA\n\t\tB", "A\n\tB"),
        ("a\n   \nb", "a\n\nb"),
        ("  a\n\tb", "a\n\tb"),
        ("\n    $$\n    x \\\\\n      y\n    $$\n", "$$\nx \\\\\n  y\n$$"),
        (1.5, "1.5"),
        ("", ""),
        (" \n\t\n", ""),
        (" \n" * 20_000 + "  x", "x"),
    ],
)
def test_a_margin_is_what_all_lines_begin_with(body, expected):
    assert written(body) == expected


def test_markdown_in_three_quotes_shows_no_code(tab):
    tab.run(lambda: st.markdown(WRITTEN))

    html = tab.element.body.to_wire()
    assert "<pre>" not in html and html.count("<ul>") == 2


def test_a_text_that_stands_alone_in_a_script_has_no_margin():
    script = "import anew as st\ndef f():\n    st.text('x')\nf()\n'''\n    Hello\n      - a\n'''\n"

    assert AppTest.from_string(script).run().markdown[0].value == "Hello\n  - a"
