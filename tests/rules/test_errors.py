"""R102-R107: errors of a script, where and how the page shows them, and their family."""

from __future__ import annotations

import logging

import pytest
from rules.apps import Stage, app, runner_of, shown_error

from anew import errors
from anew.settings.sections import ClientSettings
from anew.settings.settings import Settings
from anew.testing import AppTest, FakeClock


def test_r102_an_error_is_shown_where_it_happened_and_what_was_drawn_before_stays() -> None:
    at = app("""
        st.text("above")
        with st.container():
            st.text("inside")
            {}["missing"]
        st.text("below")
    """)

    assert shown_error(at) == ("KeyError", "'missing'")
    assert at.text.values == ["above", "inside"]
    assert at.container[0][-1].type == "exception"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("st.columns(3)[1]", "column 2 of 3"),
        ("st.columns(2)[0].columns(4)[3]", "column 1 of 2, column 4 of 4"),
        ("st.expander('More')", "the expander 'More'"),
        ("st.popover('Open')", "the popover 'Open'"),
        ("st.tabs(['One', 'Two'])[1]", "the tab 'Two'"),
        ("st.tabs(['One'])[0].columns(2)[1]", "the tab 'One', column 2 of 2"),
        ("st.container().columns(2)[1].container()", "column 2 of 2"),
        ("st.container(width=80)", "a container"),
        ("st.container(horizontal=True)", "a container"),
        ("st.columns(2)[1].empty()", "column 2 of 2"),
    ],
)
def test_r102_an_error_where_it_could_not_be_read_is_shown_below(block, words) -> None:
    at = app(f"""
        with st.form("Form"):
            st.text("above")
            with {block}:
                1 / 0
        st.text("below")
    """)

    assert at.exception[0].record.arose_in == words
    assert len(at.exception) == len(at.get("form")[0].exception) == 1
    assert not any(column.exception for column in at.columns)


def test_r102_an_error_beside_the_page_is_shown_in_it() -> None:
    """The sidebar may be closed."""
    at = app("with st.sidebar, st.expander('More'):\n    1 / 0")

    assert not at.sidebar.exception
    assert at.main.exception[0].record.arose_in == "the sidebar, the expander 'More'"


def test_r102_what_an_earlier_run_drew_below_is_cleared() -> None:
    at = app("if st.checkbox('Fail'):\n    1 / 0\nst.text('below')")

    at.checkbox[0].check().run()
    assert at.text.values == []

    at.checkbox[0].uncheck().run()
    assert at.text.values == ["below"]
    assert not at.exception


def test_r102_only_the_authors_frames_are_shown_with_their_lines() -> None:
    at = app("""
        def wrong():
            ss.missing
        wrong()
    """)
    frames = [frame.splitlines() for frame in at.exception[0].stack_trace]

    assert [(place.partition(", ")[2], line.strip()) for place, line, *_ in frames] == [
        ("line 5, in <module>", "wrong()"),
        ("line 4, in wrong", "ss.missing"),
    ]


def test_r102_causes_are_shown_nearest_first() -> None:
    at = app("""
        try:
            try:
                1 / 0
            except ZeroDivisionError:
                {}["missing"]
        except KeyError as error:
            raise RuntimeError("broken") from error
    """)

    causes = [(cause.relation, cause.type) for cause in at.exception[0].causes]
    assert causes == [("cause", "KeyError"), ("context", "ZeroDivisionError")]


def test_r102_it_is_logged_too(caplog) -> None:
    app("1 / 0")

    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage() == "The script raised an error."
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError


@pytest.mark.parametrize("raised", ["KeyboardInterrupt()", "GeneratorExit()", "BaseException('x')"])
def test_r102_whatever_the_script_raises_the_session_goes_on(raised: str) -> None:
    at = app(f"if st.button('Fail'):\n    raise {raised}\nst.text('whole')")

    at.button[0].click().run()
    assert at.exception[0].error_type == raised.partition("(")[0]

    assert at.run().text.values == ["whole"]


def test_r102_other_sessions_do_not_notice() -> None:
    clock = FakeClock()
    runner = runner_of("if st.button('Fail'):\n    1 / 0\nst.text('whole')")
    one = Stage("", runner=runner, clock=clock).settle()
    other = Stage("", runner=runner, clock=clock).settle()

    one.click("Fail")
    one.settle()

    assert one.texts == []
    assert other.texts == ["whole"]
    assert other.tab.elements("exception") == []


def test_r103_a_script_that_is_no_python_shows_where(tmp_path) -> None:
    script = tmp_path / "app.py"
    script.write_text("import anew as st\nst.text('fine')\nst.text('never closed'\n")
    at = AppTest.from_file(script).run()

    assert shown_error(at) == ("SyntaxError", "'(' was never closed")
    (frame,) = at.exception[0].stack_trace
    assert frame.splitlines() == [
        f'File "{script}", line 3',
        "  st.text('never closed'",
        "         ^",
    ]
    assert at.text.values == []

    script.write_text("import anew as st\nst.text('fine')\n")
    assert at.run().text.values == ["fine"]


def test_r103_a_script_that_is_gone_shows_that_and_keeps_the_state(tmp_path) -> None:
    script = tmp_path / "app.py"
    text = "import anew as st\nst.text(st.session_state.setdefault('runs', []).append(1))"
    script.write_text(text)
    at = AppTest.from_file(script).run()

    script.unlink()
    at.run()
    assert at.exception[0].error_type == "FileNotFoundError"

    script.write_text(text)
    at.run()
    assert at.session_state.runs == [1, 1]


@pytest.mark.parametrize(
    ("details", "shown_type", "message", "frames"),
    [
        ("full", "ValueError", "secret", 1),
        ("stacktrace", "ValueError", "", 1),
        ("type", "ValueError", "", 0),
        ("none", "", "Something went wrong in this app. Its log says more.", 0),
    ],
)
def test_r104_how_much_is_shown_is_an_option(details, shown_type, message, frames) -> None:
    settings = Settings(client=ClientSettings(show_error_details=details))
    at = app("raise ValueError('secret')", settings=settings)

    assert shown_error(at) == (shown_type, message)
    assert len(at.exception[0].stack_trace) == frames


def test_r105_an_exception_that_is_shown_ends_nothing() -> None:
    at = app("""
        try:
            1 / 0
        except ZeroDivisionError as error:
            st.exception(error)
        st.text("below")
    """)

    assert shown_error(at) == ("ZeroDivisionError", "division by zero")
    assert at.text.values == ["below"]


def public_errors() -> list[type[BaseException]]:
    return [
        error
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, BaseException)
    ]


def test_r107_all_errors_are_api_exceptions() -> None:
    assert all(issubclass(error, errors.APIException) for error in public_errors())


@pytest.mark.parametrize(
    "name",
    [
        "APIException",
        "InvalidParameterTypeError",
        "MissingRequiredParameterError",
        "ValueOutOfRangeError",
        "ValueAboveMaxError",
        "ValueBelowMinError",
        "InvalidLayoutContextError",
        "DuplicateElementId",
        "DuplicateElementKey",
        "WidgetAlreadyInstantiatedError",
        "ValueAssignmentNotAllowedError",
        "MixedNumericTypesError",
        "InvalidMinMaxError",
        "InvalidColumnSpecError",
        "InvalidWidthError",
    ],
)
def test_r107_each_is_found_under_the_documents_name(name: str) -> None:
    assert getattr(errors, f"Streamlit{name}") is getattr(errors, name)


def test_r107_a_value_error_of_streamlit_has_a_name_that_does_not_hide_pythons() -> None:
    assert errors.StreamlitValueError is errors.InvalidParameterValueError
    assert not hasattr(errors, "ValueError")


def test_r107_parameter_errors_are_also_those_that_python_has() -> None:
    at = app("""
        for kind, call in [(ValueError, lambda: st.checkbox("x", label_visibility="zz")),
                           (TypeError, lambda: st.columns("x"))]:
            try:
                call()
            except kind as error:
                st.text(error)
    """)

    assert at.text.values == [
        "checkbox: label_visibility='zz' is not one of 'visible', 'hidden', 'collapsed'.",
        "columns: spec='x' is neither a number of columns nor a list of widths.",
    ]


PARAMETERS = [  # What facts list as refused, and anew's error.
    ("text_input('x', on_change=5)", "InvalidParameterValueError"),
    ("text_input('x', label_visibility='zz')", "InvalidParameterValueError"),
    ("text_input('x', width='zz')", "InvalidWidthError"),
    ("columns(0)", "InvalidColumnSpecError"),
    ("columns([1, -1])", "InvalidColumnSpecError"),
    ("columns('x')", "InvalidParameterTypeError"),
    ("slider('x', 0, 10.0)", "InvalidParameterTypeError"),
    ("number_input('x', 0, 10, 20)", "ValueAboveMaxError"),
    ("number_input('x', 0, 10, -20)", "ValueBelowMinError"),
    ("number_input('x', 0, 10.0)", "MixedNumericTypesError"),
    ("number_input('x', 10, 0)", "InvalidMinMaxError"),
    ("button('x', on_click='rerun')", "APIException"),
]


@pytest.mark.parametrize(("call", "error"), PARAMETERS)
def test_r107_wrong_parameters_have_errors_of_their_own(call: str, error: str) -> None:
    at = app(f"st.{call}")

    assert at.exception[0].error_type == error
    assert at.exception[0].message.startswith(call.partition("(")[0])


@pytest.mark.parametrize("call", ["slider('x', 0, 10, 20)", "slider('x', 10, 0)", "text_input(5)"])
def test_r107_what_the_peer_accepts_is_accepted(call: str) -> None:
    assert not app(f"st.{call}").exception


def test_r106_a_hook_gets_the_error_and_may_take_care_of_it() -> None:
    seen: list[BaseException] = []

    def hook(error: BaseException) -> bool:
        seen.append(error)
        return "quiet" in str(error)

    for text, is_shown in (
        ("raise ValueError('loud')", True),
        ("raise ValueError('quiet')", False),
    ):
        runner = runner_of(f"st.text('before')\n{text}", on_script_error=hook)
        stage = Stage("", runner=runner)
        stage.settle()

        assert bool(stage.tab.elements("exception")) is is_shown
        assert len(stage.tab.elements("text")) == 1
    assert [str(error) for error in seen] == ["loud", "quiet"]


def test_r106_a_hook_that_fails_is_logged_and_the_error_is_shown() -> None:
    def hook(error: BaseException) -> bool:
        raise RuntimeError("the hook itself")

    stage = Stage("", runner=runner_of("1 / 0", on_script_error=hook))
    stage.settle()

    (shown,) = stage.tab.elements("exception")
    assert shown["type"] == "ZeroDivisionError"
