"""Secrets that are changed, and what a real browser tells of itself."""

from __future__ import annotations

from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def test_r132_a_change_of_the_secrets_shows_at_once(open_app, tmp_path):
    page = open_app("""
        import anew as st

        st.text(st.secrets.get("token", "none") if st.secrets.load_if_toml_exists() else "no file")
    """)
    expect(texts(page)).to_have_text(["no file"])
    folder = tmp_path / "app-1" / ".anew"

    folder.mkdir(exist_ok=True)  # The store of sessions may have made it.
    (folder / "secrets.toml").write_text("token = 'new'")

    expect(texts(page)).to_have_text(["new"])


def test_the_browser_tells_of_itself(serve, browse):
    page = browse(
        locale="de-DE", timezone_id="Asia/Tokyo", color_scheme="dark", user_agent="A browser"
    ).new_page()
    url = serve("""
        import anew as st

        c = st.context
        for part in (c.locale, c.timezone, c.timezone_offset, c.theme.type, c.is_embedded,
                     c.headers["user-agent"], c.url, c.cookies.to_dict()):
            st.text(part)
    """)
    page.goto(url + "/?a=1#b")
    settled(page)

    expect(texts(page)).to_have_text(
        ["de-DE", "Asia/Tokyo", "-540", "dark", "False", "A browser", f"{url}/", "{}"]
    )


def test_a_script_chooses_what_the_menu_offers(open_app):
    page = open_app("""
        import anew as st

        if st.button("Less"):
            st.set_option("client.toolbarMode", "viewer")
    """)
    menu = page.get_by_test_id("stMainMenu").get_by_role("button")
    menu.click()
    expect(page.get_by_text("Clear cache")).to_be_visible()
    page.keyboard.press("Escape")

    button(page, "Less").click()
    settled(page)
    menu.click()

    expect(page.get_by_text("Print")).to_be_visible()
    expect(page.get_by_text("Clear cache")).not_to_be_attached()
