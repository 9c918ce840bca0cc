"""Tables that are edited, in any order of what may happen: the long form."""

from __future__ import annotations

import pytest
from elements.editor_model import EditorMachine
from faults.trials import IS_FULL
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test


@pytest.mark.skipif(not IS_FULL, reason="the short form is tests/elements/test_editor_model.py")
def test_each_change_counts_once_whatever_is_under_way():
    run_state_machine_as_test(
        EditorMachine,
        settings=settings(
            max_examples=5_000,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
