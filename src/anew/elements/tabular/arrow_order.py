"""Which rows of a large table are seen, and in which order: those that a search finds, sorted by a column.

Both are done in Arrow, which lets other threads run meanwhile.
"""

from __future__ import annotations

import time
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from anew.elements.tabular.arrow_file import arrow, compute, scalar
from anew.elements.tabular.arrow_texts import PIECE, TookTooLongError, exact

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.elements.tabular.arrow_file import ArrowSheet

NUMERIC = frozenset({"integer", "number", "duration"})
DATED = frozenset({"date", "datetime", "time"})  # Their texts are sorted as they are.

# Bytes in the order in which browsers sort letters: spaces, signs, digits, letters.
SIGNS = b" _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
FIRST_SIGN, FIRST_DIGIT, FIRST_LETTER = 0x20, 0x41, 0x60
MOST_DIGITS = (
    FIRST_LETTER - FIRST_DIGIT - 1
)  # Numbers with more digits are sorted as if they had so many.


def sorted_rows(sheet: ArrowSheet, at: int, *, is_descending: bool, until: float) -> Any:
    """All rows sorted by a column, as an array of positions; missing values are last in any case.

    Texts are sorted as people expect: without regard to accents and capitals, numbers within them by
    their size. Equal ones stay in their order.

    Args:
        until: When to give up, by `time.monotonic`.

    Raises:
        TookTooLongError: It is past that time.
    """
    pa, pc = arrow(), compute()
    column, values = sheet.columns[at], sheet.values(at)
    if column.kind in NUMERIC:
        keys = {"key": _numbers(values)}
    else:
        texts = pc.if_else(pc.is_valid(values), exact(column, values), scalar(None))
        keys = {"key": texts} if column.kind in DATED else _collated(texts, until)
    direction = "descending" if is_descending else "ascending"
    order = [(name, direction, "at_end") for name in keys]
    found = pc.sort_indices(pa.table(keys), sort_keys=order)
    return found.cast(pa.uint32())


def found_rows(
    sheet: ArrowSheet, query: str, lowered_of: Callable[[int], Any], until: float
) -> Any:
    """The rows in which a text occurs in any column, as an array of true and false.

    Args:
        query: In lower case; matched as it is.
        lowered_of: The shown texts of a column, in lower case.
        until: When to give up, by `time.monotonic`.

    Raises:
        TookTooLongError: It is past that time.
    """
    pa, pc = arrow(), compute()
    is_found = pc.fill_null(pa.nulls(sheet.rows, pa.bool_()), False)
    for at in range(len(sheet.columns)):
        if not _may_have(sheet, at, query):
            continue
        texts = lowered_of(at)
        pieces = []
        for start in range(0, max(1, sheet.rows), PIECE):
            if time.monotonic() > until:
                raise TookTooLongError
            pieces.append(pc.match_substring(texts.slice(start, PIECE), query))
        is_found = pc.or_(is_found, pc.fill_null(pa.concat_arrays(pieces), False))
    return is_found


def _may_have(sheet: ArrowSheet, at: int, query: str) -> bool:
    """Whether the text could be in a column at all: no number has most letters."""
    column = sheet.columns[at]
    is_plain = column.form == "numbers" and column.styles is None and not column.seen.type
    return not is_plain or column.kind == "duration" or set(query) <= set("0123456789.-+einfty")


def _numbers(values: Any) -> Any:
    """Numbers to sort by; null for what is none."""
    pa, pc = arrow(), compute()
    if pa.types.is_floating(values.type):
        return pc.if_else(pc.is_nan(values), pa.scalar(None, pa.float64()), values)
    return pa.array([_number(text) for text in values.to_pylist()], pa.float64())


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text.strip('"'))
    except ValueError:
        return None


def _collated(texts: Any, until: float) -> dict[str, Any]:
    """What texts are sorted by: first `key`, and `tie` where that is equal."""
    pa, pc = arrow(), compute()
    keys = []
    for start in range(0, max(1, len(texts)), PIECE):
        if time.monotonic() > until:
            raise TookTooLongError
        keys.append(_key(texts.slice(start, PIECE)))
    return {"key": pa.concat_arrays(keys), "tie": pc.utf8_swapcase(texts)}


def _key(texts: Any) -> Any:
    pa, pc = arrow(), compute()
    if pc.all(pc.string_is_ascii(texts)).as_py() is False:
        plain = pc.utf8_normalize(texts, form="NFKD")
        texts = pc.replace_substring_regex(plain, pattern=r"\p{Mn}+", replacement="")
    lower = pc.utf8_lower(texts)
    if find_spec("numpy") is None:
        return lower.cast(pa.large_binary())
    return _with_numbers(lower)


def _with_numbers(texts: Any) -> Any:
    """Texts in which each number begins with a byte that tells how many digits it has.

    The bytes of all texts are worked on at once: a number's zeros in front are left out, its length is put
    before it, and all ASCII bytes are replaced by such as sort in the order of people.
    """
    np, pa = import_module("numpy"), arrow()
    _, offsets, content = texts.buffers()
    ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    first, last = int(ends[0]), int(ends[-1])
    letters = np.frombuffer(content, np.uint8)[first:last] if content else np.zeros(0, np.uint8)
    begins = ends - first
    is_digit = (letters >= 0x30) & (letters <= 0x39)
    is_start = is_digit.copy()
    is_start[1:] &= ~is_digit[:-1]
    inner = begins[:-1][begins[:-1] < len(letters)]
    is_start[inner] = is_digit[inner]  # A number does not go on from one text to the next.
    starts = np.flatnonzero(is_start)
    run_of = (
        np.cumsum(is_start) - 1
    )  # By byte, the number that it is part of, or that was before it.
    nonzero = np.cumsum(is_digit & (letters != 0x30))
    before = np.concatenate(([0], nonzero))[starts]
    counts = is_digit.copy()  # Digits that count: zeros in front do not.
    counts[is_digit] = nonzero[is_digit] > before[run_of[is_digit]]
    lengths = np.bincount(run_of[counts], minlength=len(starts))
    keeps = ~is_digit | counts
    # The byte of the length takes the place of the number's start, and each digit comes after it.
    room = keeps.astype(np.int64)
    room[starts] += 1
    places = np.cumsum(room) - room
    size = int(room.sum())
    made = np.empty(size, np.uint8)
    shift = np.zeros(len(letters), np.int64)
    shift[starts] = 1
    made[(places + shift)[keeps]] = _table(np)[letters[keeps]]
    made[places[starts]] = FIRST_DIGIT + np.minimum(lengths, MOST_DIGITS)
    new_ends = np.concatenate((places, [size]))[begins]
    valid = None if texts.null_count == 0 else texts.is_valid().buffers()[1]
    buffers = [valid, pa.py_buffer(new_ends.astype(np.int64)), pa.py_buffer(made)]
    return pa.Array.from_buffers(pa.large_binary(), len(texts), buffers)


def _table(np: Any) -> Any:
    """For each byte the one that it is replaced by; those of other letters than ASCII stay."""
    table = np.arange(256, dtype=np.uint8)
    for index, sign in enumerate(SIGNS):
        table[sign] = FIRST_SIGN + index
    for digit in range(10):
        table[0x30 + digit] = FIRST_DIGIT + digit
    for letter in range(26):
        table[0x61 + letter] = table[0x41 + letter] = FIRST_LETTER + letter
    return table
