"""R1-R23: the session state of a tab, and how scripts read and write it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from rules.apps import app, new_app, shown_error

from anew.settings.sections import RunnerSettings
from anew.settings.settings import Settings
from anew.testing import AppTest

MISSING = (
    'st.session_state has no key "name". Did you forget to initialize it? '
    'Write this before you read it: `if "name" not in st.session_state: '
    "st.session_state['name'] = ...`. Widgets have their key here only from the run "
    "that makes them."
)


# The session and its store --------------------------------------------------------------


def test_r1_two_tabs_never_share_their_state() -> None:
    text = "ss.count = ss.get('count', 0) + 1\nst.text(ss.count)"
    one, other = app(text), app(text)

    one.run()
    one.run()

    assert one.text.values == ["3"]
    assert other.text.values == ["1"]


def test_r2_each_run_begins_in_a_fresh_main_module() -> None:
    at = app("""
        if "seen" in globals():
            st.text("left over")
        seen = True
        st.text(__name__)
    """)

    assert at.run().text.values == ["__main__"]


def test_r2_imported_modules_live_on_from_run_to_run(tmp_path) -> None:
    (tmp_path / "shelf_of_r2.py").write_text("books = []")
    (tmp_path / "script.py").write_text(
        "import anew as st, shelf_of_r2\nshelf_of_r2.books.append(1)\nst.text(shelf_of_r2.books)"
    )

    at = AppTest.from_file(tmp_path / "script.py").run()

    assert at.run().text.values == ["[1, 1]"]


def test_r3_the_state_is_there_and_empty_before_the_first_line() -> None:
    assert app("st.text((len(ss), dict(ss), bool(ss)))").text.values == ["(0, {}, False)"]


def test_r4_what_the_script_set_wins_over_what_the_browser_sent_and_over_what_was() -> None:
    at = app("""
        st.text(f"before {ss.get('name')}")
        if ss.get("force"):
            ss.name = "set"
        st.text(f"then {ss.get('name')}")
        st.text_input("Name", key="name")
    """)
    at.text_input[0].input("sent").run()
    assert at.text.values == ["before sent", "then sent"]

    at.session_state.force = True
    at.text_input[0].input("newer").run()

    assert at.text.values == ["before newer", "then set"]
    assert at.text_input[0].value == "set"


def test_r5_values_are_laid_over_the_state_and_callbacks_run_before_the_script() -> None:
    steps: list[object] = []
    at = app(
        """
        def changed():
            steps.append(("callback", ss.name, ss.get("go")))
        steps.append(("body", ss.get("name"), ss.get("go")))
        st.button("Go", key="go", on_click=changed)
        st.text_input("Name", key="name", on_change=changed)
        """,
        steps=steps,
    )
    steps.clear()

    at.text_input[0].input("Ada").run()

    assert steps == [("callback", "Ada", False), ("body", "Ada", False)]


def test_r6_values_are_held_by_reference() -> None:
    at = app("""
        if "rows" not in ss:
            ss.rows = []
        rows = ss.rows
        rows.append(1)
        st.text((ss.rows, ss.rows is rows))
    """)

    assert at.run().text.values == ["([1, 1], True)"]


@pytest.mark.slow
def test_r7_without_a_server_the_state_is_a_stand_in_and_a_warning_is_logged_once() -> None:
    program = (
        "import logging; logging.basicConfig(format='%(message)s')\n"
        "import anew as st\n"
        "st.session_state.name = 'Ada'\n"
        "st.text_input('Name', key='other')\n"
        "print(st.session_state.name, st.button('Go'), st.session_state.other == '')\n"
        "if st.stop() or st.rerun(): pass\n"
        "print('end')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "Ada False True\nend\n"
    assert done.stderr == (
        "A command was called outside of a run: it draws nothing and the session state is a "
        "stand-in. Start the app with `anew run`; in a thread that you started, wrap its "
        "target with attach_run().\n"
    )


def test_r7_a_thread_that_takes_part_in_no_run_sees_the_stand_in() -> None:
    alone = Settings(runner=RunnerSettings(threads_follow=False))
    at = app(
        """
        import threading
        ss.name = "Ada"
        found = []
        thread = threading.Thread(target=lambda: found.append("name" in ss))
        thread.start()
        thread.join()
        st.text(found)
        """,
        settings=alone,
    )

    assert at.text.values == ["[False]"]


# Reading, writing, deleting -------------------------------------------------------------


def test_r8_items_and_attributes_are_the_same() -> None:
    at = app("""
        ss["one"] = 1
        ss.two = 2
        st.text((ss.one, ss["one"], ss.two, ss["two"]))
    """)

    assert at.text.values == ["(1, 1, 2, 2)"]


def test_r9_a_missing_item_is_a_key_error_that_says_what_to_do() -> None:
    at = app("""
        try:
            ss["name"]
        except AttributeError:
            st.text("wrong")
        except KeyError as error:
            st.text(error)
    """)

    assert at.text.values == [MISSING]
    assert shown_error(app("st.text(ss['name'])")) == ("KeyError", MISSING)


def test_r9_a_missing_attribute_is_an_attribute_error_that_says_what_to_do() -> None:
    at = app("""
        try:
            ss.name
        except KeyError:
            st.text("wrong")
        except AttributeError as error:
            st.text(error)
    """)

    assert at.text.values == [MISSING]
    assert shown_error(app("st.text(ss.name)")) == ("AttributeError", MISSING)


def test_r10_deleting_what_is_missing_is_an_error_too() -> None:
    assert shown_error(app("del ss['name']")) == ("KeyError", MISSING)
    assert shown_error(app("del ss.name")) == ("AttributeError", MISSING)


def test_r10_what_is_deleted_is_missing() -> None:
    at = app("ss.a = ss.b = 1\ndel ss['a']\ndel ss.b\nst.text(dict(ss))")

    assert at.text.values == ["{}"]
    assert at.run().session_state.to_dict() == {}


def test_r10_what_an_earlier_run_set_can_be_deleted_for_good() -> None:
    at = app("""
        if st.button("Delete"):
            del ss.name
            st.text("name" in ss)
        elif "begun" not in ss:
            ss.begun, ss.name = True, "Ada"
    """)
    assert at.button[0].click().run().text.values == ["False"]

    assert at.run().session_state.to_dict() == {"begun": True}


def test_r11_asking_for_a_key_never_raises() -> None:
    at = app("""
        ss.there = None
        st.text(("there" in ss, "gone" in ss, ss.get("there", 1), ss.get("gone"), ss.get("gone", 1)))
        st.text((getattr(ss, "gone", 2), hasattr(ss, "there"), hasattr(ss, "gone")))
    """)

    assert at.text.values == ["(True, False, None, None, 1)", "(2, True, False)"]


def test_r12_it_is_a_mapping() -> None:
    at = app("""
        ss.update({"a": 1}, b=2)
        st.text((ss.setdefault("a", 9), ss.setdefault("c", 3), ss.pop("c"), ss.pop("gone", None)))
        st.text((sorted(ss.keys()), sorted(ss.values()), sorted(ss.items()), len(ss), bool(ss)))
        st.text((ss == {"a": 1, "b": 2}, ss == {"a": 1}, sorted(ss), ss.to_dict() == dict(ss)))
        st.text(ss.popitem() in [("a", 1), ("b", 2)])
        ss.clear()
        st.text((len(ss), bool(ss), ss == {}))
    """)

    assert at.text.values == [
        "(1, 3, 3, None)",
        "(['a', 'b'], [1, 2], [('a', 1), ('b', 2)], 2, True)",
        "(True, False, ['a', 'b'], True)",
        "True",
        "(0, False, True)",
    ]


@pytest.mark.parametrize("call", ["ss.pop('name')", "ss.popitem()"])
def test_r12_taking_out_what_is_not_there_is_a_key_error(call: str) -> None:
    assert app(call).exception[0].error_type == "KeyError"


def test_r13_it_is_not_hashable_and_shows_as_a_dict() -> None:
    at = app("""
        ss.a = 1
        st.text(str(ss))
        st.text(repr(ss).startswith("<anew.state.mapping.SessionState object at 0x"))
        hash(ss)
    """)

    assert at.text.values == ["{'a': 1}", "True"]
    assert shown_error(at) == ("TypeError", "unhashable type: 'SessionState'")


def test_r14_keys_become_text() -> None:
    at = app("""
        ss[1] = "one"
        ss[None] = "none"
        ss[1, 2] = "pair"
        ss[0.5] = "half"
        st.text((ss["1"], ss[1], ss["None"], ss["(1, 2)"], ss["0.5"], 1 in ss))
    """)

    assert at.text.values == ["('one', 'one', 'none', 'pair', 'half', True)"]


def test_r15_an_empty_key_is_refused() -> None:
    in_state = "st.session_state: the key is empty. Give it a name."
    on_widget = "text_input: the key is empty. Give it a name, or leave it out."

    assert shown_error(app("ss[''] = 1")) == ("InvalidParameterValueError", in_state)
    assert shown_error(app("ss['']")) == ("InvalidParameterValueError", in_state)
    assert shown_error(app("st.text_input('Name', key='')")) == (
        "InvalidParameterValueError",
        on_widget,
    )


def test_r16_the_prefix_of_widget_ids_is_reserved() -> None:
    reason = "key '$$ID-x' starts with '$$ID', which is reserved. Choose another key."

    assert shown_error(app("ss['$$ID-x'] = 1")) == (
        "APIException",
        f"st.session_state: the {reason}",
    )
    assert shown_error(app("st.checkbox('Agree', key='$$ID-x')")) == (
        "APIException",
        f"checkbox: the {reason}",
    )


def test_r17_internal_keys_are_kept_and_never_show() -> None:
    at = app("""
        if "$$STREAMLIT_INTERNAL_KEY_x" not in ss:
            ss["$$STREAMLIT_INTERNAL_KEY_x"] = 1
        ss.mine = 2
        st.text((list(ss), len(ss), ss.to_dict(), ss["$$STREAMLIT_INTERNAL_KEY_x"]))
    """)

    assert at.run().text.values == ["(['mine'], 1, {'mine': 2}, 1)"]


def test_r18_an_attribute_named_as_a_method_sets_the_item() -> None:
    at = app("ss.items = 5\nst.text((ss['items'], dict(ss.items())))")

    assert at.text.values == ["(5, {'items': 5})"]


def test_r19_keys_may_be_deleted_while_they_are_iterated() -> None:
    at = app("""
        ss.update(a=1, b=2, c=3)
        for key in ss.keys():
            del ss[key]
        ss.update(a=1, b=2, c=3)
        for key in ss:
            del ss[key]
        st.text(len(ss))
    """)

    assert at.text.values == ["0"]


def test_r20_it_shows_what_the_author_set_and_the_widgets_with_a_key() -> None:
    at = app("""
        ss.mine = 1
        st.checkbox("Without a key")
        st.checkbox("With one", key="ticked")
        st.text((sorted(ss), len(ss), sorted(ss.to_dict().items())))
    """)
    at.checkbox[0].check()
    at.checkbox[1].check()

    assert at.run().text.values == ["(['mine', 'ticked'], 2, [('mine', 1), ('ticked', True)])"]


def test_r21_a_button_with_a_key_is_there_as_a_bool() -> None:
    at = app("st.button('Go', key='go')\nst.text(ss.to_dict())")
    assert at.text.values == ["{'go': False}"]

    assert at.button[0].click().run().text.values == ["{'go': True}"]


@pytest.mark.parametrize("line", ["st.write(ss)", "st.session_state"])
def test_r22_written_or_by_itself_it_is_drawn_as_data(line: str) -> None:
    at = app(f"ss.name = 'Ada'\nss.rows = [1]\n{line}")

    assert json.loads(at.json[0].value) == {"name": "Ada", "rows": [1]}


def test_r23_clear_takes_all_entries_away_and_the_browsers_values_come_back() -> None:
    at = app("""
        if ss.get("mine") is None:
            ss.mine = 1
        name = st.text_input("Name", key="name")
        if st.button("Clear"):
            ss.clear()
            st.text((name, dict(ss)))
            st.text_input("After", key="after")
        st.text(sorted(ss))
    """)
    at.text_input[0].input("Ada").run()

    at.button[0].click().run()
    assert at.text.values == ["('Ada', {})", "['after']"]
    assert at.text_input[0].value == "Ada"

    at.run()
    assert at.session_state.to_dict() == {"mine": 1, "name": "Ada"}


def test_r23_a_state_that_was_preset_is_there_in_the_first_run() -> None:
    at = new_app("st.text(ss.name)")
    at.session_state.name = "Ada"

    assert at.run().text.values == ["Ada"]
