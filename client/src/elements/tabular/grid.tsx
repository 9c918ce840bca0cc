/**
 * The rows of a table that are seen, with what the keyboard does in them: a data grid as
 * WAI-ARIA describes it. The focus is on the grid, which says which of its cells is active;
 * a row that is scrolled away may leave the page without taking the focus along.
 */
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DataframeElement } from "../../protocol.gen";
import { columnsDrawn, HEAD, type Place, placeAfter, Track } from "./grid_places";
import { brief, cellId, Header, Row, type Sorting } from "./grid_rows";
import { columnWidths } from "./grid_widths";
import { exact, type Sheet, sorted } from "./sheet";

export type Looks = NonNullable<DataframeElement["looks"]>;

export interface GridProps {
  readonly sheet: Sheet;
  /** Those of its rows that are to be seen. */
  readonly rows: Uint32Array;
  readonly looks: Looks;
  readonly rowHeight: number;
  readonly placeholder: string;
  readonly label: string;
  /** How high it is at most; undefined for as high as what it is in. */
  readonly mostPixels: number | undefined;
  /** Whether columns take the room that is left. */
  readonly fills: boolean;
}

export function Grid({ sheet, looks, rowHeight, placeholder, label, fills, ...rest }: GridProps) {
  const { columns } = sheet;
  const id = useId();
  const port = useRef<HTMLDivElement>(null);
  const [[top, left], setScrolled] = useState<readonly [top: number, left: number]>([0, 0]);
  const [active, setActive] = useActive(id);
  const [sorting, setSorting] = useState<Sorting>();
  const by = sorting && columns[sorting.column];
  const names = columns.map(({ name }) => name).join("\n");
  useEffect(() => setSorting(undefined), [names]); // Another table has come in its place.
  const rows = useMemo(
    () => (by ? sorted(rest.rows, by, sorting.direction) : rest.rows),
    [rest.rows, by, sorting?.direction],
  );
  const widths = useMemo(
    () => columnWidths(sheet, looks, placeholder),
    [sheet, looks, placeholder],
  );
  const [width, height] = useSize(port);
  const track = new Track(rows.length, rowHeight, height, top);
  const follow = ({ scrollTop, scrollLeft }: HTMLElement) => setScrolled([scrollTop, scrollLeft]);

  const moveTo = (place: Place) => {
    if (place.row >= 0 && port.current) {
      port.current.scrollTop = track.reach(place.row, port.current.scrollTop);
      follow(port.current);
    }
    setActive(place);
  };
  const sortBy = (column: number) => {
    setSorting(nextSorting(sorting, column));
    setActive({ row: -1, column });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const isMost = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor(track.seen / rowHeight) - 1);
    const extent = { rows: rows.length, columns: columns.length, page };
    const next = placeAfter(key, isMost, active, extent);
    if (next) moveTo(next);
    else if ((key === "Enter" || key === " ") && active.row === -1) sortBy(active.column);
    else if (key === "c" && isMost && active.row >= 0 && getSelection()?.isCollapsed) {
      copy(columns[active.column]?.values[rows[active.row] ?? 0]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const { lefts, pinned } = pinnedAt(sheet, widths);
  const isPinned = (column: number) => columns[column]?.isIndex ?? false;
  const drawn = columnsDrawn(widths, isPinned, active.column, left, width);
  const shared = { sheet, id, drawn, lefts };
  return (
    <div
      ref={port}
      class="grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-readonly="true"
      aria-activedescendant={columns.length ? cellId(id, active) : undefined}
      style={{
        "--row": `${rowHeight}px`,
        "--columns": template(sheet, widths, fills),
        "--pinned": `${pinned}px`,
        "--most": rest.mostPixels ? `${rest.mostPixels}px` : "none",
        width: fills ? undefined : "fit-content",
      }}
      onScroll={({ currentTarget }) => follow(currentTarget)}
      onKeyDown={onKeyDown}
    >
      <div
        class="grid-body"
        role="rowgroup"
        style={{
          height: `${HEAD + (rows.length ? track.tall : rowHeight)}px`,
          minWidth: `${widths.reduce((sum, width) => sum + width, 0)}px`,
        }}
      >
        <Header
          {...shared}
          names={columns.map(({ name }, at) => brief(looks[at]?.label || name))}
          sorting={sorting}
          active={active.row === -1 ? active.column : undefined}
          onPress={sortBy}
        />
        {Array.from({ length: Math.max(0, track.end - track.first) }, (_, offset) => {
          const at = track.first + offset;
          const row = rows[at] ?? 0;
          return (
            <Row
              key={row}
              {...shared}
              at={at}
              row={row}
              top={track.at(at)}
              placeholder={placeholder}
              active={active.row === at ? active.column : undefined}
              onPress={(column) => setActive({ row: at, column })}
            />
          );
        })}
        {rows.length === 0 && <div class="grid-empty">empty</div>}
      </div>
    </div>
  );
}

/** The active cell, which comes into view when it is another one. */
function useActive(id: string) {
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

/** A column is sorted upwards, then downwards, then not at all. */
function nextSorting(now: Sorting | undefined, column: number): Sorting | undefined {
  if (now?.column !== column) return { column, direction: "ascending" };
  return now.direction === "ascending" ? { column, direction: "descending" } : undefined;
}

function copy(value: unknown): void {
  // Browsers give the clipboard to secure pages alone.
  void navigator.clipboard?.writeText(exact(value));
}

/** The columns for the style sheet: all but those that name the rows grow alike. */
function template({ columns }: Sheet, widths: readonly number[], fills: boolean): string {
  const growing = columns.filter(({ isIndex }) => !isIndex).length;
  const all = widths.reduce((sum, width) => sum + width, 0);
  const share = `max(0px, (100% - ${all}px) / ${growing})`;
  return widths
    .map((width, at) => (fills && !columns[at]?.isIndex ? `calc(${width}px + ${share})` : `${width}px`))
    .join(" ");
}

/** Where the columns stay that name the rows, and what room they take. */
function pinnedAt({ columns }: Sheet, widths: readonly number[]) {
  let pinned = 0;
  const lefts = columns.map(({ isIndex }, at) => {
    const left = pinned;
    if (isIndex) pinned += widths[at] ?? 0;
    return left;
  });
  return { lefts, pinned };
}

/** The size of what is seen of an element, as it changes. */
function useSize(element: { readonly current: HTMLElement | null }): readonly [number, number] {
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
