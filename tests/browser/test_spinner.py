"""Signs that something is going on."""

from __future__ import annotations

import re

from browser import stage
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

COUNTS_SPINNERS = """
    window.spinners = 0;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const one of addedNodes)
          window.spinners += one.querySelectorAll?.(".stSpinner").length ?? 0;
    }).observe(document.body, { childList: true, subtree: true });
"""


def test_it_turns_while_its_block_runs(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        if st.button("Work"):
            with st.spinner("*Working*", show_time=True):
                wait("done")
        st.text("below")
    """)
    spinner = page.get_by_test_id("stSpinner")
    expect(spinner).not_to_be_attached()
    top = texts(page).bounding_box()["y"]
    button(page, "Work").click()
    expect(spinner).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Working")).to_have_count(1)
    expect(spinner).to_contain_text(re.compile(r"\(\d+\.\d seconds\)"))
    expect(spinner).not_to_have_text(spinner.inner_text())  # It counts.
    stage.open_gate("done")
    expect(spinner).not_to_be_attached()
    settled(page)
    until(page, lambda: texts(page).bounding_box()["y"], top)


def test_it_goes_when_the_block_raises(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        with st.spinner("Working"):
            wait("done", 0.5)
            raise ValueError("too hard")
    """)
    expect(page.get_by_test_id("stException")).to_contain_text("too hard")
    expect(page.get_by_test_id("stSpinner")).not_to_be_attached()


def test_it_goes_when_the_user_stops_the_run(open_app):
    page = open_app("""
        import time
        import anew as st

        if st.button("Work"):
            with st.spinner("Working"):
                place = st.empty()
                for n in range(2000):
                    time.sleep(0.01)
                    place.text(n)
    """)
    button(page, "Work").click()
    expect(page.get_by_test_id("stSpinner")).to_be_visible()
    button(page, "Stop").click()
    expect(page.get_by_test_id("stSpinner")).not_to_be_attached()


def test_a_quick_block_does_not_flicker(browse, serve):
    page = browse().new_page()  # The clock is that of all tabs of a browser.
    page.clock.install(time=0)
    page.goto(
        serve("""
            import anew as st
            from browser.stage import wait

            for name in ("Quick", "Slow"):
                if st.checkbox(name):
                    with st.spinner("Working"):
                        st.text(f"in {name}")
                        wait(name)
        """)
    )
    settled(page)
    page.clock.pause_at(60_000)
    page.evaluate(COUNTS_SPINNERS)
    page.get_by_text("Quick", exact=True).click()
    expect(page.get_by_text("in Quick")).to_be_visible()
    page.clock.run_for(90)
    stage.open_gate("Quick")
    settled(page)
    assert page.evaluate("window.spinners") == 0
    page.get_by_text("Slow", exact=True).click()
    expect(page.get_by_text("in Slow")).to_be_visible()
    page.clock.run_for(300)
    expect(page.get_by_test_id("stSpinner")).to_be_visible()
    assert page.evaluate("window.spinners") == 1
    stage.open_gate("Slow")
    expect(page.get_by_test_id("stSpinner")).not_to_be_attached()
