"""What a session remembers is of the script's classes as they are now, after a rerun and a restart."""

from __future__ import annotations

import textwrap

import pytest
from session.class_scripts import COLOUR, HEAD, TODO, Case
from session.process import Process, click, shown

from anew.protocol.messages import Location
from anew.script.source import Script
from anew.testing import AppTest
from anew.testing.tab import Tab

CASES = {
    "a dataclass": Case(TODO, "Todo('milk')", "isinstance(value, Todo) and value == Todo('milk')"),
    "many": Case(
        TODO,
        "[Todo(str(n)) for n in range(100)]",
        "all(isinstance(one, Todo) for one in value) and value[7] == Todo('7')",
    ),
    "a plain class with a method": Case(
        """
        class Account:
            def __init__(self): self.balance = 3
            def double(self): return self.balance * len(ss.keys())
        """,
        "[Account()]",
        "type(value[0]) is Account and value[0].double() == 3",
    ),
    "slots": Case(
        """
        class Base:
            __slots__ = ("__hidden", "empty")
            def __init__(self): self.__hidden = 1
            def hidden(self): return self.__hidden
        class Slotted(Base):
            __slots__ = ("a",)
        """,
        "Slotted()",
        "type(value) is Slotted and value.hidden() == 1 and not hasattr(value, 'empty')",
    ),
    "a frozen one with slots": Case(
        """
        @dataclass(frozen=True, slots=True)
        class Point:
            x: int
        """,
        "{Point(1): {Point(2)}, 'point': Point(1)}",
        "value[Point(1)] == {Point(2)} and list(value) == [value['point'], 'point']"
        " and set(map(type, value[Point(1)])) == {Point}",
    ),
    "one within others": Case(
        TODO + "    class Lists:\n        class Shopping:\n            pass\n",
        "{'a': ({'b': deque([Todo('x')], 3)},), 'c': Lists.Shopping()}",
        "isinstance(value['a'][0]['b'][0], Todo) and type(value['c']) is Lists.Shopping",
    ),
    "an inherited and a generic one": Case(
        """
        T = typing.TypeVar("T")
        class Base: pass
        class Derived(Base): pass
        class Box(typing.Generic[T]):
            def __init__(self, item): self.item = item
        """,
        "Box[Base](Derived())",
        "isinstance(value, Box) and isinstance(value.item, Base) and type(value.item) is Derived",
    ),
    "a member": Case(COLOUR, "Colour.RED", "value is Colour.RED is Colour.CRIMSON"),
    "members wherever they stand": Case(
        COLOUR + TODO,
        """[Colour.RED, (Colour.BLUE, {1: [Colour.RED]}), {Colour.RED: 1, 'a': Colour.BLUE},
        {Colour.BLUE}, frozenset({Colour.RED}), deque([Colour.BLUE]), Todo(Colour.RED),
        OrderedDict([(Colour.RED, 1), (Colour.BLUE, (Colour.RED,))]), Counter([Colour.RED])]""",
        """value == [Colour.RED, (Colour.BLUE, {1: [Colour.RED]}), {Colour.RED: 1, 'a': Colour.BLUE},
        {Colour.BLUE}, frozenset({Colour.RED}), deque([Colour.BLUE]), Todo(Colour.RED),
        OrderedDict([(Colour.RED, 1), (Colour.BLUE, (Colour.RED,))]), Counter([Colour.RED])]
        and list(value[2]) == [Colour.RED, 'a'] and list(value[7]) == [Colour.RED, Colour.BLUE]""",
    ),
    "members that are numbers or texts": Case(
        """
        class Level(enum.IntEnum):
            LOW = 1
        class Word(enum.StrEnum):
            YES = "yes"
        """,
        "{Level.LOW: Word.YES}",
        "value[Level.LOW] is Word.YES and next(iter(value)) is Level.LOW",
    ),
    "flags": Case(
        """
        class Access(enum.Flag):
            READ = 1
            WRITE = 2
        """,
        "[Access.READ, Access.READ | Access.WRITE, Access(0)]",
        "value == [Access.READ, Access.READ | Access.WRITE, Access(0)] and value[1] & Access.READ"
        " is Access.READ",
    ),
    "a named tuple": Case(
        COLOUR + "    class Place(typing.NamedTuple):\n        x: int\n        y: object = None\n",
        "[Place(1), {Place(2, Colour.RED): 1}]",
        "type(value[0]) is Place and value[1] == {Place(2, Colour.RED): 1}"
        " and type(next(iter(value[1]))) is Place",
    ),
    "keys by an equality of their own": Case(
        """
        class Name:
            def __init__(self, text): self.text = text
            def __eq__(self, other): return type(other) is Name and other.text == self.text
            def __hash__(self): return hash((Name.__name__, self.text))
        """,
        "({Name('a')}, {Name('b'): 1, Name('c'): 2})",
        "value == ({Name('a')}, {Name('b'): 1, Name('c'): 2}) and value[1][Name('c')] == 2",
    ),
    "a cycle": Case(
        "    class Node:\n        parent = None\n",
        "[first := Node(), setattr(first, 'me', (first, [first]))]",
        "isinstance(value[0].me[1][0], Node) and value[0].me[0] is value[0]",
    ),
    "records of libraries": Case(
        COLOUR
        + """
        @attrs.define
        class Attrs:
            x: object
        class Struct(msgspec.Struct):
            x: object
        class Bare(msgspec.Struct, gc=False):
            x: object
        class Model(pydantic.BaseModel):
            x: object
        """.replace("\n    ", "\n"),
        "[kind(x=Colour.RED) for kind in (Attrs, Struct, Bare, Model)]",
        "value == [kind(x=Colour.RED) for kind in (Attrs, Struct, Bare, Model)]",
    ),
    "classes derived from Python's own": Case(
        COLOUR
        + "    class Settings(dict): pass\n    class Words(list): pass\n    class Count(int): pass\n",
        "[Settings(a=Colour.RED), Words([Colour.BLUE]), Count(3)]",
        "list(map(type, value)) == [Settings, Words, Count] and value[0]['a'] is Colour.RED"
        " and value[1] == [Colour.BLUE] and value[2] == 3",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_of_todays_class(case: Case, store):
    tab = Tab()
    first = Process(store, case.script)
    first.open(tab)
    assert shown(tab) == "True"
    for _ in range(2):
        click(first, tab)
        assert shown(tab) == "True"
    first.save()

    second = Process(store, case.script)
    second.open(tab)
    assert shown(tab) == "True"
    click(second, tab)
    assert shown(tab) == "True"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_so_where_nothing_is_stored(case: Case):
    at = AppTest.from_string(case.script).run()

    for _ in range(3):
        assert at.text[0].value == "True"
        at.run()


def test_objects_stay_the_same_objects_for_whoever_holds_them():
    held = []
    script = Script(
        "app.py",
        names={"held": held},
        text=HEAD
        + """
@dataclass
class Todo:
    text: str

if not held:
    held.append(Todo("a"))  # As a thread, or a cache, may hold it.
    ss.one, ss.other = {"todo": held[0]}, [held[0]]
todo = ss.one["todo"]
st.text(str((type(todo) is Todo, todo is ss.other[0], todo is held[0])))
""",
    )
    at = AppTest(script).run()

    for _ in range(3):
        assert at.text[0].value == "(True, True, True)"
        at.run()


def test_what_is_made_anew_is_one_object_for_all_that_a_run_reads():
    """Where a class has other slots, or Python sees them so, the object cannot be turned."""
    script = (
        HEAD
        + """
@attrs.define
class Todo:
    text: str

if "one" not in ss:
    ss.one = {"todo": Todo("a")}
    ss.other = [ss.one["todo"], (1, ss.one["todo"])]
todo = ss.one["todo"]
st.text(str((type(todo) is Todo, todo is ss.other[0], todo is ss.other[1][1])))
"""
    )
    at = AppTest.from_string(script).run()

    for _ in range(3):
        assert at.text[0].value == "(True, True, True)"
        at.run()


CALLBACKS = (
    HEAD
    + """
class Colour(enum.Enum):
    RED = 1

@dataclass
class Todo:
    text: str
    colour: Colour

if "made" not in ss:
    ss.made = True
    ss.first = Todo("first", Colour.RED)

def add():
    ss.knows_first = ss.first == Todo("first", Colour.RED)
    todos = ss.setdefault("todos", [])
    ss.were_mine = all(isinstance(todo, Todo) and todo.colour is Colour.RED for todo in todos)
    todos.append(Todo("a", Colour.RED))
    ss.last, ss.colour = todos[-1], Colour.RED

st.button("Add", on_click=add)
if "todos" in ss:
    is_mine = all(isinstance(todo, Todo) and todo.colour is Colour.RED for todo in ss.todos)
    is_last = ss.last is ss.todos[-1] and ss.colour is Colour.RED
    st.text(str((len(ss.todos), is_mine, ss.were_mine, is_last, ss.knows_first)))
"""
)


def test_callbacks_see_the_classes_that_they_know_and_the_script_its_own():
    at = AppTest.from_string(CALLBACKS).run()
    at.run()

    for count in (1, 2, 3):
        at.button[1].click().run()
        assert at.text[0].value == f"({count}, True, True, True, True)"
        at.run()
        assert at.text[0].value == f"({count}, True, True, True, True)"


EARLY = (
    HEAD
    + """
if "todos" not in ss:
    ss.todos = []
    ss.colours = []
is_first = "made" not in ss
ss.made = True
before = list(ss.todos)

class Colour(enum.Enum):
    RED = 1

@dataclass
class Todo:
    text: str

if is_first:
    ss.todos.append(Todo("a"))
    ss.colours.append(Colour.RED)
st.text(str((ss.todos == [Todo("a")], ss.colours == [Colour.RED])))
st.text(str(before == [] or before[0] is ss.todos[0]))
"""
)


def test_what_is_read_above_its_class_is_of_it_from_the_next_read_on(store):
    tab = Tab()
    first = Process(store, EARLY)
    first.open(tab)
    for _ in range(2):
        click(first, tab)
        assert [each["body"] for each in tab.elements("text")] == ["(True, True)", "True"]
    first.save()

    second = Process(store, EARLY)
    second.open(tab)
    assert [each["body"] for each in tab.elements("text")] == ["(True, True)", "True"]
    click(second, tab)
    assert [each["body"] for each in tab.elements("text")] == ["(True, True)", "True"]


def test_what_was_typed_waits_until_the_widgets_are_made_with_the_classes(store, gate):
    """The first run after the restart has read a value before its class, and is done again."""
    gate.set()
    script = (
        EARLY
        + """
import builtins
builtins.gate.wait()
st.text(st.text_input("Name") + str(len(ss.todos)))
"""
    )
    tab = Tab()
    first = Process(store, script)
    first.open(tab)
    click(first, tab)
    first.save()
    tab.event(values={tab.elements("text_input")[0]["id"]: "Ada"})
    gate.clear()

    second, joined = Process(store, script), []
    second.registry.connect(tab, tab.hello(), "browser", joined.append)
    second.clock.run_until(lambda: bool(joined))
    for event in tab.unacknowledged:
        joined[0].receive(event)
    gate.set()
    second.clock.run_until(lambda: joined[0].is_idle)

    assert [each["body"] for each in tab.elements("text")][-1] == "Ada1"


def test_what_is_read_above_its_class_only_is_of_it_when_the_run_has_ended():
    seen = []
    script = Script(
        "app.py",
        names={"seen": seen},
        text=HEAD
        + """
before = ss.get("todo")
class Todo: pass
if not seen:
    ss.todo = Todo()
seen.append((before, Todo))
""",
    )
    AppTest(script).run().run()

    todo, now = seen[-1]
    assert type(todo) is now


def test_a_choice_that_is_read_above_its_widget_is_of_todays_class():
    at = AppTest.from_string(
        HEAD
        + """
class Colour(enum.Enum):
    RED = 1
    BLUE = 2
st.text(str(ss.get("colour") in (None, *Colour)))
st.text(str(all(one in Colour for one in ss.get("colours", []))))
st.selectbox("Colour", Colour, key="colour")
st.multiselect("Colours", Colour, key="colours")
"""
    ).run()

    at.selectbox[0].select_index(1)
    for _ in range(3):
        at.run()
        assert [each.value for each in at.text] == ["True", "True"]


def test_a_page_keeps_what_another_page_has_the_classes_of(store, tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "app.py").write_text(
        HEAD + 'if "value" in ss: ss.value.text = "eggs"\nst.text(str(sorted(ss)))\n'
    )
    (tmp_path / "pages" / "two.py").write_text(
        HEAD
        + textwrap.dedent(TODO)
        + 'ss.setdefault("value", Todo("milk"))\n'
        + "st.text(str((isinstance(ss.value, Todo), ss.value.text)))\n"
    )
    tab = Tab()
    first = Process(store, None, tmp_path / "app.py")
    first.open(tab)
    first.say(tab, location=Location("two"))
    first.settle()
    assert shown(tab) == "(True, 'milk')"
    for _ in range(2):
        first.say(tab, location=Location(""))
        first.settle()
        assert shown(tab) == "['value']"
    first.save()

    second = Process(store, None, tmp_path / "app.py")
    second.open(tab)
    assert shown(tab) == "[]"  # Nobody has defined its class yet.
    second.say(tab, location=Location("two"))
    second.settle()
    assert shown(tab) == "(True, 'eggs')"


def test_a_class_of_the_same_run_is_left_alone_whatever_its_name():
    at = AppTest.from_string(
        HEAD
        + """
class Item: pass
First = Item
class Item(First): pass

ss.item = First()
st.text(str(type(ss.item) is First))
"""
    ).run()

    for _ in range(3):
        assert at.text[0].value == "True"
        at.run()


def test_what_has_no_form_is_of_todays_class_all_the_same(store):
    tab = Tab()
    process = Process(
        store,
        Case(
            "    import threading\n    class Model:\n        def __del__(self): pass\n",
            "[Model(), threading.Lock()]",
            "type(value[0]) is Model",
        ).script,
    )
    process.open(tab)
    for _ in range(3):
        click(process, tab)
        assert shown(tab) == "True"


def test_plain_values_are_never_looked_through(store):
    tab = Tab()
    process = Process(
        store,
        HEAD
        + textwrap.dedent(TODO)
        + """
ss.setdefault("todo", Todo("a"))
ss.setdefault("rows", [{"a": 1}] * 3).append((1, 2))
st.text(str(isinstance(ss.todo, Todo)))
""",
    )
    process.open(tab)
    for _ in range(2):
        click(process, tab)

    assert process.session.state.committed.suspects == {"todo"}


def test_a_duplicated_tab_has_todays_classes_too(store):
    tab = Tab()
    process = Process(store, CASES["members wherever they stand"].script)
    process.open(tab)
    copy = tab.duplicate()
    process.open(copy)

    assert shown(copy) == "True"


def test_what_a_cached_function_returned_is_of_the_classes_of_who_calls_it():
    script = (
        HEAD
        + textwrap.dedent(COLOUR + TODO)
        + """
@st.cache_data
def todos():
    return [Todo("a", Colour.RED), (Colour.BLUE,)]

st.text(str(todos() == [Todo("a", Colour.RED), (Colour.BLUE,)]))
todos().append(1)
"""
    )
    for _ in range(2):
        at = AppTest.from_string(script).run()
        for _ in range(2):
            assert at.text[0].value == "True"
            at.run()
