"""The forms of plotly's and altair's figures: what they would tell a browser."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from anew.codec.errors import RefusedError
from anew.codec.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.codec.form import Reading, Writing


def _plotly(value: Any, writing: Writing) -> Any:
    return writing.part(value.to_plotly_json())


def _read_plotly(parts: Any, reading: Reading) -> Any:
    """The figure; its parts are as plotly had them, so it need not look at each again."""
    figure = import_module("plotly.graph_objects").Figure(parts, _validate=False)
    for part in (figure, figure.layout, *figure.data):
        part._validate = True  # noqa: SLF001  # From now on, as in any other figure.
    return figure


def _altair(value: Any, writing: Writing) -> Any:
    try:
        return writing.part(value.to_dict())
    except RefusedError:
        raise
    except Exception as error:  # altair's own: too many rows, an incomplete chart.
        raise RefusedError(
            value, f"altair does not describe it ({type(error).__name__})"
        ) from error


def _read_altair(name: str) -> Callable[[Any, Reading], Any]:
    def read(parts: Any, reading: Reading) -> Any:
        return getattr(import_module("altair"), name).from_dict(parts)

    return read


_CHARTS = (
    "Chart", "LayerChart", "HConcatChart", "VConcatChart", "ConcatChart", "FacetChart",
    "RepeatChart",
)  # fmt: skip

FORMS: dict[tuple[str, str], Form] = {
    ("plotly", "Figure"): Form(120, _plotly, _read_plotly, has_identity=True),
    **{
        ("altair", name): Form(number, _altair, _read_altair(name), has_identity=True)
        for number, name in enumerate(_CHARTS, 121)
    },
}
