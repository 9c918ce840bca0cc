"""The logo of the app: in the sidebar, or in the header where that is closed or missing."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

BAKERY = """
    import anew as st

    st.logo(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 30'><path d='M0 0h90v30z'/></svg>",
        size="large",
        link="https://example.org",
        icon_image=":material/home:",
    )
    if st.checkbox("Sidebar", True):
        st.sidebar.text("in the sidebar")
"""


def test_it_is_in_the_sidebar_and_moves_to_the_header(open_app):
    page = open_app(BAKERY)
    link = page.get_by_test_id("stSidebarHeader").get_by_test_id("stLogoLink")
    picture = link.get_by_role("img", name="Logo")
    expect(link).to_have_attribute("href", "https://example.org")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(page.get_by_test_id("stSidebarLogo")).to_have_css("height", "32px")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth > 0)")

    button(page, "Close the sidebar").click()
    header = page.get_by_test_id("stHeader").get_by_test_id("stHeaderLogo")
    expect(header).to_have_text("home")
    expect(page.get_by_test_id("stSidebarLogo")).to_have_count(0)

    button(page, "Open the sidebar").click()
    expect(picture).to_be_visible()
    expect(header).to_have_count(0)

    page.get_by_role("checkbox").uncheck()
    expect(header).to_be_visible()
    expect(settled(page).get_by_test_id("stLogoLink")).to_have_count(1)


def test_it_stays_while_a_run_has_not_come_to_it(open_app):
    page = open_app("""
        import anew as st
        from browser import stage

        clicked = st.button("Go")
        st.text(f"before {clicked}")
        if clicked:
            stage.wait("held")
        st.logo("🥐")
    """)
    logo = page.get_by_test_id("stHeaderLogo")
    expect(logo).to_have_text("🥐")

    button(page, "Go").click()
    expect(texts(page)).to_have_text(["before True"])
    expect(logo).to_have_text("🥐")
    stage.open_gate("held")

    settled(page)
    expect(logo).to_have_text("🥐")


def test_on_a_phone_there_is_room_for_it(open_on_phone):
    page = open_on_phone(BAKERY.replace("9 0 30", "900 30"))

    page.get_by_test_id("stHeaderLogo").evaluate("one => one.decode?.()")
    box = page.get_by_test_id("stHeaderLogo").bounding_box()
    assert box["x"] + box["width"] < page.get_by_test_id("stMainMenuButton").bounding_box()["x"]
