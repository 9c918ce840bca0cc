"""Conversations, as a test of an app sees them."""

from __future__ import annotations

from rules.apps import app


def test_messages_are_parts_of_the_page() -> None:
    at = app("""
        st.chat_message("user").markdown("Hello")
        with st.chat_message("Ada", avatar="🥨"):
            st.markdown("Good day")
            st.text("!")
    """)

    one, two = at.chat_message
    assert (one.name, one.avatar, one.markdown[0].value) == ("user", "", "Hello")
    assert (two.name, two.avatar, two.text[0].value) == ("Ada", "🥨", "!")


def test_a_status_tells_its_state() -> None:
    at = app("""
        with st.status("Baking") as steps:
            st.text("Mixing")
            steps.update(label="Baked")
        st.status("Selling", state="error")
        st.status("Closing")
    """)

    assert [one.state for one in at.status] == ["complete", "error", "running"]
    assert [one.icon for one in at.status] == [":material/check:", ":material/error:", "spinner"]
    assert at.status[0].label == "Baked"
    assert at.status[0].text[0].value == "Mixing"
