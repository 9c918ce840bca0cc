"""A description of any object: its kind, its signature, its docstring, its members."""

from __future__ import annotations

import inspect
import re
from types import ModuleType
from typing import Any, NamedTuple

MOST_CHARACTERS = 300  # Of a value, or of a docstring's first line.
MOST_MEMBERS = 500


class Member(NamedTuple):
    """A name that an object has."""

    name: str
    kind: str
    text: str  # The first line of its docstring, or its value.


class Description(NamedTuple):
    """An object in words."""

    name: str
    kind: str
    value: str  # Its signature, or its repr.
    doc: str
    members: tuple[Member, ...]


def described(value: object) -> Description:
    """Describe an object. Errors that its own code raises never escape.

    >>> described(len)[:3]
    ('len', 'builtin_function_or_method', 'builtins.len(obj, /)')
    """
    return Description(
        name=_name_of(value),
        kind=_kind_of(value),
        value=_value_of(value),
        doc=_doc_of(value),
        members=tuple(_members_of(value)),
    )


def has_no_text(words: str) -> bool:
    """Whether a text only names an address in memory, which changes at each run."""
    return re.fullmatch(r"<.* at 0x[0-9a-fA-F]+>", words) is not None


def is_for_use(value: object) -> bool:
    """Whether its purpose says more than its repr: functions, classes, modules."""
    return isinstance(value, ModuleType | type) or inspect.isroutine(value)


def _name_of(value: object) -> str:
    if not is_for_use(value):
        return ""
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", "")
    return name if isinstance(name, str) else ""


def _kind_of(value: object) -> str:
    return "class" if isinstance(value, type) else type(value).__name__


def _value_of(value: object) -> str:
    if isinstance(value, ModuleType):
        return ""
    if is_for_use(value):
        return f"{_path_of(value)}{_signature_of(value)}"
    words = _brief(value)
    kind = type(value)
    return f"{_path_of(kind)}{_signature_of(kind)}" if has_no_text(words) else words


def _path_of(value: object) -> str:
    module, name = getattr(value, "__module__", None), _name_of(value)
    return f"{module}.{name}" if isinstance(module, str) else name


def _signature_of(value: Any) -> str:
    try:
        found = inspect.signature(value)
        parameters = [
            one.replace(annotation=_as_written(one.annotation)) for one in found.parameters.values()
        ]
        returned = found.empty if isinstance(value, type) else _as_written(found.return_annotation)
        return str(found.replace(parameters=parameters, return_annotation=returned))
    except Exception:  # noqa: BLE001  # many have none, and the repr of a default is foreign code
        return "(...)"


class _Written:
    """An annotation that exists only as text; it is shown without quotes."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _as_written(annotation: object) -> object:
    return _Written(annotation) if isinstance(annotation, str) else annotation


def _doc_of(value: object) -> str:
    try:
        return inspect.getdoc(value) or ""
    except Exception:  # noqa: BLE001  # foreign code
        return ""


def _members_of(value: object) -> list[Member]:
    if inspect.isroutine(value):
        return []
    found = [_member(value, name) for name in _public_names(value)[:MOST_MEMBERS]]
    ranks = {"module": 3, "class": 2, "function": 1, "method": 1, "builtin_function_or_method": 1}
    return sorted(found, key=lambda member: ranks.get(member.kind, 0))


def _public_names(value: object) -> list[str]:
    """The public names, sorted; of a module, `__all__` or what it defines itself."""
    try:
        names = {name for name in dir(value) if isinstance(name, str)}
    except Exception:  # noqa: BLE001  # foreign code
        return []
    if isinstance(value, ModuleType):
        listed = getattr(value, "__all__", None)
        if isinstance(listed, list | tuple):
            names &= set(listed)
        else:
            names -= {name for name, one in vars(value).items() if _is_brought_in(one, value)}
    return sorted(name for name in names if not name.startswith("_"))


def _is_brought_in(member: object, module: ModuleType) -> bool:
    """Whether the module only imports the member."""
    own = module.__name__
    return isinstance(member, ModuleType) or (
        is_for_use(member) and getattr(member, "__module__", own) != own
    )


def _member(owner: object, name: str) -> Member:
    """A member, looked up statically: properties and `__getattr__` are not called."""
    try:
        member = inspect.getattr_static(owner, name)
    except AttributeError:
        return Member(name, "", "")
    if isinstance(member, staticmethod | classmethod):
        is_method, member = isinstance(member, classmethod), member.__func__
    else:
        is_method = not isinstance(owner, type | ModuleType) and name not in _own_names(owner)
    kind = "method" if is_method and inspect.isfunction(member) else _kind_of(member)
    speaks = is_for_use(member) or isinstance(member, property)
    return Member(name, kind, _first_line(_doc_of(member)) if speaks else _brief(member))


def _own_names(value: object) -> dict[str, object]:
    found = getattr(value, "__dict__", {})
    return found if isinstance(found, dict) else {}


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0][:MOST_CHARACTERS]


def _brief(value: object) -> str:
    try:
        words = repr(value)
    except Exception as error:  # noqa: BLE001  # foreign code
        return f"(its text cannot be produced: {type(error).__name__})"
    return words if len(words) <= MOST_CHARACTERS else f"{words[:MOST_CHARACTERS]}…"
