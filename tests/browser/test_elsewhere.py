"""A tab that comes to another process than before, or to a store that is not as it was."""

from __future__ import annotations

import shutil

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

from anew.stores.base import UnavailableError
from anew.stores.sqlite import SqliteStore

SCRIPT = """
    import anew as st

    st.session_state.setdefault("count", 0)
    if st.button("Add"):
        st.session_state.count += 1
    st.text(st.session_state.count)
    st.text_input("Name")
"""


UNTIL_SAVED = """
    (n) => new Promise((done, fail) => {
        setTimeout(() => fail(new Error("It was not saved.")), 10_000);
        const own = () => JSON.parse(sessionStorage.getItem("anew-tab:"));
        const look = () => (own().acknowledged >= n ? done() : setTimeout(look, 10));
        look();
    })
"""


@pytest.fixture
def place(serve, network, context, tmp_path):
    return Place(serve, network, context, tmp_path)


class Place:
    """Servers at one address, of which a tab does not know which one it comes to."""

    def __init__(self, serve, network, context, folder):
        self._serve, self._folder = serve, folder
        self.network = network(self.serve("store"))
        self.page = context.new_page()
        self.page.goto(self.network.url)
        settled(self.page)

    def serve(self, store):
        folder = self._folder / store
        folder.mkdir(exist_ok=True)
        return self._serve(SCRIPT, state__store=f"sqlite:///{folder}/state.db")

    def copy(self, store):
        """Copy what is stored."""
        shutil.copytree(self._folder / "store", self._folder / store)

    def move_to(self, url):
        """Have the tab come to another server."""
        self.network.lead_to(url)
        self.network.cut()

    def add(self, page, count, *, event=None):
        """Click, and wait until that is saved; the number of the event is the count unless given."""
        button(page, "Add").click()
        expect(texts(page)).to_have_text(str(count))
        page.evaluate(UNTIL_SAVED, count if event is None else event)


def test_a_tab_whose_store_went_back_asks_before_it_goes_on(place):
    page = place.page
    place.add(page, 1)
    place.copy("older")
    place.add(page, 2)
    page.get_by_label("Name").fill("typed")
    place.move_to(place.serve("older"))

    question = page.get_by_role("alertdialog", name="Some of your changes are lost")
    expect(question).to_be_visible()
    expect(texts(page)).to_have_text("2")
    page.keyboard.press("Escape")  # It wants an answer.
    question.get_by_role("button", name="Go on from the older state").click()
    expect(question).not_to_be_attached()
    expect(texts(settled(page))).to_have_text("1")
    expect(page.get_by_label("Name")).to_have_value("typed")
    place.add(page, 2)
    page.reload()
    expect(texts(settled(page))).to_have_text("2")


def test_a_tab_whose_session_cannot_be_read_waits_with_its_page(place, monkeypatch):
    def fails(*_):
        raise UnavailableError("gone")

    page = place.page
    place.add(page, 1)
    reading = SqliteStore.take_over
    monkeypatch.setattr(SqliteStore, "take_over", fails)
    place.move_to(place.serve("store"))

    status = page.get_by_test_id("stConnectionStatus")
    expect(status).to_have_text("Cannot read your session. Trying again")
    expect(texts(page)).to_have_text("1")
    page.get_by_label("Name").press_sequentially("typed")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    monkeypatch.setattr(SqliteStore, "take_over", reading)

    settled(page)
    expect(page.get_by_label("Name")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("typed")
    place.add(page, 2)


def test_a_duplicated_tab_gets_its_copy_from_another_process_too(place, context):
    page = place.page
    place.add(page, 1)
    place.network.lead_to(place.serve("store"))
    with context.expect_page() as opened:
        page.evaluate("void window.open(location.href)")
    double = settled(opened.value)

    expect(texts(double)).to_have_text("1")
    place.add(double, 2, event=1)
    place.add(page, 2)
    double.reload()
    place.add(settled(double), 3, event=2)
    expect(texts(page)).to_have_text("2")
