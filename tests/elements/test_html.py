from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.html import Html
from anew.elements.markup import MAX_HTML_CHARACTERS, OwnHtml


def shown(tab, body, **options):
    tab.run(lambda: st.html(body, **options))
    return tab.element.body.to_wire()


def test_html_is_shown_without_what_could_run(tab):
    html = "<p onclick='a()'>One</p><script>b()</script><a href='javascript:c()'>two</a>"

    assert shown(tab, html) == '<p>One</p><a rel="noopener noreferrer nofollow">two</a>'


def test_markdown_in_it_is_text(tab):
    assert shown(tab, "**x**\n\n# y") == "**x**\n\n# y"


def test_styles_are_left_to_the_browser_to_apply(tab):
    assert shown(tab, "<p style='color: red'>x</p>") == '<p data-anew-style="color: red">x</p>'


def test_a_style_sheet_alone_takes_up_no_space(tab):
    assert shown(tab, "<style>p { color: red }</style>").startswith("<anew-style data-alone ")


def test_a_path_is_a_file(tab, tmp_path):
    page, sheet = tmp_path / "page.html", tmp_path / "sheet.CSS"
    page.write_text("<b>Hi</b>")
    sheet.write_text("p > b { color: red }")

    assert shown(tab, page) == "<b>Hi</b>"
    assert 'data-css="p &gt; b { color: red }"' in shown(tab, sheet)


def test_a_string_is_never_a_file(tab, tmp_path, monkeypatch, caplog):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<b>Hi</b>")

    assert shown(tab, "page.html") == "page.html"
    assert "Pass Path('page.html')" in caplog.text


def test_an_object_makes_html_of_itself(tab):
    class Table:
        def _repr_html_(self):
            return "<i>1</i>"

    assert shown(tab, Table(), width="content") == "<i>1</i>"
    assert tab.element == Html(body=OwnHtml("<i>1</i>"), width="content")


def test_what_would_take_long_to_sanitize_is_shown_as_text(tab):
    assert shown(tab, "<b>" * 10_001).startswith("<pre>&lt;b&gt;")


def test_it_asks_for_javascript_in_vain(tab):
    refusal = (
        "html: it has scripts, which unsafe_allow_javascript=True asks to run, and anew runs none "
        "in the page that stand in HTML. Show it with st.iframe(...), where they run in a frame of "
        "their own, or make a component (st.components.v2.component) of them."
    )
    for html in ("<script>a()</script>", "<p\nonclick = 'a()'>x</p>"):
        with refused(st.errors.NotAvailableError, refusal):
            tab.run(lambda html=html: st.html(html, unsafe_allow_javascript=True))
    assert shown(tab, "<p>No script: on = 1</p>", unsafe_allow_javascript=True)


def test_nothing_too_much_and_no_file_are_refused(tab, tmp_path):
    with refused(
        st.errors.MissingRequiredParameterError,
        "html: body is empty, so there is nothing to show. Pass HTML.",
    ):
        tab.run(lambda: st.html(" \n"))
    with pytest.raises(st.errors.InvalidParameterValueError, match="at most 4,000,000"):
        tab.run(lambda: st.html("x" * (MAX_HTML_CHARACTERS + 1)))
    with pytest.raises(st.errors.InvalidParameterValueError, match="cannot be read"):
        tab.run(lambda: st.html(tmp_path / "none.html"))
