"""Tabs within a page: containers of which one is shown."""

from __future__ import annotations

import pytest
from browser.chromium import button, texts
from playwright.sync_api import expect

ANIMALS = """
    import anew as st

    labels = ["*Cats*", "Dogs", "Birds"]
    if st.button("More"):
        labels.insert(0, "Ants")
    boxes = dict(zip(labels, st.tabs(labels{options})))
    boxes["*Cats*"].text(boxes["*Cats*"].text_input("Name"))
    boxes["Dogs"].text("woof")
    boxes["Birds"].text("chirp")
    st.text(boxes["Dogs"].open)
"""


def tab(page, name):
    return page.get_by_role("tab", name=name)


def test_one_is_shown_at_a_time(open_app):
    page = open_app(ANIMALS.format(options=""))
    expect(page.get_by_role("tablist")).to_have_count(1)
    expect(page.get_by_test_id("stTab")).to_have_text(["Cats", "Dogs", "Birds"])
    expect(tab(page, "Cats").locator("em")).to_have_count(1)
    expect(tab(page, "Cats")).to_have_attribute("aria-selected", "true")
    panels = page.get_by_test_id("stTabPanel")
    expect(panels).to_have_count(3)
    tab(page, "Dogs").click()
    expect(page.get_by_role("tabpanel")).to_have_accessible_name("Dogs")
    expect(panels.nth(0)).to_be_hidden()
    expect(panels.nth(1)).to_be_visible()
    expect(texts(page).last).to_have_text("None")


@pytest.mark.parametrize("options", ["", ", on_change='rerun'"])
def test_they_are_chosen_by_keyboard(open_app, options):
    page = open_app(ANIMALS.format(options=options))
    keys = page.keyboard
    button(page, "More").focus()
    keys.press("Tab")
    expect(tab(page, "Cats")).to_be_focused()
    for key, name in [
        ("ArrowRight", "Dogs"),
        ("ArrowLeft", "Cats"),
        ("ArrowLeft", "Birds"),
        ("ArrowRight", "Cats"),
        ("End", "Birds"),
        ("Home", "Cats"),
    ]:
        keys.press(key)
        expect(tab(page, name)).to_be_focused()
        expect(tab(page, name)).to_have_attribute("aria-selected", "true")
        expect(page.locator("[role=tab][tabindex='0']")).to_have_count(1)
    keys.press("Tab")
    expect(page.get_by_role("tabpanel")).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()


@pytest.mark.parametrize("options", ["", ", key='tabs'"])
def test_the_choice_and_what_is_hidden_survive_reruns(open_app, options):
    """The browser alone knows the choice, and finds it by its label."""
    page = open_app(ANIMALS.format(options=options))
    page.get_by_role("textbox", name="Name").fill("Tom")
    page.keyboard.press("Enter")
    expect(texts(page).first).to_have_text("Tom")
    tab(page, "Dogs").click()
    button(page, "More").click()
    expect(page.get_by_test_id("stTab")).to_have_count(4)
    expect(tab(page, "Dogs")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("woof")).to_be_visible()
    tab(page, "Cats").click()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Tom")


def test_the_script_may_follow_the_choice(open_app):
    """R117"""
    page = open_app("""
        import anew as st

        def changed(word):
            st.session_state.changes = st.session_state.get("changes", "") + word

        cats, dogs = st.tabs(["Cats", "Dogs"], key="animal", on_change=changed, args=("!",))
        if dogs.open:
            dogs.text("made when it is needed")
        st.text(f"{cats.open} {dogs.open} {st.session_state.animal}")
        st.text(st.session_state.get("changes"))
        st.button("To the cats", on_click=lambda: st.session_state.update(animal="Cats"))
    """)
    expect(texts(page)).to_have_text(["True False Cats", "None"])
    tab(page, "Dogs").click()
    expect(texts(page)).to_have_text(["made when it is needed", "False True Dogs", "!"])
    button(page, "To the cats").click()
    expect(texts(page)).to_have_text(["True False Cats", "!"])
    expect(tab(page, "Cats")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".st-key-animal")).to_have_count(1)


def test_another_default_is_shown_at_once(open_app):
    page = open_app("""
        import anew as st

        st.tabs(["A", "B"], default="B" if st.checkbox("B first") else None)
    """)
    expect(tab(page, "A")).to_have_attribute("aria-selected", "true")
    page.get_by_role("checkbox").check()
    expect(tab(page, "B")).to_have_attribute("aria-selected", "true")


def test_they_may_be_in_one_another_and_in_forms(open_app):
    page = open_app("""
        import anew as st

        outer, other = st.tabs(["Outer", "Other"])
        with outer, st.form("form"):
            one, two = st.tabs(["One", "Two"])
            name = two.text_input("Name")
            st.form_submit_button("Send")
        st.text(name)
    """)
    tab(page, "Two").click()
    page.get_by_role("textbox", name="Name").fill("Ada")
    button(page, "Send").click()
    expect(texts(page)).to_have_text(["Ada"])
    expect(tab(page, "Two")).to_have_attribute("aria-selected", "true")
    expect(tab(page, "Outer")).to_have_attribute("aria-selected", "true")


def test_many_tabs_scroll_and_the_chosen_one_is_in_sight(open_on_phone):
    page = open_on_phone("""
        import anew as st

        st.tabs([f"Number {n}" for n in range(40)], default="Number 20")
    """)
    expect(tab(page, "Number 20")).to_be_in_viewport()
    expect(tab(page, "Number 39")).not_to_be_in_viewport()
    tab(page, "Number 20").focus()
    page.keyboard.press("End")
    expect(tab(page, "Number 39")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_of_a_fixed_height_they_scroll(open_app):
    page = open_app("""
        import anew as st

        long, short = st.tabs(["Long", "Short"], height=300)
        for n in range(50):
            long.text(n)
    """)
    assert page.get_by_test_id("stTabs").bounding_box()["height"] == 300
    expect(texts(page).last).not_to_be_in_viewport()
    texts(page).last.scroll_into_view_if_needed()
    expect(tab(page, "Short")).to_be_in_viewport()
