"""The demo app: each of its apps does what its page says."""

from __future__ import annotations

from pathlib import Path

import pytest

import anew
from anew.protocol.messages import Location
from anew.testing import AppTest

HELLO = Path(anew.__file__).parent / "hello"
APPS = sorted(path.stem for path in (HELLO / "apps").glob("*.py"))


def at_page(name: str) -> AppTest:
    """The gallery, at one of its apps."""
    at = AppTest.from_file(HELLO / "hello.py", default_timeout=10)
    at._tab.location = Location("" if name == "welcome" else name)
    return at.run()


@pytest.mark.parametrize("name", APPS)
def test_each_app_runs_and_shows_its_source(name):
    at = at_page(name)

    assert not at.exception
    assert at.title[0].value
    if name != "welcome":
        assert at.code[-1].value == (HELLO / "apps" / f"{name}.py").read_text("utf-8").rstrip("\n")


def test_the_menu_leads_to_each_app():
    at = at_page("welcome")
    (menu,) = at._tab.elements("navigation")
    pages = [page.get("page", "") for part in menu["sections"] for page in part["pages"]]

    assert sorted(pages) == sorted(["", *(name for name in APPS if name != "welcome")])


def test_the_five_counters_count_as_they_say():
    at = at_page("counter")
    for key in ("forgetful", "remembering", "calling"):
        at.button(key=key).click().run()
        at.button(key=key).click().run()
    at.number_input(key="first").set_value(4).run()
    at.form_submit_button[0].click().run()

    assert [metric.value for metric in at.metric] == ["0", "2", "2", "0", "5"]


def test_the_temperatures_follow_one_another():
    at = at_page("temperature")
    at.slider(key="celsius").set_value(30.0).run()

    assert at.slider(key="fahrenheit").value == 86.0

    at.slider(key="fahrenheit").set_value(50.0).run()

    assert at.slider(key="celsius").value == 10.0


def test_tic_tac_toe_is_won():
    at = at_page("tic_tac_toe")
    for field in (0, 3, 1, 4, 2):
        at.button(key=f"field-{field}").click().run()

    assert (at.success[0].icon, at.success[0].value) == ("❌", "has won!")
    assert at.button(key="field-8").disabled

    at.button[-1].click().run()

    assert not at.success


def test_all_ships_can_be_sunk():
    at = at_page("battleships")
    ships = at.session_state.ships
    for fields in ships.values():
        for row, column in fields:
            at.button(key=f"field-{row}-{column}").click().run()

    assert at.success[0].value == "All ships sunk, with 12 shots."


def test_tasks_are_added_ticked_and_removed():
    at = at_page("todo")
    at.text_input(key="new_task").input("Sleep").run()
    at.checkbox(key="tick-4").check().run()

    assert at.checkbox(key="tick-4").label == "~~Sleep~~"
    assert at.text_input(key="new_task").value == ""

    at.button(key="remove-4").click().run()

    assert [task["text"] for task in at.session_state.tasks][-1] != "Sleep"


def test_a_form_notes_when_it_was_sent():
    at = at_page("time_stamp")
    at.number_input(key="step").set_value(5).run()
    at.form_submit_button[0].click().run()

    assert at.metric[0].value == "5"
    assert at.metric[1].value == at.time_input(key="time").value.strftime("%H:%M")


def test_a_meal_costs_what_was_chosen():
    at = at_page("dependent")
    at.toggle[0].set_value(True).run()
    at.number_input[0].set_value(2).run()

    assert (at.metric[0].label, at.metric[0].value) == ("2 large Margherita pizza", "26.00 €")


def test_the_baker_answers_and_remembers():
    at = at_page("chat")
    at.chat_input[0].set_value("How many loaves?").run()

    assert [message.name for message in at.chat_message] == ["user", "assistant"]
    assert "96 loaves" in at.chat_message[1].markdown[0].value

    at.chat_input[0].set_value("And when are you open?").run()
    assert len(at.chat_message) == 4
    at.button[0].click().run()
    assert [message.name for message in at.chat_message] == ["assistant"]


def test_the_stock_is_edited_counted_and_set_back():
    at = at_page("stock")
    editor = at.data_editor[0]

    editor.edit(0, "boxes", 0).add_row(item="Pears", boxes=1).run()

    assert [metric.value for metric in at.metric] == ["32", "€ 145.00"]
    assert "pears" in at.warning[0].value
    assert "Apples" in at.info[0].value
    assert at.caption[-1].value == "1 rows changed, 1 added, 0 deleted."

    at.button[1].click().run()
    assert at.metric[0].value == "0"

    at.button[0].click().run()
    assert at.metric[0].value == "43"
