from __future__ import annotations

import pytest

import anew as st
from anew.testing import AppTest


@pytest.mark.parametrize("command", [st.balloons, st.snow])
def test_each_call_is_another_one(tab, command):
    def script():
        command()
        command()

    tab.run(script)
    first = [one.call for one in tab.elements]
    tab.run(script)

    assert len({*first, *[one.call for one in tab.elements]}) == 4


def test_a_run_that_follows_at_once_does_not_swallow_it():
    at = AppTest.from_string("import anew as st\nst.balloons()\nst.snow()").run()

    assert (len(at.balloons), len(at.snow)) == (1, 1)
