/** What a user has changed of a table, as it is sent (`src/anew/elements/data_editor.py`). */
import type { Json } from "../../protocol.gen";

/** A row's changed cells by the names of their columns. */
export type Cells = ReadonlyMap<string, Json>;

/**
 * Rows are named by their ids and cells get values, so it does no harm if the table has some of
 * this already: an edit is never lost or doubled.
 */
export interface Edits {
  readonly edited: ReadonlyMap<number, Cells>;
  /** In the order in which they were added. */
  readonly added: ReadonlyMap<number, Cells>;
  readonly deleted: ReadonlySet<number>;
}

export const NO_CELLS: Cells = new Map();
export const NO_EDITS: Edits = { edited: new Map(), added: new Map(), deleted: new Set() };

interface Sent extends Partial<Mark> {
  readonly edited?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly added?: readonly (readonly [id: number, cells: Readonly<Record<string, Json>>])[];
  readonly deleted?: readonly number[];
}

export function readEdits(text: string): Edits {
  if (!text) return NO_EDITS;
  const { edited = {}, added = [], deleted = [] } = JSON.parse(text) as Sent;
  return {
    edited: new Map(Object.entries(edited).map(([id, cells]) => [Number(id), cellsOf(cells)])),
    added: new Map(added.map(([id, cells]) => [id, cellsOf(cells)])),
    deleted: new Set(deleted),
  };
}

function cellsOf(cells: Readonly<Record<string, Json>>): Cells {
  return new Map(Object.entries(cells));
}

/** When edits were made. */
export interface Mark {
  /** How often the script had set the table before. */
  readonly after: number;
  /** The number of the message. */
  readonly n: number;
}

/** The text that is sent. */
export function asText({ edited, added, deleted }: Edits, mark?: Mark): string {
  const sent: Sent = {
    ...mark,
    ...(edited.size && { edited: asRecord(edited) }),
    ...(added.size && { added: [...added].map(([id, cells]) => [id, Object.fromEntries(cells)] as const) }),
    ...(deleted.size && { deleted: [...deleted] }),
  };
  return JSON.stringify(sent);
}

function asRecord(rows: ReadonlyMap<number, Cells>): NonNullable<Sent["edited"]> {
  return Object.fromEntries([...rows].map(([id, cells]) => [id, Object.fromEntries(cells)]));
}

/** What of some edits was not among those before. */
export function without(edits: Edits, before: Edits): Edits {
  return {
    edited: newCells(edits.edited, before.edited),
    added: newCells(edits.added, before.added),
    deleted: new Set([...edits.deleted].filter((id) => !before.deleted.has(id))),
  };
}

function newCells(rows: ReadonlyMap<number, Cells>, before: ReadonlyMap<number, Cells>): ReadonlyMap<number, Cells> {
  const found = new Map<number, Cells>();
  for (const [id, cells] of rows) {
    const known = before.get(id);
    const own = [...cells].filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known?.get(name)));
    if (own.length || !known) found.set(id, new Map(own));
  }
  return found;
}

/** Edits, and later ones after them. */
export function joined(edits: Edits, later: Edits): Edits {
  const edited = new Map(edits.edited);
  const added = new Map(edits.added);
  for (const [id, cells] of later.edited) {
    const rows = added.has(id) ? added : edited;
    rows.set(id, new Map([...(rows.get(id) ?? []), ...cells]));
  }
  for (const [id, cells] of later.added) added.set(id, new Map([...(added.get(id) ?? []), ...cells]));
  const deleted = new Set([...edits.deleted].filter((id) => !later.added.has(id)));
  for (const id of later.deleted) {
    edited.delete(id);
    added.delete(id);
    deleted.add(id);
  }
  return { edited, added, deleted };
}

/** A copy of a map in which one entry is another. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
