/** The header of a grid, and one row of it. */
import type { Place } from "./grid_places";
import { type Direction, isNumeric, isTicked, type Sheet, shownValue } from "./sheet";

export interface Sorting {
  readonly column: number;
  readonly direction: Direction;
}

export interface RowProps {
  readonly sheet: Sheet;
  readonly id: string;
  /** The columns to draw, in their order. */
  readonly drawn: readonly number[];
  /** The positions of the pinned columns, in pixels. */
  readonly lefts: readonly number[];
  /** The column of the active cell, if it is in this row. */
  readonly active: number | undefined;
  readonly onPress: (column: number) => void;
}

export interface HeaderProps extends RowProps {
  readonly names: readonly string[];
  readonly sorting: Sorting | undefined;
}

const ARROWS = { ascending: "M8 13V3M4 7l4-4 4 4", descending: "M8 3v10M4 9l4 4 4-4" } as const;

export function Header({ sheet, id, drawn, lefts, active, onPress, ...own }: HeaderProps) {
  const { names, sorting } = own;
  return (
    <div class="grid-row grid-head" role="row" aria-rowindex={1}>
      {drawn.map((at) => {
        const column = sheet.columns[at];
        const direction = sorting?.column === at ? sorting.direction : undefined;
        return (
          <div
            key={at}
            id={cellId(id, { row: -1, column: at })}
            class="grid-cell"
            role="columnheader"
            aria-colindex={at + 1}
            aria-label={names[at] || "Row"}
            aria-sort={direction ?? "none"}
            data-number={column && isNumeric(column)}
            data-active={active === at}
            data-pinned={column?.isIndex}
            style={placeOf(at, column?.isIndex ? lefts[at] : undefined)}
            onClick={() => onPress(at)}
          >
            <span>{names[at]}</span>
            {direction && (
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d={ARROWS[direction]} />
              </svg>
            )}
          </div>
        );
      })}
    </div>
  );
}

export interface BodyRowProps extends RowProps {
  /** The position of the row as displayed; `row` is its index in the table. */
  readonly at: number;
  readonly row: number;
  readonly top: number;
  readonly placeholder: string;
}

export function Row(props: BodyRowProps) {
  const { sheet, id, drawn, lefts, active, onPress, at, row, top, placeholder } = props;
  return (
    <div class="grid-row" role="row" aria-rowindex={at + 2} style={{ top: `${top}px` }}>
      {drawn.map((index) => {
        const column = sheet.columns[index];
        const text = column && shownValue(column, row);
        const tick = column && isTicked(column, row);
        return (
          <div
            key={index}
            id={cellId(id, { row: at, column: index })}
            class="grid-cell"
            role={column?.isIndex ? "rowheader" : "gridcell"}
            aria-colindex={index + 1}
            data-number={column && isNumeric(column)}
            data-missing={text === undefined}
            data-active={active === index}
            data-pinned={column?.isIndex}
            data-ticked={tick}
            style={placeOf(index, column?.isIndex ? lefts[index] : undefined)}
            title={text && text.length > LONG ? text.slice(0, LONGEST) : undefined}
            onClick={() => onPress(index)}
          >
            {tick === undefined ? brief(text ?? placeholder) : <Tick isTicked={tick} />}
          </div>
        );
      })}
    </div>
  );
}

/** A box for true or false. The word stays in the page for text search and screen readers. */
function Tick({ isTicked }: { readonly isTicked: boolean }) {
  return (
    <>
      <svg class="tick" viewBox="0 0 16 16" aria-hidden="true">
        <rect x="1" y="1" width="14" height="14" rx="3" />
        {isTicked && <path d="m4.5 8.2 2.4 2.4 4.6-5" />}
      </svg>
      <span class="only-heard">{isTicked ? "True" : "False"}</span>
    </>
  );
}

/** The style of a cell: its column, because not all are drawn, and its position if pinned. */
function placeOf(column: number, left: number | undefined) {
  return { gridColumn: column + 1, ...(left !== undefined && { left: `${left}px` }) };
}

const LONG = 30; // Characters: longer text may not fit in its cell.
const LONGEST = 1000;
const MOST_LETTERS = 300; // Characters per cell: more would be invisible and slow.

export function brief(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

export function cellId(grid: string, { row, column }: Place): string {
  return `${grid}-${row}-${column}`;
}
