/** The columns of a grid as the author and the user want them: their order, widths and texts. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { type CellText, type CellType, type Look, textsOf, typeOf } from "./cell_text";
import { brief } from "./grid_rows";
import { columnWidth } from "./grid_widths";
import type { Sheet, SheetColumn } from "./sheet";

export interface GridColumn {
  /** Its index in the sheet; `MARKS` for the column in which rows are selected. */
  readonly at: number;
  readonly column: SheetColumn;
  readonly look: Look;
  readonly type: CellType | "mark";
  /** The header's text. */
  readonly name: string;
  readonly text: CellText;
  readonly isPinned: boolean;
  /** In pixels. */
  readonly width: number;
  /** The position of a pinned column, in pixels. */
  readonly left: number;
  /** Whether it takes a share of the room that is left. */
  readonly isGrowing: boolean;
}

export const MARKS = -1;
const MARK_WIDTH = 40; // Pixels.
const LEAST_WIDTH = 40;
const NO_LOOK: Look = {};

const MARK_COLUMN: GridColumn = {
  at: MARKS,
  column: { name: "", kind: "bool", isIndex: true, values: [] },
  look: NO_LOOK,
  type: "mark",
  name: "",
  text: () => undefined,
  isPinned: true,
  width: MARK_WIDTH,
  left: 0,
  isGrowing: false,
};

/** What the user has changed of the columns; all by their index in the sheet. */
export interface Arrangement {
  readonly order: readonly number[];
  readonly hidden: ReadonlySet<number>;
  readonly pinned: ReadonlyMap<number, boolean>;
  readonly widths: ReadonlyMap<number, number>;
  readonly formats: ReadonlyMap<number, string>;
}

export interface Arranged {
  readonly arrangement: Arrangement;
  readonly hide: (at: number, isHidden: boolean) => void;
  readonly pin: (at: number, isPinned: boolean) => void;
  /** Moves a column by so many places among those that are shown beside it. */
  readonly move: (column: GridColumn, columns: readonly GridColumn[], places: number) => void;
  /** Sets a width; undefined makes the column fit its cells. */
  readonly resize: (at: number, width: number | undefined) => void;
  /** Sets how the values are written; undefined for how the author wants them. */
  readonly format: (at: number, format: string | undefined) => void;
}

/** How the user has arranged the columns, until another table comes. */
export function useArrangement({ columns }: Sheet): Arranged {
  const names = columns.map(({ name }) => name).join("\n");
  const initial: Arrangement = {
    order: columns.map((_, at) => at),
    hidden: new Set(),
    pinned: new Map(),
    widths: new Map(),
    formats: new Map(),
  };
  const [made, setMade] = useState({ names, arrangement: initial });
  const arrangement = made.names === names ? made.arrangement : initial;
  useEffect(() => {
    if (made.names !== names) setMade({ names, arrangement: initial });
  }, [names]);
  const change = (part: Partial<Arrangement>) =>
    setMade((now) => ({
      names,
      arrangement: { ...(now.names === names ? now.arrangement : initial), ...part },
    }));
  return {
    arrangement,
    hide: (at, isHidden) => {
      const hidden = new Set(arrangement.hidden);
      if (isHidden) hidden.add(at);
      else hidden.delete(at);
      change({ hidden });
    },
    pin: (at, isPinned) => change({ pinned: new Map(arrangement.pinned).set(at, isPinned) }),
    move: (column, shown, places) => {
      const beside = shown[shown.indexOf(column) + places];
      if (beside) change({ order: moved(arrangement.order, column.at, beside.at) });
    },
    resize: (at, width) => {
      const pixels = width === undefined ? undefined : Math.max(LEAST_WIDTH, Math.round(width));
      change({ widths: withOne(arrangement.widths, at, pixels) });
    },
    format: (at, format) => change({ formats: withOne(arrangement.formats, at, format) }),
  };
}

/** A map with another value for a column, or without one. */
function withOne<T>(map: ReadonlyMap<number, T>, at: number, value: T | undefined): Map<number, T> {
  const next = new Map(map);
  if (value === undefined) next.delete(at);
  else next.set(at, value);
  return next;
}

function moved(order: readonly number[], from: number, to: number): number[] {
  const isForward = order.indexOf(from) < order.indexOf(to);
  const rest = order.filter((at) => at !== from);
  rest.splice(rest.indexOf(to) + (isForward ? 1 : 0), 0, from);
  return rest;
}

export interface ColumnSource {
  readonly sheet: Sheet;
  readonly looks: readonly Look[];
  readonly placeholder: string;
  readonly rowHeight: number;
}

/** The author's looks, with the formats that the user has chosen. */
export function useLooks({ columns }: Sheet, looks: readonly Look[], { formats }: Arrangement): readonly Look[] {
  return useMemo(() => {
    if (!formats.size) return looks;
    return columns.map((_, at) => {
      const format = formats.get(at);
      return format ? { ...looks[at], format } : (looks[at] ?? NO_LOOK);
    });
  }, [columns, looks, formats]);
}

/** The texts of all columns of a sheet, hidden or not. */
export function useTexts(sheet: Sheet, looks: readonly Look[]): readonly CellText[] {
  return useMemo(
    () => sheet.columns.map((column, at) => textsOf(column, looks[at] ?? NO_LOOK)),
    [sheet, looks],
  );
}

/** The columns to show, the pinned ones first. */
export function useColumns(
  { sheet, looks, placeholder, rowHeight }: ColumnSource,
  texts: readonly CellText[],
  { order, hidden, pinned, widths }: Arrangement,
  hasMarks: boolean,
): readonly GridColumn[] {
  const own = useMemo(
    () =>
      sheet.columns.map((column, at) => {
        const look = looks[at] ?? NO_LOOK;
        const type = typeOf(column, look);
        const text = texts[at] ?? (() => undefined);
        const name = brief(look.label ?? column.name);
        const width = columnWidth({ name, look, type, text, column, rows: sheet.rows, placeholder, rowHeight });
        return { at, column, look, type, name, text, width };
      }),
    [sheet, looks, placeholder, texts, rowHeight],
  );
  return useMemo(() => {
    const shown = order.flatMap((at) => {
      const column = own[at];
      if (!column || hidden.has(at)) return [];
      const isPinned = pinned.get(at) ?? column.look.pinned ?? column.column.isIndex;
      const width = widths.get(at) ?? column.width;
      return [{ ...column, isPinned, width, isGrowing: !column.column.isIndex && !widths.has(at) }];
    });
    const sorted = [...shown.filter((one) => one.isPinned), ...shown.filter((one) => !one.isPinned)];
    let left = hasMarks ? MARK_WIDTH : 0;
    const placed = sorted.map((one) => {
      const column = { ...one, left };
      left += one.isPinned ? one.width : 0;
      return column;
    });
    return hasMarks ? [MARK_COLUMN, ...placed] : placed;
  }, [own, order, hidden, pinned, widths, hasMarks]);
}
