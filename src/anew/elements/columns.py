"""Containers side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from anew.arguments import one_of, words_of
from anew.elements.command import command
from anew.elements.container import Container, block_of
from anew.elements.placing import place
from anew.elements.shared.parameters import (
    STRETCH,
    Gap,
    WidthWithoutContent,
    checked_gap,
    checked_width,
)
from anew.errors import InvalidColumnSpecError, InvalidParameterTypeError
from anew.protocol.messages import Element

ColumnAlignment = Literal["top", "center", "bottom"]
COLUMN_ALIGNMENTS = words_of(ColumnAlignment)


class Columns(Element, frozen=True):
    """A row of columns."""

    gap: str | int = "small"  # The space between columns: pixels or a word; "" for none.
    wrap: bool = True  # Whether they are stacked where the page is narrow.
    width: WidthWithoutContent = "stretch"


class Column(Element, frozen=True):
    """One of a row of columns."""

    share: float = 1.0  # Of the row's width; the shares of a row add up to 1.
    vertical_alignment: ColumnAlignment = "top"
    border: bool = False


@command("Layout")
def columns(
    spec: int | Sequence[int | float],
    *,
    gap: Gap | None = "small",
    vertical_alignment: ColumnAlignment = "top",
    border: bool = False,
    width: WidthWithoutContent = "stretch",
    wrap: bool = True,
) -> list[Container]:
    """Make containers side by side.

    Args:
        spec: How many, or their relative widths: `[2, 1]` makes the first twice as wide.
        gap: The space between them: "xxsmall" to "xxlarge", or pixels; None for none.
        vertical_alignment: "top", "center" or "bottom".
        border: Whether each has a border.
        width: Of the whole row: pixels or "stretch".
        wrap: Whether they are stacked where the page is narrow.

    Returns:
        The columns, from left to right: call commands on them, or use them in `with` blocks.

    Raises:
        InvalidColumnSpecError: There would be no column, or one without width.
        InvalidParameterTypeError: `spec` is neither a number nor a list of numbers.

    Example:
        >>> left, right = st.columns([2, 1])
        >>> left.write("Twice as wide")
        >>> with right:
        ...     st.button("OK")
    """
    weights = _checked_weights(spec)
    one_of("columns", "vertical_alignment", vertical_alignment, COLUMN_ALIGNMENTS)
    row = Columns(
        gap=checked_gap("columns", gap),
        wrap=wrap,
        width=checked_width("columns", width, STRETCH),
    )
    total = math.fsum(weights)
    with block_of(row):
        return [
            Container(
                place(
                    Column(
                        share=weight / total,
                        vertical_alignment=vertical_alignment,
                        border=border,
                    )
                ).inside()
            )
            for weight in weights
        ]


def _checked_weights(spec: int | Sequence[int | float]) -> list[float]:
    if isinstance(spec, int):
        weights = [1.0] * spec
    elif _are_numbers(spec):
        weights = [float(weight) for weight in spec]
    else:
        raise InvalidParameterTypeError(
            f"columns: spec={spec!r} is neither a number of columns nor a list of widths."
        )
    if not weights or not all(0 < weight < math.inf for weight in weights):
        raise InvalidColumnSpecError(
            f"columns: spec={spec!r} leaves no room for a column. Pass a number of columns "
            f"above 0, or a list of widths above 0."
        )
    return weights


def _are_numbers(spec: object) -> bool:
    if not isinstance(spec, Sequence) or isinstance(spec, str | bytes):
        return False
    return all(isinstance(weight, int | float) for weight in spec)
