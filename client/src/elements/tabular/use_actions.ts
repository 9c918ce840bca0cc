/** What the user does in a grid: moves, selects, copies, opens what is in a cell. */
import { useEffect, useRef, useState } from "preact/hooks";
import { safeAddress } from "./cell";
import { labelsOf } from "./cell_text";
import { copyFromServer } from "./copy_windows";
import type { Board } from "./editing";
import type { GridProps } from "./grid";
import { type GridColumn, MARKS } from "./grid_columns";
import type { Place } from "./grid_places";
import { cellId } from "./grid_rows";
import {
  edges,
  isWithin,
  MOST_CELLS,
  type Range,
  type Rows,
  type Selectable,
  selectsCells,
  selectsColumns,
  selectsRows,
  withAllRows,
  withCells,
  withColumn,
  withRow,
  withRowsBetween,
} from "./grid_selection";
import { isMissing } from "./sheet";
import { copyCells } from "./use_grid";
import { nextSorting } from "./use_table";

interface Acting extends GridProps {
  readonly id: string;
  readonly columns: readonly GridColumn[];
  readonly active: Place;
  readonly show: (place: Place) => void;
  readonly focus: () => void;
  readonly openBox: (place: Place) => void;
}

const BOXED: ReadonlySet<GridColumn["type"]> = new Set([
  "image",
  "audio",
  "video",
  "json",
  "markdown",
  "list",
  "multiselect",
  "line_chart",
  "bar_chart",
  "area_chart",
]);
const LONG = 30; // Characters: longer text may not fit in its cell.

export function useActions(acting: Acting) {
  const { table, columns, active, show, selectable, editing, id } = acting;
  const { rows } = table;
  const [range, setRange] = useState<Range>();
  const pressed = useRef<Place | undefined>(undefined); // Where the mouse went down, while it is.
  const hasDragged = useRef(false);
  const lastRow = useRef<number | undefined>(undefined);
  useEffect(() => setRange(undefined), [table.sorting, table.sheet, rows.length, columns.length]);

  const latest = useRef(selectable);
  latest.current = selectable; // What is told may have waited for the server.
  const tell = (change: (selectable: Selectable) => Selectable["selected"]) => {
    if (latest.current) latest.current.change(change(latest.current));
  };
  /** Goes on with the rows from one position up to another, which may have to be asked for. */
  const withRowsOf = (from: number, to: number, then: (known: Rows) => void) => {
    if (!table.windows) return then(rows);
    const come = (ids: ArrayLike<number>) =>
      then({ length: rows.length, at: (position) => ids[position - from] });
    table.windows.ids(from, Math.min(to, rows.length)).then(come, () => undefined);
  };
  const tellAllRows = () => withRowsOf(0, rows.length, (known) => tell((all) => withAllRows(all, known)));
  const tellCells = (next: Range | undefined) => {
    if (!selectable || !selectsCells(selectable.modes)) return;
    if (!next && !selectable.selected.cells.length) return;
    const { top, bottom } = edges(next ?? { from: active, to: active });
    const from = Math.max(0, top);
    withRowsOf(from, Math.min(bottom + 1, from + MOST_CELLS), (known) =>
      tell((all) => withCells(all, next, known, columns)),
    );
  };
  const choose = (next: Range | undefined) => {
    setRange(next);
    tellCells(next);
  };
  const toggleRow = (position: number, isFurther = false) => {
    const row = rows.at(position);
    if (!selectable || !selectsRows(selectable.modes) || row === undefined) return;
    const from = lastRow.current;
    if (isFurther && from !== undefined && selectable.modes.includes("multi-row")) {
      withRowsOf(Math.min(from, position), Math.max(from, position) + 1, (known) =>
        tell((all) => withRowsBetween(all, known, from, position)),
      );
    } else tell((all) => withRow(all, row));
    lastRow.current = position;
  };
  const toggleColumn = (position: number) => {
    const shown = columns[position];
    if (!shown || shown.at === MARKS || !selectable || !selectsColumns(selectable.modes)) return false;
    if (!shown.column.isIndex) tell((all) => withColumn(all, shown.column.name));
    return true;
  };
  const pressHeader = (position: number) => {
    const shown = columns[position];
    if (!shown) return;
    show({ row: -1, column: position });
    if (shown.at === MARKS) {
      if (selectable?.modes.includes("multi-row")) tellAllRows();
    } else if (!toggleColumn(position)) table.sort(nextSorting(table.sorting, shown.at));
  };
  const pressButton = (shown: GridColumn, row: number, label: string) => acting.onButton?.(shown, row, label);

  const isMulti = !selectable || !selectsCells(selectable.modes) || selectable.modes.includes("multi-cell");
  const moveTo = (place: Place, isFurther = false) => {
    show(place);
    if (isFurther && place.row >= 0 && isMulti) choose({ from: range?.from ?? active, to: place });
    else setRange(undefined);
  };
  const board: Board = { id, columns, active, range, moveTo, focus: acting.focus };

  /** Edits or shows what is in a cell. */
  const open = (place: Place, isByKey: boolean, target?: EventTarget | null) => {
    const shown = columns[place.column];
    if (editing?.open(place, board, target)) return;
    const row = rows.at(place.row);
    if (!shown || row === undefined) return;
    if (shown.at === MARKS) return toggleRow(place.row);
    const value = shown.column.values[row];
    if (isMissing(value)) return;
    const cell = document.getElementById(cellId(id, place));
    if (shown.type === "button") {
      if (!isByKey) return;
      const [label, ...more] = labelsOf(value);
      if (more.length) cell?.querySelector("button")?.focus();
      else if (label) pressButton(shown, row, label);
    } else if (shown.type === "link" && safeAddress(String(value))) {
      if (isByKey) cell?.querySelector("a")?.click();
    } else if (BOXED.has(shown.type) || (shown.text(row)?.length ?? 0) > LONG) acting.openBox(place);
  };

  const isChosen = (row: number, column: number): boolean => {
    const shown = columns[column];
    if (!shown || shown.at === MARKS) return false;
    if (range && (range.from.row !== range.to.row || range.from.column !== range.to.column)) {
      if (isWithin(range, row, column)) return true;
    }
    if (!selectable) return false;
    const { columns: names, cells } = selectable.selected;
    if (names.includes(shown.column.name) && !shown.column.isIndex) return true;
    const at = rows.at(row);
    return cells.some(([one, name]) => one === at && name === shown.column.name);
  };

  const placeOf = (target: EventTarget | null): Place | undefined => {
    const cell = (target as Element | null)?.closest<HTMLElement>("[data-column]");
    if (!cell) return undefined;
    return { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) };
  };

  return {
    board,
    edit: (event: KeyboardEvent) => editing?.press(event, board) ?? false,
    isChosen,
    pressHeader,
    pressButton,
    selectedColumns: selectable && selectsColumns(selectable.modes) ? selectable.selected.columns : undefined,
    isAllSelected: selectable?.modes.includes("multi-row")
      ? rows.length > 0 && selectable.selected.rows.length >= rows.length
      : undefined,
    moveTo,
    open: () => open(active, true),
    selectRow: () => active.row >= 0 && toggleRow(active.row),
    selectColumn: () => void toggleColumn(active.column),
    selectAll: () => {
      if (selectable?.modes.includes("multi-row")) tellAllRows();
      else if (isMulti && rows.length) {
        setRange({
          from: { row: 0, column: 0 },
          to: { row: rows.length - 1, column: columns.length - 1 },
        });
      }
    },
    select: () => {
      if (selectable && selectsCells(selectable.modes) && columns[active.column]?.at !== MARKS) {
        const isSame = range && range.from === active && range.to === active;
        choose(isSame ? undefined : { from: active, to: active });
      } else toggleRow(active.row);
    },
    copy: () => {
      const chosen = selectable?.selected.rows ?? [];
      if (table.windows) {
        const what = !range && chosen.length ? chosen : (range ?? { from: active, to: active });
        return copyFromServer(table.windows, columns, what);
      }
      if (!range && chosen.length) {
        const picked = { length: chosen.length, at: (position: number) => chosen[position] };
        const last = { row: chosen.length - 1, column: columns.length - 1 };
        copyCells(columns, picked, { from: { row: 0, column: 0 }, to: last });
      } else copyCells(columns, rows, range ?? { from: active, to: active });
    },
    leave: () => {
      const selected = selectable?.selected;
      const keepsRow = selectable?.modes.includes("single-row-required");
      const has = selected && (selected.cells.length || selected.columns.length || (!keepsRow && selected.rows.length));
      if (!range && !has) return false;
      setRange(undefined);
      if (has) tell((all) => ({ rows: keepsRow ? all.selected.rows : [], columns: [], cells: [] }));
      return true;
    },
    pointer: {
      onPointerDown: (event: PointerEvent) => {
        const place = placeOf(event.target);
        if (!place || place.row < 0 || event.button !== 0 || event.pointerType !== "mouse") return;
        if (editing?.grab(event, place, board)) return;
        if (event.shiftKey) event.preventDefault(); // It selects no text.
        hasDragged.current = false;
        pressed.current = columns[place.column]?.at === MARKS ? undefined : place;
      },
      onPointerMove: (event: PointerEvent) => {
        const from = pressed.current;
        if (!from || event.buttons !== 1 || !isMulti) return;
        const place = placeOf(event.target);
        if (!place || place.row < 0 || (place.row === from.row && place.column === from.column)) return;
        getSelection()?.removeAllRanges();
        setRange({ from, to: place });
      },
      onPointerUp: () => {
        const from = pressed.current;
        pressed.current = undefined;
        if (!from || !range || range.from !== from) return;
        hasDragged.current = true; // The click that follows is none.
        show(range.to);
        tellCells(range);
      },
      onClick: (event: MouseEvent) => {
        if (hasDragged.current) return void (hasDragged.current = false);
        const place = placeOf(event.target);
        if (!place) return;
        const isInside = (event.target as Element).closest("a, button");
        if (place.row < 0) return pressHeader(place.column);
        const isSame = place.row === active.row && place.column === active.column;
        const isAgain = isSame || editing?.opensAtOnce(place, event.target);
        if (columns[place.column]?.at === MARKS) {
          if (!editing?.open(place, board)) toggleRow(place.row, event.shiftKey);
        } else if (event.shiftKey && isMulti) choose({ from: range?.from ?? active, to: place });
        else {
          setRange(undefined);
          if (!isInside) tellCells(selectable && { from: place, to: place });
          if (isAgain && !isInside) open(place, false, event.target);
        }
        show(place);
      },
    },
  };
}
