from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.expander import Expander
from anew.elements.markup import Inline
from anew.elements.text import Text
from anew.state.state import Refused


def tracked(*args, **options):
    return lambda: st.expander("x", *args, key="k", on_change="rerun", **options).open


def test_it_holds_what_is_drawn_in_it(tab):
    def script():
        box = st.expander("More", True, icon="🎈", type="step", width=300)
        with box:
            st.text("1")
        box.text("2")
        return box.open

    assert tab.run(script) is None

    [shown] = tab.main
    assert shown.element == Expander(
        label=Inline("More"), value=True, default=True, icon="🎈", type="step", width=300
    )
    assert [part.element for part in shown.inside] == [Text(body="1"), Text(body="2")]


def test_the_browser_alone_knows_whether_it_is_open(tab):
    """R117"""
    assert tab.run(lambda: (st.expander("x", key="k").open, dict(st.session_state))) == (None, {})

    assert tab.element.id == ""
    assert tab.element.key == "k"
    assert tab.state.widgets == {}


def test_with_a_callback_the_state_knows(tab):
    """R117"""
    assert tab.run(tracked()) is False
    assert tab.run(tracked(), sent={"k": True}) is True
    assert tab.run(lambda: (tracked()(), st.session_state.k)[1]) is True


def test_it_may_be_open_at_first(tab):
    assert tab.run(tracked(True)) is True


@pytest.mark.parametrize(("set_to", "expected"), [(True, True), (False, False), (1, True)])
def test_the_state_opens_and_closes_it(tab, set_to, expected):
    """R117"""

    def script():
        st.session_state.k = set_to
        return tracked()()

    assert tab.run(script) is expected
    assert tab.element.value is expected


def test_other_values_are_refused_with_words(tab):
    def script():
        st.session_state.k = "open"
        tracked()()

    with refused(
        st.errors.InvalidParameterTypeError,
        "expander: its value in st.session_state is 'open'; set True for open or False for closed.",
    ):
        tab.run(script)


def test_a_callback_is_kept_with_its_arguments(tab):
    def changed(*args, **kwargs):
        pass

    tab.run(lambda: st.expander("x", on_change=changed, args=(1,), kwargs={"a": 2}))
    [placed] = tab.state.widgets.values()

    assert placed.callback == (changed, (1,), {"a": 2})


@pytest.mark.parametrize("raw", [1, None, "true", [True]])
def test_a_browser_sends_true_or_false_alone(raw):
    with pytest.raises(Refused, match=r"^An expander is true or false, not .*\.$"):
        Expander().decode(raw)


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"type": "zz"},
            st.errors.InvalidParameterValueError,
            "expander: type='zz' is not one of 'default', 'compact', 'step'.",
        ),
        (
            {"on_change": "zz"},
            st.errors.InvalidParameterValueError,
            "expander: on_change='zz' is not one of 'rerun', 'ignore', 'a callable'.",
        ),
        (
            {"on_change": None},
            st.errors.InvalidParameterValueError,
            "expander: on_change=None is not one of 'rerun', 'ignore', 'a callable'.",
        ),
        (
            {"bind": "query-params"},
            st.errors.MissingRequiredParameterError,
            (
                "expander: bind='query-params' needs a key, which is the parameter's name in the "
                "address. Add key=..., or leave bind out."
            ),
        ),
        (
            {"on_change": "rerun", "bind": "zz"},
            st.errors.InvalidParameterValueError,
            "expander: bind='zz' is not one of None, 'query-params'.",
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(error, text):
        tab.run(lambda: st.expander("x", **options))


def test_its_key_is_taken(tab):
    """R41"""

    def script():
        st.expander("x", key="k")
        st.expander("y", key="k")

    with pytest.raises(st.errors.DuplicateElementKey):
        tab.run(script)


@pytest.mark.parametrize("change", [{"icon": "🎈"}, {"type": "compact"}, {"expanded": True}])
def test_every_argument_makes_it_another_widget(tab, change):
    """R38"""
    tab.run(tracked())
    before = tab.element.id

    tab.run(tracked(**change))

    assert tab.element.id != before
