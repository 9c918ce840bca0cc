"""Long runs: what the page shows while they last, and how they are ended."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def expect_state(page, state):
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", state)


def test_what_is_drawn_first_is_seen_first(serve, context):
    page = context.new_page()
    page.goto(
        serve("""
            import anew as st
            from browser.stage import wait

            st.text("one")
            wait("two")
            st.text("two")
            wait("three")
            st.text("three")
        """)
    )
    expect(texts(page)).to_have_text(["one"])
    expect_state(page, "running")
    stage.open_gate("two")
    expect(texts(page)).to_have_text(["one", "two"])
    stage.open_gate("three")
    expect(texts(page)).to_have_text(["one", "two", "three"])
    settled(page)


def test_what_is_left_from_the_run_before_is_dimmed(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        if "runs" not in st.session_state:
            st.session_state.runs = 0
        st.session_state.runs += 1
        st.button("Again")
        st.text(f"first {st.session_state.runs}")
        if st.session_state.runs > 1:
            wait("middle")
        st.text(f"second {st.session_state.runs}")
        if st.session_state.runs < 2:
            st.text("only once")
    """)
    container = page.get_by_test_id("stElementContainer")
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    button(page, "Again").click()
    expect(texts(page)).to_have_text(["first 2", "second 1", "only once"])
    expect(container.filter(has_text="first")).to_have_attribute("data-stale", "false")
    for text in ("second 1", "only once"):
        stale = container.filter(has_text=text)
        expect(stale).to_have_attribute("data-stale", "true")
        expect(stale).to_have_css("opacity", "0.4")
    stage.open_gate("middle")
    expect(texts(page)).to_have_text(["first 2", "second 2"])
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    settled(page)


def test_a_long_run_is_shown_and_stopped(open_app):
    """R90, R98."""
    page = open_app("""
        import anew as st
        from browser.stage import note, wait

        st.button("Work", key="work")
        place = st.empty()
        if st.session_state.work:
            n = 0
            while not wait("never", 0.02):
                n += 1
                place.text(f"step {n}")
        st.text("end")
    """)
    status = page.get_by_test_id("stStatusWidget")
    expect(status).not_to_be_attached()
    button(page, "Work").click()
    expect(texts(page).first).to_contain_text("step")
    expect_state(page, "running")
    expect(status).to_contain_text("Running")
    button(status, "Stop").click()
    expect_state(page, "notRunning")
    expect(status).not_to_be_attached()
    expect(texts(page)).to_have_count(1)
    stopped = texts(page).text_content()
    page.get_by_test_id("stMainMenuButton").click()
    page.get_by_test_id("stMainMenuItem-rerun").click()
    expect(texts(page)).to_have_text(["end"])
    assert stopped.startswith("step")


def test_a_quick_run_does_not_flicker(open_app):
    """No word of it, no dimming: nothing that can be seen within 0.3 s of a click."""
    page = open_app("""
        import anew as st

        st.button("Again")
        st.session_state.n = st.session_state.get("n", 0) + 1
        st.text(st.session_state.n)
    """)
    page.evaluate("""() => {
        window.flickers = 0;
        let clicked = 0;
        addEventListener("click", () => (clicked = performance.now()), true);
        const isSeen = (one) =>
            one.matches(".stStatusWidget") || getComputedStyle(one).opacity < 1;
        new MutationObserver(() => {
            const signs = [...document.querySelectorAll("[data-stale=true], .stStatusWidget")];
            if (performance.now() - clicked < 300 && signs.some(isSeen)) flickers += 1;
        }).observe(document, { subtree: true, childList: true, attributes: true });
    }""")
    for n in range(2, 8):
        button(page, "Again").click()
        expect(texts(page)).to_have_text([str(n)])
        settled(page)
    assert page.evaluate("flickers") == 0


def test_the_controls_work_while_a_run_lasts(open_app):
    """A run that only follows values makes way for newer ones."""
    page = open_app("""
        import anew as st
        from browser.stage import wait

        slow = st.checkbox("Slow")
        name = st.text_input("Name")
        place = st.empty()
        while slow and name != "done":
            wait("never", 0.02)
            place.text("working")
        place.text(f"{slow} {name}")
    """)
    page.get_by_role("checkbox", name="Slow").check()
    expect(texts(page)).to_have_text(["working"])
    name = page.get_by_role("textbox", name="Name")
    name.fill("done")
    name.press("Enter")
    expect(texts(page)).to_have_text(["True done"])
    expect(name).to_be_focused()
    settled(page)


def test_stop_and_rerun_of_the_script_itself(open_app):
    """R95, R96."""
    page = open_app("""
        import anew as st

        if st.checkbox("Stop here"):
            st.text("stopped")
            st.stop()
        st.text("below")
        if st.button("Again") and "again" not in st.session_state:
            st.session_state.again = True
            st.rerun()
        st.text(st.session_state.get("again", False))
    """)
    expect(texts(page)).to_have_text(["below", "False"])
    button(page, "Again").click()
    expect(texts(page)).to_have_text(["below", "True"])
    page.get_by_role("checkbox", name="Stop here").check()
    expect(texts(page)).to_have_text(["stopped"])
    expect(button(page, "Again")).not_to_be_attached()


def test_a_script_that_awaits(open_app):
    """R99: anew awaits at top level, and in callbacks."""
    page = open_app("""
        import asyncio

        import anew as st

        async def called():
            await asyncio.sleep(0)
            st.session_state.called = True

        st.button("Call", on_click=called)
        await asyncio.sleep(0)
        st.text(st.session_state.get("called", False))
    """)
    expect(texts(page)).to_have_text(["False"])
    button(page, "Call").click()
    expect(texts(page)).to_have_text(["True"])


def test_a_thousand_elements_stay_untouched(open_app):
    """An element above them is one change; nothing else is drawn again."""
    page = open_app("""
        import anew as st

        if st.checkbox("Above"):
            st.text("new")
        for n in range(1000):
            st.text(n)
    """)
    expect(texts(page)).to_have_count(1000)
    page.evaluate("""() => {
        window.touched = 0;
        const main = document.querySelector("[data-testid=stMainBlockContainer]");
        const count = (records) => { touched += records.filter((r) => r.type === "childList").length; };
        new MutationObserver(count).observe(main, { subtree: true, childList: true });
    }""")
    page.get_by_role("checkbox", name="Above").check()
    expect(texts(page)).to_have_count(1001)
    expect(texts(page).first).to_have_text("new")
    assert page.evaluate("touched") <= 3


def test_a_page_that_is_drawn_anew_does_not_scroll(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        st.session_state.setdefault("runs", 0)
        st.session_state.runs += 1
        for n in range(60):
            st.text(f"{n} in run {st.session_state.runs}")
        if st.session_state.runs > 1:
            wait("half of it")
        for n in range(60):
            st.text(f"{n} in run {st.session_state.runs}")
        st.button("Again")
    """)
    button(page, "Again").scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    assert scrolled > 500
    button(page, "Again").click()
    expect(texts(page).first).to_have_text("0 in run 2")
    assert page.evaluate("scrollY") == scrolled
    stage.open_gate("half of it")
    expect(texts(page).last).to_have_text("59 in run 2")
    settled(page)
    assert page.evaluate("scrollY") == scrolled
