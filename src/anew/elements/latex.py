"""A formula."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Formula, Markdown, written
from anew.elements.shared.parameters import Width, checked_width, shown_help
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class Latex(Element, frozen=True):
    """A formula by itself, in LaTeX."""

    body: Formula = Formula("")
    help: Markdown | None = None
    width: Width = "stretch"


@command("Text")
def latex(body: object, *, help: str | None = None, width: Width = "stretch") -> Container:
    r"""Show a formula. Within text, and in labels, formulas stand between dollars: `$x^2$`.

    The formula is set by [KaTeX](https://katex.org/docs/supported), which is loaded with the
    first one; what KaTeX does not understand is shown as it is written.

    Args:
        body: The formula in LaTeX, without dollars, or an expression of SymPy.
        help: A tooltip in Markdown, on the help icon beside it.
        width: Pixels, "stretch" or "content".

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.latex(r"\sum_{k=0}^{n} x^k = \frac{1 - x^{n+1}}{1 - x}")
    """
    record = Latex(
        body=Formula(written(_source(body))),
        help=shown_help(help),
        width=checked_width("latex", width),
    )
    return slot_of(record)


def _source(body: object) -> str:
    """The LaTeX of a formula; that of an expression is made by its library, which is there."""
    is_expression = any(kind.__module__.partition(".")[0] == "sympy" for kind in type(body).__mro__)
    return shown_text(sys.modules["sympy"].latex(body) if is_expression else body)
