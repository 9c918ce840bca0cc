"""Small things that apps use, all in one app: badges, space, HTML, echoed code, what flies."""

from __future__ import annotations

import pytest
from browser.chromium import settled, until
from playwright.sync_api import expect

SCRIPT = """
    import anew as st

    st.badge("New", icon=":material/check:", color="green", help="Help.")
    st.text("above")
    st.space(50)
    st.text("below")
    with st.container(horizontal=True, gap=None):
        st.button("Left")
        st.space("stretch")
        st.button("Right")
    st.html('<style>.own-box { color: rgb(1, 2, 3) }</style>')
    st.html('<p class="own-box" style="text-indent: 7px" onclick="alert(1)">HTML</p>')
    with st.echo():
        st.text("echoed")
    if st.button("Fly"):
        st.balloons()
    if st.button("Snow"):
        st.snow()
    if st.button("Snow and rerun"):
        st.snow()
        st.rerun()
    st.text_input("Name")
    st.skeleton(120)
"""


@pytest.fixture
def page(open_app):
    return open_app(SCRIPT)


def test_they_stand_where_they_should(page):
    expect(page.get_by_test_id("stMarkdown").first.locator(".stMarkdownBadge")).to_contain_text(
        "New"
    )
    above, below = (
        page.get_by_text("above").bounding_box(),
        page.get_by_text("below").bounding_box(),
    )
    assert 80 < below["y"] - above["y"] - above["height"] < 84  # Two gaps, and the space.
    right = page.get_by_role("button", name="Right").bounding_box()
    assert abs(right["x"] + right["width"] - (above["x"] + 704)) < 1
    box = page.locator("p.own-box")
    expect(box).to_have_css("color", "rgb(1, 2, 3)")
    expect(box).to_have_css("text-indent", "7px")
    assert box.get_attribute("onclick") is None
    assert page.get_by_test_id("stSkeletonElement").bounding_box()["height"] == 120
    expect(page.get_by_test_id("stCode")).to_contain_text('st.text("echoed")')


def test_balloons_rise_once(page):
    page.emulate_media(reduced_motion="no-preference")
    sky = page.get_by_test_id("stBalloons")
    page.get_by_role("button", name="Fly").click()
    expect(sky).to_be_attached()
    expect(sky).to_have_attribute("aria-hidden", "true")
    expect(sky.locator("svg")).to_have_count(30)

    page.get_by_label("Name").fill("x")
    page.get_by_label("Name").press("Enter")  # The next run, whose page has no balloons.
    settled(page)
    expect(sky).to_have_count(1)
    finish(page)

    expect(sky).not_to_be_attached()


def test_what_has_flown_does_not_fly_again(page):
    page.get_by_role("button", name="Fly").click()
    expect(page.get_by_test_id("stBalloons")).to_be_attached()
    finish(page)
    expect(page.get_by_test_id("stBalloons")).not_to_be_attached()

    page.reload()
    expect(page.get_by_role("button", name="Fly")).to_be_visible()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()

    assert page.get_by_test_id("stBalloons").count() == 0


def test_less_motion_shows_them_for_a_moment(page):
    page.get_by_role("button", name="Snow", exact=True).click()
    sky = page.get_by_test_id("stSnow")
    expect(sky).to_be_attached()
    names = "(sky) => sky.getAnimations({ subtree: true }).map((one) => one.animationName)"
    until(page, lambda: {*sky.evaluate(names)}, {"glimpse"})
    finish(page)
    expect(sky).not_to_be_attached()


def test_a_rerun_that_follows_at_once_swallows_nothing(page):
    """Nor while the code that draws it is still on its way."""
    held = []
    page.route("**/snow-*.js", lambda route: held.append(route))  # noqa: PLW0108
    page.get_by_role("button", name="Snow and rerun").click()
    page.get_by_label("Name").fill("x")
    page.get_by_label("Name").press("Enter")
    settled(page)
    expect(page.get_by_test_id("stSnow")).not_to_be_attached()
    [route] = held
    route.continue_()
    sky = page.get_by_test_id("stSnow")
    expect(sky).to_be_attached()
    finish(page)
    expect(sky).not_to_be_attached()

    page.get_by_role("button", name="Snow and rerun").click()
    expect(sky).to_be_attached()


def finish(page):
    page.evaluate("document.getAnimations().forEach((one) => { try { one.finish(); } catch {} })")


PLAYERS = """
    import math
    import struct

    import anew as st

    sound = struct.pack("<16000h", *[int(900 * math.sin(n / 9)) for n in range(16000)])
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 32036, b"WAVE", b"fmt ", 16, 1, 1, 8000,
                       16000, 2, 16, b"data", 32000)
    loops = st.checkbox("Loop")
    st.audio(head + sound, start_time="500ms", end_time=0.75, loop=loops, alt="A tone")
    st.video(None, subtitles="1\\n00:00:01,000 --> 00:00:04,000\\nHello!", muted=True)
"""


def test_a_sound_begins_and_ends_where_it_should(open_app):
    page = open_app(PLAYERS)
    player = page.get_by_test_id("stAudio")
    expect(player).to_have_attribute("aria-label", "A tone")
    expect(player).to_have_js_property("currentTime", 0.5)
    player.evaluate("(one) => { one.muted = true; return one.play(); }")
    expect(player).to_have_js_property("paused", True)
    assert 0.75 <= player.evaluate("(one) => one.currentTime") < 2

    page.get_by_text("Loop").click()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    player.evaluate("""(one) => new Promise((done) => {
      one.currentTime = 0.7;
      one.addEventListener("timeupdate", () => one.currentTime < 0.7 && done());
      one.play();
    })""")
    expect(player).to_have_js_property("paused", False)


def test_a_video_has_its_subtitles(open_app):
    page = open_app(PLAYERS)
    player = page.get_by_test_id("stVideo")
    assert player.evaluate("(one) => one.muted && one.controls")
    cue = player.evaluate("""(one) => new Promise((done) => {
      const track = one.querySelector("track");
      const tell = () => done(track.track.cues[0].text);
      track.readyState === 2 ? tell() : track.addEventListener("load", tell);
    })""")
    assert cue == "Hello!"
