"""One journey through an app, in each browser that is not Chromium."""

from __future__ import annotations

JOURNEY = """
    import anew as st

    def start():
        st.title("Start")
        st.session_state.setdefault("count", 0)
        if st.button("Add", key="add"):
            st.session_state.count += 1
        st.text(f"count {st.session_state.count}")
        name = st.text_input("Name", key="name")
        st.text(f"name {name}")
        with st.form("form"):
            words = st.text_area("Words")
            agreed = st.checkbox("Agreed")
            st.form_submit_button("Send")
        st.text(f"sent {words} {agreed}")
        st.text(f"chosen {st.selectbox('City', ['Rome', 'Paris', 'Oslo'])}")
        st.text(f"colour {st.radio('Colour', ['red', 'blue'])}")
        st.text(f"level {st.slider('Level', 0, 10, 5)}")
        file = st.file_uploader("File")
        st.text(f"file {file.read().decode() if file else None}")
        st.dataframe({"Planet": ["Mars", "Venus"], "Moons": [2, 0]}, hide_index=True)
        st.code("print('hello')")
        st.page_link(more_page)

    def more():
        st.title("More")
        st.text("the other page")

    more_page = st.Page(more)
    st.sidebar.text("beside it")
    st.navigation([st.Page(start), more_page], position="hidden").run()
"""

BACKGROUND = """
() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const shade = [app, document.body, document.documentElement]
    .map((one) => getComputedStyle(one).backgroundColor)
    .find((colour) => !/^(transparent|rgba\\(0, 0, 0, 0\\))$/.test(colour));
  const [red, green, blue] = shade.match(/[\\d.]+/g).map(Number);
  return shade.startsWith("rgb") && (red + green + blue) / 3 < 80;
}
"""

# WebKit's little browser is 447 pixels wide at least.
FITS = """
() => innerWidth <= 450 && document.scrollingElement.scrollWidth <= innerWidth &&
  [...document.querySelectorAll('[data-testid="stMain"] .stElementContainer')]
    .every((one) => one.getBoundingClientRect().right <= innerWidth)
"""


def test_a_journey(window, open_app, tmp_path):
    network = open_app(JOURNEY)
    uses_its_widgets(window, tmp_path)
    goes_on_after_a_cut(window, network)
    goes_back_and_forward(window)
    is_dark_and_narrow(window)
    assert window.complaints() == []


def uses_its_widgets(window, tmp_path):
    window.shows("Start", "h1")
    window.shows("count 0")
    window.look("start")

    window.click(".st-key-add button", times=5)
    window.shows("count 5")

    window.click(".st-key-name input")
    window.type("Ada Lovelace")
    window.press("Enter")
    window.shows("name Ada Lovelace")

    window.click('[data-testid="stForm"] textarea')
    window.type("two words")
    window.click('[data-testid="stForm"] [data-testid="stCheckbox"] label')
    window.until(
        "() => document.querySelector('[data-testid=\"stForm\"] [type=checkbox]').checked",
        what="a ticked box",
    )
    window.click('[data-testid="stFormSubmitButton"] button')
    window.shows("sent two words True")

    window.click('[data-testid="stSelectbox"] input')
    window.click('[role="option"]', index=-1)
    window.shows("chosen Oslo")
    window.click('[data-testid="stRadio"] label', index=-1)
    window.shows("colour blue")
    window.click('[role="slider"]')
    window.press("ArrowRight", "ArrowRight")
    window.shows("level 7")

    (tmp_path / "letter.txt").write_text("dear all")
    window.give_file('input[type="file"]', tmp_path / "letter.txt")
    window.shows("file dear all")

    window.until(
        "() => document.querySelector('[data-testid=\"stDataFrame\"]').innerText.includes('Venus')",
        what="a row of the table",
    )
    window.look("table")


def goes_on_after_a_cut(window, network):
    network.cut()
    window.click(".st-key-add button", times=2)
    window.shows("count 7")


def goes_back_and_forward(window):
    window.click('[data-testid="stPageLink"] a')
    window.shows("the other page")
    window.traverse(-1)
    window.shows("count 7")
    window.traverse(1)
    window.shows("the other page")
    window.traverse(-1)
    window.shows("count 7")


def is_dark_and_narrow(window):
    window.click('[data-testid="stMainMenuButton"]')
    window.click('[data-testid="stThemeSwitcher"] button', index=-1)
    window.press("Escape")
    window.until(BACKGROUND, what="a dark page")
    window.look("dark")

    window.resize(390, 844)
    window.until(FITS, what="a page no wider than a telephone")
    window.look("phone")
    window.resize(1280, 800)
