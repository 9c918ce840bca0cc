import { expect, test } from "vitest";
import { decimals, formatted } from "../../../src/elements/shared/number";
import { shownNumber } from "../../../src/elements/shared/number_format";

test.each([
  ["%d", 3.9, "3"],
  ["%i", -3, "-3"],
  ["%05d", 42, "00042"],
  ["%-5d|", 42, "42   |"],
  ["%+d", 42, "+42"],
  ["%0.2f", 1.5, "1.50"],
  ["%.3f", -0.0004, "-0.000"],
  ["%f", 1, "1.000000"],
  ["$%.2f", 9.99, "$9.99"],
  ["%d%%", 50, "50%"],
  ["%e", 12345.678, "1.234568e+04"],
  ["%g", 0.0001, "0.0001"],
  ["%g", 0.00001, "1e-05"],
  ["%g", 1234567, "1.23457e+06"],
  ["%x", 255, "ff"],
] as const)("%s shows %d as %s", (format, value, text) => {
  expect(formatted(format, value)).toBe(text);
});

test.each([
  [1, 0],
  [0.25, 2],
  [1e-7, 7],
  [1.5e-7, 8],
  [1e21, 0],
])("%d has %d digits behind its point", (value, digits) => {
  expect(decimals(value)).toBe(digits);
});

test.each([
  ["percent", 0.5, "50%"],
  ["dollar", 1234, "$1,234.00"],
  ["compact", 1200, "1.2K"],
  ["accounting", -3, "(3.00)"],
  ["plain", 1234.5, "1234.5"],
  ["%d km", 5, "5 km"],
] as const)("%s shows %d as %s", (format, value, text) => {
  expect(shownNumber(format, value)).toBe(text);
});
