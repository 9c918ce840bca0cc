"""The records sent over the wire, found by importing the package, with resolved types."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import msgspec

import anew.elements
from anew.protocol import messages

if TYPE_CHECKING:
    from types import ModuleType

REQUIRED = msgspec.NODEFAULT


class Field(NamedTuple):
    name: str
    type: Any
    default: object  # `REQUIRED` if there is none.


def element_records() -> list[type[messages.Element]]:
    """Every element's record, sorted by tag, without base classes."""
    for module in pkgutil.walk_packages(anew.elements.__path__, "anew.elements."):
        importlib.import_module(module.name)
    found = {tag_of(record): record for record in _below(messages.Element) if _is_concrete(record)}
    return [found[tag] for tag in sorted(found)]


def message_records() -> list[type[messages.Message]]:
    """Every message, in the order of a conversation."""
    return [record for record in _declared_here() if issubclass(record, messages.Message)]


def patch_records() -> list[type[messages.Patch]]:
    return [record for record in _declared_here() if issubclass(record, messages.Patch)]


def tag_of(record: type[msgspec.Struct]) -> str:
    return str(record.__struct_config__.tag)


def fields_of(record: type[msgspec.Struct]) -> list[Field]:
    """The fields in wire order, with resolved types and defaults."""
    hints = _hints(record)
    names = record.__struct_encode_fields__
    defaults = record.__struct_defaults__
    required = (REQUIRED,) * (len(names) - len(defaults))
    return [
        Field(encoded, hints[name], _default(default))
        for name, encoded, default in zip(
            record.__struct_fields__, names, (*required, *defaults), strict=True
        )
    ]


def summary(record: type) -> str:
    """The first sentence of the docstring."""
    return (inspect.getdoc(record) or "").split("\n\n")[0].replace("\n", " ")


def _declared_here() -> list[type[Any]]:
    return [
        record
        for record in vars(messages).values()
        if isinstance(record, type)
        and record.__module__ == messages.__name__
        and record not in (messages.Message, messages.Patch)
    ]


def _below(base: type[Any]) -> list[type[Any]]:
    children: list[type[Any]] = base.__subclasses__()
    return [record for child in children for record in (child, *_below(child))]


def _is_concrete(record: type) -> bool:
    """Whether a record is an element: those in `definition` and in folders are base classes."""
    package, _, module = record.__module__.rpartition(".")
    return package == "anew.elements" and module != "definition"


def _default(default: object) -> object:
    """The default value. msgspec wraps those that it creates for each record in a factory."""
    factory = getattr(default, "factory", None)
    return default if factory is None else factory()


def _hints(record: type) -> dict[str, Any]:
    """The types of all fields, also those that are imported only under TYPE_CHECKING."""
    hints: dict[str, Any] = {}
    for base in reversed(record.__mro__):
        if "__annotations__" in vars(base) and base.__module__.startswith("anew."):
            own = type(base.__name__, (), {"__annotations__": vars(base)["__annotations__"]})
            hints |= get_type_hints(own, _names(sys.modules[base.__module__]))
    return hints


@cache
def _module_tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _names(module: ModuleType) -> dict[str, Any]:
    """The names that a module's annotations may use, including imports under TYPE_CHECKING."""
    names = dict(vars(module))
    for statement in _module_tree(module).body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            block = ast.Module(statement.body, [])
            exec(compile(block, module.__name__, "exec"), names)  # noqa: S102  # our own imports
    return names
