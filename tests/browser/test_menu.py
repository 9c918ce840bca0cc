"""The menu at the top right, and the keys that work everywhere."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

RUNS = """
    import anew as st

    st.session_state.n = st.session_state.get("n", 0) + 1
    st.text(st.session_state.n)
    st.text_input("Name")
"""


def menu(page):
    return page.get_by_test_id("stMainMenuList")


def open_menu(page):
    page.get_by_test_id("stMainMenu").get_by_role("button").first.click()
    expect(menu(page)).to_be_visible()


def test_it_runs_the_script_again(open_app):
    page = open_app(RUNS)
    open_menu(page)
    page.get_by_test_id("stMainMenuItem-rerun").click()
    expect(texts(page)).to_have_text(["2"])
    expect(menu(page)).not_to_be_attached()


def test_a_key_runs_the_script_again_but_not_while_one_types(open_app):
    page = open_app(RUNS)
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["2"])
    name = page.get_by_role("textbox", name="Name")
    name.focus()
    page.keyboard.type("rrr")
    expect(name).to_have_value("rrr")
    page.keyboard.press("Tab")
    expect(texts(page)).to_have_text(["3"])


def test_it_works_by_keyboard(open_app):
    page = open_app(RUNS)
    opener = page.get_by_test_id("stMainMenuButton")
    opener.press("Enter")
    items = menu(page).locator("[role^=menuitem]")
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu(page)).not_to_be_attached()
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_a_press_elsewhere_closes_it(open_app):
    page = open_app(RUNS)
    open_menu(page)
    texts(page).click()
    expect(menu(page)).not_to_be_attached()


def test_it_tells_what_this_is(open_app):
    page = open_app(RUNS)
    open_menu(page)
    page.get_by_test_id("stMainMenuItem-about").click()
    about = page.get_by_role("dialog", name="anew")
    expect(about).to_contain_text("Version")
    page.keyboard.press("Escape")
    expect(about).not_to_be_attached()
    button(page, "Menu").click()
    expect(menu(page)).to_be_visible()
    settled(page)


def test_start_over_gives_another_session(open_app):
    page = open_app(RUNS)
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["2"])
    open_menu(page)
    page.get_by_test_id("stMainMenuItem-startOver").click()
    expect(texts(page)).to_have_text(["1"])
    page.reload()
    expect(texts(page)).to_have_text(["2"])


CACHED = """
    import anew as st
    from browser.stage import note

    @st.cache_data
    def slow(x):
        note(f"computed {x}")
        return x * 2

    def told():
        note("told")

    st.session_state.n = st.session_state.get("n", 0) + 1
    st.text(f"{slow(21)} in run {st.session_state.n}")
    st.text_input("Name", key="name", on_change=told)
"""


def test_clearing_the_cache_forgets_results_and_the_sessions_state(open_app):
    """R86, R87, R88: and no callback is called for it."""
    page = open_app(CACHED)
    name = page.get_by_role("textbox", name="Name")
    name.fill("Ada")
    name.press("Enter")
    expect(texts(page)).to_have_text(["42 in run 2"])
    assert stage.notes() == ["computed 21", "told"]
    name.blur()
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Clear caches?")
    expect(dialog).to_be_visible()
    button(dialog, "Clear caches").click()
    expect(texts(page)).to_have_text(["42 in run 1"])
    expect(name).to_have_value("")
    assert stage.notes() == ["computed 21", "told", "computed 21"]


def test_clearing_the_cache_can_be_called_off(open_app):
    page = open_app(RUNS)
    open_menu(page)
    page.get_by_test_id("stMainMenuItem-clearCache").click()
    dialog = page.get_by_test_id("stClearCacheDialog")
    expect(page.get_by_test_id("stDialog")).to_have_accessible_name("Clear caches?")
    button(dialog, "Cancel").click()
    expect(dialog).not_to_be_attached()
    page.keyboard.press("c")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_attached()
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["2"])


def test_viewers_are_not_offered_what_is_for_developers(open_app):
    page = open_app(RUNS, client__toolbarMode="viewer")
    page.keyboard.press("c")
    open_menu(page)
    expect(page.get_by_test_id("stMainMenuItem-rerun")).to_be_visible()
    expect(page.get_by_test_id("stMainMenuItem-clearCache")).to_have_count(0)
    expect(page.get_by_test_id("stMainMenuItem-autoRerun")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_minimal_menu_has_what_the_app_gave_it(open_app):
    page = open_app(
        """
        import anew as st
        items = {"Get help": "https://example.org/help", "About": "Made **here**."}
        st.set_page_config(menu_items=items)
        """,
        client__toolbarMode="minimal",
    )
    open_menu(page)
    items = menu(page).locator("[role^=menuitem]")
    expect(items).to_have_text(["Get help", "About"])
    expect(items.first).to_have_attribute("href", "https://example.org/help")
    items.last.click()
    about = page.get_by_role("dialog", name="anew")
    expect(about.locator("strong")).to_have_text("here")


def test_wide_mode_is_the_users_choice(open_app):
    page = open_app(RUNS)
    view = page.get_by_test_id("stAppViewContainer")
    expect(view).to_have_attribute("data-layout", "narrow")
    open_menu(page)
    page.get_by_test_id("stMainMenuItem-wideMode").click()
    expect(view).to_have_attribute("data-layout", "wide")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["2"])
    expect(view).to_have_attribute("data-layout", "wide")


def test_who_develops_the_app_sees_what_a_restart_would_take(open_app):
    page = open_app(
        """
        import threading
        import anew as st

        st.session_state.setdefault("lock", threading.Lock())
        if st.button("Replace"):
            st.session_state.lock = "text"
        """
    )
    open_menu(page)
    saving = page.get_by_test_id("stMainMenuSaving")
    expect(saving).to_contain_text("The state is saved, but for what is in memory only:")
    expect(saving.get_by_role("term")).to_have_text("lock")
    expect(saving.get_by_role("definition")).to_contain_text("_thread.lock")
    page.keyboard.press("Escape")
    button(page, "Replace").click()
    open_menu(page)
    expect(saving).to_have_text("The state is saved")
