"""The laws of what is held: all that the tab may show, and not much else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from anew.ambient.lifetimes import GRACE_SECONDS, MOST_ASKED, MOST_BYTES, MOST_RUNS, Lifetimes

NAMES = st.sets(st.sampled_from("abcdefgh"), max_size=3)
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("run"), NAMES, st.booleans()),
        st.tuples(st.just("see"), st.integers(0, 3)),
        st.tuples(st.just("wait"), st.floats(0.0, GRACE_SECONDS / 2)),
        st.tuples(st.just("ask"), st.sampled_from("abcdefgh")),
    ),
    max_size=30,
)


class Tab:
    """Which pages a tab may still show or ask for, told in the plainest way."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pages: list[tuple[set[str], float | None]] = [(set(), None)]  # And since when left.
        self.seen = 0
        self.asked: list[tuple[str, float]] = []  # For what, and until when it is held.

    def show(self, names: set[str]) -> None:
        self.pages.append((names, None))

    def see(self, n: int) -> None:
        self.seen = max(self.seen, min(n, len(self.pages) - 1))
        self.pages = [
            (names, self.now if number < self.seen and since is None else since)
            for number, (names, since) in enumerate(self.pages)
        ]

    def needs(self) -> set[str]:
        alive = [
            names
            for names, since in self.pages
            if since is None or self.now < since + GRACE_SECONDS
        ]
        asked = {name for name, until in self.asked[-MOST_ASKED:] if self.now < until}
        return asked.union(*alive)


@settings(max_examples=400)
@given(ACTIONS)
def test_what_the_tab_may_show_or_has_just_left_is_held(actions):
    lifetimes, tab = Lifetimes(), Tab()
    for action in actions:
        match action:
            case ("run", names, is_finished):
                lifetimes.begin()
                for name in names:
                    lifetimes.put(name, 1)
                if is_finished:
                    tab.show(names)
                    lifetimes.settled(len(tab.pages) - 1)
            case ("see", behind):
                n = len(tab.pages) - 1 - behind
                tab.see(n)
                lifetimes.seen(n, tab.now)
            case ("wait", seconds):
                tab.now += seconds
                lifetimes.ended(tab.now)
            case ("ask", name):
                tab.asked.append((name, tab.now + GRACE_SECONDS))
                lifetimes.asked(name, 1, tab.now + GRACE_SECONDS)

        assert all(name in lifetimes for name in tab.needs())


@given(ACTIONS, NAMES)
def test_in_the_end_the_page_is_all_that_is_held(actions, last):
    lifetimes = Lifetimes()
    for action in actions:
        if action[0] == "run":
            lifetimes.begin()
            for name in action[1]:
                lifetimes.put(name, 1)
        if action[0] == "ask":
            lifetimes.asked(action[1], 1, GRACE_SECONDS)
    lifetimes.begin()
    for name in last:
        lifetimes.put(name, 1)
    lifetimes.settled(1)
    lifetimes.seen(1, 0.0)
    lifetimes.ended(GRACE_SECONDS)

    assert {name for name in "abcdefgh" if name in lifetimes} == last
    assert lifetimes.ends_at is None


def test_a_tab_that_goes_on_to_say_what_it_shows_holds_nothing_for_longer():
    lifetimes = Lifetimes()
    for name in "ab":
        lifetimes.begin()
        lifetimes.put(name, 1)
    lifetimes.settled(1)
    for second in range(int(GRACE_SECONDS)):
        lifetimes.seen(1, float(second))

    assert lifetimes.ended(GRACE_SECONDS) == ["a"]


@given(st.integers(0, 3))
def test_runs_that_break_off_and_a_tab_that_says_nothing_meet_the_bounds(settles_each):
    """A page that is drawn anew by `st.rerun()` without end is never finished."""
    lifetimes = Lifetimes()
    held = set()
    for number in range(3 * MOST_RUNS):
        held -= {*lifetimes.begin()}
        lifetimes.put(str(number), MOST_BYTES // 10)
        held.add(str(number))
        if settles_each and number % settles_each == 0:
            lifetimes.settled(number)

    assert {name for name in held if name in lifetimes} == held
    assert len(held) <= 10 + 4
    assert {"0", str(number), str(number - 1)} <= held or settles_each


def test_fragments_give_up_what_they_put_before_and_nothing_else():
    lifetimes = Lifetimes()
    lifetimes.put("outside", 1)
    lifetimes.settled(0)
    for n in range(1, 200):
        lifetimes.begin()
        lifetimes.only([f"part.{n % 2}"])
        lifetimes.put(f"inside {n}", 1)
        lifetimes.settled(n)
        lifetimes.seen(n, float(n))
    lifetimes.ended(1000.0)

    assert lifetimes._sizes.keys() == {"outside", "inside 198", "inside 199"}

    lifetimes.begin()
    lifetimes.put("whole", 1)
    lifetimes.settled(200)
    lifetimes.seen(200, 1000.0)
    lifetimes.ended(1000.0 + GRACE_SECONDS)
    assert lifetimes._sizes.keys() == {"whole"}


def test_a_fragment_gives_up_what_those_within_it_have_put():
    lifetimes = Lifetimes()
    for n, part in enumerate(["part/inner", "part", "other"]):
        lifetimes.begin()
        lifetimes.only([part])
        lifetimes.put(part, 1)
        lifetimes.settled(n)
    lifetimes.seen(2, 0.0)
    lifetimes.ended(GRACE_SECONDS)

    assert lifetimes._sizes.keys() == {"part", "other"}
