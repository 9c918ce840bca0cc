import { expect, test } from "vitest";
import {
  asCsv,
  everyRow,
  exact,
  found,
  type Kind,
  type SheetColumn,
  sheetOfFile,
  sheetOfText,
  shownValue,
  sorted,
} from "../../../src/elements/tabular/sheet";

function column(kind: Kind, values: readonly unknown[]): SheetColumn {
  const packed = { rows: values.length, columns: [{ name: "x", kind, values }] };
  const [only] = sheetOfText(JSON.stringify(packed)).columns;
  if (!only) throw new Error("There is a column.");
  return only;
}

function shown(kind: Kind, values: readonly unknown[]) {
  const one = column(kind, values);
  return values.map((_, row) => shownValue(one, row));
}

function order(kind: Kind, values: readonly unknown[], direction: "ascending" | "descending") {
  return [...sorted(values.map((_, row) => row), column(kind, values), direction)];
}

test("a number shows the decimals that it needs", () => {
  expect(shown("number", [1, 2.5, 1 / 3])).toEqual(["1", "2.5", "0.3333"]);
  expect(shown("number", [1, 2.25])).toEqual(["1", "2.25"]);
  expect(shown("number", [1, 2])).toEqual(["1", "2"]);
  expect(shown("number", [0, 0.00001, 1e20])).toEqual(["0", "1e-5", "1e+20"]);
  expect(shown("integer", [1234567890123456, "9007199254740993", null])).toEqual([
    "1234567890123456",
    "9007199254740993",
    undefined,
  ]);
});

test("what is no number is shown as what it is", () => {
  expect(shown("bool", [true, false])).toEqual(["True", "False"]);
  expect(shown("datetime", ["2024-01-02T03:04:05"])).toEqual(["2024-01-02 03:04:05"]);
  expect(shown("duration", [90, 86_400.5, -3600])).toEqual([
    "00:01:30",
    "1 day 00:00:00.5",
    "-01:00:00",
  ]);
  expect(shown("list", [[1, "a"]])).toEqual(['[1,"a"]']);
  expect(shown("object", [{ a: 1 }, "x", 2])).toEqual(['{"a":1}', "x", "2"]);
});

test("numbers are sorted with gaps last, either way", () => {
  expect(order("number", [10, null, 9, "Infinity", -1], "ascending")).toEqual([4, 2, 0, 3, 1]);
  expect(order("number", [10, null, 9, "Infinity", -1], "descending")).toEqual([3, 0, 2, 4, 1]);
});

test("texts are sorted as people order them", () => {
  expect(order("text", ["b", "a10", "a9", "ä"], "ascending")).toEqual([3, 2, 1, 0]);
});

test("rows that are equal keep their order", () => {
  expect(order("integer", [1, 0, 1, 0], "descending")).toEqual([0, 2, 1, 3]);
});

test("a file has its numbers behind its text", () => {
  const columns = [
    { name: "é", kind: "number", block: 1 },
    { name: "t", kind: "text", values: ["a", "b"] },
  ];
  const bytes = new TextEncoder().encode(JSON.stringify({ rows: 2, columns }));
  const text = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(32); // Spaces.
  text.set(bytes);
  const file = new ArrayBuffer(8 + text.length + 4 * 8);
  new DataView(file).setBigUint64(0, BigInt(text.length), true);
  new Uint8Array(file).set(text, 8);
  new Float64Array(file, 8 + text.length).set([1, 2, 0.5, NaN]);

  const sheet = sheetOfFile(file);

  expect(sheet.rows).toBe(2);
  expect(sheet.columns.map((one) => [shownValue(one, 0), shownValue(one, 1)])).toEqual([
    ["0.5", undefined],
    ["a", "b"],
  ]);
});

const sheet = sheetOfText(
  JSON.stringify({
    rows: 2,
    columns: [
      { name: 'a"b', kind: "text", values: ["Ada", "x\ny"] },
      { name: "n", kind: "number", values: [0.123456, null] },
    ],
  }),
);

test("a search finds what is read", () => {
  const texts = sheet.columns.map((column) => (row: number) => shownValue(column, row));
  const search = (query: string) => [...found(everyRow(sheet), texts, query)];
  expect(search("aDA")).toEqual([0]);
  expect(search("0.1235")).toEqual([0]);
  expect(search("")).toEqual([0, 1]);
});

test("a download has all that is known", () => {
  expect(asCsv(sheet, [1, 0])).toBe('"a""b",n\r\n"x\ny",\r\nAda,0.123456\r\n');
  expect(exact([1])).toBe("[1]");
});
