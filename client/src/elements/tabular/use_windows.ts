/** A table whose rows the server has: sorted, searched and fetched there. */
import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { Look } from "./cell_text";
import { useArrangement, useLooks, useTexts } from "./grid_columns";
import { EMPTY, type Sheet } from "./sheet";
import { type Table, useSorting } from "./use_table";
import { Windows } from "./windows";

export interface WindowedSource {
  /** Where rows are asked for. */
  readonly address: string;
  readonly rows: number;
  /** The first rows, and the last. */
  readonly head: Sheet;
}

/** The table; undefined if it is not one of this kind. */
export function useWindows(source: WindowedSource | undefined, given: readonly Look[], query: string): Table | undefined {
  const [, draw] = useReducer<number, void>((times) => times + 1, 0);
  const next = useMemo(
    () => source && new Windows(source.address, source.rows, source.head),
    [source?.address, source?.rows, source?.head],
  );
  const [last, setLast] = useState(next);
  // Of a table that replaces another one, the old rows are shown until the new ones are there.
  const shown = next && last && !next.isReady && haveSameColumns(next, last) ? last : next;
  const seen = useRef<readonly [number, number]>([0, 0]);
  const sheet = shown?.sheet ?? EMPTY;
  const [sorting, sort] = useSorting(sheet);
  const arranged = useArrangement(sheet);
  const looks = useLooks(sheet, given, arranged.arrangement);
  const texts = useTexts(sheet, looks);
  useEffect(() => {
    if (!next) return undefined;
    next.onChange = () => draw();
    next.look(...seen.current);
    next.start();
    return () => next.stop();
  }, [next]);
  useEffect(() => next?.ask({ query, sorting }), [next, query, sorting]);
  useEffect(() => {
    if (shown === next) setLast(next);
  });
  if (!next || !shown) return undefined;
  return {
    sheet,
    looks,
    texts,
    rows: shown.rows,
    sorting,
    sort,
    arranged,
    windows: {
      found: next.found,
      look: (first, end) => {
        seen.current = [first, end];
        next.look(first, end);
      },
      ids: (start, end) => shown.ids(start, end),
      text: (columns, start, end) => shown.text(columns, start, end),
      textOf: (columns, rows) => shown.textOf(columns, rows),
      file: shown.file,
    },
  };
}

function haveSameColumns(one: Windows, other: Windows): boolean {
  const names = ({ sheet }: Windows) => sheet.columns.map(({ name, kind }) => `${kind} ${name}`).join("\n");
  return names(one) === names(other);
}
