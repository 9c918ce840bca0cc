"""Names that anew does not have: of commands that Streamlit removed, and of nothing.

For a removed one, the error names the successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from anew.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    Find: TypeAlias = Callable[[str, object | None], object | None]


_TRIALS = ("experimental_", "beta_")  # Such commands were later renamed without the prefix.
_GIVEN_UP = {
    "cache": ("cache_data", "cache_resource"),
    "experimental_get_query_params": ("query_params",),
    "experimental_memo": ("cache_data",),
    "experimental_set_query_params": ("query_params",),
    "experimental_show": ("write",),
    "experimental_singleton": ("cache_resource",),
}


def may_be_older(name: str) -> bool:
    """Whether a name looks like one that Streamlit once had."""
    return name in _GIVEN_UP or name.startswith(_TRIALS)


def successors(name: str, known: Collection[str]) -> tuple[str, ...]:
    """The successors of a command that Streamlit once had; empty if it is not such a command.

    >>> successors("beta_columns", ["columns"])
    ('columns',)
    """
    if name in _GIVEN_UP:
        return _GIVEN_UP[name]
    for trial in _TRIALS:
        stayed = name.removeprefix(trial)
        if stayed != name and stayed in known:
            return (stayed,)
    return ()


_finds: list[Find] = []  # Set by `anew.compat`, which is above all that asks for names.


def offer_older(find: Find) -> Callable[[], None]:
    """Let older names be found by a function, until the returned function is called.

    Args:
        find: From a name, and the container whose attribute it should be (None for `st`), to what
            stands for it, or None.
    """
    _finds.append(find)
    return lambda: _finds.remove(find)


def older(name: str, container: object | None = None) -> object | None:
    """What stands for a name of an older version, if such names are offered; else None."""
    return _finds[-1](name, container) if _finds else None


def missing(name: str, known: Collection[str], *, within: str = "st") -> Exception:
    """The error for a name that does not exist: no longer, or not at all.

    Args:
        name: The name that the script used.
        known: The names that exist.
        within: The object whose attribute it should be.
    """
    new = successors(name, known)
    if not new:
        return AttributeError(f"anew has no {name!r} yet.{did_you_mean(name, known)}")
    # The successor of a container's command may exist only in the module.
    places = [f"{within if one in known else 'st'}.{one}" for one in new]
    gone = f"{within}.{name} was removed, in Streamlit too, in favour of {' and '.join(places)}"
    return AttributeError(f"{gone}: use {'that' if len(new) == 1 else 'one of them'} instead.")
