/** A table as the user works with it: searched, sorted, its columns arranged. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { CellText, Look } from "./cell_text";
import { type Arranged, useArrangement, useLooks, useTexts } from "./grid_columns";
import type { Sorting } from "./grid_rows";
import type { Rows } from "./grid_selection";
import { type Direction, everyRow, found, type Sheet, sorted } from "./sheet";

export interface Table {
  readonly sheet: Sheet;
  /** As the author and the user want them. */
  readonly looks: readonly Look[];
  readonly texts: readonly CellText[];
  /** The rows that are displayed, in their order. */
  readonly rows: Rows;
  readonly sorting: Sorting | undefined;
  /** Sorts by a column of the sheet; undefined restores the order of the table. */
  readonly sort: (sorting: Sorting | undefined) => void;
  readonly arranged: Arranged;
  /** Of a table whose rows the server has, what can be asked of it. */
  readonly windows?: AskedOfServer | undefined;
}

export interface AskedOfServer {
  /** How many rows are found; undefined while that is not known. */
  readonly found: number | undefined;
  /** Tells which rows are seen, by their positions. */
  readonly look: (first: number, end: number) => void;
  /** Displayed rows, from one position up to another, as indices in the table. */
  readonly ids: (start: number, end: number) => Promise<ArrayLike<number>>;
  /** The cells of displayed rows as text, for the clipboard. */
  readonly text: (columns: readonly number[], start: number, end: number) => Promise<string>;
  /** The same of rows by their indices in the table. */
  readonly textOf: (columns: readonly number[], rows: readonly number[]) => Promise<string>;
  /** The address of all rows as CSV. */
  readonly file: string;
}

/** A table that is in the browser as a whole. */
export function useTable(sheet: Sheet, given: readonly Look[], query: string): Table & { readonly rows: Uint32Array } {
  const arranged = useArrangement(sheet);
  const looks = useLooks(sheet, given, arranged.arrangement);
  const texts = useTexts(sheet, looks);
  const every = useMemo(() => everyRow(sheet), [sheet]);
  const matching = useMemo(() => found(every, texts, query), [every, texts, query]);
  const [sorting, sort] = useSorting(sheet);
  const by = sorting && sheet.columns[sorting.column];
  const rows = useMemo(
    () => (by ? sorted(matching, by, sorting.direction) : matching),
    [matching, by, sorting?.direction],
  );
  return { sheet, looks, texts, rows, sorting, sort, arranged };
}

/** How the user has sorted the rows, until another table replaces this one. */
export function useSorting({ columns }: Sheet) {
  const [sorting, sort] = useState<Sorting>();
  const names = columns.map(({ name }) => name).join("\n");
  useEffect(() => sort(undefined), [names]);
  return [sorting, sort] as const;
}

/** A column is sorted in ascending order, then in descending order, then not at all. */
export function nextSorting(now: Sorting | undefined, column: number): Sorting | undefined {
  const next: Direction | undefined =
    now?.column !== column
      ? "ascending"
      : now.direction === "ascending"
        ? "descending"
        : undefined;
  return next && { column, direction: next };
}
