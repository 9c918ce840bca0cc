import { expect, test } from "vitest";
import { itemsAround } from "../../src/elements/pagination/items";

const shown = (page: number, count: number, wanted = 7, room = Infinity) =>
  itemsAround(page, count, wanted, room)
    .map((item) => (item === "gap" ? "…" : item))
    .join(" ");

test.each([
  [shown(1, 7), "1 2 3 4 5 6 7"],
  [shown(1, 20), "1 2 3 4 5 … 20"],
  [shown(4, 20), "1 2 3 4 5 … 20"],
  [shown(5, 20), "1 … 4 5 6 … 20"],
  [shown(16, 20), "1 … 15 16 17 … 20"],
  [shown(17, 20), "1 … 16 17 18 19 20"],
  [shown(8, 20, 5), "1 … 8 … 20"],
  [shown(8, 20, 3), "1 … 8 … 20"],
  [shown(8, 20, 1), "8"],
  [shown(8, 20, 0), ""],
  [shown(8, 20, 7, 5), "1 … 8 … 20"],
  [shown(8, 20, 7, 4), "8"],
  [shown(2, 3, 7, 3), "1 2 3"],
  [shown(2, 3, 7, 2), "2"],
])("%s", (found, expected) => {
  expect(found).toBe(expected);
});

test("there are always as many, with the chosen one and both ends, and no gap hides nothing", () => {
  for (let most = 5; most < 14; most++) {
    for (let page = 1; page <= 40; page++) {
      const items = itemsAround(page, 40, most, Infinity);
      expect(items).toHaveLength(most);
      expect(items).toEqual(expect.arrayContaining([1, page, 40]));
      items.forEach((item, at) => {
        const [before, after] = [items[at - 1], items[at + 1]];
        if (item === "gap") expect(Number(after) - Number(before)).toBeGreaterThan(2);
      });
    }
  }
});

test("however many there are, a page lists a hundred at most", () => {
  expect(itemsAround(5e14, 2 ** 53 - 1, Infinity, Infinity)).toHaveLength(100);
});
