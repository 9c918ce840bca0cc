import { expect, test } from "vitest";
import { fitting, searchable } from "../../../src/elements/options/filter";

const CITIES = ["Berlin", "New York", "Paris", "São Paulo", "York"];

function found(typed: string, mode: "fuzzy" | "contains" | "prefix" | null = "fuzzy") {
  return fitting(searchable(CITIES), typed, mode).map((index) => CITIES[index]);
}

test("nothing typed leaves all, in their order", () => {
  expect(found("")).toEqual(CITIES);
  expect(found("  ")).toEqual(CITIES);
});

test("the best come first: the whole, the beginning, a word's beginning, a part, the letters", () => {
  expect(found("york")).toEqual(["York", "New York"]);
  expect(found("pa")).toEqual(["Paris", "São Paulo"]);
});

test("case and accents do not count", () => {
  expect(found("SAO")).toEqual(["São Paulo"]);
});

test("each mode takes less than the one before", () => {
  expect(found("nk")).toEqual(["New York"]);
  expect(found("nk", "contains")).toEqual([]);
  expect(found("ork", "contains")).toEqual(["New York", "York"]);
  expect(found("ork", "prefix")).toEqual([]);
  expect(found("y", "prefix")).toEqual(["York"]);
  expect(found("y", null)).toEqual(CITIES);
});
