"""What a test sees of tables and pictures."""

from __future__ import annotations

import pytest
from rules.apps import app


def test_tables_and_pictures_have_values():
    pandas = pytest.importorskip("pandas")

    at = app("""
        import pandas

        frame = pandas.DataFrame({"a": [1, 2], "b": ["x", None]}, index=["p", "q"])
        st.dataframe(frame)
        st.table(frame)
        st.dataframe(list(range(5000)))
        st.image("https://example.org/a.png", caption="A *dot*")
    """)

    expected = pandas.DataFrame({"a": [1, 2], "b": ["x", None]}, index=["p", "q"])
    for table in (at.dataframe[0], at.table[0]):
        pandas.testing.assert_frame_equal(table.value, expected, check_dtype=False)
    assert list(at.dataframe[1].value["value"]) == list(range(5000))
    assert at.image[0].value == ["https://example.org/a.png"]
    assert at.image[0].captions == ["A *dot*"]
