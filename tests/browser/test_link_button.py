"""Links that look like buttons."""

from __future__ import annotations

from browser.chromium import texts
from playwright.sync_api import expect


def test_a_click_opens_the_address_in_a_new_tab(open_app):
    page = open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text(st.session_state.runs)
        st.link_button("Read on", "about:blank#ignored", help="More of it.")
        st.text(st.link_button("Tell", "about:blank#told", on_click="rerun", type="primary"))
        st.link_button("Locked", "about:blank", disabled=True)
    """)
    link = page.get_by_role("link", name="Read on")
    expect(page.get_by_test_id("stLinkButton").locator("a[href][target=_blank]")).to_have_count(2)
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    with page.context.expect_page() as opened:
        link.click()
    opened.value.close()
    expect(texts(page)).to_have_text(["1", "False"])
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Tell").focus()
        page.keyboard.press("Enter")
    opened.value.close()
    expect(texts(page)).to_have_text(["2", "True"])
    locked = page.get_by_role("link", name="Locked")
    expect(locked).to_have_attribute("aria-disabled", "true")
    assert locked.get_attribute("href") is None
