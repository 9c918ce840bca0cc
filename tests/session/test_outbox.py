"""Messages are kept until seen, and a slow tab costs a bounded window."""

from __future__ import annotations

import json

from hypothesis import given, strategies

from anew.protocol.messages import Update
from anew.session.outbox import WINDOW_CHARACTERS, WINDOW_MESSAGES, Outbox


def filled(count: int) -> Outbox:
    outbox = Outbox()
    for _ in range(count):
        outbox.put(Update(n=outbox.next))
    return outbox


def numbers(texts: list[str] | None) -> list[int] | None:
    return None if texts is None else [json.loads(text)["n"] for text in texts]


def test_messages_are_kept_until_they_are_seen():
    outbox = filled(5)
    outbox.seen(2)

    assert numbers(outbox.after(2)) == [3, 4, 5]
    assert numbers(outbox.after(5)) == []
    assert outbox.after(1) is None


def test_nothing_before_or_beyond_the_conversation_can_be_resumed():
    outbox = filled(3)

    assert numbers(outbox.after(0)) == [1, 2, 3]
    assert outbox.after(4) is None
    assert outbox.after(-1) is None


def test_the_window_is_full_after_so_many_messages():
    outbox = filled(WINDOW_MESSAGES)

    assert not outbox.has_room()
    outbox.seen(1)
    assert outbox.has_room()


def test_the_window_is_full_after_so_many_characters():
    outbox = Outbox()
    outbox.put(Update(n=1, patches=(("set", 1, {"body": "x" * WINDOW_CHARACTERS}),)))

    assert not outbox.has_room()
    outbox.seen(1)
    assert outbox.has_room()


@given(strategies.lists(strategies.one_of(strategies.just("put"), strategies.integers(0, 30))))
def test_what_follows_any_seen_message_is_complete(steps):
    outbox, seen = Outbox(), 0
    for step in steps:
        if step == "put":
            outbox.put(Update(n=outbox.next))
        else:
            seen = max(seen, min(step, outbox.last))
            outbox.seen(seen)

        assert numbers(outbox.after(seen)) == list(range(seen + 1, outbox.last + 1))
