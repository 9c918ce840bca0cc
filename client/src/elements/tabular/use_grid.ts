/** The state of a grid: its scroll position, its active cell, and what its keys do. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { GridColumn } from "./grid_columns";
import { type Place, placeAfter, Track } from "./grid_places";
import { cellId } from "./grid_rows";
import { edges, type Range, type Rows } from "./grid_selection";
import { exact } from "./sheet";

/** The visible part of the grid. */
export function useView(port: RefObject<HTMLElement | null>, count: number, rowHeight: number) {
  const [[top, left], setScrolled] = useState<readonly [top: number, left: number]>([0, 0]);
  const [width, height] = useSize(port);
  return {
    track: new Track(count, rowHeight, height, top),
    left,
    width,
    follow: ({ scrollTop, scrollLeft }: HTMLElement) => setScrolled([scrollTop, scrollLeft]),
  };
}

/** The size of an element's visible area, updated when it changes. */
function useSize(element: RefObject<HTMLElement | null>): readonly [number, number] {
  const [size, setSize] = useState<readonly [number, number]>([1000, 400]);
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const sizes = new ResizeObserver(() => setSize([current.clientWidth, current.clientHeight]));
    sizes.observe(current);
    return () => sizes.disconnect();
  }, []);
  return size;
}

/** The active cell, which is scrolled into view when it changes. */
export function useActive(id: string) {
  const [active, setActive] = useState<Place>({ row: -1, column: 0 });
  const shown = useRef(active);
  useLayoutEffect(() => {
    if (shown.current === active) return;
    shown.current = active;
    const cell = document.getElementById(cellId(id, active));
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);
  return [active, setActive] as const;
}

export interface Keyed {
  readonly columns: readonly GridColumn[];
  readonly rows: Rows;
  readonly active: Place;
  readonly track: Track;
  /** Moves to a cell; `isFurther` extends the range to it. */
  readonly moveTo: (place: Place, isFurther: boolean) => void;
  readonly pressHeader: (column: number) => void;
  /** Enter, or F2: shows what is in the active cell, follows its link, presses its button. */
  readonly open: () => void;
  readonly selectRow: () => void;
  readonly selectColumn: () => void;
  readonly selectAll: () => void;
  /** The space bar alone. */
  readonly select: () => void;
  readonly copy: () => void;
  /** Whether there was anything to leave. */
  readonly leave: () => boolean;
  readonly openMenu: (() => void) | undefined;
  readonly search: (() => void) | undefined;
  /** Handles keys of editing, before all others. */
  readonly edit: (event: KeyboardEvent) => boolean;
}

/** Handles the keys of a grid. */
export function keysOf(keyed: Keyed) {
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return; // A button or a box within a cell has them.
    if (!keyed.edit(event) && !moved(event, keyed) && !acted(event, keyed)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function moved(event: KeyboardEvent, { columns, rows, active, track, moveTo }: Keyed): boolean {
  const page = Math.max(1, Math.floor(track.seen / track.rowHeight) - 1);
  const extent = { rows: rows.length, columns: columns.length, page };
  if (event.altKey) return false;
  const next = placeAfter(event.key, event.ctrlKey || event.metaKey, active, extent);
  if (next) moveTo(next, event.shiftKey);
  return Boolean(next);
}

/** Does what a key stands for; false if it is not one of the grid's. */
function acted(event: KeyboardEvent, keyed: Keyed): boolean {
  const { key, shiftKey } = event;
  const isControl = event.ctrlKey || event.metaKey;
  const { active, openMenu, search } = keyed;
  const isHeader = active.row === -1;
  const asksForMenu = (key === "ArrowDown" && event.altKey) || key === "ContextMenu" || (key === "F10" && shiftKey);
  if (asksForMenu && openMenu) openMenu();
  else if (isControl && key.toLowerCase() === "f" && search) search();
  else if (isControl && key.toLowerCase() === "a") keyed.selectAll();
  else if (isControl && key.toLowerCase() === "c" && !isHeader && getSelection()?.isCollapsed) keyed.copy();
  else if (key === " " && isControl) keyed.selectColumn();
  else if (key === " " && shiftKey) keyed.selectRow();
  else if ((key === "Enter" || key === " ") && isHeader) keyed.pressHeader(active.column);
  else if (key === " ") keyed.select();
  else if (key === "Enter" || key === "F2") keyed.open();
  else if (key === "Escape") return keyed.leave();
  else return false;
  return true;
}

/** Copies a range as spreadsheets read it: tabs between cells, a line for each row. */
export function copyCells(columns: readonly GridColumn[], rows: Rows, range: Range): void {
  const { top, bottom, first, last } = edges(range);
  const lines: string[] = [];
  for (let at = Math.max(0, top); at <= bottom; at++) {
    const row = rows.at(at);
    const cells = columns.slice(first, last + 1).filter(({ type }) => type !== "mark");
    if (row !== undefined) lines.push(cells.map(({ column }) => field(column.values[row])).join("\t"));
  }
  // Browsers provide the clipboard only in secure contexts.
  void navigator.clipboard?.writeText(lines.join("\n"));
}

/** A value as a field; quoted where it would be taken for several. */
function field(value: unknown): string {
  const text = exact(value);
  return /[\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
