"""What a browser carries, and cannot change."""

from __future__ import annotations

import pytest

from anew.identity.tickets import SECONDS, Ticket, opened, sealed

SECRET = "of the app"
TICKET = Ticket("login", "a page", "x=é", "google", "owner")


def test_a_ticket_comes_back_as_it_was():
    text = sealed(TICKET, SECRET, now=100)

    assert opened(text, "login", SECRET, owner="owner", now=100 + SECONDS) == TICKET
    assert opened(text, "login", SECRET, now=100) == TICKET


@pytest.mark.parametrize(
    ("purpose", "secret", "owner", "now"),
    [
        ("logout", SECRET, "owner", 100),
        ("login", "another secret", "owner", 100),
        ("login", SECRET, "another owner", 100),
        ("login", SECRET, "", 100),
        ("login", SECRET, "owner", 101 + SECONDS),
    ],
)
def test_it_is_for_one_purpose_one_browser_and_a_time(purpose, secret, owner, now):
    text = sealed(Ticket("login", owner="owner"), SECRET, now=100)

    assert opened(text, purpose, secret, owner=owner, now=now) is None


@pytest.mark.parametrize("text", ["", ".", "x", "é.é", "a" * 20_000, "W10.x", "\ud800"])
def test_what_is_no_ticket_is_none(text):
    assert opened(text, "login", SECRET) is None


def test_no_character_of_it_can_be_changed():
    text = sealed(Ticket("login", "page", owner="owner"), SECRET)

    for at in range(len(text)):
        other = "A" if text[at] != "A" else "B"
        changed = text[:at] + other + text[at + 1 :]
        assert opened(changed, "login", SECRET) is None
