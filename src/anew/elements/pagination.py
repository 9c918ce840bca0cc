"""A choice of one page among numbered ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.parameters import (
    MOST,
    BindOption,
    Key,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    Width,
    brief,
    number_in,
)
from anew.errors import InvalidParameterValueError, ValueOutOfRangeError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json


class Pagination(Widget[int], frozen=True):
    """The number of the chosen page, from 1."""

    has_label: ClassVar[bool] = False

    value: int = 1
    num_pages: int = 1
    default: int = 1
    max_visible_pages: int | None = 7  # How many are listed; None for as many as there is room for.

    def decode(self, raw: Json) -> int:
        if not _is_whole(raw):
            raise Refused(f"{brief(raw)} is not a whole number.")
        if not 1 <= raw <= self.num_pages:
            raise Refused(f"{brief(raw)} is not the number of a page: there are {self.num_pages}.")
        return int(raw)

    def raw_of(self, text: str) -> Json:
        return number_in(text, whole=True)

    def accept(self, value: object) -> int:
        is_page = _is_whole(value) and 1 <= value <= self.num_pages  # type: ignore[operator]
        return value if is_page else self.default  # type: ignore[return-value]  # R32, R33


@command("Input widgets")
def pagination(
    num_pages: int,
    *,
    default: int = 1,
    max_visible_pages: int | None = 7,
    width: Width = "content",
    key: Key | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    disabled: bool = False,
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> int:
    """Show the numbers of pages, of which one is chosen.

    Args:
        num_pages: How many pages there are; at least 1.
        default: The page that is chosen initially.
        max_visible_pages: How many numbers are shown: the first, the last, and those around the
            chosen one. None for as many as there is room for, 0 for none between the arrows.
            Where the page is too narrow, there are fewer.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The number of the chosen page, from 1.

    Raises:
        InvalidParameterValueError: `num_pages` or `max_visible_pages` is not such a number.
        ValueOutOfRangeError: `default` is not the number of a page.

    Example:
        >>> rows = [f"Row {n}" for n in range(1, 101)]
        >>> page = st.pagination(len(rows) // 10)
        >>> st.write(rows[(page - 1) * 10 : page * 10])
    """
    count = _checked_count("num_pages", num_pages, 1)
    if not _is_whole(default) or not 1 <= default <= count:
        raise ValueOutOfRangeError(
            f"pagination: default={default!r} is not the number of a page. Pass one from 1 to "
            f"{count}."
        )
    if max_visible_pages is not None:
        max_visible_pages = _checked_count("max_visible_pages", max_visible_pages, 0)
    record = Pagination(num_pages=count, default=default, max_visible_pages=max_visible_pages)
    options = WidgetOptions(
        key, None, on_change, args, kwargs, disabled, "visible", width, persist_state, bind
    )
    return place_widget(record, default, options, has_default=default != 1)


def _checked_count(parameter: str, count: Any, least: int) -> int:
    if not _is_whole(count) or not least <= count <= MOST:
        or_none = ", or None" if least == 0 else ""
        raise InvalidParameterValueError(
            f"pagination: {parameter}={count!r} is not a whole number from {least} on. Pass one"
            f"{or_none}."
        )
    return int(count)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
