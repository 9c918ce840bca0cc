/** What is done to many cells at once, as changes: emptying, filling, pasting, adding, deleting. */
import type { Json } from "../../protocol.gen";
import type { GridColumn } from "../tabular/grid_columns";
import type { Place } from "../tabular/grid_places";
import { edges, type Range, type Rows } from "../tabular/grid_selection";
import { isMissing } from "../tabular/sheet";
import type { Change, Draft } from "./changes";
import type { EditedSheet } from "./edited_sheet";
import type { Cells } from "./edits";
import { checked, type Entered, isOpen, readText, type Rule, type Target } from "./entering";

/** The table as it is displayed. */
export interface Sight {
  readonly edited: EditedSheet;
  readonly rules: readonly Rule[];
  readonly columns: readonly GridColumn[];
  /** The rows of the table, without the empty one at its end. */
  readonly rows: Rows;
  readonly adds: boolean;
  readonly newId: () => number;
}

/** Changes, and what to tell the user of them. */
export interface Act {
  readonly changes: readonly Change[];
  readonly said: string;
}

const MOST_CELLS = 50_000; // That are changed at once.
export const TOO_MANY: Act = {
  changes: [],
  said: `Only ${MOST_CELLS.toLocaleString("en")} cells can be changed at once.`,
};

/** What is entered into a column; undefined if nothing may be. */
export function targetOf(shown: GridColumn | undefined, rules: readonly Rule[]): Target | undefined {
  const rule = shown && rules[shown.at];
  return rule && isOpen(rule) ? { column: shown.column, look: shown.look, rule } : undefined;
}

/** The change that enters something into a cell. */
export function entering(id: number, column: string, entered: Entered, text: string): Change {
  if ("value" in entered) return { tag: "set", id, column, value: entered.value };
  const draft: Draft = { text, problem: entered.problem };
  return { tag: "draft", id, column, draft };
}

/** A new row, with the values that its columns begin with. */
export function newRow(sight: Sight, cells: Cells = new Map()): Change & { readonly tag: "add" } {
  const own = new Map<string, Json>();
  sight.edited.base.columns.forEach(({ name }, at) => {
    const value = sight.rules[at]?.default;
    if (!isMissing(value) && isOpen(sight.rules[at])) own.set(name, value as Json);
  });
  return { tag: "add", id: sight.newId(), cells: new Map([...own, ...cells]), edited: new Map() };
}

export function emptied(sight: Sight, range: Range): Act {
  if (isTooLarge(range)) return TOO_MANY;
  let kept = 0;
  const changes = [...cellsIn(sight, range)].flatMap(({ id, target, value }): Change[] => {
    if (isMissing(value)) return [];
    const entered = checked(null, target);
    if ("problem" in entered) kept += 1;
    return "problem" in entered ? [] : [entering(id, target.column.name, entered, "")];
  });
  return { changes, said: kept ? `${counted(kept, "cell")} must be filled in.` : "" };
}

/** Repeats the cells of a source in the rows below or above it. */
export function filled(sight: Sight, source: Range, to: Range): Act {
  if (isTooLarge(to)) return TOO_MANY;
  const { top, bottom } = edges(source);
  const height = bottom - top + 1;
  const changes: Change[] = [];
  for (const { id, row, column, target } of cellsIn(sight, to)) {
    if (row >= top && row <= bottom) continue;
    const from = top + ((((row - top) % height) + height) % height);
    const at = sight.rows.at(from);
    if (at === undefined) continue;
    const value = sight.columns[column]?.column.values[at];
    const entered = checked(isMissing(value) ? null : (value as Json), target);
    if ("value" in entered) changes.push(entering(id, target.column.name, entered, ""));
  }
  return { changes, said: "" };
}

/** The first row of a range in all its rows; a single cell gets what is above it. */
export function filledDown(sight: Sight, range: Range): Act {
  const { top, bottom, first, last } = edges(range);
  const from = top === bottom ? top - 1 : top;
  if (from < 0) return { changes: [], said: "" };
  const corner = (row: number, column: number): Place => ({ row, column });
  return filled(
    sight,
    { from: corner(from, first), to: corner(from, last) },
    { from: corner(from, first), to: corner(bottom, last) },
  );
}

/** Pastes fields at the first cell of a range; a single one into each cell of it. */
export function pasted(sight: Sight, fields: readonly (readonly string[])[], range: Range): Act {
  const { top, bottom, first, last } = edges(range);
  const [only] = fields.length === 1 && fields[0]?.length === 1 ? fields[0] : [];
  const isOne = only !== undefined;
  const height = isOne ? bottom - top + 1 : fields.length;
  const width = isOne ? last - first + 1 : Math.max(...fields.map((row) => row.length));
  if (height * width > MOST_CELLS) return TOO_MANY;
  const changes: Change[] = [];
  let left = 0;
  for (let offset = 0; offset < height; offset++) {
    const at = sight.rows.at(top + offset);
    if (at === undefined && !(sight.adds && top + offset >= sight.rows.length)) {
      left += height - offset;
      break;
    }
    const row = at === undefined ? undefined : sight.edited.idOf(at);
    const entries = entriesOf(sight, isOne ? Array<string>(width).fill(only) : (fields[offset] ?? []), first);
    changes.push(...(row === undefined ? withNewRow(sight, entries) : entries.map((entry) => entry(row))));
  }
  const wrong = changes.filter(({ tag }) => tag === "draft").length;
  return { changes, said: saidOf(wrong, left) };
}

type Entry = (id: number) => Change;

/** What is entered into the columns from a position on. */
function entriesOf({ columns, rules }: Sight, fields: readonly string[], first: number): Entry[] {
  return fields.flatMap((text, offset): Entry[] => {
    const target = targetOf(columns[first + offset], rules);
    return target ? [(id) => entering(id, target.column.name, readText(text, target), text)] : [];
  });
}

function withNewRow(sight: Sight, entries: readonly Entry[]): Change[] {
  const row = newRow(sight);
  const made = entries.map((entry) => entry(row.id));
  const cells = made.flatMap((change) => (change.tag === "set" ? [[change.column, change.value] as const] : []));
  return [{ ...row, cells: new Map([...row.cells, ...cells]) }, ...made.filter(({ tag }) => tag === "draft")];
}

function saidOf(wrong: number, left: number): string {
  const told = [
    wrong ? `${counted(wrong, "cell")} must be corrected.` : "",
    left ? `${counted(left, "row")} had no room.` : "",
  ];
  return told.filter(Boolean).join(" ");
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

function isTooLarge(range: Range): boolean {
  const { top, bottom, first, last } = edges(range);
  return (bottom - top + 1) * (last - first + 1) > MOST_CELLS;
}

interface Cell {
  readonly id: number;
  readonly row: number;
  readonly column: number;
  readonly target: Target;
  readonly value: unknown;
}

/** The cells of a range that can be edited. */
function* cellsIn({ edited, rules, columns, rows }: Sight, range: Range): Generator<Cell> {
  const { top, bottom, first, last } = edges(range);
  for (let row = Math.max(0, top); row <= bottom; row++) {
    const at = rows.at(row);
    const id = at === undefined ? undefined : edited.idOf(at);
    if (at === undefined || id === undefined) continue;
    for (let column = first; column <= last; column++) {
      const target = targetOf(columns[column], rules);
      if (target) yield { id, row, column, target, value: target.column.values[at] };
    }
  }
}
