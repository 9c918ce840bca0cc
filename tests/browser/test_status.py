"""The steps of a long task."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def test_it_shows_how_far_the_task_is(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        if st.button("Bake"):
            with st.status("Baking") as steps:
                st.text("Mixing")
                wait("mixed")
                steps.update(label="Still *baking*", expanded=True)
                wait("baked")
    """)
    button(page, "Bake").click()
    steps = page.get_by_test_id("stExpander")
    expect(steps.get_by_test_id("stExpanderIconSpinner")).to_be_visible()
    expect(steps.get_by_role("img", name="Running")).to_be_visible()
    expect(texts(page)).not_to_be_visible()

    stage.open_gate("mixed")
    expect(steps.locator("em")).to_have_text("baking")
    expect(texts(page)).to_be_visible()

    steps.locator("summary").press("Enter")
    expect(texts(page)).not_to_be_visible()
    stage.open_gate("baked")
    settled(page)
    expect(steps.get_by_test_id("stExpanderIconCheck")).to_be_visible()
    expect(steps.get_by_test_id("stExpanderIconSpinner")).not_to_be_attached()
    expect(texts(page)).not_to_be_visible()  # The user has closed it.


def test_it_shows_that_the_task_failed(open_app):
    page = open_app("""
        import anew as st

        with st.status("Baking"):
            raise ValueError("no flour")
    """)
    steps = page.get_by_test_id("stExpander")
    expect(steps.get_by_role("img", name="Error")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_contain_text("no flour")
