"""Formulas are set in the browser, for the eye and for a screen reader."""

from __future__ import annotations

from playwright.sync_api import expect

SCRIPT = r"""
    import anew as st

    n = st.number_input("n", value=1)
    st.latex(r"\sum_{k=0}^{n} x^k = \frac{1 - x^{n+1}}{1 - x}")
    st.markdown(f"For $x^{n}$, and wrong: $\\nosuch{{x}}$, $\\href{{javascript:alert(1)}}{{x}}$")
    st.markdown("Huge: $\\rule{1000000em}{1em}$ and $\\def\\a{\\a\\a}\\a$")
    st.checkbox("With $\\sqrt{2}$ for $5 or $6")
    st.latex("x + " * 80 + "x")
    st.latex("{" * 5000)
"""


def test_they_are_set_and_read(open_app):
    page = open_app(SCRIPT)
    formulas = page.locator(".stFormula")
    expect(formulas.nth(1).locator(".katex-html")).to_have_text("x1")
    expect(formulas.first.locator("math annotation")).to_have_text(
        r"\sum_{k=0}^{n} x^k = \frac{1 - x^{n+1}}{1 - x}"
    )
    expect(formulas.first.locator(".katex-display")).to_be_visible()
    expect(formulas.first.locator(".katex-html")).to_have_attribute("aria-hidden", "true")
    label = page.get_by_test_id("stCheckbox")
    expect(label.locator(".katex")).to_have_count(1)
    expect(label).to_contain_text("for $5 or $6")


def test_one_that_changes_is_set_again(open_app):
    page = open_app(SCRIPT)
    field = page.get_by_label("n", exact=True)
    field.fill("7")
    field.press("Enter")

    expect(page.locator(".stFormula").nth(1).locator(".katex-html")).to_have_text("x7")


def test_what_is_wrong_or_too_much_harms_nothing(open_app):
    page = open_app(SCRIPT)
    wrong = page.locator(".stFormulaError")
    expect(wrong).to_have_count(3)
    expect(wrong.first).to_have_text(r"\nosuch{x}")
    assert "Undefined control sequence" in wrong.first.get_attribute("title")
    assert page.locator(".stFormula a").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    wide = page.locator('.stFormulaBlock[tabindex="0"]')
    expect(wide).to_have_count(1)
    assert wide.evaluate("(one) => one.scrollWidth > one.clientWidth")


def test_a_page_without_one_loads_nothing_for_it(open_app):
    page = open_app("import anew as st\nst.markdown('**Bold** for $5 or $6')")

    loaded = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert not [name for name in loaded if "typeset" in name or "KaTeX" in name]
