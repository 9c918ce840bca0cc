/** Makes code blocks within Markdown copyable, as those of `st.code` are. */
import { render } from "preact";
import { CopyButton } from "./copy";

/** Adds a button to each code block that has none; it is removed together with the block. */
export function addCopyButtons(text: Element): void {
  // Not in tooltips, which cannot be reached by the keyboard.
  if (text.closest("[role=tooltip]")) return;
  for (const pre of text.querySelectorAll<HTMLElement>(".stCode > pre:only-child")) {
    pre.tabIndex = 0; // So that wide code can be scrolled with the keyboard.
    const place = document.createElement("span");
    pre.after(place);
    render(<CopyButton text={() => pre.textContent ?? ""} />, place);
  }
}
