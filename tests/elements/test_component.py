"""Components of the second kind: what they are given, and what comes from them."""

from __future__ import annotations

from functools import partial

import pytest
from elements.refusals import refused

import anew as st
from anew.ambient.control import RerunSignal
from anew.attribute_dict import AttributeDict, Fired
from anew.elements.component import Component
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.state.state import Refused

counter = st.components.v2.component("counter")


def shown(tab, sent=None, **given):
    return tab.run(lambda: counter(key="k", **given), sent=None if sent is None else {"k": sent})


def test_what_is_declared_and_not_set_is_none(tab):
    result = shown(tab, default={"a": [1]}, on_a_change=None, on_b_change=lambda: None)
    assert result == {"a": [1], "b": None}
    assert result.a == [1] and result.b is None


def test_states_stay_and_triggers_last_for_one_run(tab):
    shown(tab)
    assert shown(tab, {"states": {"a": 1}, "fired": {"t": 2}}) == {"a": 1, "t": 2}
    assert shown(tab) == {"a": 1}


def test_the_state_of_the_session_is_without_what_was_fired(tab):
    def script():
        before = dict(st.session_state.get("k", {}))
        counter(key="k")
        return before

    tab.run(script)
    assert tab.run(script, sent={"k": {"states": {"a": 1}, "fired": {"t": 2}}}) == {"a": 1, "t": 2}
    assert tab.run(script) == {"a": 1}


def arrives(tab, raw):
    """What happens before a run: the value is decoded, and its callback called."""
    placed = tab.widget("k")
    placed.decode(raw)
    placed.callback.function()


def test_callbacks_are_called_for_what_has_changed(tab):
    called = []
    calls = {f"on_{name}_change": partial(called.append, name) for name in "abt"}
    shown(tab, default={"a": 1}, **calls)
    arrives(tab, {"states": {"a": 1}})
    assert called == []
    arrives(tab, {"states": {"a": 2}})
    assert called == ["a"]
    arrives(tab, {"states": {"a": 1, "b": 1}, "fired": {"t": None}})
    assert called == ["a", "b", "t"]


def test_a_rerun_in_one_callback_does_not_stop_the_others(tab):
    called = []

    def first():
        called.append("a")
        raise RerunSignal  # As `st.rerun()` does.

    shown(tab, on_a_change=first, on_b_change=partial(called.append, "b"))
    with pytest.raises(RerunSignal):
        arrives(tab, {"states": {"a": 1, "b": 1}})
    assert called == ["a", "b"]


def test_its_states_can_be_set_by_the_author(tab):
    def script():
        st.session_state.k = {"a": {"b": 1}}
        return counter(key="k")

    assert tab.run(script).a.b == 1


def test_what_the_author_changes_in_the_result_stays_his(tab):
    shown(tab, default={"a": [1]}, on_a_change=None).a.append(2)
    assert shown(tab, default={"a": [1]}, on_a_change=None).a == [1]


@pytest.mark.parametrize(
    "raw", [None, 1, "a", [], {"states": 1}, {"states": {}, "more": 1}, {"fired": []}]
)
def test_nothing_else_is_taken_from_the_browser(raw):
    with pytest.raises(Refused):
        Component(name="counter").decode(raw)


def test_a_trigger_is_no_state_of_the_same_name():
    value = Component().decode({"states": {"t": 1, "a": 2}, "fired": {"t": 3}})
    assert value == {"t": 3, "a": 2}
    assert Component().lasting(value) == {"a": 2}
    assert isinstance(value, Fired)
    assert type(Component().lasting(value)) is AttributeDict


@pytest.mark.parametrize(
    ("given", "error", "text"),
    [
        (
            {"default": {"a": 1}},
            InvalidParameterValueError,
            (
                "component 'counter': default has 'a', which is not declared as a state. Add "
                "on_a_change=..., which may be a function that does nothing."
            ),
        ),
        (
            {"default": [1]},
            InvalidParameterTypeError,
            "component 'counter': default=[1] is not a dict. Pass states by their names.",
        ),
        (
            {"on_change": print},
            InvalidParameterValueError,
            (
                "component 'counter': there is no parameter 'on_change'. A callback's name is of the "
                "form on_<name>_change."
            ),
        ),
        (
            {"on_a_change": 1},
            InvalidParameterTypeError,
            "component 'counter': on_a_change=1 cannot be called. Pass a function, or None.",
        ),
        (
            {"data": {1, 2}},
            InvalidParameterTypeError,
            (
                "component 'counter': data cannot be sent: Object of type set is not JSON serializable. "
                "Pass what JSON has, tables (at the top or as an item of a dict), or bytes."
            ),
        ),
    ],
)
def test_what_it_refuses(tab, given, error, text):
    with refused(error, text):
        shown(tab, **given)


@pytest.mark.parametrize("name", ["", "a b", "1", "<b>", 5])
def test_a_name_is_a_word(name):
    with refused(
        InvalidParameterValueError,
        f"component: name={name!r} is not a name of letters, digits, '_', '-' and '.'.",
    ):
        st.components.v2.component(name)


def test_code_in_the_html_is_told_of(caplog):
    st.components.v2.component("one", html="<p onclick='x()'>1</p>")
    st.components.v2.component("two", html="<p>once = 1</p>")
    assert [record.getMessage() for record in caplog.records] == [
        "The component 'one' has code in its html, which does not run. Move it into js."
    ]


# Files of a package -------------------------------------------------------------------


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An importable package with a component's files."""
    folder = tmp_path / "own_parts"
    (folder / "build").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "pyproject.toml").write_text(
        '[[tool.streamlit.component.components]]\nname = "dial"\nasset_dir = "build"\n'
    )
    (folder / "build" / "index-1a2b.js").write_text("export default () => {}")
    (folder / "build" / "dial.css").write_text("b { color: red }")
    (tmp_path / "secret.css").write_text("secret")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_package_names_its_files_by_paths(package, tab):
    dial = st.components.v2.component("own-parts.dial", js="index-*.js", css="dial.css")
    tab.run(dial)
    record = tab.element
    assert record.css == "b { color: red }"
    assert record.js.startswith("/component/own-parts.dial/index-1a2b.js?")


@pytest.mark.parametrize(
    ("name", "css", "end"),
    [
        ("own-parts.dial", "none.css", "names no file in {folder}."),
        ("own-parts.dial", "../../secret.css", "leads out of the folder of its package's files."),
        ("own-parts.dial", "/etc/secret.css", "leads out of the folder of its package's files."),
        (
            "own-parts.other",
            "dial.css",
            "is the path of a file, and no installed package declares files for this component.",
        ),
    ],
)
def test_no_other_files_are_taken(package, name, css, end):
    text = f"component {name!r}: css={css!r} {end.format(folder=package / 'build')}"
    with refused(InvalidParameterValueError, text):
        st.components.v2.component(name, css=css)
