"""Arrays, tables, pictures and figures come back as they were."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pytest
from codec.app import App

from anew.caching.keys import digest_of
from anew.codec.encoding import decoded, encoded
from anew.codec.errors import CannotEncodeError


def test_arrays_come_back():
    np = pytest.importorskip("numpy")
    for array in (
        np.arange(6).reshape(2, 3),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(10)[::-2],
        np.zeros((0, 3)),
        np.array(["2024-01-01"], dtype="datetime64[s]"),
        np.array(["a", "bc"]),
        np.array([b"a", b"bc"]),
        np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
        np.array([((1, 2), [3, 4])], dtype=[("a", [("x", "u1"), ("y", ">i8")]), ("b", "f4", 2)]),
        np.zeros(2, dtype=np.dtype([("a", "u1"), ("b", "f8")], align=True)),
        np.array([True, False]),
        np.array([1 + 2j]),
        np.array(3),
        np.float32(1.5),
        np.float16(1.5),
        np.longdouble(1.5),
        np.bool_(True),
        np.str_("ab"),
        np.bytes_(b"ab"),
        np.datetime64("2024-01-01"),
        np.timedelta64(3, "h"),
        np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])[0],
    ):
        back = decoded(encoded([array]))[0]
        assert digest_of(back) == digest_of(array), repr(array)
        assert type(back) is type(array) and back.dtype == array.dtype
        if array.ndim:
            assert back.flags.writeable
            assert (
                back.flags.f_contiguous == array.flags.f_contiguous or not array.flags.c_contiguous
            )


def test_arrays_of_objects_and_texts_come_back():
    np = pytest.importorskip("numpy")
    app = App("class Thing: pass")
    thing = app.Thing()
    objects = np.array([[thing, 1], ["a", None]], dtype=object)
    value = {"objects": objects, "thing": thing}
    objects[0, 1] = value

    back = app.there_and_back(value)

    assert back["objects"][0, 0] is back["thing"] and back["objects"][0, 1] is back
    assert back["objects"][1].tolist() == ["a", None]
    if hasattr(np.dtypes, "StringDType"):
        texts = np.array(["a", "long" * 9], dtype=np.dtypes.StringDType())
        again = decoded(encoded(texts))
        assert again.tolist() == texts.tolist() and again.dtype == texts.dtype
    with pytest.raises(CannotEncodeError, match=r"^a value of type builtins\.function: it has no"):
        app.encoded(np.array([1, lambda: 1], dtype=object))


def test_one_array_in_two_places_is_one_array():
    np = pytest.importorskip("numpy")
    array = np.zeros(3)

    one, other = decoded(encoded([array, {"a": array}]))

    assert one is other["a"]


def test_arrays_of_other_classes_are_refused():
    np = pytest.importorskip("numpy")
    for array in (np.ma.array([1], mask=[True]), np.array([1]).view(np.recarray)):
        with pytest.raises(CannotEncodeError, match="a value of type numpy"):
            encoded(array)


def frame():
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    moments = pd.to_datetime(["2024", "2025"])
    return pd.DataFrame(
        {
            "ints": [1, 2],
            "floats": [1.5, None],
            "texts": ["x", None],
            "moments": moments,
            "zoned": moments.tz_localize("Europe/Paris"),
            "spans": moments - moments[0],
            "categories": pd.Categorical(["x", None], ["y", "x"], ordered=True),
            "nullable": pd.array([1, None], dtype="Int64"),
            "flags": pd.array([True, None], dtype="boolean"),
            "small": pd.array([1.5, None], dtype="Float32"),
            "python": pd.array(["x", None], dtype="string[python]"),
            "arrow": pd.array(["x", None], dtype="string[pyarrow]"),
            "list": pd.array([1, 2], dtype="int64[pyarrow]"),
            "months": pd.period_range("2024-01", periods=2, freq="M"),
            "between": pd.interval_range(0, 2),
            "objects": [[1], {"a": (2,)}],
            "mixed": [1, "x"],
            "dull": pd.Series(["x", "y"], dtype=object),
        }
    )


def test_frames_come_back():
    pd = pytest.importorskip("pandas")
    whole = frame()
    twice = pd.DataFrame([[1, 2]], columns=["a", "a"])
    noted = whole[["ints"]].copy()
    noted.attrs["source"] = [date(2024, 1, 1)]
    for value in (
        whole,
        whole.set_index(["ints", "texts"]),
        whole.set_index("zoned"),
        whole.set_index("categories"),
        whole.iloc[:0],
        whole[[]],
        pd.DataFrame(),
        pd.DataFrame(columns=["a"]),
        twice,
        noted,
        whole.T,
    ):
        back = decoded(encoded({"frame": value}))["frame"]
        assert digest_of(back) == digest_of(value)
        pd.testing.assert_frame_equal(back, value, check_freq=True)
        assert [*map(repr, back.dtypes)] == [*map(repr, value.dtypes)]
        assert back.attrs == value.attrs and type(back.columns) is type(value.columns)


def test_series_indexes_and_single_values_come_back():
    pd = pytest.importorskip("pandas")
    whole = frame()
    for value in (
        *(whole[name] for name in whole),
        pd.Series([1.5, None], index=["x", "y"], name=("a", 1)),
        pd.Index([1, 2], name="i"),
        pd.RangeIndex(2, 10, 3),
        pd.date_range("2024", periods=3, freq="D", tz="Europe/Paris"),
        pd.date_range("2024", periods=3, freq="ME"),
        pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["x", None]),
        pd.timedelta_range("1D", periods=3),
        pd.Timestamp("2024", tz="Europe/Paris"),
        pd.Timestamp(2**62),
        pd.Timestamp("2024-10-27 01:30", tz="UTC").tz_convert("Europe/Paris"),
        pd.Timedelta("1D"),
        pd.Period("2024-01", freq="M"),
        pd.Interval(1, 2, closed="left"),
        pd.NaT,
        pd.NA,
    ):
        back = decoded(encoded([value]))[0]
        assert type(back) is type(value)
        assert digest_of(back) == digest_of(value), repr(value)
    assert decoded(encoded(pd.date_range("2024", periods=3, freq="ME"))).freqstr == "ME"


def test_a_frame_of_the_apps_objects_keeps_which_is_which():
    pd = pytest.importorskip("pandas")
    app = App("class Thing: pass")
    thing = app.Thing()
    table = pd.DataFrame({"things": [thing, thing]})

    back = app.there_and_back({"table": table, "thing": thing})

    assert list(back["table"]["things"]) == [back["thing"]] * 2
    with pytest.raises(CannotEncodeError, match=r"a value of type __main__\.Thing"):
        encoded(table)


def test_polars_and_arrow_come_back():
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    table = pl.DataFrame(
        {
            "ints": [1, None],
            "full": [1, 2],
            "floats": [1.5, float("nan")],
            "texts": ["x", None],
            "lists": [["x"], []],
            "records": [{"a": 1}, {"a": 2}],
            "days": [date(2024, 1, 1), None],
            "moments": [datetime(2024, 1, 1), None],
            "bytes": [b"a", None],
            "flags": [True, None],
            "exact": [Decimal("1.50"), None],
            "none": [None, None],
        }
    ).with_columns(
        pl.col("texts").cast(pl.Categorical).alias("categories"),
        pl.col("texts").cast(pl.Enum(["x", "y"])).alias("enum"),
        pl.col("moments").dt.replace_time_zone("Europe/Paris").alias("zoned"),
        pl.col("full").cast(pl.UInt8).alias("small"),
        (pl.col("moments") - pl.col("moments")).alias("spans"),
    )
    for value in (
        table,
        table[:0],
        pl.DataFrame(),
        *table.get_columns(),
        pa.table({"a": [1, 2], "b": ["x", None], "c": [[1], None]}),
        pa.table({"a": pa.chunked_array([["x"], ["y"]])}),
        pa.record_batch({"a": [1]}),
    ):
        back = decoded(encoded([value]))[0]
        assert type(back) is type(value) and back.equals(value), value
        assert getattr(back, "schema", None) == getattr(value, "schema", None)
        assert getattr(back, "dtype", None) == getattr(value, "dtype", None)


def test_pictures_come_back():
    image = pytest.importorskip("PIL.Image")
    for mode in ("1", "L", "P", "RGB", "RGBA", "LA", "I", "F", "CMYK", "I;16", "HSV", "LAB"):
        value = image.new(mode, (3, 5))
        value.info["dpi"] = (72, 72)
        back = decoded(encoded([value]))[0]
        assert back == value and back.mode == mode and back.info == value.info
    coloured = image.linear_gradient("L").convert("P", palette=image.Palette.ADAPTIVE, colors=7)
    assert decoded(encoded(coloured)).convert("RGB") == coloured.convert("RGB")


def test_an_opened_picture_is_one_in_memory_afterwards(tmp_path):
    image = pytest.importorskip("PIL.Image")
    image.new("RGB", (2, 2), "red").save(tmp_path / "red.png")

    with image.open(tmp_path / "red.png") as opened:
        back = decoded(encoded(opened))

    assert type(back) is image.Image and back.getpixel((0, 0)) == (255, 0, 0)


def test_figures_come_back():
    go = pytest.importorskip("plotly.graph_objects")
    figure = go.Figure(go.Scatter(x=[1, 2], y=[3, 4]), {"title": {"text": "A"}})

    back = decoded(encoded([figure]))[0]

    assert back == figure and type(back) is go.Figure
    with pytest.raises(ValueError, match="Invalid property"):
        back.data[0].update(nonsense=1)


def test_charts_come_back():
    alt, pd = pytest.importorskip("altair"), pytest.importorskip("pandas")
    chart = alt.Chart(pd.DataFrame({"a": [1, 2]})).mark_bar().encode(x="a:Q")
    for value in (chart, chart + chart, chart | chart):
        back = decoded(encoded([value]))[0]
        assert type(back) is type(value) and back.to_dict() == value.to_dict()


def test_no_library_is_imported_before_it_is_needed():
    code = (
        "import sys; from anew.codec.encoding import decoded, encoded;"
        "from anew.codec.fingerprint import fingerprint;"
        "value = [(1,), {2}]; decoded(encoded(value)); fingerprint(value);"
        "assert not {'numpy', 'pandas', 'polars', 'pyarrow', 'PIL'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_was_written_is_read_in_a_process_that_has_not_imported_the_library():
    np = pytest.importorskip("numpy")
    content = encoded([np.arange(3)])
    code = f"from anew.codec.encoding import decoded; print(decoded({content!r})[0].sum())"

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout == "3\n"
