"""Takes a chart of Altair apart: its description on one side, its data on the other.

Altair converts data by a function that is registered for the whole process, into text. Sessions
convert their charts at the same time, so nothing is registered here: only the thread that converts a
chart finds a function of ours where it asks for the registered one. That function keeps the data as it
is, however much there is, and puts a name in its place.

No version of Altair is imported: that of the chart is there.
"""

from __future__ import annotations

import re
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from anew.elements.charts.vega_spec import TakenApart, taken_apart
from anew.elements.tabular import is_tabular
from anew.errors import InvalidParameterTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The conversions that are on, by the thread that each is on from its beginning to its end.
_converting: dict[int, _Data] = {}

# Names that Altair counts up, in every chart that the process makes.
_COUNTED = re.compile(r"(param|view|layer|concat|facet|repeat|hconcat|vconcat)_[0-9]+")


def is_altair(chart: object) -> bool:
    """Whether it is a chart of Altair, of which there are several kinds."""
    return any(
        base.__name__ == "TopLevelMixin" and base.__module__.partition(".")[0] == "altair"
        for base in type(chart).__mro__
    )


def altair_taken_apart(kind: str, chart: Any) -> TakenApart:
    """Take the data out of a chart.

    Args:
        kind: The command that was called, for its errors.
        chart: Any chart of Altair; it stays as it is.
    """
    if not is_altair(chart):
        raise InvalidParameterTypeError(
            f"{kind}: {type(chart).__name__} is no chart of Altair. Pass such as "
            f"altair.Chart(data).mark_bar().encode(...)."
        )
    data = _Data()
    with _ours(chart, data):
        described: dict[str, Any] = chart.to_dict()
    spec = _with_steady_names(described)
    spec["datasets"] = {**spec.get("datasets", {}), **data.by_name}
    return taken_apart(kind, None, spec)


class _Data:
    """What one chart draws: each table once, by a name that is the same in each run."""

    def __init__(self) -> None:
        self.by_name: dict[str, Any] = {}

    def take(self, data: Any) -> dict[str, Any]:
        """What stands for the data in the description."""
        if not is_tabular(data):  # Such as shapes of countries.
            made: dict[str, Any] = sys.modules["altair"].to_values(data)
            return made
        for name, known in self.by_name.items():
            if known is data:
                return {"name": name}
        name = f"table-{len(self.by_name) + 1}"
        self.by_name[name] = data
        return {"name": name}


@contextmanager
def _ours(chart: Any, data: _Data) -> Iterator[None]:
    _prepare(_registry_of(chart))
    _converting[threading.get_ident()] = data
    try:
        yield
    finally:
        del _converting[threading.get_ident()]


def _registry_of(chart: Any) -> Any:
    """Where the version of Altair that the chart is of looks for its function."""
    for base in type(chart).__mro__:
        found = getattr(sys.modules.get(base.__module__), "data_transformers", None)
        if base.__name__ == "TopLevelMixin" and found is not None:
            return found
    return sys.modules["altair"].data_transformers


def _prepare(registry: Any) -> None:
    """Let a registry answer with our function to a thread that converts a chart.

    It is done once for the process. All other threads get what is registered, whatever that is.
    """
    if "get" in vars(registry):
        return
    registered: Callable[[], Any] = registry.get

    def get() -> Any:
        data = _converting.get(threading.get_ident())
        return registered() if data is None else data.take

    registry.get = get


def _with_steady_names(spec: dict[str, Any]) -> dict[str, Any]:
    """The description with counted names that begin anew: the same chart has the same in each run."""
    counted = sorted(set(_counted_in(spec)), key=lambda name: int(name.rpartition("_")[2]))
    if not counted:
        return spec
    counts: dict[str, int] = {}
    steady: dict[str, str] = {}
    for name in counted:
        kind = name.rpartition("_")[0]
        counts[kind] = counts.get(kind, 0) + 1
        steady[name] = f"{kind}_{counts[kind]}"
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, counted))})\b")
    rest = {name: value for name, value in spec.items() if name != "datasets"}
    made: dict[str, Any] = _replaced(rest, found, steady)
    return {**made, "datasets": spec["datasets"]} if "datasets" in spec else made


def _counted_in(part: Any) -> Iterator[str]:
    """The names that views and parameters have by counting."""
    match part:
        case dict():
            name = part.get("name")
            if isinstance(name, str) and _COUNTED.fullmatch(name):
                yield name
            for inner_name, inner in part.items():
                if inner_name != "datasets":
                    yield from _counted_in(inner)
        case list():
            for inner in part:
                yield from _counted_in(inner)


def _replaced(part: Any, found: re.Pattern[str], steady: dict[str, str]) -> Any:
    match part:
        case str():
            return found.sub(lambda match: steady[match[0]], part)
        case dict():
            return {name: _replaced(inner, found, steady) for name, inner in part.items()}
        case list():
            return [_replaced(inner, found, steady) for inner in part]
    return part
