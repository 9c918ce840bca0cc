"""How things stand: containers, columns, the sidebar, what opens and closes."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts, until
from browser.everything import EVERYTHING
from playwright.sync_api import expect


def box(locator):
    return locator.bounding_box()


def is_beside(one, other):
    """Whether two boxes stand in one row, the first to the left."""
    return one["x"] + one["width"] <= other["x"] + 1 and abs(one["y"] - other["y"]) < 5


def is_below(one, other):
    return one["y"] + one["height"] <= other["y"] + 1


def test_a_container_is_filled_later(open_app):
    page = open_app("""
        import anew as st

        box = st.container(key="my box", border=True)
        st.text("outside")
        box.text("inside")
        with box:
            st.text("too")
    """)
    expect(texts(page)).to_have_text(["inside", "too", "outside"])
    own = page.locator(".st-key-my-box")
    expect(texts(own)).to_have_text(["inside", "too"])
    assert own.evaluate("one => getComputedStyle(one).borderTopWidth") == "1px"


def test_a_container_of_fixed_height_scrolls(open_app):
    page = open_app("""
        import anew as st

        with st.container(height=200, key="low"):
            for n in range(50):
                st.text(n)
        with st.container(height=200, key="log", autoscroll=True):
            for n in range(50):
                st.text(f"line {n}")
    """)
    low = page.locator(".st-key-low")
    assert box(low)["height"] == 200
    expect(texts(low).last).not_to_be_in_viewport()
    texts(low).last.scroll_into_view_if_needed()
    expect(texts(low).last).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    expect(texts(page.locator(".st-key-log")).last).to_be_in_viewport()


def test_a_horizontal_container_is_a_row(open_app):
    page = open_app("""
        import anew as st

        with st.container(horizontal=True, key="row"):
            st.button("One")
            st.button("Two")
        with st.container(horizontal=True, horizontal_alignment="right", key="right"):
            st.button("Three")
    """)
    assert is_beside(box(button(page, "One")), box(button(page, "Two")))
    expect(page.locator(".st-key-row")).to_have_class("stHorizontalBlock flow st-key-row")
    three, row = box(button(page, "Three")), box(page.locator(".st-key-right"))
    assert abs(three["x"] + three["width"] - row["x"] - row["width"]) < 1


COLUMNS = """
    import anew as st

    left, middle, right = st.columns([2, 1, 1], border=True)
    left.text("left")
    middle.button("middle")
    with right:
        st.text("right")
"""


def test_columns_stand_side_by_side(open_app):
    page = open_app(COLUMNS)
    left, middle, right = map(box, page.get_by_test_id("stColumn").all())
    assert is_beside(left, middle)
    assert is_beside(middle, right)
    assert middle["width"] == pytest.approx(right["width"], abs=1)
    assert left["width"] > 1.6 * middle["width"]
    expect(page.get_by_test_id("stHorizontalBlock")).to_have_count(1)
    expect(texts(page.get_by_test_id("stColumn").last)).to_have_text(["right"])


def test_columns_are_stacked_on_a_phone(open_on_phone):
    page = open_on_phone(COLUMNS)
    left, middle, right = map(box, page.get_by_test_id("stColumn").all())
    assert is_below(left, middle)
    assert is_below(middle, right)
    assert left["width"] == middle["width"] > 300


SIDEBAR = """
    import anew as st

    st.sidebar.header("Settings")
    with st.sidebar:
        st.text(st.checkbox("Fine"))
    st.button("In the page")
"""


def test_the_sidebar_closes_and_opens(open_app):
    page = open_app(SIDEBAR)
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).to_be_visible()
    expect(sidebar).to_have_attribute("aria-expanded", "true")
    assert is_beside({**box(sidebar), "y": 0}, {**box(page.get_by_test_id("stMain")), "y": 0})
    page.get_by_role("checkbox", name="Fine").check()
    expect(texts(sidebar)).to_have_text(["True"])
    wide = box(page.get_by_test_id("stMain"))["width"]
    page.get_by_test_id("stSidebarCollapseButton").click()
    expect(sidebar).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("checkbox", name="Fine")).to_be_hidden()
    until(page, lambda: box(page.get_by_test_id("stMain"))["width"], lambda width: width > wide)
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("checkbox", name="Fine")).to_be_checked()


def test_the_sidebar_works_by_keyboard(open_app):
    page = open_app(SIDEBAR)
    button(page, "Close the sidebar").press("Enter")
    expect(page.get_by_test_id("stSidebarContent")).to_be_hidden()
    button(page, "Open the sidebar").press("Enter")
    expect(page.get_by_test_id("stSidebarContent")).to_be_visible()


def test_the_sidebar_lies_over_the_page_on_a_phone(open_on_phone):
    page = open_on_phone(SIDEBAR)
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_test_id("stSidebarContent")).to_be_hidden()
    main = box(page.get_by_test_id("stMain"))
    assert main["x"] == 0
    assert main["width"] == 390
    button(page, "Open the sidebar").click()
    expect(page.get_by_test_id("stSidebarContent")).to_be_visible()
    page.get_by_role("checkbox", name="Fine").check()
    expect(texts(sidebar)).to_have_text(["True"])
    until(page, lambda: box(page.get_by_test_id("stMain")), main)
    page.touchscreen.tap(380, 600)
    expect(sidebar).to_have_attribute("aria-expanded", "false")
    button(page, "In the page").click()
    settled(page)


def test_a_page_without_a_sidebar_has_none(open_app):
    page = open_app("""
        import anew as st

        if st.toggle("With"):
            st.sidebar.text("there")
    """)
    expect(page.get_by_test_id("stSidebar")).not_to_be_attached()
    page.get_by_role("switch", name="With").check()
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    page.get_by_role("switch", name="With").uncheck()
    expect(page.get_by_test_id("stSidebar")).not_to_be_attached()


def test_an_empty_place_is_filled_replaced_and_emptied(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        place = st.empty()
        st.text("below")
        if st.button("Go"):
            place.text("first")
            wait("first")
            with place.container():
                st.text("second")
                st.text("and third")
            wait("second")
            place.empty()
    """)
    from browser import stage

    expect(texts(page)).to_have_text(["below"])
    gap = box(texts(page))["y"]
    button(page, "Go").click()
    expect(texts(page)).to_have_text(["first", "below"])
    stage.open_gate("first")
    expect(texts(page)).to_have_text(["second", "and third", "below"])
    stage.open_gate("second")
    expect(texts(page)).to_have_text(["below"])
    until(page, lambda: box(texts(page))["y"], gap)


def test_an_expander_opens_by_mouse_and_keyboard(open_app):
    page = open_app("""
        import anew as st

        with st.expander("More", icon="🎈"):
            st.text(st.checkbox("Inside"))
        with st.expander("Open", expanded=True):
            st.text("seen")
    """)
    more, opened = page.get_by_test_id("stExpander").all()
    details = more.get_by_test_id("stExpanderDetails")
    expect(details).to_be_hidden()
    expect(opened.get_by_test_id("stExpanderDetails")).to_be_visible()
    more.locator("summary").click()
    expect(details).to_be_visible()
    page.get_by_role("checkbox", name="Inside").check()
    expect(texts(more)).to_have_text(["True"])
    expect(details).to_be_visible()
    summary = more.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(details).to_be_hidden()
    page.keyboard.press(" ")
    expect(details).to_be_visible()
    expect(more.get_by_test_id("stExpanderIcon")).to_contain_text("🎈")


def test_an_expander_tells_the_script(open_app):
    """R117."""
    page = open_app("""
        import anew as st

        box = st.expander("More", key="more", on_change="rerun")
        st.text(f"{box.open} {st.session_state.more}")
        if box.open:
            box.text("made when it is needed")
        st.button("Close", on_click=lambda: st.session_state.update(more=False))
    """)
    expect(texts(page)).to_have_text(["False False"])
    page.locator("summary").click()
    expect(texts(page)).to_have_text(["made when it is needed", "True True"])
    button(page, "Close").click()
    expect(texts(page)).to_have_text(["False False"])
    expect(page.get_by_test_id("stExpanderDetails")).to_be_hidden()
    expect(page.locator(".st-key-more")).to_have_count(1)


def test_keys_are_classes(open_app):
    page = open_app("""
        import anew as st

        st.button("Press", key="save it!")
        st.text_input("Name", key="name")
    """)
    expect(page.locator(".st-key-save-it-").get_by_role("button")).to_have_text("Press")
    own = page.locator(".stElementContainer.st-key-name")
    expect(own.get_by_test_id("stTextInput")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_scrolls_to_the_side(browse, serve, width):
    page = browse(width=width, height=844).new_page()
    page.goto(serve(EVERYTHING))
    settled(page)
    expect(page.get_by_test_id("stExpanderDetails")).to_be_visible()
    root = page.locator("html")
    until(page, lambda: root.evaluate("one => one.scrollWidth"), width)
    outside = (
        page.get_by_test_id("stMain")
        .locator("*")
        .evaluate_all(
            f"""all => all.filter(one => {{
            const {{ right, left, width }} = one.getBoundingClientRect();
            const scrolls = one.closest("pre, .stJson, table, [role=tablist], [data-height=fixed]");
            return width > 0 && !scrolls && one.checkVisibility() && (right > {width} + 1 || left < -1);
        }}).map(one => one.outerHTML.slice(0, 80))"""
        )
    )
    assert outside == []
