"""`st.cache_data` by itself, in plain Python."""

from __future__ import annotations

import functools
import threading
from datetime import timedelta

import pytest
from caching.stage import Counted

import anew as st
from anew.errors import (
    APIException,
    BadTimeStringError,
    IncompatibleParametersError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    UnhashableParamError,
    UnserializableReturnValueError,
)


def test_a_result_is_computed_once_for_the_same_arguments(stage):
    counted = Counted()

    @stage.cache_data
    def load(name, size=1):
        return name, size, counted.next()

    assert load("a") == ("a", 1, 1)
    assert load("a", 1) == load(name="a", size=1) == load(size=1, name="a") == ("a", 1, 1)
    assert load("b") == ("b", 1, 2)
    assert load("a", 2) == ("a", 2, 3)


def test_arguments_that_are_equal_but_of_other_types_are_others(stage):
    @stage.cache_data
    def kind(value):
        return type(value).__name__

    values = (1, True, 1.0, "1", b"1", (1,), [1])

    assert [kind(value) for value in values] == [type(value).__name__ for value in values]


def test_with_and_without_parentheses_it_stays_the_function(stage):
    def load(a):
        """Loads."""
        return a

    for cached in (stage.cache_data(load), stage.cache_data(ttl=1)(load)):
        assert (cached.__name__, cached.__doc__, cached(1)) == ("load", "Loads.", 1)


def test_more_arguments_of_every_sort(stage):
    counted = Counted()

    @stage.cache_data
    def load(a, /, b, *rest, c=3, _connection=None, **more):
        return counted.next()

    assert load(1, 2) == load(1, b=2) == load(1, 2, c=3) == load(1, 2, _connection=object()) == 1
    assert load(1, 2, 9) == 2
    assert load(1, 2, c=4) == 3
    assert load(1, 2, x=1, y=2) == load(1, 2, y=2, x=1) == 4
    assert load(1, 2, _y=2) == 1


def test_an_underscore_leaves_an_argument_out(stage):
    counted = Counted()

    @stage.cache_data
    def load(_connection, table):
        return counted.next()

    assert load(object(), "a") == load(object(), "a") == load(_connection=1, table="a") == 1
    with pytest.raises(UnhashableParamError):
        load(1, object())


def test_a_wrong_call_is_told_as_python_does(stage):
    @stage.cache_data
    def load(a, b=1):
        return a

    with pytest.raises(TypeError, match=r"load\(\) missing a required argument: 'a'$"):
        load()
    with pytest.raises(TypeError, match="load"):
        load(1, 2, 3)
    with pytest.raises(TypeError, match="load"):
        load(1, c=3)
    with pytest.raises(TypeError, match="load"):
        load(1, a=1)


def test_what_a_caller_changes_is_its_own(stage):
    @stage.cache_data
    def load():
        return {"rows": [[1], [2]], "names": {"a"}}

    first, second = load(), load()
    first["rows"][0].append("mine")
    second["names"].clear()

    assert load() == {"rows": [[1], [2]], "names": {"a"}}


def test_what_cannot_be_copied_is_refused(stage):
    @stage.cache_data
    def lock():
        return [threading.Lock()]

    with pytest.raises(UnserializableReturnValueError) as refused:
        lock()
    assert str(refused.value) == (
        "cache_data: test_what_cannot_be_copied_is_refused.lock() returned a value of type "
        "'builtins.list' that cannot be copied: cannot pickle '_thread.lock' object. Use "
        "st.cache_resource for objects that all callers share, such as connections and models."
    )


def test_ttl_ends_a_result(stage):
    counted = Counted()

    for ttl in (90, timedelta(minutes=1.5), "1m30s", "90 seconds", "00:01:30"):
        cached = stage.cache_data(ttl=ttl)(counted.next)
        cached.clear()
        first = cached()
        stage.clock.advance(89)
        assert cached() == first
        stage.clock.advance(1)
        assert cached() == first + 1


@pytest.mark.parametrize("text", ["zz", "", "5", "1h30", "h", "-1h", "1 fortnight"])
def test_a_bad_time_is_an_error(text, stage):
    with pytest.raises(BadTimeStringError) as refused:
        stage.cache_data(ttl=text)
    assert str(refused.value) == (
        f"cache_data: ttl={text!r} is not a duration. Write numbers with units, such as "
        f'"90s", "1h30m" or "2 days"; the units are w, d, h, m, s and ms.'
    )


def test_max_entries_forgets_what_was_not_used_for_longest(stage):
    counted = Counted()

    @stage.cache_data(max_entries=2)
    def load(name):
        return counted.next()

    load("a"), load("b"), load("a"), load("c")

    assert load("a") == 1
    assert load("b") == 4


def test_max_size_keeps_to_its_bytes(stage):
    counted = Counted()

    @stage.cache_data(max_size="10KB")
    def load(name):
        return counted.next(), b"x" * 4_000

    load("a"), load("b"), load("a"), load("c")

    assert load("a")[0] == 1
    assert load("b")[0] == 4


def test_one_entry_or_all_are_cleared(stage):
    counted = Counted()

    @stage.cache_data
    def load(name, _connection):
        return counted.next()

    load("a", 0), load("b", 0)
    load.clear("a")
    assert (load("a", 0), load("b", 0)) == (3, 2)
    load.clear(name="b", _connection=1)
    assert (load("a", 0), load("b", 0)) == (3, 4)
    load.clear()
    assert (load("a", 0), load("b", 0)) == (5, 6)
    stage.cache_data.clear()
    assert load("a", 0) == 7


def test_methods_are_cached_and_cleared(stage):
    counted = Counted()

    class Table:
        @stage.cache_data
        def rows(_self, count):  # noqa: N805  # it does not count
            return counted.next()

        @staticmethod
        @stage.cache_data
        def total(count):
            return counted.next()

    table = Table()

    assert table.rows(1) == table.rows(1) == Table().rows(1) == Table.rows(table, 1) == 1
    table.rows.clear(1)
    assert table.rows(1) == 2
    table.rows.clear()
    assert table.rows(1) == 3
    assert table.total(1) == Table.total(1) == 4


def test_the_same_function_made_again_finds_its_results(stage):
    """As in each run, and after an edit elsewhere in the file."""
    counted = Counted()
    source = "@cache_data\ndef load():\n    return next()\n"

    def run(text):
        names = {"cache_data": stage.cache_data, "next": counted.next}
        exec(compile(text, "app.py", "exec"), names)
        return names["load"]()

    assert run(source) == run(f"import re\n\n{source}") == 1
    assert run(source.replace("next()", "next() + 0")) == 2


def test_functions_of_the_same_code_and_other_names_are_others(stage):
    counted = Counted()
    names = {"cache_data": stage.cache_data, "next": counted.next}
    exec("@cache_data\ndef a(): return next()\n@cache_data\ndef b(): return next()", names)

    assert (names["a"](), names["b"](), names["a"]()) == (1, 2, 1)


def test_what_a_decorator_wraps_counts_too(stage):
    def logged(function):
        @functools.wraps(function)
        def call(*args):
            return function(*args)

        return call

    names = {"cache_data": stage.cache_data, "logged": logged}
    source = "@cache_data\n@logged\ndef load(a): return a + 1"
    exec(source, names)
    first = names["load"](1)
    exec(source.replace("1", "2"), names)

    assert (first, names["load"](1)) == (2, 3)


def test_generators_are_refused(stage):
    def rows():
        yield 1

    with pytest.raises(InvalidParameterTypeError) as refused:
        stage.cache_data(rows)
    assert str(refused.value) == (
        "cache_data: test_generators_are_refused.rows is a generator, which can be consumed only "
        "once. Return a list of the values instead."
    )

    @stage.cache_data
    def made():
        return (n for n in [1])

    with pytest.raises(UnserializableReturnValueError, match="returned a generator, which can be"):
        made()


def test_what_is_no_function_is_refused(stage):
    with pytest.raises(InvalidParameterTypeError) as refused:
        stage.cache_data(5)
    assert str(refused.value) == "cache_data: 5 is not a function. Pass a function."
    with pytest.raises(InvalidParameterTypeError) as refused:
        stage.cache_data(staticmethod(len))
    assert str(refused.value) == (
        "cache_data: it was given a staticmethod. Write @st.cache_data below @staticmethod, "
        "nearest to the function."
    )


REFUSED = [
    ({"ttl": True}, InvalidParameterTypeError, "cache_data: ttl=True is not a duration."),
    ({"ttl": -1}, InvalidParameterValueError, "cache_data: ttl=-1 is not 0 or more."),
    ({"ttl": float("nan")}, InvalidParameterValueError, "cache_data: ttl=nan is not 0 or more."),
    ({"max_entries": 0}, InvalidParameterValueError, "cache_data: max_entries=0 is too small."),
    (
        {"max_entries": 1.5},
        InvalidParameterTypeError,
        "cache_data: max_entries=1.5 is not an integer",
    ),
    (
        {"max_size": "much"},
        InvalidParameterValueError,
        "cache_data: max_size='much' is not a size.",
    ),
    ({"max_size": 0}, InvalidParameterValueError, "cache_data: max_size=0 is too small."),
    ({"max_size": 1.5}, InvalidParameterTypeError, "cache_data: max_size=1.5 is not a size."),
    ({"persist": "s3"}, InvalidParameterValueError, "cache_data: persist='s3' is not one of"),
    ({"scope": "user"}, InvalidParameterValueError, "cache_data: scope='user' is not one of"),
    (
        {"refresh_mode": "x"},
        InvalidParameterValueError,
        "cache_data: refresh_mode='x' is not one of",
    ),
    ({"refresh_mode": "background"}, IncompatibleParametersError, "cache_data: refresh_mode="),
    ({"hash_funcs": [int]}, InvalidParameterTypeError, r"cache_data: hash_funcs=\["),
    ({"show_spinner": 1}, InvalidParameterTypeError, "cache_data: show_spinner=1 is neither"),
    (
        {"persist": "disk", "scope": "session"},
        IncompatibleParametersError,
        "cache_data: persist='disk' keeps results for all sessions.",
    ),
    (
        {"refresh_mode": "background", "ttl": 1, "scope": "session"},
        IncompatibleParametersError,
        "cache_data: refresh_mode='background' computes outside",
    ),
]


@pytest.mark.parametrize(("options", "kind", "words"), REFUSED, ids=lambda part: str(part)[:40])
def test_bad_options_are_refused_when_they_are_given(options, kind, words, stage):
    with pytest.raises(kind, match=f"^{words}"):
        stage.cache_data(**options)


def test_outside_of_a_run_the_public_ones_work():
    @st.cache_data
    def load(a):
        return [a]

    @st.cache_resource(scope="session")
    def shared():
        return []

    load.clear()
    assert load(1) == [1] and load(1) is not load(1)
    assert shared() is shared()
    assert issubclass(UnhashableParamError, APIException)
