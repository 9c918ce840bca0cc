/**
 * The visible rows of a table, with keyboard navigation: a data grid as WAI-ARIA describes it. The
 * grid itself has the focus and names its active cell, so a row that is scrolled out of view can be
 * removed without losing the focus.
 */
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { useLoaded } from "../shared/lazy";
import { useRich } from "./cell";
import { type GridColumn, useColumns } from "./grid_columns";
import type { Editing } from "./editing";
import { columnsDrawn, HEAD, type Place, type Track } from "./grid_places";
import { type BodyRowProps, cellId, Header, Row } from "./grid_rows";
import { type Rows, type Selectable, selectsCells, selectsRows } from "./grid_selection";
import { useActions } from "./use_actions";
import { keysOf, useActive, useView } from "./use_grid";
import type { Table } from "./use_table";

export interface GridProps {
  readonly table: Table;
  readonly rowHeight: number;
  readonly placeholder: string;
  readonly label: string;
  /** The greatest height; undefined to fill the height of its container. */
  readonly mostPixels: number | undefined;
  /** Whether the columns grow to fill the width. */
  readonly fills: boolean;
  /** What the app is told of; undefined if it does not ask. */
  readonly selectable?: Selectable | undefined;
  /** What edits the cells; undefined if they cannot be. */
  readonly editing?: Editing | undefined;
  readonly onSearch?: () => void;
  readonly onButton?: (shown: GridColumn, row: number, label: string) => void;
}

const loadMenu = () => import("./column_menu").then((module) => module.ColumnMenu);
const loadBox = () => import("./cell_box").then((module) => module.CellBox);

export function Grid(props: GridProps) {
  const { table, rowHeight, placeholder, label, fills, mostPixels, selectable, editing } = props;
  const { sheet, looks, texts, arranged } = table;
  const rows = editing?.rows ?? table.rows;
  const id = useId();
  const port = useRef<HTMLDivElement>(null);
  const [active, setActive] = useActive(id);
  const [menu, setMenu] = useState<number>();
  const [box, setBox] = useState<Place>();
  const Menu = useLoaded(loadMenu, menu !== undefined);
  const Box = useLoaded(loadBox, box !== undefined);
  const { track, left, width, follow } = useView(port, rows.length, rowHeight);
  useEffect(() => table.windows?.look(track.first, track.end));
  const hasMarks = selectable !== undefined && selectsRows(selectable.modes);
  const source = { sheet, looks, placeholder, rowHeight };
  const columns = useColumns(source, texts, arranged.arrangement, hasMarks);
  const Rich = useRich(columns);
  const show = (place: Place) => {
    if (place.row >= 0 && port.current) {
      port.current.scrollTop = track.reach(place.row, port.current.scrollTop);
      follow(port.current);
    }
    setActive(place);
  };
  const focus = () => port.current?.focus();
  const actions = useActions({ ...props, columns, active, show, focus, openBox: setBox, id });
  const drawn = columnsDrawn(columns, active.column, left, width);
  const opened = menu === undefined ? undefined : columns[menu];
  const boxed = box && columns[box.column];
  const shared = { id, columns, drawn };
  return (
    <>
      <div
        ref={port}
        class="grid"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-readonly={editing ? undefined : "true"}
        aria-busy={table.windows ? table.windows.found === undefined : undefined}
        aria-multiselectable={selectable && selectable.modes.some((mode) => mode.startsWith("multi"))}
        aria-activedescendant={columns.length ? cellId(id, active) : undefined}
        style={{
          "--row": `${rowHeight}px`,
          "--columns": template(columns, fills),
          "--pinned": `${columns.reduce((sum, one) => sum + (one.isPinned ? one.width : 0), 0)}px`,
          "--most": mostPixels ? `${mostPixels}px` : "none",
          width: fills ? undefined : "fit-content",
        }}
        onScroll={({ currentTarget }) => follow(currentTarget)}
        onPaste={editing && ((event) => editing.paste(event, actions.board))}
        onKeyDown={keysOf({
          ...actions,
          columns,
          rows,
          active,
          track,
          openMenu: columns[active.column]?.type === "mark" ? undefined : () => setMenu(active.column),
          search: props.onSearch,
        })}
      >
        <div class="grid-body" role="rowgroup" style={bodySize(track, columns)} {...actions.pointer}>
          <Header
            {...shared}
            sorting={table.sorting}
            active={active.row === -1 ? active.column : undefined}
            selected={actions.selectedColumns}
            isAllSelected={actions.isAllSelected}
            opened={menu}
            onMenu={(position) => setMenu(menu === position ? undefined : position)}
            onResize={arranged.resize}
            attributes={editing?.attributes}
            onMove={(column, to) => arranged.move(column, columns, columns.indexOf(to) - columns.indexOf(column))}
          />
          <GridBody
            {...shared}
            {...{ rows, track, placeholder, active, Rich, selectable }}
            isWindowed={table.windows !== undefined}
            isChosen={actions.isChosen}
            onButton={actions.pressButton}
            attributes={editing?.attributes}
          />
        </div>
      </div>
      {editing?.overlay(actions.board)}
      {Menu && menu !== undefined && opened && (
        <Menu
          table={table}
          column={opened}
          columns={columns}
          anchor={cellId(id, { row: -1, column: menu })}
          onClose={() => {
            setMenu(undefined);
            focus();
          }}
        />
      )}
      {Box && box && boxed && (
        <Box
          shown={boxed}
          row={rows.at(box.row)}
          anchor={cellId(id, box)}
          onClose={() => {
            setBox(undefined);
            focus();
          }}
        />
      )}
    </>
  );
}

type Own = "active" | "position" | "row" | "top" | "isSelected" | "isChosen" | "selectsCells";

interface BodyProps extends Omit<BodyRowProps, Own> {
  readonly rows: Rows;
  readonly track: Track;
  readonly active: Place;
  readonly selectable: Selectable | undefined;
  /** Whether rows come later than their places: these are then filled, and not drawn anew. */
  readonly isWindowed: boolean;
  readonly isChosen: (position: number, column: number) => boolean;
}

/** The visible rows, and some above and below them. */
function GridBody({ rows, track, active, selectable, isWindowed, isChosen, ...shared }: BodyProps) {
  const marked = selectable && selectsRows(selectable.modes) ? selectable.selected.rows : undefined;
  const marks = useMemo(() => marked && new Set(marked), [marked]); // There may be a million.
  if (rows.length === 0) return <div class="grid-empty">empty</div>;
  const tellsCells = selectable !== undefined && selectsCells(selectable.modes);
  return (
    <>
      {Array.from({ length: Math.max(0, track.end - track.first) }, (_, offset) => {
        const position = track.first + offset;
        const row = rows.at(position);
        return (
          <Row
            key={isWindowed ? position : row}
            {...shared}
            position={position}
            row={row}
            top={track.at(position)}
            active={active.row === position ? active.column : undefined}
            isSelected={row === undefined ? undefined : marks?.has(row)}
            isChosen={(column) => isChosen(position, column)}
            selectsCells={tellsCells}
          />
        );
      })}
    </>
  );
}

function bodySize(track: Track, columns: readonly GridColumn[]) {
  return {
    height: `${HEAD + (track.rows ? track.tall : track.rowHeight)}px`,
    minWidth: `${columns.reduce((sum, { width }) => sum + width, 0)}px`,
  };
}

/** The value of `grid-template-columns`; the columns that grow share what is left. */
function template(columns: readonly GridColumn[], fills: boolean): string {
  const growing = columns.filter(({ isGrowing }) => isGrowing).length;
  const all = columns.reduce((sum, { width }) => sum + width, 0);
  const share = `max(0px, (100% - ${all}px) / ${growing})`;
  return columns
    .map(({ width, isGrowing }) => (fills && isGrowing ? `calc(${width}px + ${share})` : `${width}px`))
    .join(" ");
}
