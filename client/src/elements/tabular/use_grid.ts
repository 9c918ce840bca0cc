/** What a grid remembers while it is shown: how it is sorted and scrolled, which cell is active. */
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
  useEffect(() => setSorting(undefined), [names]); // Another table has come in its place.
  const rows = useMemo(
    () => (by ? sorted(given, by, sorting.direction) : given),
    [given, by, sorting?.direction],
  );
  return { rows, sorting, sortBy: (column: number) => setSorting(nextSorting(sorting, column)) };
}

/** A column is sorted upwards, then downwards, then not at all. */
function nextSorting(now: Sorting | undefined, column: number): Sorting | undefined {
  if (now?.column !== column) return { column, direction: "ascending" };
  return now.direction === "ascending" ? { column, direction: "descending" } : undefined;
}

/** Which part of the grid is seen. */
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

/** The size of what is seen of an element, as it changes. */
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

/** The active cell, which comes into view when it is another one. */
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

/** What the keys do: they move, sort by the header that is active, and copy its cell. */
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
  // Browsers give the clipboard to secure pages alone.
  void navigator.clipboard?.writeText(exact(value));
}
