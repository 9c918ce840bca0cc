"""No two of what all widgets take can change places unseen. `make check` reads it; nothing runs it.

An `ignore` that nothing needs is an error, so each line holds that its two are told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.placing import WidgetOptions

if TYPE_CHECKING:
    from anew.elements.shared.parameters import (
        BindOption,
        Key,
        LabelVisibility,
        OnChange,
        PersistState,
        WidgetArgs,
        WidgetKwargs,
        Width,
    )


def swapped(
    a: Key,
    b: str,
    c: OnChange,
    d: WidgetArgs,
    e: WidgetKwargs,
    f: bool,  # as the functions have it
    g: LabelVisibility,
    h: Width,
    i: PersistState,
    j: BindOption,
) -> None:
    WidgetOptions(a, b, c, d, e, f, g, h, i, j)
    WidgetOptions(b, a, c, d, e, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(c, b, a, d, e, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(d, b, c, a, e, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(e, b, c, d, a, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(f, b, c, d, e, a, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(g, b, c, d, e, f, a, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(h, b, c, d, e, f, g, a, i, j)  # type: ignore[arg-type]
    WidgetOptions(i, b, c, d, e, f, g, h, a, j)  # type: ignore[arg-type]
    WidgetOptions(j, b, c, d, e, f, g, h, i, a)  # type: ignore[arg-type]
    WidgetOptions(a, c, b, d, e, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, d, c, b, e, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, e, c, d, b, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, f, c, d, e, b, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, g, c, d, e, f, b, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, h, c, d, e, f, g, b, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, i, c, d, e, f, g, h, b, j)  # type: ignore[arg-type]
    WidgetOptions(a, j, c, d, e, f, g, h, i, b)  # type: ignore[arg-type]
    WidgetOptions(a, b, d, c, e, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, e, d, c, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, f, d, e, c, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, g, d, e, f, c, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, h, d, e, f, g, c, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, i, d, e, f, g, h, c, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, j, d, e, f, g, h, i, c)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, e, d, f, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, f, e, d, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, g, e, f, d, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, h, e, f, g, d, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, i, e, f, g, h, d, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, j, e, f, g, h, i, d)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, f, e, g, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, g, f, e, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, h, f, g, e, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, i, f, g, h, e, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, j, f, g, h, i, e)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, g, f, h, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, h, g, f, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, i, g, h, f, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, j, g, h, i, f)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, f, h, g, i, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, f, i, h, g, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, f, j, h, i, g)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, f, g, i, h, j)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, f, g, j, i, h)  # type: ignore[arg-type]
    WidgetOptions(a, b, c, d, e, f, g, h, j, i)  # type: ignore[arg-type]
