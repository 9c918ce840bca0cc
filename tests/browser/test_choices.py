"""Choices among options that change while the user chooses."""

from __future__ import annotations

import pytest
from browser.chromium import button, texts
from playwright.sync_api import expect

APP = """
    import anew as st

    options = ["*a*", "b", "c", "d"]
    if st.toggle("Others first"):
        options = ["x", "y", *options]
    if st.toggle("Without b"):
        options.remove("b")
    with st.form("form"):
        found = {command}
        st.form_submit_button("Send")
    st.text(repr(found))
"""


class Radio:
    command = "st.radio('x', options, key='k')"
    chosen, otherwise = "'b'", "'*a*'"

    def choose(self, page):
        page.get_by_role("radio", name="b").check()

    def expect_chosen(self, page):
        expect(page.get_by_role("radio", name="b")).to_be_checked()


class Selectbox:
    command = "st.selectbox('x', options, key='k')"
    chosen, otherwise = "'b'", "'*a*'"

    def choose(self, page):
        page.get_by_role("combobox").click()
        page.get_by_role("option", name="b", exact=True).click()

    def expect_chosen(self, page):
        expect(page.get_by_role("combobox")).to_have_value("b")


class Multiselect(Selectbox):
    command = "st.multiselect('x', options, key='k')"
    chosen, otherwise = "['b']", "[]"

    def expect_chosen(self, page):
        expect(page.locator(".tag")).to_have_text(["b"])


class Pills:
    command = "st.pills('x', options, key='k')"
    chosen, otherwise = "'b'", "None"

    def choose(self, page):
        button(page, "b").click()

    def expect_chosen(self, page):
        expect(page.locator("[aria-pressed=true]")).to_have_text(["b"])


class SegmentedControl(Pills):
    command = "st.segmented_control('x', options, key='k')"


class SelectSlider:
    command = "st.select_slider('x', options, key='k')"
    chosen, otherwise = "'b'", "'*a*'"

    def choose(self, page):
        page.get_by_role("slider").focus()
        page.keyboard.press("ArrowRight")

    def expect_chosen(self, page):
        expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "b")


@pytest.fixture(
    params=[Radio, Selectbox, Multiselect, Pills, SegmentedControl, SelectSlider],
    ids=lambda kind: kind.__name__,
)
def widget(request):
    return request.param()


@pytest.fixture
def page(widget, open_app):
    page = open_app(APP.replace("{command}", widget.command))
    widget.choose(page)
    widget.expect_chosen(page)
    return page


def change(page, name):
    page.get_by_role("switch", name=name).click()
    expect(page.get_by_role("switch", name=name)).to_be_checked()


def test_a_choice_that_was_not_sent_yet_follows_its_option(page, widget):
    change(page, "Others first")
    widget.expect_chosen(page)
    button(page, "Send").click()
    expect(texts(page)).to_have_text([widget.chosen])
    widget.expect_chosen(page)


def test_a_choice_whose_option_goes_is_taken_back(page, widget):
    change(page, "Without b")
    button(page, "Send").click()
    expect(texts(page)).to_have_text([widget.otherwise])
