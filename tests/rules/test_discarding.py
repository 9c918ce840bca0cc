"""R43-R50: when a widget's value is forgotten, and when it is not."""

from __future__ import annotations

import pytest
from rules.apps import app, shown_error

HIDING = """
show = st.checkbox("Show", True)
st.text(ss.get("name", "nothing"))
if show:
    st.text_input("Name", "default", key="name")
{then}
"""


def hidden_and_shown_again(then: str = ""):
    """A name is typed; its field leaves the page; it comes back."""
    at = app(HIDING.format(then=then))
    at.text_input[0].input("Ada").run()
    yield at
    at.checkbox[0].uncheck().run()
    yield at
    at.checkbox[0].check().run()
    yield at


def test_r43_a_widget_that_is_not_made_is_forgotten_after_the_run() -> None:
    steps = hidden_and_shown_again()
    next(steps)

    at = next(steps)
    assert at.text.values == ["Ada"]  # Still readable in the run in which it is first absent.

    assert at.run().text.values == ["nothing"]
    assert "name" not in at.session_state


def test_r43_a_widget_without_a_key_is_forgotten_too() -> None:
    at = app("if st.checkbox('Show', True):\n    st.text(st.text_input('Name'))")
    at.text_input[0].input("Ada").run()
    at.checkbox[0].uncheck().run()

    assert at.checkbox[0].check().run().text.values == [""]


def test_r43_a_widget_whose_key_a_container_took_is_forgotten_too() -> None:
    at = app("""
        if st.checkbox("Box"):
            st.container(key="k")
        else:
            st.text_input("Name", key="k")
        st.text(ss.get("k", "nothing"))
    """)
    at.text_input[0].input("Ada").run()
    at.checkbox[0].check().run()

    assert at.run().text.values == ["nothing"]


@pytest.mark.parametrize("end", ["st.stop()", "1 / 0"])
def test_r44_it_is_kept_when_the_run_was_stopped_or_failed(end: str) -> None:
    at = app(f"""
        if st.checkbox("End early"):
            {end}
        st.text(st.text_input("Name"))
        st.text(st.text_input("Other", key="other"))
    """)
    at.text_input[0].input("Ada")
    at.text_input[1].input("Bea").run()

    at.checkbox[0].check().run()
    assert not at.text_input
    assert at.session_state.other == "Bea"

    assert at.checkbox[0].uncheck().run().text.values == ["Ada", "Bea"]


def test_r44_it_is_kept_when_the_run_ended_in_a_rerun() -> None:
    at = app("""
        if st.button("Again"):
            st.rerun()
        st.text(st.text_input("Name"))
    """)
    at.text_input[0].input("Ada").run()

    assert at.button[0].click().run().text.values == ["Ada"]


def test_r46_a_widget_that_comes_back_starts_from_its_default() -> None:
    *_, at = hidden_and_shown_again()

    assert at.text_input[0].value == "default"
    assert at.session_state.name == "default"


def test_r47_assigned_to_itself_a_widgets_value_is_the_authors_and_stays() -> None:
    at = app("""
        if "name" in ss:
            ss.name = ss.name
        if st.checkbox("Show", True):
            st.text_input("Name", key="name")
        st.text(ss.name)
    """)
    at.text_input[0].input("Ada").run()
    at.checkbox[0].uncheck().run()
    assert at.run().run().text.values == ["Ada"]

    at.checkbox[0].check().run()
    assert at.text_input[0].value == "Ada"

    at.text_input[0].input("Bea").run()
    assert at.text.values == ["Bea"]


@pytest.mark.parametrize("word", ["page", "session"])
def test_r49_a_persistent_widget_keeps_its_value_while_it_is_hidden(word: str) -> None:
    at = app(f"""
        if st.checkbox("Show", True):
            st.text_input("Name", key="name", persist_state={word!r})
        st.text(ss.name)
    """)
    at.text_input[0].input("Ada").run()
    at.checkbox[0].uncheck().run()
    assert at.run().run().text.values == ["Ada"]

    at.checkbox[0].check().run()
    assert at.text_input[0].value == "Ada"


def test_r49_it_needs_a_key() -> None:
    assert shown_error(app("st.checkbox('x', persist_state='page')")) == (
        "MissingRequiredParameterError",
        (
            "checkbox: persist_state='page' needs a key, by which the value is found again. Add "
            "key=..., or leave persist_state out."
        ),
    )


@pytest.mark.parametrize("kind", ["checkbox", "toggle", "number_input", "slider", "text_input"])
def test_r49_it_takes_one_of_its_words(kind: str) -> None:
    assert shown_error(app(f"st.{kind}('x', key='k', persist_state='always')")) == (
        "InvalidParameterValueError",
        f"{kind}: persist_state='always' is not one of None, 'page', 'session'.",
    )


def test_r50_what_a_browser_sends_for_a_widget_that_left_the_page_is_dropped() -> None:
    at = app("""
        if st.checkbox("Show", True):
            st.text_input("Name", key="name")
        st.text(sorted(ss))
    """)
    field = at.text_input[0]
    field.input("Ada")
    entered, _ = at._screen.send()
    at.checkbox[0].uncheck().run()
    at.run()

    for widget, raw in entered.items():
        at._screen.enter(widget, raw)

    assert at.run().text.values == ["[]"]


def test_r50_what_a_browser_sends_for_a_widget_whose_key_another_took_is_dropped() -> None:
    at = app("""
        text = st.toggle("Text")
        if text:
            st.text_input("Name", key="k")
        else:
            st.checkbox("Name", key="k")
        st.stop()
    """)
    old = at.checkbox[0].record.id
    at.toggle[0].set_value(True).run()

    at._screen.enter(old, True)
    at.run()

    assert not at.exception
    assert at.text_input[0].value == ""
