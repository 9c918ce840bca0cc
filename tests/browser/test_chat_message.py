"""Messages of a conversation."""

from __future__ import annotations

from playwright.sync_api import expect


def test_each_author_has_a_sign(open_app):
    page = open_app("""
        import anew as st

        st.chat_message("user").text("one")
        st.chat_message("ai").text("two")
        st.chat_message("ada").text("three")
        st.chat_message("user", avatar="🥨").text("four")
        st.chat_message("user", avatar=b"<svg xmlns='http://www.w3.org/2000/svg'/>").text("five")
    """)
    messages = page.get_by_test_id("stChatMessage")
    expect(messages).to_have_text(["one", "two", "Athree", "🥨four", "five"])
    expect(messages.nth(0).get_by_test_id("stChatMessageAvatarUser")).to_be_visible()
    expect(messages.nth(1).get_by_test_id("stChatMessageAvatarAssistant")).to_be_visible()
    expect(messages.nth(3).get_by_test_id("stChatMessageAvatarCustom")).to_be_visible()
    picture = messages.nth(4).locator("img")
    assert picture.evaluate("(image) => image.decode().then(() => image.complete)")
    expect(page.get_by_role("group", name="Chat message from ada")).to_have_text("three")
