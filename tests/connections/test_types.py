"""Types of connections that are none, and names that are none: what a newcomer reads."""

from __future__ import annotations

import pytest
from connections.boxes import NoBox
from elements.refusals import refused

import anew as st
from anew.errors import (
    CommandNotAvailableError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
    NotAvailableError,
)

HOW = (
    'Pass "sql" for a database, a class that derives from st.connections.BaseConnection, or the path of one, '
    'such as "package.module.Class".'
)


def test_without_a_type_it_says_where_to_write_one():
    text = (
        "connection 'pets': it has no type. Write type = \"sql\" into [connections.pets] of "
        f"secrets.toml, or pass type=... {HOW}"
    )
    with refused(MissingRequiredParameterError, text):
        st.connection("pets")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sqll", f"type='sqll' is no type. {HOW} Did you mean sql?"),
        ("postgresql", f"type='postgresql' is no type. {HOW}"),
        ("not a.path", f"type='not a.path' is no type. {HOW}"),
        (
            "nowhere.at.all.Box",
            (
                "type='nowhere.at.all.Box' names the module 'nowhere', which cannot be found. "
                "Install it, or correct the path."
            ),
        ),
        (
            "connections.boxes.Boxx",
            "the module 'connections.boxes' has no 'Boxx'. Did you mean Box, NoBox or OwnBox?",
        ),
    ],
)
def test_a_type_that_is_none_is_told(kind, text):
    with refused(InvalidParameterValueError, f"connection 'pets': {text}"):
        st.connection("pets", kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (3, f"type is of the type int. {HOW}"),
        (NoBox, None),
        ("connections.boxes.NoBox", None),
        (
            dict,
            (
                "the class dict does not derive from st.connections.BaseConnection. Derive it, and "
                "write what connects into its method _connect(self, **kwargs)."
            ),
        ),
    ],
)
def test_a_class_that_is_none_is_told(kind, text):
    text = text or (
        "the class NoBox does not define _connect. Write a method _connect(self, **kwargs) that "
        "returns what it connects to."
    )
    with refused(InvalidParameterTypeError, f"connection 'pets': {text}"):
        st.connection("pets", kind)


def test_what_the_module_of_a_class_lacks_is_its_own_error(tmp_path, monkeypatch):
    (tmp_path / "needy_boxes.py").write_text("import a_package_that_is_nowhere")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ModuleNotFoundError, match="a_package_that_is_nowhere"):
        st.connection("pets", "needy_boxes.Box")


SNOWFLAKE = (
    "anew has no connections of the type 'snowflake'. With snowflake-sqlalchemy installed, use "
    'type="sql" and url="snowflake://…"; or derive a class from st.connections.BaseConnection that '
    "connects with Snowflake's own library."
)


def test_what_streamlit_has_for_snowflake_says_what_to_use():
    with refused(NotAvailableError, f"connection 'pets': {SNOWFLAKE}"):
        st.connection("pets", type="snowflake")
    with refused(NotAvailableError, f"connection 'snowflake': {SNOWFLAKE}"):
        st.connection("snowflake")
    with refused(CommandNotAvailableError, f"st.connections.SnowflakeConnection: {SNOWFLAKE}"):
        _ = st.connections.SnowflakeConnection
    assert not hasattr(st.connections, "SnowparkConnection")


@pytest.mark.parametrize(
    ("name", "error", "text"),
    [
        (3, InvalidParameterTypeError, "connection: name is of the type int. "),
        ("", InvalidParameterValueError, "connection: name is empty. "),
        (
            "env:BOX_NAME",
            MissingRequiredParameterError,
            "connection 'env:BOX_NAME': there is no environment variable 'BOX_NAME'. ",
        ),
        (
            "postgresql://ada:hunter2@host/db",
            InvalidParameterValueError,
            "connection: name is an address. Pass a name of your own, ",
        ),
    ],
)
def test_a_name_that_is_none_is_told(name, error, text):
    with pytest.raises(error) as caught:
        st.connection(name, "sql")

    assert str(caught.value).startswith(text)
    assert "hunter2" not in str(caught.value)


def test_an_address_as_the_type_is_not_repeated():
    with pytest.raises(InvalidParameterValueError, match=r"type is an address") as caught:
        st.connection("pets", "postgresql://ada:hunter2@host/db")

    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ({"ttl": "soon"}, st.errors.BadTimeStringError, "ttl='soon' is not a dur"),
        ({"ttl": -1}, InvalidParameterValueError, "ttl=-1 is not 0 or more"),
        ({"max_entries": 0}, InvalidParameterValueError, "max_entries=0 is too small"),
        ({"max_entries": "2"}, InvalidParameterTypeError, "max_entries='2' is not an integer"),
        (
            {"size": {1: object()}},
            InvalidParameterTypeError,
            "size is, or holds, an object by which anew cannot tell one call from another. ",
        ),
    ],
)
def test_arguments_that_are_none_are_told(arguments, error, text):
    with pytest.raises(error) as caught:
        st.connection("box", "connections.boxes.Box", **arguments)

    assert str(caught.value).startswith(f"connection 'box': {text}")
