"""R118-R123: widgets whose values stand in the tab's address."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from rules.apps import app, new_app, shown_error

from anew.protocol.messages import Location

AGE = """
    before = ss.get("age")
    age = st.slider("Age", 0, 130, 18, key="age", bind="query-params", on_change=changed)
"""


@pytest.fixture
def changes():
    return []


def opened(text, query, **names):
    """An app whose address was opened."""
    at = new_app(text, **names)
    at.query_params = query
    return at.run()


def gone_to(at, query):
    """The same after the user went to another address, by back or forward."""
    at.query_params = query
    return at.run()


# What may be bound ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            'bind="query-params"',
            (
                "MissingRequiredParameterError",
                (
                    "slider: bind='query-params' needs a key, which is the parameter's name in the "
                    "address. Add key=..., or leave bind out."
                ),
            ),
        ),
        (
            'key="k", bind="cookies"',
            (
                "InvalidParameterValueError",
                "slider: bind='cookies' is not one of None, 'query-params'.",
            ),
        ),
        (
            'key="embed", bind="query-params"',
            (
                "InvalidParameterValueError",
                (
                    "slider: the key 'embed' cannot be bound: the page itself uses this "
                    "parameter of the address. Choose another key."
                ),
            ),
        ),
    ],
)
def test_r118_a_bound_widget_has_a_key_that_a_parameter_may_have(arguments, error):
    assert shown_error(app(f"st.slider('n', {arguments})")) == error


@pytest.mark.parametrize(
    "widget",
    [
        "checkbox('w', {})",
        "toggle('w', {})",
        "color_picker('w', {})",
        "date_input('w', {})",
        "datetime_input('w', {})",
        "feedback({})",
        "multiselect('w', ['a'], {})",
        "number_input('w', {})",
        "pagination(5, {})",
        "pills('w', ['a'], {})",
        "radio('w', ['a'], {})",
        "segmented_control('w', ['a'], {})",
        "select_slider('w', ['a'], {})",
        "selectbox('w', ['a'], {})",
        "slider('w', {})",
        "tabs(['a'], {})",
        "text_area('w', {})",
        "text_input('w', {})",
        "time_input('w', {})",
        "expander('w', {})",
    ],
)
def test_r118_these_widgets_can_be_bound(widget):
    at = opened("st." + widget.format("key='k', bind='query-params'"), {"k": "~", "x": "1"})

    assert not at.exception
    assert at.query_params["x"] == "1"


def test_a_fold_and_tabs_that_are_bound_say_what_is_open():
    at = opened(
        """
        first, second = st.tabs(["One", "Two"], key="tab", bind="query-params")
        more = st.expander("More", key="more", bind="query-params")
        st.text((first.open, second.open, more.open))
        """,
        {"tab": "Two", "more": "true"},
    )

    assert at.text[0].value == "(False, True, True)"


# Opening an address -----------------------------------------------------------------------


def test_r119_the_address_seeds_the_widget(changes):
    at = opened(AGE, {"age": "42", "other": "x"}, changed=lambda: changes.append("called"))

    assert at.slider[0].value == 42
    assert at.session_state.age == 42
    assert at.query_params == {"age": "42", "other": "x"}
    assert changes == []


def test_r119_the_address_beats_a_value_set_before_the_widget_in_the_first_run_alone():
    at = opened("ss.n = 5\nst.slider('n', key='n', bind='query-params')", {"n": "7"})
    assert at.slider[0].value == 7

    at.run()
    assert at.slider[0].value == 5
    assert at.query_params == {"n": "5"}


def test_r119_what_the_address_leaves_out_the_script_may_set():
    at = opened("ss.n = 5\nst.slider('n', key='n', bind='query-params')", {})

    assert at.slider[0].value == 5
    assert at.query_params == {"n": "5"}


def test_r119_afterwards_the_user_wins():
    at = opened(AGE, {"age": "42"}, changed=None)

    at.slider[0].set_value(43).run()

    assert at.session_state.age == 43
    assert at.query_params == {"age": "43"}
    assert at.run().slider[0].value == 43


def test_r119_a_widget_that_appears_in_a_later_run_is_seeded_too():
    at = opened(
        """
        if st.checkbox("Show"):
            st.slider("n", key="n", bind="query-params")
        """,
        {"n": "7"},
    )
    assert at.query_params == {"n": "7"}

    assert at.checkbox[0].check().run().slider[0].value == 7
    at.checkbox[0].uncheck().run()
    assert at.query_params == {}
    assert at.checkbox[0].check().run().slider[0].value == 0  # Once: R46 holds again.


def test_a_parameter_that_the_script_sets_before_the_widget_is_first_made_seeds_it():
    at = app(
        """
        if "was_here" not in ss:
            ss.was_here = True
            st.query_params.n = 9
        st.slider("n", key="n", bind="query-params")
        """
    )

    assert at.slider[0].value == 9


# What stands there ------------------------------------------------------------------------


def test_r120_a_default_is_not_in_the_address():
    at = app(AGE, changed=None)
    assert at.query_params == {}

    assert at.slider[0].set_value(3).run().query_params == {"age": "3"}
    assert at.slider[0].set_value(18).run().query_params == {}


@pytest.mark.parametrize("text", ["200", "-1", "1.5", "many", "", "1e3", "9" * 50])
def test_r120_what_a_widget_does_not_take_is_removed(text):
    at = opened("st.number_input('n', 0, 100, 8, key='n', bind='query-params')", {"n": text})

    assert at.number_input[0].value == 8
    assert at.query_params == {}


@pytest.mark.parametrize(
    ("text", "value"), [("99", 10), ("-5", 0), ("4", 3), ("5", 6), ("x", 3), ("9" * 50, 10)]
)
def test_r120_a_slider_corrects_what_is_out_of_its_range_or_between_its_steps(text, value):
    at = opened("st.slider('n', 0, 10, 3, 3, key='n', bind='query-params')", {"n": text})

    assert at.slider[0].value == value
    assert at.query_params == ({} if value == 3 else {"n": str(value)})


def test_r120_lists_are_repeated_parameters():
    text = "st.multiselect('m', ['a', 'b', 'c'], ['a'], key='m', bind='query-params')"
    at = opened(text, {"m": ["c", "a"]})
    assert at.multiselect[0].value == ["c", "a"]

    at.multiselect[0].unselect("c").run()
    assert at.query_params == {}
    at.multiselect[0].unselect("a").run()
    assert at.query_params == {"m": ""}  # Nothing is chosen, and that is not the default.
    assert opened(text, {"m": ""}).multiselect[0].value == []


def test_options_stand_there_by_their_labels():
    at = opened(
        "st.selectbox('s', [1, 2], format_func='No. {}'.format, key='s', bind='query-params')",
        {"s": "No. 2"},
    )

    assert at.session_state.s == 2
    assert at.query_params == {"s": "No. 2"}


def test_a_value_that_is_longer_than_addresses_may_be_is_left_out(caplog):
    at = app("st.text_area('t', key='t', bind='query-params')")
    at.text_area[0].input("short").run()

    at.text_area[0].input("x" * 20_000).run().run()

    assert not at.exception
    assert at.query_params == {}
    assert caplog.messages == [
        (
            "text_area 't' is not kept in the address: its value is too long for one. "
            "Leave bind='query-params' out."
        )
    ]


def test_a_form_changes_the_address_when_it_is_sent():
    at = app(
        """
        with st.form("f"):
            st.text_input("Name", key="name", bind="query-params")
            st.form_submit_button("Send")
        """
    )
    at.text_input[0].input("Ada")
    assert at.run().query_params == {}

    assert at.button[0].click().run().query_params == {"name": "Ada"}


# The script and the address ---------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "st.query_params['age'] = 3",
        "st.query_params.age = 3",
        "del st.query_params['age']",
        "del st.query_params.age",
        "st.query_params.pop('age')",
        "st.query_params.clear()",
        "st.query_params.update(other=1, age=3)",
        "st.query_params.from_dict({'other': 1})",
        "st.query_params.from_dict({'age': 1})",
    ],
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_r121_a_bound_parameter_is_not_the_scripts_to_change(place, line):
    widget = "st.slider('Age', key='age', bind='query-params')"
    change = f"\nif 'go' in ss: {line}\n"
    at = opened(change + widget if place == "before" else widget + change, {"age": "7"})
    at.session_state.go = True

    at.run()

    assert shown_error(at) == (
        "APIException",
        (
            "st.query_params: 'age' is bound to the slider with the key 'age', and cannot be "
            "changed here. Set st.session_state['age'] before the slider is made, or in a callback."
        ),
    )
    assert at.query_params == {"age": "7"}


def test_r121_other_parameters_are():
    at = opened(
        "st.slider('Age', key='age', bind='query-params')\nst.query_params.other = 1",
        {"age": "7"},
    )

    assert at.query_params == {"age": "7", "other": "1"}


def test_r123_a_value_set_through_the_state_stands_in_the_address():
    at = app(
        """
        def reset():
            ss.age = 99
        st.button("Reset", on_click=reset)
        st.slider("Age", 0, 130, key="age", bind="query-params")
        """
    )

    assert at.button[0].click().run().query_params == {"age": "99"}
    assert at.slider[0].value == 99


def test_r123_a_widget_that_leaves_takes_its_parameter_along():
    at = opened(
        """
        if not ss.get("hidden"):
            st.slider("n", key="n", bind="query-params", persist_state="page")
        """,
        {"n": "7", "other": "x"},
    )
    at.session_state.hidden = True

    assert at.run().query_params == {"other": "x"}
    at.session_state.hidden = False
    assert at.run().slider[0].value == 0


def test_r123_a_run_that_does_not_finish_takes_nothing_along():
    at = opened(
        """
        if ss.get("stopped"):
            st.stop()
        st.slider("n", key="n", bind="query-params")
        """,
        {"n": "7"},
    )
    at.session_state.stopped = True

    assert at.run().query_params == {"n": "7"}


# Back and forward -------------------------------------------------------------------------


def test_r122_back_and_forward_bring_the_value_of_the_address(changes):
    at = app(AGE + "    st.text((before, age))", changed=lambda: changes.append("called"))
    at.slider[0].set_value(3).run()
    assert changes == ["called"]

    gone_to(at, {"age": "5"})
    assert at.slider[0].value == 5
    assert at.text[0].value == "(5, 5)"  # Above the widget too.
    gone_to(at, {})
    assert at.slider[0].value == 18
    assert at.text[0].value == "(18, 18)"
    assert changes == ["called"]


def test_r122_what_the_widget_does_not_take_is_its_default():
    at = opened("st.number_input('n', 0, 9, 1, key='n', bind='query-params')", {"n": "5"})

    gone_to(at, {"n": "77"})

    assert at.number_input[0].value == 1
    assert at.query_params == {}


def test_a_value_that_is_kept_while_it_is_hidden_goes_back_with_the_address():
    """R47, R122."""
    at = opened("ss.n = ss.get('n', 0)\nst.slider('n', key='n', bind='query-params')", {"n": "5"})
    assert at.slider[0].value == 5

    assert gone_to(at, {}).slider[0].value == 0


# Pages ------------------------------------------------------------------------------------

PAGES = """
    def one():
        st.slider("n", key="n", bind="query-params")
        if st.button("Go"):
            st.switch_page(second, query_params={"m": 4})
    def two():
        st.slider("m", key="m", bind="query-params")
    second = st.Page(two)
    page = st.navigation([st.Page(one), second])
    st.slider("everywhere", key="all", bind="query-params")
    page.run()
"""


def test_r125_the_parameters_of_a_page_stay_there_but_for_widgets_that_stay():
    at = opened(PAGES, {"all": "1", "n": "2", "other": "x", "embed": "true"})
    assert [slider.value for slider in at.slider] == [1, 2]

    at.switch_page("two").run()

    assert at.query_params == {"embed": "true", "all": "1"}
    assert [slider.value for slider in at.slider] == [1, 0]


def test_r125_switch_page_may_bring_parameters_for_bound_widgets():
    at = opened(PAGES, {"all": "1", "n": "2"})

    at.button[0].click().run()

    assert [slider.value for slider in at.slider] == [1, 4]
    assert at.query_params == {"m": "4", "all": "1"}


# Whatever happens -------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    steps=some.lists(
        some.tuples(some.sampled_from(["user", "back", "state"]), some.integers(-2, 12)),
        max_size=5,
    )
)
def test_the_address_and_the_widget_say_the_same_after_every_run(steps):
    """R119-R123."""
    at = app("st.slider('n', 0, 10, 3, key='n', bind='query-params')")
    for who, number in steps:
        within = min(max(number, 0), 10)
        match who:
            case "user":
                at.slider[0].set_value(within)
            case "state":
                at.session_state.n = within
            case "back":
                at.query_params = {"n": str(number)}
        at.run()
        assert at.slider[0].value == at.session_state.n == within
        assert at.query_params == ({} if within == 3 else {"n": str(within)})


def test_after_the_state_was_cleared_the_address_counts_as_in_a_new_session():
    """R86."""
    at = app("ss.setdefault('other', 1)\nst.slider('n', key='n', bind='query-params')")
    at.slider[0].set_value(3).run()
    at.session_state.other = 2

    at._session.clear()
    at._wait(3)

    assert at.session_state.to_dict() == {"n": 3, "other": 1}


def test_a_reload_at_the_same_address_leaves_the_state_as_it_is():
    at = app("st.slider('n', key='n', bind='query-params')")
    at.slider[0].set_value(3).run()
    tab, session = at._tab, at._session

    tab.reload()
    session.attach(tab, tab.hello())
    at._wait(3)

    assert at.session_state.n == 3
    assert tab.location == Location("", "n=3")
