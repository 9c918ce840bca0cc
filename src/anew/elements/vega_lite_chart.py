"""A chart that a Vega-Lite specification describes. All charts of Vega are this element."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

import msgspec

from anew.attribute_dict import AttributeDict
from anew.elements.charts.chart import Chart, ChartOptions, OnSelect, Theme, place_chart
from anew.elements.charts.vega_spec import (
    TakenApart,
    checked_spec,
    is_composed,
    selections_in,
    taken_apart,
)
from anew.elements.command import command
from anew.elements.shared.content import Content, table_content, text_content
from anew.elements.shared.parameters import (
    Height,
    Key,
    WidgetCallback,
    Width,
    older_width,
    sent_number,
    sent_text,
)
from anew.errors import InvalidParameterValueError
from anew.learned import learned
from anew.nearest import did_you_mean
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.container import Container
    from anew.protocol.messages import Json

Plain: TypeAlias = bool | int | float | str | None
# Of points: the fields of each. Of an interval: from and to, or the values within, by field.
Selected: TypeAlias = list[dict[str, Plain | list[Plain]]] | dict[str, list[Plain]]


class Dataset(msgspec.Struct, frozen=True):
    """A table by the name that the specification has for it."""

    name: str
    content: Content


class VegaLiteChart(Chart, frozen=True):
    """A specification, and apart from it the tables that it draws."""

    resets: ClassVar[tuple[str, ...]] = ("selectable",)
    selection: ClassVar[Any] = learned(dict[str, Selected])

    spec: Content = Content()
    datasets: tuple[Dataset, ...] = ()
    selectable: tuple[str, ...] = ()  # The parameters whose selections the script is told.

    def decode(self, raw: Json) -> AttributeDict:
        value = super().decode(raw)
        unknown = value["selection"].keys() - set(self.selectable)
        if unknown:
            raise Refused(f"Nothing is selected by {str(min(unknown))[:40]!r} in this chart.")
        _check_values(value["selection"])
        for name in self.selectable:
            value["selection"].setdefault(name, AttributeDict())
        return value


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(*, on_select: Literal["ignore"] = "ignore") -> Container: ...
    def _(*, on_select: Literal["rerun"] | WidgetCallback) -> AttributeDict: ...


@command("Charts")
def vega_lite_chart(
    data: object = None,
    spec: Mapping[str, Any] | None = None,
    *,
    width: Width | None = None,
    height: Height = "content",
    use_container_width: bool | None = None,
    theme: Theme = "streamlit",
    key: Key | None = None,
    on_select: OnSelect = "ignore",
    selection_mode: str | Iterable[str] | None = None,
    alt: str | None = None,
) -> Container | AttributeDict:
    """Draw a chart that is described in [Vega-Lite](https://vega.github.io/vega-lite/).

    The data is sent apart from the description. When it changes, it is drawn into the chart that
    is there, which keeps what the user has zoomed and selected.

    Args:
        data: A table of pandas, polars, Arrow or numpy, a list of dicts, a dict of columns, or an
            address in this app. Or the whole description, with its data in it.
        spec: The description. Its data may also be in it, as `data`, as `values` in that, or in
            `datasets`. An index without a name is the field "(index)".
        width: Pixels, "stretch" or "content". None stretches the chart, unless it consists of
            several beside each other, which have their own widths.
        height: Pixels, "content" for what the description says, or "stretch" to fill the container.
        use_container_width: The older form of `width`: True means "stretch", False "content".
        theme: "streamlit" for the colours and letters of the page; None for those of Vega.
        key: A name, under which `st.session_state` holds what is selected.
        on_select: What happens when the user selects something: "ignore", "rerun", or a function
            that is called before the script runs.
        selection_mode: The names of the parameters of the description whose selections you want;
            None for all.
        alt: A description for those who cannot see it.

    Returns:
        The chart's place. With `on_select`, a dict with "selection", and in it by the name of each
        parameter: a list of the selected points, each a dict of fields; or for an interval a
        dict of fields with the values from and to; or `{}` where nothing is selected.

    Raises:
        InvalidParameterTypeError: `spec` is not a dict, or the data is not a table.
        InvalidParameterValueError: There is nothing to select, or not what `selection_mode` names.

    Example:
        >>> spec = {
        ...     "mark": "bar",
        ...     "encoding": {
        ...         "x": {"field": "fruit", "type": "nominal"},
        ...         "y": {"field": "kilos", "type": "quantitative"},
        ...     },
        ... }
        >>> st.vega_lite_chart({"fruit": ["Apples", "Pears"], "kilos": [3, 5]}, spec)
    """
    if spec is None and isinstance(data, Mapping):
        data, spec = None, data
    parts = taken_apart("vega_lite_chart", data, checked_spec("vega_lite_chart", spec))
    options = ChartOptions(
        width=chosen_width(parts, width, use_container_width),
        height=height,
        theme=theme,
        key=key,
        on_select=on_select,
        alt=alt,
    )
    placed: Container | AttributeDict = place_vega(
        "vega_lite_chart", parts, options, selection_mode
    )
    return placed


def chosen_width(
    parts: TakenApart, width: Width | None, use_container_width: bool | None = None
) -> Width:
    """The width that the author wants, or that suits the chart."""
    own: Width = "content" if is_composed(parts.spec) else "stretch"
    return older_width(use_container_width, own if width is None else width)


def place_vega(
    kind: str,
    parts: TakenApart,
    options: ChartOptions,
    selection_mode: str | Iterable[str] | None = None,
) -> Any:
    """Put a chart at the current place; what `place_chart` returns."""
    selectable: tuple[str, ...] = ()
    if options.on_select != "ignore":
        selectable = _checked_mode(kind, tuple(selections_in(parts.spec)), selection_mode)
    record = VegaLiteChart(
        spec=text_content(parts.text),
        datasets=tuple(
            [Dataset(name, table_content(sheet)) for name, sheet in parts.tables.items()]
        ),
        selectable=selectable,
    )
    return place_chart(record, {name: {} for name in selectable}, options)


def place_simple(
    kind: str,
    parts: TakenApart,
    width: Width,
    height: Height,
    use_container_width: bool | None,
    alt: str | None,
) -> Container:
    """Put a chart at the current place in which nothing can be selected."""
    wide = older_width(use_container_width, width)
    placed: Container = place_vega(
        kind, parts, ChartOptions(width=wide, height=height, theme="streamlit", alt=alt)
    )
    return placed


def _checked_mode(
    kind: str, names: tuple[str, ...], mode: str | Iterable[str] | None
) -> tuple[str, ...]:
    if not names:
        raise InvalidParameterValueError(
            f"{kind}: on_select needs something that can be selected, and the chart has no "
            f"parameter with 'select'. Add one, or leave on_select out."
        )
    if mode is None:
        return tuple(sorted(set(names)))
    wanted = (mode,) if isinstance(mode, str) else tuple(mode)
    for name in wanted:
        if name not in names:
            known = ", ".join(map(repr, sorted(set(names))))
            raise InvalidParameterValueError(
                f"{kind}: selection_mode={mode!r} names {name!r}, which selects nothing in the "
                f"chart. It has {known}.{did_you_mean(str(name), names)}"
            )
    return tuple(sorted(set(wanted)))


def _check_values(selected: Any) -> None:
    """Refuse numbers and texts that no browser has."""
    match selected:
        case dict():
            for name, value in selected.items():
                sent_text(name)
                _check_values(value)
        case list():
            for value in selected:
                _check_values(value)
        case str():
            sent_text(selected)
        case float():
            sent_number(selected, whole=False)
        case int() if not isinstance(selected, bool):
            sent_number(selected, whole=True)
