/** Copies cells of a table whose rows the server has: few of them may have come. */
import { type GridColumn, MARKS } from "./grid_columns";
import { edges, type Range } from "./grid_selection";
import type { AskedOfServer } from "./use_table";

/** Copies a range, or whole rows by their indices in the table. */
export function copyFromServer(
  windows: AskedOfServer,
  columns: readonly GridColumn[],
  what: Range | readonly number[],
): void {
  const isRows = Array.isArray(what);
  const { top, bottom, first, last } = edges(
    isRows ? { from: { row: 0, column: 0 }, to: { row: 0, column: columns.length - 1 } } : (what as Range),
  );
  const named = columns.slice(first, last + 1).flatMap(({ at }) => (at === MARKS ? [] : [at]));
  const text = isRows
    ? windows.textOf(named, what as readonly number[])
    : windows.text(named, Math.max(0, top), bottom + 1);
  const content = text.then((lines) => new Blob([lines.replace(/\n$/, "")], { type: "text/plain" }));
  // A browser writes what comes later only if it was promised at once.
  navigator.clipboard?.write([new ClipboardItem({ "text/plain": content })]).catch(() => undefined);
}
