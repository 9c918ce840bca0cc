from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline
from anew.elements.shared.options import MarkdownOptions
from anew.elements.tabs import Tab, Tabs
from anew.elements.text import Text
from anew.state.state import Refused


def tracked(*args, **options):
    """A script that gives back whether each tab is open."""
    return lambda: [
        tab.open for tab in st.tabs(*(args or (["A", "B"],)), key="k", on_change="rerun", **options)
    ]


def test_each_holds_what_is_drawn_in_it(tab):
    def script():
        one, two = st.tabs(["*One*", "Two"], width=300, height=200, default="Two")
        with two:
            st.text("2")
        one.text("1")
        return one.open, two.open

    assert tab.run(script) == (None, None)

    [shown] = tab.main
    assert shown.element == Tabs(
        options=MarkdownOptions(["*One*", "Two"]), value=1, default=1, width=300, height=200
    )
    assert [part.element for part in shown.inside] == [
        Tab(label=Inline("*One*")),
        Tab(label=Inline("Two")),
    ]
    assert [part.inside[0].element for part in shown.inside] == [Text(body="1"), Text(body="2")]


def test_the_browser_alone_knows_which_is_chosen(tab):
    """R117"""

    def script():
        st.tabs(["A"], key="k")
        return dict(st.session_state)

    assert tab.run(script) == {}
    assert tab.element.id == ""
    assert tab.element.key == "k"
    assert tab.state.widgets == {}


def test_with_a_callback_the_state_knows(tab):
    """R117"""
    assert tab.run(tracked()) == [True, False]
    assert tab.run(tracked(), sent={"k": 1}) == [False, True]
    assert tab.run(lambda: (tracked()(), st.session_state.k)[1]) == "B"


def test_another_may_be_chosen_at_first(tab):
    assert tab.run(tracked(default="B")) == [False, True]


@pytest.mark.parametrize(
    ("set_to", "expected"), [("B", "B"), ("A", "A"), ("Z", "A"), (None, "A"), (1, "A")]
)
def test_the_state_chooses(tab, set_to, expected):
    """R33, R117: what is not a label chooses the default."""

    def script():
        st.session_state.k = set_to
        tracked()()
        return st.session_state.k

    assert tab.run(script) == expected
    assert tab.element.value == "AB".index(expected)


def test_a_callback_is_kept_with_its_arguments(tab):
    def changed(*args, **kwargs):
        pass

    tab.run(lambda: st.tabs(["A"], on_change=changed, args=(1,), kwargs={"a": 2}))
    [placed] = tab.state.widgets.values()

    assert placed.callback == (changed, (1,), {"a": 2})


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (2, "There is no option 2: there are 2."),
        (-1, "There is no option -1: there are 2."),
        ("A", "'A' is not the index of an option."),
        (True, "True is not the index of an option."),
        (None, "None is not the index of an option."),
    ],
)
def test_a_browser_chooses_one_that_is_there(raw, reason):
    with refused(Refused, reason):
        Tabs(options=MarkdownOptions(["A", "B"])).decode(raw)


def test_labels_may_be_the_same_where_nobody_has_to_tell_them_apart(tab):
    tab.run(lambda: st.tabs(["A", "A"]))

    assert len(tab.main[0].inside) == 2


@pytest.mark.parametrize(
    ("labels", "options", "error", "text"),
    [
        (
            [],
            {},
            "MissingRequiredParameterError",
            "tabs: there are no labels, so there would be no tabs. Pass at least one.",
        ),
        (
            "AB",
            {},
            "InvalidParameterTypeError",
            "tabs: tabs='AB' is not a list. Pass the labels as a list of strings.",
        ),
        (
            3,
            {},
            "InvalidParameterTypeError",
            "tabs: tabs=3 is not a list. Pass the labels as a list of strings.",
        ),
        (
            ["A", 2],
            {},
            "InvalidParameterTypeError",
            "tabs: the label 2 is not text. Pass the labels as a list of strings.",
        ),
        (
            ["A"],
            {"default": "B"},
            "DefaultNotInOptionsError",
            (
                "tabs: default has 'B', which is not one of the options. Pass an option, or add it to "
                "them."
            ),
        ),
        (
            ["A", "A"],
            {"on_change": "rerun"},
            "InvalidParameterValueError",
            (
                "tabs: two of ['A', 'A'] are the same, so on_change could not tell them apart. Give "
                "each tab a unique label."
            ),
        ),
        (
            ["A"],
            {"on_change": "zz"},
            "InvalidParameterValueError",
            "tabs: on_change='zz' is not one of 'rerun', 'ignore', 'a callable'.",
        ),
        (
            ["A"],
            {"on_change": None},
            "InvalidParameterValueError",
            "tabs: on_change=None is not one of 'rerun', 'ignore', 'a callable'.",
        ),
        (
            ["A"],
            {"bind": "zz"},
            "InvalidParameterValueError",
            "tabs: bind='zz' is not one of None, 'query-params'.",
        ),
        (
            ["A"],
            {"width": "content"},
            "InvalidWidthError",
            "tabs: width='content' is neither a number of pixels above 0 nor one of 'stretch'.",
        ),
        (
            ["A"],
            {"height": -1},
            "InvalidHeightError",
            (
                "tabs: height=-1 is neither a number of pixels above 0 nor one of 'stretch', "
                "'content'."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, labels, options, error, text):
    with refused(getattr(st.errors, error), text):
        tab.run(lambda: st.tabs(labels, **options))


def test_their_key_is_taken(tab):
    """R41"""

    def script():
        st.tabs(["A"], key="k")
        st.tabs(["B"], key="k")

    with pytest.raises(st.errors.DuplicateElementKey):
        tab.run(script)


@pytest.mark.parametrize("change", [tracked(["A", "C"]), tracked(default="B")])
def test_labels_and_default_make_them_other_widgets(tab, change):
    """R38"""
    tab.run(tracked())
    before = tab.element.id

    tab.run(change)

    assert tab.element.id != before


def test_the_address_has_the_label():
    """R118"""
    shown = Tabs(options=MarkdownOptions(["A", "*B*"]))

    assert shown.to_query("*B*") == ["*B*"]
    assert shown.from_query(["*B*"]) == "*B*"
    with pytest.raises(Refused):
        shown.from_query(["C"])
