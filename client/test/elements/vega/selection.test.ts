import { expect, test } from "vitest";
import {
  channelsIn,
  isSame,
  selectedOf,
  selectionsIn,
  withSelection,
} from "../../../src/elements/vega/selection";

test("what is selected is told as the script knows it", () => {
  const or = [{ fruit: "fig", day: new Date(5) }];
  expect(selectedOf({ fruit: ["fig"], vlPoint: { or } })).toEqual([{ fruit: "fig", day: 5 }]);
  expect(selectedOf({ day: [new Date(1), new Date(2)] })).toEqual({ day: [1, 2] });
  expect(selectedOf(undefined)).toEqual({});
});

test("nothing is the same in each form", () => {
  expect(isSame({ a: [] }, {})).toBe(true);
  expect(isSame({ a: {} }, { a: [] })).toBe(true);
  expect(isSame({ a: [{ x: 1 }] }, {})).toBe(false);
  expect(isSame({ a: { x: [1, 2] } }, { a: { x: [1, 2] } })).toBe(true);
});

test("a selection is put where its parameter is, an interval by its channels", () => {
  const spec = {
    params: [{ name: "points", select: "point" }],
    vconcat: [{ layer: [{ params: [{ name: "days", select: { type: "interval" } }, { name: "n" }] }] }],
  };
  const signals = [{ name: "days_tuple_fields", value: [{ field: "day", channel: "x" }] }];
  const channels = channelsIn({ marks: [{ signals }] });
  const selection = { points: [{ fruit: "fig" }], days: { day: [1, 2] }, n: [{ a: 1 }] };
  const made = withSelection(spec, selection, channels);

  expect(selectionsIn(spec)).toEqual(["points", "days"]);
  expect(made["params"][0].value).toEqual([{ fruit: "fig" }]);
  expect(made["vconcat"][0].layer[0].params).toEqual([
    { name: "days", select: { type: "interval" }, value: { x: [1, 2] } },
    { name: "n" },
  ]);
  expect(spec.params[0]).not.toHaveProperty("value");
});
