"""Tabs: each is a session of its own, and goes on after a reload."""

from __future__ import annotations

import json

from browser.chromium import button, settled, texts
from playwright.sync_api import expect

COUNTER = """
    import anew as st

    st.session_state.setdefault("names", [])
    name = st.text_input("Name", key="name")
    if st.button("Add"):
        st.session_state.names.append(name)
    st.text(len(st.session_state.names))
    with st.expander("More", key="more", on_change="rerun"):
        st.text("inside")
"""


def add(page, count):
    button(page, "Add").click()
    expect(texts(page).first).to_have_text(str(count))


def test_a_reload_goes_on_where_it_was(open_app):
    page = open_app(COUNTER)
    page.get_by_role("textbox", name="Name").fill("Ada")
    add(page, 1)
    add(page, 2)
    page.locator("summary").click()
    settled(page)
    name = name_of(page)
    page.reload()
    settled(page)
    assert name_of(page) == name  # It has not become a copy.
    expect(texts(page).first).to_have_text("2")
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Ada")
    expect(page.get_by_text("inside")).to_be_visible()
    add(page, 3)


def test_a_reload_in_the_midst_of_a_run_loses_no_click(open_app):
    page = open_app(COUNTER)
    for _ in range(5):
        button(page, "Add").click()
    page.reload()
    settled(page)
    add(page, 6)


def test_a_reload_starts_anew_if_the_option_says_so(open_app):
    """R78."""
    page = open_app(COUNTER, session__onReload="new")
    add(page, 1)
    page.reload()
    settled(page)
    expect(texts(page).first).to_have_text("0")


def test_leaving_the_page_and_coming_back_goes_on(open_app):
    page = open_app(COUNTER)
    add(page, 1)
    page.goto("about:blank")
    page.go_back()
    settled(page)
    expect(texts(page).first).to_have_text("1")
    add(page, 2)


def test_two_tabs_share_nothing(serve, context):
    """R1, R78."""
    url = serve(COUNTER)
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        page.goto(url)
        settled(page)
    add(one, 1)
    add(one, 2)
    add(other, 1)
    other.reload()
    settled(other)
    expect(texts(other).first).to_have_text("1")
    expect(texts(one).first).to_have_text("2")


def test_a_duplicated_tab_gets_a_copy_of_its_own(open_app, context):
    """What a browser does when a tab is duplicated: the new one begins with its storage."""
    page = open_app(COUNTER)
    page.get_by_role("textbox", name="Name").fill("Ada")
    add(page, 1)
    with context.expect_page() as opened:
        page.evaluate("void window.open(location.href)")
    double = opened.value
    settled(double)
    assert name_of(double) != name_of(page)
    expect(texts(double).first).to_have_text("1")
    expect(double.get_by_role("textbox", name="Name")).to_have_value("Ada")
    add(double, 2)
    add(double, 3)
    page.keyboard.press("r")
    settled(page)
    expect(texts(page).first).to_have_text("1")
    add(page, 2)
    double.reload()
    settled(double)
    expect(texts(double).first).to_have_text("3")


def test_another_browser_starts_anew(serve, browse):
    url = serve(COUNTER)
    one = browse().new_page()
    one.goto(url)
    settled(one)
    add(one, 1)
    other = browse().new_page()
    other.add_init_script(naming(one))
    other.goto(url)
    settled(other)
    expect(texts(other).first).to_have_text("0")
    assert name_of(one) not in {name_of(other), None}


def test_a_tab_that_is_taken_over_says_so_and_goes_on_when_it_is_asked_to(serve, network, context):
    """A tab that does not answer loses its session to the one that comes with its name."""
    url = serve(COUNTER)
    proxy = network(url)
    page = context.new_page()
    page.goto(proxy.url)
    settled(page)
    add(page, 1)
    proxy.hold()
    other = context.new_page()
    other.add_init_script(naming(page))
    other.goto(url)
    settled(other)
    assert name_of(other) == name_of(page)
    add(other, 2)
    proxy.release()
    panel = page.get_by_role("alertdialog", name="This app is open elsewhere")
    expect(panel).to_be_visible()
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "DISCONNECTED_FOREVER")
    expect(panel.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).not_to_be_attached()
    settled(page)
    expect(texts(page).first).to_have_text("2")
    add(page, 3)
    expect(other.get_by_role("alertdialog", name="This app is open elsewhere")).to_be_visible()


def test_a_browser_with_too_many_tabs_is_told(serve, context):
    url = serve(COUNTER, server__maxSessionsPerBrowser="1")
    one, other = context.new_page(), context.new_page()
    one.goto(url)
    settled(one)
    other.goto(url)
    panel = other.get_by_role("alertdialog", name="Too many tabs")
    expect(panel).to_contain_text("Close some.")
    add(one, 1)


def test_a_page_of_an_older_version_that_cannot_say_why_it_ended_can_be_loaded_again(
    serve, context, complaints
):
    """The server that it comes to has no such code any more."""
    complaints.allow(r"ending-.*|Failed to (fetch|load)")
    url = serve(COUNTER, server__maxSessionsPerBrowser="1")
    one, other = context.new_page(), context.new_page()
    one.goto(url)
    settled(one)
    other.route("**/ending-*.js", lambda route: route.abort())
    other.goto(url)
    dialog = other.get_by_role("alertdialog")
    expect(dialog).to_contain_text("There is a newer version.")
    one.close()
    other.unroute_all(behavior="ignoreErrors")
    dialog.get_by_role("button", name="Load again").click()
    expect(other.get_by_role("alertdialog", name="Too many tabs")).to_be_visible()


def test_the_sessions_name_is_in_no_address(open_app, complaints):
    page = open_app(COUNTER)
    add(page, 1)
    name = name_of(page)
    assert len(name) >= 22
    assert not [address for address in complaints.addresses if name in address]
    assert name not in page.url
    cookies = page.context.cookies()
    assert [(one["httpOnly"], one["sameSite"]) for one in cookies] == [(True, "Lax")]
    assert page.evaluate("document.cookie") == ""


def name_of(page):
    return page.evaluate("JSON.parse(sessionStorage.getItem('anew-tab:')).tab")


def naming(page):
    """A script by which a tab has the name of another one, as if it were that."""
    own = json.dumps({"tab": name_of(page)})
    return f"sessionStorage.setItem('anew-tab:', {own!r})"
