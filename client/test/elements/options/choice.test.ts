import { expect, test } from "vitest";
import { choiceOf, pickedOf } from "../../../src/elements/options/choice";

const BEFORE = ["a", "b", "c"];

test("a choice is the same among the same options", () => {
  expect(choiceOf(BEFORE, 1)).toEqual([1, "b", 3]);
  expect(pickedOf(BEFORE, [1, "b"])).toBe(1);
});

test("it means the same option when the options have changed places", () => {
  expect(pickedOf(["c", "a", "b"], choiceOf(BEFORE, 1))).toBe(2);
});

test("one of two that look alike stays where it was", () => {
  expect(pickedOf(["a", "a"], [1, "a"])).toBe(1);
});

test("it means nothing when its option is gone", () => {
  expect(pickedOf(["x", "y"], choiceOf(BEFORE, 1))).toBeUndefined();
  expect(pickedOf([], choiceOf(BEFORE, 0))).toBeUndefined();
});

test("it stays at its place among as many that get other labels", () => {
  expect(pickedOf(["x", "y", "z"], choiceOf(BEFORE, 1), true)).toBe(1);
  expect(pickedOf(["x", "b", "a"], choiceOf(BEFORE, 0), true)).toBe(2);
  expect(pickedOf(["x", "y"], choiceOf(BEFORE, 1), true)).toBeUndefined();
});

test("what the server says is an index, and a new option a text", () => {
  expect(pickedOf(BEFORE, 2)).toBe(2);
  expect(choiceOf(BEFORE, "new")).toBe("new");
  expect(pickedOf(BEFORE, "new")).toBe("new");
});
