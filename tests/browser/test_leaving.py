"""A page that was left is not there any more; keys and tabs do what people expect of them."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

PAGES = """
    import anew as st
    from browser.stage import note, wait

    def one():
        st.button("On one")
        st.text("one")

    def two():
        note("two")
        wait("two")
        st.text("two")

    page = st.navigation([st.Page(one, default=True), st.Page(two)])
    note("common")
    if page.url_path == "two":
        wait("common")
    st.sidebar.button("Everywhere")
    page.run()
"""


def test_a_page_that_is_being_left_takes_no_clicks_and_is_gone_when_the_next_begins(open_app):
    page = open_app(PAGES)
    page.get_by_role("link", name="Two").click()
    main = page.get_by_role("main", include_hidden=True)
    expect(main).to_have_js_property("inert", True)
    expect(main.get_by_text("one", exact=True)).to_be_attached()

    stage.open_gate("common")

    expect(button(page, "On one")).not_to_be_attached()
    expect(main).to_have_js_property("inert", False)
    expect(texts(page)).to_have_count(0)
    stage.open_gate("two")
    settled(page)
    expect(texts(page)).to_have_text(["two"])
    assert stage.notes().count("two") == 1


def test_an_open_tab_stays_open_when_its_label_changes(open_app):
    page = open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        one, two = st.tabs(["One", f"Two ({st.session_state.runs})"])
        one.text("in one")
        two.button("Again")
    """)
    page.get_by_role("tab", name="Two").click()
    button(page, "Again").click()

    expect(page.get_by_role("tab", name="Two (2)")).to_have_attribute("aria-selected", "true")
    expect(button(page, "Again")).to_be_visible()


def test_r_does_not_run_the_script_while_a_control_takes_keys(open_app):
    page = open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.checkbox("Agree")
        st.radio("Which", ["a", "b"])
        st.slider("How much")
        st.button("Press")
        st.text(st.session_state.runs)
    """)
    for control in ("checkbox", "radio", "slider"):
        page.get_by_role(control).first.focus()
        page.keyboard.press("r")
    settled(page)
    expect(texts(page)).to_have_text(["1"])

    button(page, "Press").focus()
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["2"])


def test_the_first_tab_stop_leads_past_the_sidebar(open_app):
    page = open_app("""
        import anew as st

        st.sidebar.button("In the sidebar")
        st.button("In the page")
    """)
    page.keyboard.press("Tab")
    skip = page.get_by_role("button", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    expect(skip).to_have_css("clip-path", "none")

    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    expect(skip).not_to_have_css("clip-path", "none")
    page.keyboard.press("Tab")
    expect(button(page, "In the page")).to_be_focused()
