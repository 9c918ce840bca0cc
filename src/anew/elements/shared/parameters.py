"""The parameters that many elements share: their types and their checks."""

from __future__ import annotations

import math
import numbers
import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from anew.ambient.context import here
from anew.arguments import one_of, shown_text, words_of
from anew.elements.markup import Inline, Markdown
from anew.errors import (
    InvalidHeightError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    InvalidWidthError,
    JSNumberBoundsError,
)
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from anew.protocol.messages import Json

Key: TypeAlias = str | int
LabelVisibility: TypeAlias = Literal["visible", "hidden", "collapsed"]
Width: TypeAlias = int | Literal["stretch", "content"]
WidthWithoutContent: TypeAlias = int | Literal["stretch"]
Height: TypeAlias = int | Literal["stretch", "content"]
HeightWithoutContent: TypeAlias = int | Literal["stretch"]
Gap: TypeAlias = int | Literal["xxsmall", "xsmall", "small", "medium", "large", "xlarge", "xxlarge"]
TextAlignment: TypeAlias = Literal["left", "center", "right", "justify"]
ButtonType: TypeAlias = Literal["primary", "secondary", "tertiary"]
IconPosition: TypeAlias = Literal["left", "right"]
BindOption: TypeAlias = Literal["query-params"] | None
PersistState: TypeAlias = Literal["page", "session"] | None
WidgetCallback: TypeAlias = "Callable[..., object]"
OnChange: TypeAlias = "WidgetCallback | Literal['rerun', 'ignore'] | None"
WidgetArgs: TypeAlias = "Sequence[object] | None"
WidgetKwargs: TypeAlias = "Mapping[str, object] | None"

STRETCH_OR_CONTENT: tuple[str, ...] = words_of(Width)
STRETCH: tuple[str, ...] = words_of(WidthWithoutContent)
LABEL_VISIBILITIES = words_of(LabelVisibility)
GAPS = words_of(Gap)
TEXT_ALIGNMENTS = words_of(TextAlignment)
BUTTON_TYPES = words_of(ButtonType)
ICON_POSITIONS = words_of(IconPosition)
BINDS = (None, *words_of(BindOption)[:-1])  # None first, as errors list them.
PERSISTS = (None, *words_of(PersistState)[:-1])

MOST = 2**53 - 1  # The largest integer that JavaScript represents exactly.

_SCRIPT = re.compile(r"\s*(javascript|vbscript|data)\s*:", re.IGNORECASE)

Size = TypeVar("Size", bound=int | str)


def checked_width(kind: str, width: Size, words: Sequence[str] = STRETCH_OR_CONTENT) -> Size:
    """Check a width and return it."""
    # Every widget passes here. The check of `_is_size` is repeated to save a call.
    is_pixels = isinstance(width, int) and not isinstance(width, bool)
    if int(width) > 0 if is_pixels else width in words:
        return width
    raise InvalidWidthError(
        f"{kind}: width={width!r} is neither a number of pixels above 0 nor one of "
        f"{', '.join(map(repr, words))}."
    )


def older_width(use_container_width: bool | None, width: Width) -> Width:
    """The width that the older `use_container_width` asks for, else `width`."""
    if use_container_width is None:
        return width
    return "stretch" if use_container_width else "content"


def checked_height(
    kind: str, height: Height | None, words: Sequence[str] = STRETCH_OR_CONTENT
) -> Any:  # What `height` is; None for none.
    """Check a height and return it."""
    if height is None or _is_size(height, words):
        return height
    raise InvalidHeightError(
        f"{kind}: height={height!r} is neither a number of pixels above 0 nor one of "
        f"{', '.join(map(repr, words))}."
    )


def checked_row_height(kind: str, row_height: object) -> int:
    """Check the height of a table's rows and return it."""
    if isinstance(row_height, int) and not isinstance(row_height, bool) and 20 <= row_height <= 500:
        return row_height
    raise InvalidParameterValueError(
        f"{kind}: row_height={row_height!r} is not a number of pixels from 20 to 500."
    )


def checked_alignment(kind: str, alignment: TextAlignment) -> TextAlignment:
    """Check the alignment of text and return it."""
    if alignment != "left":
        one_of(kind, "text_alignment", alignment, TEXT_ALIGNMENTS)
    return alignment


def checked_gap(kind: str, gap: int | str | None) -> int | str:
    """Check the space between elements, pixels or a word; "" for none."""
    is_pixels = isinstance(gap, int) and not isinstance(gap, bool) and gap >= 0
    if gap is None or is_pixels or gap in GAPS:
        return "" if gap is None else gap
    raise InvalidParameterValueError(
        f"{kind}: gap={gap!r} is neither a number of pixels, nor None for none, nor one of "
        f"{', '.join(map(repr, GAPS))}."
    )


def checked_address(kind: str, parameter: str, address: object) -> str:
    """The address of a link, refused if following it would run code in the page."""
    text = shown_text(address)
    # Browsers ignore control characters before and within a scheme.
    if _SCRIPT.match("".join(letter for letter in text if letter > "\x1f")):
        raise InvalidParameterValueError(
            f"{kind}: {parameter}={text[:80]!r} is not an address but something to run. Pass one "
            f"that begins with 'https://', 'mailto:' or '/'."
        )
    return text


def check_button_type(kind: str, button_type: str) -> None:
    one_of(kind, "type", button_type, BUTTON_TYPES)


def shown_label(label: object) -> Inline:
    """A label from what an author gave."""
    return Inline("" if label is None else shown_text(label))


def tell_of_empty_label(kind: str) -> None:
    """Warn the author, once, about an empty label."""
    here().run.tell_once(
        f"A {kind} has an empty label, so nothing names it to a screen reader. Give it "
        f"a label, and hide that with label_visibility='hidden' or 'collapsed'."
    )


def shown_help(help: str | None) -> Markdown | None:
    """The tooltip of an element that has no value."""
    return Markdown.of_help(help)


def checked_number(kind: str, parameter: str, value: object) -> int | float:
    """A number that a browser can hold, as a plain int or float."""
    if isinstance(value, numbers.Integral):
        number: int | float = int(value)
        fits = -MOST <= number <= MOST
    elif isinstance(value, numbers.Real):
        number = float(value)
        fits = math.isfinite(number)
    else:
        raise InvalidParameterTypeError(f"{kind}: {parameter}={value!r} is not a number.")
    if not fits:
        raise JSNumberBoundsError(
            f"{kind}: {parameter}={value!r} is more than a browser can hold. Whole numbers go "
            f"up to {MOST}, others must be finite."
        )
    return number


def sent_number(raw: Json, *, whole: bool) -> int | float:
    """A number that a browser sent, or `Refused`."""
    if isinstance(raw, bool) or not isinstance(raw, int if whole else int | float):
        raise Refused(f"{brief(raw)} is not a {'whole ' if whole else ''}number.")
    if whole:
        if not -MOST <= raw <= MOST:
            raise Refused("The number is larger than a browser can hold.")
        return int(raw)
    try:
        number = float(raw)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise Refused("The number is not finite.")
    return number


def sent_text(raw: Json) -> str:
    """Text that a browser sent, or `Refused`."""
    if not isinstance(raw, str):
        raise Refused(f"{brief(raw)} is not text.")
    if not raw.isascii() and any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise Refused("The text holds a surrogate code point.")
    return raw


_WHOLE = re.compile(r"-?\d{1,300}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,400}(\.\d{1,400})?(e[+-]?\d{1,4})?", re.ASCII)


def number_in(text: str, *, whole: bool) -> int | float:
    """The number in a text from the address, or `Refused`.

    >>> number_in("-12", whole=True), number_in("1.5", whole=False)
    (-12, 1.5)
    """
    if not (_WHOLE if whole else _NUMBER).fullmatch(text):
        raise Refused(f"{brief(text)} is not a {'whole ' if whole else ''}number.")
    return int(text) if whole else float(text)


def brief(raw: Json) -> str:
    """What a browser sent, shortened for a message."""
    match raw:
        case list():
            return "A list"
        case dict():
            return "An object"
        case str():
            return repr(raw[:40])
        case int() if not -MOST <= raw <= MOST:  # Its digits may be too many to print.
            return "A large number"
    return repr(raw)


def decimals_of(step: float) -> int:
    """How many decimals show every multiple of a step; at least two.

    >>> decimals_of(0.5), decimals_of(0.001), decimals_of(1e-05)
    (2, 3, 5)
    """
    digits, _, exponent = repr(step).partition("e")
    decimals = len(digits.partition(".")[2].rstrip("0")) - int(exponent or 0)
    return min(max(decimals, 2), 20)


def _is_size(size: object, words: Sequence[str]) -> bool:
    if isinstance(size, int) and not isinstance(size, bool):
        return size > 0
    return size in words
