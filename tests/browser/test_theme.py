"""Light and dark: as the system has it, or as the user chose."""

from __future__ import annotations

import pytest
from browser.chromium import settled
from playwright.sync_api import expect

from anew.settings.css_colors import NAMES

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


# Of the app's own -------------------------------------------------------------------------

THEMED = """
    import anew as st

    st.title("Title")
    st.button("Primary", type="primary")
    st.markdown("`code` and [a link](https://example.org) and :red[red]")
    st.code("x = 1")
    st.text_input("Name", "words")
    st.metric("Metric", 3)
    st.sidebar.markdown("[a link](https://example.org)")
    st.sidebar.text_input("Inside", "words")
"""


def style(locator, name):
    return locator.evaluate(f"(one) => getComputedStyle(one)['{name}']")


def expect_style(locator, name, value):
    expect(locator).to_have_css(name, value)


def choose_theme(page, name):
    page.get_by_test_id("stMainMenuButton").click()
    page.get_by_role("menuitemradio", name=name).click()
    page.keyboard.press("Escape")


def root(page):
    return page.locator("html")


def test_an_app_has_colours_of_its_own_for_light_and_dark(open_app):
    page = open_app(
        THEMED,
        theme__primaryColor="#ffd400",
        theme__light__backgroundColor="#fffdf7",
        theme__light__textColor="#221100",
        theme__dark__backgroundColor="#001122",
        theme__dark__secondaryBackgroundColor="#113355",
    )
    primary = page.get_by_role("button", name="Primary")
    field = page.get_by_test_id("stMain").locator(".input-box")

    expect_style(root(page), "background-color", "rgb(255, 253, 247)")
    expect_style(page.locator("body"), "color", "rgb(34, 17, 0)")
    expect_style(primary, "background-color", "rgb(255, 212, 0)")
    expect_style(primary, "color", "rgb(17, 19, 28)")
    page.emulate_media(color_scheme="dark")
    expect_style(root(page), "background-color", "rgb(0, 17, 34)")
    expect_style(field, "background-color", "rgb(17, 51, 85)")
    expect_style(primary, "background-color", "rgb(255, 212, 0)")
    choose_theme(page, "Light")
    expect_style(root(page), "background-color", "rgb(255, 253, 247)")


def test_an_app_can_open_dark(browse, serve):
    """What the user chooses counts more, and stays; that can be the system's own, too."""
    page = browse(color_scheme="light").new_page()
    page.goto(serve(THEMED, theme__base="dark"))
    settled(page)
    expect_dark(page)
    page.get_by_test_id("stMainMenuButton").click()
    expect(page.get_by_role("menuitemradio", name="Dark")).to_have_attribute("aria-checked", "true")
    page.keyboard.press("Escape")
    for name in ("Light", "System"):
        choose_theme(page, name)
        expect_light(page)
        page.reload()
        settled(page)
        expect_light(page)
    page.emulate_media(color_scheme="dark")
    expect_dark(page)


def test_the_first_paint_has_the_apps_colours(browse, serve):
    """The script may come later than the first paint."""
    page = browse(color_scheme="light", java_script_enabled=False).new_page()
    page.goto(serve(THEMED, theme__base="dark", theme__backgroundColor="#001122"))
    expect_style(root(page), "background-color", "rgb(0, 17, 34)")
    expect_style(root(page), "color-scheme", "dark")


def test_a_theme_made_for_dark_leaves_light_its_own_colours(open_app):
    page = open_app(THEMED, theme__backgroundColor="#001122", theme__primaryColor="#ffd400")
    expect_dark(page)
    expect_style(root(page), "background-color", "rgb(0, 17, 34)")
    choose_theme(page, "Light")
    expect_style(root(page), "background-color", "rgb(255, 255, 255)")
    expect_style(page.get_by_role("button", name="Primary"), "background-color", "rgb(255, 212, 0)")


def test_the_sidebar_has_colours_of_its_own(open_app):
    page = open_app(
        THEMED,
        theme__linkColor="#aa0000",
        theme__sidebar__backgroundColor="#112233",
        theme__sidebar__secondaryBackgroundColor="#223344",
        theme__sidebar__linkColor="#ffcc00",
    )
    sidebar, main = page.get_by_test_id("stSidebar"), page.get_by_test_id("stMain")

    expect_style(sidebar, "background-color", "rgb(17, 34, 51)")
    expect_style(sidebar.locator(".input-box"), "background-color", "rgb(34, 51, 68)")
    expect_style(sidebar.get_by_role("link"), "color", "rgb(255, 204, 0)")
    expect_style(main.get_by_role("link", name="a link"), "color", "rgb(170, 0, 0)")
    # Nobody said the colour of text: on a dark ground it is light.
    assert style(sidebar, "color") != style(page.locator("body"), "color")
    faint = [text for contrast, text in page.evaluate(CONTRASTS) if contrast < 4.5]
    assert faint == []


def test_letters_sizes_and_corners(open_app):
    page = open_app(
        THEMED,
        theme__font="serif",
        theme__headingFont='"Own Letters", monospace',
        theme__baseFontSize="20",
        theme__baseRadius="none",
        theme__buttonRadius="full",
        theme__headingFontSizes="3rem",
        theme__metricValueFontSize="50px",
        theme__paddingTop="200px",
        theme__linkUnderline="false",
    )
    main = page.get_by_test_id("stMain")
    title = page.get_by_role("heading", name="Title")

    expect_style(root(page), "font-size", "20px")
    expect_style(title, "font-size", "60px")
    expect_style(title, "font-family", '"Own Letters", monospace')
    assert style(page.locator("body"), "fontFamily").endswith(", serif")
    expect_style(page.get_by_role("button", name="Primary"), "border-radius", "9999px")
    expect_style(main.locator(".input-box"), "border-radius", "0px")
    expect_style(page.get_by_test_id("stMetricValue"), "font-size", "50px")
    expect_style(
        page.get_by_test_id("stMainBlockContainer"), "padding-top", "270px"
    )  # And the bar.
    expect_style(main.get_by_role("link", name="a link"), "text-decoration-line", "none")


def test_code_can_be_read_on_a_ground_of_its_own(open_app):
    page = open_app(THEMED, theme__codeBackgroundColor="#101820", theme__codeTextColor="#ffcc66")
    block = page.get_by_test_id("stCode").locator("pre")

    expect_style(block, "background-color", "rgb(16, 24, 32)")
    expect_style(page.get_by_test_id("stMarkdown").locator("code"), "color", "rgb(255, 204, 102)")
    faint = [text for contrast, text in page.evaluate(CONTRASTS) if contrast < 4.5]
    assert faint == []


def test_the_top_bar_can_be_hidden(open_app):
    page = open_app(THEMED, ui__hideTopBar="true")
    expect(page.get_by_test_id("stToolbar")).to_be_hidden()
    expect(page.get_by_role("heading", name="Title")).to_be_visible()


def test_an_app_below_a_path_is_whole(serve, context):
    script = """
        import anew as st

        if st.button("Add"):
            st.text("added")
        st.image("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    """
    page = context.new_page()
    page.goto(serve(script, server__baseUrlPath="reports/sales") + "/reports/sales")
    settled(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("added")).to_be_visible()
    expect(page.get_by_test_id("stImage").locator("img")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.stImage img').naturalWidth === 9")


def test_every_name_of_a_colour_is_one_of_css(open_app):
    page = open_app("import anew as st\nst.text('text')\n")
    seen = page.evaluate(
        """(names) => {
          const context = new OffscreenCanvas(1, 1).getContext("2d");
          return names.map((name) => ((context.fillStyle = name), context.fillStyle.slice(1)));
        }""",
        list(NAMES),
    )
    assert dict(zip(NAMES, seen, strict=True)) == NAMES
