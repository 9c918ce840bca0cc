"""What is only read: headings, Markdown, text, code, data, alerts, errors."""

from __future__ import annotations

import re

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def test_headings_have_their_level_and_an_anchor(open_app):
    page = open_app("""
        import anew as st

        st.title("The title")
        st.header("A *header*", anchor="own", divider="blue", help="What it is about.")
        st.subheader("Below it", anchor=False)
        for n in range(40):
            st.text(n)
        st.subheader("Far down")
    """)
    heading = page.get_by_test_id("stHeading")
    for level, (name, anchor) in enumerate([("The title", "the-title"), ("A header", "own")], 1):
        one = heading.locator(f"h{level}")
        expect(one).to_contain_text(name)
        expect(one).to_have_id(anchor)
        expect(one.get_by_test_id("stHeaderActionElements").locator("a")).to_have_attribute(
            "href", f"#{anchor}"
        )
    expect(page.get_by_role("heading", level=2).locator("em")).to_have_text("header")
    below = heading.locator("h3").first
    expect(below).to_have_text("Below it")
    expect(below).not_to_have_attribute("id", "below-it")
    expect(below.get_by_role("link")).to_have_count(0)
    far = page.locator("#far-down")
    expect(far).not_to_be_in_viewport()
    page.goto(f"{page.url}#far-down")
    far.hover()
    far.get_by_role("link").click()
    expect(far).to_be_in_viewport()
    expect(page).to_have_url(re.compile("#far-down$"))


def test_a_link_with_an_anchor_leads_there_at_once(serve, context):
    page = context.new_page()
    page.goto(
        serve("""
            import anew as st

            for n in range(60):
                st.text(n)
            st.header("Far down")
        """)
        + "#far-down"
    )
    settled(page)
    expect(page.locator("#far-down")).to_be_in_viewport()


def test_a_footnote_leads_to_its_note_and_back(open_app):
    page = open_app("""
        import anew as st

        st.markdown("Said[^1].\\n" + "\\nLine.\\n" * 60 + "\\n[^1]: By whom.")
    """)
    page.get_by_role("link", name="Note 1").click()
    expect(page.get_by_role("region", name="Footnotes")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the text").click()
    expect(page.get_by_text("Said")).to_be_in_viewport()


def test_markdown_is_drawn(open_app):
    page = open_app('''
        import anew as st

        st.markdown("""
        Some **bold**, *slanted*, ~~struck~~, `code`, :red[red] and a [link](https://example.org).

        - one
        - two

        | a | b |
        | - | - |
        | 1 | 2 |

        > said

        ```python
        x = 1
        ```
        """)
    ''')
    body = page.get_by_test_id("stMarkdown").get_by_test_id("stMarkdownContainer")
    for tag, text in [
        ("strong", "bold"),
        ("em", "slanted"),
        ("del, s", "struck"),
        ("p code", "code"),
        ("blockquote", "said"),
        ("pre code", "x = 1"),
        ("th >> nth=1", "b"),
        ("td >> nth=1", "2"),
        ("li >> nth=1", "two"),
    ]:
        expect(body.locator(tag)).to_contain_text(text)
    link = body.get_by_role("link", name="link")
    expect(link).to_have_attribute("href", "https://example.org")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    plain = body.evaluate("one => getComputedStyle(one).color")
    assert (
        body.get_by_text("red", exact=True).evaluate("one => getComputedStyle(one).color") != plain
    )


def test_html_is_shown_as_text_or_without_what_could_harm(open_app):
    page = open_app("""
        import anew as st

        bad = (
            "<b>bold</b><img src='data:,' onerror='document.title=1'>"
            "<script>document.title=2</script>"
        )
        st.markdown("plain " + bad)
        st.markdown("html " + bad + "<a href='javascript:alert(1)'>go</a>", unsafe_allow_html=True)
        st.markdown("[go](javascript:alert(1))")
    """)
    plain, html, link = page.get_by_test_id("stMarkdown").all()
    expect(plain.locator("b, img")).to_have_count(0)
    expect(plain).to_contain_text("<b>bold</b>")
    expect(html.locator("b")).to_have_text("bold")
    expect(html.locator("script, [onerror]")).to_have_count(0)
    expect(link).to_have_text("[go](javascript:alert(1))")
    assert "javascript" not in html.inner_html()
    assert page.title() == "app"


def test_text_and_captions_stand_as_they_are(open_app):
    page = open_app("""
        import anew as st

        st.text("a  **b**\\n<c>")
        st.caption("small *letters*", help="Help.")
    """)
    assert texts(page).evaluate("one => one.innerText") == "a  **b**\n<c>"
    caption = page.get_by_test_id("stCaptionContainer")
    expect(caption.locator("em")).to_have_text("letters")
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    assert caption.evaluate(size) < texts(page).evaluate(size)


def test_code_is_coloured_and_copied(open_app, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_app("""
        import anew as st

        st.code("def double(x):\\n    return 'twice ' * x  # text", language="python")
        st.code("a < b", language=None, line_numbers=True)
    """)
    python, plain = page.get_by_test_id("stCode").all()
    code = python.locator("pre code")
    expect(code).to_have_text("def double(x):\n    return 'twice ' * x  # text")
    colours = code.locator("span[class]").evaluate_all(
        "all => [...new Set(all.map(one => getComputedStyle(one).color))]"
    )
    assert len(colours) >= 3
    expect(code.locator("[style]")).to_have_count(0)
    python.hover()
    button(python, "Copy").click()
    expect(button(python, "Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "def double(x):\n    return 'twice ' * x  # text"
    expect(plain.locator(".line")).to_have_count(1)


def test_code_within_a_text_is_coloured_and_copied(open_app, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_app("""
        import anew as st

        count = st.number_input("Count", value=1, step=1)
        st.text(f"Count is {count}")
        st.info("```python\\ndef one():\\n    return 'a < b'\\n```")
        st.markdown("Before\\n\\n    four blanks\\n\\n```\\nlast\\n```")
        if count < 3:
            st.markdown(f"```\\nx = {max(count, 2)}\\n```")
        st.caption("Made up: <div class='stCode'><pre>no</pre></div>")
        st.markdown("No code: `st.code`", help="```\\nnever copied\\n```")
    """)
    python, blanks, last, changing = page.get_by_test_id("stCode").all()
    colours = python.locator("pre code span[class]").evaluate_all(
        "all => [...new Set(all.map(one => getComputedStyle(one).color))]"
    )
    assert len(colours) >= 2
    for code, text in (
        (python, "def one():\n    return 'a < b'"),
        (blanks, "four blanks"),
        (last, "last"),
        (changing, "x = 2"),
    ):
        expect(code.locator("pre code")).to_have_text(text)
        code.hover()
        expect(button(code, "Copy")).to_have_css("opacity", "1")
        button(code, "Copy").click()
        expect(button(code, "Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == text

    # It is the same button as long as the text is the same, and gone with it.
    kept = button(changing, re.compile("Cop")).element_handle()
    for count, buttons in ((2, 4), (3, 3)):
        page.get_by_role("spinbutton", name="Count").fill(str(count))
        page.get_by_role("spinbutton", name="Count").press("Enter")
        expect(page.get_by_text(f"Count is {count}")).to_be_visible()
        settled(page)
        assert kept.evaluate("one => one.isConnected") is (count < 3)
        expect(page.get_by_test_id("stCode").get_by_role("button")).to_have_count(buttons)

    # The keyboard comes to the code, which may have to be scrolled, and to its button.
    last.locator("pre").focus()
    page.keyboard.press("Tab")
    expect(button(last, re.compile("Cop"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(last, "Copied")).to_have_css("opacity", "1")
    assert page.evaluate("navigator.clipboard.readText()") == "last"

    page.get_by_test_id("stTooltipIcon").get_by_role("button").hover()
    tip = page.get_by_role("tooltip")
    expect(tip.locator("code")).to_have_text("never copied")
    expect(tip.get_by_role("button", include_hidden=True)).to_have_count(0)


def test_json_opens_and_closes(open_app, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_app("""
        import anew as st

        st.json({"name": "Ada", "tags": ["x", "y"], "big": 12345678901234567890, "none": None})
        st.json({"outer": {"inner": {"leaf": 1}}}, expanded=1)
    """)
    first, second = page.get_by_test_id("stJson").all()
    for text in ('"name": "Ada"', '"y"', "12345678901234567890", "null"):
        expect(first).to_contain_text(text)
    tags = first.locator("summary").filter(has_text="tags")
    tags.click()
    expect(first).to_contain_text("2 items")
    expect(first).not_to_contain_text('"y"')
    tags.press("Enter")
    expect(first).to_contain_text('"y"')
    expect(second).to_contain_text("outer")
    expect(second).not_to_contain_text("leaf")
    second.locator("summary").last.click()
    expect(second).to_contain_text("inner")
    button(first, "Copy").click()
    expect(button(first, "Copied")).to_be_attached()
    assert '"name"' in page.evaluate("navigator.clipboard.readText()")


def test_write_shows_each_thing_as_what_it_is(open_app):
    page = open_app('''
        import anew as st

        def documented(x):
            """Says what it is for."""

        def chunks():
            yield "grows "
            yield "in place"

        st.write("The *answer* is", 42, None)
        st.write({"a": [1]}, "and", [1, 2])
        st.write(ValueError("oh"))
        st.write(documented)
        st.write(chunks)
        st.write(st.session_state)
    ''')
    words = page.get_by_test_id("stMarkdown")
    expect(words.first).to_have_text("The answer is 42 None")
    expect(words.first.locator("em")).to_have_text("answer")
    expect(words.first.locator("code")).to_have_text(["42", "None"])
    expect(page.get_by_test_id("stJson")).to_have_count(3)
    expect(page.get_by_test_id("stException")).to_contain_text("ValueError: oh")
    expect(page.get_by_test_id("stHelp")).to_contain_text("documented(x)")
    expect(page.get_by_test_id("stHelpDoc")).to_have_text("Says what it is for.")
    expect(words.last).to_have_text("grows in place")


def test_bare_expressions_are_written(open_app):
    """R22, R134."""
    page = open_app("""
        import anew as st

        "**magic**"
        st.session_state["n"] = 5
        st.session_state
    """)
    expect(page.get_by_test_id("stMarkdown").locator("strong")).to_have_text("magic")
    expect(page.get_by_test_id("stJson")).to_contain_text('"n": 5')


def test_alerts_have_their_kind(open_app):
    page = open_app("""
        import anew as st

        st.success("It **went** well", icon="✅")
        st.info("Know this", title="For you")
        st.warning("Mind this")
        st.error("It failed")
    """)
    alerts = page.get_by_test_id("stAlert")
    expect(alerts).to_have_count(4)
    expect(page.get_by_test_id("stAlertContainer")).to_have_count(4)
    for kind, text in [
        ("Success", "It went well"),
        ("Info", "Know this"),
        ("Warning", "Mind this"),
        ("Error", "It failed"),
    ]:
        expect(page.get_by_test_id(f"stAlertContent{kind}")).to_contain_text(text)
    expect(alerts.first.locator("strong")).to_have_text("went")
    expect(alerts.first.get_by_test_id("stIconEmoji")).to_have_text("✅")
    expect(page.get_by_test_id("stAlertTitle")).to_have_text("For you")
    colours = page.get_by_test_id("stAlertContainer").evaluate_all(
        "all => [...new Set(all.map(one => getComputedStyle(one).backgroundColor))]"
    )
    assert len(colours) == 4


def test_an_exception_is_shown_and_the_script_goes_on(open_app):
    """R105."""
    page = open_app("""
        import anew as st

        try:
            {}["missing"]
        except KeyError as error:
            st.exception(error)
        st.text("went on")
        st.divider()
    """)
    shown = page.get_by_test_id("stException")
    expect(shown).to_contain_text("KeyError: 'missing'")
    expect(shown.get_by_test_id("stExceptionTraceRow")).to_contain_text('{}["missing"]')
    expect(texts(page)).to_have_text(["went on"])
    expect(page.get_by_role("separator")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_too_wide_scrolls_by_itself(browse, serve, width):
    page = browse(width=width).new_page()
    page.goto(
        serve("""
            import anew as st

            st.code("x" * 400)
            st.markdown("| " + "wide | " * 40 + "\\n|" + "-|" * 40 + "\\n|" + "cell |" * 40)
            st.text("w" * 400)
            st.markdown("m" * 400)
            st.title("t" * 100)
            st.button("b" * 200)
            st.error("e" * 400)
            st.exception(ValueError("v" * 400))
            st.json({"k" * 100: "v" * 300})
        """)
    )
    settled(page)
    root = page.locator("html")
    assert root.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert (
        page.get_by_test_id("stCode")
        .locator("pre")
        .evaluate(
            "one => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === 'auto'"
        )
    )


def test_a_bar_to_scroll_code_leaves_its_edge_as_it_is(open_app):
    """Some browsers draw the bar beside the code, in the page's colour if nothing else is said."""
    page = open_app("""
        import anew as st

        st.code("x = 1\\n" * 99, height=200)
    """)
    pre = page.get_by_test_id("stCode").locator("pre")
    colours = pre.evaluate("pre => getComputedStyle(pre).scrollbarColor")
    assert colours.endswith("rgba(0, 0, 0, 0)")
