/** Tables as deck.gl's expressions read them, an object a row, and back. */
import { isMissing, type Sheet, type SheetColumn } from "../tabular/sheet";

export type Row = Record<string, unknown>;

export function rowsOf({ rows, columns }: Sheet): Row[] {
  const own = columns.filter(({ isIndex }) => !isIndex);
  const made: Row[] = Array.from({ length: rows }, () => ({}));
  for (const { name, values } of own) {
    for (let row = 0; row < rows; row += 1) {
      const value = values[row];
      (made[row] as Row)[name] = isMissing(value) ? null : value;
    }
  }
  return made;
}

/** What can be shown of a layer's data that is no table; undefined if it has no rows. */
export function sheetOf(data: unknown): Sheet | undefined {
  const listed = featuresOf(data) ?? data;
  if (!Array.isArray(listed) || !listed.length) return undefined;
  const rows = listed.map(flat);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name): SheetColumn => {
    const values = rows.map((row) => row[name] ?? null);
    const isNumber = values.every((value) => value === null || typeof value === "number");
    return { name, kind: isNumber ? "number" : "object", isIndex: false, values };
  });
  return { rows: rows.length, columns };
}

function featuresOf(data: unknown): unknown {
  return (data as { features?: unknown } | undefined)?.features;
}

function flat(value: unknown): Row {
  if (typeof value !== "object" || value === null) return { value };
  const { properties, ...rest } = value as Row;
  if (typeof properties !== "object" || properties === null) return value as Row;
  const { type: _type, ...more } = rest;
  return { ...(properties as Row), ...more };
}
