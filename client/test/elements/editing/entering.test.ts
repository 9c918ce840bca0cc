import { expect, test } from "vitest";
import { checked, readText, type Rule, type Target, textToEdit } from "../../../src/elements/editing/entering";
import type { Look } from "../../../src/elements/tabular/cell_text";
import type { Kind } from "../../../src/elements/tabular/sheet";

function target(rule: Rule, look: Look = {}, kind: Kind = "text", values: readonly unknown[] = []): Target {
  return { rule, look, column: { name: "x", kind, isIndex: false, values } };
}

function read(text: string, rule: Rule, look: Look = {}, kind: Kind = "text", values: readonly unknown[] = []) {
  const entered = readText(text, target(rule, look, kind, values));
  return "problem" in entered ? entered.problem : entered.value;
}

test.each([
  ["5", 5],
  ["-5.25", -5.25],
  ["−5", -5],
  ["1,234.5", 1234.5],
  ["1.234,5", 1234.5],
  ["1 234,5", 1234.5],
  ["1'234", 1234],
  ["1,234,567", 1234567],
  ["1.234.567", 1234567],
  ["0,5", 0.5],
  ["1e3", 1000],
  ["€ 5", 5],
  ["(5)", -5],
  ["12345678901234567890", "12345678901234567890"],
  ["five", "Write a number."],
  ["1,2,3", "Write a number."],
  ["Infinity", "Write a number."],
  ["", null],
])("the number %j is %j", (text, value) => {
  expect(read(text, { takes: "number" })).toEqual(value);
});

test("a percent sign stands for hundredths where the column shows them so", () => {
  expect(read("50%", { takes: "number" }, { format: "percent" })).toBe(0.5);
  expect(read("50 %", { takes: "number" }, { format: "%d%%" })).toBe(50);
});

test("a number has its bounds and its decimals", () => {
  const rule: Rule = { takes: "number", least: 0, most: 10, step: 0.5 };
  expect(read("-1", rule)).toBe("The least is 0.");
  expect(read("11", rule)).toBe("The most is 10.");
  expect(read("2.25", rule)).toBe("It may have 1 decimal.");
  expect(read("2.5", rule)).toBe(2.5);
  expect(read("2.5", { takes: "integer" })).toBe("Write a whole number.");
});

test("text may be empty, be too long, or lack the form that is wanted", () => {
  expect(read("", { takes: "text" })).toBe("");
  expect(read(" a ", { takes: "text" })).toBe(" a ");
  expect(read("", { takes: "text", is_required: true })).toBe("This must be filled in.");
  expect(read("äöü!", { takes: "text", max_chars: 3 })).toBe("It may have 3 characters.");
  expect(read("x1", { takes: "text", pattern: "^[a-z]+$" })).toBe("It does not have the form ^[a-z]+$.");
  expect(read("xy", { takes: "text", pattern: "^[a-z]+$" })).toBe("xy");
  expect(checked(null, target({ is_required: true }))).toEqual({ problem: "This must be filled in." });
});

test.each([
  ["2024-01-31", "2024-01-31"],
  ["31.1.2024", "2024-01-31"],
  ["31 Jan 2024", "2024-01-31"],
  ["January 31, 2024", "2024-01-31"],
  ["2024-01-31 08:30", "2024-01-31"],
  ["31.2.2024", "Write a date such as 2024-01-31."],
  ["tomorrow", "Write a date such as 2024-01-31."],
])("the date %j is %j", (text, value) => {
  expect(read(text, { takes: "date" })).toBe(value);
});

test("a date is read in the format of its column, and has bounds", () => {
  expect(read("01/02/2024", { takes: "date" }, { format: "DD/MM/YYYY" })).toBe("2024-02-01");
  expect(read("2023-12-31", { takes: "date", least: "2024-01-01" })).toBe("The earliest is 2024-01-01.");
});

test.each([
  ["8:30", "08:30:00"],
  ["8.30 pm", "20:30:00"],
  ["08:30:15.5", "08:30:15.500000"],
  ["25:00", "Write a time such as 08:30."],
])("the time %j is %j", (text, value) => {
  expect(read(text, { takes: "time" })).toBe(value);
});

test("a date with a time has an offset where its column has one", () => {
  const zoned = ["2024-01-01T00:00:00+01:00"];
  expect(read("2024-01-31 8:30", { takes: "datetime" })).toBe("2024-01-31T08:30:00");
  expect(read("2024-01-31T08:30:00Z", { takes: "datetime" })).toBe("2024-01-31T08:30:00");
  expect(read("31.1.2024 08:30", { takes: "datetime" }, {}, "datetime", zoned)).toBe("2024-01-31T08:30:00");
  expect(read("2024-01-31 08:30+02:00", { takes: "datetime" }, {}, "datetime", zoned)).toBe("2024-01-31T08:30:00+02:00");
});

test("a date with a time is that of the zone in which it is shown", () => {
  const zoned = target({ takes: "datetime" }, { timezone: "Europe/Berlin" }, "datetime", ["2024-01-01T00:00:00Z"]);
  expect(readText("2024-07-01 08:30", zoned)).toEqual({ value: "2024-07-01T06:30:00Z" });
  expect(readText("2024-01-01 08:30", zoned)).toEqual({ value: "2024-01-01T07:30:00Z" });
  expect(textToEdit("2024-07-01T06:30:00Z", zoned)).toBe("2024-07-01 08:30:00");
});

test.each([
  ["1 day 02:30:00", 95_400],
  ["02:30", 9000],
  ["-00:01:30", -90],
  ["1h 30m", 5400],
  ["90 min", 5400],
  ["15", 15],
  ["soon", "Write a duration such as 1 day 02:30:00."],
])("the duration %j is %j", (text, value) => {
  expect(read(text, { takes: "duration" })).toBe(value);
});

test("true and false have many words", () => {
  expect(["TRUE", "yes", "1", "✓"].map((text) => read(text, { takes: "checkbox" }))).toEqual([true, true, true, true]);
  expect(["false", "No", "0"].map((text) => read(text, { takes: "checkbox" }))).toEqual([false, false, false]);
  expect(read("maybe", { takes: "checkbox" })).toBe("Write true or false.");
});

test("an option is found by its label or its value, and new ones only where they may be", () => {
  const look: Look = { options: [{ value: 1, label: "One" }, { value: 2 }] };
  expect(read("one", { takes: "selectbox" }, look)).toBe(1);
  expect(read("2", { takes: "selectbox" }, look)).toBe(2);
  expect(read("three", { takes: "selectbox" }, look)).toBe("This is not one of the options.");
  expect(read("3", { takes: "selectbox", accepts_new_options: true }, look, "integer")).toBe(3);
  expect(read("One, 2", { takes: "multiselect" }, look)).toEqual([1, 2]);
  expect(read("One, 4", { takes: "multiselect" }, look)).toBe("4 is not one of the options.");
});

test("a list is read from JSON or from its items", () => {
  expect(read('["a,b", 1]', { takes: "list" })).toEqual(["a,b", 1]);
  expect(read("a, b", { takes: "list" })).toEqual(["a", "b"]);
});

test("what is edited can be read again", () => {
  const cases: readonly (readonly [Rule, unknown])[] = [
    [{ takes: "number" }, 0.1],
    [{ takes: "duration" }, 95_400],
    [{ takes: "datetime" }, "2024-01-31T08:30:00"],
    [{ takes: "time" }, "08:30:00"],
    [{ takes: "text" }, " a\nb "],
  ];
  for (const [rule, value] of cases) expect(read(textToEdit(value, target(rule)), rule)).toEqual(value);
});
