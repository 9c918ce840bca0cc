"""The check finds what it is there for: each fault that is planted, and none where there is none."""

from __future__ import annotations

import pytest
from faults.history import History, faults_in


def told(*entries) -> History:
    history = History()
    for kind, what in entries:
        match kind:
            case "sent":
                history.note("sent", mark=what)
            case "acknowledged":
                history.note("acknowledged", mark=what, n=what, took=0.1)
            case "shown":
                history.note("shown", shown=what, answered=[])
            case "answers":
                history.note("shown", shown=what[0], answered=what[1])
            case "welcome":
                history.note("welcome", is_resumed=True, is_other=what, received=0, node=1)
            case _:
                history.note(kind, reason=what)
    return history


THREE = [("sent", 1), ("sent", 2), ("sent", 3)]
ALL = [("acknowledged", 1), ("acknowledged", 2), ("acknowledged", 3)]


def test_a_good_history_has_no_fault():
    history = told(*THREE, ("answers", ([1, 2], [1, 2])), *ALL, ("shown", [1, 2, 3]))

    assert faults_in(history, [1, 2, 3]) == []
    assert history.longest_wait() == 0.1


def test_a_page_may_go_back_to_what_was_committed():
    history = told(
        *THREE,
        ("acknowledged", 1),
        ("shown", [1, 2]),
        ("shown", [1]),
        *ALL[1:],
        ("shown", [1, 2, 3]),
    )

    assert faults_in(history, [1, 2, 3]) == []


@pytest.mark.parametrize(
    ("entries", "final", "fault"),
    [
        ([*THREE, *ALL], [1, 3], "2 was acknowledged and is lost"),
        ([*THREE, *ALL], [1, 2, 2, 3], "2 was applied 2 times"),
        ([*THREE, *ALL], [1, 3, 2], "the order is broken: [1, 3, 2]"),
        ([*THREE, *ALL], [1, 2, 3, 4], "4 was never sent"),
        ([*THREE, *ALL[:2]], [1, 2, 3], "3 was never acknowledged"),
        ([*THREE, *ALL[:2]], [1, 2], "3 is lost"),
        ([*THREE, *ALL, ("shown", [1, 3])], [1, 2, 3], "a page showed [1, 3], which was never so"),
        (
            [*THREE, *ALL, ("shown", [1])],
            [1, 2, 3],
            "a page lacked 2, which was acknowledged before",
        ),
        (
            [*THREE, ("answers", ([1], [1, 2])), *ALL],
            [1, 2, 3],
            "a page lacked 2, which it said that it answers",
        ),
        ([*THREE, *ALL, ("welcome", True)], [1, 2, 3], "the tab was given another session"),
        ([*THREE, *ALL, ("refused", "no")], [1, 2, 3], "an event was refused: no"),
    ],
)
def test_a_planted_fault_is_found(entries, final, fault):
    assert fault in faults_in(told(*entries), final)


def test_what_has_not_arrived_yet_is_no_fault_before_the_end():
    history = told(*THREE, ("acknowledged", 1))

    assert faults_in(history, [1], is_settled=False) == []
    assert faults_in(history, [], is_settled=False) == ["1 was acknowledged and is lost"]


def test_what_others_have_sent_to_a_shared_session_is_theirs():
    history = told(("sent", 1), ("welcome", True), ("shown", [1, 7, 8]), ("acknowledged", 1))

    assert faults_in(history, [7, 1, 8], others=[7, 8], may_fork=True) == []
    assert "8 was never sent" in faults_in(history, [7, 1, 8], others=[7])


def test_what_a_reload_has_given_up_may_be_there_or_not():
    begun = [("sent", 1), ("acknowledged", 1), ("sent", 2), ("shown", [1, 2]), ("reloaded", None)]
    history = told(*begun, ("sent", 3), ("acknowledged", 3))

    assert faults_in(history, [1, 2, 3]) == []
    assert faults_in(history, [1, 3]) == []
    assert "1 was acknowledged and is lost" in faults_in(history, [2, 3])
    assert "2 was applied 2 times" in faults_in(history, [1, 2, 2, 3])
