/** The header of a grid, and one row of it. */
import { styleOf } from "./cell_style";
import { drawnCell, type RichDrawing, Tick } from "./cell";
import type { Editing } from "./editing";
import { type GridColumn, MARKS } from "./grid_columns";
import type { Place } from "./grid_places";
import { dragHeader } from "./header_drag";
import { HeaderHelp } from "./header_help";
import type { Direction } from "./sheet";
import { isNumeric } from "./sheet";

export interface Sorting {
  /** The index of the column in the sheet. */
  readonly column: number;
  readonly direction: Direction;
}

export interface RowProps {
  readonly id: string;
  readonly columns: readonly GridColumn[];
  /** The columns to draw, by their positions. */
  readonly drawn: readonly number[];
  /** The position of the column of the active cell, if that is in this row. */
  readonly active: number | undefined;
  readonly attributes: Editing["attributes"] | undefined;
}

export interface HeaderProps extends RowProps {
  readonly sorting: Sorting | undefined;
  /** The names of the selected columns; undefined if none can be selected. */
  readonly selected: readonly string[] | undefined;
  /** Whether all rows are selected; undefined if they cannot be. */
  readonly isAllSelected: boolean | undefined;
  /** The column whose menu is open. */
  readonly opened: number | undefined;
  readonly onMenu: ((position: number) => void) | undefined;
  readonly onResize: (at: number, width: number | undefined) => void;
  /** Moves a column to the place of another one. */
  readonly onMove: (column: GridColumn, to: GridColumn) => void;
}

const ARROWS = { ascending: "M8 13V3M4 7l4-4 4 4", descending: "M8 3v10M4 9l4 4 4-4" } as const;
const MENU = "M3.5 6 8 10.5 12.5 6";

export function Header({ id, columns, drawn, active, sorting, opened, ...own }: HeaderProps) {
  const { selected, isAllSelected, onMenu, onResize, onMove } = own;
  return (
    <div class="grid-row grid-head" role="row" aria-rowindex={1}>
      {drawn.map((position) => {
        const shown = columns[position];
        if (!shown) return null;
        const { at, column, look, name } = shown;
        const direction = sorting?.column === at ? sorting.direction : undefined;
        return (
          <div
            key={at}
            id={cellId(id, { row: -1, column: position })}
            class="grid-cell"
            role="columnheader"
            aria-colindex={position + 1}
            aria-label={at === MARKS ? "Selection" : name || column.name || "Row"}
            aria-description={look.help ? plain(look.help) : undefined}
            aria-sort={at === MARKS ? undefined : (direction ?? "none")}
            aria-selected={selected && at !== MARKS ? selected.includes(column.name) : undefined}
            data-row={-1}
            data-column={position}
            data-align={alignmentOf(shown)}
            data-active={active === position}
            data-pinned={shown.isPinned}
            style={placeOf(position, shown)}
            {...own.attributes?.(shown, undefined)}
            onPointerDown={(event) => {
              const to = (other: number) => columns[other];
              const canDrop = (other: number) => isBeside(shown, to(other));
              if (at !== MARKS) dragHeader(event, canDrop, (other) => onMove(shown, to(other) ?? shown));
            }}
          >
            {at === MARKS && isAllSelected !== undefined && <Tick isTicked={isAllSelected} />}
            {look.help ? (
              <HeaderHelp name={name} help={look.help} isActive={active === position} />
            ) : (
              <span class="grid-name">{name}</span>
            )}
            {direction && (
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d={ARROWS[direction]} />
              </svg>
            )}
            {at !== MARKS && onMenu && (
              <button
                type="button"
                class="grid-menu-button"
                tabIndex={-1}
                aria-label={`Menu of ${name || "the row names"}`}
                aria-haspopup="menu"
                aria-expanded={opened === position}
                onClick={(event) => {
                  event.stopPropagation(); // It does not sort.
                  onMenu(position);
                }}
              >
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <path d={MENU} />
                </svg>
              </button>
            )}
            {at !== MARKS && <Edge onResize={(width) => onResize(at, width)} />}
          </div>
        );
      })}
    </div>
  );
}

/** Whether a column may come to the place of another one. */
function isBeside(column: GridColumn, other: GridColumn | undefined): boolean {
  return other !== undefined && other.at !== MARKS && other.isPinned === column.isPinned;
}

/** The edge of a header, by which the column is made wider; pressed twice, it fits its cells. */
function Edge({ onResize }: { readonly onResize: (width: number | undefined) => void }) {
  return (
    <span
      class="grid-edge"
      aria-hidden="true"
      onClick={(event) => event.stopPropagation()}
      onDblClick={() => onResize(undefined)}
      onPointerDown={(event) => {
        const { currentTarget, pointerId, clientX } = event;
        const width = currentTarget.parentElement?.offsetWidth ?? 0;
        event.stopPropagation();
        currentTarget.setPointerCapture(pointerId);
        currentTarget.onpointermove = (move) => onResize(width + move.clientX - clientX);
        currentTarget.onpointerup = currentTarget.onpointercancel = () => {
          currentTarget.onpointermove = null;
        };
      }}
    />
  );
}

export interface BodyRowProps extends RowProps {
  /** The position of the row as displayed; `row` is its index in the table. */
  readonly position: number;
  readonly row: number | undefined;
  readonly top: number;
  readonly placeholder: string;
  readonly Rich: RichDrawing;
  /** Whether the row is selected; undefined if rows cannot be. */
  readonly isSelected: boolean | undefined;
  /** Whether a cell is selected or to be copied. */
  readonly isChosen: (position: number) => boolean;
  readonly selectsCells: boolean;
  readonly onButton: (shown: GridColumn, row: number, label: string) => void;
}

export function Row(props: BodyRowProps) {
  const { id, columns, drawn, active, position, row, top, placeholder, isSelected } = props;
  return (
    <div
      class="grid-row"
      role="row"
      aria-rowindex={position + 2}
      aria-selected={isSelected}
      data-selected={isSelected}
      data-coming={row === undefined}
      style={{ top: `${top}px` }}
    >
      {drawn.map((index) => {
        const shown = columns[index];
        if (!shown) return null;
        const text = row === undefined ? "" : shown.text(row);
        const isMark = shown.at === MARKS;
        const isChosen = props.isChosen(index);
        return (
          <div
            key={shown.at}
            id={cellId(id, { row: position, column: index })}
            class="grid-cell"
            role={shown.column.isIndex && !isMark ? "rowheader" : "gridcell"}
            aria-colindex={index + 1}
            aria-selected={props.selectsCells && !isMark ? isChosen : undefined}
            data-row={position}
            data-column={index}
            data-type={shown.type}
            data-align={alignmentOf(shown)}
            data-missing={text === undefined && !isMark}
            data-active={active === index}
            data-chosen={isChosen}
            data-pinned={shown.isPinned}
            style={{ ...placeOf(index, shown), ...dressOf(shown, row) }}
            title={text && text.length > LONG ? text.slice(0, LONGEST) : undefined}
            {...props.attributes?.(shown, row, { row: position, column: index })}
          >
            {isMark ? (
              <Tick isTicked={isSelected ?? false} />
            ) : (
              row !== undefined &&
              drawnCell(
                { shown, row, placeholder, onPress: (label) => props.onButton(shown, row, label) },
                props.Rich,
              )
            )}
          </div>
        );
      })}
    </div>
  );
}

const CENTERED: ReadonlySet<GridColumn["type"]> = new Set([
  "checkbox",
  "mark",
  "button",
  "image",
  "audio",
  "video",
]);
const WIDE: ReadonlySet<GridColumn["type"]> = new Set(["link", "text", "selectbox", "markdown"]);

function alignmentOf({ look, type, column }: GridColumn): string | undefined {
  if (look.alignment) return look.alignment;
  if (CENTERED.has(type)) return "center";
  return isNumeric(column) && !WIDE.has(type) ? "right" : undefined;
}

/** The style of a cell: its column, because not all are drawn, and its position if pinned. */
function placeOf(position: number, { isPinned, left }: GridColumn) {
  return { gridColumn: position + 1, ...(isPinned && { left: `${left}px` }) };
}

/** The colours and letters that the table gives a cell. */
function dressOf({ column: { dress } }: GridColumn, row: number | undefined) {
  return row === undefined ? undefined : styleOf(dress?.styles?.[dress.style_of?.[row] ?? -1]);
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

/** The text of markup. */
function plain(html: string): string {
  return html
    .replace(/<[^<>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}
