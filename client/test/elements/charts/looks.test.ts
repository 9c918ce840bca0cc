import { expect, test } from "vitest";
import { listed } from "../../../src/elements/charts/looks";

test("colours with commas of their own stay whole", () => {
  expect(listed(" light-dark(#111, #eee), rgb(1, 2, 3),\n red ")).toEqual([
    "light-dark(#111, #eee)",
    "rgb(1, 2, 3)",
    "red",
  ]);
  expect(listed("")).toEqual([]);
});
