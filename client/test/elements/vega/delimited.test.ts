import { expect, test } from "vitest";
import { rowsIn } from "../../../src/elements/vega/delimited";

test("each line is a row by the names in the first", () => {
  expect(rowsIn('a,"b ""c"""\n1,"x,\ny"\n2', ",")).toEqual([
    { a: "1", 'b "c"': "x,\ny" },
    { a: "2", 'b "c"': undefined },
  ]);
});

test("where names are given, the first line is a row", () => {
  expect(rowsIn("1|2", "|", ["a", "b"])).toEqual([{ a: "1", b: "2" }]);
});

test("an empty text has no rows", () => {
  expect(rowsIn("", ",")).toEqual([]);
});
