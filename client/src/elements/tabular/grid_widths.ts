/** The widths of a table's columns: as their first cells need, within limits. */
import type { Looks } from "./grid";
import { brief } from "./grid_rows";
import { isTicked, type Sheet, shownValue } from "./sheet";

const SAMPLE = 100; // How many rows are measured.
const LEAST = 50; // Pixels.
const MOST = 500;
const AROUND = 26; // Pixels around a cell's text, including the arrow of a sorted header.
const TICK = 16; // Pixels: the width of a box for true or false.

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

/** Returns a function that measures text in the page's font. */
function ruler(): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (text) => text.length * 8;
  context.font = `14px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}
