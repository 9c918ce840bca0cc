"""R48, R49, R126-R129, R135: apps of several pages, and what is said of a page as a whole."""

from __future__ import annotations

from textwrap import dedent

import pytest
from rules.apps import Stage, app, shown_error

from anew.errors import AppTestError
from anew.protocol.messages import Location
from anew.testing import AppTest

TWO = """
    def one():
        st.text("one")
        st.text_input("Name", key="name", persist_state=ss.get("persists"))
    def two():
        st.text("two")
        st.text_input("Name", key="name", persist_state=ss.get("persists"))
        st.text(ss.get("kept"))
    def three():
        st.text("three")
    pages = [st.Page(one), st.Page(two), st.Page(three)]
    page = st.navigation(pages)
    st.text_input("Everywhere", key="everywhere")
    page.run()
"""


def menu_of(at):
    (menu,) = at.get("navigation")
    return [
        (entry.icon, entry.title.text if hasattr(entry.title, "text") else str(entry.title))
        for section in menu.sections
        for entry in section.pages
    ]


@pytest.fixture
def folder(tmp_path):
    """An app with pages in a folder: give the script's text, and those of the pages by name."""

    def folder(text, **pages):
        (tmp_path / "pages").mkdir(exist_ok=True)
        for name, page in pages.items():
            (tmp_path / "pages" / f"{name}.py").write_text(f"import anew as st\n{page}\n")
        main = tmp_path / "app.py"
        main.write_text(f"import anew as st\n{text}\n")
        return AppTest.from_file(main)

    return folder


# Widgets and values -----------------------------------------------------------------------


def test_r48_a_widget_on_another_page_is_another_widget_with_the_same_key():
    at = app(TWO)
    at.text_input(key="name").input("Ada").run()

    assert at.switch_page("two").run().text_input(key="name").value == ""
    at.text_input(key="name").input("Bob").run()
    assert at.switch_page("").run().text_input(key="name").value == ""


def test_r48_a_widget_of_the_script_itself_stays_on_all_pages():
    at = app(TWO)
    at.text_input(key="everywhere").input("Ada").run()

    assert at.switch_page("two").run().text_input(key="everywhere").value == "Ada"


def test_r48_the_widgets_of_a_page_are_forgotten_before_the_next_one_runs():
    at = app(
        """
        def two():
            st.text("name" in ss)
        st.navigation([st.Page(lambda: st.text_input("Name", key="name"), title="One",
                               url_path="one"), st.Page(two)]).run()
        """
    )

    assert at.switch_page("two").run().text[0].value == "False"


@pytest.mark.parametrize(("word", "value"), [("page", ""), ("session", "Ada")])
def test_r49_a_value_may_outlive_its_page(word, value):
    at = app("ss.setdefault('persists', word)\n" + dedent(TWO), word=word)
    at.text_input(key="name").input("Ada").run()
    at.switch_page("three").run()

    assert at.switch_page("").run().text_input(key="name").value == value


def test_r129_the_state_is_one_for_all_pages():
    at = app(TWO)
    at.session_state.kept = "here"

    assert at.switch_page("two").run().text.values == ["two", "here"]


# A folder of pages ------------------------------------------------------------------------


def test_r126_a_folder_of_pages_makes_a_menu(folder):
    at = folder(
        "st.text('home')",
        **{"2_second": "", "10_tenth_page": "", "1_🚀_first": "", "about": "", "_hidden": ""},
    ).run()

    assert at.text.values == ["home"]
    assert menu_of(at) == [
        ("", "app"),
        ("🚀", "first"),
        ("", "second"),
        ("", "tenth page"),
        ("", "about"),
    ]


def test_r126_a_page_of_the_folder_runs_in_the_scripts_place(folder):
    at = folder("st.text('home')", second="st.text('second')").run()

    assert at.switch_page("pages/second.py").run().text.values == ["second"]
    assert at.switch_page("app.py").run().text.values == ["home"]


def test_r126_the_folder_does_not_count_where_the_script_says_which_pages_there_are(folder):
    at = folder(
        "st.navigation([st.Page(lambda: st.text('mine'), title='Mine', url_path='m')]).run()",
        second="",
    ).run()

    assert at.text.values == ["mine"]
    assert not at.get("navigation")


# st.navigation ----------------------------------------------------------------------------


def test_r127_the_script_runs_each_time_and_the_page_in_it():
    at = app("ss.runs = ss.get('runs', 0) + 1\nst.text(ss.runs)\n" + dedent(TWO))
    assert at.text.values == ["1", "one"]

    assert at.switch_page("two").run().text.values == ["2", "two", "None"]


def test_r127_an_unknown_address_leads_to_the_default_page_with_a_word():
    at = app(TWO)
    at._page = "nowhere"
    at.run()

    assert at.text.values == ["one"]
    assert at.record.notice == "This app has no page 'nowhere'."


def test_r127_two_pages_cannot_have_one_address():
    error, message = shown_error(
        app("st.navigation([st.Page(lambda: 0, title=t, url_path='x') for t in 'abc'])")
    )

    assert error == "APIException"
    assert message.endswith("have the same URL path. Give one of them another url_path.")


def test_r127_a_hidden_page_can_be_reached():
    at = app(
        """
        def one():
            if st.button("Go"):
                st.switch_page(hidden)
        hidden = st.Page(lambda: st.text("hidden"), title="H", url_path="h", visibility="hidden")
        st.navigation([st.Page(one), hidden]).run()
        """
    )
    assert not at.get("navigation")  # One page alone needs no menu.

    assert at.button[0].click().run().text.values == ["hidden"]


def test_r127_magic_holds_in_pages(folder):
    at = folder("st.navigation([st.Page('pages/second.py')]).run()", second="'by magic'").run()

    assert at.markdown[0].value == "by magic"


@pytest.mark.parametrize("command", ["st.switch_page('zz.py')", "st.page_link('zz.py')"])
def test_r128_a_page_that_the_app_does_not_have_is_an_error(command):
    error, message = shown_error(app(command))

    assert error == "PageNotFoundError"
    assert message == (
        f"{command[3:].partition('(')[0]}: there is no page 'zz.py': this app has one page only. "
        f"Call st.navigation first, or put scripts into a folder 'pages' beside the app's."
    )


# The page as a whole ----------------------------------------------------------------------


def test_r135_set_page_config_may_be_called_anywhere_and_adds_up():
    at = app(
        """
        st.text("before")
        st.set_page_config(page_title="Title", layout="wide")
        st.text("between")
        st.set_page_config(page_title="Another")
        """
    )

    assert (at.record.title, at.record.layout) == ("Another", "wide")


SAYING = """
def wide():
    st.set_page_config(layout="wide", page_title="Wide")

st.button("In a callback", on_click=wide)
if st.button("In the script"):
    wide()
st.button("Other")
"""


@pytest.mark.parametrize("place", [0, 1], ids=["callback", "script"])
def test_r135_what_was_said_once_stays_until_something_else_is_said(place):
    at = app(SAYING)
    at.button[place].click().run()
    assert (at.record.title, at.record.layout) == ("Wide", "wide")

    at.button[2].click().run()
    assert (at.record.title, at.record.layout) == ("Wide", "wide")


def test_r135_what_each_run_says_counts_more_than_a_callback():
    at = app("st.set_page_config(layout='centered')\n" + SAYING)

    assert at.button[0].click().run().record.layout == "centered"


def test_r135_a_tab_that_is_loaded_anew_or_goes_elsewhere_has_the_usual_page():
    stage = Stage(
        """
        def wide():
            st.set_page_config(layout="wide", page_title="Wide")

        def one():
            st.button("Go", on_click=wide)

        def other():
            pass

        st.navigation([st.Page(one, title="One", default=True), st.Page(other)]).run()
        """
    ).settle()
    stage.click("Go")
    stage.settle()
    assert told_of_page(stage) == ("Wide", "wide")
    stage.session.rerun()
    stage.settle()
    assert told_of_page(stage) == ("Wide", "wide")

    stage.tab.reload()
    stage.session.attach(stage.tab, stage.tab.hello())
    stage.settle()
    assert told_of_page(stage) == ("One", "centered")

    stage.click("Go")
    stage.session.receive(stage.tab.event(location=Location(page="other")))
    stage.settle()
    stage.session.receive(stage.tab.event(location=Location()))
    stage.settle()
    assert told_of_page(stage) == ("One", "centered")


def told_of_page(stage):
    (page,) = stage.tab.elements("app")
    return page.get("title", ""), page.get("layout", "centered")


def test_apptest_refuses_a_page_that_the_app_does_not_have():
    at = app(TWO)
    with pytest.raises(AppTestError) as refused:
        at.switch_page("zz")

    assert str(refused.value) == (
        "The app has no page 'zz'. The URL paths of its pages are: '', 'two', 'three'."
    )


def test_r127_pages_that_outlast_a_run_open_the_app_for_each_user_as_the_list_says():
    """The first page is the default of that list alone: the author's object stays as it is."""
    kept: dict[str, object] = {}
    text = """
        def home():
            st.text("home")
        def login():
            st.text("login")
        if not kept:
            kept.update(home=st.Page(home), login=st.Page(login))
        pages = [kept["login"], kept["home"]] if ss.get("guest") else [kept["home"], kept["login"]]
        page = st.navigation(pages)
        st.text(page == pages[0])
        page.run()
    """
    at = app(text, kept=kept)

    assert at.text.values == ["True", "home"]

    at.session_state.guest = True

    assert at.run().text.values == ["True", "login"]
    assert [page.url_path for page in kept.values()] == ["home", "login"]


def test_r127_the_authors_own_object_runs_as_the_one_that_navigation_returned():
    at = app("""
        def home():
            st.text("home")
        pages = [st.Page(home)]
        st.navigation(pages)
        pages[0].run()
    """)

    assert at.text.values == ["home"]


def test_the_emoji_of_a_page_is_shown_once(folder):
    at = folder(
        """
page = "pages/1_🎈_Fun.py"
st.page_link(page)
st.page_link(page, label="🎈 Own")
st.page_link(page, label="Own")
""",
        **{"1_🎈_Fun": ""},
    ).run()
    links = [(link.icon, str(link.label)) for link in at.get("page_link")]
    assert links == [("🎈", "Fun"), ("", "🎈 Own"), ("🎈", "Own")]

    at = folder(
        """
st.navigation([st.Page("pages/1_🎈_Fun.py", title="🎈 More fun"), st.Page("pages/2_b.py")])
""",
        **{"1_🎈_Fun": "", "2_b": ""},
    ).run()
    assert menu_of(at) == [("", "🎈 More fun"), ("", "b")]
