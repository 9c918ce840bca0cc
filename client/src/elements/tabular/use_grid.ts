/** The state of a grid: its sorting, its scroll position and its active cell. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Place, placeAfter, Track } from "./grid_places";
import { cellId, type Sorting } from "./grid_rows";
import { exact, type Sheet, sorted } from "./sheet";

/** The rows as the user has sorted them. */
export function useSorting({ columns }: Sheet, given: Uint32Array) {
  const [sorting, setSorting] = useState<Sorting>();
  const by = sorting && columns[sorting.column];
  const names = columns.map(({ name }) => name).join("\n");
  useEffect(() => setSorting(undefined), [names]); // Another table has replaced it.
  const rows = useMemo(
    () => (by ? sorted(given, by, sorting.direction) : given),
    [given, by, sorting?.direction],
  );
  return { rows, sorting, sortBy: (column: number) => setSorting(nextSorting(sorting, column)) };
}

/** A column is sorted in ascending order, then in descending order, then not at all. */
function nextSorting(now: Sorting | undefined, column: number): Sorting | undefined {
  if (now?.column !== column) return { column, direction: "ascending" };
  return now.direction === "ascending" ? { column, direction: "descending" } : undefined;
}

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

interface Keyed {
  readonly sheet: Sheet;
  readonly rows: Uint32Array;
  readonly active: Place;
  readonly track: Track;
  readonly moveTo: (place: Place) => void;
  readonly pressHeader: (column: number) => void;
}

/** Handles keys: they move, sort by the active header, and copy the active cell. */
export function keysOf({ sheet: { columns }, rows, active, track, ...act }: Keyed) {
  return (event: KeyboardEvent) => {
    const { key } = event;
    const isMost = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor(track.seen / track.rowHeight) - 1);
    const next = placeAfter(key, isMost, active, { rows: rows.length, columns: columns.length, page });
    if (next) act.moveTo(next);
    else if ((key === "Enter" || key === " ") && active.row === -1) act.pressHeader(active.column);
    else if (key === "c" && isMost && active.row >= 0 && getSelection()?.isCollapsed) {
      copy(columns[active.column]?.values[rows[active.row] ?? 0]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function copy(value: unknown): void {
  // Browsers provide the clipboard only in secure contexts.
  void navigator.clipboard?.writeText(exact(value));
}
