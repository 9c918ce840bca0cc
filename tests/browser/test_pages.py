"""Apps of several pages, as somebody walks through them."""

from __future__ import annotations

from textwrap import dedent

import pytest
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

PAGES = """
    import anew as st

    st.session_state.setdefault("visits", 0)
    st.session_state.visits += 1

    def start():
        st.title("Start")
        st.text_input("Name", key="name")
        if st.button("Details"):
            st.switch_page(details_page, query_params={"id": "7"})
        st.page_link(details_page)

    def details():
        st.title("Details")
        st.text(st.query_params.get("id"))
        st.text_input("Name", key="name")

    def about():
        st.set_page_config(page_title="About us", page_icon="🐙", layout="wide")
        st.title("About")

    details_page = st.Page(details, title="Details", icon="🔎")
    page = st.navigation(
        {"Main": [st.Page(start, title="Start"), details_page],
         "More": [st.Page(about), st.Page("https://example.org", title="Elsewhere")]}
    )
    st.text_input("On all pages", key="everywhere")
    page.run()
"""


@pytest.fixture
def walk(serve, context):
    """Opens the app at a page."""

    def walk(path="", script=PAGES, **options):
        page = context.new_page()
        page.goto(serve(script, **options) + path, wait_until="commit")
        return settled(page)

    return walk


def title(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    return settled(page)


def path_of(page):
    return page.evaluate("location.pathname + location.search")


def menu(page):
    return page.get_by_role("navigation", name="Pages")


def test_the_menu_leads_to_pages(walk):
    page = walk()
    title(page, "Start")
    links = menu(page).get_by_role("link")
    expect(links).to_have_text(["Start", "🔎Details", "about", "Elsewhere"])
    expect(menu(page).get_by_test_id("stNavSectionHeader")).to_have_text(["Main", "More"])
    expect(links.nth(0)).to_have_attribute("aria-current", "page")
    links.nth(1).click()
    title(page, "Details")
    until(page, lambda: path_of(page), "/details")
    expect(links.nth(1)).to_have_attribute("aria-current", "page")
    expect(page).to_have_title("Details")
    expect(links.nth(3)).to_have_attribute("href", "https://example.org")


def test_back_and_forward_lead_through_the_pages(walk):
    page = walk()
    menu(page).get_by_role("link", name="Details").click()
    title(page, "Details")
    menu(page).get_by_role("link", name="about").click()
    title(page, "About")
    page.go_back()
    title(page, "Details")
    page.go_back()
    title(page, "Start")
    page.go_forward()
    title(page, "Details")
    until(page, lambda: path_of(page), "/details")


def test_no_page_is_loaded_anew(walk):
    page = walk()
    page.evaluate("window.marked = true")
    menu(page).get_by_role("link", name="Details").click()
    title(page, "Details")
    page.go_back()
    title(page, "Start")
    page.get_by_test_id("stPageLink-NavLink").click()
    title(page, "Details")
    assert page.evaluate("window.marked")


def test_a_page_is_opened_by_its_address_and_reloaded(walk):
    page = walk("/details?id=3")
    title(page, "Details")
    expect(texts(page)).to_have_text(["3"])
    page.reload()
    title(page, "Details")
    expect(texts(page)).to_have_text(["3"])
    until(page, lambda: path_of(page), "/details?id=3")


def test_another_address_typed_into_the_bar_of_the_same_tab(walk):
    page = walk("/details?id=3")
    page.goto(page.url.replace("details?id=3", "about"))
    title(page, "About")
    until(page, lambda: path_of(page), "/about")


def test_an_unknown_page_says_so_and_shows_the_first(walk):
    page = walk("/nowhere")
    title(page, "Start")
    expect(page.locator(".notice")).to_contain_text("This app has no page 'nowhere'.")
    until(page, lambda: path_of(page), "/")
    page.go_forward()
    page.get_by_role("textbox", name="Name").fill("Ada")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".notice")).to_have_count(1)


def test_a_script_switches_pages_with_parameters(walk):
    page = walk()
    button(page, "Details").click()
    title(page, "Details")
    until(page, lambda: path_of(page), "/details?id=7")
    expect(texts(page)).to_have_text(["7"])
    menu(page).get_by_role("link", name="about").click()
    title(page, "About")
    until(page, lambda: path_of(page), "/about")


def test_widgets_are_of_their_page_and_those_around_it_of_all(walk):
    """R48."""
    page = walk()
    page.get_by_role("textbox", name="Name").fill("Ada")
    page.get_by_role("textbox", name="On all pages").fill("here and there")
    page.keyboard.press("Enter")
    settled(page)
    menu(page).get_by_role("link", name="Details").click()
    title(page, "Details")
    expect(page.get_by_role("textbox", name="Name")).to_have_value("")
    expect(page.get_by_role("textbox", name="On all pages")).to_have_value("here and there")


def test_text_that_was_being_typed_is_not_lost_on_all_pages(walk):
    page = walk()
    page.get_by_role("textbox", name="On all pages").fill("half")
    menu(page).get_by_role("link", name="Details").click()
    title(page, "Details")
    expect(page.get_by_role("textbox", name="On all pages")).to_have_value("half")
    page.get_by_role("textbox", name="Name").fill("x")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_role("textbox", name="On all pages")).to_have_value("half")


def test_fast_clicks_through_the_menu_end_at_the_last(walk):
    page = walk()
    links = menu(page).get_by_role("link")
    page.evaluate(
        "() => { const links = document.querySelectorAll('nav a');"
        " for (const at of [1, 2, 0, 2, 1]) links[at].click(); }"
    )
    title(page, "Details")
    until(page, lambda: path_of(page), "/details")
    expect(links.nth(1)).to_have_attribute("aria-current", "page")


def test_a_pages_configuration_is_the_pages_own(walk):
    page = walk("/about")
    title(page, "About")
    expect(page).to_have_title("About us")
    expect(page.get_by_test_id("stAppViewContainer")).to_have_attribute("data-layout", "wide")
    assert "%F0%9F%90%99" in page.locator("link[rel=icon]").get_attribute("href")
    menu(page).get_by_role("link", name="Start").click()
    title(page, "Start")
    expect(page).to_have_title("Start")
    expect(page.get_by_test_id("stAppViewContainer")).to_have_attribute("data-layout", "narrow")


def test_a_folder_of_pages_beside_the_script(walk, tmp_path):
    """R126."""
    folder = tmp_path / "app-1" / "pages"
    folder.mkdir(parents=True)
    for name, text in {
        "2_🚀_Take_off.py": "st.title('Up')\nst.text(st.session_state.seen)",
        "10_Landing.py": "st.title('Down')",
        "_hidden.py": "st.title('No page')",
    }.items():
        (folder / name).write_text(f"import anew as st\n{text}\n")
    page = walk(
        script="""
        import anew as st
        st.title("Ground")
        st.session_state.seen = "the ground"
    """
    )
    links = menu(page).get_by_role("link")
    expect(links).to_have_text(["app", "🚀Take off", "Landing"])
    links.nth(1).click()
    title(page, "Up")
    expect(texts(page)).to_have_text(["the ground"])
    until(page, lambda: path_of(page), "/Take_off")
    expect(page).to_have_title("Take off")


def test_a_page_that_is_added_while_the_app_runs_is_offered_at_the_next_run(walk, tmp_path):
    page = walk(script='import anew as st\nst.title("Only this")')
    expect(menu(page)).to_have_count(0)
    folder = tmp_path / "app-1" / "pages"
    folder.mkdir()
    (folder / "New.py").write_text("import anew as st\nst.title('New')\n")
    page.keyboard.press("r")
    menu(page).get_by_role("link", name="New").click()
    title(page, "New")


def test_an_error_in_a_page_shows_there_and_others_go_on(walk):
    page = walk(
        script="""
        import anew as st
        def fine():
            st.title("Fine")
        def broken():
            raise ValueError("broken page")
        st.navigation([st.Page(fine), st.Page(broken)]).run()
    """
    )
    menu(page).get_by_role("link", name="broken").click()
    expect(page.get_by_test_id("stException")).to_contain_text("broken page")
    menu(page).get_by_role("link", name="fine").click()
    title(page, "Fine")
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_long_menu_shows_the_first_twelve(walk):
    page = walk(
        script="""
        import anew as st
        def page(n):
            def show():
                st.title(f"Page {n}")
            return st.Page(show, title=f"Page {n}", url_path=f"p{n}")
        st.navigation([page(n) for n in range(20)]).run()
    """
    )
    links = menu(page).get_by_role("link")
    expect(links).to_have_count(12)
    page.get_by_test_id("stSidebarNavViewButton").click()
    expect(links).to_have_count(20)
    links.nth(19).click()
    title(page, "Page 19")


def test_the_menu_works_by_keyboard_and_at_the_top(walk):
    script = (
        dedent(PAGES)
        .replace("    \n", "\n")
        .replace('title="Elsewhere")]}\n', 'title="Elsewhere")]},\n    position="top",\n')
    )
    page = walk(script=script)
    expect(page.get_by_test_id("stTopNav")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    link = menu(page).get_by_role("link", name="Details")
    link.focus()
    page.keyboard.press("Enter")
    title(page, "Details")


def test_on_a_phone_the_menu_opens_and_closes_after_a_choice(open_on_phone):
    page = open_on_phone(PAGES)
    page.get_by_test_id("stExpandSidebarButton").tap()
    menu(page).get_by_role("link", name="Details").tap()
    title(page, "Details")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("aria-expanded", "false")


def test_two_tabs_are_at_their_own_pages(serve, context):
    url = serve(PAGES)
    one, other = context.new_page(), context.new_page()
    one.goto(f"{url}/details")
    other.goto(f"{url}/about")
    title(one, "Details")
    title(other, "About")
    menu(other).get_by_role("link", name="Start").click()
    title(other, "Start")
    title(one, "Details")


def test_files_that_browsers_look_for_are_no_pages(serve, context):
    url = serve(PAGES)
    for name in ("favicon.ico", "robots.txt", "x.php.js", "a/b.js"):
        assert context.request.get(f"{url}/{name}").status == 404
