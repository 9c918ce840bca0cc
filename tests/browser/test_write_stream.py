"""Text that is shown while it is generated."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

# How much of the page each new word touches.
COUNTS_CHANGES = """
    window.touched = [];
    new MutationObserver((changes) => {
      const nodes = changes.flatMap(({ addedNodes, removedNodes }) => [...addedNodes, ...removedNodes]);
      touched.push(nodes.length);
    }).observe(document.querySelector(".stMain"), { childList: true, subtree: true });
"""
IN_PARTS = """
    import anew as st
    from browser.stage import note, wait

    st.session_state.setdefault("said", [])
    for one in st.session_state.said:
        st.markdown(one)

    def parts():
        for n in range(100):
            if n % 10 == 0:
                wait(f"part {n}")
            yield f"Part **{n}** 🎉 "
            if n % 5 == 4:
                yield "\\n\\n"
            note(n)

    if st.button("Go"):
        st.session_state.said.append(st.write_stream(parts, cursor="▌"))
    st.button("Again")
    st.text(len("".join(st.session_state.said)))
"""


def text_of(page):
    return page.get_by_test_id("stMarkdown").filter(has_text="Part")


def test_what_is_there_stays_as_it_is_and_is_not_drawn_again(open_app):
    page = open_app(IN_PARTS)
    button(page, "Go").click()
    stage.open_gate("part 0")
    expect(text_of(page)).to_contain_text("Part 9 🎉 ▌")
    first = text_of(page).locator("p").first
    first.evaluate("one => { one.marked = one.firstElementChild.marked = true; }")
    first.select_text()
    page.evaluate(COUNTS_CHANGES)
    for n in range(10, 100, 10):
        stage.open_gate(f"part {n}")
        expect(text_of(page)).to_contain_text(f"Part {n + 9} 🎉")
    settled(page)
    expect(text_of(page)).not_to_contain_text("▌")
    expect(text_of(page).locator("p")).to_have_count(20)

    assert max(page.evaluate("touched")) < 60
    assert page.evaluate("getSelection().toString()").startswith("Part 0 🎉 Part 1")

    # In the next run the text comes from the state: it is the same element.
    button(page, "Again").click()
    settled(page)
    expect(texts(page)).not_to_have_text("0")
    assert first.evaluate("one => one.marked && one.firstElementChild.marked")
    page.reload()
    settled(page)
    expect(text_of(page).locator("p")).to_have_count(20)
    expect(text_of(page).locator("strong")).to_have_text([str(n) for n in range(100)])


def test_a_lost_connection_loses_nothing_and_doubles_nothing(serve, network, context):
    proxy = network(serve(IN_PARTS))
    page = context.new_page()
    page.goto(proxy.url)
    settled(page)
    button(page, "Go").click()
    for n in range(0, 100, 10):
        stage.open_gate(f"part {n}")
        if n == 50:
            proxy.go_down()
            stage.wait_for_note(59)
        elif n == 60:
            stage.wait_for_note(69)
            proxy.come_up()
            page.evaluate("dispatchEvent(new Event('online'))")
        else:
            expect(text_of(page)).to_contain_text(f"Part {n + 9} 🎉")
            proxy.cut()
    settled(page)
    expect(text_of(page).locator("strong")).to_have_text([str(n) for n in range(100)])
    expect(text_of(page).locator("p")).to_have_count(20)


def test_what_came_stays_when_the_user_stops_it(open_app):
    page = open_app("""
        import time

        import anew as st

        def words():
            for n in range(2000):
                yield f"word{n} "
                time.sleep(0.01)

        if st.chat_input("Say", submit_mode="stop"):
            st.write_stream(words, cursor="▌")
            st.text("whole")
    """)
    field = page.get_by_role("textbox", name="Say")
    field.fill("Go")
    field.press("Enter")
    expect(page.get_by_text("word9 ")).to_be_visible()
    button(page, "Stop script").click()
    settled(page)
    expect(page.get_by_text("word9 ")).to_be_visible()
    expect(page.get_by_text("▌")).to_have_count(0)
    expect(texts(page)).to_have_count(0)


def test_code_is_coloured_as_it_comes_and_can_be_copied_in_the_end(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        def parts():
            yield "```python\\nx = 1\\n"
            wait("rest")
            yield "y = 2\\n```\\n"
            yield "Done."

        if st.button("Go"):
            st.write_stream(parts)
    """)
    button(page, "Go").click()
    code = page.locator(".stCode code")
    expect(code.locator(".m")).to_have_text(["1"])
    expect(button(page, "Copy to clipboard")).to_have_count(0)
    stage.open_gate("rest")
    expect(code.locator(".m")).to_have_text(["1", "2"])
    settled(page)
    expect(page.get_by_test_id("stMarkdownPre").get_by_role("button")).to_have_count(1)
    expect(page.get_by_text("Done.")).to_be_visible()
