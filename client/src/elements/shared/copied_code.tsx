/** Code within a text, which can be copied as what `st.code` shows. */
import { render } from "preact";
import { CopyButton } from "./copy";

/** Gives a button to each block of code that has none; it leaves the page with the block. */
export function addCopyButtons(text: Element): void {
  // What explains a control is only read: the keyboard does not come into it.
  if (text.closest("[role=tooltip]")) return;
  for (const pre of text.querySelectorAll<HTMLElement>(".stCode > pre:only-child")) {
    pre.tabIndex = 0; // So that what is wider than the page can be scrolled to.
    const place = document.createElement("span");
    pre.after(place);
    render(<CopyButton text={() => pre.textContent ?? ""} />, place);
  }
}
