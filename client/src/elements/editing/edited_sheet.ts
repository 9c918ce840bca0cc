/**
 * A sheet whose cells show what the user has changed. The values of a column are copied when the
 * first of its cells is changed; after that, an edit writes a cell, however many rows there are.
 */
import type { Html, Json } from "../../protocol.gen";
import { isMissing, type Sheet, type SheetColumn } from "../tabular/sheet";
import type { Draft, State } from "./changes";
import { type Cells, NO_CELLS } from "./edits";
import type { RowIds } from "./row_ids";

/** A column of which each cell can be written. */
interface OpenColumn extends Omit<SheetColumn, "values" | "html" | "dress"> {
  values: unknown[];
  html?: (Html | undefined)[];
  dress?: SheetColumn["dress"] & { texts: (string | null)[] };
}

export class EditedSheet {
  /** The same object after all edits. Added rows are after those of the base. */
  readonly sheet: Sheet;
  readonly #at: ReadonlyMap<string, number>;
  readonly #opened = new Set<number>();
  readonly #addedRows = new Map<number, number>(); // By id.
  readonly #addedIds: number[] = [];
  #shown: ReadonlyMap<number, Cells> = new Map();
  #drafts: State["drafts"] = new Map();

  constructor(
    readonly base: Sheet,
    readonly ids: RowIds,
  ) {
    this.sheet = { rows: base.rows, columns: base.columns.map((column) => ({ ...column })) };
    this.#at = new Map(base.columns.map(({ name }, at) => [name, at]));
  }

  idOf(row: number): number | undefined {
    return row < this.base.rows ? this.ids.idOf(row) : this.#addedIds[row - this.base.rows];
  }

  rowOf(id: number): number | undefined {
    return this.ids.rowOf(id) ?? this.#addedRows.get(id);
  }

  /** The value of a cell before all edits. */
  valueAt(id: number, column: string): Json {
    const at = this.#at.get(column);
    const row = this.ids.rowOf(id);
    if (at === undefined || row === undefined) return null;
    const value = this.base.columns[at]?.values[row];
    return isMissing(value) ? null : (value as Json);
  }

  /** Shows the edits of a state, and nothing of those that were shown before. */
  show(state: State): void {
    const cells = overlay(state);
    for (const [id, own] of this.#shown) if (cells.get(id) !== own) this.#restore(id, own);
    for (const [id, own] of cells) if (this.#shown.get(id) !== own) this.#write(id, own);
    this.#shown = cells;
    this.#drafts = state.drafts;
  }

  /** What was entered into a cell that may not have it. */
  draftAt(row: number, column: string): Draft | undefined {
    if (!this.#drafts.size) return undefined;
    const id = this.idOf(row);
    return id === undefined ? undefined : this.#drafts.get(id)?.get(column);
  }

  #restore(id: number, cells: Cells): void {
    const row = this.rowOf(id);
    if (row === undefined) return;
    for (const name of cells.keys()) {
      const at = this.#at.get(name);
      if (at === undefined) continue;
      const column = this.#open(at);
      const { values, html, dress } = this.base.columns[at] as SheetColumn;
      column.values[row] = values[row];
      if (column.html) column.html[row] = html?.[row];
      if (column.dress) column.dress.texts[row] = dress?.texts?.[row] ?? null;
    }
  }

  #write(id: number, cells: Cells): void {
    const row = this.rowOf(id) ?? this.#makeRow(id);
    for (const [name, value] of cells) {
      const at = this.#at.get(name);
      if (at === undefined) continue;
      const column = this.#open(at);
      column.values[row] = value;
      // These are of the value that was there.
      if (column.html) column.html[row] = undefined;
      if (column.dress) column.dress.texts[row] = null;
    }
  }

  #makeRow(id: number): number {
    const row = this.base.rows + this.#addedIds.length;
    this.#addedIds.push(id);
    this.#addedRows.set(id, row);
    return row;
  }

  /** The column, whose values are its own. */
  #open(at: number): OpenColumn {
    const column = this.sheet.columns[at] as OpenColumn;
    if (this.#opened.has(at)) return column;
    this.#opened.add(at);
    const { values, html, dress } = this.base.columns[at] as SheetColumn;
    column.values = Array.from(values);
    if (html) column.html = [...html];
    if (dress) column.dress = { ...dress, texts: [...(dress.texts ?? [])] };
    return column;
  }
}

/** The cells that differ from the base, by the ids of their rows. */
function overlay({ edits, held, drafts }: State): ReadonlyMap<number, Cells> {
  const cells = new Map<number, Cells>(edits.edited);
  for (const rows of [edits.added, held]) {
    for (const [id, own] of rows) {
      const before = cells.get(id);
      cells.set(id, before ? new Map([...before, ...own]) : own);
    }
  }
  for (const [id, own] of drafts) {
    const texts = [...own].map(([column, { text }]) => [column, text] as const);
    cells.set(id, new Map<string, Json>([...(cells.get(id) ?? NO_CELLS), ...texts]));
  }
  return cells;
}
