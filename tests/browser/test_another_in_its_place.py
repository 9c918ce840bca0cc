"""What the browser alone knows of a part of the page goes with it: another one begins anew."""

from __future__ import annotations

from browser.chromium import button, texts
from playwright.sync_api import expect

APP = """
    import anew as st

    is_other = st.toggle("Other")
    count = st.session_state.setdefault("count", 0)
    st.session_state.count += 1
    with st.expander("Another" if is_other else "One"):
        st.text("in the expander")
    with st.expander(f"Run {count}", key="kept"):
        st.text("in the one with a key")
    with st.popover("Another popover" if is_other else "One popover"):
        st.toggle("Other", key="in popover")
    first, last = st.tabs(["C", "D"] if is_other else ["A", "B"])
    first.text("first")
    last.text("last")
    st.button("Run")
"""


def expanders(page):
    return page.locator("details")


def test_another_expander_and_other_tabs_in_their_place_are_as_at_first(open_app):
    page = open_app(APP)
    page.get_by_text("One", exact=True).click()
    expanders(page).nth(1).locator("summary").click()
    page.get_by_role("tab", name="B").click()
    button(page, "Run").click()
    expect(expanders(page).nth(0)).to_have_attribute("open", "")
    expect(page.get_by_role("tab", name="B")).to_have_attribute("aria-selected", "true")

    page.get_by_text("Other", exact=True).first.click()
    expect(page.get_by_text("Another", exact=True)).to_be_visible()
    expect(expanders(page).nth(0)).not_to_have_attribute("open", "")
    expect(expanders(page).nth(1)).to_have_attribute("open", "")  # Its key says it is the same.
    expect(page.get_by_role("tab", name="C")).to_have_attribute("aria-selected", "true")


def test_another_popover_in_its_place_is_closed(open_app):
    page = open_app(APP)
    page.get_by_role("button", name="One popover").click()
    inside = page.get_by_test_id("stPopoverBody")
    expect(inside).to_be_visible()

    page.get_by_text("Other", exact=True).first.evaluate("one => one.click()")
    expect(page.get_by_role("button", name="Another popover")).to_be_visible()
    expect(inside).to_have_count(0)


def test_a_table_of_other_columns_is_not_sorted_as_the_one_before(open_app):
    page = open_app("""
        import anew as st

        is_other = st.toggle("Other")
        name = "b" if is_other else "a"
        st.dataframe({name: [2, 3, 1]}, hide_index=True)
    """)
    page.get_by_role("columnheader").first.click()
    expect(page.get_by_role("columnheader").first).to_have_attribute("aria-sort", "ascending")

    page.get_by_text("Other", exact=True).click()
    expect(page.get_by_role("columnheader").first).to_contain_text("b")
    expect(page.get_by_role("columnheader").first).not_to_have_attribute("aria-sort", "ascending")


def test_a_page_that_a_callback_widens_stays_wide(open_app):
    page = open_app("""
        import anew as st

        st.button("Wide", on_click=st.set_page_config, kwargs={"layout": "wide"})
        st.session_state.n = st.session_state.get("n", 0) + 1
        st.button("Other")
        st.text(st.session_state.n)
    """)
    view = page.get_by_test_id("stAppViewContainer")
    button(page, "Wide").click()
    expect(view).to_have_attribute("data-layout", "wide")

    button(page, "Other").click()
    expect(texts(page)).to_have_text(["3"])
    expect(view).to_have_attribute("data-layout", "wide")
