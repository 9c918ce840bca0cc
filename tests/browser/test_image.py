"""Pictures."""

from __future__ import annotations

from browser.chromium import until
from playwright.sync_api import expect

PICTURES = """
    import anew as st

    SVG = ("<svg xmlns='http://www.w3.org/2000/svg' width='120' height='60'>"
           "<rect width='120' height='60' fill='{}'/><script>alert(1)</script></svg>")
    st.image(SVG.format("red"), caption="A *red* one")
    st.image(SVG.format("green"), width=300, alt="Green")
    st.image(SVG.format("blue"), width="stretch", link="https://example.org/")
    st.image([SVG.format(color) for color in ("red", "green", "blue")], ["r", "g", "b"], width=90)
    st.set_page_config(page_icon=SVG.format("red"))
"""
IS_LOADED = "img => img.complete && img.naturalWidth > 0"


def test_pictures_have_captions_and_sizes(open_app):
    page = open_app(PICTURES)
    first, second, third, row = page.get_by_test_id("stImage").all()
    picture = first.locator("img[src^='/media']")
    expect(picture).to_have_attribute("alt", "A red one")
    expect(first.get_by_test_id("stImageCaption").locator("em")).to_have_text("red")
    page.wait_for_function("() => [...document.images].every((img) => img.complete)")
    assert all(img.evaluate(IS_LOADED) for img in page.locator("img").all())
    assert picture.bounding_box()["width"] == 120
    assert second.locator("img").bounding_box()["width"] == 300
    room = page.get_by_test_id("stVerticalBlock").first.bounding_box()["width"]
    assert third.locator("img").bounding_box()["width"] == room
    link = third.get_by_role("link", name="https://example.org/")
    expect(link).to_have_attribute("href", "https://example.org/")
    assert [img.bounding_box()["width"] for img in row.locator("img").all()] == [90, 90, 90]
    expect(row.get_by_test_id("stImageCaption")).to_have_text(["r", "g", "b"])
    assert len({img.bounding_box()["y"] for img in row.locator("img").all()}) == 1
    assert "/media/" in page.locator("link[rel=icon]").get_attribute("href")


def test_pictures_are_no_wider_than_a_phone(open_on_phone):
    page = open_on_phone("""
        import anew as st

        svg = "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='60'/>"
        st.image(svg)
        st.image(svg, width=600)
    """)
    page.wait_for_function("() => [...document.images].every((img) => img.complete)")
    for img in page.locator("img").all():
        box = img.bounding_box()
        assert box["x"] + box["width"] <= 390


def test_a_picture_of_another_machine_is_asked_for(open_app, complaints):
    complaints.allow(r"pictures\.invalid|ERR_NAME_NOT_RESOLVED")
    page = open_app("""
        import anew as st

        st.image("http://pictures.invalid/a.png", alt="Away")
    """)
    expect(page.get_by_test_id("stImage")).to_have_text("This picture could not be loaded: Away")
    assert "http://pictures.invalid/a.png" in complaints.addresses


def test_a_picture_that_cannot_be_loaded_says_so(open_app, complaints):
    complaints.allow("404")
    page = open_app("""
        import anew as st

        st.image("http://127.0.0.1:" + st.context.headers["host"].split(":")[1] + "/media/no.png",
                 alt="A boat", width=200)
        st.markdown("![A ship](/media/no.png)")
    """)
    picture = page.get_by_test_id("stImage")
    expect(picture).to_have_text("This picture could not be loaded: A boat")
    expect(picture.locator("img")).to_have_count(0)
    expect(page.get_by_role("img", name="A ship")).to_be_visible()


def test_a_picture_can_fill_the_window(open_app):
    page = open_app("""
        import anew as st

        svg = "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='60'><rect width='99' height='9'/></svg>"
        st.columns(3)[1].image(svg, alt="Bar")
        st.button("Below")
    """)
    picture = page.get_by_role("img", name="Bar")
    frame = page.get_by_test_id("stFullScreenFrame")
    page.wait_for_function(IS_LOADED, arg=picture.element_handle())
    own = picture.bounding_box()
    picture.hover()
    frame.get_by_role("button", name="Fullscreen").click()
    until(page, frame.bounding_box, {"x": 0, "y": 0, "width": 1280, "height": 800})
    until(page, lambda: picture.bounding_box()["width"], lambda width: width > 2 * own["width"])
    page.keyboard.press("Escape")
    expect(frame).to_have_attribute("data-full", "false")
    page.mouse.move(0, 0)
    until(page, picture.bounding_box, own)

    frame.get_by_role("button", name="Fullscreen").focus()  # By keyboard alone.
    page.keyboard.press("Enter")
    until(page, lambda: frame.bounding_box()["width"], 1280)
    frame.get_by_role("button", name="Close fullscreen").press("Enter")
    until(page, picture.bounding_box, own)


SQUARE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='900' height='900'>"
    b"<rect width='900' height='900' fill='teal'/></svg>"
)


def test_a_text_shows_pictures_of_other_machines(serve, context, complaints):
    complaints.allow(r"pictures\.invalid|ERR_FAILED")
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    asked = []

    def answer(route):
        asked.append((route.request.url, route.request.all_headers()))
        if "lost" in route.request.url:
            return route.abort()
        return route.fulfill(body=SQUARE, content_type="image/svg+xml")

    page.route("http://pictures.invalid/**", answer)
    page.goto(
        serve("""
            import anew as st

            st.markdown("![Wide](http://pictures.invalid/wide)")
            st.markdown("<img alt='Own' width=600 src='http://pictures.invalid/own'>", True)
            st.button("![In a label](http://pictures.invalid/label) Go")
            st.markdown("![Not there](http://pictures.invalid/lost)")
            st.container(height=20_000, border=False)
            st.markdown("![Far](http://pictures.invalid/far)")
        """)
    )
    for name in ("Wide", "Own"):
        picture = page.get_by_role("img", name=name, exact=True)
        picture.scroll_into_view_if_needed()
        page.wait_for_function(IS_LOADED, arg=picture.element_handle())
        box = picture.bounding_box()
        assert box["x"] + box["width"] <= 390
        assert box["width"] == box["height"] > 300
    label = page.get_by_role("button", name="In a label Go").get_by_role("img")
    label.scroll_into_view_if_needed()
    page.wait_for_function(IS_LOADED, arg=label.element_handle())
    assert label.bounding_box()["height"] <= 24
    expect(page.get_by_role("img", name="Not there")).to_be_visible()
    addresses = [address.rpartition("/")[2] for address, _ in asked]
    assert sorted(addresses) == ["label", "lost", "own", "wide"]
    assert not any({"referer", "cookie"} & headers.keys() for _, headers in asked)
