"""The public names, their documentation, and what is missing in it."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

from docstrings import Docs, docs_of, joined, parsed
from signatures import own_classes, own_docstring, signature_of

import anew
from anew.elements.command import commands
from anew.elements.container import Container
from anew.elements.shared import documentation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

ANOTHER_ORDER = "{} takes its arguments in another order than its Args name them."
PLACE = "elements/shared/documentation.py"

# Public names that have no docstring.
PLAIN = {
    "__version__": "The version of anew, as a string.",
}


def title_of(name: str) -> str:
    """A public name as scripts write it."""
    return f"st.{name}"


def docs_of_public(name: str) -> Docs:
    """The documentation of a public name; for an object, that of its class."""
    if name in PLAIN:
        return Docs(summary=PLAIN[name])
    value = getattr(anew, name)
    return docs_of(value if _is_documented_itself(value) else type(value))


def is_command(value: object) -> bool:
    return any(value is command for command in commands())


def is_own(kind: type) -> bool:
    """Whether anew defines the class."""
    return kind.__module__.split(".")[0] == "anew"


def constructor(kind: type) -> Callable[..., object] | None:
    """The `__init__` of a class that users call, which is one whose arguments are described."""
    make: Callable[..., object] | None = vars(kind).get("__init__")
    is_described = docs_of(kind).arguments or (make and docs_of(make).arguments)
    return make if is_described else None


def members_of(kind: type) -> list[tuple[str, Any]]:
    """The public methods and properties of a class, without commands."""
    names_of_commands = {command.__name__ for command in commands()}
    names = [
        name
        for owner in kind.__mro__
        if is_own(owner)
        for name, value in vars(owner).items()
        if name[0] != "_" and isinstance(value, _MEMBERS)
    ]
    return [
        (name, getattr(kind, name))
        for name in sorted(set(names))
        if not (issubclass(kind, Container) and name in names_of_commands)
    ]


def attributes_of(kind: type) -> dict[str, str]:
    """The public attributes of a class and its bases, with their types as written."""
    found: dict[str, str] = {}
    for owner in filter(is_own, reversed(kind.__mro__)):
        found |= inspect.get_annotations(owner)
    return {name: found[name] for name in sorted(found) if name[0] != "_"}


def kinds_of_attributes(kind: type) -> list[type]:
    """The classes of these attributes and their base classes, by name."""
    found: set[type] = set()
    for owner in filter(is_own, kind.__mro__):
        for written in inspect.get_annotations(owner).values():
            for named in own_classes(written, sys.modules[owner.__module__]):
                found |= set(filter(is_own, named.__mro__))
    return sorted(found, key=lambda kind: kind.__name__)


def classes_of(module: Any) -> list[tuple[str, type]]:
    """The public classes of a module, by name."""
    return [(name, kind) for name, kind in _names_of(module) if isinstance(kind, type)]


def functions_of(module: Any) -> list[tuple[str, Callable[..., object]]]:
    """The public functions of a module, by name."""
    return [(name, value) for name, value in _names_of(module) if inspect.isfunction(value)]


def modules_of(module: Any) -> list[tuple[str, ModuleType]]:
    """The public modules in a package, by name."""
    return [(name, value) for name, value in _names_of(module) if inspect.ismodule(value)]


def _names_of(module: Any) -> list[tuple[str, Any]]:
    return [(name, getattr(module, name)) for name in sorted(module.__all__)]


def returned_by(function: Callable[..., object]) -> list[type]:
    """The classes that a function returns, if they have members besides those of containers."""
    module = sys.modules[inspect.unwrap(function).__module__]
    found = own_classes(signature_of(function).returns, module)
    return [kind for kind in found if members_of(kind) and not _has_own_page(kind)]


def lacks(name: str) -> Iterator[str]:
    """What is missing in the docstrings of a public name, a line each."""
    value, title = getattr(anew, name), title_of(name)
    if name in PLAIN or name == "errors":
        return
    if inspect.ismodule(value):
        yield from _module_lacks(title, value)
    elif inspect.isfunction(value):
        yield from _function_lacks(title, value)
    else:
        yield from _object_lacks(title, value)


_MEMBERS = (type(lambda: None), property, classmethod, staticmethod)


def _has_own_page(kind: type) -> bool:
    return getattr(anew, kind.__name__, None) is kind


def _is_documented_itself(value: object) -> bool:
    return isinstance(value, type) or inspect.isfunction(value) or inspect.ismodule(value)


def _module_lacks(title: str, module: Any) -> Iterator[str]:
    for name, kind in classes_of(module):
        yield from _class_lacks(f"{title}.{name}", kind)
    for name, function in functions_of(module):
        yield from _function_lacks(f"{title}.{name}", function)
    for name, inner in modules_of(module):
        yield from _module_lacks(f"{title}.{name}", inner)


def _function_lacks(title: str, function: Callable[..., object]) -> Iterator[str]:
    docs = docs_of(function)
    yield from _call_lacks(title, function, docs)
    yield from _own_lacks(title, function)
    if not docs.example:
        yield f"{title} has no Example."
    if signature_of(function).is_returning and not docs.returns:
        yield f"{title} returns something, but has no Returns."
    for kind in returned_by(function):
        yield from _class_lacks(kind.__name__, kind)


def _own_lacks(title: str, function: Callable[..., object]) -> Iterator[str]:
    """Descriptions that repeat those shared by all widgets, or `...:` lines without effect."""
    own = dict(parsed(own_docstring(function)).arguments)
    shared = documentation.shared(function)
    for name, text in own.items():
        if text == " ".join(shared.get(name, "").split()):
            yield f"{title} describes {name!r} in the words of {PLACE}: leave the line out."
    if documentation.REST not in own:
        return
    taken = documentation.parameters(function)
    if set(taken) <= set(own):
        yield f"{title} describes all that it takes itself: leave the line `...:` out."
    if [name for name in own if name in taken] != [name for name in taken if name in own]:
        yield ANOTHER_ORDER.format(title)


def _object_lacks(title: str, value: object) -> Iterator[str]:
    """What is missing for a class and its constructor, or for an object and its `__call__`."""
    is_class = isinstance(value, type)
    kind = value if isinstance(value, type) else type(value)
    function = vars(kind).get("__init__" if is_class else "__call__")
    docs = docs_of(kind)
    if function is not None:
        docs = joined(docs, docs_of(function))
        yield from _call_lacks(title, function, docs)
        for returned in returned_by(function):
            yield from _class_lacks(returned.__name__, returned)
    if not docs.example:
        yield f"{title} has no Example."
    yield from _class_lacks(title, kind)


def _class_lacks(title: str, kind: type) -> Iterator[str]:
    if not docs_of(kind).summary:
        yield f"{title} has no docstring."
    for name, member in members_of(kind):
        own_title = f"{title}.{name}"
        if not isinstance(member, property):
            yield from _call_lacks(own_title, member, docs_of(member))
        elif not docs_of(member).summary:
            yield f"{own_title} has no docstring."


def _call_lacks(title: str, function: Callable[..., object], docs: Docs) -> Iterator[str]:
    if not docs.summary:
        yield f"{title} has no docstring."
        return
    taken = [parameter.name for parameter in signature_of(function).described]
    described = [name for name, _ in docs.arguments]
    for name in taken:
        if name not in described:
            yield f"{title} takes {name!r}, but its Args do not name it."
    for name in described:
        if name not in taken:
            yield f"{title} does not take {name!r}, which its Args name."
    if sorted(taken) == sorted(described) and taken != described:
        yield ANOTHER_ORDER.format(title)
