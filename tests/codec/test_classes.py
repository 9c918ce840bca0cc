"""Instances of the app's classes: kept by name and attributes, and no code of theirs runs."""

from __future__ import annotations

import importlib
import sys
import threading

import attrs
import msgspec
import pydantic
import pytest
from codec.app import App
from codec.same import same

from anew.codec.errors import CannotDecodeError, CannotEncodeError

TODO = """
@dataclass
class Todo:
    text: str
    done: bool = False
"""


def refused(app: App, value: object) -> str:
    with pytest.raises(CannotEncodeError) as error:
        app.encoded(value)
    return str(error.value)


def lost(app: App, content: bytes) -> str:
    with pytest.raises(CannotDecodeError) as error:
        app.decoded(content)
    return str(error.value)


def test_a_class_that_was_defined_anew_is_the_new_class():
    app = App(TODO)
    old = app.Todo("milk")
    content = app.encoded([old])

    (new,) = app.run(TODO).decoded(content)

    assert type(new) is app.Todo is not type(old)
    assert vars(new) == {"text": "milk", "done": False}
    assert app.encoded([old]) == content  # One of the old class is still written.


def test_a_class_that_is_gone_is_named():
    app = App(TODO)
    content = app.encoded({"todo": app.Todo("milk")})

    assert lost(app.run(""), content) == "The class __main__.Todo is not defined any more."
    assert lost(app.run("Todo = 3"), content) == "The class __main__.Todo is not defined any more."


def test_a_field_that_was_lost_is_named():
    app = App(TODO)
    content = app.encoded(app.Todo("milk"))

    app.run(TODO.replace("done: bool = False", ""))

    assert lost(app, content) == "__main__.Todo has no 'done' any more."


def test_a_field_that_was_gained_takes_its_default():
    app = App(TODO)
    content = app.encoded([app.Todo("milk"), app.Todo("eggs")])

    app.run(TODO + "    tags: list = field(default_factory=list)\n    rank: int = 3\n")
    one, other = app.decoded(content)

    assert (one.tags, one.rank, one.text) == ([], 3, "milk")
    assert one.tags is not other.tags


def test_a_default_is_not_compared_with_anything():
    app = App(TODO)
    content = app.encoded(app.Todo("milk"))
    odd = "class Odd:\n    def __eq__(self, other): raise SystemExit\n    __hash__ = object.__hash__\n"

    back = app.run(odd + TODO + "    odd: object = Odd()\n").decoded(content)

    assert type(back.odd) is app.Odd


def test_a_field_that_was_gained_without_a_default_is_named():
    app = App(TODO)
    content = app.encoded(app.Todo("milk"))

    app.run(TODO.replace("text: str", "text: str\n    owner: str"))

    assert lost(app, content) == "__main__.Todo has a new field 'owner', which has no default."


def test_no_code_of_a_class_runs():
    app = App("""
ran = []

class Loud:
    def __new__(cls, *args):
        ran.append("new")
        return object.__new__(cls)
    def __init__(self, size):
        ran.append("init")
        self._size = size
    def __setattr__(self, name, value):
        ran.append("setattr")
        object.__setattr__(self, name, value)
    def __getattribute__(self, name):
        ran.append("getattribute")
        return object.__getattribute__(self, name)
    @property
    def size(self):
        ran.append("property")
        return self._size
    @size.setter
    def size(self, value):
        ran.append("setter")
    def __eq__(self, other):
        ran.append("eq")
    def __hash__(self):
        ran.append("hash")
    def __bool__(self):
        ran.append("bool")
    def __len__(self):
        ran.append("len")

@dataclass
class Posted:
    x: int
    def __post_init__(self):
        ran.append("post_init")
""")
    value = [app.Loud(3), app.Posted(1)]
    object.__setattr__(value[0], "parts", [value[1]])
    app.ran.clear()

    app.fingerprint(value)
    loud, posted = app.there_and_back(value)

    assert app.ran == []
    assert object.__getattribute__(loud, "__dict__") == {"_size": 3, "parts": [posted]}


def test_slots_are_kept_and_those_that_are_empty_stay_so():
    app = App("""
class Base:
    __slots__ = ("__hidden", "__weakref__")
    def __init__(self):
        self.__hidden = 1
    def hidden(self):
        return self.__hidden

class Slotted(Base):
    __slots__ = ("a", "empty")

class Open(Slotted):
    pass
""")
    slotted, opened = app.Slotted(), app.Open()
    slotted.a, opened.a, opened.b = [1], 2, 3

    back, other = app.there_and_back([slotted, opened])

    assert (back.a, back.hidden(), hasattr(back, "empty")) == ([1], 1, False)
    assert (other.a, other.b, other.hidden(), vars(other)) == (2, 3, 1, {"b": 3})


def test_frozen_and_slotted_records_are_keys_wherever_they_stand():
    app = App("""
@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: tuple = ()
""")
    point = app.Point(1, (2,))

    back = app.there_and_back({"at": point, "seen": {point}, "names": {point: "here"}})

    assert back["names"][back["at"]] == "here"
    assert next(iter(back["seen"])) is back["at"] is next(iter(back["names"]))


def test_records_of_libraries_come_back():
    module = sys.modules[__name__]
    app = App("", folders=[])
    values = [
        Attrs(1, [2]),
        FrozenAttrs("a"),
        Message(1, {"a": [2]}),
        FrozenMessage("b"),
        Model(x=1, tags=["a"]),
    ]
    hash(values[1])

    back = app.there_and_back(values)

    assert back == values and list(map(type, back)) == list(map(type, values))
    assert hash(back[1]) == hash(values[1])
    assert back[4].model_fields_set == {"x", "tags"}
    assert module.Plain  # Which is a library's class, and no record:
    assert refused(app, [Plain()]) == (
        f"a value of type {__name__}.Plain at [0]: its class is neither the app's own nor a "
        f"record, such as a dataclass"
    )


@attrs.define
class Attrs:
    x: int
    y: list


@attrs.frozen(cache_hash=True)
class FrozenAttrs:
    name: str


class Message(msgspec.Struct):
    x: int
    parts: dict


class FrozenMessage(msgspec.Struct, frozen=True):
    name: str


class Model(pydantic.BaseModel):
    x: int
    tags: list[str] = []
    note: str = "none"


class Plain:
    pass


def test_named_tuples_and_members_come_back():
    app = App("""
class Place(typing.NamedTuple):
    x: int
    y: list

class Colour(enum.Enum):
    RED = 1
    BLUE = "b"
    CRIMSON = 1

class Level(enum.IntEnum):
    LOW = 1

class Access(enum.Flag):
    READ = 1
    WRITE = 2
""")
    shared = []
    value = [
        app.Place(1, shared),
        shared,
        {app.Colour.RED: app.Colour.CRIMSON, app.Level.LOW: app.Colour.BLUE},
        app.Access.READ | app.Access.WRITE,
        app.Access(0),
    ]

    back = app.there_and_back(value)

    assert back[0] == value[0] and type(back[0]) is app.Place and back[0].y is back[1]
    assert back[2] == value[2] and next(iter(back[2])) is app.Colour.RED
    assert back[3:] == value[3:]


def test_members_are_those_of_the_class_as_it_is_now():
    text = "class Colour(enum.Enum):\n    RED = 1\n    BLUE = 2\n"
    app = App(text)
    content = app.encoded(app.Colour.RED)

    assert app.run(text).decoded(content) is app.Colour.RED
    app.run(text.replace("RED = 1", "ROUGE = 1"))
    assert lost(app, content) == "__main__.Colour has no member 'RED' any more."


def test_a_named_tuple_may_gain_what_has_a_default():
    text = "class Place(typing.NamedTuple):\n    x: int\n    y: int = 2\n"
    app = App(text)
    content = app.encoded(app.Place(1, 5))

    assert app.run(text + "    z: int = 3\n").decoded(content) == (1, 5, 3)
    assert lost(app.run(text.replace("    y: int = 2\n", "")), content) == (
        "__main__.Place has no 'y' any more."
    )


def test_cycles_go_through_instances():
    app = App("""
class Node:
    def __init__(self, parent=None):
        self.parent = parent
        self.children = []
""")
    root = app.Node()
    root.children += [app.Node(root), app.Node(root)]
    root.me = {"tuple": (root,)}

    back = app.there_and_back({"root": root, "first": root.children[0]})

    root = back["root"]
    assert [child.parent for child in root.children] == [root, root]
    assert back["first"] is root.children[0] and root.me["tuple"][0] is root


def test_a_long_chain_of_instances_comes_back():
    app = App("class Link: pass")
    first = link = app.Link()
    for number in range(5_000):
        link.next = app.Link()
        link.next.before, link.number = link, number
        link = link.next

    link, count = app.there_and_back(first), 0
    while hasattr(link, "next"):
        assert link.next.before is link and link.number == count
        link, count = link.next, count + 1
    assert count == 5_000


def test_classes_derived_from_pythons_own_are_kept():
    app = App("""
class Settings(dict):
    def __setitem__(self, name, value):
        raise RuntimeError
    def update(self, *args):
        raise RuntimeError

class Words(list): pass
class Name(str): pass
class Count(int): pass
""")
    words, name = app.Words([1]), app.Name("x")
    words.append(words)
    name.origin = "y"
    settings = app.Settings(a=[1], b=words)
    settings.note = settings

    back = app.there_and_back([settings, name, app.Count(2**70), name])

    assert [type(each) for each in back] == [app.Settings, app.Name, app.Count, app.Name]
    assert back[0].note is back[0] and back[0]["b"][1] is back[0]["b"]
    assert (back[1], back[1].origin, back[2]) == ("x", "y", 2**70) and back[3] is back[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("class A:\n  def __reduce__(self): return A, ()", "its class has a __reduce__ of its own"),
        ("class A:\n  def __getstate__(self): return 1", "its class has a __getstate__ of its own"),
        ("class A:\n  def __setstate__(self, s): pass", "its class has a __setstate__ of its own"),
        ("class A:\n  def __del__(self): pass", "its class has a __del__ of its own"),
        ("class A(Exception): pass", "its class is derived from one that is not written in Python"),
        (
            "def make():\n  class A: pass\n  return A\nA = make()",
            "its class is not found under its name, __main__.make.<locals>.A",
        ),
    ],
)
def test_a_class_with_its_own_idea_is_refused(text, why):
    app = App(text)

    assert refused(app, {"a": app.A()}).endswith(f'at ["a"]: {why}')


def test_what_holds_a_lock_is_refused_where_it_is():
    app = App("class Model:\n  def __init__(self): self.layers = []")
    model = app.Model()
    model.layers += [1, {"x": threading.Lock()}]

    assert refused(app, {"model": model}) == (
        'a value of type _thread.lock at ["model"].layers[1]["x"]: its class is neither the '
        "app's own nor a record, such as a dataclass"
    )


def test_bytes_cannot_ask_for_a_class_with_a_finalizer():
    app = App("class A:\n  pass")
    content = app.encoded(app.A())

    assert lost(app.run("class A:\n  def __del__(self): print('ran')"), content) == (
        "__main__.A cannot be made: its class has a __del__ of its own."
    )


def test_classes_of_the_apps_modules_are_its_own(tmp_path, monkeypatch):
    (tmp_path / "neighbour.py").write_text("class Thing:\n    pass\n")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("neighbour")
    app = App("", folders=[tmp_path])
    content = app.encoded(module.Thing())

    assert type(app.decoded(content)) is module.Thing
    del sys.modules["neighbour"]
    assert lost(app, content) == "The class neighbour.Thing is not defined any more."
    assert "neighbour" not in sys.modules


def test_a_module_that_imports_on_demand_is_not_asked(tmp_path, monkeypatch):
    (tmp_path / "lazy.py").write_text("class A: pass\ndef __getattr__(name): raise SystemExit\n")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("lazy")
    app = App("", folders=[tmp_path])
    content = app.encoded(module.A())
    del module.A

    assert lost(app, content) == "The class lazy.A is not defined any more."
    del sys.modules["lazy"]


class Uploads:
    """Keeps files by themselves."""

    def name_of(self, value):
        return "file 1" if isinstance(value, Plain) else None

    def value_of(self, name):
        return {"file 1": "the file"}[name]


def test_what_is_kept_elsewhere_stands_by_its_name():
    from anew.codec.encoding import decoded, encoded
    from anew.codec.fingerprint import fingerprint
    from anew.codec.references import NoReferences

    app = App("")
    content = encoded({"files": [Plain()]}, app.classes, Uploads())

    assert same(decoded(content, app.classes, Uploads()), {"files": ["the file"]})
    assert decoded(encoded(Plain(), app.classes, Uploads()), app.classes, Uploads()) == "the file"
    with pytest.raises(CannotDecodeError, match=r"^What was kept elsewhere as 'file 1' is gone\.$"):
        decoded(content, app.classes, NoReferences())
    assert fingerprint([Plain()], app.classes, Uploads()) == fingerprint(
        [Plain()], app.classes, Uploads()
    )
