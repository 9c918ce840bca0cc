"""What holds for every element's record, whichever it is."""

from __future__ import annotations

import importlib
import json
import pkgutil
from datetime import UTC, date, datetime, time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import anew.elements
from anew.attribute_dict import AttributeDict
from anew.elements.audio_input import AudioInput
from anew.elements.button import Button
from anew.elements.camera_input import CameraInput
from anew.elements.chat_input import ChatInput, Sent
from anew.elements.checkbox import Checkbox
from anew.elements.color_picker import ColorPicker
from anew.elements.component import Component
from anew.elements.component_instance import ComponentInstance
from anew.elements.data_editor import DataEditor
from anew.elements.dataframe import Dataframe
from anew.elements.date_input import DateInput
from anew.elements.datetime_input import DatetimeInput
from anew.elements.definition import Widget
from anew.elements.download_button import DownloadButton
from anew.elements.echarts_chart import EchartsChart
from anew.elements.editing.base import Base, Rows, at_first
from anew.elements.editing.continuing import Passed
from anew.elements.editing.edited import as_value
from anew.elements.editing.edits import NONE, Edits
from anew.elements.editing.row_ids import RowIds
from anew.elements.editing.rules import Field
from anew.elements.expander import Expander
from anew.elements.feedback import Feedback
from anew.elements.file_uploader import FileUploader
from anew.elements.form_submit_button import FormSubmitButton
from anew.elements.link_button import LinkButton
from anew.elements.menu_button import MenuButton
from anew.elements.multiselect import Multiselect
from anew.elements.number_input import NumberInput
from anew.elements.pagination import Pagination
from anew.elements.pills import Pills
from anew.elements.plotly_chart import NOTHING, PlotlyChart
from anew.elements.popover import Popover
from anew.elements.pydeck_chart import PydeckChart
from anew.elements.radio import Radio
from anew.elements.segmented_control import SegmentedControl
from anew.elements.select_slider import SelectSlider
from anew.elements.selectbox import Selectbox
from anew.elements.shared.options import MarkdownOptions, Options
from anew.elements.slider import Slider, Zone
from anew.elements.tabs import Tabs
from anew.elements.tabular import column_of
from anew.elements.tabular.packing import Packed
from anew.elements.text_area import TextArea
from anew.elements.text_input import TextInput
from anew.elements.time_input import TimeInput
from anew.elements.toggle import Toggle
from anew.elements.vega_lite_chart import VegaLiteChart
from anew.protocol.codec import to_json
from anew.protocol.messages import Element
from anew.state.state import Refused

DAY = 24 * 60 * 60 * 1_000_000
MIDDAY = datetime(2024, 3, 1, 12, tzinfo=UTC)

NO_BARS = AttributeDict.of({"selection": {"bar": {}, "time": {}}})
SOME_BARS = AttributeDict.of(
    {"selection": {"bar": [{"fruit": "pear", "n": 3}], "time": {"day": [0.5, 1e12]}}}
)

FRUITS = Options(["apple", 7, None, (1, 2)])
TOOLS = MarkdownOptions(["saw", "**axe**", 3.5])


def _selected(selection: dict[str, object]) -> AttributeDict:
    return AttributeDict.of({"selection": selection})


SERIES = {"series_index": 0, "series_id": "a", "series_name": None, "data_type": "main"}
AREA = {"brush_index": 0, "brush_type": "lineX", "coord_range": [0.5, 3]}
SOME_PIECES = _selected({"selected": [{**SERIES, "data_indices": [1]}], "areas": [AREA]})


def _cells(selection: dict[str, object]) -> AttributeDict:
    """A selection with pairs in it, which stay pairs."""
    return AttributeDict(selection=AttributeDict(selection))


TABLE = Packed("{}", names=("a", "b"))

FIRST = Base(
    Passed(2, {"a": "digest"}),
    {"a": column_of("a", ["x", "y"])},
    {"a": Field()},
    adds=True,
    deletes=True,
)
TO_EDIT = DataEditor(ids=Rows(None, FIRST), rows=2).shaped(at_first(FIRST))


def _edited(edits: Edits) -> object:
    return as_value(edits, RowIds([(0, 2)]), TO_EDIT.ids.base.memory)


# Each kind of widget, with values that a user can choose in it.
SAMPLES: list[tuple[Widget[object], list[object]]] = [
    (Checkbox(), [True, False]),
    (Toggle(), [True, False]),
    (Expander(), [True, False]),
    (Popover(), [True, False]),
    (Tabs(options=MarkdownOptions(["A", "*B*"])), ["A", "*B*"]),
    (NumberInput(kind="int", default=1), [1, 0, -5, 2**53 - 1, 1 - 2**53]),
    (NumberInput(kind="int", default=None, min=0, max=10), [None, 0, 7, 10]),
    (NumberInput(kind="float", default=0.0), [0.0, -1.5, 0.1, 1e300, 5e-324]),
    (NumberInput(kind="float", default=None, min=-1.0, max=1.0, required=True), [None, 0.25]),
    (TextInput(), ["", "a", "日本 ✓", "  ", "a" * 1000]),
    (TextInput(default=None, value=None), [None, "", "a"]),
    (TextInput(max_chars=3, required=True), ["abc", "x"]),
    (Slider(min=0, max=10, step=3), [0, 3, 9, 10]),
    (Slider(min=0, max=10, value=(0, 10)), [(0, 10), (4, 4), (2, 7)]),
    (Slider(kind="float", min=0.0, max=1.0, step=0.1), [0.0, 0.3, 0.7, 1.0]),
    (Slider(kind="float", min=-1.0, max=1.0, step=0.01, value=(0.0, 0.0)), [(-0.99, 0.07)]),
    (Slider(kind="date", min=-1, max=20_000, step=7), [date(1969, 12, 31), date(1970, 1, 7)]),
    (Slider(kind="time", min=0, max=DAY - 1, step=900_000_000), [time(8, 30), time.max]),
    (
        Slider(kind="datetime", min=0, max=100_000 * DAY, step=DAY // 2, zone=Zone(UTC)),
        [MIDDAY, datetime(1970, 1, 1, tzinfo=UTC)],
    ),
    (
        PydeckChart(layers=("towers",), selection_mode="multi-object"),
        [
            _selected({"indices": {}, "objects": {}}),
            _selected({"indices": {"towers": [0, 3]}, "objects": {"towers": [{"n": 1}, None]}}),
        ],
    ),
    (Radio(options=TOOLS, default=0, value=0), ["saw", "**axe**", 3.5]),
    (Radio(options=TOOLS), [None, 3.5]),
    (Selectbox(options=FRUITS, default=0, value=0), ["apple", 7, None, (1, 2)]),
    (Selectbox(options=TOOLS, accept_new_options=True), [None, "saw", "new", "日本"]),
    (Multiselect(options=FRUITS), [[], ["apple", None], [(1, 2), 7]]),
    (Multiselect(options=FRUITS, accept_new_options=True), [["new", 7], []]),
    (Multiselect(options=FRUITS, max_selections=1), [[], [7]]),
    (SelectSlider(options=FRUITS, value=(0,)), ["apple", 7, None, (1, 2)]),
    (SelectSlider(options=TOOLS), [None, "saw"]),
    (SelectSlider(options=TOOLS, value=(0, 1), is_range=True), [("saw", "saw"), ("saw", 3.5)]),
    (MenuButton(options=TOOLS), ["saw", 3.5]),
    (Pagination(num_pages=12), [1, 7, 12]),
    (Pills(options=TOOLS), [None, "saw"]),
    (Pills(options=TOOLS, selection_mode="multi"), [[], ["saw", 3.5]]),
    (SegmentedControl(options=TOOLS, required=True, value=(1,)), ["saw", 3.5]),
    (Feedback(), [None, 0, 1]),
    (Feedback(options="stars"), [None, 0, 4]),
    (Component(name="counter"), [AttributeDict(), AttributeDict.of({"a": [1, {"b": None}]})]),
    (ColorPicker(), ["#000000", "#ff8800"]),
    (ColorPicker(value="#F80"), ["#F80", "#123abc"]),
    (TO_EDIT, [_edited(NONE), _edited(Edits({1: {"a": "z"}}, {2: {"a": "new"}}, (0,)))]),
    (DateInput(), [None, date(1, 1, 1), date(9999, 12, 31)]),
    (DateInput(value="2024-03-01", default=("2024-03-01",), min="2024-01-01"), [MIDDAY.date()]),
    (
        DateInput(is_range=True, value=(), max="2024-12-31"),
        [(), (date(2024, 3, 1),), (date(2023, 3, 1), date(2024, 12, 31))],
    ),
    (DatetimeInput(), [None, MIDDAY.replace(tzinfo=None)]),
    (DatetimeInput(default="now", min="2024-03-01T12:00"), [MIDDAY.replace(tzinfo=None)]),
    (TextArea(), ["", "two\nlines", "日本 ✓"]),
    (TextArea(default=None, value=None, max_chars=3), [None, "a\nb"]),
    (ChatInput(), ["a", "two\nlines", "日本 ✓"]),
    (ChatInput(accepts="one", max_chars=3), [Sent("abc"), Sent("", ("a-file",))]),
    (ChatInput(records=True), [Sent("abc"), Sent("", (), "a-file"), Sent("abc", (), "a-file")]),
    (FileUploader(), [(), ("a-file",)]),
    (AudioInput(), [(), ("a-file",)]),
    (CameraInput(), [(), ("a-file",)]),
    (FileUploader(accepts="many"), [(), ("one", "two")]),
    (ComponentInstance(), [None, 7, "日本", [1, {"a": [0.5, True]}], {}, b"\x00\xff"]),
    (TimeInput(), [None, time(0), time(8, 30)]),
    (TimeInput(default="now", value="12:00", step=60), [time(23, 59)]),
    (EchartsChart(is_selectable=True), [_selected({"selected": [], "areas": []}), SOME_PIECES]),
    (
        Dataframe(modes=("multi-cell", "multi-column", "multi-row"), rows=3, content=TABLE),
        [
            _selected({"rows": [], "columns": [], "cells": []}),
            _cells({"rows": [0, 2], "columns": ["b"], "cells": [(0, "a"), (2, "b")]}),
        ],
    ),
    (
        Dataframe(modes=("single-row-required",), rows=3, content=TABLE),
        [_selected({"rows": [1], "columns": [], "cells": []})],
    ),
    (PlotlyChart(), [_selected(NOTHING), _selected({**NOTHING, "points": [{"x": 1.5}]})]),
    (VegaLiteChart(selectable=("bar", "time")), [NO_BARS, SOME_BARS]),
]
WIDGETS = [record for record, _ in SAMPLES]
VALUES = [(record, value) for record, values in SAMPLES for value in values]

PLAIN = (
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.text()
    | some.text(some.characters(categories=["Cs", "Ll"]))
    | some.sampled_from(
        [
            10**400,
            2**53,
            "a\nb",
            0.30000000000000004,
            3,
            19_723,
            "08:30",
            "2024-03-01",
            "2024-03-01T08:30",
        ]
    )
)
NUMBERS = some.integers(-2, 12) | some.floats(-1.5, 1.5) | some.integers(0, DAY)
JSON = some.lists(NUMBERS, max_size=2) | some.recursive(
    PLAIN, lambda part: some.lists(part, max_size=3) | some.dictionaries(some.text(), part)
)


def all_records(base: type[Element] = Element) -> list[type[Element]]:
    for module in pkgutil.iter_modules(anew.elements.__path__, "anew.elements."):
        importlib.import_module(module.name)
    found = []
    for record in base.__subclasses__():
        if is_concrete(record):
            found.append(record)
        found += all_records(record)
    return found


def is_concrete(record: type[Element]) -> bool:
    """Whether it is an element's, and not a part that several share."""
    module = record.__module__
    is_shared = record is Widget or module.startswith(
        ("anew.elements.shared.", "anew.elements.charts.")
    )
    return module.startswith("anew.elements.") and not is_shared


def decoded(record: Widget[object], raw: object) -> object:
    """The value, or the refusal."""
    try:
        return record.decode(raw)
    except Refused as refusal:
        return refusal


def as_shown(record: Widget[object], value: object) -> Widget[object]:
    """The record as a tab has it while the widget has this value."""
    return msgspec.structs.replace(record, value=record.encode(value))


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.__name__)
def test_records_are_values(record):
    one, other = record(), record()

    assert one is not other
    assert one == other
    assert hash(one) == hash(other)
    with pytest.raises(AttributeError):
        one.key = "changed"


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.__name__)
def test_records_of_nothing_but_defaults_are_small_on_the_wire(record):
    sent = json.loads(to_json(record()))

    assert sent == {"tag": record.__struct_config__.tag}


def test_no_two_records_have_one_tag():
    tags = [record.__struct_config__.tag for record in all_records()]

    assert sorted(set(tags)) == sorted(tags)


def test_every_widget_has_a_sample():
    buttons = {Button, DownloadButton, FormSubmitButton, LinkButton}
    sampled = {type(record) for record in WIDGETS} | buttons

    every = {record for record in all_records() if issubclass(record, Widget)}
    assert every - sampled == set(), "Add a record and values of it to SAMPLES, above."
    assert sampled - every == set()


@pytest.mark.parametrize(("record", "value"), VALUES)
def test_decode_undoes_encode(record, value):
    shown = as_shown(record, value)

    returned = shown.decode(json.loads(to_json(shown.encode(value))))

    assert returned == value
    assert type(returned) is type(value)


@pytest.mark.parametrize(("record", "value"), VALUES)
def test_the_state_takes_every_value_of_a_widget_as_it_is(record, value):
    accepted = record.accept(value)

    assert accepted == value
    assert type(accepted) is type(value)


@pytest.mark.slow
@pytest.mark.parametrize("record", WIDGETS)
@settings(max_examples=60)
@given(raw=JSON)
def test_whatever_a_browser_sends_is_a_value_of_the_widget_or_refused(record, raw):
    value = decoded(record, raw)

    if isinstance(value, Refused):
        assert str(value).endswith(".")
        assert len(str(value)) < 300
        return
    assert record.accept(value) == value
    assert as_shown(record, value).decode(record.encode(value)) == value
    assert hash(as_shown(record, value)) == hash(as_shown(record, value))


@pytest.mark.slow
@given(raw=JSON)
def test_a_button_takes_no_value(raw):
    with pytest.raises(
        Refused, match=r"^A button has no value of its own; a click is sent as a trigger\.$"
    ):
        Button().decode(raw)


@pytest.mark.parametrize("record", [r for r in WIDGETS if r.resets])
def test_what_resets_a_widget_are_fields_of_it(record):
    """R38"""
    assert set(record.resets) <= set(record.__struct_fields__)


def test_halves_of_characters_are_sent_as_the_mark_for_what_cannot_be_read():
    record = Checkbox(label="label", key="file \ud83d")

    assert json.loads(to_json(record))["key"] == "file \ufffd"
    assert json.loads(to_json({"\ud83d\ude00": ["\udca9", 1]})) == {"\U0001f600": ["\ufffd", 1]}
