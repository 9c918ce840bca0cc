/** The icon font: its style sheet, and which of its slices an icon is in. A page with icons needs it. */
import { addSheet } from "../../later";
import sheet from "icons.css?url";

const SLICES = 128; // As in `icons.mjs`.

void addSheet(new URL(sheet, import.meta.url).href);

/** Draws the icon whose name is in an element. In markup, the server has said it already. */
export function draw(element: Element): void {
  let slice = 0;
  for (const letter of element.textContent ?? "") {
    slice = (slice * 31 + letter.charCodeAt(0)) % SLICES;
  }
  element.className = `stIconMaterial icons-${slice}`;
}
