/** The menu of a column: sorting, format, width, place. Loaded when one is first opened. */
import { useMemo } from "preact/hooks";
import { formatsOf, nameOfFormat } from "./column_formats";
import type { GridColumn } from "./grid_columns";
import { type Branch, type Entry, GridMenu } from "./grid_menu";
import type { Table } from "./use_table";

const STEP = 40; // Pixels by which a column gets wider or narrower.

export interface ColumnMenuProps {
  readonly table: Table;
  readonly column: GridColumn;
  readonly columns: readonly GridColumn[];
  /** The id of the column's header. */
  readonly anchor: string;
  readonly onClose: () => void;
}

export function ColumnMenu({ table, column, columns, anchor, onClose }: ColumnMenuProps) {
  const header = useMemo(() => ({ current: document.getElementById(anchor) }), [anchor]);
  return (
    <GridMenu
      label={`Column ${column.name || "of row names"}`}
      entries={entriesOf(table, column, columns, header.current?.offsetWidth ?? column.width)}
      anchor={header}
      onClose={onClose}
    />
  );
}

function entriesOf(
  table: Table,
  column: GridColumn,
  columns: readonly GridColumn[],
  width: number, // As it is drawn: a column may have grown.
): (Entry | Branch)[] {
  const { arranged, sorting, sort } = table;
  const { at, isPinned } = column;
  const direction = sorting?.column === at ? sorting.direction : undefined;
  const among = columns.filter((one) => one.type !== "mark" && one.isPinned === isPinned);
  const place = among.indexOf(column);
  const move = (places: number) => () => arranged.move(column, among, places);
  const sortBy = (wanted: "ascending" | "descending") => () =>
    sort(direction === wanted ? undefined : { column: at, direction: wanted });
  return [
    { name: "Sort ascending", isChecked: direction === "ascending", act: sortBy("ascending") },
    { name: "Sort descending", isChecked: direction === "descending", act: sortBy("descending") },
    ...formatting(table, column),
    { name: "Pin", isChecked: isPinned, act: () => arranged.pin(at, !isPinned) },
    ...(place > 0 ? [{ name: "Move left", act: move(-1) }] : []),
    ...(place < among.length - 1 ? [{ name: "Move right", act: move(1) }] : []),
    { name: "Wider", act: () => arranged.resize(at, width + STEP) },
    { name: "Narrower", act: () => arranged.resize(at, width - STEP) },
    { name: "Fit to cells", act: () => arranged.resize(at, undefined) },
    { name: "Hide", act: () => arranged.hide(at, true) },
  ];
}

/** The formats, if there are any to choose from; "Automatic" is the author's, or else none. */
function formatting({ arranged }: Table, column: GridColumn): Branch[] {
  const formats = formatsOf(column);
  const now = arranged.arrangement.formats.get(column.at);
  const choice = (name: string, format: string | undefined) => ({
    name,
    isChecked: now === format,
    act: () => arranged.format(column.at, format),
  });
  const choices = [choice("Automatic", undefined), ...formats.map((one) => choice(nameOfFormat(one), one))];
  return formats.length ? [{ name: "Format", choices }] : [];
}
