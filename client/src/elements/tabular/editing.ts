/** What a grid needs of the code that edits its cells, which only `data_editor` loads. */
import type { ComponentChild } from "preact";
import type { GridColumn } from "./grid_columns";
import type { Place } from "./grid_places";
import type { Range, Rows } from "./grid_selection";

/** A grid as those see it who edit its cells. */
export interface Board {
  /** The id that those of its cells begin with. */
  readonly id: string;
  readonly columns: readonly GridColumn[];
  readonly active: Place;
  /** The chosen cells; undefined if it is only the active one. */
  readonly range: Range | undefined;
  readonly moveTo: (place: Place) => void;
  readonly focus: () => void;
}

/** Additional attributes of a cell. */
export type CellAttributes = Readonly<Record<`aria-${string}` | `data-${string}`, string | boolean | undefined>>;

export interface Editing {
  /** The rows to draw: those of the table, and perhaps an empty one for a new row. */
  readonly rows: Rows;
  /** Handles a key; whether it was one for editing. */
  readonly press: (event: KeyboardEvent, board: Board) => boolean;
  readonly paste: (event: ClipboardEvent, board: Board) => void;
  /** Whether what the pointer was pressed on is for editing. */
  readonly grab: (event: PointerEvent, place: Place, board: Board) => boolean;
  /** Opens a cell to edit it; whether it can be. `target` is what was clicked on in it. */
  readonly open: (place: Place, board: Board, target?: EventTarget | null) => boolean;
  /** Whether the first click on something opens its cell. */
  readonly opensAtOnce: (place: Place, target: EventTarget | null) => boolean;
  /** Of a cell, or without a place of a header. */
  readonly attributes: (shown: GridColumn, row: number | undefined, place?: Place) => CellAttributes;
  /** What is drawn above the grid. */
  readonly overlay: (board: Board) => ComponentChild;
}
