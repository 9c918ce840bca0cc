/** What is selected in a grid: rows, columns and cells, as the app is told, and a range to copy. */
import type { GridColumn } from "./grid_columns";
import type { Place } from "./grid_places";

export type Mode =
  | "single-row"
  | "single-row-required"
  | "multi-row"
  | "single-column"
  | "multi-column"
  | "single-cell"
  | "multi-cell";

/** As the app is told: rows by their index in the table, columns by name. */
export interface Selected {
  readonly rows: readonly number[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly [row: number, column: string])[];
}

export interface Selectable {
  readonly modes: readonly Mode[];
  readonly selected: Selected;
  readonly change: (selected: Selected) => void;
}

/** A rectangle of cells, by their positions as displayed. */
export interface Range {
  readonly from: Place;
  readonly to: Place;
}

/** The rows of a grid as displayed: their indices in the table. */
export interface Rows {
  readonly length: number;
  /** The index of the row at a position; undefined if it is not there yet. */
  at(position: number): number | undefined;
}

const MOST_LISTED = 1000; // Rows and cells; more are sent as text, which may be of any length.

/** A selection as it is sent; rows that follow each other as one span if they are many. */
export function sentSelection(selected: Selected): Selected | string {
  const { rows, columns, cells } = selected;
  if (rows.length + cells.length <= MOST_LISTED) return selected;
  const spans: [number, number][] = [];
  for (const row of rows) {
    const last = spans.at(-1);
    if (last?.[1] === row) last[1]++;
    else spans.push([row, row + 1]);
  }
  return JSON.stringify({ spans, columns, cells });
}

/** The inverse. */
export function selectionOf(value: Partial<Selected> | string | undefined): Selected {
  if (typeof value !== "string") return { ...NOTHING, ...value };
  const { spans, columns, cells } = JSON.parse(value) as Omit<Selected, "rows"> & {
    readonly spans: readonly (readonly [number, number])[];
  };
  const rows: number[] = [];
  for (const [from, to] of spans) for (let row = from; row < to; row++) rows.push(row);
  return { rows, columns, cells };
}

export const NOTHING: Selected = { rows: [], columns: [], cells: [] };
export const MOST_CELLS = 10_000; // That an app is told of.

export function selectsRows(modes: readonly Mode[]): boolean {
  return modes.some((mode) => mode.endsWith("-row") || mode === "single-row-required");
}

export function selectsColumns(modes: readonly Mode[]): boolean {
  return modes.some((mode) => mode.endsWith("-column"));
}

export function selectsCells(modes: readonly Mode[]): boolean {
  return modes.some((mode) => mode.endsWith("-cell"));
}

export function withRow({ modes, selected }: Selectable, row: number): Selected {
  const { rows } = selected;
  const has = rows.includes(row);
  if (modes.includes("single-row-required")) return has ? selected : { ...selected, rows: [row] };
  if (modes.includes("single-row")) return { ...selected, rows: has ? [] : [row] };
  const next = has ? rows.filter((other) => other !== row) : [...rows, row].sort((a, b) => a - b);
  return { ...selected, rows: next };
}

/** All rows that are displayed, or none if all are selected. */
export function withAllRows({ selected }: Selectable, rows: Rows): Selected {
  const has = selected.rows.length >= rows.length;
  const all = Array.from({ length: rows.length }, (_, at) => rows.at(at));
  const known = all.filter((row) => row !== undefined).sort((a, b) => a - b);
  return { ...selected, rows: has ? [] : known };
}

/** From the row that was pressed before to this one, in the order of the display. */
export function withRowsBetween({ selected }: Selectable, rows: Rows, from: number, to: number): Selected {
  const found = new Set(selected.rows);
  for (let at = Math.min(from, to); at <= Math.max(from, to); at++) {
    const row = rows.at(at);
    if (row !== undefined) found.add(row);
  }
  return { ...selected, rows: [...found].sort((a, b) => a - b) };
}

export function withColumn({ modes, selected }: Selectable, name: string): Selected {
  const { columns } = selected;
  const has = columns.includes(name);
  if (modes.includes("single-column")) return { ...selected, columns: has ? [] : [name] };
  return { ...selected, columns: has ? columns.filter((one) => one !== name) : [...columns, name] };
}

/** The cells of a range; those of the index are not selected. */
export function withCells(
  { modes, selected }: Selectable,
  range: Range | undefined,
  rows: Rows,
  columns: readonly GridColumn[],
): Selected {
  if (!range) return { ...selected, cells: [] };
  const isSingle = modes.includes("single-cell");
  const { top, bottom, first, last } = edges(isSingle ? { from: range.to, to: range.to } : range);
  const cells: (readonly [number, string])[] = [];
  for (let at = top; at <= bottom; at++) {
    const row = rows.at(at);
    if (row === undefined) continue;
    for (const { column } of columns.slice(first, last + 1)) {
      if (!column.isIndex && cells.length < MOST_CELLS) cells.push([row, column.name]);
    }
  }
  return { ...selected, cells };
}

export function edges({ from, to }: Range) {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    first: Math.min(from.column, to.column),
    last: Math.max(from.column, to.column),
  };
}

export function isWithin(range: Range | undefined, row: number, column: number): boolean {
  if (!range) return false;
  const { top, bottom, first, last } = edges(range);
  return row >= top && row <= bottom && column >= first && column <= last;
}
