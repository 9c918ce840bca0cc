"""Lines of text, as people type them."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def field(page, name="Name"):
    return page.get_by_role("textbox", name=name)


def hint(page):
    return page.get_by_test_id("InputInstructions")


@pytest.mark.parametrize("how", ["Enter", "Tab"])
def test_it_is_sent_at_enter_and_when_it_is_left(open_app, how):
    page = open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text(st.text_input("Name", "Ada"))
        st.text(st.session_state.runs)
    """)
    expect(field(page)).to_have_value("Ada")
    expect(hint(page)).not_to_be_attached()
    field(page).fill("Grace")
    expect(hint(page)).to_have_text("Press Enter to apply")
    expect(texts(page)).to_have_text(["Ada", "1"])
    page.keyboard.press(how)
    expect(texts(page)).to_have_text(["Grace", "2"])
    expect(hint(page)).to_have_text([""] if how == "Enter" else [])  # There with the focus.
    expect(field(page)).to_have_value("Grace")


def test_what_is_not_changed_is_not_sent(open_app):
    page = open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text_input("Name", "Ada")
        st.text(st.session_state.runs)
    """)
    field(page).press("Enter")
    field(page).fill("Adam")
    field(page).fill("Ada")
    page.keyboard.press("Tab")
    page.keyboard.press("r")
    settled(page)
    expect(texts(page)).to_have_text(["2"])


def test_the_number_of_characters_is_limited(open_app):
    page = open_app("""
        import anew as st

        st.text(st.text_input("Name", max_chars=5))
    """)
    expect(hint(page)).to_be_hidden()
    field(page).focus()
    expect(hint(page)).to_have_text("0/5")
    field(page).press_sequentially("abcdefgh")
    expect(field(page)).to_have_value("abcde")
    expect(hint(page)).to_have_text("Press Enter to apply5/5")
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["abcde"])
    expect(hint(page)).to_have_text("5/5")


def test_a_password_is_hidden_until_it_is_revealed(open_app):
    page = open_app("""
        import anew as st

        st.text(st.text_input("Password", type="password"))
    """)
    password = page.get_by_label("Password", exact=True)
    expect(password).to_have_attribute("type", "password")
    expect(password).to_have_attribute("autocomplete", "new-password")
    password.fill("secret")
    button(page, "Show password").click()
    expect(password).to_have_attribute("type", "text")
    expect(password).to_be_focused()
    button(page, "Hide password").click()
    expect(password).to_have_attribute("type", "password")
    expect(texts(page)).to_have_text([""])
    password.press("Enter")
    expect(texts(page)).to_have_text(["secret"])


def test_how_it_looks_is_the_authors(open_app):
    page = open_app("""
        import anew as st

        st.text_input("Name", placeholder="Your name", icon="🔍", help="As in your passport.")
        st.text_input("Locked", "as it is", disabled=True)
        st.text_input("Mail", type="email", autocomplete="email")
    """)
    expect(field(page)).to_have_attribute("placeholder", "Your name")
    expect(page.get_by_test_id("stIconEmoji")).to_have_text("🔍")
    expect(field(page, "Locked")).to_be_disabled()
    expect(field(page, "Mail")).to_have_attribute("type", "email")
    expect(field(page, "Mail")).to_have_attribute("autocomplete", "email")
    button(page, "Help for Name").hover()
    expect(page.get_by_test_id("stTooltipContent")).to_have_text("As in your passport.")
    page.get_by_text("Name", exact=True).click()
    expect(field(page)).to_be_focused()


def test_one_without_a_value_is_none_until_it_is_filled(open_app):
    """R32."""
    page = open_app("""
        import anew as st

        st.text(repr(st.text_input("Name", None)))
    """)
    expect(texts(page)).to_have_text(["None"])
    field(page).fill("Ada")
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["'Ada'"])


def test_a_live_one_is_sent_while_it_is_typed(open_app):
    page = open_app("""
        import anew as st

        st.text(st.text_input("Name", live="50ms").upper())
    """)
    field(page).press_sequentially("ada")
    expect(texts(page)).to_have_text(["ADA"])
    expect(field(page)).to_be_focused()
    field(page).press_sequentially(" l")
    expect(texts(page)).to_have_text(["ADA L"])
    expect(field(page)).to_have_value("ada l")
    expect(hint(page)).to_be_empty()


@pytest.mark.parametrize(
    ("options", "bad", "good", "problem"),
    [
        ({"validate": (r"^\d{3}$", "Three digits.")}, "12", "123", "Three digits."),
        ({"validate": "^[a-z]+$"}, "12", "ab", "This is not what is asked for."),
        ({"type": "email"}, "ada", "ada@example.org", "This is not an e-mail address."),
        ({"type": "url"}, "ada", "https://example.org", "This is not a web address."),
        ({"required": True, "value": "x"}, "  ", "y", "This must be filled in."),
    ],
    ids=["pattern and message", "pattern", "email", "url", "required"],
)
def test_what_does_not_fit_is_told_and_not_sent(open_app, options, bad, good, problem):
    page = open_app(f"""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text(st.text_input("Name", **{options!r}))
        st.text(st.session_state.runs)
    """)
    field(page).fill(bad)
    field(page).press("Enter")
    expect(page.get_by_role("alert")).to_have_text(problem)
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    expect(field(page)).to_have_value(bad)
    expect(texts(page).last).to_have_text("1")
    field(page).fill(good)
    field(page).press("Enter")
    expect(texts(page)).to_have_text([good, "2"])
    expect(page.get_by_role("alert")).not_to_be_attached()


def test_the_state_fills_it_in(open_app):
    """R26, R64: what a callback of another widget assigns is shown."""
    page = open_app("""
        import anew as st

        def greet():
            st.session_state.name = "Ada & <Co>"

        st.text(st.text_input("Name", key="name"))
        st.button("Fill in", on_click=greet)
    """)
    button(page, "Fill in").click()
    expect(field(page)).to_have_value("Ada & <Co>")
    expect(texts(page)).to_have_text(["Ada & <Co>"])


def test_an_input_method_ends_with_enter_and_sends_nothing(open_app):
    """Enter that only picks a word of an input method is not the user's Enter."""
    page = open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text_input("Name")
        st.text(st.session_state.runs)
    """)
    field(page).fill("にほ")
    field(page).dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(hint(page)).to_be_visible()
    expect(texts(page)).to_have_text(["1"])
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["2"])


def test_a_text_that_no_frame_holds_is_taken(open_app):
    page = open_app("""
        import anew as st

        st.text(len(st.text_input("Name")))
        st.text(st.checkbox("Agree"))
    """)
    field(page).fill("x" * 70_000)
    field(page).press("Enter")
    page.get_by_role("checkbox", name="Agree").check()
    expect(texts(page)).to_have_text(["70000", "True"])
    settled(page)
