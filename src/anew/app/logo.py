"""`st.logo`: the logo of the app, at the top left of each page that calls it."""

from __future__ import annotations

from typing import Literal

from anew.ambient.context import commanded_run
from anew.arguments import is_icon, one_of, shown_text, words_of
from anew.elements.areas import Logo
from anew.elements.shared.pictures import picture_address
from anew.errors import InvalidParameterValueError

Size = Literal["small", "medium", "large"]
SIZES = words_of(Size)


def logo(
    image: object,
    *,
    size: Size = "medium",
    link: str | None = None,
    icon_image: object = None,
) -> None:
    """Show the logo of the app at the top left: in the sidebar, and while that is closed, in the header.

    It may be called anywhere. The last call in a run counts, and without one there is no logo: in an
    app of several pages, call it in the script that calls `st.navigation`, or in each page.

    Args:
        image: A picture in any form that `st.image` takes, one emoji, or ":material/name:". Choose
            one that can be seen on light and on dark.
        size: Its height: "small" is 20 pixels, "medium" 24 and "large" 32.
        link: The address that a click on it leads to, in a new tab; it begins with "https://" or
            "http://".
        icon_image: Shown in the header instead, while the sidebar is closed: best a square one.

    Raises:
        InvalidParameterTypeError: An image is of a type that cannot be shown.
        InvalidParameterValueError: An image cannot be read, `size` is not one of its words, or
            `link` is no such address.

    Example:
        >>> st.logo("🥐", size="large", link="https://example.org")
        >>> st.sidebar.write("The bakery")
    """
    one_of("logo", "size", size, SIZES)
    record = Logo(
        image=_sign(image),
        icon_image="" if icon_image is None else _sign(icon_image),
        size=size,
        link="" if link is None else _checked_link(link),
    )
    commanded_run().set_area("logo", record)


def _sign(image: object) -> str:
    """The address of a picture, or an icon by its name."""
    text = image.strip() if isinstance(image, str) else ""
    return text if text and is_icon(text) else picture_address("logo", image)


def _checked_link(link: object) -> str:
    text = shown_text(link).strip()
    if not text.lower().startswith(("https://", "http://")):
        raise InvalidParameterValueError(
            f"logo: link={text[:80]!r} is not an address elsewhere. Pass one that begins with "
            f"'https://' or 'http://'."
        )
    return text
