"""Pictures, from any source."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import msgspec

from anew.arguments import one_of, shown_text, words_of
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Inline
from anew.elements.shared.parameters import Width, checked_address, checked_width
from anew.elements.shared.pictures import FORMATS, is_picture, picture_address
from anew.errors import IncompatibleParametersError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from anew.elements.container import Container

Channels: TypeAlias = Literal["RGB", "BGR"]
CHANNELS = words_of(Channels)
Format: TypeAlias = Literal["JPEG", "PNG", "auto"]


class Picture(msgspec.Struct, frozen=True, omit_defaults=True):
    """One picture."""

    src: str = ""
    caption: Inline | None = None
    alt: str = ""


class Image(Element, frozen=True):
    """Pictures beside one another, each with its caption."""

    pictures: tuple[Picture, ...] = ()
    link: str = ""  # Where a click on it leads.
    each_width: int = 0  # Width of each of several, in pixels; 0 to use `width`.
    width: Width = "content"


@command("Media")
def image(
    image: object,
    caption: str | Sequence[str] | None = None,
    width: Width = "content",
    clamp: bool = False,
    channels: Channels = "RGB",
    output_format: Format = "auto",
    *,
    use_container_width: bool | None = None,
    link: str | None = None,
    use_column_width: Literal["auto", "always", "never"] | bool | None = None,
    alt: str | Sequence[str | None] | None = None,
) -> Container:
    """Show a picture, or several beside one another.

    Args:
        image: A path relative to the working directory, an address that begins with "https://",
            the content of a file as bytes or as an open file, SVG as text, a numpy array (gray,
            RGB or RGBA; integers up to 255, or floats from 0 to 1), a Pillow image; or a list
            of these.
        caption: Markdown below it; a list for a list of pictures.
        width: "content" for its own width, limited to the available one; "stretch" for all of
            the available width; or pixels.
        clamp: Whether numbers of an array that are out of range are clamped to it.
        channels: The order of colours in an array: "RGB", or "BGR" as in OpenCV.
        output_format: How an array or a Pillow image is sent: "PNG", which is lossless, "JPEG"
            (which needs Pillow), or "auto" for JPEG if Pillow is installed and the picture has
            neither transparency nor few colours.
        use_container_width: The older form of `width`: True means "stretch".
        link: The address that a click on the picture leads to; only for a single picture.
        use_column_width: An even older form: "always" or True means "stretch".
        alt: A description, for those who cannot see it; a list for a list of pictures. By
            default the caption.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `image` is of a type that cannot be shown.
        InvalidParameterValueError: There is no such file, it is not a picture, or another
            argument is not one of its allowed values.
        IncompatibleParametersError: The number of captions differs from that of pictures, or
            several pictures have a link.

    Example:
        >>> svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 9h9V0z'/></svg>"
        >>> st.image(svg, caption="A *triangle*", width=200)
    """
    one_of("image", "channels", channels, CHANNELS)
    one_of("image", "output_format", output_format, FORMATS)
    images = _listed(image)
    captions = _as_many("caption", caption, len(images))
    alts = _as_many("alt", alt, len(images))
    if link is not None and len(images) != 1:
        raise IncompatibleParametersError(
            f"image: a link goes with one picture, and there are {len(images)}. Show each by "
            f"itself."
        )
    pictures = [
        Picture(
            src=picture_address(
                "image", one, clamp=clamp, channels=channels, output_format=output_format
            ),
            caption=None if words is None else Inline(shown_text(words)),
            alt=_alt(words, description),
        )
        for one, words, description in zip(images, captions, alts, strict=True)
    ]
    room = checked_width("image", _width(width, use_container_width, use_column_width))
    is_row = len(pictures) > 1 and isinstance(room, int)
    record = Image(
        pictures=tuple(pictures),
        link="" if link is None else checked_address("image", "link", link),
        each_width=room if is_row and isinstance(room, int) else 0,
        width="stretch" if is_row else room,
    )
    return slot_of(record)


def _alt(caption: object, description: object) -> str:
    """The description, or the caption without its markup."""
    if description is not None:
        return shown_text(description)
    if caption is None:
        return ""
    before, *tags = Inline(shown_text(caption)).to_wire().split("<")
    return html.unescape(before + "".join(tag.partition(">")[2] for tag in tags))


def _listed(image: object) -> list[object]:
    """The pictures of a list, or of an array with four dimensions."""
    shape = getattr(image, "shape", ())
    if len(shape) == 4:
        return list(cast("Iterable[object]", image))
    if isinstance(image, list | tuple) and not is_picture(image):
        return list(image)
    return [image]


def _as_many(parameter: str, given: object, count: int) -> list[Any]:
    """What is given for each picture, as a list."""
    if given is None:
        return [None] * count
    each = list(given) if isinstance(given, list | tuple) else [given]
    if len(each) != count:
        raise IncompatibleParametersError(
            f"image: {parameter} has {len(each)} items for {count} pictures. Pass one for each."
        )
    return each


def _width(width: Any, use_container_width: bool | None, use_column_width: object) -> Any:
    """The width, with the older parameters taken into account."""
    if use_container_width is not None:
        return "stretch" if use_container_width else width
    if use_column_width is not None:
        words = ("auto", "always", "never", True, False)
        one_of("image", "use_column_width", use_column_width, words)
        return "stretch" if use_column_width in {"always", True} else width
    return width
