import { expect, test } from "vitest";
import type { Kind, SheetColumn } from "../../../src/elements/tabular/sheet";
import { dateOf, rowsOf } from "../../../src/elements/vega/rows";

const column = (name: string, kind: Kind, values: ArrayLike<unknown>): SheetColumn => ({
  name,
  kind,
  values,
  isIndex: false,
});

test("each row has what the columns have there, as Vega takes it", () => {
  const columns = [
    column("n", "number", new Float64Array([1.5, Number.NaN])),
    column("large", "integer", ["1152921504606846976", null]),
    column("day", "date", ["2024-01-31", null]),
    column("when", "datetime", ["2024-01-31T12:30:00", "2024-01-31T12:30:00+02:00"]),
    column("list", "list", [[1, 2], null]),
    column("is", "bool", [false, true]),
  ];
  const [first, second] = rowsOf({ rows: 2, columns });

  expect(first).toEqual({
    n: 1.5,
    large: 2 ** 60,
    day: new Date(2024, 0, 31),
    when: new Date(2024, 0, 31, 12, 30),
    list: [1, 2],
    is: false,
  });
  expect(second).toMatchObject({ n: null, large: null, day: null, list: null, is: true });
  expect((second?.["when"] as Date).toISOString()).toBe("2024-01-31T10:30:00.000Z");
});

test("what is no date is missing", () => {
  expect(dateOf("soon")).toBeNull();
  expect(dateOf(null)).toBeNull();
});
