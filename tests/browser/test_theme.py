"""Light and dark: as the system has it, or as the user chose."""

from __future__ import annotations

import pytest
from browser.chromium import settled
from playwright.sync_api import expect

PAGE = """
    import anew as st

    st.sidebar.header("In the sidebar")
    st.sidebar.caption("Small in the sidebar")
    st.title("Title")
    st.markdown("Text, `code`, [a link](https://example.org), :red[red] :green[green] :blue[blue]")
    st.caption("Small")
    st.text("Plain")
    st.code("def double(x):  # comment\\n    return 'twice', x * 2, None", line_numbers=True)
    st.json({"name": "Ada", "number": 1, "none": None})
    st.exception(ValueError("message"))
    for alert in (st.success, st.info, st.warning, st.error):
        alert("Alert with **bold** and `code`")
    for type in ("primary", "secondary", "tertiary"):
        st.button(type, type=type)
    st.checkbox("Checkbox", True)
    st.toggle("Toggle")
    st.number_input("Number", value=5)
    st.text_input("Text", "words")
    st.slider("Slider", 0, 10, 5)
    with st.expander("Expander", expanded=True):
        st.write("Inside")
"""

# The contrast of each visible text with what is behind it, by WCAG's formula. What lies
# half transparent over something else is blended first.
CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => {
    const share = top[3];
    return [0, 1, 2].map((i) => top[i] * share + below[i] * (1 - share)).concat(1);
  };
  const behind = (one) => {
    const layers = [];
    const own = one.closest("[role=slider]")?.parentElement ?? one; // Its value stands above it.
    for (let at = own; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one) => {
    const back = behind(one);
    const [a, b] = [light(over(rgba(getComputedStyle(one).color), back)), light(back)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const hasText = (one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  return [...document.body.querySelectorAll("*")]
    .filter((one) => (hasText(one) || one.matches("input:not([type=checkbox])")) && one.checkVisibility())
    .filter((one) => !one.closest(":disabled, script, noscript"))
    .map((one) => [contrast(one), one.textContent || one.value]);
}"""


IS_DARK = """() => {
  const sum = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + +b, 0);
  const { color } = getComputedStyle(document.body);
  const { backgroundColor } = getComputedStyle(document.documentElement);
  return sum(color) > sum(backgroundColor);
}"""


def expect_dark(page):
    page.wait_for_function(IS_DARK)


def expect_light(page):
    page.wait_for_function(f"() => !({IS_DARK})()")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read(browse, serve, scheme):
    page = browse(color_scheme=scheme).new_page()
    page.goto(serve(PAGE))
    settled(page)
    expect(page.get_by_test_id("stJson")).to_contain_text("Ada")
    expect_dark(page) if scheme == "dark" else expect_light(page)
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 50
    faint = [(round(contrast, 1), text) for contrast, text in contrasts if contrast < 4.5]
    assert faint == []


def test_it_follows_the_system(open_app):
    page = open_app("import anew as st\nst.text('text')\n")
    expect_light(page)
    page.emulate_media(color_scheme="dark")
    expect_dark(page)
    page.emulate_media(color_scheme="light")
    expect_light(page)


def test_what_the_user_chose_stays(open_app):
    page = open_app("import anew as st\nst.text('text')\n")

    def choose(name):
        page.get_by_test_id("stMainMenuButton").click()
        choice = page.get_by_role("menuitemradio", name=name)
        choice.click()
        expect(choice).to_have_attribute("aria-checked", "true")
        page.keyboard.press("Escape")

    choose("Dark")
    expect_dark(page)
    page.emulate_media(color_scheme="light")
    expect_dark(page)
    page.reload()
    settled(page)
    expect_dark(page)
    page.emulate_media(color_scheme="dark")
    choose("Light")
    expect_light(page)
    choose("System")
    expect_dark(page)


def test_what_the_browser_itself_draws_is_dark_too(browse, serve):
    """Scroll bars and the like."""
    page = browse(color_scheme="dark").new_page()
    page.goto(serve("import anew as st\nst.text('text')\n"))
    settled(page)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"
    colours = {
        name: page.evaluate(
            f"getComputedStyle(document.documentElement).getPropertyValue('--{name}')"
        )
        for name in ("text", "background", "border", "accent")
    }
    assert len(set(colours.values())) == 4
