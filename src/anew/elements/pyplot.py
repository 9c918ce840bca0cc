"""Figures of Matplotlib, as pictures.

Matplotlib is not imported here: who has a figure has it already. What it has for the whole process
is kept apart for each run by `ambient/apart.py`, so `plt.gcf()` is the run's own figure.
"""

from __future__ import annotations

import io
import sys
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from anew.ambient.context import here
from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.image import Image, Picture
from anew.elements.shared.parameters import Width, checked_width
from anew.elements.shared.pictures import media_type_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from anew.elements.container import Container

DEFAULTS = {"bbox_inches": "tight", "dpi": 200, "format": "png"}
# To draw a figure changes it. One that sessions share, in a cache, is drawn by one at a time.
_drawing: WeakKeyDictionary[Any, threading.RLock] = WeakKeyDictionary()


@command("Charts")
def pyplot(
    fig: object = None,
    clear_figure: bool | None = None,
    *,
    width: Width = "stretch",
    use_container_width: bool | None = None,
    alt: str | None = None,
    **kwargs: Any,
) -> Container:
    """Show a figure of Matplotlib as a picture.

    Each run has pyplot to itself: it begins without open figures, and neither figures nor styles of
    others show up in it. What it leaves open is closed at its end.

    Args:
        fig: A figure, or something that is part of one, such as axes; a grid or a plot of Seaborn.
            By default pyplot's current figure, as with `st.pyplot(plt)`.
        clear_figure: Whether the figure is empty afterwards. By default it is if `fig` was not
            given.
        width: "stretch" for all of the available width; "content" for that of the picture, at most
            the available one; or pixels.
        use_container_width: The older form of `width`: True means "stretch", False "content".
        alt: A description, for those who cannot see it. By default the figure's titles.
        kwargs: For Matplotlib's `savefig`. By default the picture is a PNG with
            `bbox_inches="tight"` and `dpi=200`; `format="svg"` is sharp at any size.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `fig` is not of Matplotlib.
        InvalidParameterValueError: Browsers do not show pictures of this `format`.

    Example:
        >>> import matplotlib.pyplot as plt
        >>> fig, ax = plt.subplots()
        >>> lines = ax.plot([1, 4, 9, 16])
        >>> st.pyplot(fig, alt="Four numbers that grow ever faster")
    """
    if use_container_width is not None:
        width = "stretch" if use_container_width else "content"
    room: Any = checked_width("pyplot", width)
    figure = _current() if fig is None else _figure_of(fig)
    with _drawing.setdefault(figure, threading.RLock()):
        content = _drawn(figure, {**DEFAULTS, **kwargs})
        words = _titles(figure) if alt is None else shown_text(alt)
        if clear_figure or (clear_figure is None and fig is None):
            figure.clf()
    media_type = media_type_of(content)
    if media_type is None:
        raise InvalidParameterValueError(
            f"pyplot: browsers do not show pictures of the format {kwargs.get('format')!r}. Pass "
            f"'png', 'svg', 'jpg' or 'webp', and offer others with st.download_button(...)."
        )
    picture = Picture(src=here().run.media.put(content, media_type), alt=words)
    return slot_of(Image(pictures=(picture,), width=room))


def _current() -> Any:
    """The current figure of pyplot, which is the run's own."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        raise InvalidParameterTypeError(
            "pyplot: there is no figure, for nothing has imported matplotlib.pyplot. Draw one "
            "first: fig, ax = plt.subplots()."
        )
    return pyplot.gcf()


def _figure_of(given: Any) -> Any:
    """The figure that something is, or belongs to."""
    part: Any = given
    if part is sys.modules.get("matplotlib.pyplot") or part is sys.modules.get("pylab"):
        return _current()
    for _ in range(8):  # What drawing returns is nested: axes in an array, bars in a list.
        if _is_figure(part):
            return part
        if _is_plot(part):
            return _plotted(part)
        part = _next(part)
    raise InvalidParameterTypeError(
        f"pyplot: {type(given).__name__} is no figure of Matplotlib. Pass what plt.figure() or "
        f"plt.subplots() returned, or axes of it."
    )


def _next(part: Any) -> Any:
    """What a part of a figure belongs to."""
    if isinstance(part, list | tuple):
        return part[0] if part else None
    if hasattr(part, "flat") and hasattr(part, "dtype"):
        return next(iter(part.flat), None)
    if callable(getattr(part, "get_figure", None)):
        return part.get_figure()
    for name in ("figure", "fig", "canvas"):  # Of grids, older grids, managers.
        owner = getattr(part, name, None)
        if owner is not None:
            return owner
    return None


def _is_figure(part: object) -> bool:
    return any(
        base.__name__ == "Figure" and base.__module__ == "matplotlib.figure"
        for base in type(part).__mro__
    )


def _is_plot(part: object) -> bool:
    """Whether it is a plot of `seaborn.objects`, which has no figure until it is drawn."""
    kind = type(part)
    return kind.__name__ == "Plot" and kind.__module__.startswith("seaborn.")


def _plotted(plot: Any) -> Any:
    figure = sys.modules["matplotlib.figure"].Figure()
    plot.on(figure).plot()
    return figure


def _drawn(figure: Any, options: dict[str, Any]) -> bytes:
    """The picture: the same bytes for the same figure, so that it goes to the tab once."""
    file = io.BytesIO()
    matplotlib = sys.modules["matplotlib"]
    kind = options["format"] or matplotlib.rcParams["savefig.format"]
    steady: AbstractContextManager[None] = nullcontext()
    if kind in {"svg", "svgz"}:  # Else it holds the date, and names by chance.
        options["metadata"] = {"Date": None, **(options.get("metadata") or {})}
        steady = matplotlib.rc_context({"svg.hashsalt": "anew"})
    with steady:
        figure.savefig(file, **options)
    return file.getvalue()


def _titles(figure: Any) -> str:
    """What stands above the figure, or above its axes."""
    above = getattr(figure, "_suptitle", None)
    titles = [above.get_text()] if above is not None else []
    titles = titles or [axes.get_title() for axes in figure.axes]
    return ", ".join(dict.fromkeys(" ".join(title.split()) for title in titles if title.strip()))
