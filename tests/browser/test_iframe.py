"""Frames with documents: an author's HTML, files, pages elsewhere."""

from __future__ import annotations

from browser.chromium import settled, texts, until
from browser.elsewhere import serving_folder
from playwright.sync_api import expect


def test_html_runs_its_scripts_and_has_room_for_its_content(open_app):
    page = open_app("""
        import anew as st

        if st.checkbox("More"):
            st.text("above")
        st.iframe("<p id=p style='height: 200px; margin: 0'></p><script>p.append(self.origin)</script>")
        st.iframe("<!doctype html><html><body style='margin: 0'><b>short</b>", width="content", alt="B")
    """)
    first, second = (page.get_by_test_id("stIFrame").nth(at) for at in (0, 1))
    expect(first.content_frame.locator("p")).to_have_text("null")
    expect(first).to_have_css("height", "216px")  # With the margins of its body.
    expect(first).to_have_attribute("title", "st.iframe")
    expect(page.get_by_title("B")).to_be_visible()
    expect(second.content_frame.locator("b")).to_be_visible()
    until(page, lambda: second.evaluate("(frame) => frame.offsetWidth"), lambda width: width < 60)
    inner = first.element_handle().content_frame()
    inner.evaluate("window.mark = 1")
    page.get_by_text("More").click()
    expect(texts(page)).to_have_text(["above"])
    assert inner.evaluate("window.mark") == 1
    inner.evaluate("p.style.height = '300px'")
    expect(first).to_have_css("height", "316px")


def test_older_commands_have_a_fixed_height(open_app):
    page = open_app("""
        import anew as st
        from anew.components.v1 import html

        st.text("above")
        html("<script>document.title = 1</script>", height=0)
        st.text("below")
        html("<p>Hello")
        html("<p>Hello", width=100, height=70)
    """)
    frames = page.get_by_test_id("stIFrame")

    def gap():
        above, below = (texts(page).nth(at).bounding_box() for at in (0, 1))
        return below["y"] - (above["y"] + above["height"])

    until(page, gap, 16)
    expect(frames.nth(1)).to_have_css("height", "150px")
    assert frames.nth(2).bounding_box()["width"] == 100
    assert frames.nth(2).bounding_box()["height"] == 70


def test_a_trusted_frame_reaches_the_page(open_app):
    """As many a snippet does, to press a button."""
    page = open_app(
        """
        import anew as st
        from anew.components.v1 import html

        st.text(st.button("Press"))
        html("<script>setTimeout(() => parent.document.querySelector('.stButton button').click(), 50)"
             "</script>", height=0)
        """,
        component__trusted=("html",),
    )
    expect(texts(page)).to_have_text(["True"])
    settled(page)


def test_a_page_elsewhere_is_shown_and_the_policy_of_the_page_stays(open_app, tmp_path):
    (tmp_path / "page.html").write_text("<p id='p'>elsewhere</p><script>p.append(origin)</script>")
    with serving_folder(tmp_path) as other:
        show_elsewhere(open_app, other)


def show_elsewhere(open_app, other):
    page = open_app(f"""
        import anew as st

        st.iframe("{other}/page.html", height=200)
        st.iframe("data:text/html,<p>data</p>")
        st.iframe("/healthz", height=50)
    """)
    frames = page.get_by_test_id("stIFrame")
    expect(frames.nth(0).content_frame.locator("iframe").content_frame.locator("p")).to_have_text(
        f"elsewhere{other}"
    )
    expect(frames.nth(1).content_frame.locator("iframe").content_frame.locator("p")).to_have_text(
        "data"
    )
    expect(frames.nth(1)).to_have_css("height", "400px")
    expect(frames.nth(2).content_frame.locator("body")).to_have_text("ok")
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "frame-src 'self';" in policy
