import { expect, test } from "vitest";
import { Pace } from "../src/pace";

test("a burst passes at once, then one at a time", () => {
  const pace = new Pace(10, 3, 0);

  expect([pace.take(0), pace.take(0), pace.take(0), pace.take(0)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(pace.wait(0)).toBe(100);
  expect(pace.take(99)).toBe(false);
  expect(pace.take(101)).toBe(true);
});

test("rest is not saved up beyond a burst", () => {
  const pace = new Pace(10, 2, 0);

  expect([pace.take(60_000), pace.take(60_000), pace.take(60_000)]).toEqual([true, true, false]);
});
