"""Pictures, from wherever the author has them."""

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
    link: str = ""  # Where a press on it leads.
    each_width: int = 0  # Pixels of each of several; 0 for what `width` says.
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
        image: A path below the working directory, an address that begins with "https://", the
            content of a file as bytes or as an open file, SVG as text, an array of numpy (gray,
            RGB or RGBA, of whole numbers to 255 or of others from 0 to 1), a picture of Pillow;
            or a list of these.
        caption: Markdown below it; a list for a list of pictures.
        width: "content" for its own, but not more than there is room for; "stretch" for all
            the room; or pixels.
        clamp: Whether numbers of an array that are out of range become the nearest in range.
        channels: What comes first in an array of colours: "RGB", or "BGR" as of OpenCV.
        output_format: How an array or a picture of Pillow is sent: "PNG", which loses nothing,
            "JPEG" (which needs Pillow), or "auto" for JPEG where it has neither see-through
            parts nor few colours and Pillow is there.
        use_container_width: The older word for `width`: True is "stretch".
        link: An address to which a press on the picture leads. For one picture alone.
        use_column_width: A word older than that: "always" or True is "stretch".
        alt: What it shows, for those who do not see it; a list for a list of pictures. Left
            out, it is the caption.

    Returns:
        Its place: a command called on it replaces it.

    Raises:
        InvalidParameterTypeError: `image` is nothing that can be shown.
        InvalidParameterValueError: There is no such file, it is no picture, or an argument is none of its words.
        IncompatibleParametersError: There are not as many captions as pictures, or a link for
            several.

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
            f"image: a link goes with one picture, and there are {len(images)}. Show each by itself."
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
    """The description, or what a caption says without its marks."""
    if description is not None:
        return shown_text(description)
    if caption is None:
        return ""
    before, *tags = Inline(shown_text(caption)).to_wire().split("<")
    return html.unescape(before + "".join(tag.partition(">")[2] for tag in tags))


def _listed(image: object) -> list[object]:
    """The pictures of a list, which an array of several dimensions may be as well."""
    shape = getattr(image, "shape", ())
    if len(shape) == 4:
        return list(cast("Iterable[object]", image))
    if isinstance(image, list | tuple) and not is_picture(image):
        return list(image)
    return [image]


def _as_many(parameter: str, given: object, count: int) -> list[Any]:
    """What is given for each picture, or for the only one."""
    if given is None:
        return [None] * count
    each = list(given) if isinstance(given, list | tuple) else [given]
    if len(each) != count:
        raise IncompatibleParametersError(
            f"image: {parameter} has {len(each)} texts for {count} pictures. Pass one for each."
        )
    return each


def _width(width: Any, use_container_width: bool | None, use_column_width: object) -> Any:
    """The width, in the words of today."""
    if use_container_width is not None:
        return "stretch" if use_container_width else width
    if use_column_width is not None:
        words = ("auto", "always", "never", True, False)
        one_of("image", "use_column_width", use_column_width, words)
        return "stretch" if use_column_width in {"always", True} else width
    return width
