"""`st.cache_resource` by itself: one object that all callers share."""

from __future__ import annotations

import threading

import pytest
from caching.stage import Counted

from anew.errors import InvalidParameterTypeError, UnserializableReturnValueError


def test_all_get_the_same_object(stage):
    @stage.cache_resource
    def connection(name):
        return threading.Lock()

    assert connection("a") is connection("a")
    assert connection("a") is not connection("b")


def test_a_resource_that_is_not_valid_any_more_is_replaced(stage):
    counted, released = Counted(), []
    good = {1, 2}

    @stage.cache_resource(validate=lambda value: value in good, on_release=released.append)
    def connection():
        return counted.next()

    assert connection() == connection() == 1
    good.remove(1)
    assert connection() == connection() == 2
    assert released == [1]


def test_what_is_let_go_is_told(stage):
    counted, released = Counted(), []

    @stage.cache_resource(ttl=10, max_entries=2, on_release=released.append)
    def connection(name):
        return f"{name}{counted.next()}"

    connection("a"), connection("b"), connection("c")
    assert released == ["a1"]
    connection.clear("b")
    assert released == ["a1", "b2"]
    stage.clock.advance(10)
    assert connection("c") == "c4"
    assert released == ["a1", "b2", "c3"]
    stage.cache_resource.clear()
    assert released == ["a1", "b2", "c3", "c4"]


def test_an_error_of_on_release_is_logged_and_hurts_nobody(stage, caplog):
    @stage.cache_resource(on_release=lambda value: 1 / 0)
    def connection():
        return 1

    connection()
    connection.clear()

    assert caplog.messages == ["on_release failed."]


def test_generators_are_refused(stage):
    @stage.cache_resource
    def rows():
        return (n for n in [1])

    with pytest.raises(UnserializableReturnValueError) as refused:
        rows()
    assert str(refused.value) == (
        "cache_resource: test_generators_are_refused.rows() returned a generator, which can be "
        "consumed only once. Return its values instead, such as in a list."
    )


@pytest.mark.parametrize("name", ["validate", "on_release"])
def test_what_is_no_function_is_refused(name, stage):
    with pytest.raises(InvalidParameterTypeError) as refused:
        stage.cache_resource(**{name: 5})
    assert str(refused.value) == (
        f"cache_resource: {name}=5 is not a function. Pass one that takes the object, or leave it "
        f"out."
    )


def test_a_class_may_be_cached(stage):
    class Model:
        def __init__(self, size):
            self.size = size

    make = stage.cache_resource(Model)

    assert make(1) is make(size=1)
    assert make(2).size == 2
