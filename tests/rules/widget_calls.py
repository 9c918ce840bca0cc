"""Each kind of widget with a value: how a script makes it, and another value than its default.

A new kind of widget has to be added here; `test_deleting.py` says so.
"""

from __future__ import annotations

from typing import NamedTuple


class Call(NamedTuple):
    """A command of `st` up to its key."""

    text: str
    sent: object  # What a browser sends for another value than the default.

    def keyed(self, key: str = "k") -> str:
        return f"st.{self.text}, key={key!r})"

    @property
    def unkeyed(self) -> str:
        return f"st.{self.text})"


CALLS = {
    "checkbox": Call("checkbox('w'", True),
    "color_picker": Call("color_picker('w'", "#ff8800"),
    "component": Call(
        "components.v2.component('w')(default={'a': 1}, on_a_change=None", {"states": {"a": 2}}
    ),
    "dataframe": Call("dataframe({'a': [1, 2]}, on_select='rerun'", {"rows": [1]}),
    "data_editor": Call("data_editor({'a': [1, 2]}", '{"edited": {"1": {"a": 7}}}'),
    "date_input": Call("date_input('w', '2024-01-31'", "2024-02-01"),
    "datetime_input": Call("datetime_input('w', '2024-01-31 08:30'", "2024-02-01T09:00"),
    "expander": Call("expander('w', on_change='rerun'", True),
    "feedback": Call("feedback('stars'", 3),
    "multiselect": Call("multiselect('w', ['A', 'B']", [[1, "B", 2]]),
    "number_input": Call("number_input('w', 0, 9", 5),
    "pagination": Call("pagination(9", 4),
    "pills": Call("pills('w', ['A', 'B']", [[1, "B", 2]]),
    "popover": Call("popover('w', on_change='rerun'", True),
    "radio": Call("radio('w', ['A', 'B']", [1, "B", 2]),
    "segmented_control": Call("segmented_control('w', ['A', 'B']", [[1, "B", 2]]),
    "select_slider": Call("select_slider('w', ['A', 'B']", [[1, "B", 2]]),
    "selectbox": Call("selectbox('w', ['A', 'B']", [1, "B", 2]),
    "slider": Call("slider('w', 0, 9", [5]),
    "tabs": Call("tabs(['A', 'B'], on_change='rerun'", [1, "B", 2]),
    "text_area": Call("text_area('w'", "typed"),
    "text_input": Call("text_input('w'", "typed"),
    "time_input": Call("time_input('w', '08:30'", "09:00"),
    "toggle": Call("toggle('w'", True),
}
