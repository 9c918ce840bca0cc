import { expect, test } from "vitest";
import { type Change, changed, type State, type Table } from "../../../src/elements/editing/changes";
import { asText, joined, NO_EDITS, readEdits, without } from "../../../src/elements/editing/edits";
import { EditedSheet } from "../../../src/elements/editing/edited_sheet";
import { existing } from "../../../src/elements/editing/edited_rows";
import { RowIds } from "../../../src/elements/editing/row_ids";
import { everyRow, type Sheet } from "../../../src/elements/tabular/sheet";

const NOTHING: State = { edits: NO_EDITS, held: new Map(), drafts: new Map() };
const BASE: Sheet = {
  rows: 3,
  columns: [
    { name: "a", kind: "integer", isIndex: false, values: new Float64Array([10, 20, Number.NaN]) },
    { name: "b", kind: "text", isIndex: false, values: ["x", "y", null] },
  ],
};

/** A table as a user has it before the eyes, in which b must be filled in. */
class Desk {
  state = NOTHING;
  isPending = false;
  edited: EditedSheet;

  constructor(base = BASE, ids = new RowIds([], base.rows)) {
    this.edited = new EditedSheet(base, ids);
  }

  make(...changes: Change[]): readonly Change[] {
    const table: Table = {
      valueAt: (id, column) => this.edited.valueAt(id, column),
      isCertain: (id) => this.edited.ids.rowOf(id) !== undefined && !this.isPending,
      cellsOf: (id) => new Map(["a", "b"].map((name) => [name, this.edited.valueAt(id, name)])),
      isComplete: (cells) => Boolean(cells.get("b")),
    };
    const { state, inverse } = changed(this.state, changes, table);
    this.state = state;
    this.edited.show(state);
    return inverse;
  }

  get sent(): unknown {
    return JSON.parse(asText(this.state.edits));
  }

  get shown(): unknown[][] {
    const rows = existing(this.edited, everyRow(this.edited.base), this.state);
    return Array.from(rows, (row) => this.edited.sheet.columns.map(({ values }) => values[row] ?? null));
  }
}

const set = (id: number, column: string, value: string | number | null): Change => ({ tag: "set", id, column, value });
const add = (id: number, ...cells: [string, string | number][]): Change => ({
  tag: "add",
  id,
  cells: new Map(cells),
  edited: new Map(),
});

test("a cell shows what was entered, and undoing sends what was there", () => {
  const desk = new Desk();
  const undo = desk.make(set(0, "a", 11), set(0, "a", 12));
  expect(desk.sent).toEqual({ edited: { 0: { a: 12 } } });
  expect(desk.shown[0]).toEqual([12, "x"]);
  const redo = desk.make(...undo);
  expect(desk.sent).toEqual({ edited: { 0: { a: 10 } } });
  expect(desk.shown[0]).toEqual([10, "x"]);
  desk.make(...redo);
  expect(desk.shown[0]).toEqual([12, "x"]);
});

test("undoing holds where the server has the edit in its table meanwhile", () => {
  const desk = new Desk();
  const undo = desk.make(set(0, "a", 11));
  const { columns } = BASE;
  desk.edited = new EditedSheet(
    { ...BASE, columns: [{ ...columns[0]!, values: [11, 20, null] }, columns[1]!] },
    desk.edited.ids,
  );
  desk.state = NOTHING;
  desk.make(...undo);
  expect(desk.shown[0]).toEqual([10, "x"]);
});

test("an added row is held back until it is complete", () => {
  const desk = new Desk();
  desk.make(add(3, ["a", 1]));
  expect(desk.sent).toEqual({});
  expect(desk.shown[3]).toEqual([1, null]);
  desk.make(set(3, "b", "z"));
  expect(desk.sent).toEqual({ added: [[3, { a: 1, b: "z" }]] });
  desk.make(set(3, "a", 2));
  expect(desk.sent).toEqual({ added: [[3, { a: 2, b: "z" }]] });
  expect(desk.shown[3]).toEqual([2, "z"]);
});

test("deleting names the row, and undoing brings its cells back", () => {
  const desk = new Desk();
  desk.make(set(1, "a", 21));
  const undo = desk.make({ tag: "delete", id: 1 });
  expect(desk.sent).toEqual({ deleted: [1] });
  expect(desk.shown).toEqual([[10, "x"], [Number.NaN, null]]);
  desk.make(...undo);
  expect(desk.sent).toEqual({ edited: { 1: { a: 21 } } });
  expect(desk.shown[1]).toEqual([21, "y"]);
});

test("while a message is on its way, a row that comes back is sent whole", () => {
  const desk = new Desk();
  const undo = desk.make({ tag: "delete", id: 1 });
  desk.isPending = true;
  desk.make(...undo);
  expect(desk.sent).toEqual({ added: [[1, { a: 20, b: "y" }]] });
  expect(desk.shown).toHaveLength(3);
});

test("deleting an added row names it, for the server may have it", () => {
  const desk = new Desk();
  const undo = desk.make(add(3, ["b", "z"]));
  desk.make(...undo);
  expect(desk.sent).toEqual({ deleted: [3] });
  expect(desk.shown).toHaveLength(3);
});

test("what may not be in a cell stays there unsent, until it is corrected", () => {
  const desk = new Desk();
  const undo = desk.make({ tag: "draft", id: 0, column: "a", draft: { text: "ten", problem: "no number" } });
  expect(desk.sent).toEqual({});
  expect(desk.shown[0]).toEqual(["ten", "x"]);
  const redo = desk.make(...undo);
  expect(desk.shown[0]).toEqual([10, "x"]);
  desk.make(...redo);
  expect(desk.shown[0]).toEqual(["ten", "x"]);
  const back = desk.make(set(0, "a", 9));
  expect(desk.shown[0]).toEqual([9, "x"]);
  expect(desk.state.drafts.size).toBe(0);
  desk.make(...back);
  expect(desk.shown[0]).toEqual(["ten", "x"]);
  expect(desk.sent).toEqual({ edited: { 0: { a: 10 } } });
});

test("an added row that the table has already is not doubled", () => {
  const desk = new Desk();
  desk.state = { ...NOTHING, edits: readEdits('{"added": [[2, {"a": 5}]]}') };
  desk.edited.show(desk.state);
  expect(desk.shown).toEqual([[10, "x"], [20, "y"], [5, null]]);
});

test("columns may have any name", () => {
  const text = '{"edited":{"0":{"__proto__":1,"constructor":"x"}}}';
  expect(asText(readEdits(text))).toBe(text);
});

test("rows keep their ids where others were deleted and added", () => {
  const ids = new RowIds([0, 2, 7, 1, 4, 2], 5);
  expect([0, 1, 2, 3, 4, 5].map((row) => ids.idOf(row))).toEqual([0, 1, 7, 4, 5, undefined]);
  expect([0, 1, 7, 4, 5, 2, 6, 8].map((id) => ids.rowOf(id))).toEqual([0, 1, 2, 3, 4, undefined, undefined, undefined]);
});

test("an edit writes one cell, however many rows there are", () => {
  let reads = 0;
  const values = new Proxy<number[]>(Array<number>(100_000).fill(0), {
    get(own, name) {
      reads += 1;
      return Reflect.get(own, name, own) as unknown;
    },
  });
  const desk = new Desk({ rows: 100_000, columns: [{ name: "a", kind: "number", isIndex: false, values }] });
  desk.make(set(5, "a", 1));
  reads = 0;
  for (let id = 0; id < 100; id++) desk.make(set(id, "a", id));
  expect(reads).toBeLessThan(1000);
});

test("what was on its way while the script set the table is added to what it has set", () => {
  const before = readEdits('{"edited":{"0":{"a":1,"b":2}},"deleted":[4]}');
  const sent = readEdits('{"edited":{"0":{"a":1,"b":3}},"added":[[7,{"a":5}]],"deleted":[4,5]}');
  const set = readEdits('{"edited":{"0":{"a":9}},"added":[[5,{"a":1}]]}');
  const now = JSON.parse(asText(joined(set, without(sent, before)), { after: 2, n: 3 })) as unknown;
  expect(now).toEqual({
    after: 2,
    n: 3,
    edited: { 0: { a: 9, b: 3 } },
    added: [[7, { a: 5 }]],
    deleted: [5],
  });
});
