from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.space import SPACE_SIZES, Space


@pytest.mark.parametrize("size", [*SPACE_SIZES, 1, 300])
def test_it_has_a_size(tab, size):
    tab.run(lambda: st.space(size))

    assert tab.element == Space(size=size)


@pytest.mark.parametrize("size", [0, -1, True, "content", "huge", 1.5, None])
def test_another_size_is_refused(tab, size):
    with refused(
        st.errors.InvalidParameterValueError,
        f"space: size={size!r} is neither a number of pixels above 0 nor one of 'xxsmall', "
        f"'xsmall', 'small', 'medium', 'large', 'xlarge', 'xxlarge', 'stretch'.",
    ):
        tab.run(lambda: st.space(size))
