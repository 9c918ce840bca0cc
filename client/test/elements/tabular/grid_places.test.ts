import { expect, test } from "vitest";
import { columnsDrawn } from "../../../src/elements/tabular/grid_places";

const plain = (width: number) => ({ width, isPinned: false });
const COLUMNS = Array.from({ length: 100 }, () => plain(100));
const [first = plain(100), ...others] = COLUMNS;

test("those are drawn that are seen, and some to their left and right", () => {
  const drawn = columnsDrawn(COLUMNS, 50, 5_000, 300);
  expect(drawn.at(0)).toBe(45);
  expect(drawn.at(-1)).toBe(57);
});

test("so are those that stay, and the one that the keyboard is at", () => {
  const drawn = columnsDrawn([{ ...first, isPinned: true }, ...others], 99, 5_000, 300);
  expect(drawn.slice(0, 2)).toEqual([0, 45]);
  expect(drawn.slice(-2)).toEqual([57, 99]);
});

test("where all are seen, all are drawn", () => {
  expect(columnsDrawn([100, 200, 300].map(plain), 0, 0, 1000)).toEqual([0, 1, 2]);
});
