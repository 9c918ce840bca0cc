"""Rules R74 to R77: a state in which everything has to be serializable."""

from __future__ import annotations

import pytest
from rules.apps import app, new_app, shown_error

from anew.settings.settings import Settings, with_values

ENFORCED = with_values(Settings(), {"runner.enforceSerializableSessionState": True})


def test_r74_it_is_only_checked_if_that_is_asked_for() -> None:
    assert not app("ss.double = lambda number: 2 * number").exception


def test_r74_the_first_that_cannot_be_is_told_below_the_output() -> None:
    at = app("ss.double = lambda number: 2 * number\nst.text('drawn')", settings=ENFORCED)

    kind, message = shown_error(at)
    assert kind == "UnserializableSessionStateError"
    assert message.startswith(
        "st.session_state['double'] is of type 'function', which cannot be serialized: "
    )
    assert message.endswith(
        " Keep what can be, or switch runner.enforceSerializableSessionState off."
    )
    assert [view.type for view in at.main.children.values()] == ["text", "exception"]


def test_r74_widgets_are_checked_too() -> None:
    at = app(
        """
        ss.name = "Ada"
        st.text_input("Name", key="name")
        st.slider("Unnamed")
        """,
        settings=ENFORCED,
    )

    assert not at.exception


@pytest.mark.parametrize("ending", ["st.stop()", "1 / 0"])
def test_r75_a_run_that_ended_on_the_way_is_not_checked(ending: str) -> None:
    at = app(f"ss.numbers = (n for n in range(3))\n{ending}", settings=ENFORCED)

    assert "UnserializableSessionStateError" not in [error.error_type for error in at.exception]


def test_r76_it_is_told_after_each_run_while_the_value_stays() -> None:
    at = app("if 'f' not in ss: ss.f = lambda: 1\nst.text(ss.f())", settings=ENFORCED)

    for _ in range(2):
        assert shown_error(at.run())[0] == "UnserializableSessionStateError"
        assert at.text[0].value == "1"
    del at.session_state.f
    at.session_state.f = 1
    assert shown_error(at.run()) == ("TypeError", "'int' object is not callable")


SHAPES = """
import dataclasses, enum

@dataclasses.dataclass
class Point:
    x: int

class Colour(enum.Enum):
    RED = 1

def function(): ...

if "point" not in ss:
    ss.point, ss.colour, ss.kind, ss.function = Point(1), Colour.RED, Point, function
"""


def test_r76_what_the_script_defines_can_be_serialized_in_later_runs_too() -> None:
    """Its classes are other objects in each run; those of the run before go by their names."""
    at = app(SHAPES, settings=ENFORCED)

    assert not at.exception
    assert not at.run().exception


def test_r76_what_the_script_no_longer_defines_cannot() -> None:
    at = app(
        """
        if "point" not in ss:
            class Point: ...
            ss.point = Point()
        """,
        settings=ENFORCED,
    )
    assert not at.exception

    assert shown_error(at.run())[0] == "UnserializableSessionStateError"


def test_r76_another_session_does_not_change_what_is_main() -> None:
    at = new_app(SHAPES + "other.run()", settings=ENFORCED, other=new_app("st.text('other')")).run()

    assert not at.exception


def test_r77_values_are_held_by_reference() -> None:
    """Nothing is copied by the check, and nothing that serializing changed is kept."""
    rows: list[int] = []
    at = app("ss.rows = rows\nss.rows.append(1)", settings=ENFORCED, rows=rows)

    assert at.session_state.rows is rows
    assert rows == [1]
