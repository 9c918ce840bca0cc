"""Which slice of the icon font has an icon: the client loads those that a page needs.

`client/icons.mjs` makes the slices, and has the same rule.
"""

from __future__ import annotations

SLICES = 128


def slice_of(name: str) -> int:
    """The number of an icon's slice.

    >>> slice_of("home")
    95
    """
    number = 0
    for letter in name:
        number = (number * 31 + ord(letter)) % SLICES
    return number
