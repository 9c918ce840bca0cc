"""Numbers of pages to choose from."""

from __future__ import annotations

import pytest
from browser.chromium import settled, texts, until
from playwright.sync_api import expect

PAGES = """
    import anew as st

    st.text(st.pagination(20, key="page", bind="query-params"))
"""


def numbers(page):
    found = page.get_by_role("navigation", name="Pagination").locator("button, span")
    return " ".join(found.all_inner_texts()).split()


def test_pages_are_chosen_by_number_and_by_the_arrows(open_app):
    page = open_app(PAGES)
    until(page, lambda: numbers(page), ["1", "2", "3", "4", "5", "…", "20"])
    before, after = (
        page.get_by_role("button", name="Previous"),
        page.get_by_role("button", name="Next"),
    )
    expect(before).to_be_disabled()

    page.get_by_role("button", name="Page 5", exact=True).click()
    expect(texts(page)).to_have_text(["5"])
    until(page, lambda: numbers(page), ["1", "…", "4", "5", "6", "…", "20"])
    current = page.get_by_test_id("stPaginationPageActive")
    expect(current).to_have_attribute("aria-current", "page")
    expect(current).to_have_text("5")
    until(page, lambda: page.url.endswith("?page=5"), True)

    after.click()
    after.click()
    expect(texts(page)).to_have_text(["7"])
    page.get_by_role("button", name="Page 20").click()
    expect(texts(page)).to_have_text(["20"])
    expect(after).to_be_disabled()
    expect(page.get_by_role("status").filter(has_text="Page")).to_have_text("Page 20 of 20")


def test_the_focus_stays_at_an_arrow_that_has_come_to_the_end(open_app):
    page = open_app("import anew as st\nst.text(st.pagination(2))\n")
    page.get_by_role("button", name="Next").focus()

    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["2"])
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Next")).to_be_focused()
    settled(page)
    expect(texts(page)).to_have_text(["2"])


@pytest.mark.parametrize(("width", "count"), [(390, 5), (200, 1)])
def test_it_shows_as_many_as_there_is_room_for(open_app, width, count):
    page = open_app("""
        import anew as st

        st.pagination(1000, default=500)
        with st.columns(4)[0]:
            st.pagination(20, default=10, max_visible_pages=None)
    """)
    page.set_viewport_size({"width": width, "height": 700})

    pages = page.get_by_test_id("stPagination")
    expect(pages.first.locator(".page-number, .page-gap")).to_have_count(count)
    for one in (pages.first, pages.last):
        box = one.get_by_role("navigation").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
