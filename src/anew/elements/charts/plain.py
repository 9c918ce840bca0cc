"""What a figure holds, as JSON, without importing the libraries whose values it may hold."""

from __future__ import annotations

from base64 import b64encode
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from anew.arguments import shown_text
from anew.errors import InvalidParameterTypeError

if TYPE_CHECKING:
    from collections.abc import Callable

# Kinds of numbers in arrays that browsers have an array for.
PACKED = frozenset({"i1", "u1", "i2", "u2", "i4", "u4", "f4", "f8"})
LISTS = ("to_numpy", "tolist", "to_list", "to_pylist")  # How libraries give their values.


def json_of(kind: str, value: object) -> str:
    """A figure as JSON, with its arrays as lists; what is not finite is null.

    >>> json_of("echarts_chart", {"data": [1, float("nan"), (2, 3)]})
    '{"data":[1,null,[2,3]]}'
    """
    return _encoded(kind, value, _listed)


def packed_json_of(kind: str, value: object) -> str:
    """The same, with arrays of numbers in the form that Plotly has for them."""
    return _encoded(kind, value, _packed)


def _encoded(kind: str, value: object, array: Callable[[Any], object]) -> str:
    def known(part: Any) -> object:
        if hasattr(part, "to_plotly_json"):
            return part.to_plotly_json()
        if hasattr(part, "dtype") and hasattr(part, "shape"):
            return array(part)
        for name in LISTS:
            if hasattr(part, name):
                return getattr(part, name)()
        raise InvalidParameterTypeError(
            f"{kind}: the figure holds {shown_text(repr(part))[:80]}, which is no number, text, "
            f"date, list or dict. Convert it first."
        )

    encoder = msgspec.json.Encoder(enc_hook=known, decimal_format="number")
    try:
        return encoder.encode(value).decode()
    except UnicodeEncodeError:
        whole = msgspec.to_builtins(value, enc_hook=known, str_keys=True, builtin_types=(Decimal,))
        return encoder.encode(_in_whole_characters(whole)).decode()
    except InvalidParameterTypeError:
        raise
    except (TypeError, RecursionError) as error:
        raise InvalidParameterTypeError(
            f"{kind}: the figure cannot be told to a browser: {error}"
        ) from error


def _in_whole_characters(part: object) -> object:
    match part:
        case str():
            return shown_text(part)
        case list() | tuple():
            return [_in_whole_characters(item) for item in part]
        case dict():
            return {shown_text(name): _in_whole_characters(item) for name, item in part.items()}
    return part


def _listed(part: Any) -> object:
    """An array, a column or a single value of numpy or pandas."""
    if not hasattr(part, "tolist"):
        return part.to_list()
    if getattr(part.dtype, "kind", "") != "M":
        return part.tolist()
    if not hasattr(part, "astype") or not hasattr(part, "item"):
        return str(part)
    # Times in nanoseconds would become plain numbers.
    texts = part.astype("datetime64[ms]")
    texts = (texts.to_numpy() if hasattr(texts, "to_numpy") else texts).astype(str).tolist()
    return _or_none(texts)


def _or_none(texts: Any) -> object:
    if isinstance(texts, list):
        return [_or_none(text) for text in texts]
    return None if texts == "NaT" else texts


def _packed(part: Any) -> object:
    if hasattr(part, "to_numpy"):
        part = part.to_numpy()
    name = getattr(part.dtype, "str", "")
    if len(part.shape) not in {1, 2} or name[1:] not in PACKED or name[0] == ">":
        return _listed(part)
    packed: dict[str, object] = {
        "dtype": name[1:],
        "bdata": b64encode(part.tobytes()).decode(),  # By rows, also if it is a part of another.
    }
    if len(part.shape) == 2:  # Rows and columns.
        packed["shape"] = ", ".join(map(str, part.shape))
    return packed
