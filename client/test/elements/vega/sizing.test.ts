import { expect, test } from "vitest";
import { fitted, isSingle, isVega, ownHeight } from "../../../src/elements/vega/sizing";

const bars = { mark: "bar", encoding: { y: { field: "a", type: "quantitative" } } };
const lying = { mark: "bar", encoding: { y: { field: "a", type: "nominal" } } };
const room = { width: 700, height: undefined };

test("a single view with its axes fits into the room", () => {
  const autosize = { type: "fit", contains: "padding" };
  expect(fitted(bars, room)).toEqual({ ...bars, autosize, width: 700, height: 350 });
  expect(fitted({ ...bars, width: 9, height: 100 }, room)).toMatchObject({ width: 700, height: 100 });
  expect(fitted(bars, { width: undefined, height: 90 })).not.toHaveProperty("width");
  expect(fitted(lying, room)).not.toHaveProperty("height");
  expect(ownHeight({ layer: [bars, lying] })).toBeUndefined();
});

test("views share the room that axes leave them", () => {
  const below = fitted({ vconcat: [bars, bars] }, room, 40);
  expect(below["vconcat"].map(({ width }: { width: number }) => width)).toEqual([660, 660]);
  const beside = fitted({ hconcat: [bars, { vconcat: [bars] }] }, room, 40);
  expect(beside["hconcat"][0].width).toBe(320);
  expect(beside["hconcat"][1].vconcat[0].width).toBe(320);
  const facets = { facet: { field: "a" }, spec: bars };
  expect(fitted(facets, room)).toBe(facets);
});

test("what it is can be told", () => {
  expect(isSingle({ layer: [bars] })).toBe(true);
  expect(isSingle({ ...bars, encoding: { row: { field: "a" } } })).toBe(false);
  expect(isVega({ marks: [] })).toBe(true);
  expect(isVega({ ...bars, $schema: "https://vega.github.io/schema/vega-lite/v6.json" })).toBe(false);
});
