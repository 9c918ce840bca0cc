"""What identifies a cached function, and which of its arguments are part of the key.

A script's functions are created again in each run. They count as the same function as long
as name, file and compiled code are the same. The line numbers do not count, so an edit
elsewhere in the file keeps the cached results.
"""

from __future__ import annotations

import functools
import inspect
import re
from types import FunctionType
from typing import TYPE_CHECKING, Any

from anew.caching.keys import digest_of
from anew.errors import InvalidParameterTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import CodeType

Arguments = list[tuple[str, Any]]


def name_of(function: Callable[..., object]) -> str:
    """The function's name as its author knows it."""
    return getattr(function, "__qualname__", repr(function)).replace("<locals>.", "")


def identity_of(function: Callable[..., object]) -> str:
    """A string that is the same for the same function in each run, and a valid file name."""
    codes = [_code_digest(code) for code in _codes(function)]
    place = [code.co_filename for code in _codes(function)]
    module = getattr(function, "__module__", "")
    digest = digest_of((module, name_of(function), place, codes)).hex()
    readable = re.sub(r"[^A-Za-z0-9_.]+", "-", name_of(function))[:60].strip("-.")
    return f"{readable}-{digest}"


def check_function(kind: str, function: object) -> None:
    """Refuse what is not callable, and functions whose result cannot be cached."""
    if isinstance(function, staticmethod | classmethod | property):
        raise InvalidParameterTypeError(
            f"{kind}: it was given a {type(function).__name__}. Write @st.{kind} below "
            f"@{type(function).__name__}, nearest to the function."
        )
    if not callable(function):
        raise InvalidParameterTypeError(f"{kind}: {function!r} is not a function. Pass a function.")
    name = name_of(function)
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise InvalidParameterTypeError(
            f"{kind}: {name} is a generator, which can be consumed only once. Return a list of "
            f"the values instead."
        )
    if not hasattr(function, "__qualname__"):
        raise InvalidParameterTypeError(
            f"{kind}: {function!r} has no name to recognize it by in the next run. Call it "
            f"within a function of your own, and cache that."
        )


class Parameters:
    """A function's parameters. Threading: safe."""

    def __init__(self, function: Callable[..., object]) -> None:
        self._function = function
        self._names: tuple[str, ...] = ()
        self._defaults: Mapping[str, object] = {}
        # `inspect.signature` takes longer than most cache hits, so simple functions avoid it.
        self._is_simple = isinstance(function, FunctionType) and not hasattr(
            function, "__wrapped__"
        )
        if isinstance(function, FunctionType) and self._is_simple:
            code = function.__code__
            has_more = code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS)
            self._is_simple = not (has_more or code.co_posonlyargcount or code.co_kwonlyargcount)
            self._names = code.co_varnames[: code.co_argcount]
            defaults = function.__defaults__ or ()
            first = len(self._names) - len(defaults)
            self._defaults = dict(zip(self._names[first:], defaults, strict=True))

    def of_call(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Arguments:
        """The arguments that are part of the key, by name. TypeError if they do not fit."""
        found = self._simply(args, kwargs) if self._is_simple else None
        if found is None:
            bound = self._bound(args, kwargs)
            bound.apply_defaults()
            found = list(self._flat(bound))
        return found

    def of_clear(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Arguments:
        """`of_call` for `clear`, where arguments that are not part of the key may be missing."""
        left_out = {
            name: None
            for name, parameter in self._signature.parameters.items()
            if name.startswith("_")
            and parameter.kind in {parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY}
            and name not in self._signature.bind_partial(*args, **kwargs).arguments
        }
        return self.of_call(args, {**kwargs, **left_out})

    def _simply(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Arguments | None:
        """The fast path for a call that plainly fits; None if the signature has to decide."""
        names = self._names
        if len(args) > len(names):
            return None
        found: Arguments = list(zip(names, args, strict=False))
        used = 0
        for name in names[len(args) :]:
            if name in kwargs:
                found.append((name, kwargs[name]))
                used += 1
            elif name in self._defaults:
                found.append((name, self._defaults[name]))
            else:
                return None
        if used != len(kwargs):
            return None
        return [pair for pair in found if pair[0][0] != "_"]

    @functools.cached_property
    def _signature(self) -> inspect.Signature:
        return inspect.signature(self._function)

    def _bound(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> inspect.BoundArguments:
        try:
            return self._signature.bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(f"{name_of(self._function)}() {error}") from None

    def _flat(self, bound: inspect.BoundArguments) -> Iterator[tuple[str, Any]]:
        for name, value in bound.arguments.items():
            if name.startswith("_"):
                continue
            if self._signature.parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
                # Sorted, because callers may pass them in any order.
                for inner in sorted(value):
                    if not inner.startswith("_"):
                        yield f"**{inner}", value[inner]
            else:
                yield name, value


def _codes(function: Any) -> list[CodeType]:
    """The code of a function, and of the functions that it wraps."""
    found = []
    while function is not None:
        if hasattr(function, "__code__"):
            found.append(function.__code__)
        function = getattr(function, "__wrapped__", None)
    return found


@functools.lru_cache(maxsize=4096)
def _code_digest(code: CodeType) -> bytes:
    return digest_of(code)
