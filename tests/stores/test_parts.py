"""Blobs in parts, the room of a session, and connections that are lent."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anew.stores.base import UnavailableError
from anew.stores.parts import PART_BYTES, parts_of, range_of
from anew.stores.pool import Pool
from anew.stores.room import Limits, Room


@given(st.lists(st.integers(0, PART_BYTES * 2), max_size=5), st.data())
def test_any_range_is_that_of_the_whole(sizes, data):
    pieces = [bytes([number]) * size for number, size in enumerate(sizes)]
    content = b"".join(pieces)
    parts = [*parts_of(pieces, len(content))]
    start = data.draw(st.integers(0, len(content) + 10))
    length = data.draw(st.integers(0, len(content) + 10))

    assert {len(part) for part in parts[:-1]} <= {PART_BYTES}
    assert range_of(len(content), start, length, parts.__getitem__) == content[start:][:length]


@pytest.mark.parametrize(("start", "length"), [(-1, 1), (0, -1)])
def test_a_range_that_is_none_is_refused(start, length):
    with pytest.raises(ValueError, match=r"^No range begins at"):
        range_of(10, start, length, lambda number: b"")


def test_content_that_does_not_end_is_not_read_to_its_end():
    def endless():
        while True:
            yield b"x" * 1000

    with pytest.raises(ValueError, match=r"^The content has not the 5000 bytes that were told\.$"):
        [*parts_of(endless(), 5000)]


def test_a_session_has_room_up_to_its_bounds():
    room = Room(Limits(key_bytes=3 * 2**20, session_bytes=5 * 2**20), {"kept": 2 * 2**20})

    assert room.refusal("a", 3 * 2**20) is None
    assert room.refusal("a", 3 * 2**20 + 1) == "it takes 3.0 MiB, and a key may take 3.0 MiB"
    room.note({"a": 3 * 2**20})
    assert room.refusal("b", 1) == "the session would take 5.0 MiB with it, and may take 5.0 MiB"
    assert room.refusal("a", 2**20) is None
    room.note({"b": 10}, ["kept", "unknown"])
    assert room.used == 3 * 2**20 + 10
    assert room.refusal("kept", 2**20) is None


class Line:
    """A connection that knows whether it was ended."""

    is_ended = False

    def end(self) -> None:
        self.is_ended = True


def test_a_connection_is_lent_to_one_at_a_time_and_used_again():
    pool = Pool(Line, Line.end, most_idle=2)
    with pool.lend() as first, pool.lend() as second:
        assert first is not second
    with pool.lend() as again:
        assert again in {first, second}
    pool.close()

    assert first.is_ended and second.is_ended


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_connection_on_which_a_call_did_not_end_is_closed(error):
    pool = Pool(Line, Line.end)
    with pytest.raises(error), pool.lend() as connection:
        raise error

    assert connection.is_ended
    with pool.lend() as other:
        assert other is not connection


def test_connections_that_may_be_broken_are_all_closed():
    pool = Pool(Line, Line.end)
    with pool.lend() as idle:
        pass
    with pool.lend() as idle, pool.lend() as lent:
        pass
    with pool.lend() as lent:
        assert pool.drop_idle()
    assert lent.is_ended and idle.is_ended
    assert not pool.drop_idle()


def test_who_finds_all_connections_lent_waits_for_one():
    made = []
    pool = Pool(lambda: made.append(1) or Line(), Line.end, most=1, patience_seconds=5.0)
    with pool.lend():
        waiting = threading.Thread(target=lambda: pool.lend().__enter__())
        waiting.start()
    waiting.join(5)

    assert made == [1]


def test_nobody_waits_for_a_connection_for_ever():
    pool = Pool(Line, Line.end, most=1, patience_seconds=0.01)
    message = r"^All connections of the store were in use for 0\.01 seconds\.$"
    with pool.lend(), pytest.raises(UnavailableError, match=message), pool.lend():
        pass
    with pool.lend():
        pass


def test_only_a_few_connections_are_kept():
    pool = Pool(Line, Line.end, most_idle=1)
    with pool.lend() as first, pool.lend() as second:
        pass

    assert sorted([first.is_ended, second.is_ended]) == [False, True]
