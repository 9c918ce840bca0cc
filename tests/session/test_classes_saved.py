"""What a session remembers when the script's classes were changed while the app runs."""

from __future__ import annotations

import sys
from typing import NamedTuple

import pytest
from session.class_scripts import COLOUR, HEAD, TODO, Case, change
from session.process import Process, click, shown

from anew.testing import AppTest
from anew.testing.tab import Tab


class Saved(NamedTuple):
    """Classes before and after, a value, and what becomes of it in the same and in a new process."""

    before: str
    after: str
    make: str
    check: str
    restarted: str = "True"


SAVED = {
    "fields that were gained": Saved(
        TODO,
        TODO + "        tags: list = field(default_factory=list)\n        rank: int = 3\n",
        "[Todo('a'), Todo('b')]",
        "type(value[0]) is Todo and value[0] == Todo('a') and value[0].tags is not value[1].tags",
    ),
    "a field that was gained, with slots": Saved(
        TODO.replace("dataclass", "dataclass(slots=True)"),
        TODO.replace("dataclass", "dataclass(slots=True)") + "        rank: int = 3\n",
        "[Todo('a'), (Todo('b'),)]",
        "value == [Todo('a'), (Todo('b'),)] and value[0].rank == 3",
    ),
    "a field without a default": Saved(
        TODO,
        TODO.replace("text: str", "text: str\n        owner: str"),
        "Todo('a')",
        "isinstance(value, Todo) and not hasattr(value, 'owner')",
        restarted="no value",
    ),
    "a field that was lost": Saved(
        TODO,
        TODO.replace("done: bool = False", ""),
        "Todo('a', True)",
        "value == Todo('a') and value.done",
        restarted="no value",
    ),
    "a field that was lost, with slots": Saved(
        TODO.replace("dataclass", "dataclass(slots=True)"),
        TODO.replace("dataclass", "dataclass(slots=True)").replace("done: bool = False", ""),
        "Todo('a', True)",
        "value.done and not isinstance(value, Todo)",
        restarted="no value",
    ),
    "other methods": Saved(
        TODO,
        TODO + "        def shout(self): return self.text.upper()\n",
        "{1: Todo('a')}",
        "value[1].shout() == 'A'",
    ),
    "another hash": Saved(
        "    @dataclass(frozen=True)\n    class Point:\n        x: int\n",
        "    @dataclass(frozen=True)\n    class Point:\n        x: int\n        y: int = 0\n",
        "({Point(1)}, {Point(1): 2, 'b': 3}, [frozenset({Point(1)})], OrderedDict({Point(1): 1}))",
        "value == ({Point(1)}, {Point(1): 2, 'b': 3}, [frozenset({Point(1)})],"
        " OrderedDict({Point(1): 1})) and list(value[1]) == [Point(1), 'b']",
    ),
    "a hash that changes with what it holds": Saved(
        """
    class Level(enum.IntEnum):
        LOW = 1
    @dataclass(frozen=True)
    class Point:
        level: Level
""",
        """
    class Level(enum.IntEnum):
        LOW = 2
    @dataclass(frozen=True)
    class Point:
        level: Level
""",
        "[{Point(Level.LOW): 1}, {Point(Level.LOW)}]",
        "value == [{Point(Level.LOW): 1}, {Point(Level.LOW)}]",
    ),
    "a named tuple that gained a field": Saved(
        "    class Place(typing.NamedTuple):\n        x: int\n",
        "    class Place(typing.NamedTuple):\n        y: int = 2\n        x: int = 0\n",
        "[Place(1)]",
        "value == [Place(2, 1)] and type(value[0]) is Place",
    ),
    "a member that has another value": Saved(
        COLOUR, COLOUR.replace("= 1", "= 9"), "[Colour.RED]", "value == [Colour.RED]"
    ),
    "a member that is gone": Saved(
        COLOUR,
        COLOUR.replace("RED", "ROUGE"),
        "[Colour.RED]",
        "value[0].name == 'RED' and value[0] not in list(Colour)",
        restarted="no value",
    ),
    "a class that is gone": Saved(
        TODO, "", "[Todo('a')]", "value[0].text == 'a'", restarted="no value"
    ),
    "a class that is another kind of thing": Saved(
        TODO,
        "    class Todo(enum.Enum):\n        MILK = 1\n",
        "[Todo('a')]",
        "value[0].text == 'a' and not isinstance(value[0], Todo)",
        restarted="no value",
    ),
    "a name that is a library's class now": Saved(
        "    class Thread:\n        pass\n",
        "    from threading import Thread\n",
        "[Thread()]",
        "not isinstance(value[0], Thread)",
        restarted="no value",
    ),
}


@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED)
def test_a_script_that_was_saved_meanwhile(saved: Saved, store, tmp_path):
    tab, other = Tab(), Tab()
    before = Case(saved.before, saved.make, "True").script
    after = Case(saved.after, "None", f"'no value' if value is None else {saved.check}").script
    first = Process(store, before, tmp_path / "app.py")
    for each in (other, tab):
        first.open(each)
        first.save()

    second = Process(store, after)
    second.open(other)
    assert shown(other) == saved.restarted

    change(first, after)
    for _ in range(2):
        click(first, tab)
        assert shown(tab) == "True"


def test_classes_of_a_module_that_was_saved_meanwhile(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    module = tmp_path / "todos_of_mine.py"
    module.write_text("class Todo:\n    pass\n")
    (tmp_path / "app.py").write_text(
        HEAD
        + """
from todos_of_mine import Todo

if "todo" not in ss:
    ss.todo = Todo()
st.text(str((type(ss.todo) is Todo, hasattr(Todo, "x"))))
"""
    )
    at = AppTest.from_file(tmp_path / "app.py").run()
    at.run()
    assert at.text[0].value == "(True, False)"

    module.write_text("class Todo:\n    x = 1\n")
    at._script.forget()
    for _ in range(2):
        at.run()
        assert at.text[0].value == "(True, True)"
    del sys.modules["todos_of_mine"]
