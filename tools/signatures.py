"""Signatures as they are written in the source: types and defaults in the author's words."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from docstrings import docs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Parameter(NamedTuple):
    name: str
    type: str
    default: str  # "" if there is none.
    stars: str = ""

    def __str__(self) -> str:
        kind = f": {self.type}" if self.type else ""
        return f"{self.stars}{self.name}{kind}" + (f" = {self.default}" if self.default else "")


class Signature(NamedTuple):
    parameters: tuple[Parameter, ...]
    keyword_only_from: int  # The position before which a lone `*` stands; -1 for none.
    returns: str

    @property
    def described(self) -> tuple[Parameter, ...]:
        """Those that are for authors: what starts with an underscore is not."""
        return tuple(parameter for parameter in self.parameters if parameter.name[0] != "_")

    @property
    def is_returning(self) -> bool:
        return self.returns not in {"", "None", "NoReturn"}

    def written(self, name: str) -> str:
        """One parameter a line."""
        lines = [f"    {parameter}," for parameter in self.parameters]
        if self.keyword_only_from >= 0:
            lines.insert(self.keyword_only_from, "    *,")
        inner = "\n" + "\n".join(lines) + "\n" if lines else ""
        return f"{name}({inner})" + (f" -> {self.returns}" if self.returns else "")


def signature_of(function: Callable[..., object]) -> Signature:
    """What a function or method takes, without `self`."""
    original = inspect.unwrap(function)
    module = sys.modules[original.__module__]
    definition = _definition(module, original.__qualname__)
    text = _text(module)
    found = list(_parameters(definition.args, module))
    is_method = "." in original.__qualname__ and "staticmethod" not in _decorators(definition)
    if is_method:
        found = found[1:]
    kinds = [parameter.stars for parameter in found]
    first_keyword = len(found) - sum(kind == "keyword" for kind in kinds) - ("**" in kinds)
    needs_star = "keyword" in kinds and "*" not in kinds
    return Signature(
        tuple(p._replace(stars=p.stars.replace("keyword", "")) for p in found),
        first_keyword if needs_star else -1,
        _type_source(definition.returns, text),
    )


def own_docstring(function: Callable[..., object]) -> str:
    """As it stands in the source."""
    original = inspect.unwrap(function)
    definition = _definition(sys.modules[original.__module__], original.__qualname__)
    return ast.get_docstring(definition) or ""


def type_of_property(member: property) -> str:
    """The type of its value, as written."""
    return signature_of(member.fget).returns if member.fget is not None else ""


def meanings(written: str, module: ModuleType) -> dict[str, str]:
    """The names in a type that are anew's own, and what each stands for, as Markdown."""
    found: dict[str, str] = {}
    waiting = [(name, module) for name in _names(written)]
    while waiting:
        name, home = waiting.pop(0)
        declared = _declared(name, home)
        if name in found or declared is None:
            continue
        found[name], inner, home = declared
        waiting += [(part, home) for part in _names(inner)]
    return found


def own_classes(written: str, module: ModuleType) -> list[type]:
    """The classes of anew's that a type names."""
    found = (_own_class(name, module) for name in _names(written))
    return [kind for kind in found if kind is not None]


def _own_class(name: str, module: ModuleType) -> type | None:
    """The class of anew's that a name means in a module."""
    home = _home(name, module)
    value = None if home is None else vars(home[1]).get(home[0])
    is_own = isinstance(value, type) and value.__module__.split(".")[0] == "anew"
    return value if is_own else None


def _names(written: str) -> list[str]:
    """The names in a type, those in quotes left out."""
    return re.findall(r"[A-Za-z_]\w*", re.sub(r"(['\"]).*?\1", "", written))


def _declared(name: str, module: ModuleType) -> tuple[str, str, ModuleType] | None:
    """What a name stands for: as Markdown, the type in which to look on, and its module."""
    home = _home(name, module)
    if home is None:
        return None
    name, module = home
    for statement in _statements(_tree(module).body):
        match statement:
            case ast.ClassDef() if statement.name == name:
                summary = docs_of(vars(module)[name]).summary
                return (summary, "", module) if summary else None
            case ast.Assign([ast.Name(id=target)], value) | ast.AnnAssign(
                ast.Name(id=target), _, ast.expr() as value
            ) if target == name:
                return _meaning(value, module)
    return None


def _meaning(value: ast.expr, module: ModuleType) -> tuple[str, str, ModuleType] | None:
    written = _type_source(value, _text(module))
    if not isinstance(value, ast.Call):
        return f"`{written}`", written, module
    if not written.startswith("TypeVar("):
        return None
    kinds = [f"`{_source(kind, _text(module))}`" for kind in value.args[1:]]
    bounds = [f"`{_source(k.value, _text(module))}`" for k in value.keywords if k.arg == "bound"]
    if kinds or bounds:
        return f"{' or '.join(kinds or bounds)}, the same wherever it stands", "", module
    return "any type, the same wherever it stands", "", module


def _home(name: str, module: ModuleType) -> tuple[str, ModuleType] | None:
    """The module of anew's that declares a name, and the name there."""
    if name not in _imported(module):
        return name, module
    source, its_name = _imported(module)[name]
    if source.split(".")[0] != "anew":
        return None
    return _home(its_name, importlib.import_module(source))


@cache
def _imported(module: ModuleType) -> dict[str, tuple[str, str]]:
    """The names that a module imports from others, and where each is found."""
    found: dict[str, tuple[str, str]] = {}
    for statement in ast.walk(_tree(module)):
        if isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                found.setdefault(alias.asname or alias.name, (statement.module or "", alias.name))
    return found


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """A module's statements, those for type checkers too."""
    for statement in body:
        if isinstance(statement, ast.If):
            yield from _statements([*statement.body, *statement.orelse])
        else:
            yield statement


def _definition(module: ModuleType, qualified_name: str) -> Function:
    """The function's own definition: the last, after its overloads."""
    body: list[ast.stmt] = _tree(module).body
    *outer, name = qualified_name.split(".")
    for class_name in outer:
        parts = [
            part for part in body if isinstance(part, ast.ClassDef) and part.name == class_name
        ]
        body = parts[0].body if parts else []
    found = [part for part in body if isinstance(part, Function) and part.name == name]
    if not found:
        raise SystemExit(
            f"{module.__name__} has no `def` of {qualified_name}, so there is nothing to make its "
            f"reference page of. Define it in the module or in a class."
        )
    return found[-1]


def _decorators(definition: Function) -> set[str]:
    return {ast.unparse(decorator) for decorator in definition.decorator_list}


def _parameters(arguments: ast.arguments, module: ModuleType) -> Iterator[Parameter]:
    """All parameters; those that only have a name in a call are marked "keyword"."""
    by_place = [*arguments.posonlyargs, *arguments.args]
    without = len(by_place) - len(arguments.defaults)
    for index, argument in enumerate(by_place):
        default = arguments.defaults[index - without] if index >= without else None
        yield _parameter(argument, default, "", module)
    if arguments.vararg is not None:
        yield _parameter(arguments.vararg, None, "*", module)
    for argument, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(argument, keyword_default, "keyword", module)
    if arguments.kwarg is not None:
        yield _parameter(arguments.kwarg, None, "**", module)


def _parameter(
    argument: ast.arg, default: ast.expr | None, stars: str, module: ModuleType
) -> Parameter:
    kind = _type_source(argument.annotation, _text(module))
    return Parameter(argument.arg, kind, _default(default, module), stars)


def _default(default: ast.expr | None, module: ModuleType) -> str:
    """As written; of a constant of the module, its value."""
    value = vars(module).get(default.id) if isinstance(default, ast.Name) else None
    return repr(value) if isinstance(value, int | float) else _source(default, _text(module))


def _source(node: ast.expr | None, text: str) -> str:
    """An expression as the author wrote it, on one line; "" for none."""
    if node is None:
        return ""
    written = _segment(node, text)
    if "\n" not in written:
        return written
    joined = " ".join(line.split("  #")[0].strip() for line in written.split("\n"))
    return re.sub(r",? ([\])])", r"\1", re.sub(r"([\[(]) ", r"\1", joined))


def _segment(node: ast.expr, text: str) -> str:
    """As `ast.get_source_segment`, which takes all of the text apart for each expression."""
    lines = _lines(text)
    assert node.end_lineno is not None  # As of all that was parsed.
    own = lines[node.lineno - 1 : node.end_lineno]
    own[-1] = own[-1][: node.end_col_offset]
    own[0] = own[0][node.col_offset :]
    return b"\n".join(own).decode()


@cache
def _lines(text: str) -> list[bytes]:
    """The lines of a module; columns are counted in bytes."""
    return text.encode().split(b"\n")


def _type_source(node: ast.expr | None, text: str) -> str:
    """A type; it may stand in quotes, where only type checkers know its names."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return _source(node, text)


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(_text(module))


@cache
def _text(module: ModuleType) -> str:
    return inspect.getsource(module)
