"""R51-R54: what lasts one run. The merging of many clicks is told in test_runs."""

from __future__ import annotations

from rules.apps import app


def test_r51_a_click_is_true_in_the_one_run_that_it_causes() -> None:
    at = app("st.text((st.button('Go', key='go'), ss.go))")
    assert at.text.values == ["(False, False)"]

    assert at.button[0].click().run().text.values == ["(True, True)"]
    assert at.session_state.go is False

    assert at.run().text.values == ["(False, False)"]


def test_r51_above_the_button_and_in_its_callback_the_click_can_be_read() -> None:
    at = app("""
        st.text(ss.get("go"))
        st.button("Go", key="go", on_click=lambda: st.text(f"called with {ss.go}"))
    """)

    assert at.button[0].click().run().text.values == ["called with True", "True"]


def test_r51_another_widgets_event_does_not_repeat_the_click() -> None:
    at = app("st.text(st.button('Go'))\nst.checkbox('x')")
    at.button[0].click().run()

    assert at.checkbox[0].check().run().text.values == ["False"]


def test_r51_the_run_after_a_failed_one_does_not_repeat_the_click() -> None:
    at = app("if st.button('Go'):\n    1 / 0\nst.text('whole')")
    at.button[0].click().run()
    assert at.exception[0].error_type == "ZeroDivisionError"

    at.run()

    assert not at.exception
    assert at.text.values == ["whole"]


def test_r52_values_before_a_click_go_along_with_it() -> None:
    at = app("""
        name = st.text_input("Name")
        if st.button("Greet"):
            st.text(f"Hello, {name}!")
    """)
    at.text_input[0].input("Ada")

    assert at.button[0].click().run().text.values == ["Hello, Ada!"]


def test_r54_each_of_two_clicks_that_wait_gets_a_run_of_its_own() -> None:
    """Streamlit merges them into one run; anew gives each click its own, in order."""
    runs: list[tuple[bool, bool]] = []
    at = app("runs.append((st.button('One'), st.button('Two')))", runs=runs)
    one, two = (button.record.id for button in at.button)
    runs.clear()

    for trigger in (one, two):
        at._session.receive(at._tab.event(trigger=trigger))
    at._wait(3)

    assert runs == [(True, False), (False, True)]
