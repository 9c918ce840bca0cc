"""R40, R6: what was chosen stays chosen though each run makes its options anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from rules.apps import Gate, Stage, app, new_app

if TYPE_CHECKING:
    from anew.testing import AppTest

MADE_ANEW = """
    import dataclasses
    import enum
    import numpy as np
    import pandas as pd

    ss.run = ss.get("run", 0) + 1

    class Plain:
        def __init__(self, name):
            self.name = name

    @dataclasses.dataclass
    class Data:
        name: str

    class Member(enum.Enum):
        one = 1
        two = 2
        three = 3

    NAMES = ["one", "two", "three"]
    options = {options}
    found = st.{kind}("w", options, {arguments})
    one = found[0] if "{kind}" == "multiselect" and found else found
    st.text(any(one is option for option in options))
"""


class Case(NamedTuple):
    options: str
    format_func: str = "str"
    has_key: bool = False  # It is another widget in each run without one.


CASES = {
    "objects": Case("[Plain(name) for name in NAMES]", "lambda one: one.name"),
    "objects without words": Case("[Plain(name) for name in NAMES]"),
    "objects with other words": Case(
        "[Plain(name) for name in NAMES]", "lambda one: f'{one.name} {ss.run}'", has_key=True
    ),
    "data classes": Case("[Data(name) for name in NAMES]"),
    "members": Case("list(Member)"),
    "rows": Case("[dict(name=name, at=ss.run) for name in NAMES]", "lambda one: one['name']"),
    "pairs": Case("[(name, Plain(name)) for name in NAMES]", "lambda one: one[0]"),
    "sets": Case("[{name} for name in NAMES]"),
    "texts with other words": Case("NAMES", "lambda one: f'{one} {ss.run}'"),
    "arrays": Case("[np.arange(3) + n for n in range(3)]"),
    "arrays with other words": Case(
        "[np.arange(3) + n for n in range(3)]", "lambda one: f'{one[0]} {ss.run}'", has_key=True
    ),
    "tables": Case("[pd.DataFrame({'a': [n]}) for n in range(3)]"),
    "functions": Case("[(lambda n=n: n) for n in range(3)]"),
}

KINDS = ["radio", "selectbox", "pills", "segmented_control", "select_slider", "multiselect"]


def chosen(at: AppTest, kind: str) -> list[int]:
    """Where the choice stands, as a tab shows it."""
    value = at.get(kind)[0].record.value
    return list(value) if isinstance(value, tuple) else [value]


def choose(at: AppTest, kind: str, index: int) -> None:
    """Choose as a browser does, which knows of no objects."""
    widget = at.get(kind)[0]
    widget._enter(index if kind in ("radio", "selectbox") else [index], index)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("is_keyed", [True, False], ids=["keyed", "unkeyed"])
def test_the_choice_stays_and_is_todays_object(kind: str, case: Case, is_keyed: bool) -> None:
    if case.has_key and not is_keyed:
        return
    arguments = f"format_func={case.format_func}" + (", key='k'" if is_keyed else "")
    at = new_app(MADE_ANEW.format(options=case.options, kind=kind, arguments=arguments))
    at.run(timeout=60)  # The first may import pandas.
    choose(at, kind, 1)

    for _ in range(3):
        at.run()
        assert chosen(at, kind) == [1]
        assert at.text.values == ["True"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_found_where_it_has_gone(kind: str) -> None:
    names = ["one", "two", "three"]
    at = app(
        f"""
        class Row:
            def __init__(self, name):
                self.name = name
        st.{kind}("w", [Row(name) for name in names], format_func=lambda row: row.name, key="k")
        """,
        names=names,
    )
    choose(at, kind, 1)
    at.run()

    names.insert(0, "two and a half")
    assert chosen(at.run(), kind) == [2]
    names.reverse()
    assert chosen(at.run(), kind) == [1]
    names.remove("two")
    at.run()
    start = {"multiselect": [], "pills": [], "segmented_control": []}
    assert chosen(at, kind) == start.get(kind, [0])


def test_of_two_with_one_label_the_one_that_was_chosen_stays() -> None:
    at = app("""
        class Row:
            def __init__(self, number):
                self.number = number
        st.text(st.selectbox("w", map(Row, range(3)), format_func=lambda row: "same").number)
    """)

    at.selectbox[0].select_index(2).run()
    assert at.text.values == ["2"]
    assert at.run().text.values == ["2"]


def test_the_state_and_defaults_take_an_object_of_the_same_words() -> None:
    at = app("""
        class Row:
            def __init__(self, name):
                self.name = name
        def rows():
            return [Row("one"), Row("two"), Row("three")]
        def name(row):
            return row.name

        ss.setdefault("one", Row("three"))
        ss.setdefault("several", [Row("two"), Row("nothing")])
        st.text(st.selectbox("a", rows(), format_func=name, key="one").name)
        several = st.multiselect("b", rows(), format_func=name, key="several")
        st.text([row.name for row in several])
        st.text([row.name for row in st.multiselect("c", rows(), rows()[1:], format_func=name)])
        st.text(st.pills("d", rows(), default=Row("two"), format_func=name).name)
        low, high = st.select_slider("e", rows(), (Row("one"), Row("two")), format_func=name)
        st.text((low.name, high.name))
    """)

    expected = ["three", "['two']", "['two', 'three']", "two", "('one', 'two')"]
    assert at.text.values == expected
    assert at.run().text.values == expected


def test_a_value_that_equality_can_tell_is_gone_with_its_option() -> None:
    """R40"""
    options = ["a", "b"]
    at = app('st.text(st.selectbox("w", options, key="k"))', options=options)
    at.selectbox[0].select("b").run()

    options[1] = "c"
    assert at.run().text.values == ["a"]


def test_a_value_that_equality_can_tell_is_no_other_one_of_the_same_words() -> None:
    """R40"""
    numbers = [1, 4]
    at = app(
        """
        def kind(number):
            return "odd" if number % 2 else "even"

        st.text(st.selectbox("w", numbers, format_func=kind, key="k"))
        """,
        numbers=numbers,
    )
    assert at.selectbox[0].select_index(1).run().text.values == ["4"]

    numbers[1] = 2
    assert at.run().text.values == ["1"]


def test_the_place_does_not_count_among_options_of_another_class() -> None:
    made: list[str] = ["Row"]
    at = app(
        """
        class Row:
            def __init__(self, number):
                self.number = number
            def __str__(self):
                return f"row {self.number} {ss.run}"
        class Column(Row):
            pass

        ss.run = ss.get("run", 0) + 1
        options = [(Row if made == ["Row"] else Column)(number) for number in range(3)]
        found = st.selectbox("w", options, key="k")
        st.text((type(found).__name__, found.number))
        """,
        made=made,
    )
    assert at.selectbox[0].select_index(1).run().text.values == ["('Row', 1)"]
    assert at.run().text.values == ["('Row', 1)"]

    made[0] = "Column"
    assert at.run().text.values == ["('Column', 0)"]


def test_no_callback_is_called_for_a_choice_that_stays() -> None:
    """R56"""
    at = app("""
        class Row:
            def __str__(self):
                return "row"
        def told():
            ss.told = ss.get("told", 0) + 1
        st.selectbox("w", [Row(), Row()], key="k", on_change=told)
        st.button("Other")
        st.text(ss.get("told"))
    """)
    at.selectbox[0].select_index(1).run()
    assert at.text.values == ["1"]

    assert at.button[0].click().run().text.values == ["1"]


def test_a_choice_made_while_labels_change_is_taken() -> None:
    gate = Gate()
    stage = Stage(
        """
        ss.run = ss.get("run", 0) + 1
        found = st.selectbox("w", ["a", "b"], format_func=lambda one: f"{one} {ss.run}", key="k")
        if st.button("Slow"):
            gate.wait()
        st.text(found)
        """,
        gate=gate,
    ).settle()

    stage.click("Slow")
    gate.await_arrival()
    stage.enter("selectbox", [1, "b 1", 2])
    gate.open()
    stage.settle()

    assert stage.tab.refused == []
    assert stage.texts == ["b"]
