import { expect, test } from "vitest";
import type { Sheet } from "../../../src/elements/tabular/sheet";
import { thinned } from "../../../src/elements/vega/thinning";

const ROWS = 100_000;
const spec = { usermeta: { thin: { x: "x", y: ["y"] } } };

function sheetOf(x: (row: number) => number, y: (row: number) => number): Sheet {
  const numbers = (of: (row: number) => number) => Float64Array.from({ length: ROWS }, (_, row) => of(row));
  const column = { kind: "number", isIndex: false } as const;
  return {
    rows: ROWS,
    columns: [
      { name: "x", ...column, values: numbers(x) },
      { name: "y", ...column, values: numbers(y) },
    ],
  };
}

test("of a very long line the ends and all that stands out are drawn", () => {
  const peak = (row: number) => (row === 54_321 ? 9 : row === 12_345 ? -9 : row % 3);
  const { rows, columns } = thinned(sheetOf((row) => row, peak), spec);
  const [x, y] = columns.map(({ values }) => [...(values as Float64Array)]);

  expect(rows).toBeLessThan(8_001);
  expect(y).toContain(9);
  expect(x?.[y!.indexOf(-9)]).toBe(12_345);
  expect([x?.[0], x?.at(-1)]).toEqual([0, ROWS - 1]);
});

test("a gap stays a gap", () => {
  const gap = (row: number) => (row >= 500 && row < 90_000 ? Number.NaN : 1);
  const [x, y] = thinned(sheetOf((row) => row, gap), spec).columns.map(({ values }) => [
    ...(values as Float64Array),
  ]);

  expect(x).toContain(500);
  expect(Number.isNaN(y![x!.indexOf(500)])).toBe(true);
  expect(y![x!.indexOf(90_000)]).toBe(1);
});

test("what goes back, is short, or is not said to be a line stays whole", () => {
  const back = sheetOf((row) => -row, () => 1);
  expect(thinned(back, spec)).toBe(back);
  const line = sheetOf((row) => row, () => 1);
  expect(thinned(line, {})).toBe(line);
  const short = { ...line, rows: 20_000 };
  expect(thinned(short, spec)).toBe(short);
});
