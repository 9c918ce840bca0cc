"""A rating by the user: a thumb, a face, or stars."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from anew.arguments import one_of
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.parameters import (
    BindOption,
    Key,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    Width,
    brief,
    number_in,
)
from anew.errors import InvalidParameterTypeError, ValueOutOfRangeError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

Marks: TypeAlias = Literal["thumbs", "faces", "stars"]

COUNTS: dict[Marks, int] = {"thumbs": 2, "faces": 5, "stars": 5}


class Feedback(Widget[int | None], frozen=True):
    """The number of the chosen mark, from 0, or None while there is none."""

    resets: ClassVar[tuple[str, ...]] = ("options",)
    has_label: ClassVar[bool] = False

    value: int | None = None
    options: Marks = "thumbs"

    def decode(self, raw: Json) -> int | None:
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise Refused(f"{brief(raw)} is not a whole number.")
        if not 0 <= raw < COUNTS[self.options]:
            raise Refused(f"{brief(raw)} is not one of the {COUNTS[self.options]} {self.options}.")
        return raw

    def raw_of(self, text: str) -> Json:
        return number_in(text, whole=True)

    def accept(self, value: object) -> int | None:
        is_known = isinstance(value, int) and 0 <= value < COUNTS[self.options]
        return int(value) if isinstance(value, int) and is_known else None  # R32, R33


@command("Input widgets")
def feedback(
    options: Marks = "thumbs",
    *,
    key: Key | None = None,
    default: int | None = None,
    disabled: bool = False,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    width: Width = "content",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> int | None:
    """Ask for a rating. Clicking the chosen mark again clears it.

    Args:
        options: "thumbs" (0 is down, 1 is up), "faces" (0 is sad, 4 is happy) or "stars"
            (0 is one star, 4 is five).
        default: The initially chosen mark; None for none.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The number of the chosen mark, from 0, or None.

    Raises:
        InvalidParameterValueError: `options` is not one of its allowed values.
        ValueOutOfRangeError: `default` is not the number of a mark.

    Example:
        >>> rating = st.feedback("stars")
        >>> if rating is not None:
        ...     st.write(f"You gave {rating + 1} stars.")
    """
    one_of("feedback", "options", options, tuple(COUNTS))
    record = Feedback(options=options)
    given = WidgetOptions(
        key, None, on_change, args, kwargs, disabled, "visible", width, persist_state, bind
    )
    first = _checked_default(options, default)
    return place_widget(record, first, given, has_default=default is not None)


def _checked_default(options: Marks, default: object) -> int | None:
    if default is None:
        return None
    if isinstance(default, bool) or not isinstance(default, int):
        raise InvalidParameterTypeError(
            f"feedback: default={default!r} is not a whole number. Pass the number of a mark, "
            f"from 0, or None."
        )
    if not 0 <= default < COUNTS[options]:
        raise ValueOutOfRangeError(
            f"feedback: default={default!r} is not the number of a mark. The {options} go from 0 "
            f"to {COUNTS[options] - 1}."
        )
    return default
