"""Formulas in Markdown: what is one, and what is prose about money."""

from __future__ import annotations

import re
import sys
from types import ModuleType

import pytest

import anew as st
from anew.elements.latex import Latex
from anew.elements.markup import Formula, Inline, Markdown, plain_text
from anew.elements.markup.formulas import LONGEST, MOST
from anew.testing import AppTest

FORMULA = re.compile(r'<(?:span|div) class="stFormula(?: stFormulaBlock)?">([^<]*)</(?:span|div)>')


def formulas(text):
    return FORMULA.findall(Markdown(text).to_wire())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a $x$ b", ["x"]),
        ("one $a_1$, two $b*c*d$; $5 and $6", ["a_1", "b*c*d"]),
        ("($x$), **$y$**, :red[$z$], [$w$](https://a.b)", ["x", "y", "z", "w"]),
        ("a$x$b", ["x"]),
        ("$x$$y$", []),
        (r"a $\$5$ b", [r"\$5"]),
        ("in a line $$x^2$$ and $$ y $$", ["x^2", "y"]),
        ("- $a$\n- b", ["a"]),
        ("| a |\n|---|\n| $x_1$ |", ["x_1"]),
        ("$$\nx^2\n\n+ y\n$$", ["x^2\n\n+ y"]),
        ("text\n$$\nx\n$$\nmore", ["x"]),
        ("$$ x\n+ y $$", ["x\n+ y"]),
        ("$$\nnot closed", ["not closed"]),
        ("> $$\n> a\n> $$\n\n$b$", ["a", "b"]),
    ],
)
def test_formulas_are_found(text, found):
    assert formulas(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "costs $5, then $6.50 more",
        "US$5 and CA$6",
        "$100M-$200M",
        "1$ and 2$",
        "a $ x $ b",
        "$5/$6, ($5) or ($6)",
        "**$5** and **$6**",
        r"\$x\$",
        "$x\ny$",
        "a $$x",
        "$$",
        "$$$$$$",
    ],
)
def test_prose_is_left_as_it_is(text):
    assert formulas(text) == []
    assert Markdown(text).to_wire().count("$") == text.count("$")


def test_code_has_no_formulas():
    assert formulas("`$x$`\n\n```\n$$\nx\n$$\n```\n\n    $y$") == []


def test_what_is_in_a_formula_is_no_markdown_and_no_html():
    assert formulas("$a_1 * b_2 * c < d$ and $<b>x</b>$") == [
        "a_1 * b_2 * c &lt; d",
        "&lt;b&gt;x&lt;/b&gt;",
    ]


def test_labels_have_formulas_too():
    assert Inline("With $x^2$").to_wire() == 'With <span class="stFormula">x^2</span>'
    assert Inline("$5 to $6").to_wire() == "$5 to $6"
    assert plain_text("With $x^2$") == "With x^2"


def test_an_authors_html_has_formulas_too():
    shown = Markdown("<b>$x$</b>", allow_html=True).to_wire()

    assert '<b><span class="stFormula">x</span></b>' in shown


def test_long_and_many_formulas_are_shown_as_they_are_written():
    assert formulas(f"$${'x' * (LONGEST + 1)}$$") == []
    assert formulas(f"$$\n{'x' * (LONGEST + 1)}\n$$") == []
    assert len(formulas("$x$ " * (MOST + 5))) == MOST
    assert len(formulas("$$\nx\n$$\n\n" * (MOST + 5))) == MOST
    assert Formula("x" * (LONGEST + 1)).to_wire().startswith("<pre>xxx")


def test_a_formula_stands_by_itself(tab):
    tab.run(lambda: st.latex(r"  \frac{1}{2} < 1", help="Help.", width=300))

    assert tab.element == Latex(body=Formula(r"\frac{1}{2} < 1"), help=Markdown("Help."), width=300)
    html = '<div class="stFormula stFormulaBlock">\\frac{1}{2} &lt; 1</div>\n'
    assert tab.element.body.to_wire() == html


def test_an_expression_of_sympy_makes_its_formula(tab, monkeypatch):
    library = ModuleType("sympy")
    library.latex = lambda expression: rf"\sqrt{{{expression.name}}}"
    monkeypatch.setitem(sys.modules, "sympy", library)
    root = type("Root", (), {"__module__": "sympy.core", "name": "x"})

    tab.run(lambda: st.latex(root()))

    assert tab.element.body.source == r"\sqrt{x}"


def test_a_test_sees_it():
    at = AppTest.from_string("import anew as st\nst.latex('x')").run()

    assert at.latex[0].value == "$$\nx\n$$"
