"""Of the elements, what most depends on the browser. It takes a minute: `make faults` runs it."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.skipif(
    os.environ.get("ANEW_TESTS") != "all", reason="`make faults` runs the long tests."
)

WIDGETS = {
    "number": "st.text(f\"got {st.number_input('Number', value=1.5, step=0.5, key='one')}\")",
    "whole": "st.text(f\"got {st.number_input('Whole', 0, 10, None, key='one')}\")",
    "slider": "st.text(f\"got {st.slider('Slider', 0, 100, 50)}\")",
    "toggle": "st.text(f\"got {st.toggle('Toggle', key='one')}\")",
    "area": "st.text(f\"got {st.text_area('Area', key='one')!r}\")",
    "several": "st.text(f\"got {st.multiselect('Several', ['a', 'b'], key='one')}\")",
    "tabs": "one, two = st.tabs(['One', 'Two'])\none.text('in one')\ntwo.text('in two')",
    "popover": "st.popover('Open').text('inside')",
    "expander": "st.expander('Open').text('inside')",
    "pills": "st.text(f\"got {st.pills('Pills', ['a', 'b'], key='one')}\")",
    "table": "st.dataframe({'n': list(range(500))}, hide_index=True)",
    "code": "st.code('x = 1  # ' + 'far ' * 200)",
    "picture": 'st.image(\'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>\')',
}

FIELD = ".st-key-one input"


@pytest.fixture
def show(window, open_app):
    def show(name):
        open_app(f"import anew as st\n{WIDGETS[name]}\n")
        return window

    yield show
    assert window.complaints() == []


def test_a_number_is_typed_and_stepped(show):
    window = show("number")
    window.click(FIELD)
    window.press("Control+a")
    window.type("2.25")
    window.press("Enter")
    window.shows("got 2.25")
    window.click('[data-testid="stNumberInputStepUp"]')
    window.shows("got 2.75")
    window.press("ArrowDown")
    window.shows("got 2.25")


def test_an_empty_number_is_filled_in(show):
    window = show("whole")
    window.click(FIELD)
    window.type("7")
    window.press("Tab")
    window.shows("got 7")


def test_a_slider_is_dragged(show):
    window = show("slider")
    window.drag('[role="slider"]', 200)
    window.until(
        "() => Number(document.querySelector('[data-testid=\"stText\"]').innerText.slice(4)) > 60",
        what="a larger number",
    )


def test_a_toggle_is_clicked(show):
    window = show("toggle")
    window.click(".st-key-one label")
    window.shows("got True")


def test_lines_are_typed(show):
    window = show("area")
    window.click(".st-key-one textarea")
    window.type("one")
    window.press("Enter")
    window.type("two")
    window.press("Control+Enter")
    window.shows(r"got 'one\ntwo'")


def test_several_are_chosen(show):
    window = show("several")
    window.click(FIELD)
    window.click('[role="option"]', index=-1)
    window.shows("got ['b']")


def test_a_tab_shows_what_is_in_it(show):
    window = show("tabs")
    window.click('[role="tab"]', index=-1)
    window.until(
        "() => document.body.innerText.includes('in two') && "
        "!document.body.innerText.includes('in one')",
        what="the other tab",
    )


@pytest.mark.parametrize(
    ("name", "handle"),
    [("popover", '[data-testid="stPopover"] button'), ("expander", "summary")],
)
def test_what_is_folded_opens(show, name, handle):
    window = show(name)
    window.click(handle)
    window.until(PLACED, what="what is inside")


PLACED = """
() => [...document.querySelectorAll('[data-testid="stText"]')]
  .some((one) => one.innerText === "inside" && one.getBoundingClientRect().height > 5)
"""


def test_a_pill_is_chosen(show):
    window = show("pills")
    window.click(".st-key-one button", index=-1)
    window.shows("got b")


def test_a_long_table_is_scrolled_with_the_keyboard(show):
    window = show("table")
    window.until("() => document.body.innerText.includes('\\n0\\n')", what="the first row")
    window.click('[data-testid="stDataFrame"] [role="gridcell"]', index=0)
    window.press(*["ArrowDown"] * 15)
    window.until("() => document.body.innerText.includes('\\n15')", what="a row further down")


def test_long_code_scrolls_within_its_block(show):
    window = show("code")
    window.until(
        """() => {
          const block = document.querySelector('[data-testid="stCode"]').getBoundingClientRect();
          const main = document.querySelector('[data-testid="stMainBlockContainer"]')
            .getBoundingClientRect();
          return block.width > 100 && block.right <= main.right &&
            document.scrollingElement.scrollWidth <= innerWidth;
        }""",
        what="a block within the page",
    )


def test_a_picture_is_drawn(show):
    window = show("picture")
    window.until("() => document.querySelector('main img, [data-testid=stMain] img').naturalWidth")
