"""Style sheets in an author's HTML: what of them reaches the page."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from elements.rendered import blocks

from anew.elements.markup import sheets
from anew.elements.markup.rendering import MAX_CHARACTERS
from anew.elements.markup.sheets import with_carried_sheets


def styled(source):
    return blocks(source, allow_html=True)


def sheets_of(source):
    return [unescape(css) for css in re.findall(r'data-css="([^"]*)"', styled(source))]


@pytest.fixture(autouse=True)
def untold():
    """Each test is told anew what is told once."""
    sheets._warn.cache_clear()


def test_a_sheet_comes_as_it_was_written():
    css = '\n.a > .b::before { content: "<&\\"" }\n\n* { margin: 0 }\n    _x_ { y: z }\n'

    assert sheets_of(f"<style>{css}</style>") == [css]
    assert sheets_of(f"Hello\n\n<STYLE type='text/css'>{css}</STYLE >\n\n# There") == [css]


def test_sheets_keep_their_order_and_their_places():
    html = styled("<style>a{}</style>\n<style>b{}</style>\n\nHi\n\n<style>c{}</style>")

    assert re.findall(r"data-css=\"(.)|<p>(Hi)", html) == [
        ("a", ""), ("b", ""), ("", "Hi"), ("c", ""),
    ]  # fmt: skip


def test_only_a_sheet_that_stands_alone_takes_no_room():
    assert "data-alone" in styled("\n<style>a{}</style>\n\n<style>b{}</style>\n")
    assert "data-alone" not in styled("<style>a{}</style>\nHi")
    assert "data-alone" not in styled("<style>a{}</style><br>")


def test_without_html_a_style_element_is_text():
    assert "anew-style" not in blocks("<style>a{}</style>")


def test_a_style_element_in_code_is_code():
    assert sheets_of("```html\n<style>a{}</style>\n```") == []
    assert sheets_of("`<style>a{}</style>`") == []
    assert sheets_of("Hi\n\n    <style>a{}</style>") == []
    assert sheets_of("<!-- <style>a{}</style> -->") == []


def test_a_sheet_that_is_not_closed_goes_on_to_the_end():
    assert sheets_of("<style>a{}\n\nb{}") == ["a{}\n\nb{}"]


@pytest.mark.parametrize(
    "address",
    [
        "url('https://fonts.example/css2?family=Inter:wght@400;500&display=swap')",
        'url("https://fonts.example/a(b).css")',
        "url(https://fonts.example/css2?family=Inter:wght@400;500)",
        "'https://fonts.example/a;b.css' screen",
    ],
)
def test_what_a_sheet_imports_is_left_out_and_told_once(address, caplog):
    css = f"/* fonts */\n@import {address};\n@import {address};\na{{}}"

    assert [css.split() for css in sheets_of(f"<style>{css}</style>")] == [
        ["/*", "fonts", "*/", "a{}"]
    ]
    assert [record.getMessage() for record in caplog.records] == [
        (
            "The @import of a style sheet was ignored: the page does not load style sheets of other "
            "sites. Copy its rules into the sheet. For a font, set the option theme.font to "
            '"Inter:https://…", or use @font-face with an https URL.'
        )
    ]


def test_old_names_of_elements_are_those_of_today():
    css = '[data-testid="column"]:hover, div[data-testid^=baseButton-primary] > p, [data-x="column"]{}'

    assert sheets_of(f"<style>{css}</style>") == [
        (
            '[data-testid="stColumn"]:hover, div[data-testid^=stBaseButton-primary] > p, '
            '[data-x="column"]{}'
        )
    ]


def test_classes_of_authors_are_not_those_of_the_page():
    html = styled(
        """<style>.tag, a.tag:hover > .tag-x { b: url(x.tag); c: ".tag" } /* .tag */</style>

        <b class="tag card stButton">x</b>""".replace("        ", "")
    )

    assert unescape(re.findall(r'data-css="([^"]*)"', html)[0]) == (
        '.own-tag, a.own-tag:hover > .tag-x { b: url(x.tag); c: ".tag" } /* .tag */'
    )
    assert '<b class="own-tag card stButton">' in html


def test_classes_of_the_page_are_known_as_its_own_but_not_those_of_streamlit():
    own = sheets.OWN_CLASSES

    assert {"button", "tag", "input-box"} <= own
    assert own.isdisjoint({"stButton", "block-container", "main", "is-red"})


def test_a_sheet_may_be_longer_than_a_text():
    picture = "A" * (MAX_CHARACTERS + 1)

    assert sheets_of(f"<style>a{{b:url(data:image/png;base64,{picture})}}</style>\n\nHi") == [
        f"a{{b:url(data:image/png;base64,{picture})}}"
    ]


def test_a_sheet_that_is_far_too_long_is_left_out_and_told(caplog):
    html = styled(f"<style>{'a' * (sheets.MAX_CHARACTERS + 1)}</style>\n\nHi")

    assert html == "<p>Hi</p>\n"
    assert [record.getMessage() for record in caplog.records] == [
        (
            "A style sheet of 4,000,001 characters was ignored; at most 4,000,000 are allowed. "
            "Serve its images and fonts as files (server.enableStaticServing)."
        )
    ]


def test_styles_of_elements_travel_under_another_name():
    assert styled('<b style="color:red;content:\'&quot;>\'" title=\' style="x\'>style="y"</b>') == (
        "<p><b data-anew-style=\"color:red;content:'&quot;&gt;'\" "
        'title=" style=&quot;x">style="y"</b></p>\n'
    )
    assert styled("<b data-anew-style=x data-anew-y=z data-y=z>t</b>") == (
        '<p><b data-y="z">t</b></p>\n'
    )


def test_a_picture_in_svg_keeps_its_shapes_and_names_only_what_is_in_the_page():
    html = styled(
        '<svg viewBox="0 0 9 9" xmlns:xlink="x"><defs><linearGradient id="g"><stop offset="0" '
        'stop-color="red"/></linearGradient></defs><path d="M0 0" fill="url(#g)" '
        'stroke="url(https://x/y)" onclick="z"/><use href="#g"/><use xlink:href="/x#g"/>'
        "<foreignObject><p>no</p></foreignObject><animate attributeName='x'/></svg>"
    )

    assert html == (
        '<p><svg viewBox="0 0 9 9"><defs><linearGradient id="g"><stop offset="0" '
        'stop-color="red"></stop></linearGradient></defs><path d="M0 0" fill="url(#g)"></path>'
        '<use href="#g"></use><use></use></svg></p>\n'
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        ".tag",
        '"\\"',
        "'",
        "url(",
        "<style ",
        "<style>",
        "<style></style",
        "<!--",
        "@import url(",
        "/*",
    ],
)
def test_no_sheet_takes_longer_the_longer_it_is(unit):
    """What has twice the length takes about twice the time, not four times."""

    def seconds(count):
        html = "<style>" + unit * count
        started = time.thread_time()
        with_carried_sheets(html)
        return time.thread_time() - started

    seconds(1_000)
    assert (
        min(seconds(80_000) for _ in range(3)) < 16 * min(seconds(10_000) for _ in range(3)) + 0.05
    )
