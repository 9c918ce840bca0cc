"""Items as attributes."""

from __future__ import annotations

import copy
import pickle

import pytest

from anew.attribute_dict import AttributeDict, Fired
from anew.codec.encoding import decoded, encoded


def test_items_are_attributes_at_every_depth():
    state = AttributeDict.of({"selection": {"box": [{"x": [1, 2]}], "points": ()}})
    assert state.selection.box[0].x == state["selection"]["box"][0]["x"] == [1, 2]
    assert state == {"selection": {"box": [{"x": [1, 2]}], "points": []}}


def test_attributes_can_be_set_and_deleted():
    state = AttributeDict()
    state.a = 1
    assert state == {"a": 1}
    del state.a
    assert state == {}


def test_a_name_that_is_not_there_is_told_with_those_that_are():
    state = AttributeDict(rows=[], columns=[])
    with pytest.raises(
        AttributeError, match=r"^There is no 'row' here. There is 'rows', 'columns'.$"
    ):
        _ = state.row
    with pytest.raises(AttributeError, match=r"^There is no 'row' to delete.$"):
        del state.row
    with pytest.raises(AttributeError, match=r"^There is no 'row' here. There is nothing.$"):
        _ = AttributeDict().row


def test_it_becomes_plain_without_sharing_anything():
    state = AttributeDict.of({"selection": {"rows": [1]}})
    plain = state.plain()
    assert type(plain["selection"]) is dict
    assert hash(plain) == hash(state.plain())  # It is part of records, which are hashed.
    plain["selection"]["rows"].append(2)
    assert state.selection.rows == [1]


COPIES = [
    copy.copy,
    copy.deepcopy,
    lambda value: decoded(encoded(value)),
    lambda value: pickle.loads(pickle.dumps(value)),
]


@pytest.mark.parametrize("again", COPIES)
def test_a_copy_is_one_too(again):
    state = again(AttributeDict.of({"selection": {"rows": [1]}}))
    assert type(state) is type(state["selection"]) is AttributeDict
    assert state.selection.rows == [1]


@pytest.mark.parametrize("again", COPIES)
def test_what_lasts_for_one_run_is_in_a_copy_as_the_rest(again):
    state = Fired({"a": 1}, {"t": [2]})
    assert state.lasting() == {"a": 1}
    assert type(again(state)) is AttributeDict
    assert again(state) == state == {"a": 1, "t": [2]}
