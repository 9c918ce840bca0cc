"""R124, R125: `st.query_params`, what stands behind the question mark of the tab's address."""

from __future__ import annotations

import pytest
from rules.apps import app, new_app, shown_error


def opened(text, query=None):
    """An app whose address was opened."""
    at = new_app(text)
    at.query_params = query or {}
    return at.run()


def shown(text, query=None):
    """What an expression of `q`, the parameters, gives."""
    at = opened(f"q = st.query_params\nst.text(repr({text}))", query)
    assert not at.exception, at.exception
    return at.text[0].value


def left(line, query=None):
    """The address after a line of a script."""
    at = opened(f"q = st.query_params\n{line}", query)
    assert not at.exception, at.exception
    return at.query_params


# Reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("q['a']", "'2'"),
        ("q.a", "'2'"),
        ("q.get('a')", "'2'"),
        ("q.get('zz')", "None"),
        ("q.get_all('a')", "['1', '2']"),
        ("q.get_all('zz')", "[]"),
        ("q.to_dict()", "{'a': '2', 'b': 'x y'}"),
        ("q", "{'a': ['1', '2'], 'b': 'x y'}"),
        ("str(q)", "\"{'a': ['1', '2'], 'b': 'x y'}\""),
        ("list(q)", "['a', 'b']"),
        ("list(q.items())", "[('a', '2'), ('b', 'x y')]"),
        ("len(q)", "2"),
        ("('a' in q, 'zz' in q)", "(True, False)"),
        ("q == {'a': '2', 'b': 'x y'}", "True"),
        ("hasattr(q, 'zz')", "False"),
    ],
)
def test_r124_parameters_are_read_as_text(text, value):
    assert shown(text, {"a": ["1", "2"], "b": "x y"}) == value


def test_r124_a_blank_parameter_is_there():
    assert shown("q['a']", {"a": ""}) == "''"


def test_r124_a_missing_item_is_a_key_error():
    assert shown_error(app("st.query_params['zz']")) == (
        "KeyError",
        "'st.query_params has no parameter \"zz\".'",
    )


def test_r124_a_missing_attribute_is_an_attribute_error():
    assert shown_error(app("st.query_params.zz")) == (
        "AttributeError",
        'st.query_params has no parameter "zz".',
    )


@pytest.mark.parametrize("line", ["del st.query_params['zz']", "st.query_params.pop('zz')"])
def test_r124_what_is_missing_cannot_be_removed(line):
    assert shown_error(app(line))[0] == "KeyError"


# Writing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("q['b'] = 2", {"a": "1", "b": "2"}),
        ("q.b = True", {"a": "1", "b": "True"}),
        ("q['a'] = ['x', 3]", {"a": ["x", "3"]}),
        ("q['a'] = []", {}),
        ("q['a'] = '&=?#+ é'", {"a": "&=?#+ é"}),
        ("del q['a']", {}),
        ("del q.a", {}),
        ("q.pop('a')", {}),
        ("q.popitem()", {}),
        ("q.clear()", {}),
        ("q.setdefault('a', '2')", {"a": "1"}),
        ("q.setdefault('b', '2')", {"a": "1", "b": "2"}),
        ("q.update({'b': [1, 2]}, c=3)", {"a": "1", "b": ["1", "2"], "c": "3"}),
        ("q.update([('b', 1), ('b', 2)])", {"a": "1", "b": ["1", "2"]}),
        ("q.from_dict({'b': 2})", {"b": "2"}),
    ],
)
def test_r124_a_change_is_in_the_address(line, query):
    assert left(line, {"a": "1"}) == query


def test_r124_a_change_holds_at_once_and_in_later_runs():
    at = opened(
        """
        if st.button("Set"):
            st.query_params.a = 2
        st.text(st.query_params.get("a"))
        """,
        {"a": "1"},
    )

    assert at.button[0].click().run().text[0].value == "2"
    assert at.run().text[0].value == "2"


def test_r124_a_change_does_not_run_the_script_again():
    at = app("ss.runs = ss.get('runs', 0) + 1\nst.query_params.a = ss.runs")

    assert at.session_state.runs == 1


def test_r124_a_dict_is_no_value():
    assert shown_error(app("st.query_params['a'] = {'b': 1}")) == (
        "QueryParamDictValueError",
        "st.query_params['a'] cannot be a dict. Pass a string or a list of strings.",
    )


@pytest.mark.parametrize("name", ["embed", "embed_options"])
def test_r124_what_is_for_the_page_is_hidden_and_stays(name):
    query = {name: "true", "a": "1"}

    assert shown(f"(list(q), q.get_all({name!r}), {name!r} in q)", query) == ("(['a'], [], False)")
    assert left("q.clear()", query) == {name: "true"}
    assert left("q.from_dict({})", query) == {name: "true"}
    assert shown_error(opened(f"st.query_params['{name}'] = 'false'", query)) == (
        "APIException",
        f"st.query_params: {name!r} is reserved for the page and cannot be set by a script.",
    )


@pytest.mark.parametrize(
    ("line", "counts"),
    [("q.a = 'x' * 20_000", "1 and 20002"), ("q.a = range(1001)", "1001 and 5896")],
)
def test_r124_an_address_has_its_limits(line, counts):
    at = app(f"q = st.query_params\n{line}")

    assert shown_error(at) == (
        "APIException",
        (
            f"st.query_params: a URL may have 1000 parameters and 16000 characters; these "
            f"are {counts}."
        ),
    )
    assert at.query_params == {}


# Pages ------------------------------------------------------------------------------------

PAGES = """
    def one():
        if st.button("Go"):
            st.switch_page(second)
        if st.button("Go with"):
            st.switch_page(second, query_params={"b": ["1", "2"]})
    second = st.Page(lambda: st.text("second"), title="Two", url_path="two")
    st.navigation([st.Page(one), second]).run()
    st.text(st.query_params.to_dict())
"""


def test_r125_another_page_has_no_parameters_but_those_of_the_page_itself():
    at = opened(PAGES, {"a": "1", "embed": "true"})
    at.button[0].click().run()

    assert at.text.values == ["second", "{}"]
    assert at.query_params == {"embed": "true"}


def test_r125_switch_page_may_give_them():
    at = opened(PAGES, {"a": "1"})
    at.button[1].click().run()

    assert at.text.values == ["second", "{'b': '2'}"]
    assert at.query_params == {"b": ["1", "2"]}


def test_r125_so_may_a_link():
    at = opened(
        """
        second = st.Page(lambda: None, title="Two", url_path="two")
        st.navigation([st.Page(lambda: None, title="One", url_path="one"), second]).run()
        st.page_link(second, query_params={"b": 1})
        st.page_link(second)
        """,
        {"a": "1"},
    )

    assert [link.query for link in at.page_link] == ["b=1", ""]
