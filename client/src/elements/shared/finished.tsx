/** What markup of the server gets in the browser: buttons that copy code, and typeset formulas. */
import { render } from "preact";
import { CopyButton } from "./copy";

/** Finishes markup that was just inserted. */
export function finish(text: Element): void {
  addCopyButtons(text);
  if (text.querySelector(".stIconMaterial")) import("./glyphs").catch(console.error);
  if (text.querySelector(".stFormula")) {
    import("../formulas/typeset").then(({ typeset }) => typeset(text)).catch(console.error);
  }
}

/** Makes each code block copyable, as those of `st.code` are; a button goes with its block. */
function addCopyButtons(text: Element): void {
  // Not in tooltips, which cannot be reached by the keyboard.
  if (text.closest("[role=tooltip]")) return;
  for (const pre of text.querySelectorAll<HTMLElement>(".stCode > pre:only-child")) {
    pre.tabIndex = 0; // So that wide code can be scrolled with the keyboard.
    const place = document.createElement("span");
    pre.after(place);
    render(<CopyButton text={() => pre.textContent ?? ""} />, place);
  }
}
