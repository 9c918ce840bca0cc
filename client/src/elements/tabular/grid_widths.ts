/** How wide the columns of a table are: as their first cells need, within bounds. */
import type { Looks } from "./grid";
import { brief } from "./grid_rows";
import { isTicked, type Sheet, shownValue } from "./sheet";

const SAMPLE = 100; // Rows that are measured.
const LEAST = 50; // Pixels.
const MOST = 500;
const AROUND = 26; // Pixels within a cell beside its text, with some for the arrow of a header.
const TICK = 16; // A box that is ticked or not.

export function columnWidths(sheet: Sheet, looks: Looks, placeholder: string): number[] {
  const measure = ruler();
  return sheet.columns.map((column, at) => {
    const { label, width } = looks[at] ?? {};
    if (width) return width;
    let widest = measure(brief(label || column.name));
    for (let row = 0; row < Math.min(sheet.rows, SAMPLE); row++) {
      const text = shownValue(column, row) ?? placeholder;
      const isTick = isTicked(column, row) !== undefined;
      widest = Math.max(widest, isTick ? TICK : measure(brief(text)));
    }
    return Math.ceil(Math.min(MOST, Math.max(column.isIndex ? LEAST / 2 : LEAST, widest + AROUND)));
  });
}

/** Measures texts in the font of the page. */
function ruler(): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (text) => text.length * 8;
  context.font = `14px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}
