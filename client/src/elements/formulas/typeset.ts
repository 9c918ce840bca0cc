// announced
/**
 * Formulas, set by KaTeX: for the eye as HTML, and for assistive technology as MathML.
 *
 * Few pages have one, so KaTeX and its fonts come with the first. It makes nodes, not text that is
 * parsed, and what it might link to or include is off.
 */
import katex, { type KatexOptions } from "katex";
import { addSheet } from "../../later";
import sheet from "../../style/formulas.css?url";

const OPTIONS: KatexOptions = {
  errorColor: "var(--red)",
  maxExpand: 1000, // Expansions of macros: a short formula could ask for millions.
  maxSize: 50, // Of a rule or a space, in em.
  output: "htmlAndMathml",
  strict: false,
  throwOnError: true,
  trust: false,
};
const LONGEST_MS = 16; // Then the page gets its turn.

let isStyled: Promise<unknown> | undefined;

/** Sets the formulas in markup, in which their sources stand. */
export async function typeset(text: Element): Promise<void> {
  isStyled ??= addSheet(new URL(sheet, import.meta.url).href);
  await isStyled;
  let since = performance.now();
  for (const formula of text.querySelectorAll<HTMLElement>(".stFormula:not([data-set])")) {
    if (performance.now() - since > LONGEST_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    if (formula.isConnected) set(formula);
  }
}

/** Sets one; what is not a formula stays as it was written, marked as a mistake. */
function set(formula: HTMLElement): void {
  const source = formula.textContent ?? "";
  formula.dataset["set"] = "";
  try {
    const displayMode = formula.classList.contains("stFormulaBlock");
    katex.render(source, formula, { ...OPTIONS, displayMode });
    // So that a wide one can be scrolled with the keyboard.
    if (displayMode && formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
  } catch (error) {
    formula.textContent = source;
    formula.classList.add("stFormulaError");
    formula.title = error instanceof Error ? error.message : "";
  }
}
