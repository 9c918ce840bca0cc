"""A click is an action, a changed value is a state: none is lost, and the newest wins."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

SLOW_BUTTON = """
    import anew as st
    from browser.stage import note, wait

    def called():
        st.session_state.called = st.session_state.get("called", 0) + 1

    if st.button("Add", on_click=called):
        wait("all clicked")
        st.session_state.ran = st.session_state.get("ran", 0) + 1
    st.text(st.session_state.get("called", 0))
    st.text(st.session_state.get("ran", 0))
    note("end")
"""


def test_forty_fast_clicks_are_forty_runs(open_app):
    """R53, R54, R93 as anew has them."""
    page = open_app(SLOW_BUTTON)
    where = button(page, "Add").bounding_box()
    page.evaluate("""() => {
        window.clicks = 0;
        document.addEventListener("click", () => clicks++, true);
    }""")
    page.mouse.click(where["x"] + 5, where["y"] + 5, click_count=40)
    until(page, lambda: page.evaluate("clicks"), 40)
    assert stage.notes() == ["end"]  # No click waited for the run of another.
    stage.open_gate("all clicked")
    expect(texts(page)).to_have_text(["40", "40"])
    settled(page)
    assert stage.notes().count("end") == 41


def test_clicks_on_two_buttons_stay_in_order(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import note, wait

        for name in "AB":
            if st.button(name, key=name):
                note(name)
                wait("all pressed")
        st.text("end")
    """)
    for name in "ABBABA":
        button(page, name).click()
    stage.open_gate("all pressed")
    settled(page)
    assert stage.notes() == list("ABBABA")


def test_a_click_takes_along_what_was_entered_before_it(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import note, wait

        agreed = st.checkbox("Agree")
        if st.button("Send"):
            note(agreed)
            wait("go on")
    """)
    box = page.get_by_role("checkbox", name="Agree")
    button(page, "Send").click()
    box.check()
    button(page, "Send").click()
    box.uncheck()
    button(page, "Send").click()
    stage.open_gate("go on")
    settled(page)
    assert stage.notes() == [False, True, False]


def test_of_a_dragged_slider_only_the_newest_value_runs_to_the_end(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import note, wait

        value = st.slider("Value", 0, 1000, 0)
        note(("begun", value))
        place = st.empty()
        while 0 < value and not wait("released", 0.01):
            place.text("at work")  # Here it ends when there is a newer value.
        place.text(value)
        note(("ended", value))
    """)
    track = page.locator(".slider").bounding_box()
    y = page.get_by_role("slider").bounding_box()["y"] + 8
    page.mouse.move(track["x"], y)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.1, y, steps=3)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "running")
    page.mouse.move(track["x"] + track["width"] * 0.7, y, steps=30)
    page.mouse.up()
    released = int(page.get_by_role("slider").get_attribute("aria-valuenow"))
    assert released > 600
    stage.wait_for_note(("begun", released))
    stage.open_gate("released")
    expect(texts(page)).to_have_text([str(released)])
    settled(page)
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuenow", str(released))
    begun = [value for what, value in stage.notes() if what == "begun"]
    ended = [value for what, value in stage.notes() if what == "ended"]
    assert ended == [0, released]
    assert len(begun) >= 3


def test_a_slow_session_does_not_hold_up_another(serve, browse):
    """R90: two people, one of whom waits."""
    url = serve("""
        import anew as st
        from browser.stage import wait

        if st.button("Wait"):
            wait("long")
        st.text(st.checkbox("Quick"))
    """)
    one, other = (browse().new_page() for _ in range(2))
    for page in (one, other):
        page.goto(url)
        settled(page)
    button(one, "Wait").click()
    expect(one.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "running")
    other.get_by_role("checkbox", name="Quick").check()
    expect(texts(other)).to_have_text(["True"])
    settled(other)
    expect(one.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "running")
    stage.open_gate("long")
    settled(one)


def test_more_clicks_than_the_server_takes_at_once_all_count(open_app):
    """The tab paces itself: it sends what is too much a little later."""
    page = open_app("""
        import anew as st

        st.session_state.setdefault("n", 0)
        if st.button("Add"):
            st.session_state.n += 1
        st.text(st.session_state.n)
    """)
    press = "(button) => { for (let n = 0; n < 80; n++) button.click(); }"
    button(page, "Add").evaluate(press)
    expect(texts(page)).to_have_text(["80"])
    settled(page)


def test_a_click_that_waits_behind_another_gets_the_newest_args(open_app):
    """R57: it waits until what was entered before it has been drawn."""
    page = open_app("""
        import anew as st
        from browser.stage import note, wait

        st.session_state.setdefault("distance", 0)
        lap = st.number_input("Lap", value=1)

        def run(length):
            st.session_state.distance += length

        st.button("Run", on_click=run, args=(lap,))
        if st.button("Rest"):
            note("resting")
            wait("rested")
        st.text(st.session_state.distance)
    """)
    button(page, "Rest").click()
    stage.wait_for_note("resting")
    page.get_by_role("spinbutton", name="Lap").fill("5")
    button(page, "Run").click()
    stage.open_gate("rested")
    expect(texts(page)).to_have_text(["5"])
    settled(page)
