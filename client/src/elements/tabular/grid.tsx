/**
 * The visible rows of a table, with keyboard navigation: a data grid as WAI-ARIA describes it. The
 * grid itself has the focus and names its active cell, so a row that is scrolled out of view can be
 * removed without losing the focus.
 */
import { useId, useMemo, useRef } from "preact/hooks";
import type { DataframeElement } from "../../protocol.gen";
import { columnsDrawn, HEAD, type Place, type Track } from "./grid_places";
import { brief, cellId, Header, Row, type RowProps } from "./grid_rows";
import { columnWidths } from "./grid_widths";
import type { Sheet } from "./sheet";
import { keysOf, useActive, useSorting, useView } from "./use_grid";

export type Looks = NonNullable<DataframeElement["looks"]>;

export interface GridProps {
  readonly sheet: Sheet;
  /** The rows to show, as indices. */
  readonly rows: Uint32Array;
  readonly looks: Looks;
  readonly rowHeight: number;
  readonly placeholder: string;
  readonly label: string;
  /** The greatest height; undefined to fill the height of its container. */
  readonly mostPixels: number | undefined;
  /** Whether the columns grow to fill the width. */
  readonly fills: boolean;
}

export function Grid(props: GridProps) {
  const { sheet, looks, rowHeight, placeholder, label, fills, mostPixels } = props;
  const { columns } = sheet;
  const id = useId();
  const port = useRef<HTMLDivElement>(null);
  const [active, setActive] = useActive(id);
  const { rows, sorting, sortBy } = useSorting(sheet, props.rows);
  const { track, left, width, follow } = useView(port, rows.length, rowHeight);
  const { widths, lefts, pinned } = useColumns(sheet, looks, placeholder);
  const isPinned = (column: number) => columns[column]?.isIndex ?? false;
  const drawn = columnsDrawn(widths, isPinned, active.column, left, width);
  const pressHeader = (column: number) => {
    sortBy(column);
    setActive({ row: -1, column });
  };
  const moveTo = (place: Place) => {
    if (place.row >= 0 && port.current) {
      port.current.scrollTop = track.reach(place.row, port.current.scrollTop);
      follow(port.current);
    }
    setActive(place);
  };
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
        "--most": mostPixels ? `${mostPixels}px` : "none",
        width: fills ? undefined : "fit-content",
      }}
      onScroll={({ currentTarget }) => follow(currentTarget)}
      onKeyDown={keysOf({ sheet, rows, active, track, moveTo, pressHeader })}
    >
      <div class="grid-body" role="rowgroup" style={bodySize(track, widths)}>
        <Header
          {...shared}
          names={columns.map(({ name }, at) => brief(looks[at]?.label || name))}
          sorting={sorting}
          active={active.row === -1 ? active.column : undefined}
          onPress={pressHeader}
        />
        <Rows {...shared} {...{ rows, track, placeholder, active }} onPress={setActive} />
      </div>
    </div>
  );
}

interface RowsProps extends Omit<RowProps, "active" | "onPress"> {
  readonly rows: Uint32Array;
  readonly track: Track;
  readonly placeholder: string;
  readonly active: Place;
  readonly onPress: (place: Place) => void;
}

/** The visible rows, and some above and below them. */
function Rows({ rows, track, active, onPress, ...shared }: RowsProps) {
  if (rows.length === 0) return <div class="grid-empty">empty</div>;
  return (
    <>
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
            active={active.row === at ? active.column : undefined}
            onPress={(column) => onPress({ row: at, column })}
          />
        );
      })}
    </>
  );
}

function bodySize(track: Track, widths: readonly number[]) {
  return {
    height: `${HEAD + (track.rows ? track.tall : track.rowHeight)}px`,
    minWidth: `${widths.reduce((sum, width) => sum + width, 0)}px`,
  };
}

/** The value of `grid-template-columns`; all columns but those of the index grow equally. */
function template({ columns }: Sheet, widths: readonly number[], fills: boolean): string {
  const growing = columns.filter(({ isIndex }) => !isIndex).length;
  const all = widths.reduce((sum, width) => sum + width, 0);
  const share = `max(0px, (100% - ${all}px) / ${growing})`;
  return widths
    .map((width, at) => (fills && !columns[at]?.isIndex ? `calc(${width}px + ${share})` : `${width}px`))
    .join(" ");
}

/** The widths of the columns, and the positions of the pinned ones. */
function useColumns(sheet: Sheet, looks: Looks, placeholder: string) {
  return useMemo(() => {
    const widths = columnWidths(sheet, looks, placeholder);
    return { widths, ...pinnedAt(sheet, widths) };
  }, [sheet, looks, placeholder]);
}

/** The positions of the pinned columns, which are those of the index, and their total width. */
function pinnedAt({ columns }: Sheet, widths: readonly number[]) {
  let pinned = 0;
  const lefts = columns.map(({ isIndex }, at) => {
    const left = pinned;
    if (isIndex) pinned += widths[at] ?? 0;
    return left;
  });
  return { lefts, pinned };
}
