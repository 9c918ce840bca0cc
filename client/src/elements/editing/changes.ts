/**
 * Changes of a table, and what undoes them. Both name rows by ids and cells by values, so they mean
 * the same whatever the server has made of the table meanwhile.
 */
import type { Json } from "../../protocol.gen";
import { type Cells, type Edits, NO_CELLS, withEntry, withoutEntry } from "./edits";

/** What was entered into a cell that may not have it: it stays there to be corrected, unsent. */
export interface Draft {
  readonly text: string;
  readonly problem: string;
}

export type Change =
  | { readonly tag: "set"; readonly id: number; readonly column: string; readonly value: Json }
  | { readonly tag: "draft"; readonly id: number; readonly column: string; readonly draft: Draft | undefined }
  | { readonly tag: "delete"; readonly id: number }
  /** Adds a row, or brings one back: `edited` are those of its cells that were changed before. */
  | { readonly tag: "add"; readonly id: number; readonly cells: Cells; readonly edited: Cells };

export interface State {
  /** What is sent. */
  readonly edits: Edits;
  /** Added rows that are held back until they are complete. */
  readonly held: ReadonlyMap<number, Cells>;
  readonly drafts: ReadonlyMap<number, ReadonlyMap<string, Draft>>;
}

/** The table that is changed. */
export interface Table {
  /** The value of a cell before all edits. */
  valueAt(id: number, column: string): Json;
  /** Whether the server's table has the row, and no unanswered message could delete it. */
  isCertain(id: number): boolean;
  /** The cells of a row that can be entered, before all edits. */
  cellsOf(id: number): Cells;
  isComplete(cells: Cells): boolean;
}

export interface Changed {
  readonly state: State;
  /** The changes that undo these. */
  readonly inverse: readonly Change[];
}

/** Makes changes in their order. */
export function changed(state: State, changes: readonly Change[], table: Table): Changed {
  const making = new Making(state, table);
  for (const change of changes) making.make(change);
  return { state: making.state, inverse: making.inverse.reverse() };
}

/** Maps are copied once for all changes, and not once for each. */
class Making {
  readonly inverse: Change[] = [];
  readonly #edited: Map<number, Cells>;
  readonly #added: Map<number, Cells>;
  readonly #deleted: Set<number>;
  readonly #held: Map<number, Cells>;
  readonly #drafts: Map<number, ReadonlyMap<string, Draft>>;

  constructor(
    { edits, held, drafts }: State,
    readonly table: Table,
  ) {
    this.#edited = new Map(edits.edited);
    this.#added = new Map(edits.added);
    this.#deleted = new Set(edits.deleted);
    this.#held = new Map(held);
    this.#drafts = new Map(drafts);
  }

  get state(): State {
    const edits = { edited: this.#edited, added: this.#added, deleted: this.#deleted };
    return { edits, held: this.#held, drafts: this.#drafts };
  }

  make(change: Change): void {
    switch (change.tag) {
      case "set":
        return this.#set(change.id, change.column, change.value);
      case "draft":
        return this.#draft(change.id, change.column, change.draft);
      case "delete":
        return this.#delete(change.id);
      case "add":
        return this.#add(change.id, change.cells, change.edited);
    }
  }

  #valueAt(id: number, column: string): Json {
    const own = this.#held.get(id) ?? this.#added.get(id) ?? this.#edited.get(id);
    const value = own?.get(column);
    return value === undefined ? this.table.valueAt(id, column) : value;
  }

  #set(id: number, column: string, value: Json): void {
    if (this.#drafts.get(id)?.has(column)) this.#draft(id, column, undefined);
    this.inverse.push({ tag: "set", id, column, value: this.#valueAt(id, column) });
    const held = this.#held.get(id);
    if (held) return this.#hold(id, withEntry(held, column, value));
    const rows = this.#added.has(id) ? this.#added : this.#edited;
    rows.set(id, withEntry(rows.get(id) ?? NO_CELLS, column, value));
  }

  /** Holds an added row back, or sends it. */
  #hold(id: number, cells: Cells): void {
    const isComplete = this.table.isComplete(cells);
    if (isComplete) this.#held.delete(id);
    (isComplete ? this.#added : this.#held).set(id, cells);
  }

  #draft(id: number, column: string, draft: Draft | undefined): void {
    const before: ReadonlyMap<string, Draft> = this.#drafts.get(id) ?? new Map();
    this.inverse.push({ tag: "draft", id, column, draft: before.get(column) });
    const drafts = draft ? withEntry(before, column, draft) : withoutEntry(before, column);
    if (drafts.size) this.#drafts.set(id, drafts);
    else this.#drafts.delete(id);
  }

  #delete(id: number): void {
    const held = this.#held.get(id);
    const edited = this.#edited.get(id) ?? NO_CELLS;
    const cells = held ?? new Map([...this.table.cellsOf(id), ...edited, ...(this.#added.get(id) ?? [])]);
    this.inverse.push({ tag: "add", id, cells, edited });
    this.#edited.delete(id);
    this.#added.delete(id);
    // The server may have an added row already, unless it was never sent.
    if (!this.#held.delete(id)) this.#deleted.add(id);
  }

  #add(id: number, cells: Cells, edited: Cells): void {
    this.inverse.push({ tag: "delete", id });
    const wasThere = this.#deleted.delete(id);
    if (wasThere && this.table.isCertain(id)) {
      if (edited.size) this.#edited.set(id, edited);
    } else this.#hold(id, cells);
  }
}
