from __future__ import annotations

import re
import traceback
from pathlib import Path

import pytest

import anew as st
from anew.elements.exception import MOST_FRAMES, Cause, ShownException, shown_exception

HERE = Path(__file__).name


def caught(function):
    try:
        function()
    except BaseException as error:  # noqa: BLE001  # any error is what is wanted
        return error
    raise AssertionError("It did not raise.")


def fail(text="no"):
    raise LookupError(text)


def test_it_shows_type_message_and_the_authors_frames(tab):
    """R105"""
    error = caught(lambda: fail("not here"))

    tab.run(lambda: st.exception(error, width=400))

    shown = tab.element
    assert shown.type == "LookupError"
    assert shown.message == "not here"
    assert shown.width == 400
    assert shown.frames[-1].startswith(f'File "{__file__}", line ')
    assert shown.frames[-1].endswith(", in fail\n  raise LookupError(text)")


def test_frames_of_anew_and_of_imports_are_left_out(tab):
    """R102"""
    in_a_command = caught(lambda: tab.run(lambda: st.slider("x", 5, 5)))
    in_an_import = caught(lambda: __import__("anew.nowhere"))

    assert "elements/slider.py" in "".join(traceback.format_exception(in_a_command))
    for frame in [*shown_exception(in_a_command).frames, *shown_exception(in_an_import).frames]:
        assert "/anew/" not in frame
        assert "importlib" not in frame
    assert HERE in shown_exception(in_a_command).frames[-1]


def test_the_causes_of_an_error_follow_it():
    """R102"""

    def first():
        raise KeyError("a")

    def second():
        try:
            first()
        except KeyError as error:
            raise LookupError("b") from error

    def third():
        try:
            second()
        except LookupError:
            raise RuntimeError("c")  # noqa: B904  # what a forgotten `from` looks like

    shown = shown_exception(caught(third))

    assert (shown.type, shown.message) == ("RuntimeError", "c")
    assert [(cause.relation, cause.type, cause.message) for cause in shown.causes] == [
        ("context", "LookupError", "b"),
        ("cause", "KeyError", "'a'"),
    ]
    assert all(HERE in cause.frames[-1] for cause in shown.causes)


def test_a_hidden_context_stays_hidden():
    def script():
        try:
            fail()
        except LookupError:
            raise RuntimeError from None

    assert shown_exception(caught(script)).causes == ()


def test_errors_that_caused_one_another_are_shown_once():
    one, other = LookupError("one"), LookupError("other")
    one.__cause__, other.__cause__ = other, one

    assert shown_exception(one).causes == (
        Cause(relation="cause", type="LookupError", message="other"),
    )


def test_a_group_shows_its_members():
    group = ExceptionGroup("two failed", [LookupError("a"), KeyError("b")])

    shown = shown_exception(group)

    assert shown.message == "two failed (2 sub-exceptions)"
    assert [(cause.relation, cause.message) for cause in shown.causes] == [
        ("member", "a"),
        ("member", "'b'"),
    ]


@pytest.mark.parametrize(
    ("details", "has_type", "has_message", "has_frames"),
    [
        ("full", True, True, True),
        ("stacktrace", True, False, True),
        ("type", True, False, False),
    ],
)
def test_only_as_much_is_shown_as_may_be(details, has_type, has_message, has_frames):
    """R104"""

    def script():
        try:
            fail("secret")
        except LookupError as error:
            raise RuntimeError("secret") from error

    shown = shown_exception(caught(script), details)

    assert bool(shown.type) == has_type
    assert ("secret" in shown.message) == has_message
    assert bool(shown.frames) == has_frames
    assert bool(shown.causes) == has_frames
    assert any("secret" in cause.message for cause in shown.causes) == has_message


def test_nothing_is_shown_that_may_not_be():
    """R104"""
    assert shown_exception(caught(fail), "none") == ShownException(
        message="Something went wrong in this app. Its log says more."
    )


def test_an_error_in_the_text_of_the_script_shows_the_place():
    """R103"""
    error = caught(lambda: compile("x = 1\nif x\n    y\n", "app.py", "exec"))

    shown = shown_exception(error)

    assert shown.type == "SyntaxError"
    assert shown.message == "expected ':'"
    assert shown.frames[-1] == 'File "app.py", line 2\n  if x\n      ^'


def test_an_unreadable_text_in_several_places_shows_them_all():
    error = caught(lambda: compile("    x = (1 +\n", "app.py", "exec"))

    assert shown_exception(error).frames[-1].startswith('File "app.py", line 1')


def test_notes_are_part_of_the_message():
    error = LookupError("no")
    error.add_note("Try again.")

    assert shown_exception(error).message == "no\nTry again."


def test_an_error_without_text_is_shown_all_the_same():
    class Broken(Exception):
        def __str__(self):
            raise ZeroDivisionError

    assert shown_exception(Broken()).message == "(its text cannot be produced: ZeroDivisionError)"


def test_types_are_named_as_authors_know_them():
    class OwnError(Exception):
        pass

    own = OwnError()
    OwnError.__module__ = "__main__"

    assert shown_exception(own).type.endswith("OwnError")
    assert (
        shown_exception(st.errors.InvalidParameterValueError("x")).type
        == "InvalidParameterValueError"
    )
    assert shown_exception(re.error("x")).type == "re.error"


def test_a_deep_recursion_is_shown_from_both_ends():
    def deeper(depth):
        if depth:
            deeper(depth - 1)
        else:
            fail()

    frames = shown_exception(caught(lambda: deeper(300))).frames

    assert len(frames) == MOST_FRAMES + 1
    assert frames[MOST_FRAMES // 2] == "… 224 frames left out …"
    assert frames[-1].endswith("raise LookupError(text)")


@pytest.mark.parametrize("given", ["oh", ValueError, None])
def test_only_errors_are_shown_as_errors(tab, given):
    text = (
        f"exception: {given!r} is not an exception. Pass one that was caught or made, or show "
        f"text with st.error()."
    )
    with pytest.raises(st.errors.InvalidParameterTypeError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.exception(given))
