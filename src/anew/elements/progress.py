"""A progress bar."""

from __future__ import annotations

import math
import numbers
from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Inline, written
from anew.elements.shared.parameters import STRETCH, WidthWithoutContent, checked_width
from anew.errors import InvalidParameterTypeError, ValueOutOfRangeError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

ROUNDING = 1e-9  # How far off a sum of fractions may be.


class Progress(Element, frozen=True):
    """A partly filled bar."""

    value: int = 0  # Percent.
    text: Inline | None = None
    width: WidthWithoutContent = "stretch"


@command("Status")
def progress(
    value: float, text: str | None = None, width: WidthWithoutContent = "stretch"
) -> Container:
    """Show a progress bar.

    Args:
        value: An int from 0 to 100, or a float from 0.0 to 1.0.
        text: What is being done, shown above the bar; inline Markdown.
        width: Pixels or "stretch".

    Returns:
        The element's place: `.progress(value, text)` called on it moves the bar, `.empty()`
        removes it.

    Raises:
        ValueOutOfRangeError: `value` is outside its bounds.
        InvalidParameterTypeError: `value` is not a number.

    Example:
        >>> bar = st.progress(0, "Loading …")
        >>> for percent in range(0, 101, 10):
        ...     bar.progress(percent, f"Loading … {percent} %")
    """
    record = Progress(
        value=_percent(value),
        text=None if text is None else Inline(written(text)),
        width=checked_width("progress", width, STRETCH),
    )
    return slot_of(record)


def _percent(value: object) -> int:
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        if 0 <= int(value) <= 100:
            return int(value)
        raise ValueOutOfRangeError(
            f"progress: value={value!r} is not from 0 to 100. Pass an int from 0 to 100, or a "
            f"float from 0.0 to 1.0."
        )
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        share = float(value)
        if not math.isnan(share) and -ROUNDING <= share <= 1 + ROUNDING:
            return int(min(max(share, 0.0), 1.0) * 100 + ROUNDING)
        raise ValueOutOfRangeError(
            f"progress: value={value!r} is not from 0.0 to 1.0. Pass a float from 0.0 to 1.0, or "
            f"an int from 0 to 100."
        )
    raise InvalidParameterTypeError(
        f"progress: value={value!r} is not a number. Pass an int from 0 to 100, or a float from "
        f"0.0 to 1.0."
    )
