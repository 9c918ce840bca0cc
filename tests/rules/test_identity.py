"""R36-R42: which widget is the same as in the run before, and which two are one too many."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from rules.apps import app, shown_error

WITHOUT_KEY = [  # A widget, the same with other arguments, and what its user enters.
    ("st.text_input('x')", "st.text_input('y')", "typed"),
    ("st.text_input('x')", "st.text_input('x', help='Why?')", "typed"),
    ("st.text_input('x')", "st.text_input('x', placeholder='…')", "typed"),
    ("st.text_input('x')", "st.text_input('x', 'default')", "typed"),
    ("st.text_input('x')", "st.text_input('x', max_chars=9)", "typed"),
    ("st.text_input('x')", "st.sidebar.text_input('x')", "typed"),
    ("st.number_input('x', 0, 10)", "st.number_input('x', 0, 20)", 7),
    ("st.number_input('x', 0, 10)", "st.number_input('x', 0, 10, step=2)", 7),
    ("st.slider('x', 0, 10)", "st.slider('x', 0, 20)", 7),
    ("st.slider('x', 0, 10)", "st.slider('x', 0, 10, 3)", 7),
    ("st.checkbox('x')", "st.checkbox('x', help='Why?')", True),
    ("st.checkbox('x')", "st.toggle('x')", True),
    ("st.text_area('x')", "st.text_area('x', height=200)", "typed"),
    ("st.radio('x', ['a', 'b'])", "st.radio('x', ['a', 'b', 'c'])", "b"),
    ("st.selectbox('x', ['a', 'b'])", "st.selectbox('x', ['a', 'b', 'c'])", "b"),
    ("st.multiselect('x', ['a', 'b'])", "st.multiselect('x', ['a', 'b', 'c'])", ["b"]),
    ("st.select_slider('x', ['a', 'b'])", "st.select_slider('x', ['a', 'b', 'c'])", "b"),
    ("st.pills('x', ['a', 'b'])", "st.pills('x', ['a', 'b'], help='Why?')", "b"),
    ("st.segmented_control('x', ['a', 'b'])", "st.segmented_control('y', ['a', 'b'])", "b"),
    ("st.feedback('stars')", "st.feedback('faces')", 1),
    ("st.date_input('x', 'today')", "st.date_input('x', 'today', help='Why?')", date(2024, 1, 1)),
    ("st.time_input('x')", "st.time_input('x', step=300)", time(8, 30)),
    ("st.datetime_input('x')", "st.datetime_input('x', step=300)", datetime(2024, 1, 1, 8, 30)),
    ("st.color_picker('x')", "st.color_picker('y')", "#ff8800"),
]


def switching(one: str, other: str) -> str:
    """An app that shows one widget, and after a click another in its place."""
    return f"""
ss.setdefault("other", False)
if st.button("Switch"):
    ss.other = not ss.other
value = {other} if ss.other else {one}
st.text(repr(value))
"""


def first_widget(at):
    return next(view for view in at._views() if view.type != "button" and hasattr(view, "disabled"))


@pytest.mark.parametrize(("one", "other", "entered"), WITHOUT_KEY)
def test_r37_without_a_key_other_arguments_make_another_widget(one, other, entered) -> None:
    at = app(switching(one, other))
    first_widget(at).set_value(entered).run()
    assert at.text.values == [repr(entered)]

    at.button[0].click().run()

    assert at.text.values != [repr(entered)]


@pytest.mark.parametrize(
    "argument",
    [
        "label_visibility='hidden'",
        "disabled=True",
        "width=300",
        "on_change=print",
        "on_change=print, args=(1,), kwargs={'end': ''}",
    ],
)
def test_r37_without_a_key_these_arguments_never_count(argument: str) -> None:
    at = app(switching("st.text_input('x')", f"st.text_input('x', {argument})"))
    at.text_input[0].input("typed").run()

    at.button[0].click().run()

    assert at.text.values == ["'typed'"]


WITH_KEY = [
    ("st.text_input('x', key='k')", "st.text_input('y', key='k')", "typed"),
    ("st.text_input('x', key='k')", "st.text_input('x', help='Why?', key='k')", "typed"),
    ("st.text_input('x', key='k')", "st.text_input('x', placeholder='…', key='k')", "typed"),
    ("st.text_input('x', key='k')", "st.sidebar.text_input('x', key='k')", "typed"),
    ("st.checkbox('x', key='k')", "st.checkbox('y', help='Why?', key='k')", True),
    ("st.toggle('x', key='k')", "st.toggle('y', help='Why?', key='k')", True),
    ("st.number_input('x', 0, 10, key='k')", "st.number_input('y', 5, 20, key='k')", 7),
    ("st.number_input('x', 0, 10, key='k')", "st.number_input('x', 0, 9, step=2, key='k')", 7),
    ("st.slider('x', 0, 10, key='k')", "st.slider('y', 0, 10, help='Why?', key='k')", 7),
    ("st.slider('x', 0, 10, key='k')", "st.slider('x', 0, 10, format='%d km', key='k')", 7),
    ("st.text_area('x', key='k')", "st.text_area('y', height=200, key='k')", "typed"),
    ("st.radio('x', ['a', 'b'], key='k')", "st.radio('y', ['a', 'b'], key='k')", "b"),
    ("st.selectbox('x', ['a', 'b'], key='k')", "st.selectbox('y', ['a', 'b'], key='k')", "b"),
    ("st.multiselect('x', ['a'], key='k')", "st.multiselect('y', ['a'], key='k')", ["a"]),
    ("st.select_slider('x', 'ab', key='k')", "st.select_slider('y', 'ab', key='k')", "b"),
    ("st.pills('x', 'ab', key='k')", "st.pills('y', 'ab', help='Why?', key='k')", "b"),
    ("st.date_input('x', key='k')", "st.date_input('y', help='?', key='k')", date(2024, 1, 1)),
    ("st.time_input('x', key='k')", "st.time_input('y', format='12h', key='k')", time(8, 30)),
    ("st.color_picker('x', key='k')", "st.color_picker('y', help='?', key='k')", "#ff8800"),
]


@pytest.mark.parametrize(("one", "other", "entered"), WITH_KEY)
def test_r38_with_a_key_it_stays_the_same_widget(one, other, entered) -> None:
    at = app(switching(one, other))
    at.get_by_key("k").set_value(entered).run()

    at.button[0].click().run()

    assert at.text.values == [repr(entered)]
    assert at.get_by_key("k").value == entered


RESETS = [
    ("st.text_input('x', key='k')", "st.text_input('x', max_chars=9, key='k')", "typed", "''"),
    ("st.text_input('x', key='k')", "st.text_input('x', validate='^a', key='k')", "typed", "''"),
    ("st.slider('x', 0, 10, key='k')", "st.slider('x', 1, 10, key='k')", 7, "1"),
    ("st.slider('x', 0, 10, key='k')", "st.slider('x', 0, 20, key='k')", 7, "0"),
    ("st.slider('x', 0, 10, key='k')", "st.slider('x', 0, 10, step=7, key='k')", 7, "0"),
    (
        "st.expander('x', key='k', on_change='rerun').open",
        "st.expander('y', key='k', on_change='rerun').open",
        True,
        "False",
    ),
    (
        "st.popover('x', key='k', on_change='rerun').open",
        "st.popover('y', key='k', on_change='rerun').open",
        True,
        "False",
    ),
    (
        "(st.tabs(['A', 'B'], key='k', on_change='rerun'), ss.k)[1]",
        "(st.tabs(['C', 'B'], key='k', on_change='rerun'), ss.k)[1]",
        "B",
        "'C'",
    ),
]


@pytest.mark.parametrize(("one", "other", "entered", "default"), RESETS)
def test_r38_with_a_key_these_arguments_still_reset(one, other, entered, default) -> None:
    at = app(switching(one, other))
    at.get_by_key("k").set_value(entered).run()
    assert at.text.values == [repr(entered)]

    at.button[0].click().run()

    assert at.text.values == [default]


def test_r38_another_kind_with_the_same_key_is_another_widget() -> None:
    at = app(switching("st.checkbox('x', key='k')", "st.text_input('x', key='k')"))
    at.checkbox[0].check().run()

    at.button[0].click().run()

    assert at.text.values == ["''"]


def test_r39_a_keyed_widget_ignores_another_default() -> None:
    at = app(switching("st.text_input('x', 'a', key='k')", "st.text_input('x', 'b', key='k')"))

    at.button[0].click().run()

    assert at.text.values == ["'a'"]


@pytest.mark.parametrize(("entered", "shown"), [(7, 7), (2, 6)])
def test_r40_new_bounds_keep_a_keyed_number_that_is_within(entered: int, shown: int) -> None:
    at = app(
        switching(
            "st.number_input('x', 0, 10, 5, key='k')", "st.number_input('x', 5, 20, 6, key='k')"
        )
    )
    at.number_input[0].set_value(entered).run()

    at.button[0].click().run()

    assert at.text.values == [f"{shown}"]
    assert at.session_state.k == shown


def same_key(kind: str, other: str) -> str:
    return (
        f"The key 'k' of this {kind} is taken by a {other} of the same run. Give each element a "
        f"key of its own."
    )


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ("text_input('x', key='k')", "text_input('y', key='k')", ("text_input", "text_input")),
        ("checkbox('x', key='k')", "button('y', key='k')", ("button", "checkbox")),
        ("container(key='k')", "checkbox('x', key='k')", ("checkbox", "container")),
        ("checkbox('x', key='k')", "container(key='k')", ("container", "checkbox")),
        ("container(key='k')", "container(key='k')", ("container", "container")),
        ("expander('x', key='k')", "slider('x', key='k')", ("slider", "expander")),
        ("checkbox('x', key='k')", "sidebar.checkbox('x', key='k')", ("checkbox", "checkbox")),
        ("checkbox('x', key='1')", "checkbox('x', key=1)", ("checkbox", "checkbox")),
    ],
)
def test_r41_the_same_key_twice_is_refused(first: str, second: str, kinds) -> None:
    at = app(f"st.text('above')\nst.{first}\nst.{second}\nst.text('below')")
    message = same_key(*kinds) if "1" not in first else same_key(*kinds).replace("'k'", "'1'")

    assert shown_error(at) == ("DuplicateElementKey", message)
    assert at.text.values == ["above"]
    shown = [view for view in at._views() if view.key is not None]
    assert len(shown) == 1


@pytest.mark.parametrize("kind", ["text_input", "button", "checkbox", "slider", "number_input"])
def test_r41_the_same_arguments_twice_without_a_key_are_refused(kind: str) -> None:
    at = app(f"st.{kind}('x')\nst.{kind}('x')")

    assert shown_error(at) == (
        "DuplicateElementId",
        (
            f"There are two {kind} elements with the same arguments in this run, and nothing tells "
            f"them apart. Give each a key of its own: st.{kind}(..., key=...)."
        ),
    )
    assert len(at.get(kind)) == 1


def test_r41_both_errors_are_duplicate_widget_ids() -> None:
    at = app("""
        for first, second in [((), ()), ((), ("k",))]:
            pass
        st.button("x")
        st.button("y", key="k")
        for key in (None, "k"):
            try:
                st.button("x", key=key)
            except st.errors.DuplicateWidgetID as error:
                st.text((type(error).__name__, isinstance(error, st.errors.APIException)))
    """)

    assert at.text.values == ["('DuplicateElementId', True)", "('DuplicateElementKey', True)"]


def test_r41_the_same_arguments_in_the_main_area_and_the_sidebar_are_two_widgets() -> None:
    at = app("st.text((st.checkbox('x'), st.sidebar.checkbox('x')))")

    at.sidebar.checkbox[0].check().run()

    assert at.text.values == ["(False, True)"]


def test_r41_after_a_refused_duplicate_the_next_run_is_normal() -> None:
    at = app("""
        twice = st.checkbox("Twice")
        st.text_input("Name", key="name")
        if twice:
            st.text_input("Name", key="name")
    """)
    at.text_input[0].input("Ada").run()
    at.checkbox[0].check().run()
    assert at.exception[0].error_type == "DuplicateElementKey"

    at.checkbox[0].uncheck().run()

    assert not at.exception
    assert at.text_input[0].value == "Ada"
