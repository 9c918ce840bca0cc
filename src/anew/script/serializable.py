"""Whether what a session remembers could be serialized: an option for developers.

Each value goes through pickle and what comes out is thrown away, so nothing is ever read
back: only that can run code. The script's own classes and functions are looked up in the
modules of the run that has just ended, for `__main__` may be another session's by now.
"""

from __future__ import annotations

from pickle import Pickler
from types import FunctionType
from typing import TYPE_CHECKING, Any

from anew.errors import UnserializableSessionStateError
from anew.protocol.ids import RESERVED_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType


def check_serializable(values: Mapping[str, object], modules: Sequence[ModuleType]) -> None:
    """Refuse the first value that pickle does not take.

    Args:
        values: What the session remembers, by its slots.
        modules: What the run's script, and the pages that it ran, were executed in.
    """
    for slot, value in values.items():
        try:
            _Trial(modules).dump(value)
        except Exception as error:
            raise UnserializableSessionStateError(_refusal(slot, value, error)) from error


def _refusal(slot: str, value: object, error: Exception) -> str:
    is_keyed = not slot.startswith(RESERVED_PREFIX)
    name = f"st.session_state[{slot!r}]" if is_keyed else "The value of a widget without a key"
    return (
        f"{name} is of type {type(value).__qualname__!r}, which cannot be serialized: {error} "
        f"Keep what can be, or switch runner.enforceSerializableSessionState off."
    )


class _Nowhere:
    """A file that keeps nothing."""

    def write(self, data: bytes) -> int:
        return len(data)


class _Trial(Pickler):
    """Pickles into nothing."""

    def __init__(self, modules: Sequence[ModuleType]) -> None:
        super().__init__(_Nowhere())
        self._modules = modules

    def reducer_override(self, obj: object) -> Any:
        """How to serialize what the script defines: by its name, as long as it has that."""
        if not isinstance(obj, type | FunctionType) or obj.__module__ != "__main__":
            return NotImplemented
        is_defined = any(_defines(module, obj.__qualname__) for module in self._modules)
        return (_found, (obj.__qualname__,)) if is_defined else NotImplemented


def _defines(module: ModuleType, name: str) -> bool:
    here: object = module
    for part in name.split("."):
        here = getattr(here, part, None)
    return here is not None


def _found(name: str) -> object:
    """What a reader would call with a name; here nobody reads."""
    return name
