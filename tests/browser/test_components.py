"""Components that others wrote: a frame that is given arguments, sends values, and stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.chromium import button, settled, texts, until
from browser.elsewhere import serving_folder
from playwright.sync_api import expect

PROBE = (Path(__file__).parent / "probe.html").read_text("utf-8")
DECLARED = """
import anew as st
from anew.components.v1 import declare_component

probe = declare_component("probe", path={folder!r})
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "frontend"
    folder.mkdir()
    (folder / "index.html").write_text(PROBE)
    return folder


@pytest.fixture
def open_probe(open_app, folder):
    """Opens a script that has the component `probe`."""

    def open_probe(script: str, **options):
        return open_app(DECLARED.format(folder=str(folder)) + script, **options)

    return open_probe


def frame(page, index=0):
    """A component's frame, once it shows its arguments."""
    element = page.get_by_test_id("stCustomComponentV1").nth(index)
    found = element.element_handle().content_frame()
    expect(element.content_frame.locator("#out")).not_to_be_empty()
    return found


def test_it_is_given_arguments_and_sends_values(open_probe):
    page = open_probe("""
def called():
    st.session_state.calls = st.session_state.get("calls", 0) + 1

value = probe(label="Day", default=0, key="day", on_change=called)
st.text(value)
st.text(st.session_state.day)
st.text(f"called {st.session_state.get('calls')}")
""")
    inner = frame(page)
    assert inner.evaluate("last.args") == {"label": "Day", "default": 0, "key": "day"}
    element = page.get_by_test_id("stCustomComponentV1")
    expect(element).to_have_attribute("title", "app.probe")
    expect(element).to_have_css("height", "80px")
    expect(texts(page)).to_have_text(["0", "0", "called None"])

    inner.get_by_role("button").click()
    expect(texts(page)).to_have_text(["{'clicks': 1}"] * 2 + ["called 1"])
    # The same again runs the script, but nothing has changed.
    inner.evaluate("say({ clicks: 1 })")
    settled(page)
    expect(texts(page)).to_have_text(["{'clicks': 1}"] * 2 + ["called 1"])
    # Of several at once, the last one counts. Half a character is not sent.
    inner.evaluate("say(1); say(2); say(['\\ud83d', NaN, undefined])")
    expect(texts(page).first).to_have_text("['\ufffd', None, None]")
    inner.evaluate("say()")
    expect(texts(page).first).to_have_text("None")
    inner.evaluate("say('x'.repeat(200_000))")
    expect(texts(page).first).to_have_text("x" * 200_000)


def test_bytes_and_tables_go_both_ways(open_probe):
    page = open_probe("""
import pandas as pd

table = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}, index=["r", "s"])
value = probe(picture=bytes([0, 255]), table=table, key="k")
if isinstance(value, pd.DataFrame):
    st.text(value.to_dict())
else:
    st.text(value)
""")
    inner = frame(page)
    assert inner.evaluate("[last.args.picture instanceof Uint8Array, ...last.args.picture]") == [
        True,
        0,
        255,
    ]
    assert inner.evaluate("last.dfs.map(({ key }) => key)") == ["table"]
    inner.evaluate("say(last.dfs[0].value.data, 'dataframe')")
    expect(texts(page)).to_have_text(["{'a': {'r': 1, 's': 2}, 'b': {'r': 'x', 's': 'y'}}"])
    inner.evaluate("say(new Uint8Array([1, 2, 3]).subarray(1), 'bytes')")
    expect(texts(page)).to_have_text([r"b'\x02\x03'"])
    inner.evaluate("say(new Uint8Array([7]).buffer, 'bytes')")
    expect(texts(page)).to_have_text([r"b'\x07'"])


MOVING = """
order = st.radio("Order", ["ab1", "1ab", "b1a", "1ba", "2a1b", "12ab", "21ba"])
for name in order:
    if name.isdigit():
        probe(order=order, key=name)
    else:
        st.toggle(name, key=name)
left, right = st.columns(2)
with left:
    probe(order=order, key="beside")
"""


@pytest.mark.parametrize("moves", [True, False], ids=["moved", "moved around"])
def test_a_frame_is_never_loaded_again(open_probe, moves):
    """Not when others come, go and move, nor when it moves itself or its arguments change."""
    page = open_probe(MOVING)
    if not moves:  # As in browsers that cannot move an element without loading its frames.
        page.evaluate("delete Element.prototype.moveBefore")
    born = [frame(page, at).evaluate("born") for at in (0, 1)]

    for order in ("1ab", "b1a", "1ba", "ab1", "1ba"):
        page.get_by_text(order, exact=True).click()
        for at in (0, 1):
            expect(out(page, at)).to_contain_text(f'"order":"{order}"')
        assert [frame(page, at).evaluate("born") for at in (0, 1)] == born
    born = {}
    for order in ("2a1b", "12ab", "21ba"):
        page.get_by_text(order, exact=True).click()
        for at, name in enumerate([one for one in order if one.isdigit()]):
            expect(out(page, at)).to_contain_text(f'"key":"{name}","order":"{order}"')
            if moves:  # Otherwise one of two that change places has to be loaded again.
                now = frame(page, at).evaluate("born")
                assert born.setdefault(name, now) == now


def out(page, index):
    """Where a component shows its arguments."""
    return page.get_by_test_id("stCustomComponentV1").nth(index).content_frame.locator("#out")


def test_a_run_that_changes_nothing_of_it_sends_it_nothing(open_probe):
    """A package that sends a value whenever it is rendered would run the script without end."""
    page = open_probe("""
st.text(st.button("Again"))
probe(key="same")
""")
    inner = frame(page)
    button(page, "Again").click()
    expect(texts(page)).to_have_text(["True"])
    inner.evaluate("say(1)")
    expect(texts(page)).to_have_text(["False"])
    assert inner.evaluate("renders") == 1


def promise_of(condition):
    """A promise that a frame's own code keeps once this holds."""
    return (
        "new Promise((done, fail) => { setTimeout(() => fail(renders), 30_000); const look = () => "
        f"({condition}) ? done() : setTimeout(look, 10); look(); }})"
    )


def test_in_a_form_it_is_sent_with_the_form_and_not_cleared(open_probe):
    """R70"""
    page = open_probe("""
with st.form("form", clear_on_submit=True):
    value = probe(key="k")
    st.form_submit_button("Submit")
st.text(value)
""")
    inner = frame(page)
    inner.evaluate("say(7)")
    expect(texts(page)).to_have_text(["None"])
    button(page, "Submit").click()
    expect(texts(page)).to_have_text(["7"])
    button(page, "Submit").click()
    settled(page)
    expect(texts(page)).to_have_text(["7"])


def test_it_is_told_the_colours_of_its_place(open_probe):
    page = open_probe(
        "probe(key='a')\nwith st.sidebar:\n    probe(key='b')",
        theme__primaryColor="#ff0000",
        theme__dark__backgroundColor="#101010",
    )
    first, second = (frame(page, at) for at in (0, 1))
    themes = [inner.evaluate("last.theme") for inner in (first, second)]
    main = next(theme for theme in themes if theme["backgroundColor"] == "#ffffff")
    side = next(theme for theme in themes if theme is not main)

    assert (main["base"], main["primaryColor"]) == ("light", "#ff0000")
    assert main["secondaryBackgroundColor"] == side["backgroundColor"]
    assert "sans-serif" in main["font"]
    page.emulate_media(color_scheme="dark")
    inner = first if themes[0] is main else second
    inner.evaluate(promise_of("last.theme.base === 'dark'"))
    assert inner.evaluate("last.theme.backgroundColor") == "#101010"


def test_a_frame_of_no_height_takes_no_room_but_runs(open_probe):
    page = open_probe("""
st.text("above")
probe(key="k", height=0)
st.text("below")
""")
    inner = frame(page)

    def gap():
        above, below = (texts(page).nth(at).bounding_box() for at in (0, 1))
        return below["y"] - (above["y"] + above["height"])

    until(page, gap, 16)  # One gap, not two.
    inner.evaluate("send('setFrameHeight', { height: 50 })")
    expect(page.get_by_test_id("stCustomComponentV1")).to_have_css("height", "50px")
    for height in ("-1", "1e9", "'9'", "null", "51"):
        inner.evaluate(f"send('setFrameHeight', {{ height: {height} }})")
    expect(page.get_by_test_id("stCustomComponentV1")).to_have_css("height", "51px")


def test_an_argument_of_that_name_is_the_first_height(open_probe, folder):
    """Some packages never say one."""
    (folder / "index.html").write_text(PROBE.replace('send("setFrameHeight"', 'void ("no"'))
    page = open_probe("probe(key='k', height=123)")

    expect(page.get_by_test_id("stCustomComponentV1")).to_have_css("height", "123px")


def test_what_was_hidden_is_asked_to_measure_itself_when_it_is_shown(open_probe):
    page = open_probe("""
one, two = st.tabs(["One", "Two"])
with two:
    probe(key="k")
""")
    element = page.get_by_test_id("stCustomComponentV1")
    inner = frame(page)
    before = inner.evaluate("renders")
    page.get_by_role("tab", name="Two").click()
    expect(element).to_be_visible()
    inner.evaluate(promise_of(f"renders > {before}"))


def test_a_frame_that_says_nothing_is_reported_with_its_address(open_probe, folder):
    (folder / "index.html").write_text("<p>Nothing to say.</p>")
    page = open_probe("probe(key='k')")

    expect(page.get_by_role("alert")).to_contain_text(
        "The component app.probe does not answer. Its frame is at http://127.0.0.1:"
    )
    expect(page.get_by_role("alert")).to_contain_text('component.trusted = ["app"]')


# Isolation -----------------------------------------------------------------------------------

TRIES = """
async () => {
  const refused = async (use) => { try { await use(); return false } catch { return true } };
  const socket = new Promise((done) => {
    const socket = new WebSocket(location.href.replace(/^http(.*?)\\/component.*/, "ws$1/_anew/socket"));
    socket.onopen = () => done(false);
    socket.onerror = () => done(true);
  });
  return {
    page: await refused(() => parent.document.title),
    socket: await socket,
    media: await refused(() => fetch(location.href.replace(/component.*/, ""))),
    origin: self.origin,
    cookie: document.cookie,
  };
}
"""


def test_a_frame_cannot_reach_the_page_the_cookies_or_the_socket(open_probe, complaints):
    complaints.allow("WebSocket")
    complaints.allow("CORS")
    complaints.allow("Failed to load")
    complaints.allow("isolated")
    page = open_probe("probe(key='k')\nst.text('there')")
    inner = frame(page)

    assert inner.evaluate(TRIES) == {
        "page": True,
        "socket": True,
        "media": True,
        "origin": "null",
        "cookie": "",
    }
    # Storage and cookies are in memory.
    assert inner.evaluate("document.cookie = 'a=1; path=/'; document.cookie") == "a=1"
    assert inner.evaluate(
        "localStorage.b = 2; [localStorage.getItem('b'), localStorage.length]"
    ) == ["2", 1]
    assert not any(cookie["name"] == "a" for cookie in page.context.cookies())
    # Opened by itself it is as isolated.
    page.goto(inner.url)
    assert page.evaluate("self.origin") == "null"


def test_the_author_is_told_what_was_refused_and_which_option_opens_it(open_probe, complaints):
    complaints.allow("isolated")
    complaints.allow("cross-origin")
    page = open_probe("probe(key='k')\nst.text('there')", client__toolbarMode="developer")
    inner = frame(page)
    inner.evaluate("setTimeout(() => parent.document.title)")

    expect(page.get_by_role("status")).to_contain_text(
        "app.probe: its frame is isolated and tried to reach the page around it, which is refused. "
        "If you trust its code with all that users can do in this app, set the option "
        'component.trusted = ["app"].'
    )


def test_a_trusted_frame_has_the_origin_of_the_app_but_not_the_cookie(open_probe):
    page = open_probe("probe(key='k')\nst.text('there')", component__trusted=("app.probe",))
    inner = frame(page)
    found = inner.evaluate(TRIES)

    assert found == {
        "page": False,
        "socket": False,
        "media": False,
        "origin": page.evaluate("origin"),
        "cookie": "",
    }


def test_no_frame_speaks_for_another(open_probe, complaints):
    page = open_probe("""
st.text(f"{probe(key='one')} {probe(key='two')}")
""")
    one, two = frame(page, 0), frame(page, 1)
    one.evaluate("say('one')")
    expect(texts(page)).to_have_text(["one None"])
    # Nor by way of the other, nor without the mark.
    one.evaluate(
        "parent[1].postMessage({ isStreamlitMessage: true, type: 'streamlit:render', args: {} }, '*')"
    )
    one.evaluate("parent.postMessage({ type: 'streamlit:setComponentValue', value: 1 }, '*')")
    two.evaluate("say('two')")
    expect(texts(page)).to_have_text(["one two"])
    assert two.evaluate("last.args.key") == "two"


# Elsewhere -----------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(folder):
    """The component's folder, as another server has it."""
    with serving_folder(folder) as address:
        yield address


def test_a_component_may_be_at_an_address(open_app, elsewhere, complaints):
    complaints.allow("favicon")
    page = open_app(f"""
import anew as st
from anew.components.v1 import declare_component

probe = declare_component("probe", url="{elsewhere}")
st.text(probe(n=1, key="k"))
""")
    around = page.get_by_test_id("stCustomComponentV1").content_frame
    inner = around.locator("iframe").content_frame
    expect(inner.locator("#out")).to_have_text('{"default":null,"key":"k","n":1}')
    inner.get_by_role("button").click()
    expect(texts(page)).to_have_text(["{'clicks': 1}"])
    found = next(one for one in page.frames if one.url.startswith(elsewhere))
    assert found.evaluate("origin") == elsewhere
    assert "streamlitUrl=http%3A%2F%2F127.0.0.1" in found.url
