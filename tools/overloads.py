"""What type checkers learn from a call: the overloads of a command, for the stubs.

A command is written once, with all that it takes and returns. Two kinds of calls return less:

- Where a parameter may be None but by default is not, and the result may be None as well: a call
  without this None. An example is `index: int | None = 0`, what `st.radio` chooses at first.
- Those that stand right before the command, under TYPE_CHECKING, as `def _(...)`: with the
  parameters that are narrower there, and what is returned then.
"""

from __future__ import annotations

import ast
from copy import copy
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Parameter(NamedTuple):
    it: ast.arg
    default: ast.expr | None
    is_by_name: bool


def overloads(body: Sequence[ast.stmt], name: str) -> list[Function]:
    """The signatures of a module's command, the narrowest first; its own is the last."""
    place, command = next(
        (place, statement)
        for place, statement in enumerate(body)
        if isinstance(statement, Function) and statement.name == name
    )
    calls = _calls(body[:place])
    narrower = [each for call in calls for each in _narrowed(command, call)]
    told_apart = {parameter.it.arg for call in calls for parameter in _parameters(call)}
    found = [each for wide in narrower for each in (*_without_none(wide), wide)]
    return [*found, *_without_none(command, told_apart), command]


def _calls(before: Sequence[ast.stmt]) -> list[Function]:
    match before:
        case [*_, ast.If(test=ast.Name("TYPE_CHECKING"), body=body)]:
            return [part for part in body if isinstance(part, Function) and part.name == "_"]
        case _:
            return []


def _narrowed(command: Function, call: Function) -> list[Function]:
    """A command in such a call: one signature, or two if what has a default there stands before
    what has none, which can be given by its name or by its place.
    """
    found = _in_call(command, call)
    needed = [place for place, p in enumerate(found) if p.default is None and not p.is_by_name]
    last = needed[-1] if needed else 0
    if not any(parameter.default for parameter in found[:last]):
        return [_with(command, found, call.returns)]
    by_name = [p._replace(is_by_name=place >= last) for place, p in enumerate(found)]
    by_place = [p._replace(default=None) if place < last else p for place, p in enumerate(found)]
    return [_with(command, each, call.returns) for each in (by_name, by_place)]


def _in_call(command: Function, call: Function) -> list[Parameter]:
    """The parameters of a command as they are in a call."""
    narrower = {parameter.it.arg: parameter for parameter in _parameters(call)}
    taken = _parameters(command)
    unknown = set(narrower) - {parameter.it.arg for parameter in taken}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise SystemExit(f"{command.name} does not take {names}, as a call of it says.")
    found = [(parameter, narrower.get(parameter.it.arg, parameter)) for parameter in taken]
    return [parameter._replace(it=other.it, default=other.default) for parameter, other in found]


def _without_none(command: Function, told_apart: Collection[str] = ()) -> list[Function]:
    """The same with neither None for what it has at first nor as its result, if both can be.

    Of what calls tell apart, they tell this too.
    """
    returned = _less_none(command.returns)
    found = [
        parameter._replace(it=ast.arg(parameter.it.arg, narrower))
        if parameter.it.arg not in told_apart
        and _has_default(parameter)
        and (narrower := _less_none(parameter.it.annotation))
        else parameter
        for parameter in _parameters(command)
    ]
    if returned is None or found == _parameters(command):
        return []
    return [_with(command, found, returned)]


def _less_none(kind: ast.expr | None) -> ast.expr | None:
    """A union that has None without it; None for all others."""
    match kind:
        case ast.BinOp(left, ast.BitOr(), ast.Constant(None)):
            return left
        case _:
            return None


def _has_default(parameter: Parameter) -> bool:
    is_none = isinstance(parameter.default, ast.Constant) and parameter.default.value is None
    return parameter.default is not None and not is_none


def _parameters(command: Function) -> list[Parameter]:
    given = command.args
    by_place = [*given.posonlyargs, *given.args]
    without = [None] * (len(by_place) - len(given.defaults))
    return [
        *(
            Parameter(*both, False)
            for both in zip(by_place, [*without, *given.defaults], strict=True)
        ),
        *(Parameter(*both, True) for both in zip(given.kwonlyargs, given.kw_defaults, strict=True)),
    ]


def _with(command: Function, parameters: Sequence[Parameter], returns: ast.expr | None) -> Function:
    """A command with other parameters, and with what it returns then."""
    by_place = [parameter for parameter in parameters if not parameter.is_by_name]
    by_name = [parameter for parameter in parameters if parameter.is_by_name]
    made = copy(command)
    made.args = ast.arguments(
        posonlyargs=[],
        args=[parameter.it for parameter in by_place],
        vararg=command.args.vararg,
        kwonlyargs=[parameter.it for parameter in by_name],
        kw_defaults=[parameter.default for parameter in by_name],
        kwarg=command.args.kwarg,
        defaults=[parameter.default for parameter in by_place if parameter.default],
    )
    made.returns = returns
    return made
