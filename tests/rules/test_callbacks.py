"""R55-R64: what is called when something changed, and when."""

from __future__ import annotations

import pytest
from rules.apps import Gate, Stage, app, shown_error

THREE = """
def changed(name):
    steps.append((name, ss.a, ss.b, ss.c))

st.checkbox("A", key="a", on_change=changed, args=("a",))
with st.sidebar:
    st.checkbox("C", key="c", on_change=changed, args=["c"])
st.text_input("B", key="b", on_change=changed, kwargs={"name": "b"})
steps.append("body")
"""


def test_r55_callbacks_see_all_new_values_and_come_before_the_body() -> None:
    steps: list[object] = []
    at = app(THREE, steps=steps)
    steps.clear()
    at.text_input[0].input("text")
    at.checkbox(key="a").check()

    at.run()

    new = (True, "text", False)
    assert steps == [("a", *new), ("b", *new), "body"]


def test_r56_each_changed_widget_is_called_once_in_the_order_of_the_page() -> None:
    steps: list[object] = []
    at = app(THREE, steps=steps)
    steps.clear()
    at.checkbox(key="c").check()
    at.text_input[0].input("text")
    at.checkbox(key="a").check()

    at.run()

    assert [step[0] for step in steps[:-1]] == ["a", "c", "b"]


def test_r56_an_equal_value_calls_nothing() -> None:
    steps: list[object] = []
    at = app(THREE, steps=steps)
    at.checkbox(key="a").check().run()
    steps.clear()

    at.checkbox(key="a").check()
    at.text_input[0].input("").run()

    assert steps == ["body"]


def test_r56_a_widget_that_took_the_key_of_another_is_called_once() -> None:
    calls: list[str] = []
    at = app(
        """
        limit = 9 if st.checkbox("Longer") else 5
        st.text_input("Name", max_chars=limit, key="name", on_change=calls.append, args=("name",))
        st.stop()
        """,
        calls=calls,
    )
    at.checkbox[0].check().run()

    at.text_input[0].input("Ada").run()

    assert calls == ["name"]


def test_r57_what_is_called_is_what_the_last_run_gave() -> None:
    steps: list[object] = []
    at = app(
        """
        ss.n = ss.get("n", 0) + 1
        st.button("Go", on_click=lambda n, by: steps.append((n, by)), args=(ss.n,), kwargs={"by": "x" * ss.n})
        """,
        steps=steps,
    )

    at.button[0].click().run()
    at.button[0].click().run()

    assert steps == [(1, "x"), (2, "xx")]


@pytest.mark.parametrize("word", ["'rerun'", "None"])
def test_r58_rerun_and_none_only_run_the_script(word: str) -> None:
    at = app(f"st.text(st.checkbox('x', on_change={word}))")

    assert at.checkbox[0].check().run().text.values == ["True"]


@pytest.mark.parametrize("kind", ["checkbox", "toggle", "number_input", "slider", "text_input"])
@pytest.mark.parametrize("given", ["5", "'bogus'"])
def test_r58_other_words_for_on_change_are_refused(kind: str, given: str) -> None:
    assert shown_error(app(f"st.{kind}('x', on_change={given})")) == (
        "InvalidParameterValueError",
        f"{kind}: on_change={given} is not one of 'rerun', 'ignore', None, 'a callable'.",
    )


def test_r58_an_expander_takes_no_none() -> None:
    assert shown_error(app("st.expander('x', on_change=None)")) == (
        "InvalidParameterValueError",
        "expander: on_change=None is not one of 'rerun', 'ignore', 'a callable'.",
    )


@pytest.mark.parametrize("given", ["'rerun'", "'ignore'", "5"])
def test_r58_a_buttons_on_click_is_callable_or_none(given: str) -> None:
    assert shown_error(app(f"st.button('x', on_click={given})")) == (
        "APIException",
        f"button: on_click={given} cannot be called. Pass a function.",
    )


def test_r59_what_a_callback_draws_is_above_the_rest_and_gone_at_the_next_run() -> None:
    at = app("st.text('body')\nst.button('Go', on_click=lambda: st.text('called'))")

    assert at.button[0].click().run().text.values == ["called", "body"]
    assert at.run().text.values == ["body"]


def test_r60_an_error_in_a_callback_is_shown_and_ends_the_run() -> None:
    steps: list[str] = []
    at = app(
        """
        def fail():
            st.text("drawn before")
            raise RuntimeError("broken")
        st.checkbox("A", on_change=steps.append, args=("a",))
        st.checkbox("B", on_change=fail)
        st.checkbox("C", on_change=steps.append, args=("c",))
        st.text("body")
        """,
        steps=steps,
    )
    for box in at.checkbox:
        box.check()

    at.run()
    assert shown_error(at) == ("RuntimeError", "broken")
    assert at.text.values == ["drawn before"]
    assert steps == ["a"]

    at.run()
    assert at.text.values == ["body"]
    assert not at.exception
    assert steps == ["a"]  # What was skipped is not made up for.
    assert [box.value for box in at.checkbox] == [True, True, True]


def test_r61_rerun_in_a_callback_ends_that_callback_and_the_others_still_run() -> None:
    steps: list[object] = []
    at = app(
        """
        def again():
            steps.append("again")
            st.rerun()
            steps.append("never")
        st.checkbox("A", key="a", on_change=again)
        st.checkbox("B", on_change=steps.append, args=("b",))
        steps.append(("body", st.button("Go", on_click=again), ss.a))
        """,
        steps=steps,
    )
    steps.clear()
    for box in at.checkbox:
        box.check()

    at.button[0].click().run()

    assert steps == ["again", "b", "again", ("body", False, True)]


def test_r62_with_ignore_the_browser_is_told_to_wait_and_nothing_is_called() -> None:
    at = app("st.text(st.text_input('x', on_change='ignore'))\nst.button('Send')")
    assert at.text_input[0].waits is True

    at.text_input[0].input("typed")
    assert at.text.values == [""]

    assert at.button[0].click().run().text.values == ["typed"]


DISABLED = """
off = st.checkbox("Off")
if st.button("Go", disabled=off, on_click=lambda: steps.append("clicked")):
    steps.append("body")
st.text(st.text_input("Name", disabled=off, on_change=lambda: steps.append("changed")))
"""


def test_r63_what_a_browser_sends_for_a_disabled_widget_is_dropped() -> None:
    steps: list[str] = []
    at = app(DISABLED, steps=steps)
    button, field = at.button[0].record.id, at.text_input[0].record.id
    at.checkbox[0].check().run()

    at._screen.enter(field, "typed")
    at._screen.click(button)
    at.run()

    assert steps == []
    assert at.text.values == [""]


def test_r63_what_was_sent_before_it_was_disabled_is_kept() -> None:
    at = app(DISABLED, steps=[])
    at.text_input[0].input("typed").run()

    assert at.checkbox[0].check().run().text.values == ["typed"]


def test_r64_a_callback_may_set_any_key_also_of_widgets_made_later() -> None:
    at = app("""
        def reset():
            ss.name, ss.age, ss.mine = "Ada", 36, "set"
        st.button("Reset", on_click=reset)
        st.text_input("Name", key="name")
        st.number_input("Age", value=0, key="age")
        st.text((ss.name, ss.age, ss.get("mine")))
    """)
    at.text_input[0].input("typed").run()

    at.button[0].click().run()

    assert at.text.values == ["('Ada', 36, 'set')"]
    assert (at.text_input[0].value, at.number_input[0].value) == ("Ada", 36)


def test_r57_a_click_behind_a_value_is_called_with_what_goes_with_it() -> None:
    """The value's run makes way for the click as soon as it has placed the button again."""
    gate, called, finished = Gate(), [], []
    stage = Stage(
        """
        value = st.number_input("Step", value=1)
        if value == 5:
            gate.wait()
        st.button("Add", on_click=called.append, args=(value,))
        st.text("end")
        finished.append(value)
        """,
        gate=gate,
        called=called,
        finished=finished,
    ).settle()
    finished.clear()

    stage.enter("number_input", 5)
    gate.await_arrival()
    stage.click("Add")
    gate.open(2)
    stage.settle()

    assert called == [5]
    assert finished == [5]  # The click's run; the value's ended at the text.
