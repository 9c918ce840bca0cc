/** The rows of an edited table in the order in which they are displayed. */
import { useMemo, useRef } from "preact/hooks";
import { type CellText, type Look } from "../tabular/cell_text";
import { useArrangement, useTexts } from "../tabular/grid_columns";
import { everyRow, found, sorted } from "../tabular/sheet";
import { type Table, useSorting } from "../tabular/use_table";
import type { State } from "./changes";
import type { EditedSheet } from "./edited_sheet";

export type EditedTable = Table & { readonly rows: Uint32Array; readonly all: Uint32Array };

/**
 * Rows stay where they are while their cells are edited, until they are sorted or searched again:
 * otherwise they would jump away from whoever edits them.
 */
export function useEditedTable(edited: EditedSheet, state: State, looks: readonly Look[], query: string): EditedTable {
  const { sheet, base } = edited;
  const own = useTexts(sheet, looks);
  const texts = useMemo(() => withDrafts(edited, own), [edited, own]);
  const [sorting, sort] = useSorting(sheet);
  const every = useMemo(() => everyRow(base), [base]);
  const all = useMemo(() => existing(edited, every, state), [edited, every, namesOf(state)]);
  const wanted = `${sorting?.column} ${sorting?.direction} ${query}`;
  const kept = useRef<Kept | undefined>(undefined);
  const rows = useMemo(() => {
    if (!sorting && !query) {
      kept.current = undefined;
      return all;
    }
    if (kept.current?.wanted === wanted) return inOrder(edited, all, kept.current);
    const arranged = arrange(edited, all, texts, query, sorting);
    kept.current = { wanted, ids: idsOf(edited, arranged), known: new Set(idsOf(edited, all)) };
    return arranged;
  }, [edited, all, wanted]);
  return { sheet, looks, texts, rows, all, sorting, sort, arranged: useArrangement(sheet) };
}

/** The rows as they were sorted and searched last, by their ids. */
interface Kept {
  readonly wanted: string;
  readonly ids: readonly number[];
  /** All that there were, found or not. */
  readonly known: ReadonlySet<number>;
}

/** The texts of cells; of those that must be corrected, what was typed. */
function withDrafts(edited: EditedSheet, texts: readonly CellText[]): readonly CellText[] {
  return texts.map((text, at): CellText => {
    const { name = "" } = edited.sheet.columns[at] ?? {};
    return (row) => edited.draftAt(row, name)?.text ?? text(row);
  });
}

/** Changes when rows are added or deleted, and not when cells are edited. */
function namesOf({ edits, held }: State): string {
  return [edits.added, held, edits.deleted].map((rows) => [...rows.keys()].join()).join(";");
}

/** All rows but those that are deleted, with the added ones at the end. */
export function existing(edited: EditedSheet, every: Uint32Array, { edits, held }: State): Uint32Array {
  const gone = new Set([...edits.deleted].map((id) => edited.rowOf(id)));
  const own = gone.size ? every.filter((row) => !gone.has(row)) : every;
  const added = [...edits.added.keys(), ...held.keys()]
    .filter((id) => edited.ids.rowOf(id) === undefined && !edits.deleted.has(id))
    .sort((one, other) => one - other)
    .map((id) => edited.rowOf(id))
    .filter((row) => row !== undefined);
  if (!added.length) return own;
  const rows = new Uint32Array(own.length + added.length);
  rows.set(own);
  rows.set(added, own.length);
  return rows;
}

function arrange(
  { sheet }: EditedSheet,
  all: Uint32Array,
  texts: readonly CellText[],
  query: string,
  sorting: Table["sorting"],
): Uint32Array {
  const given = found(all, texts, query);
  const by = sorting && sheet.columns[sorting.column];
  return by ? sorted(given, by, sorting.direction) : given;
}

/** The rows in the order in which they were, and after them those that have come since. */
function inOrder(edited: EditedSheet, all: Uint32Array, { ids, known }: Kept): Uint32Array {
  const left = new Set(all);
  const rows = ids.map((id) => edited.rowOf(id)).filter((row) => row !== undefined && left.has(row));
  const newer = all.filter((row) => !known.has(edited.idOf(row) ?? -1));
  return Uint32Array.from([...(rows as number[]), ...newer]);
}

function idsOf(edited: EditedSheet, rows: Uint32Array): number[] {
  return Array.from(rows, (row) => edited.idOf(row) ?? -1);
}
