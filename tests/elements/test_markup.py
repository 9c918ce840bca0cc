"""Markdown, labels and code as HTML: what they show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from elements.hostile import PIECES
from elements.rendered import blocks, code, inline, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from anew.elements.markup import Code, Inline, Markdown, slug
from anew.elements.markup.directives import CLASSES
from anew.elements.markup.highlighting import _CLASSES, highlighted
from anew.emoji import emoji_names

STYLES = Path(__file__).parents[2] / "client" / "src" / "style"
LINK = 'rel="noopener noreferrer nofollow"'


# Values ---------------------------------------------------------------------------------------


def test_texts_are_equal_by_source_and_flags():
    assert Markdown("a") == Markdown("a")
    assert hash(Markdown("a")) == hash(Markdown("a"))
    assert Markdown("a") != Markdown("a", allow_html=True)
    assert Markdown("a") != Inline("a") != Code("a") != "a"
    assert Code("a", "python") != Code("a", "sql")
    assert len({Inline("a"), Inline("a"), Inline("b"), Code("a"), Code("a", "sql")}) == 4


def test_texts_show_their_source():
    assert str(Markdown(1.5)) == Markdown(1.5).source == "1.5"
    assert repr(Markdown("a", allow_html=True)) == "Markdown('a', True)"
    assert repr(Inline("a")) == "Inline('a')"
    assert repr(Code("a", "sql")) == "Code('a', 'sql')"


# Blocks ---------------------------------------------------------------------------------------


def test_common_markdown():
    assert blocks("**b** *i* `c` ~~s~~ ~s~\n\nnext") == (
        "<p><strong>b</strong> <em>i</em> <code>c</code> <del>s</del> <del>s</del></p>\n"
        "<p>next</p>\n"
    )
    assert blocks("> q\n\n---\n\n1. a\n2. b") == (
        "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"
    )
    assert blocks("a\nb  \nc") == "<p>a\nb<br>\nc</p>\n"


def test_a_table_keeps_its_alignment_without_styles():
    html = blocks("| a | b | c |\n|:--|--:|---|\n| 1 | **2** | |")

    assert '<th align="left">a</th>' in html and '<td align="right"><strong>2</strong></td>' in html
    assert "<td></td>" in html and "style" not in html


def test_a_task_list_shows_boxes_that_cannot_be_ticked():
    html = blocks("- [ ] todo\n- [x] done")

    assert '<ul class="contains-task-list">' in html
    assert re.findall(r"<input [^>]*>([^<]*)", html) == [" todo", " done"]
    assert html.count('type="checkbox"') == html.count('disabled=""') == 2
    assert html.count('checked=""') == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My Title", "my-title"),
        ("Übung & *Test* (1)!", "uebung-and-test-1"),
        (":red[Red] title", "red-title"),
        ("`code` in h", "code-in-h"),
        ("it's fine", "its-fine"),
        ("a_b", "a-b"),
        ("v1.2.3", "v1-2-3"),
        ("50% off", "50-off"),
        ("C++ & C#", "c-and-c"),
        ("café ñandú Ørsted Łódź", "cafe-nandu-orsted-lodz"),
        ("hi 😄 :smile:", "hi"),
        (":material/home: Home", "home"),
        ("[link](https://a.b) text", "link-text"),
        ("  spaced -- out ", "spaced-out"),
        ("ß ä ö", "ss-ae-oe"),
    ],
)
def test_a_heading_has_a_name_made_of_its_text(text, name):
    assert f'<h2 id="{name}">' in blocks(f"## {text}")


def test_the_name_of_a_heading_is_stable_and_never_empty():
    assert slug("日本語") == "日本語"
    assert slug("😄") == slug("😄") != slug("🙂")
    assert re.fullmatch(r"[0-9a-f]+", slug(""))


def test_two_headings_alike_have_two_names():
    assert re.findall('<h1 id="([^"]*)"', blocks("# Same\n# Same\n# Same")) == [
        "same",
        "same-1",
        "same-2",
    ]


def test_a_heading_links_to_itself():
    assert f'<a href="#my-title" aria-label="Link to this heading" {LINK}></a>' in blocks(
        "# My Title"
    )


def test_fenced_code_is_coloured_with_classes():
    assert blocks("```python\nx = 1\n```") == (
        '<div class="stMarkdownPre" data-testid="stMarkdownPre">'
        '<div class="stCode" data-testid="stCode"><pre>'
        '<code class="language-python">x <span class="o">=</span> <span class="m">1</span>\n'
        "</code></pre></div></div>\n"
    )
    assert "<pre><code>plain &lt;b&gt;\n</code></pre>" in blocks("```\nplain <b>\n```")
    assert "<pre><code>indented\n</code></pre>" in blocks("a\n\n    indented")
    assert '<code class="language-nosuch">x\n</code>' in blocks("```nosuch\nx\n```")
    assert '<code class="language-a&quot;b">x\n</code>' in blocks('```a"b c\nx\n```')


# Links and pictures -----------------------------------------------------------------------------


def test_links_to_other_sites_open_elsewhere():
    for source in ("[x](https://a.b)", "[x](//a.b)", "[x][1]\n\n[1]: HTTPS://a.b"):
        assert re.search(rf'<a target="_blank" href="[^"]*" {LINK}>x</a>', blocks(source)), source
    for source in ("[x](/a)", "[x](#a)", "[x](mailto:a@b.c)", "[x](tel:+1)", "[x](a?b#c)"):
        assert re.search(rf'<a href="[^"]*" {LINK}>x</a>', blocks(source)), source


def test_a_link_with_another_scheme_stays_text():
    for address in ("javascript:x", "data:text/html,x", "ftp://a.b", "file:///a"):
        assert blocks(f"[x]({address})") == f"<p>[x]({address})</p>\n"


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("https://a.b", "https://a.b", ""),
        ("HTTP://a.b/c_d_e?x=1", "HTTP://a.b/c_d_e?x=1", ""),
        ("https://a.b.", "https://a.b", "."),
        ("https://a.b/(c)", "https://a.b/(c)", ""),
        ("https://a.b/c),", "https://a.b/c", "),"),
        ("https://a.b/(c)).", "https://a.b/(c)", ")."),
        ("https://a.b/*c*x", "https://a.b/*c*x", ""),
    ],
)
def test_a_bare_address_is_a_link(text, address, rest):
    html = re.sub(' target="_blank"| rel="[^"]*"', "", inline(f"see {text}"))

    assert html == f'see <a href="{address}">{address}</a>{rest}'


def test_a_bare_address_ends_where_its_surroundings_go_on():
    assert inline("**https://a.b** :red[https://c.d] (https://e.f)").count("</a>") == 3
    assert "https://a.b</a></strong>" in inline("**https://a.b**")
    assert "https://c.d</a></span>" in inline(":red[https://c.d]")
    assert "https://e.f</a>)" in inline("(https://e.f)")
    assert inline("[https://a.b](/c)").count("<a ") == 1
    assert inline("`https://a.b`") == "<code>https://a.b</code>"


@pytest.mark.parametrize(
    ("text", "url", "rest"),
    [
        ("www.a.org", "http://www.a.org", ""),
        ("www.a.org/b(c).", "http://www.a.org/b(c)", "."),
        ("me.too+x@a-b.org,", "mailto:me.too+x@a-b.org", ","),
    ],
)
def test_an_address_without_a_scheme_is_a_link_too(text, url, rest):
    html = re.sub(' target="_blank"| rel="[^"]*"', "", blocks(f"see {text}"))

    assert html == f'<p>see <a href="{url}">{text.removesuffix(rest)}</a>{rest}</p>\n'


@pytest.mark.parametrize(
    "text", ["www", "www. a", "awww.a.org", "me@", "@a.org", "me@a", "a/b@c.org"]
)
def test_what_only_looks_like_one_stays_text(text):
    assert "<a " not in blocks(text)


def test_labels_have_no_such_links_because_a_click_is_for_the_widget():
    assert inline("me@a.org www.a.org") == "me@a.org www.a.org"
    assert blocks("[www.a.org](/b)").count("<a ") == 1


@pytest.mark.parametrize("text", ["https://", "xhttps://a.b", "://a.b", "https:/a.b", "http//a.b"])
def test_what_is_no_whole_address_is_no_link(text):
    assert inline(text) == text


@pytest.mark.parametrize(
    "address",
    [
        "/b.png",
        "app/static/b.svg",
        "https://a.b/c.svg?d=e",
        "HTTP://a.b/c.png",
        "//a.b/c.png",
        *(f"data:image/{kind};base64,aaaa" for kind in ("png", "jpeg", "gif", "webp")),
    ],
)
def test_a_picture_is_shown_where_it_is_named(address):
    # The cleaner adds the last two in any order.
    rest = r'(?: loading="lazy"| referrerpolicy="no-referrer"){2}'
    shown = f'<img src="{re.escape(address)}" alt="a pic" title="t"{rest}>'
    assert re.fullmatch(f"<p>{shown}</p>\n", blocks(f'![*a* pic]({address} "t")'))
    assert re.fullmatch(shown, inline(f'![*a* pic]({address} "t")'))
    html = f'<img src="{address}" alt="a pic" title="t" referrerpolicy=origin loading=eager>'
    assert re.fullmatch(shown, blocks(html, allow_html=True))
    assert re.search(shown, blocks(f"| a |\n|-|\n| ![a pic]({address} 't') |"))


def test_a_picture_in_a_link_leads_there():
    badge = blocks("[![badge](https://a.b/c.svg)](https://d.e)")
    assert re.fullmatch(r'<p><a [^>]*href="https://d.e"[^>]*><img [^>]*></a></p>\n', badge)


def test_no_picture_comes_from_another_scheme():
    for address in ("data:image/svg+xml,x", "data:text/html,x", "javascript:x", "file:///a.png"):
        assert blocks(f"![x]({address})") == f"<p>![x]({address})</p>\n"
        assert "src" not in blocks(f"<img src='{address}'>", allow_html=True)
    assert blocks("![*my* mail](mailto:a@b.c)") == (
        f'<p><a href="mailto:a@b.c" {LINK}>my mail</a></p>\n'
    )
    assert blocks("[![x](tel:+1)](/a)") == f'<p><a href="/a" {LINK}>x</a></p>\n'


# Directives, emoji, icons, signs ----------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_directive_is_a_span_with_classes(name):
    assert inline(f"a :{name}[b *c*] d") == (
        f'a <span class="{CLASSES[name]}">b <em>c</em></span> d'
    )


def test_the_classes_of_directives():
    assert CLASSES["red"] == "stMarkdownColoredText is-red"
    assert CLASSES["blue-background"] == "stMarkdownColoredBackground is-blue"
    assert CLASSES["grey-badge"] == CLASSES["gray-badge"] == "stMarkdownBadge is-gray"
    assert "rainbow-badge" not in CLASSES


def test_directives_nest_and_hold_other_marks():
    assert inline(":red[a :blue[b] [c]]") == (
        '<span class="stMarkdownColoredText is-red">a '
        '<span class="stMarkdownColoredText is-blue">b</span> [c]</span>'
    )
    assert inline("*:red[x]* :red[*x] y*") == (
        '<em><span class="stMarkdownColoredText is-red">x</span></em> '
        '<span class="stMarkdownColoredText is-red">*x</span> y*'
    )
    assert "<td>" in blocks("| a |\n|-|\n| :red[x] |") and "is-red" in blocks(
        "| a |\n|-|\n| :red[x] |"
    )
    assert 'is-red">x</span></a>' in inline("[:red[x]](/a)")


@pytest.mark.parametrize(
    "text", [":pink[x]", ":Red[x]", ":red [x]", ":red[x", ":rainbow-badge[x]", "`:red[x]`"]
)
def test_what_is_no_directive_stays_text(text):
    assert text.strip("`") in inline(text)


def test_a_backslash_keeps_a_directive_as_text():
    assert inline("\\:red[x] \\:smile:") == ":red[x] :smile:"


def test_emoji_by_name():
    assert inline(":smile: :+1: :heart: **:100:**") == "😄 👍 ❤️ <strong>💯</strong>"
    assert inline(":nosuch: `:smile:` 10:30:45 a:smile:b") == (
        ":nosuch: <code>:smile:</code> 10:30:45 a:smile:b"
    )
    assert inline("::smile:: :smile:smile:") == ":😄: 😄smile:"


def test_the_names_of_emoji_are_read_when_one_is_asked_for():
    script = """
from anew.elements.markup import Inline, Markdown
from anew.emoji import emoji_names
Markdown("*Nothing* at 10:30").to_wire()
assert emoji_names.cache_info().currsize == 0
assert Inline(":shark: :castle: :woman_in_lotus_position:").to_wire() == "🦈 🏰 🧘\u200d♀️"
assert emoji_names.cache_info().currsize == 1
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_the_table_of_emoji_is_well_formed():
    assert len(emoji_names()) > 1_900
    for name, character in emoji_names().items():
        assert inline(f":{name}:") == character, name
        assert not character[0].isascii() or character[1:] == "\ufe0f\u20e3", name


def test_an_icon_is_a_span_of_the_material_font():
    assert inline(":material/home_work:") == (
        '<span class="stIconMaterial icons-113" data-testid="stIconMaterial" role="img" '
        'aria-label="home work icon" translate="no">home_work</span>'
    )
    assert inline("`:material/home:` :material/no-name:") == (
        "<code>:material/home:</code> :material/no-name:"
    )


def test_signs_between_spaces():
    assert inline("a -> b <- c <-> d -- e >= f <= g ~= h") == "a → b ← c ↔ d — e ≥ f ≤ g ≈ h"
    assert inline("x->y a--b --flag ---").replace("&gt;", ">") == "x->y a--b --flag ---"
    assert inline("`a -> b`") == "<code>a -&gt; b</code>"


# Labels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "- x",
        "* x",
        "+ x",
        "# x",
        "1. x",
        "1) x",
        "> x",
        "| a |\n|---|\n| b |",
        "x\n===",
        "---",
        "    x",
        "- [ ] x",
        "a\n\nb",
        "[a]: /b",
        "<b>x</b>",
    ],
)
def test_a_label_has_no_blocks(text):
    shown = inline(text).replace("&gt;", ">").replace("&lt;", "<")

    assert shown.strip() == text.strip()


def test_a_label_has_what_stands_in_a_line():
    assert inline("**b** *i* ~~s~~ `c`") == (
        "<strong>b</strong> <em>i</em> <del>s</del> <code>c</code>"
    )
    assert inline("```\nx\n```") == "<code>x</code>"


def test_a_plain_label_is_itself():
    for text in ("", "Add one", "42", "Zürich", "a & b", "3 < 4"):
        assert inline(text) == text.replace("&", "&amp;").replace("<", "&lt;")


# HTML -----------------------------------------------------------------------------------------


def test_html_is_text_unless_it_is_allowed():
    assert blocks("<b>x</b> <br>") == "<p>&lt;b&gt;x&lt;/b&gt; &lt;br&gt;</p>\n"
    assert blocks("<b>x</b> <br>", allow_html=True) == "<p><b>x</b> <br></p>\n"


def test_allowed_html_keeps_what_styles_and_draws_but_no_code():
    html = blocks(
        '<div class="c" id="i" style="color:red" onclick="x" data-x="y">a</div>'
        "<script>b</script><style>c</style><svg>d</svg><iframe>e</iframe><u>f</u>",
        allow_html=True,
    )

    assert html == (
        '<div class="c" id="i" data-anew-style="color:red" data-x="y">a</div>'
        '<anew-style data-css="c"></anew-style><svg>d</svg><u>f</u>'
    )


def test_markdown_goes_on_within_allowed_html():
    assert blocks("<div>\n\n# :red[x]\n\n</div>", allow_html=True).startswith(
        '<div>\n<h1 id="x"><span class="stMarkdownColoredText is-red">x</span>'
    )


def test_links_of_allowed_html_open_elsewhere_too():
    assert blocks("<a href='https://a.b' title='<a x=\" y'>x</a>", allow_html=True) == (
        f'<p><a target="_blank" href="https://a.b" title="&lt;a x=&quot; y" {LINK}>x</a></p>\n'
    )
    assert blocks("<a href=/a target=_top rel=opener>x</a>", allow_html=True) == (
        f'<p><a href="/a" {LINK}>x</a></p>\n'
    )


def test_an_input_of_allowed_html_takes_no_input():
    html = blocks("<input type=password name=p value=v>", allow_html=True)

    assert set(re.findall(r'[a-z]+="[^"]*"', html)) == {'type="checkbox"', 'disabled=""'}


# Code -----------------------------------------------------------------------------------------


def test_code_is_coloured_by_its_language():
    assert code("def f():\n    return 'a'  # b") == (
        '<span class="k">def</span> <span class="nf">f</span>():\n'
        '    <span class="k">return</span> <span class="s">\'a\'</span>  '
        '<span class="c"># b</span>'
    )
    assert code("SELECT 1", "SQL") == '<span class="k">SELECT</span> <span class="m">1</span>'


def test_code_without_a_language_is_plain():
    for language in (None, "", "nosuch", "text"):
        assert code("if x < 1:", language) == "if x &lt; 1:"


def test_code_from_windows_is_coloured_too():
    assert code("x = 1\r\ny = 2\r\n") == code("x = 1\ny = 2\n")


def test_no_colour_goes_over_the_end_of_a_line():
    for line in code('"""a\n\nb"""\n\nx = """c\n"""').split("\n"):
        assert line.count("<span") == line.count("</span>")


LANGUAGES = ["python", "json", "html", "sql", "bash", "console", "pycon", "diff", "js", "yaml", "c"]


@settings(deadline=None, max_examples=300)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))
    | st.lists(st.sampled_from([*PIECES, "def f(x):\n", "$ ls\n", ">>> 1\n", "+a\n"])).map("".join),
    st.sampled_from(LANGUAGES),
)
def test_colours_change_no_character(source, language):
    source = source.replace("\x00", "")

    assert text_of(code(source, language)) == source


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("x = 1\n" * 30_000, "python"),
        ("1" * 3_000, "python"),
        ("1" + "\t" * 300 + "1", "easytrieve"),
        ("{{ 1 }}\n" * 1_000, "css+jinja"),
    ],
)
def test_too_much_code_is_plain(source, language):
    assert "<span" in highlighted(source[:200], language)
    assert highlighted(source, language) == source


# Style sheets ---------------------------------------------------------------------------------


def test_every_class_of_code_has_a_style():
    rules = (STYLES / "code.css").read_text("utf-8")

    for name in set(_CLASSES.values()) - {"o"}:  # Operators look like text.
        assert re.search(rf"\.{name}\b", rules), name


def test_every_class_of_a_directive_has_a_style():
    rules = (STYLES / "markup.css").read_text("utf-8")

    for name in {name for names in CLASSES.values() for name in names.split()}:
        assert f".{name}" in rules, name


def test_the_name_of_a_heading_in_markdown_has_neither_icons_nor_tags():
    assert 'id="in-words"' in blocks("# :material/home: In *words* :smile:")
    assert 'id="b"' in blocks("# <b>B</b>", allow_html=True)
