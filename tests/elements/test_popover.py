from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline, Markdown
from anew.elements.popover import Popover
from anew.elements.text import Text
from anew.state.state import Refused


def tracked(*args, **options):
    return lambda: st.popover(*(args or ("x",)), key="k", on_change="rerun", **options).open


@pytest.mark.parametrize("on_change", ["ignore", "rerun"])
def test_it_holds_what_is_drawn_in_it(tab, on_change):
    def script():
        box = st.popover(
            "*More*",
            type="primary",
            help="Help",
            icon="🎈",
            disabled=True,
            width=300,
            wrap=False,
            key="k",
            on_change=on_change,
        )
        with box:
            st.text("1")
        box.text("2")
        return box.open

    assert tab.run(script) is (None if on_change == "ignore" else False)

    [shown] = tab.main
    assert shown.element == Popover(
        id=shown.element.id,
        key="k",
        label=Inline("*More*"),
        type="primary",
        help=Markdown("Help"),
        icon="🎈",
        disabled=True,
        width=300,
        wrap=False,
    )
    assert [part.element for part in shown.inside] == [Text(body="1"), Text(body="2")]


def test_the_browser_alone_knows_whether_it_is_open(tab):
    """R117"""
    assert tab.run(lambda: (st.popover("x", key="k").open, dict(st.session_state))) == (None, {})

    assert tab.element.id == ""
    assert tab.state.widgets == {}


def test_with_a_callback_the_state_knows(tab):
    """R117"""
    assert tab.run(tracked()) is False
    assert tab.run(tracked(), sent={"k": True}) is True
    assert tab.run(lambda: (tracked()(), st.session_state.k)[1]) is True


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
        "popover: its value in st.session_state is 'open'; set True for open or False for closed.",
    ):
        tab.run(script)


def test_a_callback_is_kept_with_its_arguments(tab):
    def changed(*args, **kwargs):
        pass

    tab.run(lambda: st.popover("x", on_change=changed, args=(1,), kwargs={"a": 2}))
    [placed] = tab.state.widgets.values()

    assert placed.callback == (changed, (1,), {"a": 2})


@pytest.mark.parametrize("raw", [1, None, "true", [True]])
def test_a_browser_sends_true_or_false_alone(raw):
    with pytest.raises(Refused, match=r"^A popover is true or false, not .*\.$"):
        Popover().decode(raw)


@pytest.mark.parametrize(("is_wide", "width"), [(True, "stretch"), (False, "content")])
def test_the_older_word_for_its_width_is_known(tab, is_wide, width):
    tab.run(lambda: st.popover("x", use_container_width=is_wide))

    assert tab.element.width == width


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"type": "zz"},
            "InvalidParameterValueError",
            "popover: type='zz' is not one of 'primary', 'secondary', 'tertiary'.",
        ),
        (
            {"on_change": None},
            "InvalidParameterValueError",
            "popover: on_change=None is not one of 'rerun', 'ignore', 'a callable'.",
        ),
        (
            {"width": 0},
            "InvalidWidthError",
            (
                "popover: width=0 is neither a number of pixels above 0 nor one of 'stretch', "
                "'content'."
            ),
        ),
        (
            {"icon": "zz"},
            "InvalidParameterValueError",
            "popover: icon='zz' is not an icon. Pass one emoji, or ':material/name:'.",
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(getattr(st.errors, error), text):
        tab.run(lambda: st.popover("x", **options))


def test_its_key_is_taken(tab):
    """R41"""

    def script():
        st.popover("x", key="k")
        st.popover("y", key="k")

    with pytest.raises(st.errors.DuplicateElementKey):
        tab.run(script)


@pytest.mark.parametrize("change", [{"icon": "🎈"}, {"type": "primary"}, {"wrap": True}])
def test_every_argument_makes_it_another_widget(tab, change):
    """R38"""
    tab.run(tracked())
    before = tab.element.id

    tab.run(tracked(**change))

    assert tab.element.id != before
