"""What explains a field says which one."""

from __future__ import annotations

from browser.chromium import button
from playwright.sync_api import expect


def test_each_help_button_names_what_it_is_for(open_app):
    page = open_app("""
        import anew as st

        st.title("Survey", help="x")
        st.text_input("Your *name*", help="x")
        st.slider("Age", help="x", label_visibility="hidden")
        st.checkbox("Agree", help="x")
        st.metric("Score", 1, help="x")
        st.expander("More").caption("small", help="x")
        st.radio("Sure?", ["yes"], help="x", label_visibility="collapsed")
    """)
    for name in ("Survey", "Your name", "Agree", "Score"):
        expect(button(page, f"Help for {name}")).to_be_visible()
    page.get_by_text("More").click()
    expect(button(page, "Help for this text")).to_be_visible()
    expect(page.get_by_role("heading", name="Survey")).to_have_text("Survey")
