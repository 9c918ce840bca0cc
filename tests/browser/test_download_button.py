"""Buttons that save files."""

from __future__ import annotations

from pathlib import Path

from browser import stage
from browser.chromium import button, texts
from playwright.sync_api import expect


def test_a_click_saves_the_file_and_counts_once(open_app):
    page = open_app("""
        import anew as st

        ss = st.session_state
        if st.download_button("Save", "a,b\\n", "table of ✓.csv", help="As text."):
            ss.clicks = ss.get("clicks", 0) + 1
        st.text(ss.get("clicks", 0))
    """)
    with page.expect_download() as saving:
        button(page, "Save").click()
    assert saving.value.suggested_filename == "table of ✓.csv"
    assert Path(saving.value.path()).read_text("utf-8") == "a,b\n"
    expect(texts(page)).to_have_text("1")

    with page.expect_download():
        button(page, "Save").focus()
        page.keyboard.press("Enter")
    expect(texts(page)).to_have_text("2")
    expect(page.get_by_test_id("stDownloadButton").get_by_role("button")).to_have_count(1)


def test_a_file_is_saved_without_a_run_and_while_a_script_runs(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import note, wait

        ss = st.session_state
        ss.runs = ss.get("runs", 0) + 1

        def made():
            note("made")
            return b"made for you"

        st.download_button("Save", made, "made.txt", on_click="ignore")
        st.download_button("Locked", "", disabled=True)
        st.button("Run")
        st.text(f"runs = {ss.runs}")
        if ss.runs > 1:
            wait("saved")
            st.text("done")
    """)
    assert stage.notes() == []
    with page.expect_download() as saving:
        button(page, "Save").click()
    assert Path(saving.value.path()).read_bytes() == b"made for you"
    assert saving.value.suggested_filename == "made.txt"
    expect(texts(page)).to_have_text("runs = 1")
    expect(button(page, "Locked")).to_be_disabled()

    button(page, "Run").click()
    expect(texts(page).first).to_have_text("runs = 2")
    with page.expect_download() as saving:
        button(page, "Save").click()
    assert Path(saving.value.path()).read_bytes() == b"made for you"
    stage.open_gate("saved")
    expect(texts(page)).to_have_text(["runs = 2", "done"])
    assert stage.notes() == ["made", "made"]


def test_new_content_is_what_the_next_click_saves(open_app):
    page = open_app("""
        import anew as st

        name = st.text_input("Name")
        st.download_button("Save", f"Hello {name}", "hello.html", on_click="ignore")
    """)
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")

    with page.expect_download() as saving:
        button(page, "Save").click()

    assert Path(saving.value.path()).read_text("utf-8") == "Hello Ada"
