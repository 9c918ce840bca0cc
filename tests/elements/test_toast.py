from __future__ import annotations

import msgspec
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Markdown
from anew.elements.toast import Toast


def without_call(toast):
    return msgspec.structs.replace(toast, call="")


def test_it_has_a_message_an_icon_and_a_time(tab):
    tab.run(lambda: st.toast("**Saved**", icon="✅", duration="long"))

    assert without_call(tab.element) == Toast(body=Markdown("**Saved**"), icon="✅", duration=10)


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [("short", 4), ("long", 10), ("infinite", None), (7, 7), (2.5, 2.5), (3.0, 3)],
)
def test_its_time_is_a_word_or_seconds(tab, duration, seconds):
    tab.run(lambda: st.toast("x", duration=duration))

    assert tab.element.duration == seconds


def test_each_call_is_another_one(tab):
    """The browser shows it again, although a later run says the same."""

    def script():
        st.toast("Saved")
        st.toast("Saved")

    tab.run(script)
    first = [toast.call for toast in tab.elements]
    tab.run(script)
    second = [toast.call for toast in tab.elements]

    assert len({*first, *second}) == 4


def test_what_is_called_on_it_changes_it(tab):
    calls = []

    def script():
        toast = st.toast("Saving")
        calls.append(tab.element.call)
        toast.toast("Saved")

    tab.run(script)

    assert tab.element.body == Markdown("Saved")
    assert [tab.element.call] == calls


def test_anything_is_a_message(tab):
    tab.run(lambda: st.toast(3.5))

    assert tab.element.body == Markdown("3.5")


@pytest.mark.parametrize("body", ["", "  \n"])
def test_it_needs_a_message(tab, body):
    with refused(
        st.errors.MissingRequiredParameterError,
        "toast: body is empty, so there is nothing to show. Pass a message.",
    ):
        tab.run(lambda: st.toast(body))


@pytest.mark.parametrize("duration", ["zz", 0, -1, None, True, float("inf"), float("nan")])
def test_its_time_is_checked(tab, duration):
    with refused(
        st.errors.InvalidParameterValueError,
        f"toast: duration={duration!r} is neither a number of seconds above 0 nor one of 'short', "
        f"'long', 'infinite'.",
    ):
        tab.run(lambda: st.toast("x", duration=duration))


def test_its_icon_is_checked(tab):
    with refused(
        st.errors.InvalidParameterValueError,
        "toast: icon='zz' is not an icon. Pass one emoji, or ':material/name:'.",
    ):
        tab.run(lambda: st.toast("x", icon="zz"))
