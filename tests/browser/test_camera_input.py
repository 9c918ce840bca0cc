"""Photos that a user takes with the camera. That of this browser shows a clock."""

from __future__ import annotations

from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

CAMERA = """
    import anew as st

    photo = st.camera_input("Loaf", resolution="720p")
    st.text(f"{photo.name[-4:]} {photo.type} {photo.read(3).hex()}" if photo else "nothing")
"""
JPEG = ".jpg image/jpeg ffd8ff"
DENIED = (
    "This page may not use the camera. Allow it in the browser's settings for this page, then try "
    "again."
)


def view(page):
    return page.get_by_test_id("stCameraInputWebcamComponent")


def photo(page):
    return page.get_by_role("img", name="The photo")


def height_of(page) -> int:
    return photo(page).evaluate("async (img) => (await img.decode(), img.naturalHeight)")


def test_a_photo_is_taken_kept_and_cleared(open_app):
    page = open_app(CAMERA)
    take = button(page, "Take Photo")
    expect(take).to_be_enabled()
    expect(take).to_have_attribute("data-testid", "stCameraInputButton")
    take.click()
    expect(texts(page)).to_have_text(JPEG)
    expect(view(page)).to_have_count(0)
    assert height_of(page) == 720

    page.reload()
    settled(page)
    expect(texts(page)).to_have_text(JPEG)
    assert height_of(page) == 720
    expect(view(page)).to_have_count(0)

    clear = button(page, "Clear photo")
    clear.focus()
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text("nothing")
    expect(button(page, "Take Photo")).to_be_focused()
    expect(button(page, "Take Photo")).to_be_enabled()
    expect(photo(page)).to_have_count(0)


def test_there_may_be_another_camera(open_app):
    page = open_app(CAMERA)
    for camera in ("fake_device_0", "fake_device_1", "fake_device_0"):
        expect(view(page)).to_have_accessible_name(f"What {camera} sees")
        expect(button(page, "Take Photo")).to_be_enabled()
        button(page, "Switch camera").click()


def test_who_does_not_allow_it_is_told_and_can_try_again(open_strictly):
    page = open_strictly(CAMERA)
    expect(page.get_by_role("alert")).to_have_text(DENIED)

    page.evaluate("""() => {
        const { mediaDevices } = navigator;
        const ask = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = (wanted) => ((window.asked = wanted), ask(wanted));
    }""")
    button(page, "Try again").click()
    until(page, lambda: page.evaluate("() => !!window.asked"), True)
    expect(page.get_by_role("alert")).to_have_text(DENIED)


def test_a_camera_that_nobody_looks_at_is_off(open_app):
    page = open_app("""
        import anew as st

        one, other = st.tabs(["One", "Other"])
        with one:
            st.camera_input("Off", disabled=True)
        with other:
            st.camera_input("Loaf")
    """)
    expect(page.get_by_test_id("stCameraInput")).to_have_count(2)
    expect(page.locator("video")).to_have_count(0)

    page.get_by_role("tab", name="Other").click()
    expect(view(page)).to_be_visible()
    expect(page.locator("video")).to_have_count(1)
