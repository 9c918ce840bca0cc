"""Checks of arguments that all public functions share: words, text, icons."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from anew.emoji import emoji_of
from anew.errors import InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Sequence


def one_of(kind: str, parameter: str, value: object, words: Sequence[object]) -> None:
    """Refuse a value that is not one of `words`."""
    if value not in words:
        known = ", ".join(repr(word) for word in words)
        raise InvalidParameterValueError(f"{kind}: {parameter}={value!r} is not one of {known}.")


def words_of(kind: object) -> tuple[Any, ...]:
    """The words that a type allows: those of its `Literal`, and None if that is one of them.

    >>> words_of(Literal["left", "right"] | None)
    ('left', 'right', None)
    >>> words_of(int | Literal["stretch"])
    ('stretch',)
    """
    if kind is NoneType:
        return (None,)
    parts = get_args(kind)
    return (
        parts
        if get_origin(kind) is Literal
        else tuple(word for part in parts for word in words_of(part))
    )


def shown_text(body: object) -> str:
    """Any value as text that a browser can show.

    File names may contain lone surrogates, which cannot be sent as UTF-8. They are replaced
    by U+FFFD, the replacement character.
    """
    text = str(body)
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def checked_icon(kind: str, icon: str | None) -> str:
    """The icon: an emoji, also if given by name, or `:material/name:`; "" for none."""
    if icon is None or icon == "":
        return ""
    text = icon.strip()
    if is_icon(text):
        return text
    named = emoji_of(text)
    if named is not None:
        return named
    raise InvalidParameterValueError(
        f"{kind}: icon={icon!r} is not an icon. Pass one emoji, or ':material/name:'."
    )


def is_icon(text: str) -> bool:
    """Whether a string may be one emoji, or names a symbol of the icon font."""
    is_material = text.startswith(":material/") and text.endswith(":")
    return is_material or _is_emoji(text)


def _is_emoji(text: str) -> bool:
    """Whether it may be one emoji. Unicode counts some emoji as letters or digits."""
    has_letters = any(letter.isalnum() and letter != "\u2139" for letter in text)
    is_keycap = len(text) <= 3 and text.endswith("\u20e3")
    return len(text) <= 16 and (is_keycap or not has_letters)
