"""A script that is saved while people use it."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

SCRIPT = """
import anew as st

st.session_state.setdefault("n", 0)
if st.button("Add"):
    st.session_state.n += 1
st.text(f"old {st.session_state.n}")
"""
NEW = SCRIPT.replace("old", "new")


@pytest.fixture
def save(tmp_path):
    """Saves what the first app of the test is made of."""

    def save(text, name="app.py"):
        (tmp_path / "app-1" / name).write_text(text, "utf-8")

    return save


def offer(page):
    return page.get_by_test_id("stStatusWidget").filter(has_text="The script has changed")


def test_the_page_offers_to_run_what_was_saved(open_app, save):
    """R101: the state stays."""
    page = open_app(SCRIPT)
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["old 1"])
    save(NEW)
    expect(offer(page)).to_be_visible()
    expect(texts(page)).to_have_text(["old 1"])
    button(page, "Rerun").click()
    expect(texts(page)).to_have_text(["new 1"])
    expect(offer(page)).not_to_be_attached()


def test_the_next_click_takes_the_offer(open_app, save):
    page = open_app(SCRIPT)
    save(NEW)
    expect(offer(page)).to_be_visible()
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["new 1"])
    expect(offer(page)).not_to_be_attached()


def test_whoever_chooses_so_sees_each_version_at_once(open_app, save):
    page = open_app(SCRIPT)
    save(NEW)
    button(page, "Always rerun").click()
    expect(texts(page)).to_have_text(["new 0"])
    expect(offer(page)).not_to_be_attached()
    save(SCRIPT.replace("old", "newer"))
    expect(texts(page)).to_have_text(["newer 0"])
    page.get_by_test_id("stMainMenuButton").click()
    choice = page.get_by_test_id("stMainMenuItem-autoRerun")
    expect(choice).to_have_attribute("aria-checked", "true")
    choice.click()
    expect(choice).to_have_attribute("aria-checked", "false")
    page.keyboard.press("Escape")
    save(SCRIPT)
    expect(offer(page)).to_be_visible()
    expect(texts(page)).to_have_text(["newer 0"])


def test_an_option_runs_each_version_at_once(open_app, save):
    page = open_app(SCRIPT, server__runOnSave="true")
    save(NEW)
    expect(texts(page)).to_have_text(["new 0"])
    save(NEW + "\nraise ValueError('oh')\n")
    expect(page.get_by_test_id("stException")).to_contain_text("ValueError: oh")
    save(NEW + "\nst.text('mended')\n")
    expect(texts(page)).to_have_text(["new 0", "mended"])
    expect(page.get_by_test_id("stException")).not_to_be_attached()


def test_a_module_that_the_script_imports_counts_too(open_app, save, tmp_path):
    (tmp_path / "app-1").mkdir()
    save("WORD = 'old'\n", "words_of_this_test.py")
    page = open_app(
        "import anew as st\nimport words_of_this_test\n\nst.text(words_of_this_test.WORD)\n",
        server__runOnSave="true",
    )
    expect(texts(page)).to_have_text(["old"])
    save("WORD = 'entirely new'\n", "words_of_this_test.py")
    expect(texts(page)).to_have_text(["entirely new"])


def test_all_tabs_are_told(serve, context, save):
    url = serve(SCRIPT)
    tabs = [context.new_page() for _ in range(2)]
    for page in tabs:
        page.goto(url)
        settled(page)
    save(NEW)
    for page in tabs:
        expect(offer(page)).to_be_visible()


IMPORTING = """
import sys

import anew as st

sys.path.append({folder!r})
import far_away

st.text(far_away.WORD)
"""


def test_folders_elsewhere_are_watched_if_they_are_listed(open_app, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "far_away.py").write_text("WORD = 'old'\n")
    page = open_app(
        IMPORTING.format(folder=str(folder)),
        server__folderWatchList=[str(folder)],
        server__runOnSave="true",
    )
    expect(texts(page)).to_have_text(["old"])
    (folder / "far_away.py").write_text("WORD = 'newer'\n")
    expect(texts(page)).to_have_text(["newer"])
