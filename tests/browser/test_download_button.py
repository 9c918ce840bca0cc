"""Buttons that save files."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from textwrap import dedent

from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect
from server.apps import serving

from anew.server.app import App
from anew.settings.settings import Settings, with_options


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


SLOW = """
    import anew as st
    from browser.stage import note, wait

    ss = st.session_state

    def made():
        note("made")
        wait("file")
        return b"made for you"

    def failing():
        raise RuntimeError("the disk is gone")

    if st.download_button("Save", made, "made.txt"):
        ss.clicks = ss.get("clicks", 0) + 1
    st.download_button("Fail", failing, on_click="ignore")
    st.text(f"clicks = {ss.get('clicks', 0)}")
"""


def test_while_a_file_is_created_its_button_says_so_and_no_click_does_it_twice(open_app):
    page = open_app(SLOW)
    save = button(page, "Save")
    size = save.bounding_box()
    save.dblclick()
    stage.wait_for_note("made")
    expect(save).to_have_attribute("aria-busy", "true")
    expect(page.get_by_text("The file is being created.")).to_be_attached()
    assert save.bounding_box() == size
    save.click()
    save.press("Enter")
    expect(texts(page)).to_have_text("clicks = 1")

    with page.expect_download() as saving:
        stage.open_gate("file")

    assert Path(saving.value.path()).read_bytes() == b"made for you"
    assert saving.value.suggested_filename == "made.txt"
    expect(save).not_to_have_attribute("aria-busy", "true")
    expect(save).to_be_focused()
    assert stage.notes() == ["made"]
    with page.expect_download():
        save.press("Enter")
    expect(texts(page)).to_have_text("clicks = 2")


def test_a_file_that_cannot_be_created_is_told_of(open_app):
    page = open_app(SLOW)

    button(page, "Fail").click()

    expect(page.get_by_role("status").get_by_text("The file could not be created.")).to_be_visible()
    expect(button(page, "Fail")).not_to_have_attribute("aria-busy", "true")
    stage.open_gate("file")
    with page.expect_download():
        button(page, "Save").click()


def test_a_file_is_saved_though_its_button_has_left_the_page(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        def made():
            wait("file")
            return "made"

        place = st.empty()
        if place.download_button("Save", made):
            place.text("Thank you")
    """)
    button(page, "Save").click()
    expect(texts(page)).to_have_text("Thank you")
    expect(button(page, "Save")).to_have_count(0)

    with page.expect_download() as saving:
        stage.open_gate("file")

    assert Path(saving.value.path()).read_text() == "made"


def test_a_connection_that_breaks_meanwhile_costs_neither_file_nor_click(serve, context, network):
    proxy = network(serve(SLOW))
    page = context.new_page()
    page.goto(proxy.url, wait_until="commit")
    settled(page)
    button(page, "Save").click()
    stage.wait_for_note("made")
    proxy.go_down()
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-connection-state", "CONNECTING"
    )
    stage.open_gate("file")
    proxy.come_up()
    with page.expect_download() as saving:
        page.evaluate("dispatchEvent(new Event('online'))")
    assert Path(saving.value.path()).read_bytes() == b"made for you"
    expect(texts(page)).to_have_text("clicks = 1")
    assert stage.notes() == ["made"]

    proxy.go_down()
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-connection-state", "CONNECTING"
    )
    button(page, "Save").click()  # While nobody hears it.
    expect(button(page, "Save")).to_have_attribute("aria-busy", "true")
    proxy.come_up()
    with page.expect_download():
        page.evaluate("dispatchEvent(new Event('online'))")
    expect(texts(page)).to_have_text("clicks = 2")
    assert stage.notes() == ["made", "made"]


def test_whichever_of_two_processes_answers_the_file_is_saved(
    tmp_path, context, network, end_later
):
    """The tab speaks with one; whatever else it asks for from then on reaches the other."""
    path = tmp_path / "app.py"
    path.write_text(dedent(SLOW), "utf-8")
    settings = with_options(Settings(), {"server.workers": "2"})
    servers = ExitStack()
    # Without keeping connections alive, each request opens one.
    one, other = (
        servers.enter_context(serving(App(path, settings).asgi, timeout_keep_alive=0))
        for _ in range(2)
    )
    stage.clear()
    proxy = network(f"http://127.0.0.1:{one}")
    page = context.new_page()
    page.goto(proxy.url, wait_until="commit")
    settled(page)
    button(page, "Save").click()
    stage.wait_for_note("made")
    page.wait_for_load_state("networkidle")
    proxy.lead_to(f"http://127.0.0.1:{other}")
    before = proxy.connections

    with page.expect_download() as saving:
        stage.open_gate("file")

    assert Path(saving.value.path()).read_bytes() == b"made for you"
    assert proxy.connections == before + 1
    page.close()
    end_later(servers.close)
