"""Checks of arguments that everything public shares: words, texts, icons."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from anew.emoji import emoji_of
from anew.errors import InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Sequence


def one_of(kind: str, parameter: str, value: object, words: Sequence[object]) -> None:
    """Refuse a word that the parameter does not take."""
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
    """Anything as text that a browser can show.

    Names of files may hold halves of characters, which no message can carry; these show
    as the mark for what cannot be read.
    """
    text = str(body)
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def checked_icon(kind: str, icon: str | None) -> str:
    """The icon: one emoji, be it by its name, or `:material/name:`; "" for none."""
    if icon is None or icon == "":
        return ""
    text = icon.strip()
    if is_icon(text):
        return text
    named = emoji_of(text)
    if named is not None:
        return named
    raise InvalidParameterValueError(
        f"{kind}: icon={icon!r} is neither an emoji nor of the form ':material/name:'."
    )


def is_icon(text: str) -> bool:
    """Whether a text may be one emoji, or names a sign of the icon font."""
    is_material = text.startswith(":material/") and text.endswith(":")
    return is_material or _is_emoji(text)


def _is_emoji(text: str) -> bool:
    """Whether it may be one emoji: some are letters or digits to Unicode."""
    has_letters = any(letter.isalnum() and letter != "\u2139" for letter in text)
    is_keycap = len(text) <= 3 and text.endswith("\u20e3")
    return len(text) <= 16 and (is_keycap or not has_letters)
