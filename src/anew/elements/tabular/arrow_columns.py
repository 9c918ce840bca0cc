"""Columns of many rows whose texts stay in Arrow: a million of Python's own take a while, and 60 MB.

Only where Arrow is loaded already, as it is by pandas; a column that Arrow cannot take is read as usual.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

from anew.elements.shared.parameters import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY_ROWS = 50_000


class ArrowTexts(Sequence["str | None"]):
    """Texts, None for missing ones; immutable."""

    __slots__ = ("held",)

    def __init__(self, held: Any) -> None:
        """Wrap an array of Arrow, of the type `large_string`."""
        self.held = held

    def __len__(self) -> int:
        return len(self.held)

    def __iter__(self) -> Iterator[str | None]:
        listed: list[str | None] = self.held.to_pylist()
        return iter(listed)

    @overload
    def __getitem__(self, at: int) -> str | None: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str | None, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str | None, ...] | None:
        if isinstance(at, slice):
            start, end, step = at.indices(len(self.held))
            return tuple(self.held[start:end].to_pylist()[::step])
        text: str | None = self.held[at].as_py()
        return text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ArrowTexts) and bool(self.held.equals(other.held))

    __hash__ = None  # type: ignore[assignment]  # as lists have none

    def parts(self) -> tuple[memoryview, memoryview]:
        """The length of each, and all their bytes: the same for the same texts, whatever they are of."""
        pc = import_module("pyarrow.compute")
        lengths = pc.fill_null(pc.binary_length(self.held), -1)
        _, ends, content = self.held.buffers()
        first, count = self.held.offset, len(self.held)
        own = memoryview(ends).cast("q")[first : first + count + 1]
        whole = memoryview(b"" if content is None else content).cast("B")
        return memoryview(lengths.buffers()[1])[: count * 8], whole[own[0] : own[-1]]


def texts_of(values: Any) -> ArrowTexts | None:
    """A column of texts; None if it is short, or something else."""
    pa = sys.modules.get("pyarrow")
    if pa is None or len(values) < MANY_ROWS:
        return None
    try:
        if isinstance(values, pa.Array | pa.ChunkedArray):
            return ArrowTexts(_whole(pa, values.cast(pa.large_string())))
        return ArrowTexts(_whole(pa, pa.array(values, pa.large_string(), from_pandas=True)))
    except (pa.ArrowException, TypeError, ValueError):
        return None


def moments_of(values: Any) -> ArrowTexts | None:
    """A column of numpy's datetimes, as `datetime.isoformat` writes them; None if it is short."""
    pa = sys.modules.get("pyarrow")
    if pa is None or len(values) < MANY_ROWS or "pyarrow.compute" not in sys.modules:
        return None
    pc = sys.modules["pyarrow.compute"]
    exact = pa.array(values.astype("datetime64[us]"))
    whole = pc.floor_temporal(exact, unit="second")
    texts = pc.if_else(
        pc.equal(whole, exact),
        whole.cast(pa.timestamp("s")).cast(pa.large_string()),
        exact.cast(pa.large_string()),
    )
    return ArrowTexts(pc.replace_substring(texts, " ", "T"))


def numbers_of(values: Any) -> array[float] | None:
    """The numbers of a column of Arrow, NaN for missing ones; None for anything else, or if one is too large."""
    pa = sys.modules["pyarrow"]
    kind, pc = values.type, sys.modules.get("pyarrow.compute")
    is_whole = pa.types.is_integer(kind)
    if pc is None or len(values) < MANY_ROWS or not (is_whole or pa.types.is_floating(kind)):
        return None
    bounds = pc.min_max(values).as_py() if is_whole else {"min": 0, "max": 0}
    if None in bounds.values() or bounds["max"] > MOST or bounds["min"] < -MOST:
        return None
    floats = _whole(pa, pc.fill_null(values.cast(pa.float64()), float("nan")))
    numbers = array("d")
    own = memoryview(floats.buffers()[1])
    numbers.frombytes(own[floats.offset * 8 : (floats.offset + len(floats)) * 8])
    return numbers


def _whole(pa: Any, values: Any) -> Any:
    """One array of what may be in several chunks."""
    if not isinstance(values, pa.ChunkedArray):
        return values
    chunks = values.chunks
    return chunks[0] if len(chunks) == 1 else pa.concat_arrays([*chunks])
