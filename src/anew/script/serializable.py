"""Whether what a session remembers could be serialized: an option for developers.

Each value is pickled, and the result is discarded. Nothing is ever unpickled, which is what could
run code. The script's own classes and functions are looked up in the modules of the run that has
just ended, because `__main__` may belong to another session by now.
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
    """Refuse the first value that pickle does not accept.

    Args:
        values: What the session remembers, by its slots.
        modules: The modules in which the run executed its script and pages.
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
    """A file that discards everything."""

    def write(self, data: bytes) -> int:
        return len(data)


class _Trial(Pickler):
    """A pickler that discards its output."""

    def __init__(self, modules: Sequence[ModuleType]) -> None:
        super().__init__(_Nowhere())
        self._modules = modules

    def reducer_override(self, obj: object) -> Any:
        """How to serialize what the script defines: by name, if the name still refers to it."""
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
    """What unpickling would call with a name; nothing is unpickled here."""
    return name
