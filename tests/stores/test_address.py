"""Where a store is, as the option says it; and what of it is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anew.errors import ConfigError
from anew.stores.address import (
    FORMS,
    MemoryAddress,
    PostgresAddress,
    SqliteAddress,
    ValkeyAddress,
    parsed,
    shown,
)
from anew.stores.base import Options
from anew.stores.memory import MemoryStore
from anew.stores.opening import open_store


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("memory", MemoryAddress()),
        (" sqlite ", SqliteAddress()),
        ("sqlite:///state.db", SqliteAddress("state.db")),
        ("sqlite:////var/a%20b/state%3F.db", SqliteAddress("/var/a b/state?.db")),
        ("redis://localhost", ValkeyAddress("redis://localhost")),
        ("valkey://me:pw@host:6380/2", ValkeyAddress("redis://me:pw@host:6380/2")),
        ("valkeys://host", ValkeyAddress("rediss://host")),
        ("rediss://[::1]:1/0", ValkeyAddress("rediss://[::1]:1/0")),
        ("postgresql://me@host/app", PostgresAddress("postgresql://me@host/app")),
        ("postgres://host/app", PostgresAddress("postgres://host/app")),
        ("postgresql:///app?host=/run/pg", PostgresAddress("postgresql:///app?host=/run/pg")),
    ],
)
def test_an_address_says_which_store(text, address):
    assert parsed(text) == address


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"The store's address has no known form. {FORMS}"),
        ("Memory", f"The store's address has no known form. {FORMS}"),
        ("mysql://h/x", f'The store\'s address has the scheme "mysql". {FORMS}'),
        (
            "sqlite://var/state.db",
            (
                "The store's address \"sqlite://var…\" names a host. A file's has three slashes, and "
                "four where its path begins at the root: sqlite:////var/lib/app/state.db."
            ),
        ),
        (
            "sqlite:///",
            (
                "The store's address names no file. Write sqlite:///path/to/state.db, or sqlite alone "
                "for .anew/state.db beside the script."
            ),
        ),
        (
            "sqlite:///a?mode=ro",
            "The store's address has more than a path. In it, write %3F for ? and %23 for #.",
        ),
        ("valkey:///1", f"The store's address names no host. {FORMS}"),
        (
            "redis://h/first",
            "The store's address ends with 'first', where a database's number stands, such as 0.",
        ),
        (
            "redis://h/0?db=1",
            "The store's address has options behind ? or #: it takes none of these.",
        ),
        ("postgresql://", f"The store's address names no database. {FORMS}"),
    ],
)
def test_an_address_that_is_none_says_what_to_write(text, message):
    with pytest.raises(ConfigError) as error:
        parsed(text)
    assert str(error.value) == message


def test_a_port_that_is_none_is_told():
    with pytest.raises(ConfigError, match=r"^The store's address cannot be read: Port "):
        parsed("redis://host:99999999")


@given(st.text("sqlitedvkypog:/@?#[]%\0é", max_size=30))
def test_any_text_is_an_address_or_an_error_that_says_so(text):
    try:
        address = parsed(text)
    except ConfigError as refused:
        message = str(refused)
    else:
        message = f"The store's address is {shown(address)}"

    assert message.startswith("The store's address ")


def test_what_is_secret_in_an_address_is_not_shown():
    secret = "p%40ss"
    for text in (f"postgresql://me:{secret}@host/app?password={secret}", f"redis://:{secret}@h/1"):
        assert secret not in shown(parsed(text))
        assert "me" not in shown(parsed(text))
    with pytest.raises(ConfigError) as error:
        parsed(f"sqlite://me:{secret}@host/x")
    assert secret not in str(error.value)


def test_memory_is_opened_where_it_is_asked_for(tmp_path):
    assert isinstance(open_store(MemoryAddress(), Options(), script_folder=tmp_path), MemoryStore)


def test_a_file_lies_beside_the_script(tmp_path):
    open_store(SqliteAddress(), Options(), script_folder=tmp_path).close()
    open_store(SqliteAddress("data/a.db"), Options(), script_folder=tmp_path).close()

    assert (tmp_path / ".anew" / "state.db").is_file()
    assert (tmp_path / "data" / "a.db").is_file()


@pytest.mark.parametrize(
    ("address", "library", "extra"),
    [("redis://u:pw@h/0", "redis", "valkey"), ("postgresql://u:pw@h/a", "psycopg", "postgres")],
)
def test_a_library_that_is_not_installed_is_named(monkeypatch, tmp_path, address, library, extra):
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(ConfigError) as error:
        open_store(parsed(address), Options(), script_folder=tmp_path)
    assert str(error.value) == (
        f"The store {address.replace('u:pw@', '')} needs a library that is not installed. Install it "
        f'with pip install "anew[{extra}]".'
    )


def test_no_drivers_are_imported_before_they_are_used():
    """They take up to 0.3 s and some MB."""
    code = (
        "import sys, anew, anew.server.app, anew.stores.opening, anew.stores.keeps\n"
        "import anew.stores.writer\n"
        "print([name for name in ('apsw', 'redis', 'psycopg') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"
