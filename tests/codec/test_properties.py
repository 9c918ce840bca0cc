"""Whatever is made of the types that have a form comes back as it was: instances, arrays, tables, pictures."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest
from codec.app import App
from codec.same import same
from codec.test_encoding import keys, values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anew.codec.encoding import decoded, encoded
from anew.codec.errors import CannotEncodeError

TIMES = 50 if os.environ.get("ANEW_TESTS") == "all" else 1
APP = App(
    """
import attrs, msgspec, pydantic

@dataclass
class Data:
    x: object
    y: object = None

@dataclass(frozen=True, slots=True)
class Frozen:
    x: object
    y: object = None

class Slotted:
    __slots__ = ("x", "__y", "empty")
    def __init__(self, x, y=None):
        self.x, self.__y = x, y

class Open(Slotted):
    pass

class Plain:
    def __init__(self, x, y=None):
        self.x = x
        setattr(self, "a name", y)

class Place(typing.NamedTuple):
    x: object
    y: object = None

@attrs.define
class Attrs:
    x: object
    y: object = None

@attrs.frozen(slots=False)
class FrozenAttrs:
    x: object
    y: object = None

class Struct(msgspec.Struct):
    x: object
    y: object = None

class Bare(msgspec.Struct, frozen=True, gc=False):
    x: object
    y: object = None

class Model(pydantic.BaseModel):
    x: object
    y: object = None
    def __init__(self, x, y=None):
        super().__init__(x=x, y=y)

class Colour(enum.Enum):
    RED = 1
    BLUE = "b"

class Level(enum.IntEnum):
    LOW = 1

class Word(enum.StrEnum):
    YES = "yes"

class Access(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4

class Name(str): pass
class Count(int): pass
class Ratio(float): pass
class Raw(bytes): pass
class Settings(dict): pass
class Words(list): pass
class Bag(set): pass
"""
)

KINDS = [
    APP.Data, APP.Frozen, APP.Slotted, APP.Open, APP.Plain, APP.Place, APP.Attrs, APP.FrozenAttrs,
    APP.Struct, APP.Bare, APP.Model,
]  # fmt: skip
members = st.sampled_from([*APP.Colour, *APP.Level, *APP.Word]) | st.integers(0, 7).map(APP.Access)
zones = st.builds(
    timezone,
    st.timedeltas(timedelta(hours=-23), timedelta(hours=23)),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
)
leaves = (
    values
    | members
    | st.sampled_from([Path, PurePosixPath, PureWindowsPath]).flatmap(
        lambda kind: st.builds(kind, st.text(st.characters(exclude_characters="\0"), max_size=9))
    )
    | st.datetimes(timezones=zones)
    | st.times(timezones=zones)
    | st.builds(APP.Name, st.text())
    | st.builds(APP.Count, st.integers())
    | st.builds(APP.Ratio, st.floats(allow_nan=False))
    | st.builds(APP.Raw, st.binary())
)


def holding(inner):
    """Instances, and what is derived from Python's own containers, that hold these."""
    return (
        st.builds(lambda kind, x, y: kind(x, y), st.sampled_from(KINDS), inner, inner)
        | st.builds(APP.Settings, st.dictionaries(keys | members, inner))
        | st.builds(APP.Words, st.lists(inner))
        | st.builds(APP.Bag, st.sets(keys | members))
        | st.builds(SimpleNamespace, a=inner, b=inner)
        | st.lists(st.builds(APP.Data, st.integers(), st.text()), min_size=8, max_size=12)
        | st.lists(inner)
    )


def examples_of(count: int):
    """So many examples, and many more in `make faults`."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    return settings(
        max_examples=count * TIMES,
        deadline=None,
        suppress_health_check=checks,
    )


@examples_of(40)
@given(st.recursive(leaves, holding, max_leaves=8))
def test_instances_come_back_whatever_they_hold(value):
    assert same(APP.there_and_back(value), value)
    assert APP.fingerprint(value) == APP.fingerprint(value)


@st.composite
def graphs(draw):
    """Instances that hold one another and themselves, and stand in several places."""
    made = []
    for _ in range(draw(st.integers(1, 10))):
        held = st.sampled_from(made) | st.integers() if made else st.integers()
        made.append(draw(st.sampled_from(KINDS))(draw(held), draw(held)))
    for _ in range(draw(st.integers(0, 6))):
        holder = draw(st.sampled_from(made))
        if type(holder) in {APP.Data, APP.Open, APP.Plain, APP.Attrs, APP.Struct, APP.Slotted}:
            holder.x = draw(st.sampled_from(made) | st.just(made))
    return made if draw(st.booleans()) else draw(st.sampled_from(made))


@examples_of(40)
@given(graphs())
def test_instances_that_hold_one_another_stay_the_same_objects(value):
    assert same(APP.there_and_back(value), value)


# Libraries -----------------------------------------------------------------------------------------


def test_any_array_comes_back():
    np = pytest.importorskip("numpy")
    arrays = pytest.importorskip("hypothesis.extra.numpy")
    kinds = arrays.scalar_dtypes() | arrays.array_dtypes() | arrays.nested_dtypes(max_itemsize=64)
    shapes = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)

    @examples_of(40)
    @given(st.data(), kinds, shapes)
    def check(data, kind, shape):
        array = data.draw(arrays.arrays(kind, shape))
        if data.draw(st.booleans()):
            array = np.asfortranarray(array)
        if array.ndim and data.draw(st.booleans()):
            array = array[::-1]
        try:
            content = encoded([array, array])
        except CannotEncodeError as error:  # Of fields that have titles, or no size.
            assert kind.fields is not None or not kind.itemsize, error  # noqa: PT017  # it says why
            return
        back, again = decoded(content)
        assert back is again
        assert (back.dtype, back.shape, back.tobytes()) == (
            array.dtype,
            array.shape,
            array.tobytes(),
        )
        scalar = array.reshape(-1)[0] if array.size else None
        if isinstance(scalar, np.generic):
            one = decoded(encoded(scalar))
            assert (type(one), one.dtype, one.tobytes()) == (
                type(scalar), scalar.dtype, scalar.tobytes(),
            )  # fmt: skip

    check()


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
moments = st.datetimes(
    min_value=datetime(1900, 1, 1),
    max_value=datetime(2200, 1, 1),
)
COLUMNS = {
    "int64": st.integers(-(2**63), 2**63 - 1),
    "uint8": st.integers(0, 255),
    "float64": st.floats(),
    "bool": st.booleans(),
    "Int64": st.none() | st.integers(-(2**63), 2**63 - 1),
    "boolean": st.none() | st.booleans(),
    "string": st.none() | texts,
    "str": texts,
    "category": st.sampled_from(["a", "b", "c"]),
    "datetime64[ns]": moments,
    "datetime64[ns, Europe/Paris]": moments,
    "timedelta64[ns]": st.timedeltas(timedelta(-1000), timedelta(1000)),
    "object": st.none() | st.integers() | texts | st.dates() | st.lists(st.integers(), max_size=2),
}


def test_any_frame_comes_back():
    pd = pytest.importorskip("pandas")

    @examples_of(10)
    @given(st.data(), st.lists(st.sampled_from([*COLUMNS]), max_size=4), st.integers(0, 4))
    def check(data, kinds, length):
        column = {
            (data.draw(texts | st.integers(0, 9)), place): pd.Series(
                data.draw(st.lists(COLUMNS[kind], min_size=length, max_size=length)), dtype=kind
            )
            for place, kind in enumerate(kinds)
        }
        frame = pd.DataFrame({name: own for (name, _), own in column.items()})
        if data.draw(st.booleans()):
            frame.index = pd.Index(data.draw(st.permutations(range(len(frame)))), name="n")
        back = decoded(encoded(frame))
        pd.testing.assert_frame_equal(back, frame, check_exact=True, check_column_type=True)
        assert list(back.dtypes) == list(frame.dtypes)
        for name in frame:
            pd.testing.assert_series_equal(decoded(encoded(frame[name])), frame[name])
        pd.testing.assert_index_equal(decoded(encoded(frame.index)), frame.index, exact=True)

    check()


def test_any_table_of_polars_and_arrow_comes_back():
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    kinds = {
        pl.Int64: st.integers(-(2**63), 2**63 - 1),
        pl.UInt8: st.integers(0, 255),
        pl.Float32: st.floats(width=32),
        pl.String: texts,
        pl.Binary: st.binary(max_size=4),
        pl.Boolean: st.booleans(),
        pl.Date: st.dates(),
        pl.Datetime("us", "UTC"): moments,
        pl.List(pl.Int32): st.lists(st.integers(0, 9), max_size=3),
        pl.Categorical: st.sampled_from(["a", "b"]),
        pl.Struct({"a": pl.Int8}): st.fixed_dictionaries({"a": st.none() | st.integers(0, 9)}),
    }

    @examples_of(10)
    @given(st.data(), st.lists(st.sampled_from([*kinds]), max_size=4), st.integers(0, 4))
    def check(data, chosen, length):
        columns = [
            pl.Series(
                f"{place}{data.draw(names)}",
                data.draw(st.lists(st.none() | kinds[kind], min_size=length, max_size=length)),
                dtype=kind,
            )
            for place, kind in enumerate(chosen)
        ]
        frame = pl.DataFrame(columns)
        back = decoded(encoded(frame))
        assert back.schema == frame.schema and back.equals(frame, null_equal=True)
        for column in columns:
            one = decoded(encoded(column))
            assert one.dtype == column.dtype and one.equals(
                column, null_equal=True, check_names=True
            )
        table = frame.to_arrow()
        again = decoded(encoded(table))
        assert type(again) is pa.Table and again.schema.equals(table.schema, check_metadata=True)
        assert again.to_pylist() == table.to_pylist() or repr(again) == repr(table)

    check()


def test_any_picture_comes_back():
    image = pytest.importorskip("PIL.Image")
    widths = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4, "I": 4, "F": 4, "P": 1}

    @examples_of(20)
    @given(st.data(), st.sampled_from([*widths]), st.integers(1, 5), st.integers(1, 5))
    def check(data, mode, width, height):
        size = width * height * widths[mode]
        content = data.draw(st.binary(min_size=size, max_size=size))
        picture = image.frombytes(mode, (width, height), content)
        if mode == "P":
            picture.putpalette(data.draw(st.binary(min_size=768, max_size=768)))
        back = decoded(encoded(picture))
        assert (back.mode, back.size, back.tobytes()) == (mode, picture.size, picture.tobytes())
        assert back.getpalette() == picture.getpalette()

    check()


def described(chart) -> dict:
    """A chart as it is drawn: its data may stand in it, or beside it under a name."""
    found = chart.to_dict()
    named = found.pop("datasets", {})
    if "name" in found["data"]:
        found["data"] = {"values": named[found["data"]["name"]]}
    return found


def test_any_figure_and_chart_comes_back():
    go, alt = pytest.importorskip("plotly.graph_objects"), pytest.importorskip("altair")
    numbers = st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5)

    @examples_of(3)
    @given(numbers, texts, st.sampled_from(["bar", "line", "point"]))
    def check(found, title, mark):
        figure = go.Figure([go.Scatter(y=found, name=title), go.Bar(x=found)])
        figure.update_layout(title=title)
        back = decoded(encoded(figure))
        assert type(back) is go.Figure and back.to_json() == figure.to_json()
        rows = alt.Data(values=[{"a": number, "b": title} for number in found])
        chart = getattr(alt.Chart(rows, title=title), f"mark_{mark}")().encode(x="a:Q", y="b:N")
        again = decoded(encoded(chart))
        assert type(again) is alt.Chart and described(again) == described(chart)

    check()


def test_a_palette_that_was_just_set_is_the_pictures():
    image = pytest.importorskip("PIL.Image")
    picture = image.new("P", (1, 1))
    picture.putpalette([1, 2, 3])

    assert decoded(encoded(picture)).getpalette()[:3] == [1, 2, 3]
