"""Style sheets of authors: what they address is there, and their rules win where they should.

The names are those that the style sheets of public apps address, with the structure that they
expect below them.
"""

from __future__ import annotations

import re

import pytest
from browser.chromium import settled, until
from playwright.sync_api import expect

PAGE = """
    import datetime, io
    import anew as st
    from PIL import Image

    st.set_page_config(layout="wide")

    def home():
        st.markdown(SHEET, unsafe_allow_html=True)
        st.markdown("A <b class='own'>text</b>", unsafe_allow_html=True)
        st.caption("A caption")
        st.title("A title")
        left, right = st.columns(2)
        left.metric("A metric", 12, 3)
        left.button("A button")
        left.button("A primary button", type="primary")
        left.download_button("A download", "x")
        left.link_button("A link", "https://example.org")
        right.selectbox("A selectbox", ["a", "b"])
        right.multiselect("A multiselect", ["a", "b"], default=["a"])
        right.text_input("A text input")
        right.text_area("A text area")
        right.number_input("A number input")
        right.date_input("A date input", datetime.date(2024, 1, 1))
        right.time_input("A time input", datetime.time(1, 0))
        st.tabs(["One", "Two"])[0].write("In a tab")
        st.expander("An expander", expanded=True).write("In an expander")
        st.progress(40, "A progress bar")
        st.slider("A slider", 0, 10, 3)
        st.radio("A radio", ["a", "b"])
        st.checkbox("A checkbox")
        st.toggle("A toggle")
        st.file_uploader("A file uploader")
        st.info("An info")
        with st.form("A form"):
            st.form_submit_button("Send")
        st.dataframe({"a": [1, 2]})
        st.table({"a": [1, 2]})
        st.code("x = 1")
        st.color_picker("A color picker")
        st.image(Image.new("RGB", (8, 8)), caption="An image")
        with st.container(key="my box"):
            st.write("In a container")
        st.sidebar.button("At the side")

    st.navigation([st.Page(home, default=True), st.Page(lambda: None, url_path="other", title="Other")]).run()
"""

# What a rule addresses, what it says, and a place that only this page's own DOM is asked for.
BUTTON = "[data-testid=stMain] .stButton button"
ROWS = [
    (".stApp", "background-color", "rgb(1, 2, 3)", ".stApp"),
    (".stApp", "background-image", "linear-gradient(rgb(1, 2, 3), rgb(4, 5, 6))", ".stApp"),
    ("body", "padding-left", "1px", "body"),
    (".stApp > header", "padding-left", "3px", "[data-testid=stHeader]"),
    ("header", "visibility", "hidden", "[data-testid=stHeader]"),
    ("[data-testid='stHeader']", "background-color", "rgb(1, 2, 4)", "[data-testid=stHeader]"),
    ("#MainMenu", "visibility", "hidden", "[data-testid=stMainMenu]"),
    ("[data-testid=stToolbar]", "right", "32px", "[data-testid=stToolbar]"),
    ("[data-testid=stAppViewContainer]", "color", "rgb(1, 2, 5)", ".stAppViewContainer"),
    ("[data-testid=stAppViewContainer] > .main", "padding-top", "5px", ".stMain"),
    (".main", "background-color", "rgb(1, 2, 6)", ".stMain"),
    ("[data-testid='stMain']", "padding-left", "7px", ".stMain"),
    (".block-container", "max-width", "900px", ".stMainBlockContainer"),
    (".block-container", "padding-left", "11px", ".stMainBlockContainer"),
    (".main .block-container", "padding-top", "17px", ".stMainBlockContainer"),
    ("[data-testid='stSidebar']", "background-color", "rgb(1, 2, 7)", ".stSidebar"),
    ("section[data-testid=stSidebar]", "width", "350px", ".stSidebar"),
    (".stSidebar", "border-right-width", "4px", ".stSidebar"),
    ("[data-testid=stSidebar] > div:first-child", "padding-top", "6px", ".stSidebarContent"),
    ("[data-testid=stSidebarNav]", "background-color", "rgb(1, 2, 8)", ".stSidebarNav"),
    ("[data-testid=stSidebarNav] li a span", "color", "rgb(1, 2, 9)", ".stSidebarNav a span"),
    ("[data-testid=stSidebar] .stButton > button", "width", "99px", ".stSidebar .stButton button"),
    ("h1", "color", "rgb(1, 2, 47)", "[data-testid=stHeading] h1"),
    (".stMarkdown", "font-size", "21px", ".stMarkdown:has(.own)"),
    ("[data-testid=stMarkdownContainer] p", "font-size", "22px", ".stMarkdown p:has(.own)"),
    (".element-container", "margin-left", "1px", ".stElementContainer:has(.own)"),
    ("[data-testid=stVerticalBlock]", "row-gap", "9px", ".stMainBlockContainer > *"),
    ("[data-testid=stHorizontalBlock]", "column-gap", "13px", ".columns"),
    ("[data-testid='column']", "background-color", "rgb(1, 2, 10)", ".stColumn"),
    ("div[data-testid=stColumn]", "padding-left", "2px", ".stColumn"),
    ("[data-testid=stMetric]", "background-color", "rgb(1, 2, 11)", ".stMetric"),
    (".stMetric", "border-radius", "12px", ".stMetric"),
    ("label[data-testid=stMetricLabel]", "color", "rgb(1, 2, 12)", ".stMetricLabel"),
    ("[data-testid=stMetricLabel] p", "font-size", "19px", ".stMetricLabel p"),
    ("[data-testid='stMetricValue']", "font-size", "30px", ".stMetricValue"),
    ("[data-testid=stMetricValue] > div", "font-weight", "700", ".stMetricValue > div"),
    ("[data-testid=stMetricDelta]", "color", "rgb(1, 2, 13)", ".stMetricDelta"),
    ("[data-testid=stMetricDelta] svg", "display", "none", ".stMetricDelta svg"),
    (".stButton > button", "background-color", "rgb(1, 2, 14)", f"{BUTTON}.secondary-button"),
    (".stButton button", "border-radius", "20px", BUTTON),
    ("div.stButton > button:first-child", "height", "48px", BUTTON),
    ("[data-testid=stButton] button p", "font-size", "23px", f"{BUTTON} p"),
    ('button[kind="primary"]', "background-color", "rgb(1, 2, 15)", ".stButton .primary-button"),
    ("[data-testid=baseButton-primary]", "color", "rgb(1, 2, 16)", ".stButton .primary-button"),
    (".stDownloadButton > button", "background-color", "rgb(1, 2, 17)", ".stDownloadButton button"),
    ("[data-testid=stDownloadButton] button", "padding-left", "31px", ".stDownloadButton button"),
    (".row-widget.stButton", "text-align", "center", ".stButton"),
    (".row-widget.stRadio > div", "flex-direction", "row", ".stRadio [role=radiogroup]"),
    (".stSelectbox > div > div", "background-color", "rgb(1, 2, 18)", ".stSelectbox .input-box"),
    (".stSelectbox [data-baseweb=select] > div", "border-color", "rgb(1, 2, 19)",
     ".stSelectbox .input-box"),
    ("div[data-baseweb='select']", "border-radius", "6px", ".stSelectbox > div"),
    (".stSelectbox label", "color", "rgb(1, 2, 20)", ".stSelectbox .stWidgetLabel"),
    ("[data-testid=stSelectbox] > label", "font-weight", "700", ".stSelectbox .stWidgetLabel"),
    (".stMultiSelect [data-baseweb=tag]", "background-color", "rgb(1, 2, 21)", ".tag"),
    ("[data-testid=stMultiSelect] > div > div", "border-radius", "7px",
     ".stMultiSelect .input-box"),
    (".stTextInput > div > div > input", "color", "rgb(1, 2, 22)", ".stTextInput input"),
    (".stTextInput > div > div", "background-color", "rgb(1, 2, 23)", ".stTextInput .input-box"),
    ("div[data-baseweb=input]", "border-color", "rgb(1, 2, 24)", ".stTextInput .input-box"),
    (".stTextInput > label", "font-size", "18px", ".stTextInput .stWidgetLabel"),
    ("[data-testid=stTextInput] input", "padding-left", "5px", ".stTextInput input"),
    (".stTextArea textarea", "background-color", "rgb(1, 2, 25)", "textarea"),
    (".stTextArea > div > div > textarea", "color", "rgb(1, 2, 26)", "textarea"),
    (".stNumberInput > div > div > input", "color", "rgb(1, 2, 27)", ".stNumberInput input"),
    (".stNumberInput button", "background-color", "rgb(1, 2, 28)", ".stNumberInput button"),
    (".stDateInput > div > div > input", "color", "rgb(1, 2, 29)", ".stDateInput input"),
    (".stTabs [data-baseweb=tab-list]", "column-gap", "24px", ".stTabs [role=tablist]"),
    (".stTabs [data-baseweb=tab]", "background-color", "rgb(1, 2, 30)", ".stTab >> nth=1"),
    (".stTabs [data-baseweb=tab-list] button", "height", "50px", ".stTab"),
    (".stTabs [data-baseweb=tab-list] button [data-testid=stMarkdownContainer] p", "font-size",
     "24px", ".stTab p"),
    (".stTabs [aria-selected=true]", "color", "rgb(1, 2, 31)", ".stTab >> nth=0"),
    (".stTabs button[aria-selected=false]", "color", "rgb(1, 2, 32)", ".stTab >> nth=1"),
    ("[data-testid=stTabs]", "padding-left", "8px", ".stTabs"),
    ("[data-testid=stExpander]", "background-color", "rgb(1, 2, 33)", ".stExpander"),
    ("[data-testid=stExpander] details", "border-radius", "9px", ".stExpander details"),
    ("[data-testid=stExpander] summary", "font-weight", "700", ".stExpander summary"),
    (".streamlit-expanderHeader", "background-color", "rgb(1, 2, 34)", ".stExpander summary"),
    (".stProgress > div > div > div > div", "background-color", "rgb(1, 2, 35)", ".progress > div"),
    (".stSlider [role=slider]", "background-color", "rgb(1, 2, 36)", ".slider-thumb"),
    (".stSlider > label", "color", "rgb(1, 2, 37)", ".stSlider .stWidgetLabel"),
    (".stRadio > label", "color", "rgb(1, 2, 38)", ".stRadio > .stWidgetLabel"),
    (".stRadio > div > label", "padding-left", "14px", ".stRadioOption"),
    ("label[data-baseweb=radio]", "margin-left", "15px", ".stRadioOption"),
    (".stCheckbox", "padding-left", "16px", ".stCheckbox"),
    (".stCheckbox label", "padding-top", "2px", ".stCheckbox label"),
    ("[data-testid=stWidgetLabel] p", "font-weight", "600", ".stSlider .stWidgetLabel p"),
    (".stFileUploader", "padding-left", "17px", ".stFileUploader"),
    ("[data-testid=stFileUploader] section", "padding-left", "18px", ".dropzone"),
    ("[data-testid=stFileUploaderDropzone]", "background-color", "rgb(1, 2, 39)",
     ".stFileUploaderDropzone"),
    (".stAlert", "padding-left", "19px", ".stAlert"),
    (".stAlert > div", "background-color", "rgb(1, 2, 40)", ".stAlertContainer"),
    ("[data-testid='stAlert'] p", "color", "rgb(1, 2, 41)", ".stAlert p"),
    ("[data-testid=stForm]", "border-color", "rgb(1, 2, 42)", ".stForm"),
    ("[data-testid=stFormSubmitButton] > button", "color", "rgb(1, 2, 43)",
     ".stFormSubmitButton button"),
    (".stDataFrame", "border-radius", "21px", ".stDataFrame"),
    ("[data-testid=stDataFrame]", "padding-left", "22px", ".stDataFrame"),
    ("[data-testid=stTable] table", "font-size", "25px", ".stTable table"),
    ("[data-testid=stImage] img", "border-radius", "23px", ".stImage img"),
    ("[data-testid=stImageCaption]", "color", "rgb(1, 2, 44)", ".stImageCaption"),
    ("[data-testid=stCaptionContainer]", "color", "rgb(1, 2, 45)", ".stMarkdown > .stCaptionContainer"),
    (".st-key-my-box", "background-color", "rgb(1, 2, 46)", ".stVerticalBlock.flow"),
    ("footer", "visibility", "hidden", None),  # There is none to hide.
    (".stDeployButton", "display", "none", None),
]  # fmt: skip

FOUND = """(rows) => rows.map(([selector, property, value, place]) => {
  if (!place) return null;
  const [path, nth] = place.split(" >> nth=");
  const one = document.querySelectorAll(path)[Number(nth ?? 0)];
  if (!one) return `${place} is not there`;
  const found = getComputedStyle(one).getPropertyValue(property);
  return found === value ? null : `${selector} { ${property}: ${value} } gave ${place} ${found}`;
}).filter(Boolean)"""


@pytest.fixture
def open_styled(open_app):
    """Opens the page with a style sheet."""

    def open_styled(sheet):
        return open_app(PAGE.replace("SHEET", repr(f"<style>{sheet}</style>")))

    return open_styled


def test_what_style_sheets_of_apps_address_takes_what_they_say(open_styled):
    page = open_styled(
        "\n".join(f"{selector} {{ {property}: {value} }}" for selector, property, value, _ in ROWS)
    )
    expect(page.get_by_text("An image")).to_be_visible()

    until(page, lambda: page.evaluate(FOUND, ROWS), [])


# How styles come into the page, and leave it -----------------------------------------------------


def style_of(locator, name):
    return locator.evaluate("(one, name) => getComputedStyle(one)[name]", name)


def test_styles_of_html_hold_though_the_policy_lets_no_attribute_count(open_app):
    page = open_app(
        """
        import anew as st

        st.markdown(
            "<div id='box' class='card' data-x='1' style='color: rgb(1, 2, 3); padding: 7px'>"
            "<svg width='30' height='20' viewBox='0 0 30 20'><circle cx='5' cy='5' r='4' fill='red' "
            "style='stroke: rgb(3, 2, 1)'/></svg></div>",
            unsafe_allow_html=True,
        )
        """
    )
    box = page.locator("#box.card[data-x='1']")

    assert style_of(box, "color") == "rgb(1, 2, 3)"
    assert style_of(box, "padding") == "7px"
    assert style_of(box.locator("circle"), "stroke") == "rgb(3, 2, 1)"
    assert style_of(box.locator("circle"), "fill") == "rgb(255, 0, 0)"
    assert box.locator("svg").bounding_box()["width"] == 30


SHEETS = """
    import anew as st

    st.text("Target")
    if st.checkbox("First", value=True):
        st.markdown("<style>.stText { color: rgb(1, 0, 0); top: 1px }</style>", unsafe_allow_html=True)
    if st.checkbox("Second"):
        st.caption("<style>.stText { color: rgb(2, 0, 0) }</style>", unsafe_allow_html=True)
    size = st.number_input("Size", value=10)
    st.write(f"<style>.stText {{ font-size: {size}px }}</style>", unsafe_allow_html=True)
    if st.checkbox("At the side"):
        st.sidebar.markdown("<style>.stText { color: rgb(3, 0, 0) }</style>", unsafe_allow_html=True)
    st.text("Last")
"""


def test_a_sheet_lives_as_long_as_its_element_and_stands_in_its_order(open_app):
    page = open_app(SHEETS)
    target = page.get_by_test_id("stText").first

    def color_after(label):
        page.get_by_text(label, exact=True).click()
        settled(page)
        return style_of(target, "color")

    assert style_of(target, "color") == "rgb(1, 0, 0)"
    assert color_after("Second") == "rgb(2, 0, 0)"
    assert color_after("At the side") == "rgb(2, 0, 0)"  # The sidebar stands before the page.
    assert color_after("Second") == "rgb(1, 0, 0)"
    assert color_after("First") == "rgb(3, 0, 0)"
    assert color_after("First") == "rgb(1, 0, 0)"
    assert color_after("First") == "rgb(3, 0, 0)"
    assert color_after("At the side") not in {"rgb(1, 0, 0)", "rgb(2, 0, 0)", "rgb(3, 0, 0)"}


def test_a_sheet_that_changes_takes_the_place_of_what_it_was(open_app):
    page = open_app(SHEETS)
    target = page.get_by_test_id("stText").first
    assert style_of(target, "fontSize") == "10px"

    number = page.get_by_role("spinbutton", name="Size")
    for size in ("20", "30"):
        number.fill(size)
        number.press("Enter")
        settled(page)
        assert style_of(target, "fontSize") == f"{size}px"

    assert page.evaluate("document.adoptedStyleSheets.length") == 2


def test_a_sheet_alone_takes_no_room(open_app):
    page = open_app(
        """
        import anew as st

        st.text("Above")
        st.markdown("<style>.x { color: red }</style>", unsafe_allow_html=True)
        st.markdown("<style>.y { color: red }</style><style>.z {}</style>", unsafe_allow_html=True)
        st.text("Below")
        """
    )
    above, below = page.get_by_test_id("stText").all()
    gap = below.bounding_box()["y"] - above.bounding_box()["y"] - above.bounding_box()["height"]

    assert gap == 16


def test_styles_are_there_when_the_page_is_first_seen(open_app):
    """What is painted is what was drawn last before: no frame shows the text without them."""
    page = open_app(
        """
        import anew as st

        if st.button("Show"):
            st.markdown(
                "<style>.mine { color: rgb(1, 2, 3) }</style>"
                "<b class='mine' style='margin-top: 5px'>Here</b>",
                unsafe_allow_html=True,
            )
        """
    )
    page.evaluate(
        """() => {
          window.seen = new Set();
          const look = () => {
            const one = document.querySelector(".mine");
            if (one) window.seen.add(getComputedStyle(one).color + getComputedStyle(one).marginTop);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Here")).to_be_visible()
    settled(page)

    page.wait_for_function("window.seen.size > 0")
    assert page.evaluate("[...window.seen]") == ["rgb(1, 2, 3)5px"]


def test_an_author_s_class_is_not_one_of_the_page(open_app):
    page = open_app(
        """
        import anew as st

        st.markdown(
            "<style>.input-box { display: none } .tag { color: rgb(1, 2, 3) }</style>"
            "<span class='tag'>Mine</span>",
            unsafe_allow_html=True,
        )
        st.text_input("Field")
        st.multiselect("Several", ["a"], default=["a"])
        """
    )
    mine = page.get_by_text("Mine")

    expect(page.get_by_role("textbox", name="Field")).to_be_visible()
    assert style_of(mine, "color") == "rgb(1, 2, 3)"
    assert style_of(mine, "display") == "inline"
    assert style_of(page.locator("[data-baseweb=tag]"), "color") != "rgb(1, 2, 3)"


def test_a_sheet_may_name_a_font_of_another_site(context, serve, complaints):
    """The policy lets it be asked for; here nobody answers."""
    complaints.allow("another machine: font https://fonts.example/own.woff2|ERR_")
    page = context.new_page()
    asked = []
    page.route(
        "https://fonts.example/**", lambda route: (asked.append(route.request.url), route.abort())
    )
    page.goto(
        serve(
            """
            import anew as st

            st.markdown(
                "<style>@font-face { font-family: Own; src: url(https://fonts.example/own.woff2) }"
                ".stText { font-family: Own }</style>",
                unsafe_allow_html=True,
            )
            st.text("Text")
            """
        ),
        wait_until="commit",
    )
    settled(page)

    until(page, lambda: asked, ["https://fonts.example/own.woff2"])


def test_a_field_fills_its_box_and_the_app_its_page(open_app):
    """A sheet that colours the one or the body shows no rim of what lies below."""
    page = open_app(
        """
        import anew as st

        st.text_input("Field")
        st.markdown("<style>body { background: red } input { color: red }</style>", True)
        """
    )
    box = page.get_by_test_id("stTextInputRootElement")
    widths = box.evaluate("one => [one.clientWidth, one.querySelector('input').offsetWidth]")

    assert widths[0] == widths[1]
    assert style_of(page.locator(".stApp"), "backgroundColor") == "rgb(255, 255, 255)"


def test_what_helps_is_not_part_of_the_words_it_stands_beside(open_app):
    page = open_app(
        """
        import anew as st

        st.title("A title", help="What it is")
        st.text_input("A field", help="What it takes")
        """
    )

    expect(page.get_by_role("heading")).to_have_text("A title")
    expect(page.get_by_test_id("stWidgetLabel")).to_have_text("A field")
    expect(page.get_by_test_id("stTooltipIcon")).to_have_count(2)


# Where a sheet and the page meet ------------------------------------------------------------------


def test_code_in_a_card_is_read_on_its_own_ground(open_app):
    page = open_app("""
        import anew as st

        st.markdown(
            "<div class='card' style='color: white'>\\n\\n    an indented line\\n\\n</div>",
            unsafe_allow_html=True,
        )
        st.text("Beside")
    """)

    letters = style_of(page.locator(".card pre code"), "color")
    assert letters == style_of(page.get_by_test_id("stText"), "color")


def test_a_table_of_pandas_in_html_has_one_frame_and_a_sheet_may_give_it_another(open_app):
    page = open_app("""
        import anew as st

        table = "<table border='1' class='{}'><tr><td>1</td></tr></table>"
        st.write(table.format("dataframe"), unsafe_allow_html=True)
        st.write("<style>.framed { border: 2px solid red }</style>", unsafe_allow_html=True)
        st.write(table.format("framed"), unsafe_allow_html=True)
    """)

    assert style_of(page.locator("table.dataframe"), "borderTopWidth") == "0px"
    assert style_of(page.locator("table.framed"), "borderTopWidth") == "2px"


# Where a sheet and the page meet ------------------------------------------------------------------


HIGH = """
    import anew as st

    st.markdown("<style>.block-container { padding-top: 1rem }</style>", unsafe_allow_html=True)
    st.title("High")
"""
VEIL_OF_NOTHING = "linear-gradient(rgba(0, 0, 0, 0) 55%, rgba(0, 0, 0, 0))"


def test_what_a_sheet_puts_high_is_clear(open_app):
    header = open_app(HIGH).get_by_test_id("stHeader")

    assert style_of(header, "backgroundImage") == VEIL_OF_NOTHING


def test_what_is_scrolled_beneath_the_header_is_veiled(open_app):
    page = open_app(HIGH + "    st.container(height=3000).text('Far below')")
    header = page.get_by_test_id("stHeader")

    assert style_of(header, "backgroundImage") == VEIL_OF_NOTHING
    page.mouse.move(640, 300)
    page.mouse.wheel(0, 400)
    expect(header).not_to_have_css("background-image", VEIL_OF_NOTHING)
    expect(header).to_have_css("background-image", re.compile(r"^linear-gradient\("))


def test_the_header_is_as_a_sheet_says_wherever_the_page_stands(open_app):
    page = open_app("""
        import anew as st

        st.markdown("<style>[data-testid=stHeader] { background: rgb(1, 2, 3) }</style>", unsafe_allow_html=True)
    """)
    header = page.get_by_test_id("stHeader")

    assert style_of(header, "background-image") == "none"
    assert style_of(header, "background-color") == "rgb(1, 2, 3)"
