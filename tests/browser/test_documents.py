"""What Streamlit's documentation promises of session state, with small apps to the same effect."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

ARGS = """
    import anew as st

    if "distance" not in st.session_state:
        st.session_state.distance = 0
    lap = st.number_input("Length of a lap", value=0, step=1)

    def run(length):
        st.session_state.distance += length

    st.button("Run", on_click=run, args=(lap,))
    st.write("Distance:", st.session_state.distance)
"""


def written(page):
    return page.get_by_test_id("stMarkdown")


def test_a_plain_variable_begins_anew_each_time(open_app):
    """R2: however often the button is pressed, it counts to one."""
    page = open_app("""
        import anew as st

        st.title("Laps")
        laps = 0
        if st.button("Another lap"):
            laps += 1
        st.write("Laps run:", laps)
    """)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Laps")
    expect(written(page)).to_have_text(["Laps run: 0"])
    for _ in range(3):
        button(page, "Another lap").click()
        settled(page)
        expect(written(page)).to_have_text(["Laps run: 1"])


def test_the_state_lasts(open_app):
    """R2, R8."""
    page = open_app("""
        import anew as st

        if "laps" not in st.session_state:
            st.session_state.laps = 0
        if st.button("Another lap"):
            st.session_state.laps += 1
        st.write("Laps run:", st.session_state.laps)
    """)
    for laps in range(1, 4):
        button(page, "Another lap").click()
        expect(written(page)).to_have_text([f"Laps run: {laps}"])


def test_a_callback_comes_before_the_script(open_app):
    """R55: what is written above the button is up to date already."""
    page = open_app("""
        import anew as st

        if "laps" not in st.session_state:
            st.session_state.laps = 0

        def run_another():
            st.session_state.laps += 1

        st.write("Above:", st.session_state.laps)
        st.button("Another lap", on_click=run_another)
        st.write("Below:", st.session_state.laps)
    """)
    for laps in range(1, 4):
        button(page, "Another lap").click()
        expect(written(page)).to_have_text([f"Above: {laps}", f"Below: {laps}"])


def test_a_callback_gets_its_args(open_app):
    """R57: those of the last run."""
    page = open_app(ARGS)
    length = page.get_by_role("spinbutton", name="Length of a lap")
    button(page, "Run").click()
    expect(written(page)).to_have_text(["Distance: 0"])
    length.fill("4")
    length.press("Enter")
    settled(page)
    button(page, "Run").click()
    expect(written(page)).to_have_text(["Distance: 4"])
    length.press("ArrowUp")
    settled(page)
    button(page, "Run").click()
    expect(written(page)).to_have_text(["Distance: 9"])


def test_a_number_that_was_just_typed_is_among_the_args(open_app):
    """R57: pressing the button takes the focus from the field, whose number is sent at once."""
    page = open_app(ARGS + "    from browser.stage import note; note(lap)\n")
    page.get_by_role("spinbutton", name="Length of a lap").fill("4")
    button(page, "Run").hover()
    page.mouse.down()
    stage.wait_for_note(4)
    page.mouse.up()
    expect(written(page)).to_have_text(["Distance: 4"])


def test_a_callback_gets_its_kwargs(open_app):
    page = open_app("""
        import anew as st

        if "floor" not in st.session_state:
            st.session_state.floor = 0

        def go(up=0, down=0):
            st.session_state.floor += up - down

        st.button("Up", on_click=go, kwargs={"up": 5})
        st.button("Down", on_click=go, kwargs=dict(down=1))
        st.write("Floor:", st.session_state.floor)
    """)
    for label, floor in (("Up", 5), ("Up", 10), ("Down", 9), ("Down", 8), ("Up", 13)):
        button(page, label).click()
        expect(written(page)).to_have_text([f"Floor: {floor}"])


def test_both_ways_to_write_reach_the_same_entry(open_app):
    """R8: initialised, read, updated."""
    page = open_app("""
        import anew as st

        if "colour" not in st.session_state:
            st.session_state["colour"] = "red"
        if "size" not in st.session_state:
            st.session_state.size = "small"
        st.write(st.session_state.colour)
        st.write(st.session_state["size"])
        st.session_state.colour = "blue"
        st.session_state["size"] = "large"
        st.write(st.session_state["colour"], st.session_state.size)
    """)
    expect(written(page)).to_have_text(["red", "small", "blue large"])
    page.keyboard.press("r")
    expect(written(page)).to_have_text(["blue", "large", "blue large"])


def test_a_widget_takes_its_first_value_from_the_state(open_app):
    """R24, R25: and gives it back there."""
    page = open_app("""
        import anew as st

        if "speed" not in st.session_state:
            st.session_state.speed = 12.5
        st.slider("Speed", min_value=0.0, max_value=50.0, key="speed")
        st.write(st.session_state.speed)
    """)
    speed = page.get_by_role("slider", name="Speed")
    expect(speed).to_have_attribute("aria-valuenow", "12.5")
    expect(written(page)).to_have_text(["12.5"])
    speed.press("End")
    expect(written(page)).to_have_text(["50.0"])
    speed.press("ArrowLeft")
    expect(written(page)).to_have_text(["49.99"])
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_an_entry_that_nobody_made_is_an_error(open_app):
    """R9."""
    page = open_app("""
        import anew as st

        st.write(st.session_state["nothing"])
    """)
    shown = page.get_by_test_id("stException")
    expect(shown).to_contain_text("KeyError")
    expect(shown).to_contain_text("nothing")
    expect(shown).to_contain_text('st.write(st.session_state["nothing"])')


def test_a_button_cannot_be_pressed_through_the_state(open_app):
    """R29: it is an error, now and in the run after."""
    page = open_app("""
        import anew as st

        if "send" not in st.session_state:
            st.session_state.send = True
        st.button("Send", key="send")
    """)
    shown = page.get_by_test_id("stException")
    expect(shown).to_contain_text("ValueAssignmentNotAllowedError")
    expect(shown).to_contain_text("send")
    expect(button(page, "Send")).to_have_count(0)


def test_what_a_widget_holds_is_in_the_state(open_app):
    """R20, R21, R22."""
    page = open_app("""
        import anew as st

        st.checkbox("Agree", key="agree")
        st.checkbox("Without a key")
        st.button("Press", key="press")
        st.session_state.own = 1
        st.write(st.session_state)
    """)
    shown = page.get_by_test_id("stJson")
    expect(shown).to_contain_text('"agree": false')
    expect(shown).to_contain_text('"press": false')
    expect(shown).to_contain_text('"own": 1')
    expect(shown).not_to_contain_text("$$")
    button(page, "Press").click()
    expect(shown).to_contain_text('"press": true')
    page.get_by_role("checkbox", name="Agree").check()
    expect(shown).to_contain_text('"agree": true')
    expect(shown).to_contain_text('"press": false')


def test_a_value_that_is_kept_by_hand_outlives_its_widget(open_app):
    """R43, R47."""
    page = open_app("""
        import anew as st

        if "kept" in st.session_state:
            st.session_state.kept = st.session_state.kept
        if st.toggle("Show", True):
            st.text_input("Kept", key="kept")
            st.text_input("Lost", key="lost")
        st.text(st.session_state.get("kept"))
        st.text(st.session_state.get("lost"))
    """)
    for name in ("Kept", "Lost"):
        page.get_by_role("textbox", name=name).fill(name.lower())
        page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["kept", "lost"])
    show = page.get_by_role("switch", name="Show")
    show.uncheck()
    settled(page)
    show.blur()  # It would take the key for itself.
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["kept", "None"])
    show.check()
    expect(page.get_by_role("textbox", name="Kept")).to_have_value("kept")
    expect(page.get_by_role("textbox", name="Lost")).to_have_value("")
