/**
 * Leaves points out of very long lines that nobody could see: of each short part only the first, the
 * last, the least and the greatest are drawn, which gives the same line on a screen.
 */
import type { Sheet, SheetColumn } from "../tabular/sheet";
import type { Spec } from "./sizing";

const LONG = 20_000; // Rows.
const PARTS = 2_000; // Of all lines together: some more than a screen has pixels.
const LEAST = 250; // Of each line.

/** The table as it is drawn, if the specification's line may be thinned (`charts/simple.py`). */
export function thinned(sheet: Sheet, { usermeta }: Spec): Sheet {
  const { x, y } = (usermeta?.thin ?? {}) as { x?: string; y?: readonly string[] };
  if (!y || sheet.rows <= LONG) return sheet;
  const named = (name: string | undefined) => sheet.columns.find((one) => one.name === name);
  const across = named(x);
  const lines = y.map(named).filter((one) => one !== undefined);
  if (!across || !isSorted(across)) return sheet;
  const size = Math.ceil(sheet.rows / Math.max(LEAST, Math.floor(PARTS / lines.length)));
  const kept = new Set<number>();
  for (const { values } of lines) keep(values, sheet.rows, size, kept);
  const rows = [...kept].sort((one, other) => one - other);
  const columns = sheet.columns.map((one) => ({
    ...one,
    values:
      one.values instanceof Float64Array
        ? Float64Array.from(rows, (row) => one.values[row] as number)
        : rows.map((row) => one.values[row]),
  }));
  return { rows: rows.length, columns };
}

function keep(values: ArrayLike<unknown>, rows: number, size: number, kept: Set<number>): void {
  for (let start = 0; start < rows; start += size) {
    const end = Math.min(start + size, rows);
    let [least, greatest] = [start, start];
    for (let row = start; row < end; row += 1) {
      const value = values[row] as number;
      if (value < (values[least] as number)) least = row;
      if (value > (values[greatest] as number)) greatest = row;
      // A gap in the line stays one.
      if (Number.isNaN(value) !== Number.isNaN(values[row - 1] as number)) kept.add(row);
      if (Number.isNaN(values[least])) least = row;
      if (Number.isNaN(values[greatest])) greatest = row;
    }
    for (const row of [start, least, greatest, end - 1]) kept.add(row);
  }
}

/** Whether a line goes from left to right, and never back. */
function isSorted({ values }: SheetColumn): boolean {
  for (let row = 1; row < values.length; row += 1) {
    if (!((values[row] as number) >= (values[row - 1] as number))) return false;
  }
  return true;
}
