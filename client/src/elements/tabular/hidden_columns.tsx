/** The list of a table's columns, to hide some and to show them again. Loaded when it is opened. */
import type { RefObject } from "preact";
import { GridMenu } from "./grid_menu";
import type { Table } from "./use_table";

export interface HiddenColumnsProps {
  readonly table: Table;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function HiddenColumns({ table, anchor, onClose }: HiddenColumnsProps) {
  const { sheet, looks, arranged } = table;
  const { order, hidden } = arranged.arrangement;
  const entries = order.map((at) => ({
    name: looks[at]?.label || sheet.columns[at]?.name || "Row names",
    isChecked: !hidden.has(at),
    act: () => arranged.hide(at, !hidden.has(at)),
  }));
  return <GridMenu label="Columns" entries={entries} anchor={anchor} stays onClose={onClose} />;
}
