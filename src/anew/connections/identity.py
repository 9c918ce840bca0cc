"""What tells connections apart: where their secrets come from, their arguments, their classes.

The caches belong to the process, whose apps may have connections of the same name and other secrets.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import FunctionType
from typing import TYPE_CHECKING, Any

from anew.app.secrets import Source
from anew.caching.keys import digest_of
from anew.errors import InvalidParameterTypeError, UnhashableParamError

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTION = "connections"


def fixed(source: Source) -> Source:
    """The same files, and what the program passes now: another app may pass something else."""
    given = source.files.given
    return Source(source.files.with_given(None if given is None else dict(given)), source.named)


def place_of(source: Source, name: str) -> bytes:
    """From where a connection's secrets are read, whatever they are."""
    given = (source.files.given or {}).get(SECTION)
    own = content_of(given.get(name) if isinstance(given, Mapping) else given)
    return digest_of((source.files.script_folder, source.named, own))


def content_of(section: object) -> bytes:
    """The digest of a section of the secrets."""
    try:
        return digest_of(section)
    except UnhashableParamError:  # A program can pass anything. It is taken to stay what it is.
        return b""


def arguments_of(what: str, arguments: Mapping[str, Any], advice: str) -> bytes:
    """The digest of arguments, in whatever order they were passed.

    Args:
        what: The call, for errors.
        arguments: By their names.
        advice: What to do if one of them has no digest.
    """
    digests = []
    for name in sorted(arguments):
        try:
            digests.append((name, digest_of(arguments[name])))
        except UnhashableParamError as error:
            # Another text: that of the cause has an advice for functions.
            raise InvalidParameterTypeError(
                f"{what}: {name} is, or holds, an object by which anew cannot tell one call from "
                f"another. {advice}"
            ) from error
    return digest_of(digests)


def class_of(kind: type) -> bytes:
    """The digest of a class, with what it does: a script's class is another one after an edit."""
    return digest_of(
        [(part.__module__, part.__qualname__, list(_codes(part))) for part in kind.__mro__]
    )


def _codes(kind: type) -> Iterator[tuple[str, object]]:
    if kind.__module__.partition(".")[0] in {"anew", "builtins", "typing", "abc"}:
        return
    for name, member in vars(kind).items():
        inner = getattr(member, "fget", None) or getattr(member, "__func__", None) or member
        if isinstance(inner, FunctionType):
            yield name, inner.__code__
