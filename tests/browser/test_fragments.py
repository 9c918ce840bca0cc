"""Fragments as a user meets them: the rest of the page is as it was, and clocks go on."""

from __future__ import annotations

import re
import signal

import pytest
from browser import stage
from browser.chromium import UNTIL_IDLE, button, settled, texts
from browser.process import Process
from playwright.sync_api import expect

PAGE = """
    import anew as st
    from browser.stage import note, wait

    ss = st.session_state
    note("script")
    st.text("outside above")
    st.text_input("Name", key="name")
    box = st.container(key="box")
    box.text("in the box")

    @st.fragment
    def part():
        ss.n = ss.get("n", 0) + 1
        st.text(f"inside {ss.n}")
        if st.button("In"):
            box.text(f"from inside {ss.n}")
            wait("middle", 0.0 if not ss.get("slow") else 20.0)
            st.text("end")
        st.toggle("Slow", key="slow")

    part()
    st.button("Out")
    st.text("outside below")
"""


def test_a_click_in_a_fragment_leaves_the_rest_of_the_page_alone(open_app):
    """R108."""
    page = open_app(PAGE)
    field = page.get_by_role("textbox", name="Name")
    field.press_sequentially("not sent")
    handles = {
        name: page.get_by_text(name, exact=True).element_handle()
        for name in ("outside above", "outside below", "in the box")
    }
    button(page, "In").evaluate("button => button.click()")  # The focus stays where it is.

    expect(page.get_by_text("inside 2", exact=True)).to_be_visible()
    expect(texts(page)).to_have_text(
        ["outside above", "in the box", "from inside 2", "inside 2", "end", "outside below"]
    )
    for name, handle in handles.items():
        assert handle.evaluate(
            "(one, other) => one === other", page.get_by_text(name, exact=True).element_handle()
        )
    expect(field).to_have_value("not sent")
    expect(field).to_be_focused()
    assert stage.notes() == ["script"]
    settled(page)


def test_the_rest_of_the_page_is_not_on_the_wire(open_app):
    received: list[str] = []
    page = open_app(PAGE)
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: received.append(str(frame))),
    )
    page.reload()
    settled(page)
    assert any("outside above" in frame for frame in received)
    received.clear()

    for n in (3, 4, 5):
        button(page, "In").click()
        expect(page.get_by_text(f"inside {n}", exact=True)).to_be_visible()

    assert received
    assert not any("outside" in frame or "in the box" in frame for frame in received)


def test_only_the_fragment_is_dimmed_while_it_runs(open_app):
    page = open_app(PAGE)
    button(page, "In").click()
    expect(texts(page).filter(has_text="end")).to_be_visible()
    page.get_by_text("Slow").click()
    expect(texts(page).filter(has_text="end")).to_have_count(0)
    button(page, "In").click()

    stale = page.locator("[data-stale=true]")
    expect(stale).to_have_count(1)  # What is above the wait was drawn again.
    expect(stale).to_contain_text("Slow")
    for name in ("outside above", "outside below"):
        expect(page.get_by_test_id("stElementContainer").filter(has_text=name)).to_have_attribute(
            "data-stale", "false"
        )
    stage.open_gate("middle")
    expect(texts(page).filter(has_text="end")).to_be_visible()
    expect(stale).to_have_count(0)
    settled(page)


# Clocks -------------------------------------------------------------------------------------------

CLOCK = """
    import anew as st
    from browser.stage import note

    @st.fragment(run_every=every)
    def part():
        st.session_state.n = st.session_state.get("n", 0) + 1
        note(f"part {st.session_state.n}")
        st.text(f"tick {st.session_state.n}")
        st.text_input("Inside")

    note("script")
    part()
"""
HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_clock_goes_on_by_itself(open_app):
    """R110."""
    page = open_app(CLOCK.replace("every)", "0.1)"))
    field = page.get_by_role("textbox", name="Inside")
    field.press_sequentially("typed")

    expect(texts(page)).to_contain_text(["tick 1"])
    stage.wait_for_note("part 7")
    expect(field).to_have_value("typed")
    expect(field).to_be_focused()
    assert stage.notes().count("script") == 1


def test_it_pauses_while_nobody_looks_and_goes_on_at_once(open_app):
    page = open_app(CLOCK.replace("every)", "0.2)"))
    stage.wait_for_note("part 2")
    page.evaluate(HIDE, True)
    page.wait_for_timeout(300)  # What was asked for before is over.
    before = len(stage.notes())
    page.wait_for_timeout(1000)
    assert len(stage.notes()) == before

    page.evaluate(HIDE, False)
    stage.wait_for_note(f"part {before}")  # One of the notes is the script's.


def test_who_comes_back_does_not_wait_for_what_is_overdue(open_app):
    """The pause is an hour: nothing but the overdue run could come."""
    page = open_app(CLOCK.replace("every)", "'1h')"))
    expect(texts(page)).to_have_text(["tick 1"])
    page.evaluate(UNTIL_IDLE)  # The clock has begun.
    page.evaluate(HIDE, True)
    page.evaluate(
        "() => { const now = performance.now; performance.now = () => now.call(performance) + 4e6; }"
    )
    assert stage.notes() == ["script", "part 1"]

    page.evaluate(HIDE, False)

    expect(texts(page)).to_have_text(["tick 2"])


def test_a_clock_ends_with_its_fragment(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import note

        @st.fragment(run_every=0.05)
        def part():
            note("part")
            st.text("clock")

        if not st.checkbox("Hide"):
            part()
    """)
    page.get_by_text("Hide").click()
    expect(texts(page)).to_have_count(0)
    settled(page)
    before = len(stage.notes())

    page.wait_for_timeout(500)

    assert len(stage.notes()) == before


def test_two_tabs_have_clocks_of_their_own(serve, context):
    url = serve(CLOCK.replace("every)", "0.1)"))
    pages = [context.new_page(), context.new_page()]
    for page in pages:
        page.goto(url)
    for page in pages:
        expect(texts(page).filter(has_text=re.compile(r"tick \d\d"))).to_have_count(1)


def test_fragments_with_one_time_are_run_together(open_app):
    sent: list[str] = []
    page = open_app("""
        import anew as st
        from browser.stage import note

        @st.fragment(run_every=0.3)
        def part(name):
            st.session_state[name] = st.session_state.get(name, 0) + 1
            if name == "part 0":
                note(st.session_state[name])
            st.text(f"{name}: {st.session_state[name]}")

        for n in range(20):
            part(f"part {n}")
    """)
    page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))),
    )
    page.reload()
    settled(page)
    stage.wait_for_note(stage.notes()[-1] + 5)
    expect(texts(page)).to_have_count(20)  # Meanwhile the test hears what was sent.

    refreshes = [frame for frame in sent if '"refresh"' in frame]
    asked = sum(frame.count("part.") for frame in refreshes)
    assert asked >= 3 * 20
    assert len(refreshes) <= asked / 8  # Some may have come a moment later than the others.


# Clicks that count --------------------------------------------------------------------------------

COUNTER = """
import anew as st
import time

ss = st.session_state
ss.setdefault("count", 0)

def add():
    ss.count += 1

@st.fragment
def part():
    st.button("Add", on_click=add)
    st.text(f"count {ss.count}")
    time.sleep(0.02)

if st.toggle("Slow"):
    time.sleep(1.5)
part()
"""


def test_forty_fast_clicks_count_while_the_script_is_slow(context, tmp_path):
    """R94: they wait for the run that is on, and each is counted."""
    script = tmp_path / "app.py"
    script.write_text(COUNTER, "utf-8")
    with Process(script, "--server.port", "0") as process:
        page = context.new_page()
        page.goto(process.url)
        settled(page)
        page.get_by_text("Slow").click()
        button(page, "Add").evaluate("add => { for (let n = 0; n < 40; n++) add.click(); }")

        expect(texts(page)).to_have_text(["count 40"], timeout=20_000)
        settled(page).close()


@pytest.mark.parametrize("clicks", [1, 12])
def test_a_server_that_is_killed_while_a_fragment_runs_counts_once(
    context, tmp_path, complaints, clicks
):
    complaints.allow(r"WebSocket connection to .* failed")
    script = tmp_path / "app.py"
    script.write_text(COUNTER, "utf-8")
    with Process(script, "--server.port", "0") as first:
        port = first.port
        page = context.new_page()
        page.goto(first.url)
        settled(page)
        button(page, "Add").click()
        expect(texts(page)).to_have_text(["count 1"])
        button(page, "Add").evaluate(
            "(add, n) => { for (let i = 0; i < n; i++) add.click(); }", clicks
        )
        first.end(signal.SIGKILL)
    with Process(script, "--server.port", port):
        expect(texts(page)).to_have_text([f"count {1 + clicks}"], timeout=20_000)
        settled(page)
        button(page, "Add").click()
        expect(texts(page)).to_have_text([f"count {2 + clicks}"])
