"""A picture in any form, as an address that a browser can fetch.

Libraries are recognised by class name; only Pillow is ever imported, to write a JPEG. Content
goes to the session's media; a browser that has it already is not sent it again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import struct
import zlib
from functools import lru_cache
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from anew.ambient.context import here
from anew.arguments import shown_text
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError, NotAvailableError

FORMATS = ("auto", "PNG", "JPEG")
SVG = re.compile(rb"<svg[\s>]")
# One item that may precede `<svg`. They are matched one by one, so that nothing is tried twice.
BEFORE_SVG = re.compile(rb"\s+|<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>", re.DOTALL)
PNG = b"\x89PNG\r\n\x1a\n"
# The first bytes of each file type.
BEGINNINGS = (
    (PNG, "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
COLOUR_TYPES = {1: 0, 3: 2, 4: 6}  # Of PNG, by the numbers per pixel.
QUALITY = 90  # Of a JPEG: the loss is not visible.
QUICK = 1  # zlib's level: higher ones save a tenth and take several times as long.


def picture_address(
    kind: str,
    image: Any,
    *,
    clamp: bool = False,
    channels: str = "RGB",
    output_format: str = "auto",
) -> str:
    """The address of a picture, in whatever form it is given.

    Args:
        kind: The calling command, named in errors.
    """
    if isinstance(image, str):
        return _of_text(kind, image)
    if isinstance(image, PathLike):
        return _of_file(kind, str(image))
    if isinstance(image, bytes | bytearray | memoryview):
        return _of_content(kind, bytes(image), "The bytes are")
    if _is_pillow(image):
        return _of_pillow(image, output_format)
    if callable(getattr(image, "__array__", None)) and hasattr(image, "dtype"):
        return _of_array(kind, image, clamp, channels, output_format)
    if callable(getattr(image, "read", None)):
        return _of_content(kind, _read(kind, image), "The file is")
    raise InvalidParameterTypeError(
        f"{kind}: {type(image).__name__} is not a picture. Pass a path, an address, bytes, an open "
        f"file, an array of numpy or a picture of Pillow."
    )


def is_picture(value: object) -> bool:
    """Whether a value is a picture of a library."""
    return _is_pillow(value)


def _of_text(kind: str, text: str) -> str:
    if text.startswith(("https://", "http://")):
        return shown_text(text)
    if text.startswith("data:"):
        return _of_content(kind, _data_content(kind, text), "The data is")
    content = text.encode("utf-8", "replace")
    if is_svg(content):
        return here().run.media.put(content, "image/svg+xml")
    return _of_file(kind, text)


def _data_content(kind: str, address: str) -> bytes:
    """The content of a data: address (RFC 2397)."""
    head, comma, body = address.partition(",")
    content = unquote_to_bytes(body)
    if not comma:
        raise InvalidParameterValueError(
            f"{kind}: {address[:40]!r} is an address of data without any data."
        )
    if not head.endswith(";base64"):
        return content
    try:
        return base64.b64decode(content)
    except binascii.Error as error:
        raise InvalidParameterValueError(
            f"{kind}: the data of {address[:40]!r} is not base64."
        ) from error


def _of_file(kind: str, path: str) -> str:
    try:
        content = Path(path).read_bytes()
    except (OSError, TypeError, ValueError) as error:
        raise InvalidParameterValueError(
            f"{kind}: the file {path[:200]!r} cannot be read. Pass a path relative to the folder "
            f"in which the app was started, or an address that begins with 'https://'."
        ) from error
    return _of_content(kind, content, f"The file {path!r} is")


def _of_content(kind: str, content: bytes, subject: str) -> str:
    media_type = media_type_of(content)
    if media_type is None:
        raise InvalidParameterValueError(
            f"{kind}: {subject[0].lower()}{subject[1:]} not a picture that browsers know. Pass a "
            f"PNG, JPEG, GIF, WebP, AVIF, BMP or SVG."
        )
    return here().run.media.put(content, media_type)


def media_type_of(content: bytes) -> str | None:
    """The type of a picture, by its first bytes; None if browsers do not know it.

    >>> media_type_of(b"GIF89a"), media_type_of(b"<svg viewBox='0 0 1 1'/>"), media_type_of(b"x")
    ('image/gif', 'image/svg+xml', None)
    """
    for beginning, media_type in BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif"
    return "image/svg+xml" if is_svg(content[:10_000].removeprefix(b"\xef\xbb\xbf")) else None


def is_svg(content: bytes) -> bool:
    """Whether content begins like SVG.

    >>> is_svg(b"<?xml version='1.0'?> <!-- by hand --> <svg id='a'/>"), is_svg(b"<a><svg/></a>")
    (True, False)
    """
    start = 0
    while found := BEFORE_SVG.match(content, start):
        start = found.end()
    return SVG.match(content, start) is not None


def _read(kind: str, file: Any) -> bytes:
    """All of an open file, whatever its position."""
    if callable(getattr(file, "seek", None)):
        file.seek(0)
    content = file.read()
    if isinstance(content, str):
        return content.encode()
    if not isinstance(content, bytes):
        raise InvalidParameterTypeError(
            f"{kind}: reading {type(file).__name__} gave {type(content).__name__}, not bytes."
        )
    return content


# Pillow ---------------------------------------------------------------------------------------


def _is_pillow(image: object) -> bool:
    return any(base.__module__.partition(".")[0] == "PIL" for base in type(image).__mro__)


def _of_pillow(image: Any, output_format: str) -> str:
    name = output_format if output_format != "auto" else _best_format(image)
    source = _digest(name, image.mode, image.size, content=image.tobytes())
    media_type = f"image/{name.lower()}"
    return here().run.media.put_made(lambda: _saved(image, name), media_type, source=source)


def _best_format(image: Any) -> str:
    """JPEG for what may be a photograph; PNG for transparency or few colours."""
    is_whole = image.mode in {"L", "RGB", "CMYK", "YCbCr", "HSV", "LAB"}
    return "JPEG" if is_whole and "transparency" not in image.info else "PNG"


def _saved(image: Any, name: str) -> bytes:
    modes = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"}}
    if image.mode not in modes[name]:
        image = image.convert("RGB" if name == "JPEG" else "RGBA")
    buffer = io.BytesIO()
    image.save(buffer, name, **({"quality": QUALITY} if name == "JPEG" else {}))
    return buffer.getvalue()


# Arrays ---------------------------------------------------------------------------------------


def _of_array(kind: str, array: Any, clamp: bool, channels: str, output_format: str) -> str:
    height, width, depth = _shape(kind, array)
    pixels = _in_bytes(kind, array, clamp)
    if channels == "BGR" and depth >= 3:
        pixels = pixels[..., [2, 1, 0, *range(3, depth)]]
    raw = pixels.tobytes()
    is_photograph = depth < 4 and array.dtype.kind != "b" and _has_pillow()
    is_jpeg = output_format == "JPEG" or (output_format == "auto" and is_photograph)
    encode = _jpeg if is_jpeg else png
    return here().run.media.put_made(
        lambda: encode(raw, width, height, depth),
        "image/jpeg" if is_jpeg else "image/png",
        source=_digest(is_jpeg, width, height, depth, content=raw),
    )


@lru_cache(maxsize=1)
def _has_pillow() -> bool:
    return find_spec("PIL") is not None


def _shape(kind: str, array: Any) -> tuple[int, int, int]:
    """Height, width and numbers per pixel."""
    match tuple(array.shape):
        case (height, width):
            depth = 1
        case (height, width, 1 | 3 | 4 as depth):
            pass
        case shape:
            raise InvalidParameterValueError(
                f"{kind}: an array of the shape {shape} is not a picture. Pass one of rows and "
                f"columns, with 1, 3 or 4 numbers per pixel if it has colours."
            )
    if not height or not width:
        raise InvalidParameterValueError(
            f"{kind}: the array has the shape {tuple(array.shape)}: it has no pixels."
        )
    return height, width, depth


def _in_bytes(kind: str, array: Any, clamp: bool) -> Any:
    """The array as integers from 0 to 255."""
    if array.dtype.kind not in "fiub":
        raise InvalidParameterTypeError(
            f"{kind}: an array of {array.dtype} is not a picture. Pass one of numbers."
        )
    if array.dtype.kind == "b":
        return array.astype("uint8") * 255
    if str(array.dtype) == "uint8":
        return array
    most = 1 if array.dtype.kind == "f" else 255
    if clamp:
        array = array.clip(0, most)
    elif not (array.min() >= 0 and array.max() <= most):
        raise InvalidParameterValueError(
            f"{kind}: the array has numbers from {array.min()} to {array.max()}; for "
            f"{array.dtype} they go from 0 to {most}. Scale them, or pass clamp=True."
        )
    return (array * 255).astype("uint8") if most == 1 else array.astype("uint8")


def png(raw: bytes, width: int, height: int, depth: int) -> bytes:
    """A PNG from pixels of 1, 3 or 4 bytes, row by row."""
    length = width * depth
    # Each row begins with its filter type: 0, for none.
    rows = b"".join(b"\0" + raw[at : at + length] for at in range(0, height * length, length))
    head = struct.pack(">IIBBBBB", width, height, 8, COLOUR_TYPES[depth], 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows, QUICK)), (b"IEND", b"")]
    return PNG + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _jpeg(raw: bytes, width: int, height: int, depth: int) -> bytes:
    try:
        from PIL import Image as Pillow  # noqa: PLC0415  # Pillow is optional
    except ImportError as error:
        raise NotAvailableError(
            "image: output_format='JPEG' needs Pillow. Install it, or pass 'PNG'."
        ) from error
    mode = {1: "L", 3: "RGB", 4: "RGBA"}[depth]
    return _saved(Pillow.frombytes(mode, (width, height), raw), "JPEG")


def _digest(*parts: object, content: bytes) -> str:
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=20)
    digest.update(content)
    return digest.hexdigest()
