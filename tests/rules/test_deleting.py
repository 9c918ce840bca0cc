"""R28, R23: deleting a widget's key in a run that asks for another brings its default back."""

from __future__ import annotations

import json

import pytest
from elements.test_contract import all_records
from rules.apps import Stage, app
from rules.widget_calls import CALLS

from anew.elements.definition import Widget, kind_of
from anew.protocol.codec import to_json

RECORDS = {kind_of(w()): w() for w in all_records() if issubclass(w, Widget)}

WAYS = [
    "del ss['k']",
    "del ss.k",
    "ss.pop('k')",
    "ss.clear()",
    "[ss.pop(key) for key in list(ss)]",
]

BUTTON = """
    chosen = st.selectbox("o", ["A", "B"], key="k")
    if st.button("Reset"):
        {way}
        {then}
    st.text((chosen, ss.get("k")))
"""

CALLBACK = """
    def reset():
        {way}
        {then}

    chosen = st.selectbox("o", ["A", "B"], key="k")
    st.button("Reset", on_click=reset)
    st.text((chosen, ss.get("k")))
"""


def test_every_widget_whose_value_a_script_can_set_has_a_call() -> None:
    settable = [
        w for w in RECORDS.values() if w.shows_value and not (w.is_trigger or w.is_read_only)
    ]

    assert set(CALLS) == {kind_of(widget) for widget in settable}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", [BUTTON, CALLBACK], ids=["script", "callback"])
def test_it_is_back_at_its_default_in_the_next_run_and_stays_there(text: str, way: str) -> None:
    at = app(text.format(way=way, then="st.rerun()"))
    at.selectbox[0].select("B").run()
    assert at.text.values == ["('B', 'B')"]

    at.button[0].click().run()
    assert at.text.values == ["('A', 'A')"]
    assert at.run().text.values == ["('A', 'A')"]


@pytest.mark.parametrize("way", WAYS)
def test_deleted_in_a_callback_its_run_has_the_default_already(way: str) -> None:
    at = app(CALLBACK.format(way=way, then="pass"))
    at.selectbox[0].select("B").run()

    at.button[0].click().run()
    assert at.text.values == ["('A', 'A')"]
    assert at.selectbox[0].record.renewals == 1
    assert at.run().text.values == ["('A', 'A')"]
    assert at.selectbox[0].record.renewals == 1


@pytest.mark.parametrize("way", WAYS)
def test_r28_without_another_run_the_page_goes_on_showing_it(way: str) -> None:
    at = app(BUTTON.format(way=way, then="pass"))
    at.selectbox[0].select("B").run()

    at.button[0].click().run()
    assert at.text.values == ["('B', None)"]
    assert at.selectbox[0].value == "B"
    assert at.run().text.values == ["('B', 'B')"]
    assert at.selectbox[0].record.renewals == 0  # What is being chosen meanwhile counts.


def test_set_again_after_the_deletion_it_has_that_value() -> None:
    at = app(BUTTON.format(way="del ss.k; ss.k = 'B'", then="st.rerun()"))

    assert at.button[0].click().run().text.values == ["('B', 'B')"]


def test_an_entry_of_the_scripts_own_stays_deleted() -> None:
    at = app("""
        ss.setdefault("mine", 0)
        ss.mine += 1
        if st.button("Reset"):
            del ss.mine
            st.rerun()
        st.text(ss.mine)
    """)

    assert at.run().text.values == ["2"]
    assert at.button[0].click().run().text.values == ["1"]


def test_a_form_sent_with_the_deletion_shows_its_defaults() -> None:
    at = app("""
        with st.form("form"):
            st.text_input("Name", key="k")
            if st.form_submit_button("Send"):
                sent = ss.pop("k")
                ss.sent = sent
                st.rerun()
        st.text((ss.get("sent"), ss.k))
    """)
    at.text_input[0].input("Ada")

    assert at.button[0].click().run().text.values == ["('Ada', '')"]


def test_a_click_whose_callback_clears_the_state_still_counts() -> None:
    at = app("""
        if st.button("Reset", on_click=ss.clear):
            st.text("clicked")
    """)

    assert at.button[0].click().run().text.values == ["clicked"]


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("has_key", [True, False], ids=["keyed", "unkeyed"])
def test_every_kind_of_widget_is_reset(kind: str, has_key: bool) -> None:
    call = CALLS[kind]
    stage = Stage(f"""
        {call.keyed() if has_key else call.unkeyed}
        if st.button("Reset"):
            {"del ss.k" if has_key else "ss.clear()"}
            st.rerun()
    """).settle()
    default = shown(stage, kind)
    stage.enter(kind, call.sent)
    assert shown(stage.settle(), kind) != default

    stage.click("Reset")
    assert shown(stage.settle(), kind) == default
    (element,) = stage.tab.elements(kind)
    assert element["renewals"] == 1  # What the tab has of it and has not sent is void.
    stage.session.rerun()
    assert shown(stage.settle(), kind) == default
    (element,) = stage.tab.elements(kind)
    assert element["renewals"] == 1


def shown(stage: Stage, kind: str) -> object:
    """The value that the tab shows; what every record of the kind has is not sent at first."""
    (element,) = stage.tab.elements(kind)
    return element.get("value", json.loads(to_json(RECORDS[kind].value)))
