"""Which regular expressions the package has, and texts that a slow one takes long with."""

from __future__ import annotations

import ast
import importlib
import random
import re
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]  # how Python itself reads patterns
from re import _parser  # type: ignore[attr-defined]
from typing import NamedTuple

import anew

PACKAGE = Path(anew.__file__).parent
AT_THE_START = {"match", "fullmatch"}
ANYWHERE = {"search", "sub", "subn", "split", "findall", "finditer"}
METHODS = AT_THE_START | ANYWHERE


class Used(NamedTuple):
    """A pattern, how it is asked, and where it stands."""

    place: str
    pattern: re.Pattern
    method: str


class Unknown(NamedTuple):
    """A pattern that is made of what a function was given."""

    module: str


def patterns():
    """All of the package, those that nobody can tell from its text apart."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "hello" not in path.parts:
            yield from _of_module(path)


def _of_module(path):
    tree = ast.parse(path.read_text())
    for parent in ast.walk(tree):
        for node in ast.iter_child_nodes(parent):
            found = _expression(node)
            if found is None:
                continue
            function, argument, flags = found
            place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
            try:
                pattern = re.compile(_value(path, argument), _value(path, flags) if flags else 0)
            except NameError:
                yield Unknown(str(path.relative_to(PACKAGE)))
                continue
            methods = {function}
            if function == "compile":
                methods = _asked(tree, _name(tree, parent)) or METHODS
            for method in sorted(methods):
                yield Used(place, pattern, method)


def _expression(node):
    """What a call compiles: the function, the pattern, its flags; None if it compiles none."""
    if not isinstance(node, ast.Call):
        return None
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    match node.func:
        case ast.Attribute(value=ast.Name(id="re"), attr="compile"):
            return "compile", node.args[0], [*node.args[1:], given.get("flags")][0]
        case ast.Attribute(value=ast.Name(id="re"), attr=name) if name in METHODS:
            return name, node.args[0], given.get("flags")
        case ast.Name(id="matching"):  # Of kinds.py.
            return "fullmatch", node.args[0], ast.parse("re.IGNORECASE", mode="eval").body
        case ast.Attribute(value=ast.Name(id="pc")):
            return None  # Arrow's, which are linear: https://github.com/google/re2
        case _ if "pattern" in given:  # Of the settings.
            return "search", given["pattern"], None
    return None


def _value(path, expression):
    name = ".".join(["anew", *path.relative_to(PACKAGE).with_suffix("").parts])
    names = vars(importlib.import_module(name.removesuffix(".__init__")))
    code = compile(ast.Expression(expression), str(path), "eval")
    return eval(code, {**names, "re": re})  # the package's own text


def _name(tree, statement):
    """By which a pattern is known: the variable's, or that of the function that returns it."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return next((one.name for one in functions if statement in one.body), None)


def _asked(tree, name):
    """The methods of the pattern that its module calls."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in METHODS and _is_of(node.value, name)
    }


def _is_of(expression, name):
    if isinstance(expression, ast.Call):
        expression = expression.func
    return isinstance(expression, ast.Name) and expression.id == name


# Texts that are made to be slow ---------------------------------------------------------------

ORDINARY = " \ta1_.-<é"
ENDS = ("", "\x00", "\n!")


def attacks(pattern):
    """Triples of what comes first, what is then repeated, and what ends it.

    What may stand at a place where the pattern repeats something is said again and again,
    behind what leads there and in front of what may not follow.
    """
    tree = _parser.parse(pattern.pattern, pattern.flags)
    chance = random.Random(1)
    letters = {chr(code) for code in _literals(tree)} | set(ORDINARY)
    for start, body in sorted(set(_repeated(tree, "", chance))):
        for piece in sorted({body, *letters, *(body + letter for letter in letters)} - {""}):
            for end in ENDS:
                yield start, piece, end


def _repeated(items, start, chance):
    for kind, value in items:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, inner = value
            if most > 9:
                for _ in range(4):
                    yield start, _sample(inner, chance)
            yield from _repeated(inner, start, chance)
        elif kind is op.SUBPATTERN:
            yield from _repeated(value[3], start, chance)
        elif kind is op.ATOMIC_GROUP:
            yield from _repeated(value, start, chance)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch, start, chance)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeated(value[1], start, chance)
        start += _sample([(kind, value)], chance)


def _sample(items, chance):
    return "".join(_one(kind, value, chance) for kind, value in items)


def _one(kind, value, chance):
    match kind:
        case op.LITERAL:
            return chr(value)
        case op.NOT_LITERAL:
            return "a" if value != ord("a") else "b"
        case op.ANY:
            return chance.choice("a1 ")
        case op.IN:
            return _member(value, chance)
        case op.BRANCH:
            return _sample(chance.choice(value[1]), chance)
        case op.SUBPATTERN:
            return _sample(value[3], chance)
        case op.ATOMIC_GROUP:
            return _sample(value, chance)
        case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
            least, most, inner = value
            times = min(max(least, chance.randint(0, 2)), most)
            return "".join(_sample(inner, chance) for _ in range(times))
    return ""  # Places and what is looked at from them.


_OF_CATEGORY = {
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_WORD: " ",
}


def _member(members, chance):
    if members[0][0] is op.NEGATE:
        return chance.choice(ORDINARY)
    kind, value = chance.choice(members)
    match kind:
        case op.RANGE:
            return chr(chance.choice(value))
        case op.CATEGORY:
            return _OF_CATEGORY[value]
    return chr(value)


def _literals(items):
    for item in items:
        if isinstance(item, tuple) and item and item[0] in (op.LITERAL, op.NOT_LITERAL):
            yield item[1]
        elif isinstance(item, list | tuple | _parser.SubPattern):
            yield from _literals(item)
