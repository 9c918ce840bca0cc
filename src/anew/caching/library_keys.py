"""What identifies values of well-known libraries, for the keys of calls.

anew never imports these libraries. A class is recognized by its library's name and its own
name, and its parts are read through the value's own methods.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

from anew.codec.libraries import known_as

if TYPE_CHECKING:
    from collections.abc import Callable

Parts = tuple[object, ...]


def parts_of(value: object) -> Parts | None:
    """Plain values that identify it among those of its class; None if its class is unknown."""
    take = known_as(value, _PARTS)
    return None if take is None else take(value)


def _array(value: Any) -> Parts:
    if value.dtype.hasobject:
        return (repr(value.dtype), value.shape, value.ravel().tolist())
    return (repr(value.dtype), value.shape, value.tobytes())


def _masked_array(value: Any) -> Parts:
    return (*_array(value.filled()), value.mask.tobytes(), value.mask.shape)


def _frame(value: Any) -> Parts:
    columns = [_column(value.iloc[:, place]) for place in range(value.shape[1])]
    return (_index(value.columns), _index(value.index), columns, value.attrs)


def _series(value: Any) -> Parts:
    return (_index(value.index), _column(value), value.name, value.attrs)


def _index(value: Any) -> Parts:
    if value.nlevels > 1:
        levels = [_column(value.get_level_values(level)) for level in range(value.nlevels)]
        return (list(value.names), levels)
    return (list(value.names), _column(value))


def _column(value: Any) -> Parts:
    array, kind = value.array, str(value.dtype)
    if hasattr(array, "codes"):  # Categorical.
        return (kind, array.codes, _index(array.categories), array.ordered)
    if hasattr(array, "asi8"):  # Datetimes and periods: to_numpy would make an object of each.
        return (kind, array.asi8)
    return (kind, value.to_numpy())


def _polars(value: Any) -> Parts:
    buffer = io.BytesIO()
    frame = value if hasattr(value, "write_ipc") else value.to_frame()
    frame.rechunk().write_ipc(buffer, compression="uncompressed")
    return (buffer.getvalue(),)


def _arrow_table(value: Any) -> Parts:
    arrow = sys.modules["pyarrow"]
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, value.schema) as stream:
        # Equal tables may be split into different chunks.
        stream.write(value.combine_chunks() if hasattr(value, "combine_chunks") else value)
    return (sink.getvalue().to_pybytes(),)


def _arrow_column(value: Any) -> Parts:
    return _arrow_table(sys.modules["pyarrow"].table({"": value}))


def _image(value: Any) -> Parts:
    about = {
        name: what for name, what in sorted(value.info.items(), key=repr) if type(what) in _ABOUT
    }
    return (value.mode, value.size, value.getpalette(), about, value.tobytes())


_ABOUT = (bool, int, float, str, bytes)


def _tensor(value: Any) -> Parts:
    """A PyTorch tensor. The 16-bit floats are widened, which keeps their values.

    numpy has no bfloat16.
    """
    plain = value.detach().cpu()
    name = str(value.dtype)
    array = plain.float() if name in {"torch.bfloat16", "torch.float16"} else plain
    return (name, tuple(value.shape), array.numpy())


_PARTS: dict[tuple[str, str], Callable[[Any], Parts]] = {
    ("numpy", "ndarray"): _array,
    ("numpy", "MaskedArray"): _masked_array,
    ("numpy", "generic"): lambda value: (repr(value.dtype), value.tobytes()),
    ("numpy", "dtype"): lambda value: (repr(value),),
    ("numpy", "ufunc"): lambda value: (value.__name__,),
    ("pandas", "DataFrame"): _frame,
    ("pandas", "Series"): _series,
    ("pandas", "Index"): _index,
    ("pandas", "Timestamp"): lambda value: (repr(value), value.unit),
    ("pandas", "Timedelta"): lambda value: (repr(value), value.unit),
    ("pandas", "Period"): lambda value: (repr(value),),
    ("pandas", "Interval"): lambda value: (value.left, value.right, value.closed),
    ("pandas", "NaTType"): lambda value: (),
    ("pandas", "NAType"): lambda value: (),
    ("pandas", "BaseOffset"): lambda value: (repr(value),),
    ("polars", "DataFrame"): _polars,
    ("polars", "Series"): _polars,
    ("pyarrow", "Table"): _arrow_table,
    ("pyarrow", "RecordBatch"): _arrow_table,
    ("pyarrow", "ChunkedArray"): _arrow_column,
    ("pyarrow", "Array"): _arrow_column,
    ("pyarrow", "Schema"): lambda value: (value.serialize().to_pybytes(),),
    ("pyarrow", "DataType"): lambda value: (str(value),),
    ("PIL", "Image"): _image,
    ("torch", "Tensor"): _tensor,
    ("torch", "dtype"): lambda value: (str(value),),
    ("torch", "device"): lambda value: (str(value),),
    ("tensorflow", "Tensor"): lambda value: (value.numpy(),),
    ("jaxlib", "ArrayImpl"): lambda value: (value.__array__(),),
}
