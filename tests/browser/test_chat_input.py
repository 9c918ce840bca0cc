"""What a user says in a chat."""

from __future__ import annotations

import pytest
from browser import stage
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

CHAT = """
    import anew as st
    from browser.stage import wait

    st.session_state.setdefault("said", [])
    message = st.chat_input("Say", submit_mode="{mode}")
    if message:
        st.session_state.said.append(message)
        st.text("answering")
        wait("answer")
    st.text(st.session_state.said)
"""


def field_of(page):
    return page.get_by_role("textbox", name="Say")


def test_enter_sends_and_shift_enter_begins_a_line(open_app):
    page = open_app(CHAT.format(mode="submit"))
    stage.open_gate("answer")
    field, send = field_of(page), button(page, "Send message")
    expect(send).to_be_disabled()
    field.fill("  ")
    expect(send).to_be_disabled()
    field.press("Enter")
    field.fill("one")
    low = field.bounding_box()["height"]
    field.press("Shift+Enter")
    field.press_sequentially("two")
    until(page, lambda: field.bounding_box()["height"], lambda height: height > low)
    field.press("Enter")
    expect(texts(page)).to_have_text(["answering", r"['one\ntwo']"])
    expect(field).to_have_value("")
    expect(field).to_be_focused()

    field.fill("three")
    send.click()
    expect(texts(page)).to_have_text(["answering", r"['one\ntwo', 'three']"])
    expect(field).to_be_focused()


def test_enter_that_ends_a_composition_sends_nothing(open_app):
    page = open_app(CHAT.format(mode="submit"))
    field = field_of(page)
    field.focus()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    field.dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    )
    expect(field).to_have_value("にほん")
    keys.send("Input.insertText", {"text": "日本"})
    expect(field).to_have_value("日本")
    stage.open_gate("answer")
    field.press("Enter")
    expect(texts(page)).to_have_text(["answering", "['日本']"])


def test_each_message_counts_once_also_while_a_run_is_on(serve, network, context):
    """R54: and when the network fails in between."""
    proxy = network(serve(CHAT.format(mode="submit")))
    page = context.new_page()
    page.goto(proxy.url)
    settled(page)
    field = field_of(page)
    for word in ("one", "two", "three"):
        field.fill(word)
        field.press("Enter")
    expect(texts(page).first).to_have_text("answering")
    field.fill("half a wor")
    proxy.cut()
    field.press_sequentially("d")
    stage.open_gate("answer")
    expect(texts(page)).to_have_text(["answering", "['one', 'two', 'three']"])
    expect(field).to_have_value("half a word")
    field.press("Enter")
    expect(texts(page)).to_have_text(["answering", "['one', 'two', 'three', 'half a word']"])


def test_it_may_be_disabled_until_the_answer_is_there(open_app):
    page = open_app(CHAT.format(mode="disable"))
    field = field_of(page)
    field.fill("one")
    field.press("Enter")
    expect(field).to_be_disabled()
    expect(texts(page).first).to_have_text("answering")
    stage.open_gate("answer")
    expect(field).to_be_enabled()
    expect(texts(page)).to_have_text(["answering", "['one']"])


def test_its_button_may_stop_the_run(open_app):
    page = open_app("""
        import time

        import anew as st

        if st.chat_input("Say", submit_mode="stop"):
            place = st.empty()
            for n in range(2000):
                place.text(f"{n} words")
                time.sleep(0.01)
        st.text("whole")
    """)
    field = field_of(page)
    field.fill("one")
    field.press("Enter")
    expect(page.get_by_test_id("stText").first).to_contain_text("words")
    expect(field).to_be_disabled()
    button(page, "Stop script").click()
    expect(field).to_be_enabled()
    expect(texts(page)).to_have_count(1)  # What came is kept, and the rest did not run.
    expect(texts(page)).to_contain_text("words")


def test_files_are_sent_with_their_message(open_app):
    page = open_app("""
        import anew as st

        message = st.chat_input("Say", accept_file="multiple", max_chars=9)
        if message:
            st.text((message.text, [(file.name, file.read()) for file in message.files]))
    """)
    chooser = page.get_by_label("Upload files").first
    chooser.set_input_files([{"name": "a.txt", "mimeType": "text/plain", "buffer": b"1"}])
    chooser.set_input_files([{"name": "b.txt", "mimeType": "text/plain", "buffer": b"2"}])
    expect(page.get_by_test_id("stFileChipName")).to_have_text(["a.txt", "b.txt"])
    button(page, "Remove a.txt").click()
    field_of(page).fill("look")
    expect(page.get_by_test_id("InputInstructions")).to_have_text("4/9")
    button(page, "Send message").click()
    expect(texts(page)).to_have_text(["('look', [('b.txt', b'2')])"])
    expect(page.get_by_test_id("stFileChip")).to_have_count(0)

    page.evaluate("""() => {
        const data = new DataTransfer();
        data.items.add(new File(["3"], "c.txt", { type: "text/plain" }));
        const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
        document.querySelector("[data-testid=stChatInputTextArea]").dispatchEvent(event);
    }""")
    expect(page.get_by_test_id("stFileChipName")).to_have_text(["c.txt"])
    button(page, "Send message").click()
    expect(texts(page)).to_have_text(["('', [('c.txt', b'3')])"])


def test_the_app_may_write_into_it(open_app):
    """R30"""
    page = open_app("""
        import anew as st

        if st.button("Suggest"):
            st.session_state.k = "Hello"
        st.text(st.chat_input("Say", key="k"))
    """)
    field = field_of(page)
    for _ in range(2):
        button(page, "Suggest").click()
        expect(field).to_have_value("Hello")
        settled(page)
        field.press("Enter")
        expect(field).to_have_value("")
        expect(texts(page)).to_have_text(["Hello"])
    field.fill("typed")
    button(page, "Suggest").click()
    expect(field).to_have_value("Hello")


def test_what_was_said_to_a_session_that_is_gone_can_be_said_again(serve, network, context):
    """R79"""
    script = CHAT.format(mode="submit")
    proxy = network(serve(script, server__disconnectedSessionTTL="0", state__store="memory"))
    page = context.new_page()
    page.goto(proxy.url)
    settled(page)
    field = field_of(page)
    stage.open_gate("answer")
    field.fill("zero")
    field.press("Enter")
    expect(texts(page)).to_have_text(["answering", "['zero']"])
    settled(page)
    proxy.go_down()
    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()
    field.fill("one")
    field.press("Enter")
    expect(field).to_have_value("")
    proxy.come_up()
    expect(page.get_by_text("A new one has started.")).to_be_visible()
    expect(field).to_have_value("one")
    expect(texts(page)).to_have_text(["[]"])


@pytest.mark.parametrize("is_long", [False, True])
def test_it_stays_in_view_at_the_bottom(open_app, is_long):
    page = open_app(f"""
        import anew as st

        for n in range({100 if is_long else 1}):
            st.text(n)
        st.chat_input("Say")
    """)
    bottom = page.get_by_test_id("stBottom")

    def end():
        box = bottom.bounding_box()
        return box["y"] + box["height"]

    until(page, end, pytest.approx(800, abs=1))
    expect(texts(page).last).to_be_in_viewport()
    if is_long:
        page.mouse.move(640, 300)
        page.mouse.wheel(0, -100_000)
        expect(texts(page).first).to_be_in_viewport()
        expect(field_of(page)).to_be_in_viewport()


def test_the_page_follows_its_end_unless_the_user_has_scrolled_up(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        for n in range(60):
            st.text(n)
        if st.chat_input("Say"):
            for n in range(1, 4):
                wait(f"part {n}")
                for line in range(20):
                    st.text(f"part {n}, line {line}")
    """)
    field_of(page).fill("Go")
    page.mouse.move(640, 300)
    page.mouse.wheel(0, -300)
    expect(texts(page).nth(59)).not_to_be_in_viewport()
    field_of(page).press("Enter")
    expect(texts(page).nth(59)).to_be_in_viewport()  # Who asks wants to see the answer.

    stage.open_gate("part 1")
    expect(page.get_by_text("part 1, line 19")).to_be_in_viewport()
    page.mouse.wheel(0, -600)
    expect(page.get_by_text("part 1, line 19")).not_to_be_in_viewport()
    stage.open_gate("part 2")
    last = page.get_by_text("part 2, line 19")
    expect(last).to_be_attached()
    expect(last).not_to_be_in_viewport()

    page.mouse.wheel(0, 100_000)
    expect(last).to_be_in_viewport()
    stage.open_gate("part 3")
    expect(page.get_by_text("part 3, line 19")).to_be_in_viewport()


def test_a_container_of_fixed_height_follows_its_last_message(open_app):
    page = open_app("""
        import anew as st

        box = st.container(height=200, key="box")
        if st.container().chat_input("Say"):
            message = box.chat_message("assistant")
            for line in range(20):
                message.text(f"line {line}")
    """)
    field_of(page).fill("Go")
    field_of(page).press("Enter")
    expect(page.get_by_text("line 19")).to_be_in_viewport()
    box = page.locator(".st-key-box")
    expect(box).to_have_attribute("data-test-scroll-behavior", "scroll-to-bottom")
    is_at_end = "one => one.scrollTop + one.clientHeight >= one.scrollHeight - 2"
    until(page, lambda: box.evaluate(is_at_end), True)


SPOKEN = """
    import anew as st
    from browser.stage import wait

    st.session_state.setdefault("said", [])
    message = st.chat_input("Say", submit_mode="{mode}", accept_audio=True)
    if message:
        audio = message.audio.read(4) if message.audio else None
        st.session_state.said.append((message.text, audio))
        wait("answer")
    st.text(st.session_state.said)
"""


def speak(page) -> None:
    """Begins to record, and waits for a second of it."""
    button(page, "Start recording").click()
    expect(page.get_by_role("group", name="Recording")).to_contain_text("00:01")


@pytest.mark.parametrize("mode", ["submit", "disable", "stop"])
def test_a_spoken_message_counts_once(open_app, mode):
    """R54: in each mode, and with the text that is there."""
    page = open_app(SPOKEN.format(mode=mode))
    field = field_of(page)
    field.fill("one")
    speak(page)
    expect(field).to_be_hidden()
    send = button(page, "Send recording")
    expect(send).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_value("")
    mic = button(page, "Start recording")
    if mode == "submit":
        expect(mic).to_be_enabled()
        expect(field).to_be_focused()
    else:
        expect(mic).to_be_disabled()
    stage.open_gate("answer")
    expect(texts(page)).to_have_text("[('one', b'RIFF')]")

    expect(mic).to_be_enabled()
    field.fill("two")
    field.press("Enter")
    expect(texts(page)).to_have_text("[('one', b'RIFF'), ('two', None)]")


def test_a_recording_that_is_cancelled_is_none(open_app):
    page = open_app(SPOKEN.format(mode="submit"))
    stage.open_gate("answer")
    field = field_of(page)
    field.fill("one")
    speak(page)
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("one")
    speak(page)
    button(page, "Cancel recording").click()
    field.press("Enter")
    expect(texts(page)).to_have_text("[('one', None)]")


def test_a_recording_whose_upload_fails_is_sent_once_when_it_is_tried_again(open_app, complaints):
    complaints.allow(r"status of 507")
    page = open_app(SPOKEN.format(mode="submit"))
    stage.open_gate("answer")
    page.route("**/_anew/upload", lambda route: route.fulfill(status=507))
    speak(page)
    button(page, "Send recording").click()
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    expect(texts(page)).to_have_text("[]")

    page.unroute("**/_anew/upload")
    again.click()
    expect(texts(page)).to_have_text("[('', b'RIFF')]")


def test_who_does_not_allow_the_microphone_can_still_write(open_strictly):
    page = open_strictly(SPOKEN.format(mode="submit"))
    stage.open_gate("answer")
    button(page, "Start recording").click()
    expect(page.get_by_role("alert")).to_contain_text("This page may not use the microphone.")
    field_of(page).fill("one")
    field_of(page).press("Enter")
    expect(texts(page)).to_have_text("[('one', None)]")
