"""Whether a value has changed: any change counts, and what has not changed looks the same."""

from __future__ import annotations

import copy
from collections import deque

import pytest
from codec.app import App
from codec.test_encoding import graphs, plain, values
from hypothesis import given, settings

from anew.codec.encoding import encoded, headed
from anew.codec.errors import CannotEncodeError
from anew.codec.fingerprint import fingerprint, look_at

APP = """
@dataclass
class Todo:
    text: str
    tags: list = field(default_factory=list)

class Colour(enum.Enum):
    RED = 1
    BLUE = 2

class Settings(dict):
    pass

class Place(typing.NamedTuple):
    x: int
    y: object

class Slotted:
    __slots__ = ("a",)
"""


@settings(max_examples=100, deadline=None)
@given(values | graphs())
def test_what_has_not_changed_has_the_same(value):
    assert fingerprint(value) == fingerprint(value)


@settings(max_examples=100, deadline=None)
@given(values | graphs() | plain)
def test_what_was_written_on_the_way_need_not_be_written_again(value):
    _, _, written = look_at(value)

    assert written is None or headed(written) == encoded(value)


def test_plain_values_are_written_on_the_way():
    for value in ([], [1, "a"], {"a": {"b": [None, 1.5, b"c"]}}):
        assert look_at(value)[2] is not None
    assert look_at([[]] * 2)[2] is None
    assert look_at([(1,)])[2] is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        (0.0, -0.0),
        ("a", b"a"),
        ([1], [True]),
        ([1], (1,)),
        ([b"a"], [bytearray(b"a")]),
        ({1}, frozenset({1})),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([2**70], [2**70 + 1]),
        (["\ud800"], ["\ud801"]),
        ((0.0,), (-0.0,)),
        ({1: 2}, {True: 2}),
        ({"a": [1]}, {b"a": [1]}),
        ({1, 2}, {1, True + 2}),
        ((1, (2,)), (1, [2])),
        ([[], []], [[]] * 2),
        (deque([1], 2), deque([1], 3)),
        ("x" * 100_000, "x" * 100_001),
        (["x" * 100_000], ["x" * 99_999 + "y"]),
    ],
)
def test_types_order_and_what_is_one_object_count(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_not_a_number_is_itself():
    assert fingerprint(float("nan")) == fingerprint(float("nan"))


def test_a_change_within_is_seen_and_so_is_that_it_was_undone():
    app = App(APP)
    slotted = app.Slotted()
    todo = app.Todo("milk", [app.Colour.RED])
    value = {"todos": [todo], "settings": app.Settings(a=1), "slotted": slotted}
    value["me"] = app.Place(1, value)
    first = app.fingerprint(value)

    def change_and_back(change, back):
        change()
        assert app.fingerprint(value) != first
        back()
        assert app.fingerprint(value) == first

    change_and_back(lambda: setattr(todo, "text", "eggs"), lambda: setattr(todo, "text", "milk"))
    change_and_back(lambda: todo.tags.append(1), todo.tags.pop)
    change_and_back(
        lambda: todo.tags.__setitem__(0, app.Colour.BLUE),
        lambda: todo.tags.__setitem__(0, app.Colour.RED),
    )
    change_and_back(lambda: setattr(slotted, "a", 1), lambda: delattr(slotted, "a"))
    change_and_back(lambda: setattr(todo, "extra", 1), lambda: delattr(todo, "extra"))
    settings = value["settings"]
    change_and_back(lambda: settings.update(b=2), lambda: settings.pop("b"))
    change_and_back(lambda: setattr(settings, "note", 2), lambda: delattr(settings, "note"))


def test_a_change_in_a_large_value_is_seen():
    rows = [{"id": number, "name": f"row {number}"} for number in range(60_000)]
    first = fingerprint(rows)

    assert fingerprint(rows) == first
    rows[57_777]["name"] = "other"
    assert fingerprint(rows) != first
    rows[57_777]["name"] = "row 57777"
    assert fingerprint(rows) == first
    rows.append(rows)
    assert fingerprint(rows) != first


def test_a_deep_value_has_one_too():
    value = []
    for _ in range(20_000):
        value = [value]

    first = fingerprint(value)

    assert fingerprint(value) == first
    value.append(1)
    assert fingerprint(value) != first


def test_no_reduce_of_an_author_is_called():
    app = App("""
class Loud:
    def __reduce_ex__(self, protocol):
        raise SystemExit
    def __getstate__(self):
        raise SystemExit
""")

    with pytest.raises(CannotEncodeError, match=r"its class has a __reduce_ex__ of its own"):
        app.fingerprint([app.Loud()])
    with pytest.raises(CannotEncodeError, match=r"function at \[0\]"):
        app.fingerprint([lambda: 1])


def test_changes_in_arrays_and_tables_are_seen():
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    array = np.zeros(100_000)
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [[1], [2]]})
    values = {"array": array, "view": [array[::2]], "frame": frame}
    first = fingerprint(values)
    assert fingerprint(copy.deepcopy(values)) == first == fingerprint(values)

    array[77] = 1
    assert fingerprint(values) != first
    array[77] = 0
    assert fingerprint(values) == first
    frame.loc[0, "b"] = "z"
    assert fingerprint(values) != first
    frame.loc[0, "b"] = "x"
    frame["c"][0].append(2)
    assert fingerprint(values) != first

    assert fingerprint([np.zeros(4)]) != fingerprint([np.zeros(4, "i8")])
    assert fingerprint([np.zeros(4)]) != fingerprint([np.zeros((2, 2))])
