import { expect, test, vi } from "vitest";
import { type Look, textsOf } from "../../../src/elements/tabular/cell_text";
import { type Kind, sheetOfText } from "../../../src/elements/tabular/sheet";

function shown(kind: Kind, values: readonly unknown[], look: Look) {
  const packed = { rows: values.length, columns: [{ name: "x", kind, values }] };
  const [column] = sheetOfText(JSON.stringify(packed)).columns;
  if (!column) throw new Error("There is a column.");
  const text = textsOf(column, look);
  return values.map((_, row) => text(row));
}

test("numbers have the format that the author wants", () => {
  const one = (format: string, value: number) => shown("number", [value], { type: "number", format })[0];
  expect(one("%.2f kg", 1234.567)).toBe("1234.57 kg");
  expect(one("%,d", 1234567)).toBe("1,234,567");
  expect(one("%,.2f", -1234567.891)).toBe("-1,234,567.89");
  expect(one("percent", 0.5)).toBe("50%");
  expect(one("dollar", 1234.5)).toBe("$1,234.50");
  expect(one("compact", 1234)).toBe("1.2K");
  expect(one("accounting", -5)).toBe("(5.00)");
  expect(one("plain", 1234.5)).toBe("1234.5");
  expect(one("duration", 7200)).toBe("2 hours");
  expect(shown("text", ["12", "many", null], { type: "number", format: "%.1f" })).toEqual([
    "12.0",
    "many",
    undefined,
  ]);
  expect(shown("number", [1, 2.345], { type: "number", step: 0.01 })).toEqual(["1.00", "2.35"]);
});

test("moments have the format, the zone and the distance that the author wants", () => {
  vi.useFakeTimers({ now: new Date("2024-02-01T12:00:00Z") });
  const one = (value: unknown, look: Look) => shown("datetime", [value], { type: "datetime", ...look })[0];
  expect(one("2024-01-31T20:15:00", { format: "D MMM YYYY, HH:mm" })).toBe("31 Jan 2024, 20:15");
  expect(one("2024-01-31T20:15:00+00:00", { timezone: "Europe/Berlin" })).toBe("2024-01-31 21:15:00");
  expect(one("2024-01-31T20:15:00-02:00", { timezone: "UTC", format: "HH:mm" })).toBe("22:15");
  expect(one("2024-02-01T10:00:00", { format: "distance" })).toBe("2 hours ago");
  expect(one("2024-01-31T10:00:00", { format: "calendar" })).toMatch(/^yesterday, 10:00/);
  expect(shown("date", ["2024-01-31"], { type: "date", format: "calendar" })).toEqual(["yesterday"]);
  expect(one(1706732100, { format: "iso8601" })).toBe("2024-01-31T20:15:00");
  expect(one("2024-01-31T20:15:00", {})).toBe("2024-01-31 20:15:00");
  expect(one("never", { format: "HH:mm" })).toBe("never");
  expect(shown("date", ["2024-01-31"], { type: "date", format: "ddd, DD.MM." })).toEqual(["Wed, 31.01."]);
  expect(shown("time", ["08:30:00"], { type: "time", format: "hh:mm a" })).toEqual(["08:30 am"]);
  vi.useRealTimers();
});

test("a link shows a text, or what is found in its address", () => {
  const address = "https://example.org/planets/big%20mars";
  const link = (display_text: string) => shown("text", [address], { type: "link", display_text })[0];
  expect(link("Open")).toBe("Open");
  expect(link("planets/(.*)")).toBe("big mars");
  expect(link("moons/(.*)")).toBe(address);
  expect(link("")).toBe(address);
});

test("options and lists are written by their labels", () => {
  const options = [{ value: "s", label: "Small" }, { value: 1, label: "One" }, { value: "l" }];
  expect(shown("text", ["s", "l", "x"], { type: "selectbox", options })).toEqual(["Small", "l", "x"]);
  expect(shown("list", [["s", "l"], []], { type: "multiselect", options })).toEqual(["Small, l", ""]);
  expect(shown("text", ["a, b", '["c"]'], { type: "list" })).toEqual(["a, b", "c"]);
});

test("a bar says how full it is, within its bounds", () => {
  expect(shown("integer", [0, 50, 200], { type: "progress" })).toEqual(["0%", "50%", "100%"]);
  expect(shown("number", [2], { type: "progress", least: 1, most: 5 })).toEqual(["25%"]);
  expect(shown("number", [2], { type: "progress", most: 4, format: "%d of 4" })).toEqual(["2 of 4"]);
});
