"""What took long to compute is kept, up to a size."""

from __future__ import annotations

import contextlib
import threading

from anew.script.recent import Recent


def test_what_was_used_last_is_kept():
    kept, made = Recent[str](10, len), []

    def get(name: str, text: str = "12345") -> str:
        return kept.get(name, "key", lambda: made.append(name) or text)

    for name in ("a", "b", "a", "c", "a", "b"):
        get(name)

    assert made == ["a", "b", "c", "b"]
    assert kept.total_bytes == 10
    assert get("large", "1" * 11) == "1" * 11
    assert (len(kept), kept.total_bytes) == (2, 10)
    kept.keep_of({"b"}.__contains__)
    assert (len(kept), kept.total_bytes) == (1, 5)


def test_of_several_who_want_the_same_one_makes_it():
    kept, made, may_end = Recent[str](10, len), [], threading.Event()

    def make() -> str:
        made.append(1)
        may_end.wait(10)
        return "x"

    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(kept.get("a", "key", make))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join(10)

    assert (found, made) == (["x"] * 4, [1])


def test_what_could_not_be_made_is_made_by_the_next():
    kept = Recent[str](10, len)

    def fail() -> str:
        raise RuntimeError

    for _ in range(2):
        with contextlib.suppress(RuntimeError):
            kept.get("a", "key", fail)
    assert kept.get("a", "key", lambda: "x") == "x"
