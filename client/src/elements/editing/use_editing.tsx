/** What a user does to edit a table: opens cells, types, pastes, fills, undoes, adds and deletes rows. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Rule } from "./entering";
import type { Board, CellAttributes, Editing } from "../tabular/editing";
import { type GridColumn, MARKS } from "../tabular/grid_columns";
import type { Place } from "../tabular/grid_places";
import { cellId } from "../tabular/grid_rows";
import { edges, isWithin, NOTHING, type Range, type Selectable } from "../tabular/grid_selection";
import { copyCells } from "../tabular/use_grid";
import { type Act, counted, emptied, entering, filled, filledDown, newRow, pasted, type Sight, targetOf } from "./acts";
import { CellEditor, type Finished, type Move } from "./cell_editor";
import type { Change } from "./changes";
import { readTabbed } from "./delimited";
import type { EditedTable } from "./edited_rows";
import { isEmpty } from "./entering";
import type { EditsOf } from "./use_edits";

export interface EditingOptions {
  readonly edits: EditsOf;
  readonly table: EditedTable;
  readonly rules: readonly Rule[];
  readonly adds: boolean;
  readonly deletes: boolean;
}

export interface Edited {
  readonly editing: Editing;
  readonly selectable: Selectable | undefined;
  /** What a screen reader tells. */
  readonly said: string;
  readonly selected: readonly number[];
  readonly addRow: () => void;
  readonly deleteRows: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** The cell that is being edited, by the id of its row. */
interface Opened {
  readonly id: number;
  readonly place: Place;
  readonly typed: string | undefined;
}

export function useEditing({ edits, table, rules, adds, deletes }: EditingOptions): Edited {
  const { edited, state, history, make } = edits;
  const [opened, setOpened] = useState<Opened>();
  const [said, setSaid] = useState("");
  const [filling, setFilling] = useState<Range>(); // While the handle is dragged.
  const marks = useMarks(edits, table, deletes);
  const count = table.rows.length;
  const board = useRef<Board | undefined>(undefined);
  const sightOf = ({ columns }: Pick<Board, "columns">): Sight => ({
    edited,
    rules,
    columns,
    rows: table.rows,
    adds,
    newId: edits.newId,
  });
  const tell = (text: string) => setSaid((before) => (text === before && text ? `${text}\u00a0` : text));
  const act = ({ changes, said: told }: Act) => {
    make(changes);
    tell(told);
  };
  const idAt = (place: Place) => {
    const row = table.rows.at(place.row);
    return row === undefined ? undefined : edited.idOf(row);
  };
  const isNew = (place: Place) => adds && place.row === count;

  const addRow = (columns: readonly GridColumn[] = []) => {
    const row = newRow(sightOf({ columns }));
    make([row]);
    tell("A row was added.");
    return row.id;
  };
  const edit = (place: Place, { columns }: Board, typed?: string): boolean => {
    const target = targetOf(columns[place.column], rules);
    if (isNew(place)) {
      const id = addRow(columns);
      if (target && target.rule.takes !== "checkbox") setOpened({ id, place, typed });
      return true;
    }
    const id = idAt(place);
    if (!target || id === undefined) return false;
    if (target.rule.takes === "checkbox" && !state.drafts.get(id)?.has(target.column.name)) {
      toggle(id, target.column.name, target.column.values[table.rows.at(place.row) ?? -1]);
    } else setOpened({ id, place, typed });
    return true;
  };
  const toggle = (id: number, column: string, value: unknown) => {
    make([{ tag: "set", id, column, value: !value }]);
  };
  const undo = () => {
    if (history.past.length) tell("Undone.");
    edits.undo();
  };
  const redo = () => {
    if (history.future.length) tell("Redone.");
    edits.redo();
  };
  const deleteRows = () => {
    const ids = marks.ids.filter((id) => edited.rowOf(id) !== undefined);
    make(ids.map((id): Change => ({ tag: "delete", id })));
    tell(`${counted(ids.length, "row")} deleted.`);
    marks.clear();
    board.current?.focus(); // Before, a tool that goes away may have it.
  };

  /** Handles keys with Ctrl or the command key. */
  const pressWith = (event: KeyboardEvent, range: Range, on: Board): boolean => {
    const key = event.key.toLowerCase();
    if (key === "z" && event.shiftKey) redo();
    else if (key === "z") undo();
    else if (key === "y") redo();
    else if (key === "d") act(filledDown(sightOf(on), range));
    else if (key === "x") {
      copyCells(on.columns, table.rows, range);
      act(emptied(sightOf(on), range));
    } else return false;
    return true;
  };
  const press = (event: KeyboardEvent, on: Board): boolean => {
    const { active, columns } = on;
    const { key } = event;
    if (active.row < 0 || event.altKey) return false;
    const range = on.range ?? { from: active, to: active };
    if (event.ctrlKey || event.metaKey) return pressWith(event, range, on);
    if (key === "Delete" || key === "Backspace") {
      if (marks.ids.length && deletes && !on.range) deleteRows();
      else act(emptied(sightOf(on), range));
      return true;
    }
    if (key === " " && (event.shiftKey || columns[active.column]?.at === MARKS) && !isNew(active)) return false;
    const target = targetOf(columns[active.column], rules);
    if (key === " " && (!target || target.rule.takes === "checkbox" || target.rule.takes === "selectbox")) {
      return edit(active, on) || columns[active.column]?.at !== MARKS;
    }
    const isComposing = event.isComposing || key === "Process";
    if (isComposing) edit(active, on, "");
    else if ([...key].length === 1 && target?.rule.takes !== "checkbox") return edit(active, on, key);
    return false;
  };

  const finish = (on: Board, done: Finished | undefined, move: Move, isLeaving: boolean) => {
    setOpened(undefined);
    const { id, place } = opened as Opened;
    const column = on.columns[place.column]?.column.name;
    if (done && column !== undefined) {
      make([entering(id, column, done.entered, done.text)], isLeaving);
      tell("problem" in done.entered ? done.entered.problem : "");
    }
    if (isLeaving) return;
    on.focus();
    const next = beside(place, move, on.columns, rules);
    if (next.row < count + Number(adds)) on.moveTo({ ...next, row: Math.max(0, next.row) });
  };

  const grab = (event: PointerEvent, place: Place, on: Board): boolean => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-handle=true]");
    const box = cell?.getBoundingClientRect();
    if (!box || event.clientX < box.right - HANDLE || event.clientY < box.bottom - HANDLE) return false;
    event.preventDefault();
    on.focus();
    const source = on.range ?? { from: place, to: place };
    dragFrom(source, setFilling, (to) => {
      setFilling(undefined);
      if (to) act(filled(sightOf(on), source, to));
    });
    return true;
  };

  const attributes = (shown: GridColumn, row: number | undefined, place?: Place): CellAttributes => {
    if (shown.at === MARKS) {
      return place && isNew(place) ? { "data-new": true, "aria-label": "Add a row" } : NO_ATTRIBUTES;
    }
    const rule = rules[shown.at];
    const target = targetOf(shown, rules);
    if (!place) {
      const isRequired = rule?.is_required && target !== undefined;
      return { "data-required": isRequired, "aria-required": isRequired, "aria-readonly": !target };
    }
    if (row === undefined) {
      return { "data-new": isNew(place), "aria-label": "New row", "aria-readonly": target ? undefined : "true" };
    }
    const problem = problemAt(row, shown);
    const range = board.current?.range ?? (board.current && { from: board.current.active, to: board.current.active });
    return {
      "aria-readonly": target ? undefined : "true",
      "data-readonly": !target,
      ...(problem && { "aria-invalid": "true", "aria-description": problem, "data-problem": true }),
      ...(target && range && isCorner(range, place) && { "data-handle": true }),
      ...(filling && isWithin(filling, place.row, place.column) && { "data-filling": true }),
    };
  };
  const problemAt = (row: number, { at, column }: GridColumn): string | undefined => {
    const draft = edited.draftAt(row, column.name);
    if (draft) return draft.problem;
    const isMissed = state.held.has(edited.idOf(row) ?? -1) && rules[at]?.is_required && isEmpty(column.values[row]);
    return isMissed ? "This must be filled in before the row counts." : undefined;
  };

  const problemIn = ({ active, columns }: Board) => {
    const row = table.rows.at(active.row);
    const shown = columns[active.column];
    return row === undefined || !shown || shown.at === MARKS ? undefined : problemAt(row, shown);
  };

  const overlay = (on: Board) => {
    board.current = on;
    if (!opened) return <Problem text={problemIn(on)} />;
    const row = edited.rowOf(opened.id);
    const shown = on.columns[opened.place.column];
    const target = targetOf(shown, rules);
    if (row === undefined || !shown || !target || table.rows.at(opened.place.row) !== row) return null;
    const draft = edited.draftAt(row, target.column.name);
    return (
      <CellEditor
        key={`${opened.id} ${shown.at}`}
        target={target}
        value={draft ? null : target.column.values[row]}
        draft={draft}
        typed={opened.typed}
        label={`${shown.name || "Row name"}, row ${opened.place.row + 1}`}
        anchor={cellId(on.id, opened.place)}
        onDone={(done, move, isLeaving) => finish(on, done, move, isLeaving)}
      />
    );
  };

  return {
    editing: {
      rows: adds ? { length: count + 1, at: (position) => table.rows.at(position) } : table.rows,
      press,
      paste: (event, on) => {
        const text = event.clipboardData?.getData("text/plain");
        if (!text || on.active.row < 0) return;
        event.preventDefault();
        act(pasted(sightOf(on), readTabbed(text), on.range ?? { from: on.active, to: on.active }));
      },
      grab,
      open: (place, on) => edit(place, on),
      opensAtOnce: (place, target) => isNew(place) || (target as Element | null)?.closest(".tick") != null,
      attributes,
      overlay,
    },
    selectable: marks.selectable,
    said,
    selected: marks.ids,
    addRow: () => {
      const on = board.current;
      addRow(on?.columns);
      on?.focus();
      on?.moveTo({ row: count, column: Math.max(0, on.columns.findIndex((shown) => targetOf(shown, rules))) });
    },
    deleteRows,
    undo,
    redo,
  };
}

const HANDLE = 9; // Pixels of the corner by which cells are filled.
const NO_ATTRIBUTES: CellAttributes = {};

/** What is wrong with the active cell; screen readers tell it with the cell. */
function Problem({ text }: { readonly text: string | undefined }) {
  return text ? (
    <div class="problem" aria-hidden="true">
      {text}
    </div>
  ) : null;
}

function isCorner(range: Range, { row, column }: Place): boolean {
  const { bottom, last } = edges(range);
  return row === bottom && column === last;
}

/** The rows that are marked to be deleted, by their ids. */
function useMarks({ edited }: EditsOf, { sheet }: EditedTable, deletes: boolean) {
  const [ids, setIds] = useState<readonly number[]>([]);
  useEffect(() => setIds((now) => now.filter((id) => edited.rowOf(id) !== undefined)), [sheet]);
  const selectable: Selectable | undefined = deletes
    ? {
        modes: ["multi-row"],
        selected: { ...NOTHING, rows: ids.map((id) => edited.rowOf(id)).filter((row) => row !== undefined) },
        change: ({ rows }) => setIds(rows.map((row) => edited.idOf(row)).filter((id) => id !== undefined)),
      }
    : undefined;
  return { ids, selectable, clear: () => setIds([]) };
}

/** The cell to go on to; to the right, past those that cannot be edited. */
function beside(
  { row, column }: Place,
  move: Move,
  columns: readonly GridColumn[],
  rules: readonly Rule[],
): Place {
  if (move === "down") return { row: row + 1, column };
  if (move === "up") return { row: row - 1, column };
  const step = move === "left" ? -1 : 1;
  if (move === "nowhere") return { row, column };
  for (let next = column + step; next >= 0 && next < columns.length; next += step) {
    if (targetOf(columns[next], rules)) return { row, column: next };
  }
  return { row, column };
}

/** Follows the pointer up or down from a range until it is released. */
function dragFrom(source: Range, show: (range: Range) => void, done: (range: Range | undefined) => void): void {
  const { top, bottom, first, last } = edges(source);
  let reached: Range | undefined;
  const move = ({ clientX, clientY }: PointerEvent) => {
    const cell = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>(".grid-cell[data-row]");
    const row = Number(cell?.dataset["row"] ?? -1);
    if (row < 0) return;
    reached = { from: { row: Math.min(top, row), column: first }, to: { row: Math.max(bottom, row), column: last } };
    show(reached);
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    done(reached);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}
