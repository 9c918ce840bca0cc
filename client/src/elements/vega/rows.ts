/** Makes the rows that Vega reads of the columns of a table. */
import type { Sheet, SheetColumn } from "../tabular/sheet";

export type Row = Record<string, unknown>;

/** New objects each time: Vega writes into them. */
export function rowsOf({ rows, columns }: Sheet): Row[] {
  const reads = columns.map((column) => [column.name, reader(column)] as const);
  return Array.from({ length: rows }, (_, at) => {
    const row: Row = {};
    for (const [name, read] of reads) row[name] = read(at);
    return row;
  });
}

/** What a column has in a row, as Vega takes it: real dates, numbers, and null for what is missing. */
function reader({ kind, values }: SheetColumn): (row: number) => unknown {
  if (values instanceof Float64Array) {
    return (row) => (Number.isNaN(values[row]) ? null : values[row]);
  }
  switch (kind) {
    case "date":
    case "datetime":
      return (row) => dateOf(values[row]);
    case "integer":
    case "number": // Those that JSON does not have are texts.
      return (row) => (typeof values[row] === "string" ? Number(values[row]) : values[row]);
    default:
      return (row) => values[row] ?? null;
  }
}

/**
 * A date or a moment. Without a time zone it is what the clock on the wall shows, here as on the
 * server: the chart says what the author's table says.
 */
export function dateOf(text: unknown): Date | null {
  if (typeof text !== "string") return null;
  const date = new Date(text.includes("T") ? text : `${text}T00:00:00`);
  return Number.isNaN(date.getTime()) ? null : date;
}
