"""Options that all widgets share, and the table of refused arguments."""

from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.arguments import checked_icon
from anew.elements.markup import Inline

WIDGETS = [st.checkbox, st.toggle, st.number_input, st.text_input, st.slider]
EACH = pytest.mark.parametrize("command", WIDGETS, ids=lambda command: command.__name__)


# What Streamlit refuses, and with which error. Those that are not refused there
# are tested with their elements.
TABLE = [
    (lambda: st.text_input("x", on_change=5), "InvalidParameterValueError"),
    (lambda: st.text_input("x", on_change="bogus"), "InvalidParameterValueError"),
    (lambda: st.button("x", on_click="rerun"), "APIException"),
    (lambda: st.text_input("x", label_visibility="zz"), "InvalidParameterValueError"),
    (lambda: st.text_input("x", width="zz"), "InvalidWidthError"),
    (lambda: st.columns(0), "InvalidColumnSpecError"),
    (lambda: st.columns([1, -1]), "InvalidColumnSpecError"),
    (lambda: st.columns("x"), "InvalidParameterTypeError"),
    (lambda: st.slider("x", 0, 10.0), "InvalidParameterTypeError"),
    (lambda: st.number_input("x", 0, 10, 20), "ValueAboveMaxError"),
    (lambda: st.number_input("x", 0, 10.0), "MixedNumericTypesError"),
    (lambda: st.number_input("x", 10, 0), "InvalidMinMaxError"),
]


@pytest.mark.parametrize(("call", "error"), TABLE)
def test_the_table_of_refused_arguments(tab, call, error):
    """Each error is found under Streamlit's name as well."""
    with pytest.raises(getattr(st.errors, f"Streamlit{error}")) as caught:
        tab.run(call)

    assert type(caught.value) is getattr(st.errors, error)
    assert isinstance(caught.value, st.errors.APIException)
    assert str(caught.value).endswith(".")


@EACH
@pytest.mark.parametrize("on_change", [5, "bogus"])
def test_a_change_calls_something_or_is_a_word(tab, command, on_change):
    """R58"""
    with refused(
        st.errors.InvalidParameterValueError,
        f"{command.__name__}: on_change={on_change!r} is not one of 'rerun', 'ignore', None, "
        f"'a callable'.",
    ):
        tab.run(lambda: command("x", on_change=on_change))


@EACH
def test_the_visibility_of_a_label_is_a_word(tab, command):
    with refused(
        st.errors.InvalidParameterValueError,
        f"{command.__name__}: label_visibility='zz' is not one of 'visible', 'hidden', "
        f"'collapsed'.",
    ):
        tab.run(lambda: command("x", label_visibility="zz"))


@EACH
def test_a_width_is_pixels_or_a_word(tab, command):
    with pytest.raises(
        st.errors.InvalidWidthError,
        match=rf"^{command.__name__}: width='zz' is neither a number of pixels above 0 nor one "
        rf"of 'stretch'(, 'content')?\.$",
    ):
        tab.run(lambda: command("x", width="zz"))


@EACH
def test_a_value_that_is_kept_needs_a_key(tab, command):
    """R49"""
    with refused(
        st.errors.MissingRequiredParameterError,
        f"{command.__name__}: persist_state='page' needs a key, by which the value is found "
        f"again. Add key=..., or leave persist_state out.",
    ):
        tab.run(lambda: command("x", persist_state="page"))


@EACH
@pytest.mark.parametrize(("label", "shown"), [(None, ""), ("", ""), (5, "5"), ("*a*", "*a*")])
def test_a_label_may_be_anything(tab, command, label, shown):
    tab.run(lambda: command(label))

    assert tab.element.label == Inline(shown)


@EACH
@pytest.mark.parametrize("key", [1, "1"])
def test_a_key_is_text(tab, command, key):
    """R14"""
    tab.run(lambda: command("x", key=key))

    assert tab.element.key == "1"


@EACH
def test_a_key_that_is_reserved_is_refused(tab, command):
    """R15, R16"""
    with refused(
        st.errors.APIException,
        f"{command.__name__}: the key '$$ID-a' starts with '$$ID', which is reserved. Choose "
        f"another key.",
    ):
        tab.run(lambda: command("x", key="$$ID-a"))
    with refused(
        st.errors.InvalidParameterValueError,
        f"{command.__name__}: the key is empty. Give it a name, or leave it out.",
    ):
        tab.run(lambda: command("x", key=""))


@EACH
@pytest.mark.parametrize(
    "change", [{"disabled": True}, {"label_visibility": "hidden"}, {"width": 9}]
)
def test_what_only_changes_the_look_never_makes_another_widget(tab, command, change):
    """R37"""
    tab.run(lambda: command("x"))
    before = tab.element.id

    tab.run(lambda: command("x", **change))

    assert tab.element.id == before


@EACH
@pytest.mark.parametrize("change", [{"help": "h"}, {"label": "y"}])
def test_without_a_key_what_it_says_makes_another_widget(tab, command, change):
    """R37"""
    tab.run(lambda: command("x"))
    before = tab.element.id

    tab.run(lambda: command(**{"label": "x", **change}))

    assert tab.element.id != before


@EACH
def test_a_default_does_not_change_a_widget_with_a_key(tab, command):
    """R39"""
    tab.run(lambda: command("x", key="k"))
    before = tab.element.value

    assert tab.run(lambda: command("x", key="k", value=1)) is not None
    assert tab.element.value == before


@EACH
def test_its_value_is_in_the_state_from_then_on(tab, command):
    """R24"""
    value, found = tab.run(lambda: (command("x", key="k"), st.session_state.k))

    assert value == found


@EACH
def test_it_cannot_be_set_after_it_was_made(tab, command):
    """R27"""

    def script():
        command("x", key="k")
        st.session_state.k = st.session_state.k

    with refused(
        st.errors.WidgetAlreadyInstantiatedError,
        f"st.session_state['k'] cannot be set after the {command.__name__} with this key was "
        f"made in the same run. Set it before st.{command.__name__}(...), or in a callback.",
    ):
        tab.run(script)


@EACH
def test_one_that_is_not_shown_begins_again(tab, command):
    """R43, R46"""
    default = tab.run(lambda: command("x", key="k"))
    tab.run(lambda: None)

    assert tab.run(lambda: "k" in st.session_state) is False
    assert tab.run(lambda: command("x", key="k")) == default


@pytest.mark.parametrize("icon", ["🔥", "\u2139\ufe0f", "1️⃣", "#️⃣", "👩‍💻", "🇩🇪", "❤️", "©"])
def test_any_emoji_is_an_icon(icon):
    assert checked_icon("button", icon) == icon


@pytest.mark.parametrize(("name", "emoji"), [(":fire:", "🔥"), (" :shark: ", "🦈"), (":+1:", "👍")])
def test_an_icon_may_be_the_name_of_an_emoji(name, emoji):
    assert checked_icon("button", name) == emoji


@pytest.mark.parametrize(
    "icon", ["a", "fire", "1", "🔥fire", ":no_such:", "fire:", ":material/", "x" * 40]
)
def test_words_are_no_icons(icon):
    with pytest.raises(ValueError, match=r"is not an icon. Pass one emoji, or ':material/name:'"):
        checked_icon("button", icon)
