"""The form of Pillow's images: the mode, the size, and the bytes of all points.

An image that was opened from a file is afterwards one in memory, as after its `copy()`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from anew.codec.errors import CannotDecodeError, RefusedError
from anew.codec.form import Form, Reading, Writing

if TYPE_CHECKING:
    from collections.abc import Mapping

# Bytes of a point; of mode "1" there are eight points in a byte.
_POINT_BYTES: Mapping[str, int] = {
    "L": 1, "P": 1, "LA": 2, "La": 2, "PA": 2, "RGB": 3, "YCbCr": 3, "LAB": 3, "HSV": 3,
    "RGBA": 4, "RGBX": 4, "RGBa": 4, "CMYK": 4, "I": 4, "F": 4, "I;16": 2, "I;16L": 2, "I;16B": 2,
}  # fmt: skip
_WITH_PALETTE = frozenset({"P", "PA"})
MOST_SIDE = 1_000_000  # Points.


def _image(value: Any, writing: Writing) -> Any:
    if value.mode not in {*_POINT_BYTES, "1"}:
        raise RefusedError(value, f"an image of mode {value.mode!r}")
    value.load()  # Before, a palette that was just set is not the image's own yet.
    palette = None
    if value.mode in _WITH_PALETTE:
        mode = value.palette.mode
        palette = [mode, bytes(value.im.getpalette(mode, mode))]
    info = [[writing.part(name), writing.part(item)] for name, item in value.info.items()]
    return [value.mode, list(value.size), palette, info, writing.buffer(value.tobytes())]


def _read_image(parts: Any, reading: Reading) -> Any:
    mode, (width, height), palette, info, number = parts
    content = reading.buffer(number)
    if not (0 <= width <= MOST_SIDE and 0 <= height <= MOST_SIDE):
        raise CannotDecodeError("An image is too large.")
    line = (width + 7) // 8 if mode == "1" else width * _POINT_BYTES[mode]
    if line * height != content.nbytes:
        raise CannotDecodeError("An image has not as many bytes as its size tells.")
    kind = import_module("PIL.Image")
    if content.nbytes:
        image = kind.frombytes(mode, (width, height), bytes(content))
    else:
        image = kind.new(mode, (width, height))
    if palette is not None:
        colours, entries = palette
        image.putpalette(entries, colours)
    image.info = dict(info)
    return image


_FROM_FILES = (
    "PngImageFile", "JpegImageFile", "WebPImageFile", "GifImageFile", "BmpImageFile",
    "TiffImageFile", "PpmImageFile", "MpoImageFile",
)  # fmt: skip
_FORM = Form(110, _image, _read_image, has_identity=True)

FORMS: dict[tuple[str, str], Form] = {("PIL", name): _FORM for name in ("Image", *_FROM_FILES)}
