"""AppTest as tests written for Streamlit know it: its lists, values and names."""

from __future__ import annotations

from datetime import date

import pytest
from rules.apps import app, new_app

from anew.errors import AppTestError
from anew.testing import AppTest
from anew.testing.block import known_kinds


def test_the_lists_of_all_kinds_are_empty_in_an_app_that_shows_nothing() -> None:
    at = app("")

    for kind in known_kinds() - {"column", "tab", "flex_container"}:
        shown = getattr(at, kind)
        assert (len(shown), shown.len, bool(shown), list(shown)) == (0, 0, False, [])
    assert at.get("iframe") == at.get("plotly_chart") == []
    assert len(at.main) == 0


def test_a_button_is_true_after_the_run_of_its_click_and_only_then() -> None:
    at = app("""
        for name in "ab":
            st.button(name, key=name)
        if st.button("again"):
            st.rerun()
    """)

    assert at.button.values == [False, False, False]
    assert at.button("a").click().run().button.values == [True, False, False]
    assert at.button("b").click().run().button.values == [False, True, False]
    assert at.run().button.values == [False, False, False]
    assert at.button[2].click().run().button[2].value is False  # The last run was for nobody.


def test_a_form_shows_what_was_sent_with_it_until_it_is_sent_again() -> None:
    """R70: what the script was given, whether or not the page is empty again."""
    at = app("""
        for key in ("kept", "emptied"):
            with st.form(key, clear_on_submit=key == "emptied"):
                st.text(st.text_input("Name", "nobody", key=f"{key} name"))
                st.form_submit_button("Send")
    """)

    for index, key in enumerate(("kept", "emptied")):
        name = at.text_input(key=f"{key} name").input("Ada")
        at.button[index].click().run()
        assert (name.value, at.text[index].value) == ("Ada", "Ada")
        assert at.session_state[f"{key} name"] == "Ada"
        assert (name.form_id, at.form(key=key).text_input.len) == (key, 1)
    at.button[1].click().run()
    assert (name.value, at.text[1].value) == ("nobody", "nobody")


def test_lists_can_be_cut_counted_and_compared() -> None:
    at = app("for word in 'abc': st.button(word)")

    assert at.button[:2].len == 2
    assert at.button[1:][0] == at.button[1]
    assert at.button == at.main.button
    assert at.button[:1] != at.button[1:2]
    assert [button.label for button in at.button[1:]] == ["b", "c"]


def test_a_part_of_the_page_is_gone_through() -> None:
    at = app("""
        st.title("Top")
        with st.container(key="box"):
            st.text("in it")
    """)

    assert (len(at.main), at.main[0].value, at.main[-1].type) == (2, "Top", "container")
    assert at.main.children[1].children[0].value == "in it"
    assert [view.type for view in at.main] == ["main", "title", "container", "text"]
    assert [view.type for view in at.main[1]] == ["container", "text"]


def test_an_element_of_any_kind_is_found_by_its_key() -> None:
    at = app("with st.form('f'): st.text_input('x', key='g'); st.form_submit_button()")

    assert at.get_by_key("f").type == "form"
    assert at.get_by_key("g").type == "text_input"


def test_elements_tell_what_tests_of_streamlit_ask() -> None:
    at = app("""
        st.title("T")
        st.header("H", anchor=False)
        st.markdown("<b>x</b>", unsafe_allow_html=True)
        st.caption("c")
        st.code("x", line_numbers=True)
        st.json({}, expanded=False)
        st.divider()
        st.exception(ValueError("v"))
        st.link_button("L", "https://example.org")
        st.columns([1, 3])
        st.date_input("D", min_value="2024-01-31")
        st.expander("E").text("in it")
    """)

    assert (at.title[0].tag, at.header[0].tag) == ("h1", "h2")
    assert (at.title[0].hide_anchor, at.header[0].hide_anchor) == (False, True)
    assert (at.markdown[0].allow_html, at.caption[0].allow_html) == (True, False)
    assert (at.markdown[0].is_caption, at.caption[0].is_caption) == (False, True)
    assert at.code[0].show_line_numbers
    assert not at.json[0].expanded
    assert at.divider.values == ["---"]
    assert (at.exception[0].is_markdown, at.exception[0].is_warning) == (False, False)
    assert (at.link_button[0].value, at.link_button[0].url) == ("L", "https://example.org")
    assert [column.weight for column in at.columns] == [0.25, 0.75]
    assert (at.date_input[0].min, at.date_input[0].max) == (date(2024, 1, 31), None)
    assert (at.expander[0].proto.label, at.markdown[0].proto.body) == ("E", "<b>x</b>")


@pytest.mark.parametrize("use", ["set_value", "click"])
def test_what_is_no_widget_is_of_no_use_to_a_user(use: str) -> None:
    at = app("st.title('T')")

    with pytest.raises(AppTestError) as refused:
        getattr(at.title[0], use)(True)
    assert str(refused.value) == f"title 'T' is not a widget, so it has no .{use}()."


def test_the_address_has_one_text_or_several() -> None:
    at = new_app("st.text(st.query_params.to_dict())\nst.query_params['many'] = ['a', 'b']")
    at.query_params["one"] = "1"

    assert at.run().text.values == ["{'one': '1'}"]
    assert at.query_params == {"one": "1", "many": ["a", "b"]}
    assert at.run().query_params == {"one": "1", "many": ["a", "b"]}


def test_a_page_of_the_menu_can_be_gone_to_before_the_first_run(tmp_path) -> None:
    pages = {"pages/1_one.py": "st.title('One')", "views/two.py": "st.title('Two')"}
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(f"import anew as st\n{text}\n")
    (tmp_path / "app.py").write_text("import anew as st\nst.title('Home')\n")
    (tmp_path / "menu.py").write_text(
        "import anew as st\nst.navigation([st.Page('app.py'), st.Page('views/two.py')]).run()\n"
    )

    for script, page, title in (
        ("app.py", "pages/1_one.py", "One"),
        ("app.py", "app.py", "Home"),
        ("menu.py", "views/two.py", "Two"),
        ("menu.py", "two", "Two"),
    ):
        at = AppTest.from_file(tmp_path / script).switch_page(page).run()
        assert at.title.values == [title]
    with pytest.raises(AppTestError, match=r"^The app has no page 'views/three\.py'\."):
        AppTest.from_file(tmp_path / "menu.py").switch_page("views/three.py").run()


def test_an_app_that_has_not_run_can_be_printed() -> None:
    assert repr(new_app("")).endswith(", which has not run yet")


def test_a_file_that_is_missing_is_missing_as_others_are() -> None:
    with pytest.raises(FileNotFoundError):
        AppTest.from_file("gone.py")
