"""Names of Streamlit's older versions, in scripts that still use them."""

from __future__ import annotations

import pytest

import anew as st
from anew.testing import AppTest


def run(script, **settings):
    at = AppTest.from_string("import streamlit as st\n" + script, **settings).run()
    assert not at.exception, at.exception
    return at


def test_each_line_is_told_todays_name_once(caplog):
    at = run("for _ in range(3):\n    st.beta_container().text('x')\nst.beta_columns(2)")
    at.run()

    told = [record.getMessage() for record in caplog.records]
    assert [one.partition(", ")[2] for one in told] == [
        "line 3: st.beta_container is a name of an older version. Write st.container.",
        "line 4: st.beta_columns is a name of an older version. Write st.columns.",
    ]


def test_rerun():
    script = """
st.session_state.setdefault("n", 0)
st.session_state.n += 1
if st.session_state.n < 3:
    st.experimental_rerun()
st.text(st.session_state.n)
"""
    assert run(script).text[0].value == "3"


@pytest.mark.parametrize("name", ["experimental_memo", "experimental_singleton", "cache"])
def test_caches(name):
    script = f"""
st.session_state.setdefault("calls", [])

@st.{name}(suppress_st_warning=True, ttl=600, show_spinner=False)
def square(n):
    st.session_state.calls.append(n)
    return n * n

@st.{name}
def plain():
    return 5

st.text(square(3) + square(3) + plain())
st.text(len(st.session_state.calls))
square.clear()
"""
    at = run(script)
    assert [one.value for one in at.text] == ["23", "1"]


def test_a_cache_that_may_be_changed_is_shared_and_others_are_copied():
    script = """
@st.cache(allow_output_mutation=True)
def shared():
    return []

@st.cache(persist=False)
def copied():
    return []

st.text(shared() is shared())
st.text(copied() is copied())
"""
    assert [one.value for one in run(script).text] == ["True", "False"]


def test_all_of_a_cache_is_cleared():
    script = """
@st.experimental_memo
def f():
    st.session_state.n = st.session_state.get("n", 0) + 1
    return 1

f()
st.experimental_memo.clear()
f()
st.text(st.session_state.n)
"""
    assert run(script).text[0].value == "2"


def test_query_params_are_lists():
    script = """
st.experimental_set_query_params(page=2, tag=["a", "b"])
st.text(st.experimental_get_query_params())
"""
    at = run(script)

    assert at.text[0].value == "{'page': ['2'], 'tag': ['a', 'b']}"
    assert at.query_params == {"page": "2", "tag": ["a", "b"]}


def test_containers_have_them_too(caplog):
    at = run("st.sidebar.beta_expander('More').text('x')\nwith st.beta_expander('Here'):\n    1")

    assert [one.label for one in at.expander] == ["Here", "More"]
    assert "st.beta_expander is a name of an older version. Write st.expander." in caplog.text


def test_they_can_be_imported_by_name(caplog):
    run("from streamlit import beta_columns\nbeta_columns(2)")

    assert "line 2: st.beta_columns is a name" in caplog.text


def test_widths():
    at = run("st.button('x', use_container_width=True)")

    assert at.button[0].record.width == "stretch"


def test_without_the_switch_and_for_other_names_they_are_errors():
    with pytest.raises(AttributeError, match=r"in favour of st\.columns: use that instead"):
        _ = st.beta_columns
    at = AppTest.from_string("import streamlit as st\nst.experimental_magic()").run()
    assert "anew has no 'experimental_magic' yet" in at.exception[0].message
    with pytest.raises(AttributeError, match=r"in favour of st\.columns"):
        _ = st.beta_columns


def test_an_editor_of_an_older_version():
    at = run("st.text(st.experimental_data_editor({'a': [1]})['a'])")

    assert at.text[0].value == "[1]"


def test_connections():
    at = run("st.text(st.experimental_connection('pets', type='sql', url='sqlite://').driver)")

    assert at.text[0].value == "pysqlite"


def test_fragments():
    at = run("@st.experimental_fragment(run_every=10)\ndef part():\n    st.text('a part')\npart()")

    assert at.text[0].value == "a part"
