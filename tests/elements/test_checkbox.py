"""Checkboxes and toggles: one kind of value, two looks."""

from __future__ import annotations

import re

import pytest

import anew as st
from anew.elements.checkbox import Checkbox
from anew.elements.markup import Inline, Markdown
from anew.elements.toggle import Toggle
from anew.state.state import Refused

BOTH = pytest.mark.parametrize(
    ("command", "record"), [(st.checkbox, Checkbox), (st.toggle, Toggle)]
)


@BOTH
def test_it_is_off_at_first(tab, command, record):
    assert tab.run(lambda: command("x", key="k")) is False

    assert type(tab.element) is record
    assert tab.element.value is False
    assert tab.element.label == Inline("x")


@BOTH
def test_the_user_switches_it(tab, command, record):
    tab.run(lambda: command("x", key="k"))

    assert tab.run(lambda: command("x", key="k"), sent={"k": True}) is True
    assert tab.element.value is True


@BOTH
def test_the_session_state_switches_it(tab, command, record):
    """R25, R26"""

    def script():
        st.session_state.k = True
        return command("x", key="k")

    assert tab.run(script) is True


@BOTH
def test_it_may_be_on_at_first(tab, command, record):
    assert tab.run(lambda: command("x", value=True)) is True


@BOTH
@pytest.mark.parametrize(("set_to", "expected"), [(1, True), (0, False)])
def test_numbers_count_as_on_or_off(tab, command, record, set_to, expected):
    """R34"""

    def script():
        st.session_state.k = set_to
        return command("x", key="k")

    assert tab.run(script) is expected


@BOTH
@pytest.mark.parametrize("set_to", [None, "yes", [True]])
def test_other_values_are_refused_with_words(tab, command, record, set_to):
    """R32: anew says what to do, where a TypeError would not."""

    def script():
        st.session_state.k = set_to
        command("x", key="k")

    text = f"{command.__name__}: its value in st.session_state is {set_to!r}; set True or False."
    with pytest.raises(st.errors.InvalidParameterTypeError, match=f"^{re.escape(text)}$"):
        tab.run(script)


@BOTH
@pytest.mark.parametrize("raw", [1, 0, None, "true", [True]])
def test_a_browser_sends_true_or_false_alone(command, record, raw):
    with pytest.raises(Refused, match=rf"^A {command.__name__} is true or false, not .*\.$"):
        record().decode(raw)


@BOTH
def test_all_that_it_takes(tab, command, record):
    tab.run(
        lambda: command(
            "x",
            help="More",
            on_change="ignore",
            disabled=True,
            label_visibility="collapsed",
            width="stretch",
            wrap=True,
        )
    )
    element = tab.element

    assert element.help == Markdown("More")
    assert element.waits
    assert element.disabled
    assert element.label_visibility == "collapsed"
    assert element.width == "stretch"
    assert element.wrap is True


@BOTH
def test_a_default_and_a_set_value_are_told_of_once(tab, command, record, caplog):
    """R31"""

    def script():
        st.session_state.k = True
        return command("x", value=True, key="k")

    assert tab.run(script) is True
    tab.run(script)

    assert [message for message in caplog.messages if "default value" in message] == [
        (
            f"{command.__name__} 'k' has a default value, and st.session_state sets another one. "
            f"The session state wins; remove one of the two."
        )
    ]


@BOTH
def test_off_counts_as_no_default(tab, command, record, caplog):
    """R31"""

    def script():
        st.session_state.k = True
        command("x", value=False, key="k")

    tab.run(script)

    assert caplog.messages == []
