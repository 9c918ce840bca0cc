"""Components of the second kind: an author's HTML, CSS and JavaScript in the page."""

from __future__ import annotations

import pytest
from browser.stage import notes
from playwright.sync_api import expect

COUNTER = """
    import anew as st
    from browser.stage import note

    counter = st.components.v2.component(
        "counter",
        html='''<style>b { color: rgb(1, 2, 3) }</style>
            <p style="font-style: italic">Count: <b></b></p><button>More</button><input>''',
        css="button { letter-spacing: 3px }",
        js='''export default ({data, parentElement, setStateValue, setTriggerValue, key, name}) => {
            parentElement.querySelector("b").textContent = data.start;
            parentElement.querySelector("button").onclick = () => {
                setStateValue("count", data.start + 1);
                setTriggerValue("pressed", name);
            };
            parentElement.querySelector("input").onchange = ({target}) =>
                setStateValue("text", target.value);
            return () => console.info("gone");
        }''',
    )
    count = st.session_state.get("own", {}).get("count", 0)
    if st.toggle("Shown", True):
        result = counter(
            key="own",
            data={"start": count},
            default={"text": "nothing"},
            on_count_change=lambda: note(("count", st.session_state.own.count)),
            on_pressed_change=lambda: note("pressed"),
            on_text_change=None,
        )
        st.text(f"{result.count} {result.pressed} {result.text}")
    st.button("Rerun")
"""


def test_its_states_last_and_its_triggers_do_not(open_app):
    page = open_app(COUNTER)
    expect(page.get_by_text("None None nothing")).to_be_visible()
    more = page.get_by_test_id("stBidiComponent").get_by_role("button", name="More")
    more.click()
    expect(page.get_by_text("1 counter nothing")).to_be_visible()
    expect(page.get_by_text("Count: 1")).to_be_visible()
    page.get_by_role("button", name="Rerun").click()
    expect(page.get_by_text("1 None nothing")).to_be_visible()
    assert notes() == [("count", 1), "pressed"]
    page.get_by_role("textbox").fill("some")
    page.get_by_role("textbox").blur()
    expect(page.get_by_text("1 None some")).to_be_visible()


def test_each_of_many_fast_triggers_counts(open_app):
    page = open_app("""
        import anew as st

        fast = st.components.v2.component("fast", html="<button>Go</button>", js='''
            export default ({parentElement, setTriggerValue}) => {
                parentElement.querySelector("button").onclick = () => {
                    for (let n = 1; n <= 40; n++) setTriggerValue("n", n);
                };
            }''')
        seen = st.session_state.setdefault("seen", [])
        if (n := fast(on_n_change=None).n) is not None:
            seen.append(n)
        st.text(f"{len(seen)} of {sum(seen)}")
    """)
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("40 of 820")).to_be_visible()


def test_it_is_styled_apart_from_the_page_and_told_when_it_goes(open_app):
    page = open_app(COUNTER)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    style = "(element, name) => getComputedStyle(element)[name]"
    shown = page.get_by_test_id("stBidiComponent")
    assert shown.locator("b").evaluate(style, "color") == "rgb(1, 2, 3)"
    assert shown.locator("p").evaluate(style, "fontStyle") == "italic"
    assert shown.get_by_role("button").evaluate(style, "letterSpacing") == "3px"
    rerun = page.get_by_role("button", name="Rerun")
    assert rerun.evaluate(style, "letterSpacing") == "normal"
    with page.expect_console_message():
        page.get_by_text("Shown").click()
    expect(shown).to_be_hidden()
    assert said == ["gone"]


def test_without_isolation_it_is_a_part_of_the_page(open_app):
    page = open_app("""
        import anew as st

        st.components.v2.component(
            "plain", html="<em>Here</em>", css="em { color: rgb(9, 9, 9) }", isolate_styles=False
        )()
    """)
    inside = page.locator(".component em")
    expect(inside).to_have_css("color", "rgb(9, 9, 9)")
    assert inside.evaluate("element => element.getRootNode() === document")


def test_its_states_outlive_a_reload(open_app):
    page = open_app(COUNTER)
    page.get_by_role("button", name="More").click()
    expect(page.get_by_text("1 counter nothing")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 None nothing")).to_be_visible()
    expect(page.get_by_text("Count: 1")).to_be_visible()


def test_tables_and_bytes_arrive_as_such(open_app):
    page = open_app("""
        import anew as st
        import pandas as pd

        table = pd.DataFrame({"city": ["Oslo", "Rome"], "people": [1, 3]})
        js = '''export default ({data, parentElement}) => {
            const rows = data.table?.toArray().map((row) => row.city + row.people);
            parentElement.querySelector("p").textContent = rows
                ? rows.join() + data.more
                : data instanceof Uint8Array ? "bytes " + data.join() : data.numRows + " rows";
        }'''
        show = st.components.v2.component("tables", html="<p></p>", js=js)
        show(key="dict", data={"table": table, "more": "!"})
        show(key="table", data=table)
        show(key="bytes", data=b"abc")
    """)
    paragraphs = page.get_by_test_id("stBidiComponent").locator("p")
    expect(paragraphs).to_have_text(["Oslo1,Rome3!", "2 rows", "bytes 97,98,99"])


@pytest.mark.parametrize(
    ("js", "reason"),
    [
        ("export default () => { throw new Error('No luck.') }", "No luck."),
        ("export const other = 1", "its JavaScript has no default export that is a function."),
        ("export default (", "Unexpected"),
    ],
)
def test_code_that_fails_says_so_in_its_place(open_app, complaints, js, reason):
    complaints.allow("No luck|Unexpected")
    page = open_app(f"""
        import anew as st

        st.components.v2.component("broken", js={js!r})()
        st.text("The rest")
    """)
    expect(page.get_by_role("alert")).to_contain_text(f"The component broken failed: {reason}")
    expect(page.get_by_text("The rest")).to_be_visible()


def test_in_a_form_its_states_are_sent_with_the_form(open_app):
    page = open_app("""
        import anew as st

        field = st.components.v2.component("field", html="<input>", js='''
            export default ({parentElement, setStateValue}) => {
                parentElement.querySelector("input").oninput = ({target}) =>
                    setStateValue("text", target.value);
            }''')
        with st.form("form"):
            result = field(key="f", on_text_change=None)
            st.form_submit_button("Send")
        st.text(f"Sent: {result.text}")
    """)
    page.get_by_role("textbox").press_sequentially("word")
    expect(page.get_by_text("Sent: None")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Sent: word")).to_be_visible()


def test_it_cannot_speak_for_another_widget(open_app):
    """What it reports is bound to its own id; the page's policy still stops other hosts."""
    page = open_app("""
        import anew as st

        st.components.v2.component("curious", html="<p>…</p>", js='''
            export default async ({parentElement}) => {
                const cookie = document.cookie.includes("anew") ? "sees" : "no";
                parentElement.querySelector("p").textContent = cookie + " cookie";
            }''')()
    """)
    expect(page.get_by_text("no cookie")).to_be_visible()
