"""An error shown in the page: its type, its message and the frames of the author's code."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.shared.parameters import Width, checked_width
from anew.errors import InvalidParameterTypeError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from collections.abc import Iterator
    from traceback import FrameSummary

    from anew.elements.container import Container

Details = Literal["full", "stacktrace", "type", "none"]

MOST_FRAMES = 80
HIDDEN_ERROR = "Something went wrong in this app. Its log says more."


class Cause(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An error that led to another one, or is a member of a group."""

    relation: Literal["cause", "context", "member"]
    type: str
    message: str = ""
    frames: tuple[str, ...] = ()


class ShownException(Element, tag="exception", frozen=True):
    """An error, as much of it as may be shown."""

    type: str = ""  # "" if not even the type may be shown.
    message: str = ""
    frames: tuple[str, ...] = ()  # Outermost first; each is a location and its line of code.
    causes: tuple[Cause, ...] = ()  # Nearest first.
    arose_in: str = ""  # The container that it arose in, if it is shown elsewhere.
    width: Width = "stretch"


@command("Status")
def exception(exception: BaseException, width: Width = "stretch") -> Container:
    """Show an error, and go on.

    Args:
        exception: The error.
        width: Pixels, "stretch" or "content".

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `exception` is not an error.

    Example:
        >>> try:
        ...     1 / 0
        ... except ZeroDivisionError as error:
        ...     st.exception(error)
    """
    if not isinstance(exception, BaseException):
        raise InvalidParameterTypeError(
            f"exception: {exception!r} is not an exception. Pass one that was caught or made, "
            f"or show text with st.error()."
        )
    record = shown_exception(exception)
    return slot_of(msgspec.structs.replace(record, width=checked_width("exception", width)))


def shown_exception(
    error: BaseException, details: Details = "full", *, arose_in: str = ""
) -> ShownException:
    """The record of an error, with only the frames of the author's code.

    Args:
        error: The error.
        details: The option `client.showErrorDetails`.
        arose_in: Words for the container that it arose in, if it is shown elsewhere.
    """
    if details == "none":
        return ShownException(message=HIDDEN_ERROR)
    if details == "type":
        return ShownException(type=_type_name(error), arose_in=arose_in)
    has_message = details == "full"
    return ShownException(
        type=_type_name(error),
        message=_message(error) if has_message else "",
        frames=_frames(error),
        arose_in=arose_in,
        causes=tuple(
            Cause(
                relation=relation,
                type=_type_name(other),
                message=_message(other) if has_message else "",
                frames=_frames(other),
            )
            for relation, other in _causes(error)
        ),
    )


def _type_name(error: BaseException) -> str:
    kind = type(error)
    if kind.__module__ in {"builtins", "__main__"} or kind.__module__.startswith("anew."):
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"


def _message(error: BaseException) -> str:
    try:
        text = str(error.msg if isinstance(error, SyntaxError) else error)
    except Exception as failure:  # noqa: BLE001  # foreign code, while its error is handled
        text = f"(its text cannot be produced: {type(failure).__name__})"
    return shown_text("\n".join([text, *getattr(error, "__notes__", ())])).strip()


def _causes(
    error: BaseException,
) -> Iterator[tuple[Literal["cause", "context", "member"], BaseException]]:
    """The errors that led to an error, nearest first, and the members of groups."""
    seen = {id(error)}
    current: BaseException | None = error
    while current is not None:
        if isinstance(current, BaseExceptionGroup):
            for member in current.exceptions:
                yield "member", member
        relation: Literal["cause", "context"] = "cause" if current.__cause__ else "context"
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
        if current is None or id(current) in seen:
            return
        seen.add(id(current))
        yield relation, current


def _frames(error: BaseException) -> tuple[str, ...]:
    summaries = traceback.extract_tb(error.__traceback__)
    frames = [_frame(summary) for summary in summaries if _is_authors(summary)]
    if len(frames) > MOST_FRAMES:
        half = MOST_FRAMES // 2
        left_out = f"… {len(frames) - 2 * half} frames left out …"
        frames = [*frames[:half], left_out, *frames[-half:]]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append(_syntax_frame(error))
    return tuple(map(shown_text, frames))


_PACKAGE = str(Path(__file__).parents[1])


def _is_authors(summary: FrameSummary) -> bool:
    """Whether a frame is neither anew's nor one of Python's import system or `runpy`."""
    file = summary.filename
    is_import = file.startswith(("<frozen importlib", "<frozen runpy"))
    return not is_import and not file.startswith(_PACKAGE) and Path(file).name != "runpy.py"


def _frame(summary: FrameSummary) -> str:
    lines = traceback.StackSummary().format_frame_summary(summary).splitlines()
    return "\n".join(line.removeprefix("  ") for line in lines)


def _syntax_frame(error: SyntaxError) -> str:
    """The location of a syntax error, with a mark below the position."""
    place = f'File "{error.filename}", line {error.lineno}'
    if not error.text:
        return place
    line = error.text.rstrip("\n")
    indent = len(line) - len(line.lstrip())
    start = max((error.offset or 1) - 1 - indent, 0)
    end = (error.end_offset or 0) - 1 - indent if error.end_lineno == error.lineno else 0
    marks = "^" * max(end - start, 1)
    return f"{place}\n  {line.strip()}\n  {' ' * start}{marks}"
