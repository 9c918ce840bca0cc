import { expect, test } from "vitest";
import { readTabbed } from "../../../src/elements/editing/delimited";

test("cells have tabs between them, and rows are lines", () => {
  expect(readTabbed("a\tb\n1\t2")).toEqual([["a", "b"], ["1", "2"]]);
  expect(readTabbed("a\tb\r\n1\t2\r\n")).toEqual([["a", "b"], ["1", "2"]]);
  expect(readTabbed("one")).toEqual([["one"]]);
  expect(readTabbed("a\t\n\tb")).toEqual([["a", ""], ["", "b"]]);
  expect(readTabbed("a\n\nb")).toEqual([["a"], [""], ["b"]]);
});

test("a quoted cell may have tabs, line ends and quotation marks", () => {
  expect(readTabbed('"a\tb"\t"two\nlines"\n"say ""hi"""\tx')).toEqual([["a\tb", "two\nlines"], ['say "hi"', "x"]]);
  expect(readTabbed('""\tx')).toEqual([["", "x"]]);
});

test("what only begins with a quotation mark is not quoted", () => {
  expect(readTabbed('"a\tb')).toEqual([['"a', "b"]]);
  expect(readTabbed('"a" b\tc')).toEqual([['"a" b', "c"]]);
  expect(readTabbed('12"\tc')).toEqual([['12"', "c"]]);
});

test("a text without end takes no longer than a long one", () => {
  expect(readTabbed('"\t'.repeat(100_000)).length).toBe(1);
});
