"""Tables that are edited, in any order of what may happen."""

from __future__ import annotations

import pytest
from elements.editor_model import EditorMachine
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test


@pytest.mark.slow
def test_each_change_counts_once_and_is_shown_at_once_whatever_is_under_way():
    run_state_machine_as_test(
        EditorMachine,
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
