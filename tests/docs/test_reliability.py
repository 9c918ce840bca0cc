"""What docs/reliability.md says of the long scenarios is what came out when they were run."""

from __future__ import annotations

import reliability


def test_the_table_is_that_of_the_results():
    assert reliability.fresh_page() == reliability.PAGE.read_text("utf-8"), (
        "Run python tools/reliability.py"
    )
