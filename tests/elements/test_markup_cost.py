"""Markdown, labels and code as HTML: what takes long, and what need not."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from elements.rendered import blocks, inline, text_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anew.elements.markup import written
from anew.elements.markup.highlighting import highlighted
from anew.elements.markup.rendering import rendered_blocks, rendered_inline

NASTY = [
    "*", "**", "_", "*a", "a*", "**a ", "*_", "*_~", "***a", "_*a", "~", "~~", "`", "`a", "`` ` ",
    "[", "]", "![", "[a", "[a](", "[a](b", "[a][", "[](", "[![", "![a](", "[\\]", "[[[a](b)",
    "<", "<a", "<a b=", "<!--", "<!", "<?", "<![CDATA[", "</", "\\", "&", "&#", "&a",
    ":", ":red[", ":red[a", ":red[[", ":a:", ":smile:", ":material/a:", "http://", "https://a",
    "https://a.b/) ", "https://a.b/(", "http://(", "|", "> ", ">\n", "- - ", "1)", "# ", "#", "```", "~~~\n",
    "[a]: ", "[a]: <b\n", "[^", "[^a] ", "[^a]: ", "[^a]: [^a]\n\n", "www.", "a@", "a.b@c.", "[a](<", '[a](b "', "-> ", "-- ", "\t", "\n", " ", "\x00", "é", "😀",
]  # fmt: skip


def seconds(render):
    started = time.thread_time()
    render()
    return time.thread_time() - started


@pytest.mark.slow
def test_no_nasty_text_takes_much_longer_than_an_ordinary_one():
    """A blow-up would take ten times as long, and more."""
    size = 50_000
    ordinary = "A *word* or `two`, see [here](/there) and :red[that].\n\n" * (size // 50)
    blocks(ordinary[:100])
    patience = 10 * min(
        seconds(lambda: rendered_blocks(ordinary[:size], allow_html=False)) for _ in range(3)
    )

    def is_quick(render):  # Once of three times: the machine may have been busy.
        return any(seconds(render) < patience for _ in range(3))

    for unit in NASTY:
        text = (unit * (size // len(unit) + 1))[:size]

        assert is_quick(lambda: rendered_blocks(text, allow_html=True)), unit  # noqa: B023
        assert is_quick(lambda: highlighted(text, "python")), unit  # noqa: B023


@pytest.mark.slow
def test_all_code_of_a_text_shares_one_budget():
    fences = "```easytrieve\n1" + "\t" * 199 + "1\n```\n"

    assert seconds(lambda: rendered_blocks(fences * 400, allow_html=False)) < 1.5


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000,
        "<dd><dl>" * 12_000,
        "".join(f"<b class={number}>" for number in range(3_000)) + "<p>x</p>" * 5_000,
        "<font color=a><p>" * 6_000,
    ],
    ids=lambda html: html[:8],
)
def test_html_that_takes_long_to_read_is_text(html):
    assert seconds(lambda: rendered_blocks(html, allow_html=True)) < 2
    assert rendered_blocks(html, allow_html=True) == rendered_blocks(html, allow_html=False)


def test_a_very_long_text_is_shown_as_it_is():
    text = "*a* " * 70_000

    assert rendered_blocks(text, allow_html=False) == f"<pre>{text}</pre>"
    assert rendered_inline(text) == text


def test_paragraphs_after_very_many_marks_are_shown_as_they_are():
    many = "*a_" * 20_000

    assert rendered_blocks(f"*first*\n\n{many}\n\n*last*", allow_html=False) == (
        f"<p><em>first</em></p>\n<p>{many}</p>\n<p>*last*</p>\n"
    )
    assert rendered_inline(many) == many
    assert rendered_blocks("*a* " * 4_000, allow_html=False).count("<em>") == 4_000


def test_deep_nesting_ends_somewhere():
    assert 30 < blocks("> " * 500 + "x").count("<blockquote>") < 60
    assert 1 < inline(":red[" * 500 + "x" + "]" * 500).count("<span") < 60


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "language"), [("<<A\n", "perl"), ("\n=begin", "perl"), ("\n=begin", "ruby")]
)
def test_code_that_takes_too_long_is_plain_from_there_on(unit, language):
    source = (unit * 50_000)[:90_000]

    assert seconds(lambda: highlighted(source, language)) < 1
    assert text_of(highlighted(source, language)) == source


# Threads and start-up -----------------------------------------------------------------------------


def test_threads_may_render_at_once():
    sources = [f"# {n}\n\n**{n}** :red[{n}] `{n}`\n\n```python\nx = {n}\n```" for n in range(60)]
    expected = [rendered_blocks(source, allow_html=False) for source in sources]
    found = {}

    def work(start):
        for source in sources[start:] + sources[:start]:
            found[start, source] = rendered_blocks(source, allow_html=False)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(found[start, source] == html
               for start in range(6)
               for source, html in zip(sources, expected, strict=True))  # fmt: skip


@settings(deadline=None, max_examples=500)
@given(st.text(st.sampled_from("aZ0ß é.,;:()/?='%-_*# \n"), max_size=20))
@example("1. a")
@example("12) a")
@example("a -- b")
@example("- a")
@example(" a")
@example("    0")
@example("a: b: c")
@example("=")
@example("a\u2028b")
def test_a_plain_line_that_takes_no_parser_is_what_the_parser_makes_of_it(source):
    text = written(source)
    assert blocks(source) == rendered_blocks(text, allow_html=False)
    assert blocks(source, allow_html=True) == rendered_blocks(text, allow_html=True)
    assert inline(source) == rendered_inline(source)


@pytest.mark.slow
def test_nothing_heavy_is_imported_before_it_is_needed():
    script = """
import sys
from anew.elements.markup import Code, Inline, Markdown
heavy = lambda: {"markdown_it", "pygments", "nh3"}.intersection(sys.modules)
assert Inline("A plain label").to_wire() == "A plain label" and not heavy()
assert Markdown("Count: 5").to_wire() == "<p>Count: 5</p>\\n" and not heavy()
Code("x = 1", "python").to_wire()
assert heavy() == {"pygments", "nh3"}
Markdown("*x*").to_wire()
assert "markdown_it" in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
