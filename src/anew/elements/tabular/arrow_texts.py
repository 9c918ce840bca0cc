"""The texts of a large table's cells, for all rows at once: as they are shown, and without rounding.

They are those that the client writes (`client/src/elements/tabular/cell_text.ts`), so that a search finds the
same in the whole table as in one that is in the tab. What depends on the user's language, or on a format, is
found by what is written without it.
"""

from __future__ import annotations

import math
import time
from decimal import Decimal
from json import loads
from typing import TYPE_CHECKING, Any

from anew.elements.tabular.arrow_file import arrow, compute, scalar
from anew.protocol.codec import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.elements.tabular.arrow_file import ArrowSheet, Seen, StoredColumn

PIECE = 1 << 16  # Rows between two looks at the clock.
DECIMALS = 4  # As in the client.
LARGE = 1e15
PLAIN_LEAST, PLAIN_MOST = 1e-6, 1e10  # Between them Arrow writes numbers as browsers do.
MOST_EXACT = float(2**53)
NEAR = 1e-3  # So close to a half, rounding in binary may err.
LISTED = frozenset({"list", "multiselect", "button"})


class TookTooLongError(Exception):
    """What a browser has asked for takes longer than one request may."""


def shown(sheet: ArrowSheet, at: int, until: float) -> Any:
    """The texts of a column as they are shown, null for missing values.

    Args:
        until: When to give up, by `time.monotonic`.

    Raises:
        TookTooLongError: It is past that time.
    """
    column, given = sheet.columns[at], sheet.texts(at)
    write = _writer(column)
    values = sheet.values(at)
    pieces = []
    for start in range(0, max(1, len(values)), PIECE):
        if time.monotonic() > until:
            raise TookTooLongError
        written = write(values.slice(start, PIECE))
        if given is not None and not column.seen.has_format:
            written = compute().coalesce(given.slice(start, PIECE), written)
        pieces.append(written)
    return arrow().concat_arrays(pieces)


def exact(column: StoredColumn, values: Any) -> Any:
    """The texts of values without rounding, "" for missing ones: for files and the clipboard."""
    pc = compute()
    if column.form == "numbers":
        texts = _numbers(_known(values))
    elif column.form == "text":
        texts = values
    else:
        texts = _each(values, lambda value: _exact_of(loads(value)))
    return pc.fill_null(texts, "")


def lowered(texts: Any) -> Any:
    """In lower case, as browsers make it.

    Arrow's own is right but for two letters: the dotted I becomes two, and a sigma at the end of a word
    has another form.
    """
    pa, pc = arrow(), compute()
    if pc.all(pc.string_is_ascii(texts)).as_py() is not False:
        return pc.ascii_lower(texts)
    lower = pc.utf8_lower(texts)
    special = pc.fill_null(pc.match_substring_regex(texts, "[\u0130\u03a3]"), False)
    if not pc.any(special).as_py():
        return lower
    own = [text.lower() for text in texts.filter(special).to_pylist()]
    return pc.replace_with_mask(lower, special, pa.array(own, pa.large_string()))


def number_text(value: float) -> str:
    """A number as browsers write it.

    >>> number_text(1.0), number_text(1e21), number_text(1.5e-7), number_text(-0.0)
    ('1', '1e+21', '1.5e-7', '0')
    """
    if value == 0:
        return "0"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if 1e-6 <= abs(value) < 1e21:
        text = format(Decimal(repr(value)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return _exponent(repr(value))


def rounded_text(value: float) -> str:
    """A number as cells show it.

    >>> rounded_text(2 / 3), rounded_text(0.0000123456), rounded_text(1e15), rounded_text(0.03125)
    ('0.6667', '1.235e-5', '1e+15', '0.0313')
    """
    if math.isinf(value):
        return number_text(value)
    size = abs(value)
    if value != 0 and (size < 10**-DECIMALS or size >= LARGE):
        return _exponent(f"{value:.{DECIMALS - 1}e}")
    return number_text(float(fixed_text(value, DECIMALS)))


def fixed_text(value: float, digits: int) -> str:
    """A number with so many decimal places: a tie goes away from zero, as in browsers.

    >>> fixed_text(0.125, 2), fixed_text(-2.5, 0), fixed_text(1.005, 2)
    ('0.13', '-3', '1.00')
    """
    places = Decimal(1).scaleb(-digits)
    return format(Decimal(value).quantize(places, "ROUND_HALF_UP"), "f")


def lasting(seconds: float) -> str:
    """A duration as cells show it.

    >>> lasting(90061.5), lasting(-60)
    ('1 day 01:01:01.5', '-00:01:00')
    """
    if math.isinf(seconds):
        return number_text(seconds)
    sign, whole = "-" if seconds < 0 else "", abs(seconds)
    days = int(whole // 86_400)
    rest = number_text(float(fixed_text(whole % 60, 6)))
    full, dot, part = rest.partition(".")
    ahead = "" if days == 0 else "1 day " if days == 1 else f"{days} days "
    hours, minutes = int(whole % 86_400 // 3600), int(whole % 3600 // 60)
    return f"{sign}{ahead}{hours:02}:{minutes:02}:{full:0>2}{dot}{part}"


def _exponent(text: str) -> str:
    """The text of a number with an exponent, as browsers write that."""
    digits, _, power = text.partition("e")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}e{int(power):+d}"


# Columns ----------------------------------------------------------------------------------------


def _writer(column: StoredColumn) -> Callable[[Any], Any]:
    """What writes the shown texts of a column's values."""
    seen = column.seen
    type = seen.type or ("list" if column.kind == "list" else "")
    if type == "link" and seen.display_text and "(" not in seen.display_text:
        return lambda values: _said(values, seen.display_text)
    if type in LISTED or seen.labels or column.form == "json":
        return lambda values: _each(values, lambda value: _shown(value, column, type))
    if column.form == "numbers":
        return _writer_of_numbers(column, type)
    return _moments if column.kind == "datetime" else _same


def _writer_of_numbers(column: StoredColumn, type: str) -> Callable[[Any], Any]:
    seen = column.seen
    if type == "checkbox":
        return _ticks
    if type == "progress" and not seen.has_format:
        return lambda values: _each(_known(values), lambda value: _share(value, column))
    if column.kind == "duration":
        return lambda values: _each(_known(values), lasting)
    if type in {"", "number"} and seen.step and not seen.has_format:
        digits = min(20, _places(seen.step))
        return lambda values: _each(_known(values), lambda value: _fixed(value, digits))
    if column.kind == "integer":
        return lambda values: _numbers(_known(values))
    return _rounded


def _same(values: Any) -> Any:
    return values


def _said(values: Any, said: str) -> Any:
    """The same text for all values that are not missing."""
    return compute().if_else(compute().is_valid(values), scalar(said), scalar(None))


def _moments(values: Any) -> Any:
    return compute().replace_substring(values, "T", " ", max_replacements=1)


def _ticks(values: Any) -> Any:
    is_ticked = compute().not_equal(_known(values), 0)
    return compute().if_else(is_ticked, scalar("True"), scalar("False"))


def _known(values: Any) -> Any:
    """Numbers, with null for missing ones; and without a negative zero."""
    pa, pc = arrow(), compute()
    known = pc.if_else(pc.is_nan(values), pa.scalar(None, pa.float64()), values)
    return pc.add(known, 0.0)


def _numbers(values: Any) -> Any:
    """Numbers as browsers write them; one by one where Arrow writes them in another way."""
    pa, pc = arrow(), compute()
    size = pc.abs(values)
    is_whole = pc.and_(pc.equal(pc.floor(values), values), pc.less(size, MOST_EXACT))
    whole = pc.if_else(is_whole, values, 0.0).cast(pa.int64(), safe=False)
    is_outside = pc.or_(pc.less(size, PLAIN_LEAST), pc.greater_equal(size, PLAIN_MOST))
    is_outside = pc.and_not(is_outside, is_whole)
    if pc.all(is_whole).as_py() is not False:
        texts = whole.cast(pa.large_string())
    else:
        fractions = values.cast(pa.large_string())
        texts = pc.if_else(is_whole, whole.cast(pa.large_string()), fractions)
    is_outside = pc.fill_null(is_outside, False)
    if not pc.any(is_outside).as_py():
        return texts
    own = [number_text(value) for value in values.filter(is_outside).to_pylist()]
    return pc.replace_with_mask(texts, is_outside, pa.array(own, pa.large_string()))


def _rounded(values: Any) -> Any:
    """Numbers with few decimal places. Those that are near to a half are rounded one by one."""
    pc = compute()
    known = _known(values)
    size = pc.abs(known)
    is_tiny = pc.and_(pc.less(size, 10**-DECIMALS), pc.not_equal(known, 0))
    is_other = pc.or_(is_tiny, pc.greater_equal(size, LARGE))
    scaled = pc.multiply(size, 10**DECIMALS)
    part = pc.subtract(scaled, pc.floor(scaled))
    is_other = pc.or_(is_other, pc.less(pc.abs(pc.subtract(part, 0.5)), NEAR))
    is_other = pc.fill_null(is_other, False)
    plain = _known(pc.if_else(is_other, 0.0, pc.round(known, DECIMALS)))
    texts = _numbers(plain)
    if not pc.any(is_other).as_py():
        return texts
    own = [rounded_text(value) for value in known.filter(is_other).to_pylist()]
    return pc.replace_with_mask(texts, is_other, arrow().array(own, arrow().large_string()))


def _each(values: Any, write: Callable[[Any], str | None]) -> Any:
    """Texts that a function writes, called once for each value that differs from the others."""
    pa = arrow()
    codes = values.dictionary_encode()
    own = [write(value) for value in codes.dictionary.to_pylist()]
    return pa.array(own, pa.large_string()).take(codes.indices)


# Values -----------------------------------------------------------------------------------------


def _shown(value: Any, column: StoredColumn, type: str) -> str | None:
    """The text of one value, as stored."""
    found = loads(value) if column.form == "json" else value
    if found is None or found != found:  # noqa: PLR0124  # NaN differs from itself
        return None
    seen = column.seen
    match type:
        case "selectbox":
            return _label(found, seen) or _plain(found, column)
        case "list" | "multiselect":
            return ", ".join([_label(item, seen) or _exact_of(item) for item in _items(found)])
        case "button":
            items = found if isinstance(found, list) else [found]
            return ", ".join([_string(item) for item in items if item is not None])
        case "checkbox" if isinstance(found, int | float):
            return "True" if found else "False"
    return _plain(found, column)


def _plain(value: Any, column: StoredColumn) -> str:
    """A value without any look."""
    match value:
        case bool():
            return "True" if value else "False"
        case int() | float() if column.kind == "duration":
            return lasting(value)
        case int() | float() if column.kind == "number":
            return rounded_text(value)
        case str() if column.kind == "datetime":
            return value.replace("T", " ", 1)
    return _exact_of(value)


def _label(value: Any, seen: Seen) -> str:
    for one in seen.labels:
        if one.value == value and isinstance(one.value, bool) == isinstance(value, bool):
            return one.label
    return ""


def _items(value: Any) -> list[Any]:
    """The items of a list; a text is taken apart at its commas, as in the client."""
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return [value]
    if value.startswith("["):
        try:
            return list(loads(value))
        except ValueError:
            pass  # It only looks like a list.
    return [item.strip() for item in value.split(",")] if value else []


def _exact_of(value: Any) -> str:
    """A value without rounding; "" if it is missing."""
    if value is None:
        return ""
    return _string(value)


def _string(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return number_text(float(value))
        case str():
            return value
    return _in_json(value)


def _in_json(value: Any) -> str:
    """As browsers write JSON: without spaces."""
    match value:
        case dict():
            pairs = [f"{to_json(str(name))}:{_in_json(one)}" for name, one in value.items()]
            return "{" + ",".join(pairs) + "}"
        case list():
            return "[" + ",".join(map(_in_json, value)) + "]"
        case str():
            return to_json(value)
    return _string(value)


def _share(value: float, column: StoredColumn) -> str:
    """What stands beside a bar."""
    seen = column.seen
    least = 0.0 if seen.least is None else seen.least
    most = (100.0 if column.kind == "integer" else 1.0) if seen.most is None else seen.most
    share = (value - least) / (most - least) if most > least else 0.0
    text = fixed_text(max(0.0, min(1.0, share)) * 100, 1)
    return f"{text.removesuffix('.0')}%"


def _fixed(value: float, digits: int) -> str:
    return number_text(value) if math.isinf(value) else fixed_text(value, digits)


def _places(step: float) -> int:
    """The number of decimal places of a step."""
    _, _, part = format(Decimal(repr(float(step))), "f").partition(".")
    return len(part.rstrip("0"))
