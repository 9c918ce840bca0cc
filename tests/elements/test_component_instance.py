"""Components: what they are given, what they return, and what is refused."""

from __future__ import annotations

import json
import sys
from base64 import b64encode

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from elements.refusals import refused
from pandas.testing import assert_frame_equal

from anew.ambient.declared import declared
from anew.components.v1 import declare_component
from anew.elements.component_instance import ComponentInstance
from anew.elements.frames.tables import HEAD, pack_table, unpack_table
from anew.elements.frames.values import DEEPEST, read_value, write_value
from anew.errors import (
    DuplicateElementId,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MarshallComponentException,
)
from anew.state.state import Refused

NAME = f"{__name__}.picker"


@pytest.fixture
def picker(tmp_path):
    (tmp_path / "index.html").write_text("<p>")
    return declare_component("picker", path=tmp_path)


def arguments(tab):
    return json.loads(tab.element.args)


def streams(content):
    start, found = HEAD.size, []
    for size in HEAD.unpack_from(content):
        found.append(content[start : start + size])
        start += size
    return found


def test_it_is_declared_under_the_name_of_the_calling_module(picker, tmp_path):
    assert picker.name == NAME
    assert declared.folder(NAME) == tmp_path
    assert (picker.path, picker.abspath, picker.url) == (str(tmp_path), str(tmp_path), None)


def test_it_returns_its_default_until_its_frame_has_sent_a_value(tab, picker):
    run = lambda: picker(label="Day", default="today", key="day")

    assert tab.run(run) == "today"
    assert tab.run(run, sent={"day": 'json:{"day":[1,2.5]}'}) == {"day": [1, 2.5]}
    assert tab.element.src == f"/component/{NAME}/index.html"
    assert arguments(tab) == {"label": "Day", "default": "today", "key": "day"}


def test_its_value_is_not_sent_back(tab, picker):
    run = lambda: picker(key="day")
    tab.run(run)
    before = tab.element

    tab.run(run, sent={"day": "json:7"})

    assert tab.element == before


def test_with_a_key_it_stays_the_same_when_its_arguments_change(tab, picker):
    """R38"""
    tab.run(lambda: picker(n=1, key="day"))
    first = tab.element.id

    assert tab.run(lambda: picker(n=2, key="day"), sent={"day": "json:7"}) == 7
    assert tab.element.id == first


def test_without_a_key_its_arguments_tell_it_apart(tab, picker):
    """R37"""
    tab.run(lambda: picker(n=1))
    first = tab.element.id
    tab.run(lambda: picker(n=2))

    assert tab.element.id != first
    with pytest.raises(DuplicateElementId):
        tab.run(lambda: [picker(n=1), picker(n=1)])


def test_long_arguments_bytes_and_tables_are_fetched_apart(tab, picker):
    table = pd.DataFrame({("a", 1): [1, 2], ("b", 2): ["x", None]}, index=["r", "s"])
    tab.run(lambda: picker(text="x" * 70_000, picture=b"\x00\xff", table=table))

    held = tab.media.held
    assert tab.element.args == ""
    assert json.loads(held(tab.element.args_address).content)["text"] == "x" * 70_000
    picture, frame = tab.element.parts
    assert (picture.name, picture.is_table) == ("picture", False)
    assert held(picture.address).content == b"\x00\xff"
    assert (frame.name, frame.is_table) == ("table", True)
    data, index, columns = (
        pa.ipc.open_stream(part).read_all().to_pydict()
        for part in streams(held(frame.address).content)
    )
    assert data["('a', 1)"] == [1, 2]
    assert index == {"0": ["r", "s"]}
    assert columns == {"0": ["a", "b"], "1": [1, 2]}


@pytest.mark.parametrize(
    "table",
    [
        pd.Series([1, 2], name="n"),
        pd.DataFrame({"n": [1, 2]}).style,
        pl.DataFrame({"n": [1, 2]}),
        pa.table({"n": [1, 2]}),
    ],
)
def test_tables_of_every_library_are_sent(table):
    data, *_ = streams(pack_table("x", "y", table))

    assert pa.ipc.open_stream(data).read_all().to_pydict()["n"] == [1, 2]


def test_texts_are_of_the_type_that_old_readers_know():
    data, *_ = streams(pack_table("x", "y", pa.table({"n": pa.array(["a"], pa.large_string())})))

    assert pa.ipc.open_stream(data).schema.field("n").type == pa.string()


def test_columns_of_mixed_values_are_sent_as_text():
    data, *_ = streams(pack_table("x", "y", pd.DataFrame({"n": [1, "a"]})))

    assert pa.ipc.open_stream(data).read_all().to_pydict()["n"] == ["1", "a"]


def test_numbers_that_json_lacks_are_null(tab, picker):
    tab.run(lambda: picker(numbers=[float("nan"), {"a": float("inf")}, 1.5]))

    assert arguments(tab)["numbers"] == [None, {"a": None}, 1.5]


def test_an_argument_that_cannot_be_sent_is_named(tab, picker):
    with pytest.raises(MarshallComponentException, match=f"^{NAME}: the argument 'odd' cannot"):
        tab.run(lambda: picker(odd={1, 2}))
    with refused(
        MarshallComponentException,
        f"{NAME}: 'x' is not given by name. Name each argument of a component.",
    ):
        tab.run(lambda: picker("x"))


def test_without_pyarrow_a_table_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with refused(
        MarshallComponentException,
        "picker: the argument 'table' is a DataFrame, which is sent to the frame as Arrow. For "
        "that, install pandas and pyarrow: pip install 'anew[data]'.",
    ):
        pack_table("picker", "table", pd.DataFrame())
    with refused(Refused, "A table needs pandas and pyarrow: pip install 'anew[data]'."):
        unpack_table([b"", b"", b""])


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [True, False], "d": [0.5, None]}),
        pd.DataFrame({"day": pd.to_datetime(["2024-03-01"])}, index=["r"]),
        pd.DataFrame({"a": [1]}, index=pd.MultiIndex.from_tuples([("x", 1)])),
        pd.DataFrame(),
    ],
)
def test_a_table_that_a_frame_sends_is_a_data_frame(table):
    returned = read_value(write_value(table))

    assert_frame_equal(
        returned, table, check_dtype=False, check_index_type=False, check_column_type=False
    )


def test_what_is_declared_wrongly_is_refused(tmp_path):
    with refused(
        InvalidParameterValueError,
        "declare_component: '../x' is not a name. Pass a short one, of letters and digits.",
    ):
        declare_component("../x", path=tmp_path)
    with refused(
        InvalidParameterTypeError,
        "declare_component: there is neither a path nor a url. Pass the folder that has the "
        "component's index.html, or the address of its page.",
    ):
        declare_component("x")
    with refused(
        InvalidParameterValueError,
        f"declare_component: there is no folder '{tmp_path}/none'. Build the component's page "
        f"first.",
    ):
        declare_component("x", path=f"{tmp_path}/none")
    with refused(
        InvalidParameterValueError,
        "declare_component: url='javascript:alert(1)' is not an address for a frame. Pass one "
        "that begins with 'https://' or 'http://'.",
    ):
        declare_component("x", url="javascript:alert(1)")


# What a browser sends ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        None,
        7,
        ["json:1"],
        "",
        "json",
        "json:",
        "json:{",
        "json:NaN",
        'json:"\\ud83d"',
        f"json:{'[' * 100_000}",
        f"json:{'[' * (DEEPEST + 2)}{']' * (DEEPEST + 2)}",
        "bytes:*",
        "bytes:YQ",
        "table:",
        "table:..YQ==",
        "table:YQ==.YQ==",
        "pickle:gASVAAAAAAAAAIwFcG9zaXg=",
    ],
)
def test_whatever_no_frame_sends_is_refused(raw):
    with pytest.raises(Refused):
        ComponentInstance().decode(raw)


def test_json_may_be_deep_but_not_deeper():
    assert read_value(f"json:{'[' * DEEPEST}{']' * DEEPEST}")


def stream(table, **options):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"a": pa.nulls(10_000_000)}),
        pa.table({"a": pa.RunEndEncodedArray.from_arrays([1_000_000_000], ["x" * 100])}),
        pa.table({"a": pa.array([{"b": 1}])}),
        pa.table({"a": pa.array([b"ab"], pa.binary(2))}),
    ],
)
def test_tables_that_expand_or_that_no_component_sends_are_refused(table):
    with refused(Refused, "The table is not Arrow that a component sends."):
        unpack_table([stream(table), b"", b""])


def test_compressed_tables_are_refused():
    zeros = pa.table({"a": [0] * 100_000})

    with refused(Refused, "The table is not Arrow that a component sends."):
        unpack_table([stream(zeros, compression="zstd"), b"", b""])


def test_half_of_a_table_and_parts_that_do_not_fit_are_refused():
    whole = stream(pa.table({"a": [1, 2, 3]}))
    for end in range(1, len(whole) - 8, 7):
        with pytest.raises(Refused):
            unpack_table([whole[:end], b"", b""])
    with refused(Refused, "The parts of the table do not fit together."):
        unpack_table([whole, stream(pa.table({"0": [1]})), b""])


def test_any_byte_of_a_table_may_be_another():
    """Whatever comes of it is a table or refused: no crash, no other error."""
    whole = bytearray(stream(pa.table({"a": [1, 2], "b": ["x", "y"]})))
    for at in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[at] ^= 0x55
        try:
            unpack_table([bytes(changed), b"", b""])
        except Refused:
            continue


def test_base64_that_is_long_is_read():
    content = bytes(range(256)) * 400

    assert read_value(f"bytes:{b64encode(content).decode()}") == content
