"""Sliders, as people push them: by keys, by dragging, by a click on the track."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def thumb(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def at(page, name, ratio):
    """The point of a slider's track that is so far from its start."""
    box = page.get_by_test_id("stSlider").filter(has_text=name).locator(".slider").bounding_box()
    y = thumb(page, name).first.bounding_box()
    return box["x"] + ratio * box["width"], y["y"] + y["height"] / 2


def drag(page, start, *ends):
    page.mouse.move(*start)
    page.mouse.down()
    for end in ends:
        page.mouse.move(*end, steps=5)


@pytest.fixture
def age(open_app):
    return open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text(st.slider("Age", 0, 130, 25, key="age"))
    """)


def test_the_keys_move_it(age):
    one = thumb(age, "Age")
    expect(texts(age)).to_have_text(["25"])
    one.focus()
    for key, value in [
        ("ArrowRight", 26),
        ("ArrowUp", 27),
        ("ArrowLeft", 26),
        ("ArrowDown", 25),
        ("PageUp", 35),
        ("PageDown", 25),
        ("End", 130),
        ("ArrowRight", 130),
        ("Home", 0),
        ("ArrowLeft", 0),
        ("Shift+ArrowRight", 10),
    ]:
        age.keyboard.press(key)
        expect(one).to_have_attribute("aria-valuenow", str(value))
        expect(texts(age)).to_have_text([str(value)])
    expect(one).to_be_focused()


def test_it_says_where_it_stands(age):
    one = thumb(age, "Age")
    for name, value in [("min", "0"), ("max", "130"), ("now", "25"), ("text", "25")]:
        expect(one).to_have_attribute(f"aria-value{name}", value)
    expect(age.get_by_test_id("stSliderThumbValue")).to_have_text("25")


def test_it_is_dragged(age):
    drag(age, at(age, "Age", 25 / 130), at(age, "Age", 0.8), at(age, "Age", 0.5))
    expect(age.get_by_test_id("stSliderThumbValue")).to_have_text("65")
    age.mouse.up()
    expect(texts(age)).to_have_text(["65"])
    expect(thumb(age, "Age")).to_have_attribute("aria-valuenow", "65")
    expect(thumb(age, "Age")).to_be_focused()


def test_it_is_dragged_past_its_ends(age):
    drag(age, at(age, "Age", 25 / 130), at(age, "Age", 1.2))
    age.mouse.up()
    expect(texts(age)).to_have_text(["130"])
    drag(age, at(age, "Age", 1), at(age, "Age", -0.2))
    age.mouse.up()
    expect(texts(age)).to_have_text(["0"])


def test_a_click_on_the_track_moves_it_there(age):
    age.mouse.click(*at(age, "Age", 0.5))
    expect(texts(age)).to_have_text(["65"])
    expect(thumb(age, "Age")).to_be_focused()


def test_a_range_has_two_thumbs(open_app):
    page = open_app("""
        import anew as st

        st.text(st.slider("Price", 0.0, 10.0, (2.5, 7.5), step=0.5))
    """)
    low, high = (page.get_by_role("slider", name=f"Price {end}") for end in ("from", "to"))
    expect(texts(page)).to_have_text(["(2.5, 7.5)"])
    expect(low).to_have_attribute("aria-valuemax", "7.5")
    expect(high).to_have_attribute("aria-valuemin", "2.5")
    low.press("ArrowRight")
    expect(texts(page)).to_have_text(["(3.0, 7.5)"])
    high.press("End")
    expect(texts(page)).to_have_text(["(3.0, 10.0)"])
    low.press("End")
    expect(texts(page)).to_have_text(["(10.0, 10.0)"])
    low.press("Home")
    expect(texts(page)).to_have_text(["(0.0, 10.0)"])
    box = page.locator(".slider").bounding_box()
    y = low.bounding_box()["y"] + low.bounding_box()["height"] / 2

    def x(ratio):
        return box["x"] + ratio * box["width"]

    page.mouse.click(x(0.2), y)
    expect(texts(page)).to_have_text(["(2.0, 10.0)"])
    page.mouse.click(x(0.9), y)
    expect(texts(page)).to_have_text(["(2.0, 9.0)"])
    drag(page, (x(0.2), y), (x(0.95), y))
    page.mouse.up()
    expect(texts(page)).to_have_text(["(9.0, 9.0)"])


def test_dates_and_times_are_shown_as_the_author_says(open_app):
    page = open_app("""
        import datetime as dt

        import anew as st

        st.text(st.slider("Day", dt.date(2024, 1, 1), dt.date(2024, 12, 31), dt.date(2024, 2, 28)))
        st.text(st.slider("Time", value=dt.time(9, 30), format="HH:mm"))
        st.text(st.slider(
            "Moment",
            dt.datetime(2024, 1, 1),
            dt.datetime(2024, 1, 2),
            dt.datetime(2024, 1, 1, 12),
            step=dt.timedelta(hours=6),
            format="D MMMM YYYY, h a",
        ))
    """)
    expect(thumb(page, "Day")).to_have_attribute("aria-valuetext", "2024-02-28")
    thumb(page, "Day").press("ArrowRight")
    expect(texts(page).nth(0)).to_have_text(["2024-02-29"])
    thumb(page, "Time").press("ArrowRight")
    expect(thumb(page, "Time")).to_have_attribute("aria-valuetext", "09:45")
    expect(texts(page).nth(1)).to_have_text(["09:45:00"])
    thumb(page, "Moment").press("ArrowRight")
    expect(thumb(page, "Moment")).to_have_attribute("aria-valuetext", "1 January 2024, 6 pm")
    expect(texts(page).nth(2)).to_have_text(["2024-01-01 18:00:00"])
    expect(page.get_by_test_id("stSliderThumbValue").nth(2)).to_have_text("1 January 2024, 6 pm")


def test_numbers_are_shown_as_the_author_says(open_app):
    page = open_app("""
        import anew as st

        st.slider("Distance", 0, 10, 5, format="%d km")
        st.slider("Share", 0.0, 1.0, 0.5, format="percent")
        st.slider("Cost", 0, 5000, 1234, format="dollar")
    """)
    for name, text in (("Distance", "5 km"), ("Share", "50%"), ("Cost", "$1,234.00")):
        expect(thumb(page, name)).to_have_attribute("aria-valuetext", text)


def test_a_disabled_one_stays(open_app):
    page = open_app("""
        import anew as st

        st.text(st.slider("Age", 0, 100, 50, disabled=True))
    """)
    expect(thumb(page, "Age")).to_have_attribute("aria-disabled", "true")
    page.mouse.click(*at(page, "Age", 0.1))
    thumb(page, "Age").dispatch_event("keydown", {"key": "End"})
    page.keyboard.press("r")
    settled(page)
    expect(texts(page)).to_have_text(["50"])
    expect(thumb(page, "Age")).to_have_attribute("aria-valuenow", "50")


def test_the_state_moves_it(open_app):
    """R26: two sliders that follow each other."""
    page = open_app("""
        import anew as st

        st.session_state.setdefault("celsius", 0.0)
        st.session_state.setdefault("fahrenheit", 32.0)

        def from_celsius():
            st.session_state.fahrenheit = st.session_state.celsius * 9 / 5 + 32

        def boil():
            st.session_state.celsius = 100.0
            from_celsius()

        st.slider("Celsius", -100.0, 100.0, key="celsius", step=1.0, on_change=from_celsius)
        st.slider("Fahrenheit", -148.0, 212.0, key="fahrenheit", step=0.1)
        st.button("Boil", on_click=boil)
    """)
    thumb(page, "Celsius").press("PageUp")
    expect(thumb(page, "Fahrenheit")).to_have_attribute("aria-valuenow", "50")
    button(page, "Boil").click()
    expect(thumb(page, "Celsius")).to_have_attribute("aria-valuenow", "100")
    expect(thumb(page, "Fahrenheit")).to_have_attribute("aria-valuenow", "212")


def test_a_finger_drags_it(open_on_phone):
    """Up and down scrolls the page; to the side moves the thumb."""
    page = open_on_phone("""
        import anew as st

        st.text(st.slider("Age", 0, 100, 50))
    """)
    devtools = page.context.new_cdp_session(page)

    def touch(kind, *points):
        given = [{"x": x, "y": y} for x, y in points]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})

    touch("touchStart", at(page, "Age", 0.5))
    for ratio in (0.55, 0.6, 0.7, 0.75):
        touch("touchMove", at(page, "Age", ratio))
    touch("touchEnd")
    expect(texts(page)).to_have_text(["75"])
